"""What stands beside a name: titles and offices, a nationality, a word that says a gender."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fairwitness.reading.actors.lexicon import bare, calling, leading, words
from fairwitness.reading.actors.names import Spot
from fairwitness.reading.rows import Gender
from fairwitness.reading.statements.found import Range
from fairwitness.reading.tree import Tree
from fairwitness.world.countries import Countries

_REACH = 9
"""Tokens a title may take; the longest seen are "member of the foreign affairs committee of …"."""
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "X", "NUM"})
_LINKS = frozenset({"of", "for", "in", "at", "to"})
_CLOSING = frozenset({",", ".", ")", ";", "—", "–", "”", '"', ":", "who", "that", "which"})
_INNER = frozenset({"DT", "JJ", "NN", "NNP", "NNPS", "HYPH", "POS", "PRP$", "CD", "NNS", "RB"})


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside one name."""

    titles: tuple[Range, ...] = ()
    nationality: Range | None = None
    gender: Gender | None = None


class Titles:
    """Reads what stands beside the names of one text."""

    def __init__(self, tree: Tree, countries: Countries) -> None:
        self.tree = tree
        self.countries = countries

    def beside(self, spot: Spot) -> Beside:
        """Titles in text order; the nationality and gender that one of them says."""
        found: list[tuple[Range, int]] = []
        before = self._prefix(spot)
        start = before[0] if before else spot.first
        if before and self._calls(before) >= 0:
            found.append((before, self._calls(before)))
        for title in (self._ahead(start, spot), self._behind(spot)):
            if title is not None:
                found.append(title)
        spans = [span for span, _ in found]
        near = [(span[0], head) for span, head in found]
        if before and before not in spans:
            near.append((before[0], before[1]))
        return Beside(
            tuple(sorted(spans)),
            next((n for n in map(self._nation, near) if n), None),
            self._gender(before, [head for _, head in found]),
        )

    def _is_calling(self, token: int) -> bool:
        tree = self.tree
        return tree.lemma[token] in calling() or bare(tree.lower[token]) in calling()

    def _calls(self, span: Range) -> int:
        """The last word in `span` that says what somebody is, before any "of"; or -1."""
        found = -1
        for token in range(span[0], span[1] + 1):
            if self.tree.lower[token] in _LINKS and found >= 0:
                break
            if self._is_calling(token) or bare(self.tree.lower[token]) in leading():
                found = token
        return found

    # before the name -----------------------------------------------------------------------------

    def _prefix(self, spot: Spot) -> Range | None:
        """The words directly before a name that belong to it: "Syrian Foreign Minister"."""
        tree, first = self.tree, spot.first
        token = spot.first - 1
        while token >= 0 and spot.first - token <= _REACH:
            if tree.paragraph[token] != tree.paragraph[spot.first] or not self._fits(token, first):
                break
            if tree.lower[token] == "of" and not self._of(token, spot.first):
                break
            first = token
            token -= 1
        while first < spot.first and not tree.lower[first][0].isalpha():
            first += 1
        if first < spot.first and tree.lower[first] == "of":
            first += 1
        return (first, spot.first - 1) if first < spot.first else None

    def _fits(self, token: int, first: int) -> bool:
        tree = self.tree
        lower = tree.lower[token]
        if lower == ".":
            return token > 0 and bare(tree.lower[token - 1]) in leading()
        if lower in {"-", "of"} or bare(lower) in leading():
            return True
        if token + 1 == first and tree.tag[token] in {"NN", "NNP"} and self._is_calling(token):
            return True
        if tree.pos[token] not in _NOMINAL or tree.tag[token] == "CD" or not lower[0].isalpha():
            return False
        above = tree.head[token]
        return above >= first or (above > token and tree.dep[token] in {"amod", "compound", "nmod"})

    def _of(self, token: int, name: int) -> bool:
        """Whether "of" is inside an office: "Secretary of State X"."""
        tree = self.tree
        return (
            name - token <= 4
            and token > 0
            and (self._is_calling(token - 1) or bare(tree.lower[token - 1]) in leading())
            and tree.words(token - 1, token - 1)[0].isupper()
        )

    # beside, parted by a comma -------------------------------------------------------------------

    def _ahead(self, start: int, spot: Spot) -> tuple[Range, int] | None:
        """ "The spokesman for the ministry, X, …"."""
        tree = self.tree
        comma = start - 1
        after = spot.last + 1
        if comma < 1 or tree.lower[comma] != "," or after >= len(tree):
            return None
        if tree.lower[after] in {"and", "or"} or self._clause_ends(after):
            return None
        first, token = comma, comma - 1
        while token >= 0 and comma - token <= _REACH and self._inner(token):
            first = token
            if tree.tag[token] in {"DT", "PRP$"} and not (
                token and tree.lower[token - 1] in _LINKS
            ):
                break
            token -= 1
        else:
            return None
        if tree.sentence[first] != tree.sentence[spot.first]:
            return None
        head = self._calls((first, comma - 1))
        if head < 0 or tree.tag[head] in {"NNS", "NNPS"} or not self._heads(head, comma):
            return None
        return (first, comma - 1), head

    def _clause_ends(self, after: int) -> bool:
        """Whether a name is the subject of what follows, so that the comma ended something."""
        return self.tree.pos[after] in {"VERB", "AUX"} and self.tree.tag[after] in {"VBD", "VBZ"}

    def _heads(self, head: int, end: int) -> bool:
        return head + 1 == end or self.tree.lower[head + 1] in _LINKS

    def _inner(self, token: int) -> bool:
        tree = self.tree
        return tree.tag[token] in _INNER or tree.lower[token] in _LINKS

    def _behind(self, spot: Spot) -> tuple[Range, int] | None:
        """ "X, the spokesman for the ministry, …", "X, 44, a farmer"."""
        tree = self.tree
        token = spot.last + 1
        if token + 1 >= len(tree) or tree.lower[token] != ",":
            return None
        if tree.tag[token + 1] == "CD" and token + 3 < len(tree) and tree.lower[token + 2] == ",":
            token += 2
        first = last = token + 1
        if not self._inner(first) or tree.lower[first] in _LINKS:
            return None
        while last + 1 < len(tree) and last - first < _REACH and self._inner(last + 1):
            last += 1
        head = self._calls((first, last))
        if head < 0 or tree.tag[head] in {"NNS", "NNPS"}:
            return None
        if tree.paragraph[head] != tree.paragraph[spot.last]:
            return None
        after = last + 1
        closed = after >= len(tree) or tree.lower[after] in _CLOSING
        apposed = tree.dep[head] == "appos" and tree.head[head] in range(spot.first, spot.last + 1)
        if not (closed or apposed) or not self._heads(head, after):
            return None
        return (first, last), head

    # what they say -------------------------------------------------------------------------------

    def _nation(self, near: Range) -> Range | None:
        """The demonym between the beginning of a title and its noun; none that is compounded."""
        tree = self.tree
        for token in range(near[0], near[1] + 1):
            if not tree.words(token, token)[0].isupper() or self._hyphened(token):
                continue
            if self.countries.demonym(tree.words(token, token)) is not None:
                return (token, token)
        return None

    def _hyphened(self, token: int) -> bool:
        tree = self.tree
        return (token + 1 < len(tree) and tree.lower[token + 1] in {"-", "–", "/"}) or (
            token > 0 and tree.lower[token - 1] in {"-", "–", "/"}
        )

    def _gender(self, before: Range | None, heads: list[int]) -> Gender | None:
        tree, lists = self.tree, words()
        spoken = [bare(tree.lower[before[1]])] if before else []
        if before and spoken == [""] and before[1] > before[0]:
            spoken = [bare(tree.lower[before[1] - 1])]
        nouns = [tree.lower[head] for head in heads]
        if any(w in lists["honorific_she"] for w in spoken) or lists["woman"].intersection(nouns):
            return "she"
        if any(w in lists["honorific_he"] for w in spoken) or lists["man"].intersection(nouns):
            return "he"
        return None


def covered(spans: Iterator[Range]) -> frozenset[int]:
    """All tokens of `spans`."""
    return frozenset(token for first, last in spans for token in range(first, last + 1))
