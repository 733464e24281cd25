"""What a number counts, taken from the parse."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc, Token

from fairwitness.span import Span

_NOUNS = {"NOUN", "PROPN", "PRON"}
_STATES = {"dead", "wounded", "injured", "killed", "missing", "hurt", "others", "detained"}
_DETERMINERS = {"DET"}


class Counted:
    """Finds the words for what a number counts."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self._starts = [token.idx for token in doc]

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """Indexes of the tokens touching the characters from `start` to `end` (half-open)."""
        first = bisect_left(self._starts, start + 1) - 1
        return max(first, 0), bisect_left(self._starts, end)

    def root(self, start: int, end: int) -> Token:
        """The token of a span that governs the others."""
        first, last = self.tokens(start, end)
        for token in self.doc[first:last]:
            if not first <= token.head.i < last and token.dep_ != "punct":
                return token
        return self.doc[last - 1]

    def by(self, start: int, end: int) -> Span | None:
        """The words counted by the number from `start` to `end`, with their modifiers."""
        first, last = self.tokens(start, end)
        if last <= first:
            return None
        noun = self._governor(start, end, last) or self._of(first, last) or self._next(last)
        if noun is None:
            if last < len(self.doc) and self.doc[last].lower_ in _STATES:
                return self._span(last, last + 1)
            return None
        begin = last
        if noun.i < last:
            return None
        while begin < noun.i and (
            self.doc[begin].lower_ == "of"
            or self.doc[begin].pos_ in _DETERMINERS
            or self.doc[begin].dep_ == "poss"
            or self.doc[begin].is_punct
        ):
            begin += 1
        return self._span(begin, noun.i + 1)

    def _governor(self, start: int, end: int, last: int) -> Token | None:
        head = self.root(start, end).head
        if head.i >= last and head.pos_ in _NOUNS and head.i - last < 8:
            return self._whole(head)
        return None

    def _next(self, last: int) -> Token | None:
        """The noun phrase that follows at once: a parse often hangs `over 40 houses` on `over`."""
        found: Token | None = None
        for token in self.doc[last : last + 6]:
            adjective = token.pos_ == "ADJ" or token.dep_ == "amod"
            if token.pos_ in ("NOUN", "PROPN"):
                found = token
            elif not adjective or found is not None:
                break
        return found

    def _of(self, first: int, last: int) -> Token | None:
        """The noun after `of`: hundreds of people, half of them."""
        at = last - 1 if self.doc[last - 1].lower_ == "of" else last
        if at >= len(self.doc):
            return None
        word = self.doc[at]
        if word.lower_ == "of":
            for child in word.children:
                if child.dep_ == "pobj":
                    return child
        head = word.head
        if word.pos_ in ("DET", "ADJ") or word.dep_ in ("compound", "amod", "poss", "det"):
            return head if head.i > at and head.pos_ in _NOUNS else None
        return word if word.pos_ in _NOUNS and first <= word.head.i < last else None

    def _whole(self, noun: Token) -> Token:
        """The head of a compound: in `400 US troops` a parse may hang 400 on US."""
        steps = 0
        while noun.dep_ == "compound" and noun.head.i > noun.i and steps < 5:
            noun = noun.head
            steps += 1
        return noun

    def _span(self, first: int, last: int) -> Span | None:
        if first >= last:
            return None
        begin = self.doc[first].idx
        end = self.doc[last - 1].idx + len(self.doc[last - 1])
        words = self.text[begin:end]
        begin += len(words) - len(words.lstrip())
        return Span.of(self.text, begin, end) if words.strip() else None
