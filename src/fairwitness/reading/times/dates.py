"""Builders for days, weeks, months, seasons, quarters, years, decades and centuries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, cast

from fairwitness.reading.phrases import Match
from fairwitness.reading.times.context import NO_PUBLICATION, Anchor, Context, Reading, Tense
from fairwitness.reading.times.moments import (
    Mod,
    Moment,
    Season,
    narrowed,
    of_century,
    of_date,
    of_day,
    of_decade,
    of_half,
    of_month,
    of_quarter,
    of_season,
    of_week,
    of_year,
    shifted,
)

Fields = Mapping[str, Any]
STEPS = {"this": 0, "last": -1, "next": 1, "previous": -1, "following": 1, "that": 0}


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
    """The year that an expression states: (year, what it was reckoned from, whether it states one)."""
    year = fields.get("year")
    if year is not None:
        return (-int(year) if fields.get("era") == "BC" else int(year)), None, True
    relation = fields.get("yrel")
    if relation is None or fields.get("yunit") != "year":
        return None, None, False
    base, anchor = context.base(relation)
    if base is None or base.year is None:
        return None, anchor, True
    return base.year + STEPS[relation], anchor, True


def pick_year(
    context: Context, at: int, covers: Callable[[int], Moment | None]
) -> tuple[Moment | None, Anchor]:
    """The moment meant by a date that leaves out its year; `covers` gives it for each year.

    In a history it is the one nearest to the last date; in news the last or the next one, by tense.
    """
    if context.narrative and context.last is not None and context.last.year is not None:
        return _nearest(context.last, covers), "text"
    today = context.published
    if today is None:
        return None, "published"
    tense = context.tense(at)
    return by_tense(today, tense, covers), "published"


def _nearest(last: Moment, covers: Callable[[int], Moment | None]) -> Moment | None:
    year = cast(int, last.year)
    same = covers(year)
    if last.precision in ("year", "decade", "century") or last.start is None:
        return same
    best, distance = same, 10_000
    for candidate in (covers(year - 1), same, covers(year + 1)):
        if candidate is not None and candidate.start is not None:
            days = (candidate.start - last.start).days
            # a history moves forward: going back costs twice as much as going on
            cost = days if days >= 0 else -2 * days
            if cost < distance:
                best, distance = candidate, cost
    return best


def by_tense(today: dt.date, tense: Tense, covers: Callable[[int], Moment | None]) -> Moment | None:
    """The last such moment begun by `today`, or, in the future tense, the next one not yet over."""
    years = range(today.year - 8, today.year + 9)
    found = [m for m in map(covers, years) if m is not None and m.start and m.stop]
    past = [m for m in found if m.start is not None and m.start <= today]
    ahead = [m for m in found if m.stop is not None and m.stop > today]
    if tense > 0:
        return ahead[0] if ahead else None
    return past[-1] if past else None


def impossible(match: Match, context: Context) -> Reading:
    """A day that no calendar has."""
    words = context.scan.text[context.scan.starts[match.first] : context.scan.ends[match.last]]
    return done(match, None, why=f"there is no {' '.join(words.split())}")


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
    at = context.scan.starts[match.at["month"]]
    weekday = fields.get("weekday")
    found, where = pick_year(context, at, lambda y: of_date(y, month, day))
    if found is None:
        value = f"XXXX-{month:02d}-{day:02d}"
        return Reading(match.first, match.last, "DATE", value, why=NO_PUBLICATION, remember=False)
    if weekday is not None and found.day is not None:
        found = _on_weekday(found.day, int(weekday), found)
    return done(match, found, where)


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


def weekday(match: Match, context: Context) -> Reading | None:
    """A weekday: by tense, or with `last`, `next`, `that`; with `last week` the day of that week."""
    fields = match.fields
    wanted = int(fields["weekday"])
    relation = fields.get("rel")
    if relation is None or relation in ("this", "last", "next"):
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
    tense = context.tense(context.scan.starts[match.at["weekday"]])
    if relation in ("last", "previous"):
        steps = -(back or 7)
    elif relation in ("next", "following"):
        steps = ahead or 7
    elif relation == "this":
        steps = -back if tense < 0 else ahead
    elif anchor == "text":
        steps = ahead if ahead <= 3 else -back
    else:
        steps = ahead if tense > 0 else -back
    return done(match, of_day(day + dt.timedelta(steps)), anchor)


def month(match: Match, context: Context) -> Reading | None:
    """A month, with its year or without."""
    fields = match.fields
    number = int(fields["month"])
    year, anchor, stated = stated_year(fields, context)
    if stated:
        if year is None:
            return done(match, None, anchor, context.missing(anchor or "published"))
        return done(match, of_month(year, number), anchor)
    return _of_some_year(
        match, context, match.at["month"], lambda y: of_month(y, number), f"XXXX-{number:02d}"
    )


def season(match: Match, context: Context) -> Reading | None:
    """A season of some year."""
    fields = match.fields
    name = cast(Season, fields["season"])
    word = context.scan.lower(match.at["season"])
    year, anchor, stated = stated_year(fields, context)
    if match.rule.name == "season.of" and fields.get("unit") == "year":
        fields = {**fields, "yrel": fields["rel"], "yunit": "year"}
        year, anchor, stated = stated_year(fields, context)
        fields.pop("rel")
    if stated:
        if year is None:
            return done(match, None, anchor, context.missing(anchor or "published"))
        return done(match, of_season(year, name), anchor)
    bare = match.first == match.at["season"]
    if (
        word in ("fall", "spring")
        and (bare or "rel" not in fields)
        and not _is_season(match, context)
    ):
        return None
    if bare and not context.noun(context.scan.starts[match.at["season"]]):
        return None
    return _of_some_year(
        match, context, match.at["season"], lambda y: of_season(y, name), f"XXXX-{name}"
    )


_SEASON_LEADS = {"in", "by", "since", "until", "till", "during", "early", "late", "mid", "-", "of"}


def _is_season(match: Match, context: Context) -> bool:
    """Whether `fall` or `spring` is a season here: ``in the spring``, not ``the fall of the city``."""
    scan = context.scan
    before = scan.lower(match.first - 1)
    if scan.lower(match.last + 1) == "of":
        return False
    led = before in _SEASON_LEADS or match.fields.get("mod") is not None
    return led and context.noun(scan.starts[match.at["season"]])


def _of_some_year(
    match: Match, context: Context, at: int, covers: Callable[[int], Moment | None], unknown: str
) -> Reading | None:
    """A month or season without a year; `last May` and `next May` never mean the present one."""
    relation = match.fields.get("rel")
    offset = context.scan.starts[at]
    if relation is None:
        found, anchor = pick_year(context, offset, covers)
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


def quarter(match: Match, context: Context) -> Reading | None:
    """The n-th quarter of a stated year, or of the year that fits."""
    fields = match.fields
    number = int(fields["quarter"])
    if fields.get("quarterunit", "quarter") != "quarter" or not 1 <= number <= 4:
        return None
    year, anchor, stated = stated_year(fields, context)
    if stated:
        if year is None:
            return done(match, None, anchor, context.missing(anchor or "published"))
        return done(match, of_quarter(year, number), anchor)
    return _of_some_year(
        match, context, match.at["quarter"], lambda y: of_quarter(y, number), f"XXXX-Q{number}"
    )


def half(match: Match, context: Context) -> Reading | None:
    """Half a year or decade."""
    fields = match.fields
    if "decade" in fields:
        return done(match, of_decade(int(fields["decade"])))
    number = int(fields.get("halfof", fields.get("quarter", 0)))
    if number not in (1, 2):
        return None
    if "unit" in fields:
        fields = {**fields, "yrel": "this", "yunit": fields["unit"]}
    year, anchor, stated = stated_year(fields, context)
    if not stated:
        return None
    if year is None:
        return done(match, None, anchor, context.missing(anchor or "published"))
    return done(match, of_half(year, number), anchor)


def year_end(match: Match, context: Context) -> Reading | None:
    """``year-end``: the last day of the year."""
    if "year" in match.fields:
        return done(match, of_day(dt.date(int(match.fields["year"]), 12, 31)))
    base, anchor = context.base("this")
    if base is None or base.year is None or base.start is None:
        return done(match, None, anchor, context.missing(anchor))
    return done(match, of_day(dt.date(base.year, 12, 31)), anchor)


_YEAR_LEADS = {
    "in", "since", "until", "till", "by", "during", "before", "after", "from", "of", "to", "for",
    "through", "throughout", "between", "and", "late", "early", "mid", "-", "–", "—", "(", "or",
    "the", "than", "around", "about", "circa", "year", "years", ",", "/", "back", "summer", "a",
    "winter", "spring", "autumn", "fall", "'s", "its", "their", "his", "her", "our", "this", "with",
    "christmas", "ca", "c", "beyond", "into", "versus", "including", "both", "as", "on", "late",
}  # fmt: skip
_MODERN = range(1890, 2040)
"""Years that a lone four-digit number may mean anywhere; earlier and later ones need a word before."""
_COUNTED = {
    "people", "men", "women", "children", "troops", "soldiers", "civilians", "fighters", "miles",
    "kilometres", "kilometers", "km", "metres", "meters", "feet", "tons", "tonnes", "dollars",
    "euros", "pounds", "percent", "%", "others", "prisoners", "refugees", "workers", "jobs",
    "shares", "students", "members", "houses", "homes", "tanks", "vehicles", "aircraft", "rockets",
    "victims", "dead", "wounded", "casualties", "times", "copies", "cases", "votes", "seats",
    "hours", "minutes", "days", "weeks", "months", "years", "families", "employees", "inhabitants",
    "officers", "policemen", "rebels", "militants", "villages", "guests", "guns", "rifles", "rounds",
    "points", "barrels", "acres", "hectares", "kg", "bodies", "survivors", "passengers",
}  # fmt: skip


def year(match: Match, context: Context) -> Reading | None:
    """A year standing on its own."""
    scan, fields = context.scan, match.fields
    number = fields["year"] if "year" in fields else fields.get("yearw")
    index = match.at["year"]
    if fields.get("era") is None and match.rule.name == "year" and not _is_year(match, context):
        return None
    if number is None or (
        fields.get("era") is None and not scan.has(index, "YEAR") and not scan.has(index, "YEARW")
    ):
        return None
    year_number, _, _ = stated_year(fields, context)
    return done(match, of_year(cast(int, year_number)))


def _is_year(match: Match, context: Context) -> bool:
    """Whether a four-digit number is a year here, and no count, label or part of a longer number."""
    scan = context.scan
    index = match.at["year"]
    before, after = scan.lower(match.first - 1), scan.lower(index + 1)
    if after in _COUNTED or before in ("$", "€", "£", "#", "no", "flight", "resolution", "/", "+"):
        return False
    if scan.glued(index) and before not in ("(", "-", "–", "—", "'", "‘", "“", '"', "`", "[", "/"):
        return False
    if scan.glued(index + 1) and (after.isalnum() or after in ("%", "°", "/", "_")):
        return False
    if match.first < index:
        return True
    if before in ("at", "least", "some", "nearly", "almost", "over", "only", "another", "than"):
        return False
    number = int(match.fields["year"])
    if number in _MODERN:
        return True
    return before in _YEAR_LEADS


def decade(match: Match, context: Context) -> Reading | None:
    """``the 1980s``, ``the early nineties``."""
    fields = match.fields
    if "year" in fields:
        return None
    number = fields.get("decade", fields.get("decadew"))
    if number is None:
        return None
    if "decadew" in fields and context.scan.lower(match.last - 1) in ("his", "her", "their", "my"):
        return None
    sign = -1 if fields.get("era") == "BC" else 1
    return done(match, of_decade(sign * int(number)))


def century(match: Match, context: Context) -> Reading | None:  # noqa: ARG001 - builders share one shape
    """``the 19th century``."""
    number = int(match.fields["ord"])
    if not 1 <= number <= 30:
        return None
    return done(match, of_century(-number if match.fields.get("era") == "BC" else number))


def unit(match: Match, context: Context) -> Reading | None:
    """``last week``, ``this year``, ``the following day``, ``that same month``."""
    fields = match.fields
    relation, name = fields["rel"], fields["unit"]
    if name in ("second", "minute", "hour", "night", "millennium"):
        return None
    if name == "fortnight":
        return Reading(match.first, match.last, "DURATION", "P2W", remember=False)
    base, anchor = context.base(relation)
    if base is None:
        return done(match, None, anchor, context.missing(anchor))
    moment = shifted(_with_day(base, name), STEPS[relation], name)
    if moment is None:
        return done(match, None, anchor, f"reckoned from {base.value}, which names no {name}")
    return done(match, moment, anchor)


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


def the_unit(match: Match, context: Context) -> Reading | None:
    """``the quarter``, ``the weekend``, ``the end of the month``."""
    fields = match.fields
    name = fields["unit"]
    bounded = "modof" in fields or "mod" in fields or "modl" in fields
    latest = match.rule.name == "unit.latest"
    if not (bounded or latest or name in ("quarter", "weekend")):
        return None
    if name not in ("day", "week", "month", "quarter", "year", "decade", "century", "weekend"):
        return None
    if name == "quarter":
        return _the_quarter(match, context)
    base, anchor = context.base("that" if bounded and context.narrative else "this")
    if base is None:
        return done(match, None, anchor, context.missing(anchor))
    if name == "weekend":
        return _the_weekend(match, context, base, anchor)
    moment = shifted(_with_day(base, name), 0, name)
    if moment is None:
        return done(match, None, anchor, f"reckoned from {base.value}, which names no {name}")
    return done(match, moment, anchor)


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
