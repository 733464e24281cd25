"""Pronouns that can mean only one person: the one of this and the two paragraphs before it.

Stricter than who speaks (`statements.speakers`), which takes the likeliest, and blind to gender, so
that a report that calls one person "he" and "she" shows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set

from fairwitness.reading.actors.lexicon import bare, calling
from fairwitness.reading.rows import Gender, Statement
from fairwitness.reading.tree import Tree

GENDERS: Mapping[str, Gender] = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
}  # fmt: skip
_WINDOW = 2
"""Paragraphs before that of the pronoun in which nobody else may be meant."""


class Pronouns:
    """Who is meant by `he` and `she` in one text, where only one person can be."""

    def __init__(
        self,
        tree: Tree,
        people: Mapping[int, int],
        beside: Mapping[int, frozenset[str]],
        taken: Set[int],
        statements: Sequence[Statement],
    ) -> None:
        """`people`: last token of a name -> number of the person; `beside`: number -> words of its
        titles; `taken`: tokens of names, titles and places.
        """
        self.tree = tree
        self.people = people
        self.named = sorted(people)
        self.beside = beside
        self.others = [t for t in range(len(tree)) if self._may_be_somebody(t, taken)]
        self.quoted = [
            (span.start, span.end)
            for statement in statements
            if statement.kind != "indirect"
            for span in statement.content
        ]

    def _may_be_somebody(self, token: int, taken: Set[int]) -> bool:
        """Whether a token outside names and titles may be another person."""
        tree = self.tree
        if token in taken:
            return False
        if tree.tag[token] == "NN":
            return tree.lemma[token] in calling() or bare(tree.lower[token]) in calling()
        return tree.tag[token] == "NNP" and tree.dep[token] in {"nsubj", "nsubjpass"} and (
            tree.lower[tree.left[token]] != "the" and not tree.words(token, token).isupper()
        )  # fmt: skip

    def meant(self) -> Iterator[tuple[int, int, Gender]]:
        """(token, number of the person, gender) of each pronoun that can mean one only."""
        for token, lower in enumerate(self.tree.lower):
            gender = GENDERS.get(lower)
            if gender is None or self._either(token) or self._quoted(token):
                continue
            person = self._only(token)
            if person >= 0:
                yield token, person, gender

    def _either(self, token: int) -> bool:
        """Whether it is half of "he or she"."""
        return bool({"or", "/"} & set(self.tree.lower[max(0, token - 2) : token + 3]))

    def _quoted(self, token: int) -> bool:
        start = self.tree.start[token]
        return any(begin <= start < end for begin, end in self.quoted)

    def _only(self, token: int) -> int:
        tree = self.tree
        lowest = tree.paragraph[token] - _WINDOW
        after = bisect_left(self.named, token)
        sentence = tree.sentence[token]
        later = [
            self.people[t] for t in self.named[after : after + 3] if tree.sentence[t] == sentence
        ]
        found: set[int] = set(later)
        place = after - 1
        seen = -1
        while place >= 0 and tree.paragraph[self.named[place]] >= lowest:
            found.add(self.people[self.named[place]])
            seen = self.named[place]
            if len(found) > 1:
                return -1
            place -= 1
        if seen < 0 or len(found) != 1:
            return -1
        (person,) = found
        return -1 if self._somebody_else(token, lowest, person) else person

    def _somebody_else(self, token: int, lowest: int, person: int) -> bool:
        tree = self.tree
        place = bisect_left(self.others, token) - 1
        own = self.beside.get(person, frozenset())
        while place >= 0 and tree.paragraph[self.others[place]] >= lowest:
            other = self.others[place]
            if tree.lemma[other] not in own and tree.lower[other] not in own:
                return True
            place -= 1
        return False
