"""Which year, which day: what a date that leaves part of itself out is reckoned from."""

from __future__ import annotations

import calendar
import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Mapping
from typing import Any, cast

from fairwitness.reading.phrases import Match
from fairwitness.reading.times.context import NO_PUBLICATION, Anchor, Context, Reading, Tense
from fairwitness.reading.times.moments import (
    Mod,
    Moment,
    narrowed,
)

Fields = Mapping[str, Any]


STEPS = {
    "this": 0,
    "last": -1,
    "past": -1,
    "next": 1,
    "previous": -1,
    "following": 1,
    "that": 0,
    "then": 1,
}


def done(
    match: Match, moment: Moment | None, anchor: Anchor | None = None, why: str = ""
) -> Reading:
    """A DATE over the whole match."""
    if moment is None:
        return Reading(match.first, match.last, "DATE", why=why, anchor=anchor)
    mod = cast("Mod | None", match.fields.get("mod") or match.fields.get("modof"))
    exact = narrowed(moment, mod or match.fields.get("modl"))
    return Reading(match.first, match.last, "DATE", exact.value, exact, anchor)


def stated_year(fields: Fields, context: Context) -> tuple[int | None, Anchor | None, bool]:
    """The year that is stated: (year, what it was reckoned from, whether one is stated)."""
    year = fields.get("year")
    if year is not None:
        return (-int(year) if fields.get("era") == "BC" else int(year)), None, True
    relation = fields.get("yrel")
    if relation is None or fields.get("yunit") != "year":
        return None, None, False
    base, anchor = context.base(relation, year=True)
    if base is None or base.year is None:
        return None, anchor, True
    return base.year + STEPS[relation], anchor, True


def pick_year(
    context: Context, at: int, covers: Callable[[int], Moment | None]
) -> tuple[Moment | None, Anchor]:
    """The moment meant by a date that leaves out its year; `covers` gives it for each year.

    In a history it is the one nearest to the last date; in news the last or the next one, by tense.
    """
    index = bisect_left(context.scan.starts, at)
    told = context.teller(at) if context.narrative else None
    if told is not None and told.year is not None:
        ahead = told is context.last and context.scan.lower(index - 1) in _ONWARD
        return _nearest(told, covers, 1000 if ahead else GOING_BACK), "text"
    today = context.published
    if today is None:
        return None, "published"
    tense = direction(context, at)
    if tense < 0 and context.scan.lower(index - 1) in _FIRM:
        return last_begun(today, covers), "published"
    return by_tense(today, tense, covers), "published"


def last_begun(today: dt.date, covers: Callable[[int], Moment | None]) -> Moment | None:
    """The last such moment that has begun by `today`."""
    found = [m for m in map(covers, range(today.year - 8, today.year + 1)) if m and m.start]
    begun = [m for m in found if m.start is not None and m.start <= today]
    return begun[-1] if begun else None


_UNTIL = {"until", "till", "through", "starting", "beginning", "effective"}


_AS_EARLY = {"early", "soon", "late"}


def direction(context: Context, at: int) -> Tense:
    """The tense around the token at a character offset, or what the words before it say."""
    scan = context.scan
    index = bisect_left(scan.starts, at)
    before = scan.lower(index - 1)
    if before in _UNTIL and scan.words(index - 1).islower():
        return 2
    if before == "by":
        return -1 if context.tense(at) < 0 else 2
    if before == "since":
        return -1
    if before == "as" and scan.lower(index - 2) in _AS_EARLY:
        return 2
    return context.tense(at)


_ONWARD = {"to", "until", "till", "through"}
"""``held from October to March``."""
GOING_BACK = 1.15
"""What a day back costs against a day forward (1 to 1.3 alike on war histories, 2 worse)."""


def _nearest(last: Moment, covers: Callable[[int], Moment | None], back: float) -> Moment | None:
    year = cast(int, last.year)
    same = covers(year)
    coarse = last.precision in ("year", "decade", "century") or last.start is None
    if coarse and same is not None:
        return same
    best, distance = None, float("inf")
    for candidate in map(covers, range(year - 4, year + 5)):
        if candidate is not None and candidate.start is not None and last.start is not None:
            days = (candidate.start - last.start).days
            # a history moves forward: see `GOING_BACK`
            cost = days if days >= 0 else -back * days
            if cost < distance:
                best, distance = candidate, cost
    return best


NEAR_AHEAD, FAR_BACK = 92, 183
"""Days. A day without a year under three months ahead and over six months back lies ahead even in
the past tense (``the offer was extended to Nov. 16``): news looks further back only with a year."""


_FIRM = {"on", "in", "since", "after", "during", "at", "over", "of"}
"""Words before a date that, with a verb in the past, leave no doubt that it is over."""


def by_tense(today: dt.date, tense: Tense, covers: Callable[[int], Moment | None]) -> Moment | None:
    """The last such moment begun by `today`, or, in the future tense, the next one not yet over.

    Where tense and distance disagree, distance decides: see `NEAR_AHEAD`.
    """
    years = range(today.year - 8, today.year + 9)
    found = [m for m in map(covers, years) if m is not None and m.start and m.stop]
    past = [m for m in found if m.start is not None and m.start <= today]
    ahead = [m for m in found if m.stop is not None and m.stop > today]
    if not past or not ahead:
        return past[-1] if past else (ahead[0] if ahead else None)
    back = (today - cast(dt.date, past[-1].start)).days
    forth = (cast(dt.date, ahead[0].start) - today).days
    if tense > 0:
        return past[-1] if forth > 365 - NEAR_AHEAD and back < NEAR_AHEAD else ahead[0]
    if past[-1].day is None:  # months and seasons look back far more often
        return ahead[0] if tense == 0 and forth < NEAR_AHEAD and back > FAR_BACK else past[-1]
    if tense == 0:
        return ahead[0] if forth < back else past[-1]
    return ahead[0] if forth < NEAR_AHEAD and back > FAR_BACK else past[-1]


def of_some_year(
    match: Match, context: Context, covers: Callable[[int], Moment | None], unknown: str
) -> Reading | None:
    """A month or season without a year; `last May` and `next May` never mean the present one."""
    relation = match.fields.get("rel")
    if relation is None:
        found, anchor = pick_year(context, context.scan.starts[match.first], covers)
        if found is None:
            return Reading(
                match.first, match.last, "DATE", unknown, why=NO_PUBLICATION, remember=False
            )
        return done(match, found, anchor)
    base, anchor = context.base(relation)
    if base is None or base.start is None or base.year is None:
        return done(match, None, anchor, context.missing(anchor))
    near = [m for m in map(covers, range(base.year - 2, base.year + 3)) if m and m.start and m.stop]
    step = STEPS[relation]
    if step == 0:
        same = covers(base.year)
        return done(match, same, anchor)
    if step < 0:
        over = [m for m in near if m.stop is not None and m.stop <= base.start]
        return done(match, over[-1], anchor)
    ahead = [m for m in near if m.start is not None and m.start > base.start]
    return done(match, ahead[0], anchor)


def back_months(day: dt.date, count: int) -> dt.date:
    """The day `count` months before, or the last one of that month where it has none."""
    total = day.year * 12 + day.month - 1 - count
    year, month = total // 12, total % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
