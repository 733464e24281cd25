"""Where a place may be named: spans that the gazetteer, the entity recogniser or a word such as
`County` beside a name puts forward. Whether each is a place is decided in `accept`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from fairwitness.reading.places.lexicons import Designator, Lexicons
from fairwitness.reading.places.locating import datelines, locates
from fairwitness.reading.places.names import UNKNOWN, Known, Names, is_country
from fairwitness.reading.places.tokens import Tokens

LONGEST_NAME = 6
"""Words of the longest name looked up: 99.8 % of the names in cities500 have no more."""

_CLOSED_CLASS = frozenset(
    [
        "DT",
        "PRP",
        "PRP$",
        "IN",
        "CC",
        "MD",
        "TO",
        "WDT",
        "WP",
        "WP$",
        "WRB",
        "EX",
        "RP",
        "UH",
        "CD",
        "RB",
        "RBR",
        "RBS",
        "LS",
        "VBD",
        "VBZ",
    ]
)
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_TAILS = frozenset({"military", "airfield", "camp", "crossing", "water", "facility", "land"})
_LONGEST_ADJECTIVE = 3
"""Words of `South East Asian`."""
_BETWEEN = frozenset({"border", "refugee", "military", "air", "army", "naval", "training"})
_HYPHENS = frozenset("-–‐‑")
_ARTICLES = frozenset(
    {"al", "el", "ad", "ar", "as", "at", "an", "az", "ez", "es", "er", "ash", "ul"}
)
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


Evidence = Literal["", "located", "dateline", "caseless"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A span of words that may name a place, and what is known of that name."""

    start: int
    end: int
    text: str
    known: Known = field(compare=False)
    designator: Designator | None = None
    """The word within the span that says what sort of place it is, where one does."""
    said: Designator | None = None
    """What the words beside the span say it is: `the town of X`, `the X base`."""
    evidence: Evidence = ""
    """What makes it a place whatever else speaks against it."""


def find_spots(tokens: Tokens, names: Names, lexicons: Lexicons) -> list[Spot]:
    """All spans of `tokens` that may name a place, in text order; they may overlap."""
    spots: dict[tuple[int, int], Spot] = {}
    for first, last in capital_runs(tokens, lexicons):
        for spot in _known_names(tokens, first, last, names, lexicons):
            spots.setdefault((spot.start, spot.end), spot)
        for spot in _designated(tokens, first, last, names, lexicons):
            spots[spot.start, spot.end] = spot
    for spot in _recognised(tokens, names):
        spots.setdefault((spot.start, spot.end), spot)
    for spot in _framed(tokens, spots, lexicons):
        spots[spot.start, spot.end] = spot
    lines = datelines(tokens, caseless=False)
    named = [spots[key] for key in sorted(spots) if not _dated(tokens, *key, lexicons)]
    told = [_told(tokens, spot, lexicons, lines) for spot in named]
    return _sounding(tokens, _told_together(tokens, told), names)


def _dated(tokens: Tokens, start: int, end: int, lexicons: Lexicons) -> bool:
    """Whether the words are the month of a date: towns are called March, but not `March 14`."""
    if end - start > 1 or not lexicons.has("months", tokens.low(start)):
        return False
    return tokens.low(start - 1)[:1].isdigit() or tokens.low(end)[:1].isdigit()


def _sounding(tokens: Tokens, spots: list[Spot], names: Names) -> list[Spot]:
    """Unknown names before `in Syria` or `, Syria`, with the records there that sound like them."""
    for index, (spot, after) in enumerate(pairwise(spots)):
        top = after.known.top
        if spot.known.records or after.known.via != "name" or top is None or not is_country(top):
            continue
        if top.country and tokens.lower[spot.end : after.start] in (["in"], [","]):
            records = names.similar(spot.text, [top.country])
            if records:
                spots[index] = replace(spot, known=Known("similar", records))
    return spots


def _told_together(tokens: Tokens, spots: list[Spot]) -> list[Spot]:
    """Lists share what is said of one: `Erie and Wayne counties`, `the towns of A and B`."""
    for step in (1, -1):
        order = range(len(spots) - 1) if step == -1 else range(len(spots) - 2, -1, -1)
        for index in order:
            left, right = spots[index], spots[index + 1]
            if right.start <= left.end:
                continue
            between = tokens.lower[left.end : right.start]
            if len(between) > 2 or not all(word in {",", "and", "or", "&"} for word in between):
                continue
            if step == 1 and left.said is None and right.said and _plural(tokens, right.end):
                spots[index] = replace(left, said=right.said)
            if step == -1 and right.said is None and left.said and _plural(tokens, left.start - 2):
                spots[index + 1] = replace(right, said=left.said)
    return spots


def _plural(tokens: Tokens, index: int) -> bool:
    return tokens.tag(index) in {"NNS", "NNPS"}


def _framed(
    tokens: Tokens, spots: Mapping[tuple[int, int], Spot], lexicons: Lexicons
) -> Iterator[Spot]:
    """Unknown names where a place is expected: `in X`, `the X crossing`, `X province`."""
    covered = {index for start, end in spots for index in range(start, end)}
    for first, last in capital_runs(tokens, lexicons):
        if covered & set(range(first, last)) or last - first > LONGEST_NAME:
            continue
        if tokens.tags[first] not in {"NNP", "NNPS"}:
            continue
        placed = lexicons.has("at_place", tokens.low(first - 1)) or named_after(
            tokens, first, lexicons
        )
        if placed or tokens.low(last) in lexicons.after or tokens.low(last) in _BETWEEN:
            yield Spot(first, last, tokens.slice(first, last), UNKNOWN)


def named_after(tokens: Tokens, first: int, lexicons: Lexicons) -> bool:
    """Whether `the town of` stands before."""
    return tokens.low(first - 1) == "of" and lexicons.has("settlement", tokens.low(first - 2))


def _told(tokens: Tokens, spot: Spot, lexicons: Lexicons, lines: frozenset[int]) -> Spot:
    """`spot` with what the words beside it say it is, and that it lies somewhere."""
    said = None
    if spot.end < len(tokens) and not _capital(tokens.words[spot.end]):
        last = spot.end + (tokens.low(spot.end) in _BETWEEN)
        said = lexicons.after.get(tokens.low(last))
    of = next((i for i in (spot.start - 1, spot.start - 2) if tokens.low(i) == "of"), None)
    if said is None and of is not None:
        said = lexicons.after.get(tokens.low(of - 1))
    evidence = _evidence(tokens, spot, lexicons, lines)
    return replace(spot, said=said, evidence=evidence) if said or evidence else spot


def _evidence(tokens: Tokens, spot: Spot, lexicons: Lexicons, lines: frozenset[int]) -> Evidence:
    """Whether the text says where the name's bearer lies, or opens with it as a dateline.

    Not where the name is part of a longer one, nor for what nothing is known by.
    """
    if spot.known.via not in {"name", "abbreviation"} or not spot.known.records:
        return ""
    if spot.start in lines:
        return "dateline"
    before = spot.start - 1
    inside = before >= 0 and tokens.sentence[before] == tokens.sentence[spot.start]
    if (inside and _part_of_name(tokens, before)) or _capital(tokens.word(spot.end) or "."):
        return ""
    return "located" if locates(tokens, spot.start, spot.end, lexicons) else ""


def _part_of_name(tokens: Tokens, index: int) -> bool:
    return _capital(tokens.words[index]) and tokens.tags[index] in {"NNP", "NNPS"}


def capital_runs(tokens: Tokens, lexicons: Lexicons) -> Iterator[tuple[int, int]]:
    """Half-open ranges of words that could hold one name: capitalised words and what joins them."""
    index, count = 0, len(tokens)
    while index < count:
        if not _opens(tokens, index):
            index += 1
            continue
        end = index + 1
        while end < count and tokens.sentence[end] == tokens.sentence[index]:
            if _capital(tokens.words[end]) or _glued_number(tokens, end):
                end += 1
            elif (bridge := _bridge(tokens, end, lexicons)) > end:
                end = bridge
            else:
                break
        yield index, end
        index = end


def _capital(word: str) -> bool:
    return word[0].isupper()


def _glued_number(tokens: Tokens, index: int) -> bool:
    """A road's number: the `29` of `Highway 29`."""
    return tokens.words[index].isdigit() and tokens.lower[index - 1] in {"highway", "route"}


def _opens(tokens: Tokens, index: int) -> bool:
    """Whether a name may begin here: a capital, or an article tied to one (`al-Malikiyah`)."""
    if _capital(tokens.words[index]):
        return True
    return (
        tokens.lower[index] in _ARTICLES
        and tokens.word(index + 1) in _HYPHENS
        and tokens.word(index + 2)[:1].isupper()
    )


def _bridge(tokens: Tokens, index: int, lexicons: Lexicons) -> int:
    """Where the run goes on after joining words at `index` (`of the`, `-`); `index` if nowhere."""
    end = index
    while end < min(index + 3, len(tokens)) and (
        tokens.words[end] in _HYPHENS or lexicons.has("inner", tokens.lower[end])
    ):
        end += 1
    joined = end > index and end < len(tokens) and _capital(tokens.words[end])
    return end if joined and tokens.sentence[end] == tokens.sentence[index] else index


def _known_names(
    tokens: Tokens, first: int, last: int, names: Names, lexicons: Lexicons
) -> Iterator[Spot]:
    """The longest known name at each word of a run, names within found names left out."""
    start = first
    while start < last:
        spot = _longest(tokens, start, last, names, lexicons)
        if spot is not None:
            yield spot
            start = spot.end
        else:
            start += 1


def _longest(
    tokens: Tokens, start: int, last: int, names: Names, lexicons: Lexicons
) -> Spot | None:
    if not _opens(tokens, start):
        return None
    for end in range(min(start + LONGEST_NAME, last), start, -1):
        tail = tokens.lower[end - 1]
        if not _capital(tokens.words[end - 1]) and not tail.isdigit():
            continue
        if end == start + 1 and not _may_stand_alone(tokens, start, lexicons):
            return None
        if tokens.tags[end - 1] in _CLOSED_CLASS and _among_capitals(tokens, end - 1):
            continue  # in headlines every word is a capital one; no name ends in `OF`
        text = tokens.slice(start, end)
        known = _demonym_first(text, end - start, names)
        if known.records and not _generic(tokens, start, end, lexicons):
            return _with_tail(tokens, start, end, names, lexicons) or Spot(
                start, end, text, known, _designator_in(tokens, start, end, lexicons)
            )
    return None


def _with_tail(
    tokens: Tokens, start: int, end: int, names: Names, lexicons: Lexicons
) -> Spot | None:
    """The name with the small words after it, where the gazetteer has both as one name.

    `al-Waleed crossing` is a record of its own, next to the villages called al-Waleed.
    """
    for words in (2, 1):
        last = end + words
        if last > len(tokens) or tokens.sentence[last - 1] != tokens.sentence[start]:
            continue
        designator = lexicons.after.get(tokens.lower[last - 1])
        if designator is None or designator.group not in _TAILS or _capital(tokens.words[end]):
            continue
        text = tokens.slice(start, last)
        known = names.look(text)
        if known.records:
            return Spot(start, last, text, known, designator)
    return None


def _may_stand_alone(tokens: Tokens, index: int, lexicons: Lexicons) -> bool:
    word = tokens.words[index]
    closed = tokens.tags[index] in _CLOSED_CLASS
    if closed and not (word.isupper() and tokens.tags[index] not in {"PRP", "CD"}):
        return False
    if word.isupper() and _among_capitals(tokens, index):
        # Where all is in capitals, `IN` is a word, and Indiana only in `GARY, IN`.
        short = lexicons.abbreviations.get(word)
        return not closed and (
            short is None or not short.after_name or tokens.low(index - 1) == ","
        )
    # The tagger calls many names determiners or adverbs, but only where no word is spelt so.
    return len(word) > 1


def _among_capitals(tokens: Tokens, index: int) -> bool:
    """Whether the words on both sides, where there are any, are in capitals too."""
    near = (tokens.word(index - 1), tokens.word(index + 1))
    words = [word for word in near if word[:1].isalpha() and len(word) > 1]
    return bool(words) and all(word.isupper() for word in words)


def _demonym_first(text: str, length: int, names: Names) -> Known:
    """`Turkish` is an adjective before it is a village; no demonym has over three words.

    A people (`Turks`, `Cubans`) is not a place and is left alone.
    """
    if length <= _LONGEST_ADJECTIVE:
        people = names.demonym(text)
        if people.records and text[-1] in "sS" and names.demonym(text[:-1]).records:
            return UNKNOWN
        if people.records:
            named = names.look(text)
            top = named.top
            return named if top is not None and top.kind in {"country", "territory"} else people
    return names.look(text)


def _generic(tokens: Tokens, start: int, end: int, lexicons: Lexicons) -> bool:
    """Whether a name is made of words for kinds of places only: `The City`, `County`, `Park`."""
    return all(
        word in lexicons.after or word in lexicons.before or word == "the"
        for word in tokens.lower[start:end]
    )


def _designator_in(tokens: Tokens, start: int, end: int, lexicons: Lexicons) -> Designator | None:
    if end - start < 2:
        return None
    return lexicons.after.get(tokens.lower[end - 1]) or lexicons.before.get(tokens.lower[start])


def _designated(
    tokens: Tokens, first: int, last: int, names: Names, lexicons: Lexicons
) -> Iterator[Spot]:
    """Names that a neighbouring word makes places: `Elm Street`, `Lake Erie`, `Gulf of Aden`."""
    begin = first
    while begin < last and _not_of_name(tokens, begin, lexicons):
        begin += 1
    left = begin
    for index in range(begin, last):
        word = tokens.lower[index]
        after = lexicons.after.get(word)
        if after is not None and left < index and _capital(tokens.words[index]):
            start = max(left, index - LONGEST_NAME + 2)
            if _capital(tokens.words[start]):
                yield _spot(tokens, start, index + 1, after, names)
            left = index + 1
            continue
        pair = f"{word} {tokens.low(index + 1)}"
        before = lexicons.before.get(pair) or lexicons.before.get(word)
        named = index + (2 if pair in lexicons.before else 1)
        if before is not None and named < last and _names_something(tokens, named):
            yield _spot(tokens, index, named + 1, before, names)


def _names_something(tokens: Tokens, index: int) -> bool:
    return _capital(tokens.words[index]) or tokens.words[index].isdigit()


def _not_of_name(tokens: Tokens, index: int, lexicons: Lexicons) -> bool:
    """Words that open a run only because a sentence begins or a title stands there."""
    if tokens.tags[index] in _CLOSED_CLASS:
        return True
    return lexicons.has("title", tokens.lower[index]) and tokens.lower[index] not in {"st.", "king"}


def _spot(tokens: Tokens, start: int, end: int, designator: Designator, names: Names) -> Spot:
    text = tokens.slice(start, end)
    return Spot(start, end, text, names.look(text), designator)


def _recognised(tokens: Tokens, names: Names) -> Iterator[Spot]:
    """The recogniser's own places, without the words around the name."""
    for start, end, label in tokens.entities:
        if label not in _PLACE_LABELS:
            continue
        first, last = start, end
        while first < last and not _opens(tokens, first):
            first += 1
        while last > first and (
            tokens.lower[last - 1] in _POSSESSIVE or not tokens.words[last - 1][0].isalnum()
        ):
            last -= 1
        if first < last:
            text = tokens.slice(first, last)
            known = _demonym_first(text, last - first, names) if len(text) > 1 else UNKNOWN
            yield Spot(first, last, text, known)
