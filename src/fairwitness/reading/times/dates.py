"""Builders for days, weeks, months, seasons, quarters, years, decades and centuries."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import replace
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
STEPS = {"this": 0, "last": -1, "past": -1, "next": 1, "previous": -1, "following": 1, "that": 0}


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
    return by_tense(today, direction(context, at), covers), "published"


_UNTIL = {"until", "till", "through", "starting", "beginning", "effective"}
_AS_EARLY = {"early", "soon", "late"}


def direction(context: Context, at: int) -> Tense:
    """The tense around the token at a character offset, or what the words before it say."""
    scan = context.scan
    index = bisect_left(scan.starts, at)
    before = scan.lower(index - 1)
    if before in _UNTIL and scan.words(index - 1).islower():
        return 1
    if before == "by":
        return -1 if context.tense(at) < 0 else 1
    if before == "since":
        return -1
    if before == "as" and scan.lower(index - 2) in _AS_EARLY:
        return 1
    return context.tense(at)


def _nearest(last: Moment, covers: Callable[[int], Moment | None]) -> Moment | None:
    year = cast(int, last.year)
    same = covers(year)
    coarse = last.precision in ("year", "decade", "century") or last.start is None
    if coarse and same is not None:
        return same
    best, distance = None, float("inf")
    for candidate in map(covers, range(year - 4, year + 5)):
        if candidate is not None and candidate.start is not None and last.start is not None:
            days = (candidate.start - last.start).days
            # a history moves forward: going back costs twice as much as going on
            cost = days if days >= 0 else -2 * days
            if cost < distance:
                best, distance = candidate, cost
    return best


NEAR_AHEAD, FAR_BACK = 92, 183
"""Days. A day without a year under three months ahead and over six months back lies ahead even in
the past tense (``the offer was extended to Nov. 16``): news looks further back only with a year."""


def by_tense(today: dt.date, tense: Tense, covers: Callable[[int], Moment | None]) -> Moment | None:
    """The last such moment begun by `today`, or, in the future tense, the next one not yet over.

    Where tense and distance disagree, distance decides: see `NEAR_AHEAD`.
    """
    years = range(today.year - 8, today.year + 9)
    found = [m for m in map(covers, years) if m is not None and m.start and m.stop]
    past = [m for m in found if m.start is not None and m.start <= today]
    ahead = [m for m in found if m.stop is not None and m.stop > today]
    if not past or not ahead:
        return (past or ahead or [None])[-1]
    back = (today - cast(dt.date, past[-1].start)).days
    forth = (cast(dt.date, ahead[0].start) - today).days
    if tense > 0:
        return past[-1] if forth > 365 - NEAR_AHEAD and back < NEAR_AHEAD else ahead[0]
    if past[-1].day is None:  # months and seasons look back far more often
        return ahead[0] if tense == 0 and forth < NEAR_AHEAD and back > FAR_BACK else past[-1]
    if tense == 0:
        return ahead[0] if forth < back else past[-1]
    return ahead[0] if forth < NEAR_AHEAD and back > FAR_BACK else past[-1]


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


def weekday(match: Match, context: Context) -> Reading | None:
    """A weekday: by tense, or with `last`, `next`, `that`; with `last week` the day of that week."""
    fields = match.fields
    wanted = int(fields["weekday"])
    relation = fields.get("rel")
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
    else:
        steps = ahead if tense > 0 else -back
    return done(match, of_day(day + dt.timedelta(steps)), anchor)


def month(match: Match, context: Context) -> Reading | None:
    """A month, with its year or without."""
    fields = match.fields
    number = int(fields["month"])
    year, anchor, stated = stated_year(fields, context)
    if not stated and not _is_month(match, context):
        return None
    if stated:
        if year is None:
            return done(match, None, anchor, context.missing(anchor or "published"))
        return done(match, of_month(year, number), anchor)
    return _of_some_year(
        match, context, match.at["month"], lambda y: of_month(y, number), f"XXXX-{number:02d}"
    )


_MONTH_LEADS = {
    "in", "since", "by", "until", "till", "of", "from", "to", "between", "and", "before", "after",
    "during", "through", "for", "-", "–", "or", "this", "last", "next", "every", "each", "(", ",",
    "late", "early", "mid", "end", "on", "than", "as",
}  # fmt: skip
_LIKE_MONTHS = {"march", "may", "august"}


def _is_month(match: Match, context: Context) -> bool:
    """Whether a lone name of a month is one: not the name *Jan*, a march, or the verb *may*."""
    scan = context.scan
    at = match.at["month"]
    if scan.has(at, "MONTHA"):
        return scan.lower(at + 1) == "." or at > match.first or scan.lower(at) == "sept"
    if scan.lower(at) not in _LIKE_MONTHS or at > match.first:
        return True
    after = scan.lower(match.last + 1)
    led = scan.lower(at - 1) in _MONTH_LEADS
    return led and not (scan.lower(at) == "march" and after in ("to", "for", "on", "through"))


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
    if context.scan.lower(match.first) == "the" and "rel" not in fields:
        after = match.last + 1
        if after < len(context.scan.starts) and context.noun(context.scan.starts[after]):
            match = replace(match, first=match.first + 1)  # the [summer] offensive
    bare = match.first == match.at["season"]
    if word == "fall" and (bare or "rel" not in fields) and not _is_season(match, context):
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
    today = context.published
    if today is None or context.narrative:
        return _of_some_year(
            match, context, match.at["quarter"], lambda y: of_quarter(y, number), f"XXXX-Q{number}"
        )
    begun = (today.month + 2) // 3 >= number
    ahead = direction(context, context.scan.starts[match.first]) > 0
    return done(
        match, of_quarter(today.year if begun or ahead else today.year - 1, number), "published"
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
    reading = done(match, of_year(cast(int, year_number)))
    return replace(reading, remember=_leads_on(match, context))


def _leads_on(match: Match, context: Context) -> bool:
    """Whether a year carries a history on (``In 1940 …``, a heading), rather than being mentioned."""
    scan = context.scan
    before = scan.words(match.first - 1) if match.first else ""
    if before in ("In", "During", "By", "Throughout", "From", "Until", "Since"):
        return True
    if context.last is None or context.last.precision in ("year", "decade", "century"):
        return before in ("in", "during", "by", "throughout")
    gap = scan.text[scan.ends[match.first - 1] if match.first else 0 : scan.starts[match.first]]
    return "\n" in gap or match.first == 0


def _is_year(match: Match, context: Context) -> bool:
    """Whether a four-digit number is a year here, and no count, label or part of a longer number."""
    scan = context.scan
    index = match.at["year"]
    before, after = scan.lower(match.first - 1), scan.lower(index + 1)
    if after in _COUNTED or before in ("$", "€", "£", "#", "no", "flight", "resolution", "/", "+"):
        return False
    if (
        match.first == index
        and scan.glued(index)
        and before not in ("(", "-", "–", "—", "'", "‘", "“", '"', "`", "[", "/")
    ):
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
    if relation == "past" or (name == "decade" and relation in ("last", "next")):
        return _past_unit(match)
    if name == "fortnight":
        return Reading(match.first, match.last, "DURATION", "P2W", remember=False)
    base, anchor = context.base(relation)
    if base is None:
        return done(match, None, anchor, context.missing(anchor))
    moment = shifted(_with_day(base, name), STEPS[relation], name)
    if moment is None:
        return done(match, None, anchor, f"reckoned from {base.value}, which names no {name}")
    if _is_title(match, context):
        return None
    return done(match, moment, anchor)


def _is_title(match: Match, context: Context) -> bool:
    """``"This Week"``: capital letters behind a quotation mark name a programme."""
    scan = context.scan
    words = scan.words(match.last)
    opening = scan.text[scan.starts[match.first] - 1 : scan.starts[match.first]]
    return words[:1].isupper() and not words.isupper() and opening in ('"', "“", "'", "‘")


def _past_unit(match: Match) -> Reading:
    """``the past week``: the seven days up to publication, a duration."""
    name = match.fields["unit"]
    times, letter = {"decade": (10, "Y"), "century": (100, "Y"), "weekend": (2, "D")}.get(
        name, (1, name[0].upper())
    )
    return Reading(match.first, match.last, "DURATION", f"P{times}{letter}", remember=False)


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
    if not (bounded or latest or name in ("quarter", "weekend", "year", "week")):
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


def ended(match: Match, context: Context) -> Reading | None:
    """``the year ended March 31``: how long it was; ``the quarter ended June 30``: which it was."""
    name = match.fields["unit"]
    if name not in ("year", "quarter", "month", "week"):
        return None
    match = replace(match, last=match.last - 1)
    if name == "quarter":
        return _the_quarter(match, context)
    return Reading(match.first, match.last, "DURATION", f"P1{name[0].upper()}", remember=False)
