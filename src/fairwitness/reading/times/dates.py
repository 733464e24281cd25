"""Builders for single days: calendar dates, weekdays, ``yesterday``."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from fairwitness.reading.phrases import Match
from fairwitness.reading.times.anchors import (
    STEPS,
    direction,
    done,
    pick_year,
    stated_year,
)
from fairwitness.reading.times.context import NO_PUBLICATION, Context, Reading
from fairwitness.reading.times.moments import (
    Moment,
    of_date,
    of_day,
)
from fairwitness.reading.times.vocabulary import events


def impossible(match: Match, context: Context) -> Reading:
    """A day that no calendar has."""
    words = context.scan.text[context.scan.starts[match.first] : context.scan.ends[match.last]]
    reading = done(match, None, why=f"there is no {' '.join(words.split())}")
    return replace(reading, impossible=True)


def month_day(match: Match, context: Context) -> Reading | None:
    """A day of a month, with or without its year."""
    fields = match.fields
    month, day = int(fields["month"]), int(fields["day"])
    year, anchor, stated = stated_year(fields, context)
    if stated:
        if year is None:
            return done(match, None, anchor, context.missing(anchor or "published"))
        moment = of_date(year, month, day)
        return done(match, moment, anchor) if moment else impossible(match, context)
    if of_date(2000, month, day) is None:
        return impossible(match, context)
    at = context.scan.starts[match.first]
    weekday = fields.get("weekday")
    told = events().get((month, day, context.scan.lower(match.last + 1)))
    if told is not None and (context.published is None or told <= context.published.year):
        return replace(done(match, of_date(told, month, day)), remember=False)
    found, where = pick_year(context, at, lambda y: of_date(y, month, day))
    if found is None:
        value = f"XXXX-{month:02d}-{day:02d}"
        return Reading(match.first, match.last, "DATE", value, why=NO_PUBLICATION, remember=False)
    if weekday is not None and found.day is not None:
        found = _on_weekday(found.day, int(weekday), found)
    reading = done(match, found, where)
    if match.rule.name == "day.rel":  # `last Oct. 23`: the date itself is the expression
        return replace(reading, first=match.first + 1)
    return reading


def _on_weekday(day: dt.date, weekday: int, found: Moment) -> Moment:
    """Of the years next to `day`'s the one that makes the weekday true, if just one does."""
    if day.isoweekday() == weekday:
        return found
    near = [of_date(day.year + step, day.month, day.day) for step in (-1, 1)]
    right = [m for m in near if m and m.day and m.day.isoweekday() == weekday]
    return right[0] if len(right) == 1 else found


def date(match: Match, context: Context) -> Reading | None:
    """Any way of naming one day."""
    fields = match.fields
    if "month" in fields:
        return month_day(match, context)
    if "iso" in fields:
        year, month, day = fields["iso"]
        moment = of_date(year, month, day) if 1 <= month <= 12 else None
        return done(match, moment) if moment else impossible(match, context)
    if "numeric" in fields:
        return numeric(match, context)
    if "deictic" in fields:
        return deictic(match, context)
    return weekday(match, context)


def numeric(match: Match, context: Context) -> Reading | None:
    """``10/24/96``, ``20.10.2019``: unresolved where day and month could be either."""
    first, second, year_words, mark = match.fields["numeric"]
    if mark == "." and len(year_words) == 2:
        return None  # 1.2.19 is as often a version or a section
    year = int(year_words) if len(year_words) == 4 else _century(int(year_words), context)
    day_first = of_date(year, second, first) if second <= 12 else None
    month_first = of_date(year, first, second) if first <= 12 else None
    if mark == ".":
        return done(match, day_first) if day_first else impossible(match, context)
    possible = [moment for moment in (day_first, month_first) if moment is not None]
    if not possible:
        return impossible(match, context)
    if len({moment.value for moment in possible}) == 1:
        return done(match, possible[0])
    shown = context.day_first
    chosen = None if shown is None else (day_first if shown else month_first)
    why = "" if chosen else "day and month could be either way round"
    alternatives = tuple(moment.value for moment in possible)
    if chosen is None:
        return Reading(match.first, match.last, "DATE", None, None, None, why, alternatives, False)
    return Reading(match.first, match.last, "DATE", chosen.value, chosen, None, "", alternatives)


def _century(two_digits: int, context: Context) -> int:
    """The year that two digits stand for: not more than ten years after publication."""
    limit = (context.published.year if context.published else 2029) + 10
    year = limit // 100 * 100 + two_digits
    return year if year <= limit else year - 100


def deictic(match: Match, context: Context) -> Reading | None:
    """``yesterday``, ``today``, ``tomorrow``."""
    steps = int(match.fields["deictic"])
    if context.narrative and steps == 0:
        return Reading(match.first, match.last, "DATE", "PRESENT_REF", remember=False)
    if context.published is None or context.narrative:
        return done(match, None, "published", NO_PUBLICATION)
    return done(match, of_day(context.published + dt.timedelta(steps)), "published")


def _before_event(match: Match, context: Context) -> bool:
    """``following Friday's raid``: after it, and not on the Friday that follows."""
    return _owns(match, context) and context.scan.lower(match.first - 1) != "the"


JUST_GONE = 2
"""Days. A weekday that has just gone by is meant unless the verb surely looks ahead: news writes
``next Friday`` for one so far off."""


def _owns(match: Match, context: Context) -> bool:
    """``Friday's ruling``: mostly one that has been given."""
    return context.scan.lower(match.last + 1) in ("'s", "'", "’")


def weekday(match: Match, context: Context) -> Reading | None:
    """A weekday: by tense, or with `last`, `next`; with `last week` the day of that week."""
    fields = match.fields
    wanted = int(fields["weekday"])
    relation = fields.get("rel")
    if context.scan.lower(match.first) == "following" and _before_event(match, context):
        match, relation = replace(match, first=match.first + 1), None
    if relation is None or relation in ("this", "last", "past", "next"):
        base, anchor = context.base("this" if relation is None else relation)
    else:
        base, anchor = context.base(relation)
    day = base.day if base is not None else None
    if day is None:
        return done(match, None, anchor, context.missing(anchor))
    if match.rule.name == "weekday.week":
        monday = day - dt.timedelta(day.weekday()) + dt.timedelta(7 * STEPS[relation or "this"])
        return done(match, of_day(monday + dt.timedelta(wanted - 1)), anchor)
    back = (day.isoweekday() - wanted) % 7
    ahead = (wanted - day.isoweekday()) % 7
    tense = direction(context, context.scan.starts[match.first])
    if relation in ("last", "past", "previous"):
        steps = -(back or 7)
    elif relation in ("next", "following"):
        steps = ahead or 7
    elif relation == "this":
        steps = -back if tense < 0 else ahead
    elif anchor == "text":
        steps = ahead if ahead <= 3 else -back
    elif tense == 1 and (1 <= back <= JUST_GONE or _owns(match, context)):
        steps = -back
    else:
        steps = ahead if tense > 0 else -back
    return done(match, of_day(day + dt.timedelta(steps)), anchor)
