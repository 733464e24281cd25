"""By what way a statement reached the report: first-hand, through another outlet, or translated."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from types import MappingProxyType

from fairwitness.reading.rows import Directness
from fairwitness.reading.statements.found import Found, Range
from fairwitness.reading.statements.lexicon import word_lists
from fairwitness.reading.statements.sourcing import Named, source_words
from fairwitness.reading.tree import Tree

_CITING = frozenset({"cite", "quote"})
_TONGUES = frozenset({"LANGUAGE", "NORP"})
_REACH = 60
"""How many tokens before or after a cue its outlet is looked for: a long sentence has as many."""
_CLIMB = 8
"""Words from an outlet up to its cue: "said in an interview with the paper" takes three."""
_NAME_WORDS = 5
"""Longest name of an outlet, in words."""


@dataclass(frozen=True, slots=True)
class Route:
    """The way a statement came, and the words for the outlet it came through, if any."""

    directness: Directness
    through: Range | None = None


class Routes:
    """The outlets, translators and languages a text names, each looked for once."""

    def __init__(self, tree: Tree, named: Mapping[int, Named]) -> None:
        self.tree = tree
        self.named = named
        self.outlets = list(_outlets(tree))
        self.heads = [last for _, last in self.outlets]
        words = outlet_words()["tongue"]
        self.tongues = [t for t, lower in enumerate(tree.lower) if self._is_tongue(t, lower, words)]

    def of(self, one: Found) -> Route:
        """The way of one statement."""
        if one.frame in {"unsaid", "modifier", "adverb"}:
            return Route("first-hand")
        through = self._through(one)
        if any(self._beside(one, token) for token in self._near(one, self.tongues)):
            return Route("translated", through)
        return Route("second-hand" if through is not None else "first-hand", through)

    def _is_tongue(self, token: int, lower: str, words: frozenset[str]) -> bool:
        """A translator, or a language in "said in Arabic"; English needs no translating here."""
        if lower in words:
            return True
        entity = self.named.get(token)
        return (
            entity is not None
            and entity.label in _TONGUES
            and lower != "english"
            and self.tree.dep[token] == "pobj"
            and self.tree.tag[token] in {"NNP", "NN"}
            and self.tree.lower[token - 1] == "in"
        )

    def _near(self, one: Found, tokens: Sequence[int]) -> Iterator[int]:
        """Those of `tokens` in the sentence of the cue, outside of what is said."""
        tree = self.tree
        sentence = tree.sentence[one.head]
        begin = max(bisect_left(tokens, sentence), bisect_left(tokens, one.head - _REACH))
        for token in tokens[begin : begin + 2 * _REACH]:
            if tree.sentence[token] != sentence or token > one.head + _REACH:
                return
            if not any(start <= tree.start[token] < end for start, end in one.content):
                yield token

    def _through(self, one: Found) -> Range | None:
        for head in self._near(one, self.heads):
            outlet = self.outlets[bisect_left(self.heads, head)]
            if self._is_source(one, head) or (
                not self._in_source(one, head) and self._beside(one, head)
            ):
                return outlet
        return one.source if self._cites(one) else None

    def _in_source(self, one: Found, token: int) -> bool:
        return one.source is not None and one.source[0] <= token <= one.source[1]

    def _is_source(self, one: Found, head: int) -> bool:
        """Whether the outlet is the source, or where it stands: "a report in the Daily Post"."""
        if head == one.source_head:
            return True
        document = self.tree.lemma[one.source_head] in source_words()["document"]
        return document and one.source_head >= 0 and self._in_source(one, head)

    def _beside(self, one: Found, token: int) -> bool:
        """Whether `token` goes with the cue: "told [X]", "said in an interview with [X]"."""
        tree, anchor = self.tree, one.head
        if tree.dep[anchor] == "pcomp" and tree.lower[tree.head[anchor]] == "as":
            anchor = tree.head[tree.head[anchor]]
        return anchor in islice(tree.ancestors(token), _CLIMB)

    def _cites(self, one: Found) -> bool:
        """Whether the source says so "citing" another."""
        tree = self.tree
        return any(
            tree.lemma[child] in _CITING and tree.tag[child] == "VBG"
            for child in tree.childs(one.head, "advcl", "xcomp", "dep", "prep")
        )


def _outlets(tree: Tree) -> Iterator[Range]:
    """First and last token of every outlet the text names or mentions, in order."""
    words = outlet_words()
    for token, lower in enumerate(tree.lower):
        if tree.pos[token] == "NOUN" and (
            lower in words["noun"] or tree.lemma[token] in words["noun"]
        ):
            yield tree.left[token] if tree.left[token] > token - _NAME_WORDS else token, token
        elif lower == "media" and tree.child(token, "amod", "compound") >= 0:
            yield max(tree.left[token], token - _NAME_WORDS), token  # not "told the media"
        elif lower in words["last"] and tree.pos[token] in {"PROPN", "NOUN"}:
            first = _name(tree, token, words)
            if first >= 0:
                yield first, token


def _name(tree: Tree, last: int, words: Mapping[str, frozenset[str]]) -> int:
    """The first token of the outlet's name that ends in `last`, or -1."""
    after = min(last + 1, len(tree) - 1)
    if after > last and tree.pos[after] == "PROPN" and tree.lower[after] in words["ending"]:
        return -1  # the name goes on
    capitals = last
    while capitals and last - capitals < _NAME_WORDS and tree.pos[capitals - 1] == "PROPN":
        capitals -= 1
    if tree.pos[last] == "PROPN" and capitals < last and tree.lower[last] in words["ending"]:
        return capitals
    if after > last and tree.pos[after] == "PROPN":
        return -1
    for first in range(max(0, last - _NAME_WORDS), last + 1):
        if "_".join(tree.lower[first : last + 1]) in words["name"]:
            written = tree.words(first, last)
            return first if written != written.lower() else -1
    return -1


@cache
def outlet_words() -> Mapping[str, frozenset[str]]:
    """The lists of `data/outlets.tsv` by label, and as `last` the last words of names."""
    lists = word_lists("outlets.tsv")
    last = frozenset(name.rpartition("_")[2] for name in lists["name"]) | lists["ending"]
    return MappingProxyType({**lists, "last": last})
