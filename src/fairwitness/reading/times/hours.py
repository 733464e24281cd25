"""Builders for parts of the day, times of the clock, and holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, cast

from fairwitness.reading.phrases import Match
from fairwitness.reading.times.anchors import STEPS, done, pick_year, stated_year
from fairwitness.reading.times.calendars import (
    easter,
    from_islamic,
    from_persian,
    islamic_year,
    nth_weekday,
)
from fairwitness.reading.times.context import NO_PUBLICATION, Anchor, Context, Reading
from fairwitness.reading.times.dates import date
from fairwitness.reading.times.moments import (
    Clock,
    Moment,
    Part,
    at_clock,
    at_part,
    of_day,
    of_week,
)
from fairwitness.reading.times.vocabulary import grammar

NEAR = 400
"""Characters within which a time of the clock still belongs to the last day named."""


def _own_day(match: Match, context: Context) -> Reading | None:
    """The day that the match itself names, if it does."""
    names = ("iso", "numeric", "deictic", "weekday")
    if ("month" in match.fields and "day" in match.fields) or any(n in match.fields for n in names):
        return date(match, context)
    return None


def _day_in_mind(context: Context, at: int) -> tuple[Moment | None, Anchor]:
    """The day that `the morning` or `at 10 p.m.` belongs to."""
    last = context.last
    fresh = last is not None and last.day is not None and at - context.last_end < NEAR
    if last is not None and (fresh or context.narrative):
        return last, "text"
    return context.today, "published"


def _day_ahead(match: Match, context: Context) -> Reading | None:
    """``at 5:34 a.m. Baghdad time on March 20``: the day told within three words."""
    for at in range(match.last + 1, match.last + 5):
        if context.scan.lower(at) == "on" and at + 1 < len(context.scan.starts):
            days = (m for m in grammar().at(context.scan, at + 1) if m.rule.build == "date")
            return next((d for d in (date(m, context) for m in days) if d), None)
        if not context.scan.lower(at).isalpha():
            return None
    return None


def _timed(match: Match, reading: Reading, moment: Moment | None) -> Reading:
    if moment is None or reading.moment is None:
        return Reading(
            match.first, match.last, "TIME", None, None, reading.anchor, reading.why, remember=False
        )
    return Reading(match.first, match.last, "TIME", moment.value, moment, reading.anchor)


def part(match: Match, context: Context) -> Reading | None:
    """``Friday night``, ``the morning of 3 May``, ``last night``, ``that afternoon``."""
    fields = match.fields
    name = cast(Part, fields.get("part") or "MO")
    own = _own_day(match, context)
    if own is not None:
        return _timed(match, own, at_part(own.moment, name) if own.moment else None)
    at = context.scan.starts[match.first]
    relation = fields.get("rel")
    if relation is None:
        return _bare_part(match, context, name)
    base, anchor = context.base(relation) if relation != "that" else _day_in_mind(context, at)
    if base is None or base.day is None:
        why = (
            context.missing(anchor)
            if base is None
            else f"reckoned from {base.value}, which names no day"
        )
        return Reading(match.first, match.last, "TIME", None, None, anchor, why, remember=False)
    steps = STEPS[relation]
    if relation == "last" and name != "NI":
        return None
    return _at(match, of_day(base.day + dt.timedelta(steps)), name, anchor)


def _at(match: Match, day: Moment, name: Part, anchor: Anchor) -> Reading:
    moment = at_part(day, name)
    return Reading(match.first, match.last, "TIME", moment.value, moment, anchor)


def _bare_part(match: Match, context: Context, name: Part) -> Reading | None:
    scan = context.scan
    article = scan.lower(match.first) == "the"
    modified = "mod" in match.fields
    if not (article or modified) or scan.lower(match.last + 1) == "of":
        return None
    base, anchor = _day_in_mind(context, scan.starts[match.first])
    if base is None or base.day is None:
        why = NO_PUBLICATION if base is None else f"reckoned from {base.value}, which names no day"
        return Reading(match.first, match.last, "TIME", None, None, anchor, why, remember=False)
    return _at(match, of_day(base.day), name, anchor)


def part_beside(match: Match, context: Context) -> Reading | None:
    """``the night before``, ``the morning after``, where nothing follows that it is told from."""
    if context.scan.lower(match.last + 1) not in (".", ",", ";", ")", "", "—", "at", "in"):
        return None
    base, anchor = _day_in_mind(context, context.scan.starts[match.first])
    if base is None or base.day is None:
        why = NO_PUBLICATION if base is None else f"reckoned from {base.value}, which names no day"
        return Reading(match.first, match.last, "TIME", None, None, anchor, why, remember=False)
    steps = -1 if context.scan.lower(match.last) == "before" else 1
    day = of_day(base.day + dt.timedelta(steps))
    return _at(match, day, cast(Part, match.fields["part"]), anchor)


def tonight(match: Match, context: Context) -> Reading | None:
    """``tonight``: the night of publication."""
    if context.today is None or context.narrative:
        return Reading(
            match.first, match.last, "TIME", None, None, "published", NO_PUBLICATION, remember=False
        )
    return _at(match, context.today, "NI", "published")


def overnight(match: Match, context: Context) -> Reading | None:
    """``overnight``: the night before publication."""
    if context.published is None or context.narrative:
        return None
    return _at(match, of_day(context.published - dt.timedelta(1)), "NI", "published")


def _clock(match: Match) -> Clock | None:
    fields: Any = match.fields
    if "noon" in fields:
        return Clock(int(fields["noon"]), 0)
    if "clock" in fields:
        hour, minute, second = fields["clock"]
    elif "hhmm" in fields:
        (hour, minute), second = fields["hhmm"], None
    else:
        hour, minute, second = int(fields["hour"]), None, None
    meridiem = fields.get("meridiem")
    if meridiem and not 1 <= hour <= 12:
        return None if hour == 0 or hour > 23 else Clock(hour, minute, second)
    if meridiem:
        hour = hour % 12 + (12 if meridiem == "pm" else 0)
    zone = fields.get("zone")
    return Clock(hour, minute, second, zone if isinstance(zone, int) else None)


def clock(match: Match, context: Context) -> Reading | None:
    """``9 a.m. Tuesday``, ``at 17:00 GMT``, ``noon``."""
    found = _clock(match)
    if found is None or found.hour > 24:
        return None
    if _is_score(match, context):
        return None
    own = _own_day(match, context) or _day_ahead(match, context)
    if own is None:
        base, anchor = _day_in_mind(context, context.scan.starts[match.first])
        relation = match.fields.get("rel")
        if base is not None and base.day is not None and relation is not None:
            base = of_day(base.day + dt.timedelta(STEPS[relation]))
        own = Reading(match.first, match.last, "DATE", None, base, anchor)
    afternoon = match.fields.get("part") in ("AF", "EV", "NI")
    if afternoon and 1 <= found.hour < 12 and "meridiem" not in match.fields:
        found = Clock(found.hour + 12, found.minute, found.second, found.offset)
    if own.moment is None:
        value = f"XXXX-XX-XXT{found.hour:02d}:{found.minute or 0:02d}"
        why = own.why or context.missing(own.anchor or "published")
        return Reading(
            match.first, match.last, "TIME", value, None, own.anchor, why, remember=False
        )
    if own.moment.day is None:
        value = f"T{found.hour:02d}:{found.minute or 0:02d}"
        why = f"reckoned from {own.moment.value}, which names no day"
        return Reading(
            match.first,
            match.last,
            "TIME",
            f"XXXX-XX-XX{value}",
            None,
            own.anchor,
            why,
            remember=False,
        )
    moment = at_clock(of_day(own.moment.day), found)
    return Reading(match.first, match.last, "TIME", moment.value, moment, own.anchor)


def _is_score(match: Match, context: Context) -> bool:
    """A lone ``3:16`` that no word marks as a time of the clock."""
    if "clock" not in match.fields or len(match.fields) > 1:
        return False
    before = context.scan.lower(match.first - 1)
    return before not in (
        "at",
        "by",
        "until",
        "till",
        "from",
        "since",
        "after",
        "before",
        "around",
        "about",
        "to",
        ",",
        "between",
        "and",
        "-",
        "–",
    )


def iso_time(match: Match, context: Context) -> Reading | None:
    """``2019-05-03T10:00Z``."""
    year, month, day, hour, minute, second, zone = match.fields["iso"]
    try:
        begin = dt.datetime(
            int(year), int(month), int(day), int(hour), int(minute), int(second or 0)
        )
    except ValueError:
        words = context.scan.words(match.first)
        return Reading(match.first, match.last, "TIME", why=f"there is no {words}")
    offset = None
    if zone:
        sign = -1 if zone.startswith("-") else 1
        digits = zone.strip("z+-").replace(":", "") or "0000"
        offset = sign * (int(digits[:2]) * 60 + int(digits[2:]))
    moment = at_clock(
        of_day(begin.date()),
        Clock(begin.hour, begin.minute, int(second) if second else None, offset),
    )
    return Reading(match.first, match.last, "TIME", moment.value, moment)


def _feast(kind: str, arguments: str, year: int) -> dt.date | None:
    """The day of a holiday in a year; None where the calendar has none."""
    try:
        if kind == "fixed":
            month, day = map(int, arguments.split("-"))
            return dt.date(year, month, day)
        if kind == "once":
            return dt.date.fromisoformat(arguments)
        if kind == "nth":
            month, weekday, which, *later = map(int, arguments.split())
            return nth_weekday(year, month, weekday, which) + dt.timedelta(sum(later))
        if kind == "easter":
            return easter(year) + dt.timedelta(int(arguments))
        if kind == "nowruz":
            return from_persian(year - 621, 1, 1)
        month, day = map(int, arguments.split("-")) if kind == "hijri" else (int(arguments), 1)
        first = islamic_year(dt.date(year, 1, 1))
        days = [from_islamic(hijri, month, day) for hijri in (first, first + 1)]
        return next((day for day in days if day.year == year), None)
    except (ValueError, OverflowError):
        return None


def _covers(kind: str, arguments: str) -> Callable[[int], Moment | None]:
    def covers(year: int) -> Moment | None:
        day = _feast(kind, arguments, year)
        if day is None:
            return None
        if kind != "month":
            return of_day(day)
        until = day + dt.timedelta(30 if int(arguments) % 2 else 29)
        return Moment(
            day.isoformat()[:7], "month", year, day.month, None, day.isoformat(), until.isoformat()
        )

    return covers


def holiday(match: Match, context: Context) -> Reading | None:
    """A holiday, with its year or in the year that fits."""
    kind, arguments = match.fields["holiday"]
    if context.scan.lower(match.last + 1) in ("island", "islands"):
        return None
    covers = _covers(kind, arguments)
    year, anchor, stated = stated_year(match.fields, context)
    relation = match.fields.get("rel")
    if stated and year is not None:
        found, where = covers(year), anchor
    elif relation in ("last", "next") and context.published is not None and not context.narrative:
        found, where = _beside(context.published, relation, covers), "published"
    else:
        found, where = pick_year(context, context.scan.starts[match.first], covers)
    if found is None:
        return Reading(
            match.first, match.last, "DATE", why=NO_PUBLICATION, anchor=where, remember=False
        )
    if match.rule.name == "holiday.week" and found.day is not None:
        weekend = context.scan.lower(match.last) == "weekend"
        early = weekend and found.day.isoweekday() <= 2  # the one that a Monday off makes long
        return done(match, of_week(found.day - dt.timedelta(2 * early), weekend), where)
    reading = done(match, found, where)
    if kind == "hijri" and found.day is not None:
        near = tuple(of_day(found.day + dt.timedelta(step)).value for step in (-1, 0, 1))
        return Reading(reading.first, reading.last, "DATE", reading.value, found, where, "", near)
    return reading


def _beside(today: dt.date, relation: str, covers: Callable[[int], Moment | None]) -> Moment | None:
    near = [
        m for m in map(covers, range(today.year - 2, today.year + 3)) if m and m.start and m.stop
    ]
    if relation == "last":
        past = [m for m in near if m.stop is not None and m.stop <= today]
        return past[-1] if past else None
    ahead = [m for m in near if m.start is not None and m.start > today]
    return ahead[0] if ahead else None
