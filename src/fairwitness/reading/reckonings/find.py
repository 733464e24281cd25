"""Finds reckonings: the patterns of the table over the sketches of a text's sentences."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, cast

import msgspec

from fairwitness.reading.reckonings.offsets import offset_reckonings
from fairwitness.reading.reckonings.patterns import Pattern, Table, table
from fairwitness.reading.reckonings.sketch import (
    MARKS,
    Piece,
    Sketch,
    rows_as_pieces,
    sketch,
    with_loose,
)
from fairwitness.reading.reckonings.sums import sums
from fairwitness.reading.reckonings.terms import day, numeric, states_year, stretch
from fairwitness.reading.reckonings.weekdays import nonexistent_reckonings, weekday_reckonings
from fairwitness.reading.rows import Quantity, Reckoning, ReckoningKind, Term, TermRole, Time
from fairwitness.span import Span

LONGEST = 1200
"""Characters of a sentence that are looked at: longer ones are tables and lists, not sentences."""
NEAR_DAYS = 60
"""A date reckoned from publication lies this near to it, or its year is not certain."""
_DATES = frozenset({"begin", "end", "birth", "at", "event"})
_SPANS = frozenset({"stated", "span", "per"})
_TIMES = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "halv": 0.5}


def find_reckonings(
    text: str,
    sentences: Sequence[tuple[int, int]],
    times: tuple[Time, ...],
    quantities: tuple[Quantity, ...],
    published: dt.date | None,
) -> list[Reckoning]:
    """The reckonings of a text, in text order, each numbered `n1` …"""
    found = [*nonexistent_reckonings(text, times)]
    if times or quantities:
        found += _in_sentences(text, sentences, times, quantities, published)
    found.sort(key=lambda row: (row.start, row.end, row.kind))
    return found


def _in_sentences(
    text: str,
    sentences: Sequence[tuple[int, int]],
    times: tuple[Time, ...],
    quantities: tuple[Quantity, ...],
    published: dt.date | None,
) -> Iterator[Reckoning]:
    every = rows_as_pieces(times, quantities)
    yield from weekday_reckonings(text, every, published)
    yield from offset_reckonings(text, every)
    starts = [piece.start for piece in every]
    known = table()
    for start, end in sentences:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if first == last or end - start > LONGEST or every[last - 1].end > end:
            continue
        words = text[start:end]
        if words.rstrip().endswith("?") or "respectively" in words:
            continue
        inside = with_loose(text, start, end, every[first:last])
        if len(inside) < 2:
            continue
        yield from _in_sentence(text, sketch(text, start, end, inside), known, published)


def _in_sentence(
    text: str, seen: Sketch, known: Table, published: dt.date | None
) -> Iterator[Reckoning]:
    taken: list[tuple[str, int, int]] = []
    marks = frozenset(seen.text) & _ALL_MARKS
    for pattern in known.patterns:
        if any(not marks & wanted for wanted in pattern.marks):
            continue
        if pattern.hint and not any(hint in seen.text for hint in pattern.hint):
            continue
        for match in pattern.regex.finditer(seen.text):
            if any(
                k == pattern.kind and s < match.end() and match.start() < e for k, s, e in taken
            ):
                continue
            row = _reckoning(text, seen, match, pattern, known, published)
            if row is not None:
                taken.append((pattern.kind, match.start(), match.end()))
                yield row
    if len(seen.text) > 2 and seen.text.count(MARKS["date"]) > 1:
        yield from _orders(text, seen, known)
    yield from sums(text, seen, known.never["inside"])


_ALL_MARKS = frozenset(MARKS.values())


def _reckoning(
    text: str,
    seen: Sketch,
    match: re.Match[str],
    pattern: Pattern,
    known: Table,
    published: dt.date | None,
) -> Reckoning | None:
    if _turned_away(match, seen, pattern, known):
        return None
    roles = {name: match.start(name) for name in match.groupdict() if name not in _WORDS}
    held = {role: seen.piece(at) for role, at in roles.items() if at >= 0}
    terms = [_term(_role(role), text, piece) for role, piece in held.items()]
    if any(term is None for term in terms):
        return None
    found = [term for term in terms if term is not None]
    dated = {role: piece for role, piece in held.items() if role in _DATES}
    firm, why = True, ""
    if pattern.kind == "change":
        return _change(text, seen, match, found, known)
    occasion = pattern.kind == "anniversary" and "at" not in held
    if occasion or pattern.written.at_publication:
        at, firm, why = _occasion(text, seen, held, published, pattern)
        if at is None:
            return None
        found.append(at)
    elif not _certain(dated):
        return None
    if pattern.kind == "duration" and not _chained(held):
        return None
    return _row(
        text, seen, match, pattern.kind, found, firm=firm and not pattern.written.soft,
        whole=pattern.written.whole, why=why,
    )  # fmt: skip


_WORDS = frozenset({"verb", "times", "fold", "first", "second"})


def _role(name: str) -> TermRole:
    """The role a mark plays: `parta` and `partb` are two of one."""
    return cast(TermRole, "part" if name.startswith("part") else name)


BEFORE = 25
"""Characters before the words of a pattern in which a word that turns it away may stand."""


def _turned_away(match: re.Match[str], seen: Sketch, pattern: Pattern, known: Table) -> bool:
    words = seen.text[max(0, match.start() - BEFORE) : match.end()]
    never = known.never
    return bool(
        never["inside"].search(words)
        or (pattern.unless is not None and pattern.unless.search(words))
        or (pattern.written.kin and never["kin"].search(words))
        or (pattern.kind == "change" and never["change"].search(seen.text))
    )


def _term(role: TermRole, text: str, piece: Piece) -> Term | None:
    if role in _DATES:
        return day(role, text, piece)
    if role in _SPANS:
        return stretch(role, text, piece)
    return numeric(role, text, piece)


def _certain(dated: dict[str, Piece]) -> bool:
    """Whether the years of the dates are stated, or the same for all of them without being so."""
    rows = [piece.row for piece in dated.values() if isinstance(piece.row, Time)]
    if all(states_year(piece) for piece in dated.values()):
        return True
    years = {(row.begin or "")[:4] for row in rows}
    fine = all(row.precision in ("day", "month") for row in rows)
    relative = any(row.text[-1:].isalpha() and not re.search(r"\d", row.text) for row in rows)
    return len(years) == 1 and fine and not relative and _in_order(dated)


def _in_order(dated: dict[str, Piece]) -> bool:
    """Without a year a range that runs backwards goes over New Year, and says nothing."""
    return "begin" not in dated or _start(dated["begin"]) <= _start(dated["end"])


def _start(piece: Piece) -> str:
    return (piece.row.begin or "") if isinstance(piece.row, Time) else ""


def _chained(held: dict[str, Piece]) -> bool:
    """Whether `two years later` was reckoned from the very date before it."""
    stated, begin = held["stated"], held["begin"]
    if stated.mark != "offset" or begin.row is None:
        return stated.mark != "offset"
    ends = {held[role].row for role in ("begin", "end") if role in held}
    known = {row.id for row in ends if row is not None}
    return isinstance(stated.row, Time) and stated.row.anchor in known


def _row(
    text: str,
    seen: Sketch,
    match: re.Match[str],
    kind: ReckoningKind,
    terms: list[Term],
    *,
    whole: bool = True,
    firm: bool = True,
    direction: Literal["up", "down"] | None = None,
    why: str = "",
) -> Reckoning:
    start, end = seen.offset(match.start()), seen.offset(match.end())
    words = text[start:end]
    start += len(words) - len(words.lstrip(" ,;:–—"))
    end -= len(words) - len(words.rstrip(" ,;:–—"))
    return Reckoning(
        id="", start=start, end=end, text=text[start:end], kind=kind, terms=tuple(terms),
        whole=whole, firm=firm, direction=direction, why=why,
    )  # fmt: skip


def _occasion(
    text: str,
    seen: Sketch,
    held: dict[str, Piece],
    published: dt.date | None,
    pattern: Pattern,
) -> tuple[Term | None, bool, str]:
    """The day an age or an anniversary is counted to, whether that is certain, and why."""
    own = {piece.start for piece in held.values()}
    others = [p for p in seen.pieces if p.mark in ("date", "offset") and p.start not in own]
    stated_event = all(states_year(p) for role, p in held.items() if role in _DATES)
    if not stated_event:
        return None, False, ""
    if pattern.kind == "anniversary":
        stated = [piece for piece in others if states_year(piece)]
        if len(stated) == 1 and len(others) == 1:
            soft = _AHEAD.search(seen.text) is not None
            return day("at", text, stated[0]), not soft, ""
        near = [piece for piece in others if _near(piece, published)]
        if not near or len(near) < len(others) or _AHEAD.search(seen.text):
            return None, False, ""
        return day("at", text, near[0]), True, "the year is taken from the day of publication"
    now = _NOW.search(seen.text, 0, seen.at[seen.pieces.index(held["age"])])
    if published is None or others or (_OVER.search(seen.text) and not now):
        return None, False, ""
    age = held["age"]
    at = Term(
        role="at", words=Span.of(text, age.start, age.end), begin=published.isoformat(),
        until=(published + dt.timedelta(1)).isoformat(),
    )  # fmt: skip
    return at, True, "the age is taken to be that on the day of publication"


_AHEAD = re.compile(
    r"(?<![a-z])(?:ahead|before|prior|approach\w*|upcoming|next|plan\w*|prepar\w*|will|eve|run-up|"
    r"leading up|coming|later|after|since|until|between|from|to mark)(?![a-z])"
)
_NOW = re.compile(r"(?<![a-z])now $")
_OVER = re.compile(
    r"(?<![a-z])(?:died|killed|dead|death|murdered|executed|at the time|when|then|was aged|had|"
    r"late|shot|convicted|sentenced|buried|retired|first|still|until|before|after)(?![a-z])"
)


def _near(piece: Piece, published: dt.date | None) -> bool:
    row = piece.row
    if published is None or not isinstance(row, Time) or row.anchor != "published":
        return False
    if row.begin is None:
        return False
    try:
        begin = dt.date.fromisoformat(row.begin[:10])
    except ValueError:  # not a day of the common era
        return False
    return abs((begin - published).days) <= NEAR_DAYS and row.precision in ("day", "week", "month")


def _change(
    text: str, seen: Sketch, match: re.Match[str], terms: list[Term], known: Table
) -> Reckoning | None:
    groups = match.groupdict()
    if groups.get("fold"):
        many = seen.piece(match.start("fold"))
        share = numeric("share", text, many)
        terms.append(msgspec.structs.replace(share, unit="times"))
        up = (share.value or share.low or 0.0) > 1
        return _row(text, seen, match, "change", terms, direction="up" if up else "down")
    if groups.get("times"):
        words = groups["times"]
        factor = next(value for stem, value in _TIMES.items() if stem in words)
        start, end = seen.offset(match.start("times")), seen.offset(match.end("times"))
        stated = Span.of(text, start, end)
        low, high = _around(factor, words)
        exact = low == high
        terms.append(
            Term(
                role="share", words=stated, value=factor, low=low, high=high, unit="times",
                exact=exact,
            )
        )  # fmt: skip
        return _row(text, seen, match, "change", terms, direction="up" if factor > 1 else "down")
    verb = groups["verb"]
    return _row(text, seen, match, "change", terms, direction="up" if verb in known.up else "down")


def _around(factor: float, words: str) -> tuple[float, float | None]:
    if words.startswith("more than"):
        return factor, None
    if words.startswith(("nearly", "almost")):
        return factor * 0.85, factor
    if words.startswith(("roughly", "about")):
        return factor * 0.9, factor * 1.1
    return factor, factor


def _orders(text: str, seen: Sketch, known: Table) -> Iterator[Reckoning]:
    for match in (*known.order.finditer(seen.text), *known.backwards.finditer(seen.text)):
        first, second = match["first"], match["second"]
        if not any(c.get(first, 99) < c.get(second, -1) for c in known.ranks):
            continue
        held = {role: seen.piece(match.start(role)) for role in ("begin", "end")}
        words = seen.text[max(0, match.start() - BEFORE) : match.end()]
        if known.never["inside"].search(words) or known.never["kin"].search(match[0]):
            continue
        if not all(states_year(piece) for piece in held.values()):
            continue
        terms = [_term(cast(TermRole, role), text, piece) for role, piece in held.items()]
        if None not in terms:
            found = [term for term in terms if term is not None]
            yield _row(text, seen, match, "order", found, why=f"{first} comes before {second}")
