"""Builders for a day, week or weekend told by the month it lies in, and for two steps away."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from fairwitness.reading.phrases import Match
from fairwitness.reading.times.anchors import done, pick_year, stated_year
from fairwitness.reading.times.calendars import nth_weekday
from fairwitness.reading.times.context import NO_PUBLICATION, Context, Reading
from fairwitness.reading.times.moments import Moment, of_day, of_week, shifted

LAST = -1
YEARS = range(1, 9998)
"""Years in which every day named here can be held by a `datetime.date`."""


def of_the_month(match: Match, context: Context) -> Reading | None:
    """``the first week of May``, ``the last Friday in June 2012``, ``the last day of March``."""
    fields = match.fields
    which, month = _which(match, context), int(fields["month"])
    name = fields.get("unit", "weekday")
    if which is None or name not in _DAYS:
        return None

    def covers(year: int) -> Moment | None:
        if year not in YEARS:
            return None
        return _DAYS[name](year, month, which, int(fields.get("weekday", 0)))

    return _in_year(match, context, covers)


def _which(match: Match, context: Context) -> int | None:
    """Which one of the month: 1 to 31, or `LAST`."""
    if "which" in match.fields:
        number = int(match.fields["which"])
        return number if 1 <= number <= 31 else None
    told = match.fields["rel"] == "last" and context.scan.lower(match.first).startswith("the")
    return LAST if told else None


def _day(year: int, month: int, which: int, weekday: int) -> Moment | None:  # noqa: ARG001
    days = calendar.monthrange(year, month)[1]
    number = days if which == LAST else which
    return of_day(dt.date(year, month, number)) if number <= days else None


def _week(year: int, month: int, which: int, weekday: int) -> Moment | None:  # noqa: ARG001
    """Seven days from either end of the month; the value is the ISO week of their middle."""
    days = calendar.monthrange(year, month)[1]
    first = days - 6 if which == LAST else which * 7 - 6
    if first > days:
        return None
    begin = dt.date(year, month, first)
    until = begin + dt.timedelta(7)
    week = of_week(begin + dt.timedelta(3))
    return replace(week, begin=begin.isoformat(), until=until.isoformat())


def _weekday(year: int, month: int, which: int, weekday: int) -> Moment | None:
    day = nth_weekday(year, month, weekday, which) if which <= 5 else None
    return of_day(day) if day is not None and day.month == month else None


def _weekend(year: int, month: int, which: int, weekday: int) -> Moment | None:  # noqa: ARG001
    saturday = _weekday(year, month, which, 6)
    return of_week(saturday.day, weekend=True) if saturday and saturday.day else None


_DAYS: dict[str, Callable[[int, int, int, int], Moment | None]] = {
    "day": _day, "week": _week, "weekday": _weekday, "weekend": _weekend,
}  # fmt: skip


def of_the_day(match: Match, context: Context) -> Reading | None:
    """``the week of May 5``, ``the weekend of 3 June``: the one that the day lies in."""
    name, month, day = match.fields["unit"], int(match.fields["month"]), int(match.fields["day"])
    if name not in ("week", "weekend"):
        return None

    def covers(year: int) -> Moment | None:
        if year not in YEARS or day > calendar.monthrange(year, month)[1]:
            return None
        return of_week(dt.date(year, month, day), weekend=name == "weekend")

    return _in_year(match, context, covers)


def _in_year(
    match: Match, context: Context, covers: Callable[[int], Moment | None]
) -> Reading | None:
    """The one in the year stated, or in the year that fits; None where the year has none."""
    year, anchor, stated = stated_year(match.fields, context)
    if stated and year is None:
        return done(match, None, anchor, context.missing(anchor or "published"))
    if stated and year is not None:
        found = covers(year)
    else:
        found, anchor = pick_year(context, context.scan.starts[match.first], covers)
        if found is None and context.published is None:
            return replace(done(match, None, anchor, NO_PUBLICATION), remember=False)
    return None if found is None else done(match, found, anchor)


def two_away(match: Match, context: Context) -> Reading | None:
    """``the week before last``, ``the Friday before last``, ``the month after next``."""
    fields = match.fields
    steps = int(fields["twoaway"])
    base, anchor = context.base("this")
    if base is None:
        return done(match, None, anchor, context.missing(anchor))
    if "unit" in fields:
        name = fields["unit"]
        if name not in ("week", "weekend", "month", "quarter", "year"):
            return None
        moment = shifted(base, steps, name)
    elif base.day is not None:
        last = (base.day.isoweekday() - int(fields["weekday"])) % 7 or 7
        days = -last - 7 if steps < 0 else 14 - last
        moment = of_day(base.day + dt.timedelta(days))
    else:
        moment = None
    why = "" if moment else f"reckoned from {base.value}, which names no day"
    return done(match, moment, anchor, why)
