"""Decides the actors of a parsed text: names, their clusters, and where else they are meant."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from fairwitness.reading import carrier
from fairwitness.reading.actors.cluster import Group, bodies, people
from fairwitness.reading.actors.names import Finder, Spot, body_key, name_key
from fairwitness.reading.actors.pronouns import GENDERS, Pronouns
from fairwitness.reading.actors.titles import Beside, Titles, covered
from fairwitness.reading.rows import (
    Actor,
    ActorKind,
    Gender,
    Mention,
    MentionKind,
    Place,
    Statement,
)
from fairwitness.reading.statements.speakers import entities_of
from fairwitness.reading.tree import Tree, tree_of
from fairwitness.span import Span
from fairwitness.world.countries import Countries

_NEAR = 6
"""Statements before a character that are asked whether they hold it; nesting is shallower."""
_PASSAGE = 1000
"""Characters before a pronoun in which another person of its gender makes it doubtful."""


def actors_of(doc: Doc, countries: Countries) -> tuple[Actor, ...]:
    """The actors of a parsed `doc`, by first mention; ids are `a1`, `a2`, …

    Takes the statements and places written on `doc` so far; `countries` knows the demonyms.
    """
    tree = tree_of(doc)
    statements = carrier.get(doc, carrier.STATEMENTS)
    entities = entities_of([(e.start, e.end, e.label_) for e in doc.ents])
    places = carrier.get(doc, carrier.PLACES)
    spots = Finder(tree, entities, places).spots()
    spots = _speakers_are_people(tree, spots, statements)
    persons = [spot for spot in spots if spot.kind == "person"]
    others = [spot for spot in spots if spot.kind != "person"]
    groups = [*people(persons), *bodies(others, tree.text, tree.end, countries)]
    return _Cast(tree, groups, statements, _placed(tree, places), countries).rows()


def _placed(tree: Tree, places: Iterable[Place]) -> frozenset[int]:
    """The tokens of places."""
    out: set[int] = set()
    for place in places:
        token = bisect_left(tree.start, place.start)
        while token < len(tree) and tree.start[token] < place.end:
            out.add(token)
            token += 1
    return frozenset(out)


def _speakers_are_people(
    tree: Tree, spots: Sequence[Spot], statements: Sequence[Statement]
) -> list[Spot]:
    """A lone name that the parse calls a body is a person's where "he said" goes on its speech, or
    where it is the surname of somebody named in full.
    """
    surnames = {spot.key[-1] for spot in spots if spot.kind == "person" and len(spot.key) > 1}
    spoken = {
        s.speaker for s in statements
        if s.speaker and s.source is not None and s.source.text.lower() in GENDERS
    }  # fmt: skip
    out = []
    for spot in spots:
        written = tree.words(spot.first, spot.last)
        lone = spot.kind == "organisation" and spot.first == spot.last
        if lone and (written in spoken or (spot.key[0] in surnames and not written.isupper())):
            key = name_key(written)[0] or spot.key
            out.append(replace(spot, kind="person", key=key))
        else:
            out.append(spot)
    return out


class _Cast:
    """The actors of one text in the making: the numbers are those of `groups`."""

    def __init__(
        self,
        tree: Tree,
        groups: Sequence[Group],
        statements: Sequence[Statement],
        placed: frozenset[int],
        countries: Countries,
    ) -> None:
        self.tree = tree
        self.placed = placed
        self.groups = groups
        self.statements = statements
        self.voices = _Voices(statements)
        titles = Titles(tree, countries)
        self.beside = {
            spot: titles.beside(spot)
            for group in groups for spot in group.spots if spot.kind == "person"
        }  # fmt: skip
        self.mentions = [[self._named(spot, group) for spot in group.spots] for group in groups]
        self.starts = sorted(m.words.start for found in self.mentions for m in found)

    def rows(self) -> tuple[Actor, ...]:
        """All actors, in text order."""
        self._pronouns()
        self._speakers()
        order = sorted(range(len(self.groups)), key=lambda n: self.groups[n].spots[0].first)
        return tuple(self._actor(number, at) for number, at in enumerate(order, 1))

    def _actor(self, number: int, at: int) -> Actor:
        group = self.groups[at]
        found: dict[int, Mention] = {}
        for mention in self.mentions[at]:
            found.setdefault(mention.words.start, mention)
        mentions = tuple(found[start] for start in sorted(found))
        first = mentions[0].words
        return Actor(
            id=f"a{number}",
            start=first.start,
            end=first.end,
            text=first.text,
            kind=group.spots[0].kind,
            name=self._fullest(group),
            mentions=mentions,
            unsure=group.unsure,
        )

    def _fullest(self, group: Group) -> str:
        best = max(group.spots, key=lambda s: (len(s.key), s.last - s.first, -s.first))
        return " ".join(self.tree.words(best.first, best.last).split())

    def _named(self, spot: Spot, group: Group) -> Mention:
        most = max(len(s.key) for s in group.spots)
        kind: MentionKind = "name" if len(spot.key) == most or spot.kind != "person" else "short"
        beside = self.beside.get(spot, Beside())
        return self._mention(spot.first, spot.last, kind, beside)

    def _mention(
        self,
        first: int,
        last: int,
        kind: MentionKind,
        beside: Beside = Beside(),  # noqa: B008 - frozen
    ) -> Mention:
        return Mention(
            words=self._span(first, last),
            kind=kind,
            titles=tuple(self._span(*title) for title in beside.titles),
            nationality=self._span(*beside.nationality) if beside.nationality else None,
            gender=beside.gender,
            voice=self.voices.of(self.tree.start[first]),
        )

    def _span(self, first: int, last: int) -> Span:
        return Span.of(self.tree.text, self.tree.start[first], self.tree.end[last])

    # where else they are meant -------------------------------------------------------------------

    def _pronouns(self) -> None:
        """Adds the pronouns that can mean one person only."""
        tree, named = self.tree, dict[int, int]()
        own: dict[int, frozenset[str]] = {}
        taken = set(self.placed)
        for n, group in enumerate(self.groups):
            for spot in group.spots:
                lone = spot.kind == "organisation" and spot.first == spot.last
                if not lone or tree.words(spot.first, spot.last).isupper():
                    taken.update(range(spot.first, spot.last + 1))
            if group.spots[0].kind == "person":
                named.update((spot.last, n) for spot in group.spots)
                titles = covered(t for spot in group.spots for t in self.beside[spot].titles)
                own[n] = frozenset(w for t in titles for w in (tree.lemma[t], tree.lower[t]))
                taken |= titles
        for token, n, gender in Pronouns(tree, named, own, taken, self.statements).meant():
            self._add(n, self._mention(token, token, "pronoun", Beside(gender=gender)))

    def _speakers(self) -> None:
        """Adds the sources that the statements resolve: "he", "the ministry"."""
        names = {
            (spot.kind, spot.key): n for n, group in enumerate(self.groups) for spot in group.spots
        }
        for statement in self.statements:
            source, speaker = statement.source, statement.speaker
            if source is None or not speaker or self._holds_name(source):
                continue
            kinds: tuple[ActorKind, ...] = ("person", "organisation", "group")
            keys = (name_key(speaker)[0], *[body_key(speaker)] * 2)
            n = next((names[k] for k in zip(kinds, keys, strict=True) if k in names), -1)
            if n >= 0:
                self._speaker(n, source)

    def _speaker(self, n: int, source: Span) -> None:
        gender = GENDERS.get(source.text.lower())
        if gender is not None and not self._agrees(n, gender, source.start):
            return
        kind: MentionKind = "pronoun" if gender else "role"
        if kind == "pronoun" or self._is_role(source):
            voice = self.voices.of(source.start)
            self._add(n, Mention(words=source, kind=kind, gender=gender, voice=voice))

    def _agrees(self, n: int, gender: Gender, offset: int) -> bool:
        """Whether a pronoun may mean this person, and nobody else who is known to be `gender`."""
        if self._genders(n):
            return gender in self._genders(n)
        return not any(
            gender in self._genders(other)
            and any(offset - _PASSAGE < m.words.start < offset for m in self.mentions[other])
            for other in range(len(self.groups))
            if other != n
        )

    def _genders(self, n: int) -> set[Gender | None]:
        return {mention.gender for mention in self.mentions[n]} - {None}

    def _is_role(self, source: Span) -> bool:
        """Whether a source is a short phrase for somebody known: "the minister"."""
        return source.text.lower().startswith("the ") and len(source.text.split()) <= 4

    def _holds_name(self, source: Span) -> bool:
        place = bisect_left(self.starts, source.start)
        return place < len(self.starts) and self.starts[place] < source.end

    def _add(self, n: int, mention: Mention) -> None:
        self.mentions[n].append(mention)


class _Voices:
    """Whose words a character is among."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.spans = sorted((c.start, c.end, s.id) for s in statements for c in s.content)
        self.starts = [start for start, _, _ in self.spans]

    def of(self, offset: int) -> str | None:
        """The id of the innermost statement whose content holds the character at `offset`."""
        place = bisect_right(self.starts, offset)
        near = self.spans[max(0, place - _NEAR) : place]
        held = [(end - start, name) for start, end, name in near if offset < end]
        return min(held)[1] if held else None
