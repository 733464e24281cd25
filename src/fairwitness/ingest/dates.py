"""Days of publication: read strictly, or not at all.

A date that does not exist is refused, never rounded to the first of January as date guessers do
(«31 February 2021» became 2021-01-01 in htmldate 1.11); a day that has to be guessed is no day.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

EARLIEST = 1600
"""Year before which a stated day is a placeholder (year 1 is the zero of several systems)."""


@cache
def _iso() -> re.Pattern[str]:
    return re.compile(r"(\d{4})(-?)(\d\d)\2(\d\d)(?:[T ](.+))?", re.ASCII)


def iso_day(stated: str) -> dt.date | None:
    """The day of an ISO 8601 date or date and time (`2021-10-28`, `20211028`), else None."""
    moment = iso_moment(stated)
    return moment[0] if moment else None


def iso_moment(stated: str) -> tuple[dt.date, dt.datetime | None] | None:
    """The day as written, and the instant where `stated` has a time with an offset; else None."""
    found = _iso().fullmatch(stated.strip())
    if not found:
        return None
    year, _, month, day, time = found.groups()
    try:
        date = dt.date(int(year), int(month), int(day))
        if time is None:
            return (date, None) if date.year >= EARLIEST else None
        moment = dt.datetime.fromisoformat(f"{date.isoformat()}T{_padded(time.strip())}")
    except ValueError:
        return None
    if date.year < EARLIEST:
        return None
    return date, moment if moment.tzinfo else None


def _padded(time: str) -> str:
    # WordPress and others write "+02:00" after a space, or seconds with 1 to 9 decimals.
    time = re.sub(r"\s+(?=[+-])", "", time)
    return re.sub(r"\.(\d{6})\d+", r".\1", time)
