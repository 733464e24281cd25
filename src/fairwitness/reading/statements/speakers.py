"""Resolves who speaks, within the report: "Corker", "he", "the ministry" -> a fullest name.

By rules a reader could repeat: recency, number and grammatical role. The gender of a pronoun counts
only where the text itself gives a person's ("Mrs", "spokesman"); a name alone gives none. Where two
people are as likely, nobody is named: unresolved is an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fairwitness.reading.rows import Sourcing
from fairwitness.reading.statements.found import Found, Range
from fairwitness.reading.statements.sources import source_range
from fairwitness.reading.statements.sourcing import (
    NAMING,
    Named,
    antecedent_of,
    source_words,
    sourcing_of,
)
from fairwitness.reading.tree import Tree

_WINDOW = 2
"""How many paragraphs back an antecedent may stand."""
_BODIES = frozenset(["organisation", "document"])
_RECURRING = frozenset(["role", "organisation", "document"])
_PLACES = frozenset(["GPE", "LOC", "NORP", "FAC"])
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who stands behind a source, as far as the report tells."""

    name: str | None
    sourcing: Sourcing


@dataclass(frozen=True, slots=True)
class _Mention:
    """Somebody a pronoun could mean."""

    token: int
    name: str
    sourcing: Sourcing
    plural: bool
    subject: bool


class Cast:
    """The people and bodies a report names, and who spoke last."""

    def __init__(self, tree: Tree, entities: Sequence[Named]) -> None:
        self.tree = tree
        self.named = {t: e for e in entities for t in range(e.first, e.last + 1)}
        self.people = [e for e in entities if e.label == "PERSON"]
        self.fullest = _fullest([self._name_words(e) for e in self.people])
        self.surnames = _surnames(self.fullest.values())
        self.gender = self._genders()
        self.mentions = self._mentions()
        self.offices = self._offices()
        self.spoke: list[_Mention] = []

    def speaker(self, found: Found) -> Speaker:
        """Who says `found`; call in text order, for the last speaker is remembered."""
        if found.source is None or found.source_head < 0:
            return Speaker(None, "none")
        head = found.source_head
        speaker = self._resolve(found.source, head)
        if speaker.name is not None:
            plural = self.tree.tag[head] in {"NNS", "NNPS"} or speaker.sourcing in {
                "anonymous",
                "collective",
            }
            self.spoke.append(_Mention(head, speaker.name, speaker.sourcing, plural, True))
        return speaker

    def _resolve(self, source: Range, head: int) -> Speaker:
        tree, words = self.tree, source_words()
        lower = tree.lower[head]
        if lower in words["relative"] and tree.pos[head] in {"PRON", "DET", "SCONJ"}:
            antecedent = antecedent_of(tree, head)
            if antecedent >= 0 and tree.lower[antecedent] not in words["relative"]:
                first, last = tree.left[antecedent], max(antecedent, head - 1)
                return self._resolve((first, min(last, tree.right[antecedent])), antecedent)
            return Speaker(None, "anonymous")
        if tree.pos[head] in {"PRON", "DET"}:
            return self._pronoun(head, lower)
        return self._phrase(source, head)

    def _pronoun(self, head: int, lower: str) -> Speaker:
        words = source_words()
        if lower in words["person_pronoun"]:
            found = self._person_before(head, lower)
            if found is None:
                known = any(e.first < head for e in self.people)
                return Speaker(None, "named" if known else "anonymous")
            return Speaker(
                found.name, "named" if found.sourcing == "organisation" else found.sourcing
            )
        if lower in words["plural_pronoun"]:
            found = self._topic_before(head, plural=True)
            return Speaker(found.name, found.sourcing) if found else Speaker(None, "anonymous")
        if lower in words["thing_pronoun"]:
            found = self._topic_before(head, plural=False)
            return Speaker(found.name, found.sourcing) if found else Speaker(None, "document")
        if lower in words["speaker_pronoun"]:
            return Speaker(None, "named" if lower in {"i", "me", "my"} else "collective")
        return Speaker(None, "anonymous")

    def _phrase(self, source: Range, head: int) -> Speaker:
        tree = self.tree
        known_as = self.surnames.get(tree.lower[head])
        if known_as is not None and tree.pos[head] == "PROPN" and not self._is_other(head):
            return Speaker(known_as, "named")
        sourcing = sourcing_of(tree, source, head, self.named)
        if sourcing == "named":
            person = self._person_in(source, head)
            if person is not None:
                return Speaker(self._full(person), "named")
            return Speaker(self._core(source, head), "named")
        if sourcing in _RECURRING and tree.lower[source[0]] in {
            "the",
            "this",
            "that",
        }:
            known = self._same_office(source, head)
            if known is not None:
                return Speaker(known.name, known.sourcing)
        return Speaker(self._core(source, head), sourcing)

    def _is_other(self, head: int) -> bool:
        """Whether the parse names something else here: a place, a people, a longer name."""
        entity = self.named.get(head)
        return entity is not None and (entity.first < entity.last or entity.label in _PLACES)

    def _core(self, source: Range, head: int) -> str:
        """The noun phrase without its article and what trails behind its head's name."""
        tree = self.tree
        first = source[0]
        if tree.tag[first] == "DT" and first < head and tree.lower[first] in {"the", "a", "an"}:
            first += 1
        last = head
        entity = self.named.get(head)
        if entity is not None:
            first, last = min(first, entity.first), max(last, entity.last)
        else:
            of = next((c for c in tree.childs(head, "prep") if c > head), -1)
            last = tree.right[of] if of == head + 1 else last
        while last > first and tree.lower[last] in _POSSESSIVE:
            last -= 1
        return " ".join(tree.words(max(first, source[0]), min(last, source[1])).split())

    # people ------------------------------------------------------------------------------------

    def _name_words(self, entity: Named) -> tuple[str, ...]:
        tree, titles = self.tree, source_words()["title"]
        tokens = list(range(entity.first, entity.last + 1))
        while tokens and (tree.lower[tokens[-1]] in _POSSESSIVE or tree.pos[tokens[-1]] == "SPACE"):
            tokens.pop()
        while len(tokens) > 1 and tree.lower[tokens[0]] in titles:
            tokens.pop(0)
        return tuple(tree.words(tokens[0], tokens[-1]).split()) if tokens else ()

    def _full(self, entity: Named) -> str:
        words = self._name_words(entity)
        return " ".join(self.fullest.get(words, words))

    def _person_in(self, source: Range, head: int) -> Named | None:
        """The person the phrase is about: its head, or the name in apposition or compound to it.

        Never a possessor: "the mayor's aide, John Doe" is John Doe.
        """
        for token in [head, *self.tree.childs(head, *NAMING)]:
            entity = self.named.get(token)
            if entity is not None and entity.label == "PERSON" and source[0] <= token <= source[1]:
                return entity
        return None

    def _genders(self) -> dict[str, str]:
        """Full name -> `male` or `female`, where a title or noun beside the name says so."""
        tree, words = self.tree, source_words()
        out: dict[str, str] = {}
        for entity in self.people:
            near = [tree.lower[t] for t in range(max(0, entity.first - 2), entity.last + 1)]
            head = tree.head[entity.last]
            near.extend(tree.lower[c] for c in tree.childs(entity.last, "appos"))
            if tree.dep[entity.last] == "appos":
                near.append(tree.lower[head])
            for gender in ("male", "female"):
                if any(word in words[gender] for word in near):
                    out.setdefault(self._full(entity), gender)
        return out

    def _mentions(self) -> list[_Mention]:
        tree = self.tree
        return [
            _Mention(
                token=entity.last,
                name=self._full(entity),
                sourcing="named",
                plural=False,
                subject=_is_subject(tree, entity.last),
            )
            for entity in self.people
        ]

    def _person_before(self, head: int, pronoun: str) -> _Mention | None:
        """The person a singular pronoun means: the last who spoke or acted, if it is clear who."""
        gender = "male" if pronoun in {"he", "him", "his", "himself"} else "female"
        near = [
            m
            for m in self._near([*self.mentions, *self.spoke], head)
            if not m.plural and self._may_be_person(m) and self.gender.get(m.name, gender) == gender
        ]
        subjects = [m for m in near if m.subject]
        if subjects:
            return subjects[-1]
        return near[-1] if len({m.name for m in near}) == 1 else None

    def _may_be_person(self, mention: _Mention) -> bool:
        """People, and a lone name that a parser took for a body: "Urban said … He added"."""
        if mention.sourcing == "organisation":
            alone = not self.tree.children[mention.token] and " " not in mention.name
            return alone and self.tree.pos[mention.token] == "PROPN" and not mention.name.isupper()
        return mention.sourcing in {"named", "role"}

    def _topic_before(self, head: int, plural: bool) -> _Mention | None:
        """What "it" or "they" at the head of a sentence means: the subject of the one before.

        Else, for "they", the last group that spoke nearby; nothing clearer can be said by rule.
        """
        tree = self.tree
        subject = self._subject_before(head)
        if subject >= 0:
            source = source_range(tree, subject, -1)
            sourcing = sourcing_of(tree, source, subject, self.named)
            many = tree.tag[subject] in {"NNS", "NNPS"} or sourcing in {"collective", "anonymous"}
            spoken = next((m for m in self.spoke if m.token == subject), None)
            if spoken is not None and (spoken.plural or not plural):
                return spoken
            if many if plural else sourcing in _BODIES:
                return _Mention(subject, self._core(source, subject), sourcing, plural, True)
        if not plural:
            return None
        near = [m for m in self._near(self.spoke, head) if m.plural or m.sourcing in _BODIES]
        return near[-1] if near else None

    def _subject_before(self, head: int) -> int:
        """The subject of the main clause of the sentence before that of `head`, or -1."""
        tree = self.tree
        before = tree.sentence[head] - 1
        if before < 0 or tree.paragraph[head] - tree.paragraph[before] > 1:
            return -1
        for token in range(tree.sentence[before], before + 1):
            if tree.dep[token] == "ROOT":
                subject = tree.child(token, "nsubj", "nsubjpass")
                return subject if subject >= 0 and tree.pos[subject] != "PRON" else -1
        return -1

    def _near(self, mentions: Sequence[_Mention], head: int) -> list[_Mention]:
        """Those of `mentions` before `head`, in its paragraph, else in the nearest before it."""
        paragraph = self.tree.paragraph
        before = sorted(
            (
                m
                for m in mentions
                if m.token < head and paragraph[head] - paragraph[m.token] <= 2 * _WINDOW
            ),
            key=lambda m: m.token,
        )
        same = [m for m in before if paragraph[m.token] == paragraph[head]]
        return same or before

    def _same_office(self, source: Range, head: int) -> _Mention | None:
        """Whom "the spokesman", "the ministry" means: the last so called; none if two fit.

        People hold an office where it stands beside their name ("Defence Secretary A", "B, a
        spokesman"); bodies and documents must have spoken under that noun.
        """
        lemma = self.tree.lemma[head]
        people = [m for m in self.offices.get(lemma, ()) if m.token < source[0]]
        if people:
            return people[-1] if len({m.name for m in people}) == 1 else None
        for mention in reversed(self.spoke):
            if mention.token < source[0] and lemma in self._called(mention.token):
                return mention
        return None

    def _called(self, token: int) -> set[str]:
        """The lemmas of the name `token` is in."""
        entity = self.named.get(token)
        if entity is None:
            return {self.tree.lemma[token]}
        return {self.tree.lemma[t] for t in range(entity.first, entity.last + 1)}

    def _offices(self) -> dict[str, list[_Mention]]:
        """Noun for an office -> the mentions of people it stands beside, in text order."""
        tree, roles = self.tree, source_words()["role"] | source_words()["trade"]
        out: dict[str, list[_Mention]] = {}
        for entity, mention in zip(self.people, self.mentions, strict=True):
            head = entity.last
            beside = tree.childs(head, "compound", "appos", "nmod")
            if tree.dep[head] == "appos":
                beside.append(tree.head[head])
            for token in beside:
                if tree.lemma[token] in roles:
                    out.setdefault(tree.lemma[token], []).append(mention)
        return out


def _is_subject(tree: Tree, token: int) -> bool:
    """Whether a name is the subject of a main clause, so that a pronoun may take it up."""
    while tree.dep[token] in {"appos", "compound", "flat"} and tree.head[token] != token:
        token = tree.head[token]
    if tree.dep[token] not in {"nsubj", "nsubjpass"}:
        return False
    verb = tree.head[token]
    while tree.dep[verb] == "conj" and tree.head[verb] != verb:
        verb = tree.head[verb]
    return tree.dep[verb] == "ROOT"


def _fullest(names: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Each name -> the longest name of the report that ends in it, where only one does.

    A single word that two people share ("Roe") stays as written.
    """
    by_last: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        if name:
            by_last.setdefault(name[-1].casefold(), set()).add(name)
    out: dict[tuple[str, ...], tuple[str, ...]] = {}
    for family in by_last.values():
        full = _distinct([name for name in family if len(name) > 1])
        for name in family:
            fits = [other for other in full if _is_part(name, other)]
            if len(fits) == 1:
                out[name] = fits[0]
    return out


def _surnames(names: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Last word, in lower case, -> the one full name that ends in it."""
    by_last: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        by_last.setdefault(name[-1].lower(), set()).add(name)
    return {last: " ".join(next(iter(found))) for last, found in by_last.items() if len(found) == 1}


def _distinct(names: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """`names` without those that are part of a longer one."""
    return [
        name
        for name in sorted(names)
        if not any(other != name and _is_part(name, other) for other in names)
    ]


def _is_part(name: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether all words of `name` come in `other`, in order."""
    rest = iter(word.casefold() for word in other)
    return all(any(word.casefold() == there for there in rest) for word in name)


def entities_of(ents: Sequence[tuple[int, int, str]]) -> tuple[Named, ...]:
    """Named entities from (first token, past the last token, label)."""
    return tuple(Named(first, end - 1, label) for first, end, label in ents)


def by_token(entities: Sequence[Named]) -> Mapping[int, Named]:
    """Each token of an entity -> the entity."""
    return {token: e for e in entities for token in range(e.first, e.last + 1)}
