"""Dates that name their weekday, and dates no calendar has."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import msgspec

from fairwitness.reading.reckonings.sketch import Piece
from fairwitness.reading.reckonings.terms import states_year
from fairwitness.reading.rows import Reckoning, Term, Time
from fairwitness.span import Span

NEAR_DAYS = 60
"""A date without its year is taken for the one nearest to publication, if it is as near as this:
then no other year comes within ten months."""
_NAMES = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_NUMBER = {name[:3]: n for n, name in enumerate(_NAMES.split("|"), 1)}
_DAY = rf"({_NAMES}|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\.?"
_LEADS = re.compile(
    rf"(?:(?:early|late|mid)[- ](?:on )?)?{_DAY}(?:,? (?:the )?|, )(?=\d|[a-z])", re.IGNORECASE
)
_PART = re.compile(
    r"(?:[a-z]+ )?(?:the )?(?:morning|afternoon|evening|night|dawn|dusk|noon|midday|midnight|"
    r"sunrise|sunset|nightfall|daybreak|hours|small hours|day)(?: (?:of|on),? |, )",
    re.IGNORECASE,
)
"""The part of a day that leads a date: the weekday is that of the date itself."""
_BEFORE = re.compile(rf"\b{_DAY}(?:,? | ?\(|, the )$", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?:,? (?:which )?(?:was|is|fell on|falls on) (?:a )?| ?\(|, an? )({_NAMES})(?=[,.;)\s]|$)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    rf"(?:{_DAY})[a-z ]{{0,12}}(?:,|-|–|/| to| and| or| through| until)? *$", re.I
)
_GOES_ON = re.compile(r" ?(?:-|–|—|/|to |and |or |through )\s?\d|st|nd|rd|th")
_ON = re.compile(
    r"\b(?:on|dated|until|till|by|from|before|after|since|born|of|to|for)(?: the)? $", re.IGNORECASE
)
_DENIES = re.compile(
    r"\b(?:no such|not exist|nonexistent|non-existent|there is no|there was no|there's no|never|"
    r"not|typo|fictional|impossible|invalid|wrong|wrongly|error|mistake|mistakenly|instead|if|"
    r"forg(?:ed|ery|eries)|fake[ds]?|bogus|hoax|spoof|parody|satir\w+|jok(?:e|es|ed|ing)|quip\w*)\b",
    re.IGNORECASE,
)


def weekday_reckonings(
    text: str, pieces: list[Piece], published: dt.date | None
) -> Iterator[Reckoning]:
    """One reckoning for each date whose words, or the words beside it, name a weekday.

    A date without its year that fits its weekday in the year before or after publication shows
    rather that the day of publication is wrong (pages are dated anew when they are crawled: four
    such of 1,030 reports, no true error), unless other dates of the report confirm that day.
    """
    found = list(_weekdays(text, pieces, published))
    guessed = [row for row, year in found if not year and row.firm]
    right = [row for row in guessed if _fits(row, 0)]
    for row, year in found:
        doubtful = (
            not year
            and row.firm
            and not _fits(row, 0)
            and (((_fits(row, -1) or _fits(row, 1)) and not right) or len(guessed) - len(right) > 1)
        )
        yield msgspec.structs.replace(row, firm=False, why=_DOUBTED) if doubtful else row


_DOUBTED = "the text states no year, and the day of publication may be another"


def _fits(row: Reckoning, years: int) -> bool:
    """Whether the weekday is right for the date, so many years on."""
    stated, date = row.terms[0], row.terms[1]
    day = dt.date.fromisoformat(str(date.begin))
    try:
        return day.replace(year=day.year + years).isoweekday() == stated.value
    except ValueError:  # 29 February of a common year
        return False


def _weekdays(
    text: str, pieces: list[Piece], published: dt.date | None
) -> Iterator[tuple[Reckoning, bool]]:
    """The reckonings of weekdays, each with whether the text states its year."""
    for piece in pieces:
        row = piece.row
        if piece.mark != "date" or not isinstance(row, Time):
            continue
        if row.precision != "day" and _PART.match(row.text) is None:
            continue
        if row.begin is None or not re.search(r"\d", row.text):
            continue
        found = _named(text, row)
        if found is not None:
            year = states_year(piece)
            yield _weekday(text, row, found, published, year=year), year


def _named(text: str, row: Time) -> Span | None:
    """The weekday stated for `row`; None where there is none, or more days than one are meant."""
    part = _PART.match(row.text)
    lead = _LEADS.match(row.text, part.end() if part else 0)
    before = text[max(0, row.start - 30) : row.start]
    if _GOES_ON.match(text, row.end):
        return None
    if lead is not None:
        if _ANOTHER.search(before):
            return None
        return Span.of(text, row.start + lead.start(1), row.start + lead.end(1))
    beside = _BEFORE.search(before)
    if beside is not None:
        at = row.start - len(before)
        if _ANOTHER.search(before[: beside.start()]) or not beside[1][0].isupper():
            return None
        return Span.of(text, at + beside.start(1), at + beside.end(1))
    after = _AFTER.match(text, row.end)
    return Span.of(text, after.start(1), after.end(1)) if after else None


def _weekday(
    text: str, row: Time, stated: Span, published: dt.date | None, *, year: bool
) -> Reckoning:
    days = [dt.date.fromisoformat(str(row.begin)[:10])]
    days += [dt.date.fromisoformat(value) for value in row.alternatives if len(value) == 10]
    firm = year
    if not year:
        near = _nearest(days[0], published)
        firm = near is not None
        days = [near] if near is not None else days[:1]
    words = Span.of(text, row.start, row.end)
    dates = tuple(
        Term(
            role="date", words=words, row=row.id, begin=day.isoformat(),
            until=(day + dt.timedelta(1)).isoformat(),
        )
        for day in days
    )  # fmt: skip
    number = float(_NUMBER[stated.text[:3].lower()])
    named = Term(role="weekday", words=stated, value=number, low=number, high=number)
    start, end = min(row.start, stated.start), max(row.end, stated.end)
    return Reckoning(
        id="", start=start, end=end, text=text[start:end], kind="weekday",
        terms=(named, *dates), firm=firm,
        why="" if year else "the year is taken from the day of publication" if firm else
        "the text states no year",
    )  # fmt: skip


def _nearest(day: dt.date, published: dt.date | None) -> dt.date | None:
    """The day of that month nearest to publication, when it is near enough to be certain."""
    if published is None:
        return None
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            moved = day.replace(year=year)
        except ValueError:  # 29 February of a common year
            continue
        if abs((moved - published).days) <= NEAR_DAYS:
            return moved
    return None


def nonexistent_reckonings(text: str, times: tuple[Time, ...]) -> Iterator[Reckoning]:
    """Dates that no calendar has, where the words are surely a date."""
    for row in times:
        if not row.impossible:
            continue
        year = re.search(r"(?<!\d)\d{4}(?!\d)", row.text) is not None
        before, after = text[max(0, row.start - 80) : row.start], text[row.end : row.end + 60]
        led = _ON.search(before) is not None
        if not (year or led) or _DENIES.search(before + " " + after):
            continue
        if before[-1:].isalnum() or after[:1].isalnum() or before.endswith((".", "$", "-")):
            continue
        words = Span.of(text, row.start, row.end)
        numeric = re.fullmatch(r"[\d/.\-\s]+", row.text) is not None
        yield Reckoning(
            id="", start=row.start, end=row.end, text=row.text, kind="nonexistent",
            terms=(Term(role="date", words=words, row=row.id),), firm=not numeric or led,
        )  # fmt: skip
