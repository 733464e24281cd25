"""The day a report gives itself: in a dateline, a line of its own, or after `Published`.

A day invented is worse than none: times such as ``last week`` would all be reckoned from it. So
only the forms in which news prints its own date are read, only at the head of a text, only with
the year, and never where the text tells of days after it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from fairwitness.problems import Problem

Form = Literal["label", "line", "place"]
HEAD_LINES, HEAD_CHARS = 6, 1_000
"""How far down the head of a text reaches: headline, standfirst, byline, date, first paragraph."""
EARLIEST = 1600
NEAR = dt.timedelta(1)
"""A dateline is written the evening before, or in another time zone, and does not disagree."""

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day|\.)?"
_PLAIN = (
    rf"(?:(?P<weekday>{_WEEKDAY}),?\ +)?"
    rf"(?:(?P<m1>{_MONTH})\ +(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\ +(?P<y1>\d{{4}}))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\ +(?P<m2>{_MONTH})(?:,?\ +(?P<y2>\d{{4}}))?"
    r"|(?P<iso>\d{4}-\d\d-\d\d)|(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y3>\d{4}))(?![\w/])"
)
_CLOCK = (
    r"(?:[ ,|@·T–—-]*(?:at\ )?\d{1,2}[:.]\ ?\d\d(?::\d\d)?"
    r"(?:\ ?(?i:[ap]\.?m\.?))?(?:\ [A-Z]{1,5}\b)?Z?)?"
)
_DASH = r"(?:—|–|--|-(?=\s)|_(?=\s))"
_AGENCY = r"(?:\([A-Z][^()\d\n]{1,40}\)|/[A-Z][A-Za-z]{2,30}/)"
_CAPITALS = r"[^\W\d_a-z](?:[^\W\d_a-z]|[.'’\ -]){1,40}"
_NAME = r"[^\W\d_][\w.'’-]*(?:\ [^\W\d_][\w.'’-]*){0,3}"


@dataclass(frozen=True, slots=True)
class Stated:
    """A day that the head of a text states as its own. `year` is None where it is left out."""

    form: Form
    words: str
    month: int
    number: int
    year: int | None

    @property
    def day(self) -> dt.date | None:
        """The day, where its year is stated."""
        return None if self.year is None else dt.date(self.year, self.month, self.number)


@cache
def _forms() -> tuple[tuple[Form, re.Pattern[str]], ...]:
    flags = re.VERBOSE
    label = (
        r"(?:(?i:first\ published|published|posted|date\ published|publication\ date"
        r"|date\ of\ publication|released|release\ date)"
        rf"(?:\ *:\ *|\ +on:?\ +|\ +(?=\d|[A-Z])))(?P<date>{_PLAIN}){_CLOCK}"
        r"\ *(?:$|[|·•(–—]|by\ )"
    )
    line = rf"[\[(]?(?P<date>{_PLAIN}){_CLOCK}[\])]?\.?\ *$"
    region = rf"(?:,\ *(?!{_WEEKDAY}\b|{_MONTH}\b){_NAME}){{0,2}}"
    place = (
        rf"(?:{_CAPITALS}{region}(?:,\ *|\ +)(?P<date>{_PLAIN}),?\ *{_AGENCY}?"
        rf"\ *(?:{_DASH}|:\ )"
        r")"
    )
    agency = rf"(?:{_NAME}{region},?\ +)?(?P<date>{_PLAIN}),?\ *{_AGENCY}\ *{_DASH}"
    bracket = (
        rf"{_NAME}{region}\ *{_DASH}?\ *\((?:[A-Z][A-Za-z\ ]{{1,30}}(?:,|\ {_DASH})\ *)?"
        rf"(?P<date>{_PLAIN})\)\ *{_DASH}"
    )
    name = rf"{_NAME}{region},\ *(?P<date>{_PLAIN})\ *(?:—|–|--)\ *(?=[\"“‘'«]?[^\W\d_a-z])"
    places = (place, agency, bracket, name)
    return (
        ("label", re.compile(label, flags)),
        ("line", re.compile(line, flags)),
        *(("place", re.compile(pattern, flags)) for pattern in places),
    )


def stated_days(text: str) -> tuple[Stated, ...]:
    """The days that the head of `text` states as its own, at most one a line, in text order."""
    found: list[Stated] = []
    for line in _head(text):
        for form, pattern in _forms():
            hit = pattern.match(line)
            stated = None if hit is None else _stated(form, hit)
            if stated is not None:
                found.append(stated)
                break
    lines = [one for one in found if one.form == "line"]
    if len(lines) > 1:  # a chronicle, whose headings are the days it tells of
        found = [one for one in found if one.form != "line"]
    return tuple(one for one in found if not _tells_beyond(text, one))


def _head(text: str) -> list[str]:
    lines = (line.strip() for line in text[:HEAD_CHARS].split("\n"))
    return [line for line in lines if line][:HEAD_LINES]


def _stated(form: Form, hit: re.Match[str]) -> Stated | None:
    parts = hit.groupdict()
    if parts["iso"]:
        year, month, number = map(int, parts["iso"].split("-"))
    elif parts["a"]:
        first, second, year = int(parts["a"]), int(parts["b"]), int(parts["y3"])
        if first <= 12 and second <= 12 and first != second:
            return None  # day and month could be either way round
        month, number = (first, second) if first <= 12 else (second, first)
    else:
        name = str(parts["m1"] or parts["m2"]).lower()[:3]
        month = next(i for i, full in enumerate(_MONTHS, 1) if full.startswith(name))
        number = int(parts["d1"] or parts["d2"])
        stated_year = parts["y1"] or parts["y2"]
        if stated_year is None:
            return _yearless(form, hit, month, number)
        year = int(stated_year)
    try:
        day = dt.date(year, month, number)
    except ValueError:
        return None  # no calendar has it
    weekday = (parts["weekday"] or "").lower()[:3]
    if year < EARLIEST or (weekday and not _DAYS[day.weekday()].startswith(weekday)):
        return None
    return Stated(form, hit["date"], month, number, year)


def _yearless(form: Form, hit: re.Match[str], month: int, number: int) -> Stated | None:
    if form == "line":
        return None  # a heading as likely as a date of its own
    try:
        dt.date(2000, month, number)
    except ValueError:
        return None
    return Stated(form, hit["date"], month, number, None)


_YEAR_TOLD = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Ii]n (?:early|late)|" + _MONTH + r" \d{1,2},|"
                        + _MONTH + r") (\d{4})\b")  # fmt: skip


def _tells_beyond(text: str, stated: Stated) -> bool:
    """Whether the text names years after the stated one, so that it was written later.

    Next year's plans are news; two years on and more are not told as having been.
    """
    if stated.year is None or stated.form == "label":
        return False
    most = stated.year + (1 if stated.form == "place" else 0)
    return any(most < int(hit[1]) < stated.year + 400 for hit in _YEAR_TOLD.finditer(text))


def dated(
    text: str, published: dt.date | None, origin: str | None, where: str
) -> tuple[dt.date | None, tuple[Problem, ...]]:
    """The report's own day as its text states it, and where it disagrees with what is known.

    Returns a day only where `published` is not known and the text states one day, with its year.
    """
    stated = stated_days(text)
    if published is not None:
        wrong = [one for one in stated if _apart(one, published) > _slack(one)]
        return None, tuple(_disagrees(one, published, origin, where) for one in wrong[:1])
    full = sorted({(one.form != "label", one.day) for one in stated if one.day is not None})
    days = [day for _, day in full]
    if not days:
        return None, ()
    if max(days) - min(days) > NEAR:
        named = " and ".join(f"“{one.words}”" for one in stated if one.day is not None)
        message = f"{where} gives itself two dates, {named}; neither was used"
        return None, (_conflict(f"{message}. Give one with --published.", where),)
    return days[0], ()


def _slack(stated: Stated) -> dt.timedelta:
    return dt.timedelta(0) if stated.form == "label" else NEAR


def _apart(stated: Stated, published: dt.date) -> dt.timedelta:
    """How far the stated day is from publication; without a year the nearest one counts."""
    if stated.day is not None:
        return abs(stated.day - published)
    gaps = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            gaps.append(abs(dt.date(year, stated.month, stated.number) - published))
        except ValueError:  # 29 February, or outside the years 1 to 9999
            continue
    return min(gaps, default=dt.timedelta(0))


def _disagrees(stated: Stated, published: dt.date, origin: str | None, where: str) -> Problem:
    message = (
        f"{where} is dated {published} by its {origin or 'record'}, but its text is dated "
        f"“{stated.words}”; the former was used. Give the right day with --published."
    )
    return _conflict(message, where)


def _conflict(message: str, where: str) -> Problem:
    return Problem(code="published_conflict", message=message, where=where)
