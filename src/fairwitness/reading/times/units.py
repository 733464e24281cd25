"""Builders for one unit told by its place: ``last week``, ``the quarter``, ``that month``."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, cast

from fairwitness.reading.phrases import Match
from fairwitness.reading.times.anchors import (
    STEPS,
    back_months,
    done,
)
from fairwitness.reading.times.context import NO_PUBLICATION, Anchor, Context, Reading
from fairwitness.reading.times.moments import (
    Moment,
    of_month,
    of_week,
    of_year,
    shifted,
)


def unit(match: Match, context: Context) -> Reading | None:
    """``last week``, ``this year``, ``the following day``, ``that same month``."""
    fields = match.fields
    relation, name = fields["rel"], fields["unit"]
    if name in ("second", "minute", "hour", "night", "millennium"):
        return None
    if match.rule.name == "unit.one.following" and relation not in ("following", "previous"):
        return None  # the week that began
    if name == "day" and relation == "last":
        return None  # her last day
    if relation == "past" or _spans_until_now(match, context):
        return _past_unit(match, context)
    if name == "fortnight":
        return Reading(match.first, match.last, "DURATION", "P2W", remember=False)
    if relation == "then":  # `the next day` follows a date just named, or else publication
        near = context.scan.starts[match.first] - context.last_end < 300
        relation = "following" if context.last is not None and (near or name == "day") else "next"
    base, anchor = context.base(relation, year=name == "year")
    if base is None:
        return done(match, None, anchor, context.missing(anchor))
    moment = shifted(_with_day(base, name), STEPS[relation], name)
    if moment is None:
        return done(match, None, anchor, f"reckoned from {base.value}, which names no {name}")
    if _is_title(match, context):
        return None
    if match.rule.name == "unit.fiscal":  # begins and ends with whoever counts by it
        moment = replace(moment, begin=None, until=None)
    if "modl" in fields and base.day is not None:
        return _beyond(done(match, moment, anchor), fields["modl"], base.day)
    return done(match, moment, anchor)


_DURING = {"in", "over", "for", "during", "within", "throughout"}


def _spans_until_now(match: Match, context: Context) -> bool:
    """``in the last year``, ``over the next decade``: so much of time, counted from now."""
    scan, name, relation = context.scan, match.fields["unit"], match.fields["rel"]
    if "term" in match.fields or "fiscal" in match.fields:
        return False
    if name == "decade" and relation in ("last", "next"):
        return True
    if relation not in ("last", "then", "next") or name not in ("week", "month", "year", "decade"):
        return False
    before = scan.lower(match.first - 1)
    led = before in _DURING and scan.lower(match.first).startswith("the ")
    counted = before == "for" or not context.narrative
    return led and counted and scan.lower(match.last + 1) not in ("of", "'s", "that", "before")


def _beyond(reading: Reading, side: str, day: dt.date) -> Reading:
    """``earlier this year`` ends, and ``later this year`` begins, with the day it is said on."""
    moment = reading.moment
    if moment is None or side == "ANY" or moment.begin is None or moment.precision == "day":
        return reading
    whole = {
        "year": of_year(day.year),
        "month": of_month(day.year, day.month),
        "week": of_week(day),
    }
    unit = whole.get(moment.precision)
    if unit is None or unit.value != moment.value:
        return reading
    after = (day + dt.timedelta(1)).isoformat()
    edges = (unit.begin, after) if side == "START" else (day.isoformat(), unit.until)
    return replace(reading, moment=replace(moment, begin=edges[0], until=edges[1]))


def _is_title(match: Match, context: Context) -> bool:
    """``"This Week"``: capital letters behind a quotation mark name a programme."""
    scan = context.scan
    words = scan.words(match.last)
    opening = scan.text[scan.starts[match.first] - 1 : scan.starts[match.first]]
    return words[:1].isupper() and not words.isupper() and opening in ('"', "“", "'", "‘")


def _past_unit(match: Match, context: Context) -> Reading:
    """``the past week``: the seven days up to publication, a duration."""
    name = match.fields["unit"]
    times, letter = {"decade": (10, "Y"), "century": (100, "Y"), "weekend": (2, "D")}.get(
        name, (1, name[0].upper())
    )
    ahead = match.fields["rel"] in ("then", "next")
    base, anchor = context.base("next" if ahead else "past")
    moment = None
    known = base is not None and base.day is not None and name in ("day", "week", "month", "year")
    if base is not None and base.day is not None and known and not ahead:
        edge = {
            "day": base.day - dt.timedelta(1),
            "week": base.day - dt.timedelta(7),
            "month": back_months(base.day, 1),
            "year": back_months(base.day, 12),
        }[name]
        moment = Moment("", cast(Any, name), begin=edge.isoformat(), until=base.day.isoformat())
    value = f"P{times}{letter}"
    return Reading(
        match.first,
        match.last,
        "DURATION",
        value,
        moment,
        anchor if moment else None,
        remember=False,
    )


def _with_day(base: Moment, name: str) -> Moment:
    """`base` as something that can be moved by `name`: a quarter has months, a week has days."""
    if (
        name in ("quarter", "month")
        and base.month is None
        and base.start
        and base.precision != "year"
    ):
        return of_month(base.start.year, base.start.month)
    return base


def beside(match: Match, context: Context) -> Reading | None:
    """``the day before``, ``the year after``, where nothing follows that it is told from."""
    name = match.fields["unit"]
    after = context.scan.lower(match.last + 1)
    if name not in ("day", "week", "month", "year") or after not in (".", ",", ";", ")", "", "—"):
        return None
    base, anchor = context.base("that", year=name == "year")
    if base is None:
        return done(match, None, anchor, context.missing(anchor))
    steps = -1 if context.scan.lower(match.last) == "before" else 1
    moment = shifted(_with_day(base, name), steps, name)
    why = "" if moment else f"reckoned from {base.value}, which names no {name}"
    return done(match, moment, anchor, why)


def the_unit(match: Match, context: Context) -> Reading | None:
    """``the quarter``, ``the weekend``, ``the end of the month``."""
    fields = match.fields
    name = fields["unit"]
    if _to_another(match, context):
        return None
    if match.rule.name in ("unit.mid", "unit.mid.word"):
        mid = "mod" not in fields or (
            fields["mod"] == "MID" and "mid" in context.scan.lower(match.first)
        )
        if name not in ("week", "month", "quarter", "year") or not mid:
            return None
    if match.rule.name == "unit.late" and not context.scan.words(match.first).endswith(" the"):
        return None  # late in the year, but no late year
    bounded = "modof" in fields or "mod" in fields or "modl" in fields or "mid" in match.rule.name
    latest = match.rule.name == "unit.latest"
    if not (bounded or latest or name in ("quarter", "weekend", "year", "week")):
        return None
    if name not in ("day", "week", "month", "quarter", "year", "decade", "century", "weekend"):
        return None
    if name == "quarter":
        part = context.scan.lower(match.last + 1) == "of"  # the quarter of voters who stayed
        return None if part else _the_quarter(match, context)
    base, anchor = context.base("that" if bounded and context.narrative else "this")
    if base is None:
        return done(match, None, anchor, context.missing(anchor))
    if name == "weekend":
        return _the_weekend(match, context, base, anchor)
    moment = shifted(_with_day(base, name), 0, name)
    if moment is None:
        return done(match, None, anchor, f"reckoned from {base.value}, which names no {name}")
    return done(match, moment, anchor)


def _to_another(match: Match, context: Context) -> bool:
    """``the year-to-year rise``, ``the day-to-day running``."""
    scan, after = context.scan, match.last + 1
    return scan.lower(after) == "-" and scan.lower(after + 1) in ("to", "over", "on")


def _the_quarter(match: Match, context: Context) -> Reading | None:
    if context.quarter is not None:
        return done(match, context.quarter, "text")
    today = context.today
    if today is None or today.month is None:
        return done(match, None, "published", NO_PUBLICATION)
    return done(match, shifted(today, -1, "quarter"), "published")


def _the_weekend(match: Match, context: Context, base: Moment, anchor: Anchor) -> Reading:
    if base.day is None:
        return done(match, None, anchor, f"reckoned from {base.value}, which names no day")
    tense = context.tense(context.scan.starts[match.at["unit"]])
    sunday = 7 - base.day.isoweekday()
    steps = sunday if tense > 0 or sunday <= 1 else sunday - 7
    return done(match, of_week(base.day + dt.timedelta(steps), weekend=True), anchor)


def ended(match: Match, context: Context) -> Reading | None:
    """``the year ended March 31``: how long it was; ``the quarter ended June 30``: which it was."""
    name = match.fields["unit"]
    if name not in ("year", "quarter", "month", "week"):
        return None
    match = replace(match, last=match.last - 1)
    if name == "quarter":
        return _the_quarter(match, context)
    return Reading(match.first, match.last, "DURATION", f"P1{name[0].upper()}", remember=False)
