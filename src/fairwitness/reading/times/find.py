"""Finding time expressions in a parsed text and reading them one after another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from spacy.tokens import Doc

from fairwitness.reading.phrases import Match
from fairwitness.reading.rows import Time
from fairwitness.reading.times import dates, hours, periods, spans, units, within
from fairwitness.reading.times.context import Context, Reading, day_first, is_narrative
from fairwitness.reading.times.moments import (
    Mod,
    Moment,
    Season,
    narrowed,
    of_date,
    of_month,
    of_season,
    of_year,
)
from fairwitness.reading.times.tense import Tenses
from fairwitness.reading.times.vocabulary import grammar

Builder = Callable[[Match, Context], Reading | None]


def find_times(doc: Doc, published: dt.date | None) -> list[Time]:
    """The time expressions of a parsed `doc`, in text order.

    `published` is the day that `yesterday` and its like are reckoned from; without it they have
    no value, and `why` says so.
    """
    scan = grammar().scan(doc.text)
    tenses = Tenses(doc)
    context = Context(
        scan=scan,
        published=published,
        narrative=is_narrative(scan, published),
        tense=tenses.at,
        noun=tenses.noun,
        acts=tenses.acts,
        day_first=day_first(scan),
    )
    rows: list[Time] = []
    index = grammar().next(scan, 0)
    while index < len(scan.codes):
        readings = _at(context, index)
        for reading in readings:
            rows.append(_row(context, reading, len(rows) + 1))
        index = grammar().next(scan, readings[-1].last + 1 if readings else index + 1)
    return rows


def _at(context: Context, index: int) -> list[Reading]:
    for match in grammar().at(context.scan, index):
        if match.fields.get("rel") == "past" and match.rule.name in _NEVER_PAST:
            continue  # looked past November
        if match.rule.build in _SEVERAL:
            several = _SEVERAL[match.rule.build](match, context)
            if several:
                return several
            continue
        reading = _BUILDERS[match.rule.build](match, context)
        if reading is not None:
            return [reading]
    return []


_NEVER_PAST = {"month.rel", "season.rel", "holiday.rel"}
"""Constructions before which a bare `past` is a preposition."""


def _row(context: Context, reading: Reading, order: int) -> Time:
    scan = context.scan
    start, end = scan.starts[reading.first], scan.ends[reading.last]
    moment = reading.moment
    name = f"t{order}"
    anchor = reading.anchor
    row = Time(
        id=name,
        start=start,
        end=end,
        text=scan.text[start:end],
        type=reading.type,
        value=reading.value,
        begin=moment.begin if moment else None,
        until=moment.until if moment else None,
        precision=moment.precision if moment else None,
        anchor=context.last_id if anchor == "text" else anchor,
        alternatives=reading.alternatives,
        why=reading.why,
        impossible=reading.impossible,
    )
    if moment is not None and moment.precision == "year" and anchor is None:
        context.named, context.named_end = moment, end
    if moment is not None and reading.remember and reading.type in ("DATE", "TIME"):
        context.note(moment, name, start, end, anchor is not None)
        if moment.precision == "quarter" and anchor != "text":
            context.note_quarter(moment)
    return row


def _range(match: Match, context: Context) -> list[Reading]:
    """``May 3-5``, ``from 3 to 5 May``: two days that share a month."""
    first_day, last_day = int(match.fields["day"]), int(match.fields["until"])
    if first_day >= last_day:
        return []
    ends = []
    for day, name in ((first_day, "day"), (last_day, "until")):
        fields: dict[str, Any] = {**match.fields, "day": day}
        reading = dates.month_day(replace(match, fields=fields), context)
        if reading is None or of_date(2000, int(match.fields["month"]), day) is None:
            return []
        ends.append(replace(reading, first=match.at[name], last=match.at[name]))
    month_at = match.at["month"]
    tail = max(index for index in match.at.values())
    if month_at < match.at["day"]:
        return [replace(ends[0], first=month_at), replace(ends[1], last=tail)]
    return [ends[0], replace(ends[1], last=match.last)]


def _years(match: Match, context: Context) -> list[Reading]:
    """``1939-1945``, ``2007-08``, ``499 to 493 BC``: two years."""
    first, second = int(match.fields["year"]), int(match.fields["until"])
    before_christ = match.fields.get("era") == "BC"
    if match.rule.name == "year.range.short":
        second += first // 100 * 100
        glued = all(context.scan.glued(match.at["until"] - step) for step in (0, 1))
        if not glued or second - first > 30:
            return []
    if (first <= second) if before_christ else (first >= second):
        return []
    readings = []
    for number, name in ((first, "year"), (second, "until")):
        moment = of_year(-number if before_christ else number)
        at = match.at[name]
        readings.append(Reading(at, at, "DATE", moment.value, moment, remember=name == "year"))
    return [readings[0], replace(readings[1], last=match.last)]


def _months(match: Match, context: Context) -> list[Reading]:  # noqa: ARG001 - one shape for all
    """``from April to June 1955``: two months of one year."""
    year = int(match.fields["year"])
    return _pair(
        match,
        of_month(year, int(match.fields["month"])),
        of_month(year, int(match.fields["until"])),
        match.at["month"],
    )


def _seasons(match: Match, context: Context) -> list[Reading]:
    """``the spring and early summer of 1943``: two seasons of one year."""
    year, at = int(match.fields["year"]), match.at["season"]
    last = match.at["until"]
    begin = next(i + 1 for i in range(last, at, -1) if context.scan.lower(i) in _JOINTS)
    first = _part_season(context, year, match.fields["season"], match.first, at)
    second = _part_season(context, year, match.fields["until"], begin, last)
    return [
        Reading(match.first, at, "DATE", first.value, first, remember=False),
        Reading(begin, match.last, "DATE", second.value, second),
    ]


def _part_season(context: Context, year: int, name: Season, first: int, last: int) -> Moment:
    """A season, or its early or late part where one of the tokens before it says so."""
    classes = (context.scan.entries[index].classes for index in range(first, last))
    mod = next((found.get("MOD", found.get("MODOF")) for found in classes if found), None)
    return narrowed(of_season(year, name), cast("Mod | None", mod))


_JOINTS = {"and", "-", "–", "to", "or"}


def _days(match: Match, context: Context) -> list[Reading]:  # noqa: ARG001 - one shape for all
    """``3 May to 5 June 2012``: two days of one year."""
    fields = match.fields
    year = int(fields["year"])
    first = of_date(year, int(fields["month"]), int(fields["day"]))
    second = of_date(year, int(fields["until"]), int(fields["untilday"]))
    if first is None or second is None:
        return []
    return _pair(match, first, second, min(match.at["month"], match.at["day"]))


def _pair(match: Match, first: Moment, second: Moment, at: int) -> list[Reading]:
    """Readings of both ends of a range, the first beginning at token `at`."""
    if first.start is None or second.start is None or first.start >= second.start:
        return []
    start = at
    last = max(match.at["month"], match.at.get("day", 0))
    begin = min(index for name, index in match.at.items() if name.startswith("until"))
    return [
        Reading(start, last, "DATE", first.value, first, remember=False),
        Reading(begin, match.last, "DATE", second.value, second),
    ]


_SEVERAL = {
    "range": _range, "years": _years, "months": _months, "days": _days, "seasons": _seasons,
}  # fmt: skip
_BUILDERS: dict[str, Builder] = {
    "date": dates.date,
    "impossible": dates.impossible,
    "month": periods.month,
    "season": periods.season,
    "quarter": periods.quarter,
    "half": periods.half,
    "year": periods.year,
    "yearend": periods.year_end,
    "decade": periods.decade,
    "century": periods.century,
    "unit": units.unit,
    "theunit": units.the_unit,
    "beside": units.beside,
    "ended": units.ended,
    "twoaway": within.two_away,
    "ofmonth": within.of_the_month,
    "ofday": within.of_the_day,
    "yearperiod": periods.year_period,
    "partbeside": hours.part_beside,
    "isotime": hours.iso_time,
    "part": hours.part,
    "tonight": hours.tonight,
    "overnight": hours.overnight,
    "clock": hours.clock,
    "holiday": hours.holiday,
    "yearago": spans.year_ago,
    "offset": spans.offset,
    "duration": spans.duration,
    "length": spans.duration,
    "bareunits": spans.bare_units,
    "set": spans.set_word,
    "every": spans.every,
    "weekdays": spans.weekdays,
    "rate": spans.rate,
    "reference": spans.reference,
    "former": spans.former,
    "thattime": spans.that_time,
}
