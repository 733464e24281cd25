"""Moving feasts and other calendars, by arithmetic."""

from __future__ import annotations

import calendar
import datetime as dt

_ISLAMIC_EPOCH = 227015
"""Ordinal (`datetime.date.toordinal`) of 1 Muharram 1 AH, 16 July 622 Julian, civil reckoning."""


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, which: int) -> dt.date:
    """The `which`-th `weekday` (1 is Monday) of a month; -1 is the last one."""
    if which > 0:
        first = dt.date(year, month, 1)
        return first + dt.timedelta((weekday - 1 - first.weekday()) % 7 + 7 * (which - 1))
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    return last - dt.timedelta((last.weekday() - weekday + 1) % 7)


def from_islamic(year: int, month: int, day: int) -> dt.date:
    """A day of the tabular Islamic calendar (civil epoch, leap years 2, 5, 7, 10, 13, 16, …).

    The religious calendar follows the moon as seen, so a feast may be a day earlier or later.
    """
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
    return dt.date.fromordinal(_ISLAMIC_EPOCH + days)


def islamic_year(day: dt.date) -> int:
    """The year of the Islamic calendar that `day` falls in."""
    return (30 * (day.toordinal() - _ISLAMIC_EPOCH) + 10646) // 10631


def from_persian(year: int, month: int, day: int) -> dt.date:
    """A day of the Solar Hijri calendar, by the 33-year cycle.

    That cycle agrees with the equinox for the years 1244 to 1472 (1865 to 2093).
    """
    cycles, within = divmod(year - 1, 33)
    leaps = cycles * 8 + sum(1 for n in (1, 5, 9, 13, 17, 22, 26, 30) if n <= within)
    passed = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return dt.date(622, 3, 21) + dt.timedelta(365 * (year - 1) + leaps + passed + day - 1)
