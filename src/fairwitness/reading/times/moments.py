"""Stretches of calendar time: their TIMEX3 value and the half-open interval they cover.

Years before Christ are negative (499 BC is -499), have a TIMEX3 value (``BC0499``) but no interval,
because ISO 8601 dates of the standard library begin with the year 1. Dates are of the proleptic
Gregorian calendar.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

from fairwitness.reading.rows import Precision

Season = Literal["SP", "SU", "FA", "WI"]
Part = Literal["MO", "MI", "AF", "EV", "NI", "DT"]
Mod = Literal["START", "MID", "END", "ANY"]

_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season, as meteorologists of the northern hemisphere count."""
_PART_HOURS = {
    "MO": (6, 12),
    "MI": (11, 14),
    "AF": (12, 18),
    "EV": (18, 24),
    "NI": (18, 30),
    "DT": (6, 18),
}
"""Hours from midnight that a part of the day covers; a night runs into the next morning."""
_FIRST, _LAST = 1, 9998
"""Years whose every day, and the day after, a `datetime.date` can hold."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of calendar time, at the precision it was stated with."""

    value: str
    precision: Precision
    year: int | None = None
    month: int | None = None
    day: dt.date | None = None
    begin: str | None = None
    until: str | None = None

    @property
    def start(self) -> dt.date | None:
        """The first day it covers."""
        return None if self.begin is None else dt.date.fromisoformat(self.begin[:10])

    @property
    def stop(self) -> dt.date | None:
        """The day after the last one it covers."""
        return None if self.until is None else dt.date.fromisoformat(self.until[:10])


def _year(year: int) -> str:
    return f"{year:04d}" if year > 0 else f"BC{-year:04d}"


def _span(
    value: str, precision: Precision, begin: dt.date, until: dt.date, **known: int | None
) -> Moment:
    return Moment(
        value,
        precision,
        known.get("year"),
        known.get("month"),
        None,
        begin.isoformat(),
        until.isoformat(),
    )


def _fits(year: int) -> bool:
    return _FIRST <= year <= _LAST


def of_year(year: int) -> Moment:
    """A year; a negative one is before Christ."""
    if not _fits(year):
        return Moment(_year(year), "year", year)
    return _span(_year(year), "year", dt.date(year, 1, 1), dt.date(year + 1, 1, 1), year=year)


def of_month(year: int, month: int) -> Moment:
    """A month of a year."""
    value = f"{_year(year)}-{month:02d}"
    if not _fits(year):
        return Moment(value, "month", year, month)
    until = dt.date(year + month // 12, month % 12 + 1, 1)
    return _span(value, "month", dt.date(year, month, 1), until, year=year, month=month)


def of_day(day: dt.date) -> Moment:
    """One day."""
    value = day.isoformat()
    return Moment(
        value, "day", day.year, day.month, day, value, (day + dt.timedelta(1)).isoformat()
    )


def of_date(year: int, month: int, day: int) -> Moment | None:
    """A day by its numbers; None when the calendar has no such day."""
    if not _fits(year):
        fits = 1 <= day <= calendar.monthrange(2000, month)[1]
        return Moment(f"{_year(year)}-{month:02d}-{day:02d}", "day", year, month) if fits else None
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return of_day(dt.date(year, month, day))


def of_week(day: dt.date, weekend: bool = False) -> Moment:
    """The ISO week that `day` lies in, or its weekend (Saturday and Sunday)."""
    monday = day - dt.timedelta(day.weekday())
    year, week, _ = day.isocalendar()
    value = f"{_year(year)}-W{week:02d}"
    begin = monday + dt.timedelta(5 if weekend else 0)
    return _span(
        value + "-WE" * weekend,
        "week",
        begin,
        monday + dt.timedelta(7),
        year=day.year,
        month=day.month,
    )


def of_quarter(year: int, quarter: int) -> Moment:
    """A calendar quarter."""
    value = f"{_year(year)}-Q{quarter}"
    if not _fits(year):
        return Moment(value, "quarter", year)
    until = dt.date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return _span(value, "quarter", dt.date(year, quarter * 3 - 2, 1), until, year=year)


def of_half(year: int, half: int) -> Moment:
    """Half a year."""
    whole = of_year(year)
    value = f"{whole.value}-H{half}"
    if not _fits(year):
        return Moment(value, "season", year)
    middle = dt.date(year, 7, 1)
    begin, until = (dt.date(year, 1, 1), middle) if half == 1 else (middle, dt.date(year + 1, 1, 1))
    return _span(value, "season", begin, until, year=year)


def of_season(year: int, season: Season) -> Moment:
    """A season of the northern hemisphere; the winter of a year begins in its December."""
    value = f"{_year(year)}-{season}"
    if not _fits(year):
        return Moment(value, "season", year)
    month = _SEASON_MONTH[season]
    until = dt.date(year + (month == 12), (month + 2) % 12 + 1, 1)
    return _span(value, "season", dt.date(year, month, 1), until, year=year, month=month)


def of_decade(decade: int) -> Moment:
    """A decade by its leading digits: 198 for the 1980s, -47 for the 470s BC."""
    value = f"{decade:03d}" if decade > 0 else f"BC{-decade:03d}"
    year = decade * 10
    if not _fits(year) or not _fits(year + 10):
        return Moment(value, "decade", year)
    return _span(value, "decade", dt.date(year, 1, 1), dt.date(year + 10, 1, 1), year=year)


def of_century(century: int) -> Moment:
    """A century by its number (19 for the 19th); its TIMEX3 value is that of its years (18)."""
    if century <= 0:
        return Moment(f"BC{-century - 1:02d}", "century", century * 100)
    year = (century - 1) * 100
    if not _fits(year + 1) or not _fits(year + 101):
        return Moment(f"{century - 1:02d}", "century", year)
    return _span(
        f"{century - 1:02d}",
        "century",
        dt.date(year + 1, 1, 1),
        dt.date(year + 101, 1, 1),
        year=year,
    )


def at_part(day: Moment, part: Part) -> Moment:
    """A part of `day`: its morning, its night."""
    value = f"{day.value}T{part}"
    if day.day is None:
        return replace(day, value=value, precision="part_of_day", begin=None, until=None)
    midnight = dt.datetime.combine(day.day, dt.time())
    begin, until = (midnight + dt.timedelta(hours=h) for h in _PART_HOURS[part])
    return replace(
        day, value=value, precision="part_of_day", begin=begin.isoformat(), until=until.isoformat()
    )


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, with its offset from UTC in minutes where a zone is named."""

    hour: int
    minute: int | None = None
    second: int | None = None
    offset: int | None = None


def at_clock(day: Moment, clock: Clock) -> Moment:
    """A time of `day`. The value bears no zone (as TimeBank writes it); the interval does."""
    value = f"{day.value}T{clock.hour:02d}:{clock.minute or 0:02d}"
    precision: Precision = "hour" if clock.minute is None else "minute"
    step = dt.timedelta(hours=1) if clock.minute is None else dt.timedelta(minutes=1)
    if clock.second is not None:
        value, precision, step = f"{value}:{clock.second:02d}", "second", dt.timedelta(seconds=1)
    if day.day is None:
        return replace(day, value=value, precision=precision, begin=None, until=None)
    zone = None if clock.offset is None else dt.timezone(dt.timedelta(minutes=clock.offset))
    midnight = dt.datetime.combine(day.day, dt.time(), zone)
    begin = midnight + dt.timedelta(
        hours=clock.hour, minutes=clock.minute or 0, seconds=clock.second or 0
    )
    return replace(
        day,
        value=value,
        precision=precision,
        begin=begin.isoformat(),
        until=(begin + step).isoformat(),
    )


def narrowed(moment: Moment, mod: Mod | None) -> Moment:
    """`early`, `mid` and `late` keep the value and halve the interval: first, middle, last half."""
    if (
        mod not in ("START", "MID", "END")
        or moment.start is None
        or moment.stop is None
        or moment.precision in ("day", "part_of_day")
    ):
        return moment
    days = (moment.stop - moment.start).days
    half, quarter = dt.timedelta(-(-days // 2)), dt.timedelta(days // 4)
    begin, until = {
        "START": (moment.start, moment.start + half),
        "MID": (moment.start + quarter, moment.stop - quarter),
        "END": (moment.stop - half, moment.stop),
    }[mod]
    return replace(moment, begin=begin.isoformat(), until=until.isoformat())


def shifted(moment: Moment, count: int, unit: str) -> Moment | None:
    """`moment` moved by `count` units, at the precision of the unit; None where it lacks that."""
    year = moment.year
    if unit in ("day", "week", "weekend"):
        days = count * (1 if unit == "day" else 7)
        base = moment.day or (moment.start if unit != "day" else None)
        if base is None or not _fits(base.year + days // 300):
            return None
        day = base + dt.timedelta(days)
        return of_day(day) if unit == "day" else of_week(day, unit == "weekend")
    if year is None:
        return None
    if unit == "month" or unit == "quarter":
        month = moment.month or _quarter_month(moment)
        if month is None:
            return None
        total = year * 12 + month - 1 + count * (1 if unit == "month" else 3)
        year, month = total // 12, total % 12 + 1
        return of_month(year, month) if unit == "month" else of_quarter(year, (month + 2) // 3)
    return _shifted_years(year, count, unit)


def _quarter_month(moment: Moment) -> int | None:
    return moment.start.month if moment.precision == "quarter" and moment.start else None


def _shifted_years(year: int, count: int, unit: str) -> Moment | None:
    if unit == "year":
        moved = year + count
        return of_year(moved if (moved > 0) == (year > 0) else moved + (1 if count > 0 else -1))
    sign = 1 if year > 0 else -1
    if unit == "decade":
        return of_decade(sign * (abs(year) // 10) + count)
    if unit == "century":
        return of_century(sign * ((abs(year) - 1) // 100 + 1) + count)
    return None
