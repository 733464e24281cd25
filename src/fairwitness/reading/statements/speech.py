"""Attributions of quoted speech: which cue a quotation belongs to, and which belong to none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fairwitness.reading.quotes import Quotation, Quotes
from fairwitness.reading.statements.clauses import cue_range
from fairwitness.reading.statements.found import Found, Offsets
from fairwitness.reading.statements.lexicon import Lexicon, Sense
from fairwitness.reading.statements.sources import is_passive, source_of, source_range
from fairwitness.reading.statements.sourcing import may_speak
from fairwitness.reading.tree import Tree

_SAID = Sense("say", "asserted")
_NOMINAL = frozenset(["NOUN", "PROPN", "PRON"])
_REACH = 40
"""How many tokens before or after a quotation its cue is looked for."""
_SENTENCE_WORDS = 5
"""A quotation of fewer words with no cue is a term or a title, not a statement."""
_TELLING = frozenset(["say", "claim", "admit", "deny", "suggest", "predict", "believe"])
_CLAUSAL = frozenset(["that", "wh", "quote", "parenthetic"])


@dataclass(frozen=True, slots=True)
class QuoteTokens:
    """A quotation and the tokens it covers."""

    quotation: Quotation
    first: int
    last: int


def in_tokens(tree: Tree, quotes: Quotes) -> list[QuoteTokens]:
    """The outermost quotations with their tokens."""
    out = []
    for quotation in quotes.quotations:
        if quotation.nested:
            continue
        first = bisect_left(tree.end, quotation.start + 1)
        last = bisect_left(tree.start, quotation.end) - 1
        if first <= last:
            out.append(QuoteTokens(quotation, first, last))
    return out


def quoted_tokens(quotes: Sequence[QuoteTokens], size: int) -> bytearray:
    """For each token, 1 where it stands inside a quotation."""
    inside = bytearray(size)
    for quote in quotes:
        for token in range(quote.first, quote.last + 1):
            inside[token] = 1
    return inside


def widened(tree: Tree, found: Found, quotes: Sequence[QuoteTokens], inside: bytearray) -> Found:
    """`found` with every quotation its content reaches into taken whole, marks and all."""
    if inside[found.head]:
        return _kept_inside(tree, found, quotes)
    spans = list(found.content)
    doubtful = found.doubtful
    changed = False
    for quote in _touching(quotes, spans):
        q = quote.quotation
        for index, (start, end) in enumerate(spans):
            if any(start < b and a < end for a, b in q.pieces):
                spans[index : index + 1] = _joined(start, end, q)
                doubtful = doubtful or q.doubtful
                changed = True
                break
    if not changed:
        return found
    return replace(found, content=tuple(merged(_clear(tree, found, spans))), doubtful=doubtful)


def _joined(start: int, end: int, quotation: Quotation) -> list[Offsets]:
    """A piece of content together with the quotation it reaches into, a piece a paragraph."""
    parts = list(quotation.pieces)
    parts[0] = (min(start, parts[0][0]), parts[0][1])
    parts[-1] = (parts[-1][0], max(end, parts[-1][1]))
    return parts


def _kept_inside(tree: Tree, found: Found, quotes: Sequence[QuoteTokens]) -> Found:
    """`found`, made within a quotation, with no content outside of it."""
    at = tree.start[found.head]
    place = bisect_left(quotes, at, key=lambda quote: quote.quotation.start + 1) - 1
    q = quotes[max(0, place)].quotation
    spans = tuple((max(a, q.start), min(b, q.end)) for a, b in found.content)
    spans = tuple((a, b) for a, b in spans if a < b)
    return replace(found, content=spans or found.content)


def _is_stop(tree: Tree, token: int) -> bool:
    """Whether `token` ends a sentence; the stop of "Capt." may be a token of its own."""
    return tree.tag[token] == "." and tree.lower[token][-1] in ".?!"


def _touching(quotes: Sequence[QuoteTokens], spans: Sequence[Offsets]) -> Iterator[QuoteTokens]:
    low = bisect_left(quotes, spans[0][0], key=lambda quote: quote.quotation.end)
    for quote in quotes[low:]:
        if quote.quotation.start >= spans[-1][1]:
            return
        yield quote


def _clear(tree: Tree, found: Found, spans: Sequence[Offsets]) -> list[Offsets]:
    """Pieces that widening drove over the cue are cut back from it."""
    cue_start, cue_end = tree.start[found.cue[0]], tree.end[found.cue[1]]
    out = []
    for start, end in spans:
        if start < cue_start and end > cue_end and len(spans) > 1:
            out.extend([(start, cue_start), (cue_end, end)])
        else:
            out.append((start, end))
    return out


def merged(spans: Sequence[Offsets]) -> list[Offsets]:
    """`spans` in order, those that overlap made one."""
    out: list[Offsets] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def speech(
    tree: Tree, found: Sequence[Found], quotes: Sequence[QuoteTokens], lexicon: Lexicon
) -> list[Found]:
    """`found` and the attributions of the quotations it does not hold yet."""
    return _Speech(tree, found, quotes, lexicon).read()


class _Speech:
    """Walks a text's quotations in order and gives each to a cue, the last speaker, or none."""

    def __init__(
        self, tree: Tree, found: Sequence[Found], quotes: Sequence[QuoteTokens], lexicon: Lexicon
    ) -> None:
        self.tree = tree
        self.quotes = quotes
        self.lexicon = lexicon
        self.inside = quoted_tokens(quotes, len(tree))
        self.out = list(found)
        self.by_head = {one.head: index for index, one in enumerate(self.out)}
        self.starts = sorted(
            (start, end, index)
            for index, one in enumerate(self.out)
            if not self.inside[one.head]
            for start, end in one.content
        )
        self.last = -1
        self.last_quote: QuoteTokens | None = None

    def read(self) -> list[Found]:
        for quote in self.quotes:
            phrase = self._phrase_before(quote)
            holder = self._take(phrase, quote) if phrase >= 0 else self._holder(quote)
            if holder < 0:
                holder = self._attribute(quote)
            if holder >= 0 and (self.last < 0 or self._speaks_in(holder, quote)):
                self.last, self.last_quote = holder, quote
        return self.out

    def _speaks_in(self, holder: int, quote: QuoteTokens) -> bool:
        """Whether a quotation is speech of its own, not a term in what is reported."""
        direct = self.out[holder].start <= quote.quotation.start <= self.out[holder].start + 1
        return direct or self._is_sentence(quote)

    def _holder(self, quote: QuoteTokens) -> int:
        """The attribution whose content already holds the quotation, or -1."""
        q = quote.quotation
        place = bisect_left(self.starts, (q.start + 1,))
        for start, end, index in reversed(self.starts[max(0, place - 4) : place]):
            if start <= q.start and q.end <= end + 2:
                return index
        return -1

    def _attribute(self, quote: QuoteTokens) -> int:
        verb = self._after(quote)
        if verb < 0:
            verb = self._before(quote)
        if verb >= 0 and verb in self.by_head:
            index = self.by_head[verb]
            if self._joins(self.out[index]):
                return self._join(index, quote)
            if self.out[index].frame in _CLAUSAL:
                verb = -1
        if verb >= 0:
            return self._add(self._found(verb, quote))
        if self._continues(quote):
            return self._join(self.last, quote)
        reported = self._reported_before(quote)
        if reported >= 0:
            return self._join(reported, quote)
        if self._is_sentence(quote):
            return self._add(self._unsaid(quote))
        return -1

    def _phrase_before(self, quote: QuoteTokens) -> int:
        """The attribution "in the words of X …: “" whose clause leads up to a colon, or -1."""
        tree, token = self.tree, quote.first - 1
        if token < 0 or not tree.lower[token].endswith(":"):
            return -1
        sentence = tree.sentence[token]
        for index, one in enumerate(self.out):
            if one.frame == "words" and tree.sentence[one.head] == sentence:
                return index
        return -1

    def _take(self, index: int, quote: QuoteTokens) -> int:
        """Gives the quotation to an attribution as its only content."""
        self.out[index] = replace(
            self.out[index],
            content=quote.quotation.pieces,
            frame="quote",
            doubtful=quote.quotation.doubtful,
        )
        return index

    def _add(self, found: Found) -> int:
        self.out.append(found)
        self.by_head.setdefault(found.head, len(self.out) - 1)
        return len(self.out) - 1

    def _join(self, index: int, quote: QuoteTokens) -> int:
        one = self.out[index]
        self.out[index] = replace(
            one,
            content=tuple(merged([*one.content, *quote.quotation.pieces])),
            doubtful=one.doubtful or quote.quotation.doubtful,
        )
        return index

    def _joins(self, one: Found) -> bool:
        """Whether a cue that already has content may take the quotation too."""
        return self._takes_quotations(one.head)

    def _after(self, quote: QuoteTokens) -> int:
        """The verb of "…,” he said", close behind the quotation, or -1."""
        tree, end = self.tree, quote.quotation.inner[-1][1]
        if quote.quotation.doubtful or tree.text[end - 1 : end] == ".":
            return -1
        paragraph = tree.paragraph[quote.last]
        begin = quote.last + 1
        for token in range(begin, min(len(tree), begin + _REACH // 2)):
            if tree.paragraph[token] != paragraph or self.inside[token]:
                return -1
            if _is_stop(tree, token):
                return -1
            if tree.pos[token] == "VERB" and self._may_say(token, quote, begin):
                return token
        return -1

    def _may_say(self, verb: int, quote: QuoteTokens, begin: int) -> bool:
        """Whether `verb` behind a quotation has it said: "…,” [he said]", "…?” [he went on]".

        A verb of saying close behind will do; another only with its subject right at the mark.
        """
        tree = self.tree
        source = self._sayer(verb, quote)
        if source < begin or is_passive(tree, verb):
            return False
        if self._takes_quotations(verb):
            return min(verb, source_range(tree, source, verb)[0]) <= begin + 2
        return (
            source < verb
            and tree.left[source] == begin
            and tree.child(verb, "dobj", "attr") < 0
            and tree.dep[verb] not in {"relcl", "acl"}
        )

    def _sayer(self, verb: int, quote: QuoteTokens) -> int:
        """Who says a quotation with `verb`, outside the quotation; -1 where nobody is found.

        Parsers give "…,” [told X]" two subjects, or make an inverted subject ("…,” tweeted X") an
        object: the nearest subject outside counts, and behind a mark what follows the verb.
        """
        tree = self.tree
        outside = [c for c in tree.childs(verb, "nsubj") if not quote.first <= c <= quote.last]
        if outside:
            return min(outside, key=lambda c: abs(c - verb))
        if verb == quote.last + 1:
            return self._noun_behind(verb)
        source = source_of(tree, verb)
        return -1 if quote.first <= source <= quote.last else source

    def _noun_behind(self, verb: int) -> int:
        """The head of the noun phrase that begins right behind `verb`, or -1."""
        tree, best = self.tree, -1
        for token in range(verb + 1, min(len(tree), verb + 9)):
            if tree.pos[token] in _NOMINAL and tree.left[token] == verb + 1:
                best = token
            elif tree.pos[token] in {"VERB", "PUNCT"}:
                break
        return best

    def _takes_quotations(self, verb: int) -> bool:
        return "quote" in self.lexicon.verbs.get(self.tree.lemma[verb], {})

    def _before(self, quote: QuoteTokens) -> int:
        """The verb of "he said: “…", close before the quotation, or -1."""
        tree = self.tree
        token = quote.first - 1
        while token >= 0 and tree.pos[token] == "SPACE":
            token -= 1
        if token < 0:
            return -1
        colon = tree.lower[token].endswith(":")
        if tree.paragraph[token] != tree.paragraph[quote.first] and not colon:
            return -1
        if _is_stop(tree, token):
            return -1
        paragraph = tree.paragraph[token]
        fallback = -1
        for back in range(token, max(-1, token - _REACH), -1):
            if self.inside[back] or tree.paragraph[back] != paragraph:
                break
            if _is_stop(tree, back):
                break
            if tree.pos[back] in {"VERB", "AUX"} and source_of(tree, back) >= 0:
                if self._says(back, quote):
                    return back if colon or self._reaches(back, quote) else -1
                if fallback < 0 and tree.dep[back] not in {"aux", "auxpass"}:
                    fallback = back
        return fallback if colon and fallback >= 0 and self._speaks(fallback) else -1

    def _reaches(self, verb: int, quote: QuoteTokens) -> bool:
        """Whether nothing but the verb's own words stands between it and the quotation."""
        tree = self.tree
        return all(
            tree.within(token, verb) or tree.pos[token] in {"PUNCT", "SPACE"}
            for token in range(verb + 1, quote.first)
        )

    def _speaks(self, verb: int) -> bool:
        """Whether who does `verb` is one to speak."""
        return may_speak(self.tree, source_of(self.tree, verb))

    def _says(self, verb: int, quote: QuoteTokens) -> bool:
        """Whether `verb` can take a quotation and has a source outside it."""
        if not self._takes_quotations(verb) or is_passive(self.tree, verb):
            return False
        return self._sayer(verb, quote) >= 0

    def _found(self, verb: int, quote: QuoteTokens) -> Found:
        tree = self.tree
        source = self._sayer(verb, quote)
        sense = self.lexicon.verbs.get(tree.lemma[verb], {}).get("quote", _SAID)
        return Found(
            head=verb,
            cue=cue_range(tree, verb),
            sense=sense,
            source=source_range(tree, source, verb),
            source_head=source,
            content=quote.quotation.pieces,
            frame="quote",
            doubtful=quote.quotation.doubtful,
        )

    def _continues(self, quote: QuoteTokens) -> bool:
        """Whether the last speaker goes on: a sentence quoted next, with no other cue between."""
        if self.last < 0 or self.last_quote is None or not self._opens_sentence(quote):
            return False
        tree = self.tree
        between = range(self.last_quote.last + 1, quote.first)
        gap = tree.paragraph[quote.first] - tree.paragraph[self.last_quote.last]
        if gap == 0:
            stops = sum(_is_stop(tree, token) for token in between)
            return stops <= 1
        return gap <= 2 and not [t for t in between if tree.pos[t] not in {"SPACE", "PUNCT"}]

    def _reported_before(self, quote: QuoteTokens) -> int:
        """The attribution of the sentence just before: "She said it failed. “It was late.”", or -1.

        The quotation then bears out what was reported, as PolNeAR's annotators take it too.
        """
        tree, token = self.tree, quote.first - 1
        while token >= 0 and tree.pos[token] == "SPACE":
            token -= 1
        if token < 0 or not _is_stop(tree, token) or not self._is_sentence(quote):
            return -1
        if tree.paragraph[token] != tree.paragraph[quote.first]:
            return -1
        sentence = tree.sentence[token]
        best = -1
        for index, one in enumerate(self.out):
            spoken = one.sense.kind in _TELLING and one.frame in _CLAUSAL and one.source_head >= 0
            if spoken and sentence <= one.head <= token and not self.inside[one.head]:
                inner = best >= 0 and self.out[best].start <= tree.start[one.head]
                best = best if inner and tree.start[one.head] < self.out[best].end else index
        return best

    def _opens_sentence(self, quote: QuoteTokens) -> bool:
        tree = self.tree
        token = quote.first - 1
        while token >= 0 and tree.pos[token] == "SPACE":
            token -= 1
        if token < 0 or tree.paragraph[token] != tree.paragraph[quote.first]:
            return True
        return tree.lower[token][-1] in ".?!:,;”\"'’…—" and self._words(quote) >= 2

    def _words(self, quote: QuoteTokens) -> int:
        return sum(
            self.tree.pos[token] not in {"PUNCT", "SPACE"}
            for token in range(quote.first, quote.last + 1)
        )

    def _is_sentence(self, quote: QuoteTokens) -> bool:
        """Whether a quotation with no cue says something: long enough, with a finite verb."""
        tree = self.tree
        return self._words(quote) >= _SENTENCE_WORDS and any(
            tree.tag[token] in {"VBD", "VBZ", "VBP", "MD"}
            for token in range(quote.first, quote.last + 1)
        )

    def _unsaid(self, quote: QuoteTokens) -> Found:
        return Found(
            head=quote.first,
            cue=(quote.first, quote.first),
            sense=_SAID,
            source=None,
            source_head=-1,
            content=quote.quotation.pieces,
            frame="unsaid",
            doubtful=quote.quotation.doubtful,
        )
