"""The same count of the same thing, stated more than once: which two counts must agree.

Two counts are put together only where the words make them one: a count taken up again ("the 14
dead"), a headline and the sentences it stands over, one event named again ("the blast killed 14").
Anything that may have changed the number between them, or added to it, parts them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import msgspec

from fairwitness.reading.reckonings.mentions import SET, Mention, mentions, rules
from fairwitness.reading.reckonings.sketch import Piece, loose_numbers
from fairwitness.reading.reckonings.terms import numeric
from fairwitness.reading.rows import Place, Quantity, Reckoning, Term, Time
from fairwitness.span import Span

BESIDE = "the words do not say that both count the same"
"""Why two counts side by side are not firmly one; two voices that give them are worth showing."""
HEADLINE = "a headline and the text under it"
"""Why two counts are one that the report itself gives, whoever is quoted under the headline."""
APART = 8
"""Sentences after which a count taken up again is too far from the first to be surely the same."""
SETS_APART = 3
"""The same for things and people of whom nothing befell: a report has many sets of people."""
LINE = 160
"""Characters of a first line, without a full stop, that is taken for a headline."""
LEAD = 2
"""Sentences under a headline in which its figure is repeated."""
STEM = 5
"""Letters in which two forms of a word agree: rescued, rescues."""
RESTATED = 90
"""Characters after a count in which it may repeat the words of the first."""
NEAR = 300
"""Two counts no farther apart are pointed at together, with the words between them."""
_WORDS = re.compile(r"[^\W\d_][\w’'-]*|[.,;:!?]")
_ONE_MORE = re.compile(
    r" (?:and|plus|as well as) (?:an?|one|his|her|their|its|the) (?!half\b|quarter\b)[a-z]"
)


REMEMBERED = 50
"""Earlier counts of one thing that are looked at: a list of counts has more, and repeats none."""


class _Rows(NamedTuple):
    text: str
    sentences: Sequence[tuple[int, int]]
    times: Sequence[Time]
    places: Sequence[Place]
    time_starts: Sequence[int]
    place_starts: Sequence[int]

    def days(self, start: int, end: int) -> set[str]:
        """Values of the dates between two offsets."""
        first, last = (bisect_left(self.time_starts, at) for at in (start, end))
        rows = self.times[first:last]
        return {row.value or row.text for row in rows if row.type in ("DATE", "TIME")}

    def grounds(self, start: int, end: int) -> set[str]:
        """Names of the places between two offsets."""
        first, last = (bisect_left(self.place_starts, at) for at in (start, end))
        return {row.name or row.text for row in self.places[first:last]}


def find_repeats(
    text: str,
    sentences: Sequence[tuple[int, int]],
    quantities: Sequence[Quantity],
    times: Sequence[Time],
    places: Sequence[Place],
) -> list[Reckoning]:
    """Pairs of counts of one thing, in text order; not firm where it is only likely the same."""
    rows = _Rows(
        text, sentences, times, places, [t.start for t in times], [p.start for p in places]
    )
    found: list[Reckoning] = []
    stated: defaultdict[tuple[str, str], list[Mention]] = defaultdict(list)
    known = mentions(text, sentences, quantities)
    values = Counter((one.what, one.quantity.value) for one in known)
    for mention in known:
        earlier = stated[mention.what, mention.who][-REMEMBERED:]
        before = [one for one in earlier if _counts_again(rows, one, mention)]
        if before:
            found += _pair(rows, before, mention, values)
        stated[mention.what, mention.who].append(mention)
        if mention.what != SET and mention.who:
            stated[SET, mention.who].append(mention)
    return found


def _counts_again(rows: _Rows, first: Mention, second: Mention) -> bool:
    """Whether two counts of one noun may be of one sort of it.

    Things of whom nothing is told either time must be such as stay a set (trucks, hostages), or the
    words about them must be the same both times.
    """
    if not second.sort <= first.sort | _stems(rows, first, second.sort):
        return False
    bare = (first.what, second.what) == (SET, SET)
    if bare and second.who not in rules().sets and not second.who.endswith("s"):
        return False  # "the 3200 block" counts no blocks
    return (
        not bare
        or second.who in rules().sets
        or _restated(rows, first, second)
        or _under_headline(rows, first, second)
    )


def _stems(rows: _Rows, mention: Mention, words: Iterable[str]) -> set[str]:
    """Those of `words` that stand, in some form, in the sentence of `mention`."""
    there = {
        word[:STEM] for word in _WORDS.findall(rows.text[slice(*_sentence(rows, mention))].lower())
    }
    return {word for word in words if word[:STEM] in there}


def _restated(rows: _Rows, first: Mention, second: Mention) -> bool:
    """Whether what follows a count repeats the words of the sentence of the first.

    "The 14 ministers who had resigned on Monday", after "Twelve ministers resigned on Monday".
    """
    if not second.definite:
        return False
    after = rows.text[second.end : _sentence(rows, second)[1]][:RESTATED].lower()
    same, last = 0, ""
    for word in _WORDS.findall(after):
        if not word[0].isalpha():
            return same > 0
        if word not in rules().passed:
            if not _stems(rows, first, (word,)):
                return same > 1 and last not in rules().leading
            same += 1
        last = word
    return same > 0


def _under_headline(rows: _Rows, first: Mention, second: Mention) -> bool:
    """Whether the first stands in a headline, the second under it, with a word in common."""
    if not first.start < _headline(rows) <= second.start or second.sentence > LEAD:
        return False
    if second.what != SET:
        return True
    words = _WORDS.findall(rows.text[slice(*_sentence(rows, second))].lower())
    told = [w for w in words if len(w) > STEM and w not in rules().passed and w != second.who]
    return bool(_stems(rows, first, told))


def _pair(
    rows: _Rows, before: list[Mention], second: Mention, values: Counter[tuple[str, float | None]]
) -> Iterator[Reckoning]:
    agreeing = [one for one in before if _agree(one.quantity, second.quantity)]
    first = agreeing[-1] if agreeing else before[-1]
    how = _how(rows, first, second)
    if not how:
        return
    why = "" if agreeing else _parted(rows, before, second)
    why = why or (BESIDE if how == BESIDE else "")
    if how == HEADLINE and not agreeing and values[first.what, first.quantity.value] > 1:
        why = "the count of the headline stands in the text too"
    start = first.start if second.end - first.start <= NEAR else second.start
    yield Reckoning(
        id="", start=start, end=second.end, text=rows.text[start : second.end], kind="repeat",
        terms=(_term(rows.text, first), _term(rows.text, second)), firm=not why, why=why or how,
    )  # fmt: skip


def _agree(one: Quantity, other: Quantity) -> bool:
    """Whether one number fits both, bounds as the words have them."""
    pairs = (one.low, other.high), (other.low, one.high)
    return all(low is None or high is None or low <= high for low, high in pairs)


def _term(text: str, mention: Mention) -> Term:
    quantity = mention.quantity
    term = numeric("stated", text, Piece("count", quantity.start, quantity.end, quantity))
    return msgspec.structs.replace(term, words=Span.of(text, mention.start, mention.end))


def _how(rows: _Rows, first: Mention, second: Mention) -> str:
    """How the words make two counts one, or nothing where they do not."""
    apart = second.sentence - first.sentence
    if _under_headline(rows, first, second):
        return HEADLINE
    if _restated(rows, first, second) and apart <= APART:
        return "the count is taken up again"
    if second.definite and _unnarrowed(rows, first, second):
        if apart <= (SETS_APART if second.what == SET else APART):
            return "the count is taken up again"
        return ""
    if second.what == SET:
        return ""
    if _same_event(rows, first, second) and _same_scene(rows, first, second):
        return "both tell of one event"
    return BESIDE if apart <= 1 else ""


def _unnarrowed(rows: _Rows, first: Mention, second: Mention) -> bool:
    """Whether nothing after the count makes it one of others: "the 14 killed in Hama"."""
    if second.narrowed == "clause" or (second.narrowed and second.what == SET):
        return False
    return not second.narrowed or _same_scene(rows, first, second)


def _headline(rows: _Rows) -> int:
    """Where the headline of a text ends: 0 without one."""
    line = rows.text[: LINE + 1].partition("\n")[0]
    whole = len(line) <= LINE and len(line) < len(rows.text)
    return len(line) if whole and not line.rstrip().endswith((".", ",", ":", ";")) else 0


def _sentence(rows: _Rows, mention: Mention) -> tuple[int, int]:
    return rows.sentences[mention.sentence]


def _same_event(rows: _Rows, first: Mention, second: Mention) -> bool:
    """Whether both sentences name one event, the second as one that is known."""
    events = rules().events
    one = [m["event"] for m in events.finditer(rows.text[slice(*_sentence(rows, first))].lower())]
    again = list(events.finditer(rows.text[slice(*_sentence(rows, second))].lower()))
    return (
        len(one) == 1
        and len(again) == 1
        and again[0]["event"] == one[0]
        and again[0]["the"] in ("the", "this")
        and first.sentence != second.sentence
    )


def _same_scene(rows: _Rows, first: Mention, second: Mention) -> bool:
    """Whether the sentence of the second names no place and no day that the first does not."""
    since, here = _sentence(rows, first), _sentence(rows, second)
    days, grounds = rows.days(*since), rows.grounds(*since)
    return (not days or rows.days(*here) <= days) and (
        not grounds or rows.grounds(*here) <= grounds
    )


# What parts two counts -------------------------------------------------------------------------


def _parted(rows: _Rows, before: list[Mention], second: Mention) -> str:
    """Why two counts that differ need not be of the same: empty where they must be."""
    first = before[-1]
    to = second.start if _restated(rows, first, second) else _sentence(rows, second)[1]
    between = rows.text[_sentence(rows, first)[0] : to].lower()
    if len({one.quantity.value for one in before}) > 1:
        return "more than one count of it stands before"
    if rules().parts.search(between) or _ONE_MORE.match(rows.text[first.end :][:60].lower()):
        return "the count may have changed, or been added to, between the two"
    if _adds_up(rows, first, second):
        return "other counts between the two may make up the difference"
    return ""


def _adds_up(rows: _Rows, first: Mention, second: Mention) -> bool:
    """Whether numbers about the two make one out of the other."""
    one, other = first.quantity.value, second.quantity.value
    if one is None or other is None:
        return False
    start, end = _sentence(rows, first)[0], _sentence(rows, second)[1]
    known = {first.quantity.start, second.quantity.start}
    found = [
        piece.value
        for piece in loose_numbers(rows.text, start, end)
        if piece.mark == "number" and piece.value is not None and not _within(piece, known)
    ][:12]
    sums = {sum(some) for size in (1, 2, 3) for some in combinations(found, size)}
    return abs(one - other) in sums or {one, other} & sums != set()


def _within(piece: Piece, starts: set[int]) -> bool:
    return any(piece.start <= start < piece.end or abs(piece.start - start) < 2 for start in starts)
