"""Finds where people and bodies are named: runs of tokens, cleaned of titles and what trails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fairwitness.reading.actors.lexicon import bare, leading, words
from fairwitness.reading.rows import ActorKind, Place
from fairwitness.reading.statements.sourcing import Named
from fairwitness.reading.tree import Tree
from fairwitness.world.folding import fold

_LABELS: Mapping[str, ActorKind] = {"PERSON": "person", "ORG": "organisation", "NORP": "group"}
_MOST = 7
"""Tokens of a person's name, hyphens counted apart; longer runs are several names or none."""
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_HYPHENS = frozenset("-‐‑–")


@dataclass(frozen=True, slots=True)
class Spot:
    """A name in the text: its tokens, what it is a name of, and its words made comparable."""

    first: int
    last: int
    kind: ActorKind
    key: tuple[str, ...]
    suffix: str = ""
    titled: bool = False
    """Whether a title stands directly before it."""


class Finder:
    """Looks for names in one text."""

    def __init__(self, tree: Tree, entities: Sequence[Named], places: Sequence[Place]) -> None:
        self.tree = tree
        self.entities = entities
        self.placed = {place.start: place for place in places}
        self.ends = {place.end: place for place in places}
        self.taken: set[int] = set()

    def spots(self) -> list[Spot]:
        """Every name, in text order; none overlap."""
        found: list[Spot] = []
        for spot in (*self._named("PERSON"), *self._titled(), *self._named("ORG", "NORP")):
            tokens = range(spot.first, spot.last + 1)
            if not self.taken.intersection(tokens):
                self.taken.update(tokens)
                found.append(spot)
        found.extend(self._again(found))
        return sorted(found, key=lambda spot: spot.first)

    def _named(self, *labels: str) -> Iterator[Spot]:
        for entity in self.entities:
            if entity.label in labels:
                kind = _LABELS[entity.label]
                spot = self.person(entity) if kind == "person" else self._body(entity, kind)
                if spot is not None:
                    yield spot

    # people ------------------------------------------------------------------------------------

    def person(self, entity: Named) -> Spot | None:
        """The name in an entity that the parse calls a person; None where it is none."""
        first, last = self._whole_words(entity.first, entity.last)
        while first <= last and self._leads(first):
            first += 1
        last = self._end(first, last)
        return self._checked(first, last) if first <= last else None

    def _titled(self) -> Iterator[Spot]:
        """Names behind a title, whatever the parse calls them: "Queen Salote Fifita"."""
        tree, lists = self.tree, words()
        covered = {
            t for e in self.entities if e.label == "ORG" and e.first < e.last
            for t in range(e.first, e.last + 1)
        }  # fmt: skip
        titles = leading() - lists["office"] | {"president", "minister", "senator", "governor",
                                                "mayor", "ambassador", "secretary"}  # fmt: skip
        for token in range(len(tree) - 1):
            if bare(tree.lower[token]) not in titles or token in covered:
                continue
            if not tree.words(token, token)[0].isupper() or self._leads(token + 1):
                continue
            last = token
            while last + 1 < len(tree) and self._namelike(last + 1):
                last += 1
            if last > token and not (last == token + 1 and self._place_at(last)):
                spot = self._checked(token + 1, self._end(token + 1, last))
                if spot is not None:
                    yield spot

    def _namelike(self, token: int) -> bool:
        """Whether a token may go on a name: a capital or a particle, and no word for a body."""
        tree = self.tree
        word, lower = tree.words(token, token), tree.lower[token]
        if word in _HYPHENS:
            return tree.end[token - 1] == tree.start[token] < tree.end[token] == self._next(token)
        if not word[0].isalpha() or lower in words()["notname"] or tree.lower[token - 1] == ".":
            return False
        glued = tree.start[token] == tree.end[token - 1]
        capital = word[0].isupper() and tree.pos[token] in {"PROPN", "NOUN", "ADJ", "X", "ADP"}
        inner = lower in words()["particle"] and self._capital(token + 1)
        return glued or capital or inner

    def _next(self, token: int) -> int:
        return self.tree.start[token + 1] if token + 1 < len(self.tree) else -1

    def _capital(self, token: int) -> bool:
        return token < len(self.tree) and self.tree.words(token, token)[0].isupper()

    def _leads(self, token: int) -> bool:
        """Whether a token before a name is no part of it: a title, an article, a mark."""
        tree = self.tree
        if token >= len(tree):
            return False
        lower = bare(tree.lower[token])
        return (
            not lower
            or not lower[0].isalpha()
            or (lower in leading() and not self._hyphen_after(token))
            or lower in words()["notname"]
        )

    def _hyphen_after(self, token: int) -> bool:
        after = token + 1
        return after < len(self.tree) and self.tree.words(after, after) in _HYPHENS

    def _end(self, first: int, last: int) -> int:
        """The last token of the name that begins at `first`: short of commas, breaks, `'s`."""
        tree = self.tree
        for token in range(first, last + 1):
            lower = tree.lower[token]
            stop = tree.pos[token] == "SPACE" or lower in {",", ";", "(", '"', "”", "“", "/", ":"}
            if stop or lower in _POSSESSIVE or tree.paragraph[token] != tree.paragraph[first]:
                return token - 1
        return last

    def _whole_words(self, first: int, last: int) -> tuple[int, int]:
        """`first..last` widened to whole written words: the parse may cut "al-Sudani"."""
        tree = self.tree
        while first > 0 and self._joined(first - 1, first):
            first -= 1
        while last + 1 < len(tree) and self._joined(last, last + 1):
            last += 1
        return first, last

    def _joined(self, left: int, right: int) -> bool:
        tree = self.tree
        if tree.end[left] != tree.start[right]:
            return False
        mark = {tree.words(left, left), tree.words(right, right)} & _HYPHENS
        return bool(mark) and tree.words(left, left)[-1:].isalnum() | (
            tree.words(right, right)[:1].isalnum()
        )

    def _checked(self, first: int, last: int) -> Spot | None:
        """The name in `first..last`, or None where its words cannot be a person's."""
        tree, lists = self.tree, words()
        if last < first or last - first >= _MOST:
            return None
        written = tree.words(first, last)
        parts = written.split()
        if any(c.isdigit() or c in "@&/_#" for c in written) or "and" in parts:
            return None
        if any(fold(part) in lists["body"] for part in parts[1:] or parts):
            return None
        if not all(p[0].isupper() or bare(p).split("-")[0] in lists["particle"] for p in parts):
            return None
        titled = first > 0 and bare(tree.lower[first - 1]) in leading()
        if not titled and self._is_place(first, last):
            return None
        key, suffix = name_key(written)
        if not key or (len(key) == 1 and not titled and self._doubtful(first, last)):
            return None
        return Spot(first, last, "person", key, suffix, titled)

    def _doubtful(self, first: int, last: int) -> bool:
        """Whether a lone word is hardly a person: an article before it, a people, an acronym."""
        tree = self.tree
        word = tree.words(first, last)
        article = first > 0 and tree.lower[first - 1] in {"the", "a", "an"}
        describes = tree.dep[last] in {"amod", "compound", "nmod"} and tree.head[last] > last
        return article or describes or (word.isupper() and len(word) < 5)

    def _is_place(self, first: int, last: int) -> bool:
        """Whether a place of the report stands on all of these tokens."""
        tree = self.tree
        place = self.placed.get(tree.start[first])
        return place is not None and place.end >= tree.end[last]

    def _place_at(self, token: int) -> bool:
        return self.tree.start[token] in self.placed

    # bodies ------------------------------------------------------------------------------------

    def _body(self, entity: Named, kind: ActorKind) -> Spot | None:
        tree = self.tree
        first, last = entity.first, self._end(entity.first, entity.last)
        while first <= last and (
            tree.lower[first] in {"the", "a", "an"} or not tree.words(first, first)[0].isalnum()
        ):
            first += 1
        if first > last or self._is_place(first, last):
            return None
        written = tree.words(first, last)
        if not written[0].isupper() or len(written) < 2 or "\n" in written:
            return None
        if first == last and (tree.pos[first] == "ADJ" or bare(tree.lower[first]) in leading()):
            return None
        describes = tree.dep[last] in {"amod", "compound", "nmod"} and tree.head[last] > last
        if kind == "group" and (describes or tree.pos[last] == "ADJ"):
            return None
        return Spot(first, last, kind, body_key(written))

    # what the parse missed -----------------------------------------------------------------------

    def _again(self, found: Sequence[Spot]) -> Iterator[Spot]:
        """Words of people named in full that stand elsewhere, unmarked by the parse."""
        tree = self.tree
        last_words = {}
        for spot in found:
            if spot.kind == "person" and len(spot.key) > 1:
                last_words[tree.lower[spot.last]] = spot
        for token, lower in enumerate(tree.lower):
            if lower not in last_words or token in self.taken or tree.pos[token] != "PROPN":
                continue
            alone = not (self._in_a_name(token - 1) or self._in_a_name(token + 1)) and not (
                token and tree.lower[token - 1] in {"the", "in", "at", "-"}
            )
            again = self._checked(token, token) if alone and not self._place_at(token) else None
            if again is not None:
                self.taken.add(token)
                yield again

    def _in_a_name(self, token: int) -> bool:
        """Whether a neighbour shows that a word is part of a longer name."""
        tree = self.tree
        if not 0 <= token < len(tree):
            return False
        goes_on = self._capital(token) and tree.pos[token] == "PROPN"
        return token in self.taken or (goes_on and bare(tree.lower[token]) not in leading())


def name_key(written: str) -> tuple[tuple[str, ...], str]:
    """A person's name as words to compare, and its suffix: "Omar al-Bashir Jr." and the like.

    Articles and particles are left out, hyphens join, "Abdul Rahman" is one word.
    """
    lists = words()
    out: list[str] = []
    suffix, join = "", ""
    for part in written.replace("’", "'").split():
        head, _, rest = part.partition("-")
        head = rest if rest and head.lower() in lists["article"] else part
        for piece in [head] if "." not in head[:-1] else head.split("."):
            word = fold(piece)
            if word in lists["suffix"] and out:
                suffix = {"junior": "jr", "senior": "sr"}.get(word, word)
            elif word in {"abdul", "abdel", "abd", "abdal", "abu", "umm"}:
                join = word
            elif word and word not in lists["particle"]:
                out.append(join + word)
                join = ""
    if join:
        out.append(join)
    return tuple(out), suffix


def body_key(written: str) -> tuple[str, ...]:
    """A body's name as words to compare, articles and prepositions left out."""
    parts = (fold(part) for part in written.replace(".", "").replace("-", " ").split())
    return tuple(part for part in parts if part and part not in {"the", "of", "for", "and", "s"})
