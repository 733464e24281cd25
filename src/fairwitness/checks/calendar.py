"""Check `calendar`: weekdays, dates, stretches of time, ages and anniversaries that must agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from fairwitness.checks.base import LeftAlone
from fairwitness.checks.finding import Finding, Verdict
from fairwitness.checks.intervals import Interval, digits
from fairwitness.checks.reckoned import Judged, finding, term, terms
from fairwitness.reading.reading import Reading
from fairwitness.reading.rows import Reckoning, Term
from fairwitness.world import World

DAYS = {
    "second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0,
    "month": 365.2425 / 12, "year": 365.2425,
}  # fmt: skip
"""Mean length of the units of the Gregorian calendar in days."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
GREGORIAN_EVERYWHERE = 1924
"""Greece was the last state of Europe to leave the Julian calendar, in 1923: before that a date
may be of either."""
VAGUE = 0.15
"""Share allowed on top where the words are rough: "about", "nearly", "more than"."""


class Calendar:
    """Reckons with the proleptic Gregorian calendar, and before 1924 with the Julian one too."""

    name = "calendar"
    applies_to = (
        "Dates with their weekday, dates no calendar has, durations between two dates, events in "
        "an order that cannot be, ages and anniversaries."
    )
    needs: tuple[str, ...] = ()
    tolerance = (
        "Counting the first or last day, month or year or leaving it out both hold, and so does "
        "rounding to half a unit (15 % after “about”); an age must be one the dates allow."
    )
    example = "The siege lasted 30 days, from 3 May 2012 to 2 June 2012."

    def judge(self, reading: Reading, world: World) -> Iterator[Finding | LeftAlone]:  # noqa: ARG002 - needs no data
        """A finding for each reckoning with dates that can be decided."""
        for reckoning in reading.reckonings:
            judge = _JUDGES.get(reckoning.kind)
            if judge is not None:
                judged = judge(reckoning)
                yield (
                    judged
                    if isinstance(judged, LeftAlone)
                    else finding(self.name, reckoning, judged)
                )


def _first(date: Term) -> dt.date:
    return dt.date.fromisoformat(date.begin or "")


def _after(date: Term) -> dt.date:
    return dt.date.fromisoformat(date.until or "")


def _julian_weekday(day: dt.date) -> int:
    """ISO weekday of the day that the Julian calendar calls by this date (Meeus, chapter 7)."""
    year, month = (day.year, day.month) if day.month > 2 else (day.year - 1, day.month + 12)
    number = int(365.25 * (year + 4716)) + int(30.6001 * (month + 1)) + day.day - 1524
    return number % 7 + 1


def _weekday(reckoning: Reckoning) -> Judged | LeftAlone:
    stated = term(reckoning, "weekday")
    days = [_first(date) for date in terms(reckoning, "date")]
    wanted = int(stated.value or 0)
    old = [day for day in days if day.year < GREGORIAN_EVERYWHERE]
    right = [day for day in days if day.isoweekday() == wanted]
    right += [day for day in old if _julian_weekday(day) == wanted]
    day = (right or days)[0]
    name = WEEKDAYS[day.isoweekday() - 1]
    if not reckoning.firm:
        return Judged(
            "undetermined", f"{WEEKDAYS[wanted - 1]}", f"{name}, if the year is {day.year}",
            "none", "a date has one weekday", f"{day:%d %B} {day.year} would be a {name}",
            reckoning.why,
        )  # fmt: skip
    also = f"; in the Julian calendar a {WEEKDAYS[_julian_weekday(day) - 1]}" if old else ""
    return Judged(
        "holds" if right else "fails",
        f"{stated.words.text}, {day.isoformat()}",
        f"{name}{also}",
        "none",
        "a date has one weekday; before 1924 that of the Julian calendar holds too",
        f"{day.isoformat()} was a {name}{also}; stated: {WEEKDAYS[wanted - 1]}",
    )


def _nonexistent(reckoning: Reckoning) -> Judged | LeftAlone:
    words = " ".join(reckoning.text.split())
    year = next(
        (int(w) for w in words.replace(",", " ").split() if len(w) == 4 and w.isdecimal()), None
    )
    if year is not None and year < GREGORIAN_EVERYWHERE:
        return LeftAlone("the Julian calendar and others have days the Gregorian has not")
    return Judged(
        "fails", words, "no such day", "none", "a calendar has a day or has it not",
        f"the calendar has no {words}",
    )  # fmt: skip


def _between(begin: Term, end: Term) -> Interval:
    """Fewest and most days from one date to another, ends counted or left out."""
    return Interval((_first(end) - _after(begin)).days, (_after(end) - _first(begin)).days)


def _dates(begin: Term, end: Term) -> str:
    return f"{begin.words.text} to {end.words.text}"


def _duration(reckoning: Reckoning) -> Judged | LeftAlone:
    begin, end, stated = (term(reckoning, role) for role in ("begin", "end", "stated"))
    if stated.value is None or stated.unit not in DAYS:
        return LeftAlone("the length of time has no number")
    if _first(end) < _first(begin):
        return _order(reckoning)
    unit = DAYS[stated.unit]
    days = _between(begin, end)
    found = Interval(max(0.0, days.low) / unit, days.high / unit)
    rough = 0.0 if stated.exact else stated.value * VAGUE
    off = max(found.low - stated.value, stated.value - found.high, 0.0)
    if not reckoning.whole and stated.value < found.low:
        return LeftAlone("the length of time may be only a part of what the dates span")
    holds = off <= 0.5 + rough + 1e-6
    fails = off >= 1.0 + rough - 0.02
    verdict: Verdict = "holds" if holds else "fails" if fails else "undetermined"
    span = f"{digits(round(found.low, 1))} to {digits(round(found.high, 1))} {stated.unit}s"
    return Judged(
        verdict, f"{stated.words.text}, {_dates(begin, end)}", span,
        f"{digits(0.5 + rough)} {stated.unit}s",
        "rounding to whole units, with either end counted or not"
        + ("" if stated.exact else ", and the words are rough"),
        f"{_dates(begin, end)} is {span}; stated: {stated.words.text}",
        "it may be rounded down or up by a whole unit",
    )  # fmt: skip


def _order(reckoning: Reckoning) -> Judged | LeftAlone:
    begin, end = term(reckoning, "begin"), term(reckoning, "end")
    wrong = _after(end) <= _first(begin)
    relation = "before" if wrong else "not before"
    return Judged(
        "fails" if wrong else "holds",
        f"{begin.words.text}, then {end.words.text}",
        f"{end.words.text} is {relation} {begin.words.text}",
        "none",
        "what begins cannot end before it",
        f"{end.words.text} ({end.begin}) is {relation} {begin.words.text} ({begin.begin})",
    )


def _years(birth: dt.date, at: dt.date) -> int:
    return at.year - birth.year - ((at.month, at.day) < (birth.month, birth.day))


def _age(reckoning: Reckoning) -> Judged | LeftAlone:
    birth, at, age = (term(reckoning, role) for role in ("birth", "at", "age"))
    last_day = dt.timedelta(1)
    low = _years(_after(birth) - last_day, _first(at))
    high = _years(_first(birth), _after(at) - last_day)
    if high < 0:
        return LeftAlone("the dates are in an order that cannot be")
    if age.value is None or age.value > 130:
        return LeftAlone("the number is no age")
    off = max(low - age.value, age.value - high, 0)
    assumed = bool(reckoning.why)
    spare = (1 if assumed else 0) + (0 if age.exact else max(1.0, age.value * 0.1))
    verdict: Verdict = "holds" if off == 0 else "undetermined" if off <= spare else "fails"
    span = (
        str(low) if low == high else f"{low} or {high}" if high == low + 1 else f"{low} to {high}"
    )
    when = "the day of publication" if assumed else at.words.text
    return Judged(
        verdict, f"{age.words.text}, born {birth.words.text}", span,
        "one year" if spare else "none",
        "the report may speak of another day" if assumed else "an age is counted in whole years",
        f"born {birth.words.text}, a person is {span} on {when}; stated: {age.words.text}",
        "the report may speak of a day some time before publication",
    )  # fmt: skip


def _anniversary(reckoning: Reckoning) -> Judged | LeftAlone:
    event, at, count = (term(reckoning, role) for role in ("event", "at", "count"))
    low = _first(at).year - _first(event).year
    high = (_after(at) - dt.timedelta(1)).year - _first(event).year
    if (_after(event) - _first(event)).days > 366:
        return LeftAlone("the event has no single year")
    value = count.value or 0
    off = max(low - value, value - high, 0)
    spare = 1 if reckoning.why else 0
    verdict: Verdict = "holds" if off == 0 else "undetermined" if off <= spare else "fails"
    return Judged(
        verdict, f"{count.words.text} anniversary of {event.words.text}", f"{low} years",
        "one year" if spare else "none",
        "it may be kept some days early or late" if spare else "an anniversary counts whole years",
        f"{at.begin} is {low} years after {event.words.text}; stated: {count.words.text}",
        "it may be kept early or late",
    )  # fmt: skip


_JUDGES: dict[str, Callable[[Reckoning], Judged | LeftAlone]] = {
    "weekday": _weekday,
    "nonexistent": _nonexistent,
    "duration": _duration,
    "order": _order,
    "age": _age,
    "anniversary": _anniversary,
}
