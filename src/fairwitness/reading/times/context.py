"""What a time expression is reckoned from: publication, the last date of the text, the tense."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from fairwitness.reading.phrases import Scan
from fairwitness.reading.rows import TimeType
from fairwitness.reading.times.moments import Moment, of_day, shifted

Anchor = Literal["published", "text"]
Tense = Literal[-1, 0, 1, 2]
NO_PUBLICATION = "reckoned from the day of publication, which is not known"
NO_EARLIER_DATE = "reckoned from an earlier date of the text, and there is none"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one expression means. Tokens `first` to `last` are its words."""

    first: int
    last: int
    type: TimeType
    value: str | None = None
    moment: Moment | None = None
    anchor: Anchor | None = None
    why: str = ""
    alternatives: tuple[str, ...] = ()
    remember: bool = True
    """Whether later expressions may be reckoned from it."""
    impossible: bool = False
    """Whether it names a day that no calendar has."""


@dataclass(slots=True)
class Context:
    """Everything outside an expression that its meaning hangs on."""

    scan: Scan
    published: dt.date | None
    narrative: bool
    """The text tells of times past (a history): dates hang on one another, not on publication."""
    tense: Callable[[int], Tense]
    """Tense around the token at a character offset: past, unknown, perhaps ahead, ahead."""
    noun: Callable[[int], bool]
    """Whether the word at a character offset is a noun."""
    acts: Callable[[int], bool]
    """Whether the word at a character offset is the subject of its sentence."""
    day_first: bool | None
    """Whether ``3/5/2019`` is written day first here; None when the text does not show it."""
    last: Moment | None = None
    last_id: str | None = None
    last_end: int = -1
    """Offset just past the expression that `last` came from."""
    line: Moment | None = None
    """How far a history has come: looks back and ahead in passing do not move it."""
    aside: bool = False
    """Whether the last date was but a glance at another year (`by next summer`)."""
    named: Moment | None = None
    """The last year named, if only in passing, which `that year` means."""
    named_end: int = -1
    quarter: Moment | None = None
    """The last quarter named, which ``a year earlier`` in a business report compares with."""
    ids: list[str] = field(default_factory=list)

    @property
    def today(self) -> Moment | None:
        """The day of publication."""
        return None if self.published is None else of_day(self.published)

    def note(self, moment: Moment, name: str, start: int, end: int, relative: bool) -> None:
        """Takes a date as the one that later ones hang on; `relative`: it hangs on one itself."""
        self.aside = relative and moment.precision in _COARSE and not _opens(self.scan.text, start)
        if self._goes_on(moment, start, relative):
            self.line = moment
        self.last, self.last_id, self.last_end = moment, name, end

    def note_quarter(self, moment: Moment) -> None:
        """Takes a quarter as the one reported on, unless that is known to be the last one over."""
        if self.quarter is None or self.quarter != self.over:
            self.quarter = moment

    @property
    def over(self) -> Moment | None:
        """The quarter that was last over on the day of publication."""
        return None if self.today is None else shifted(self.today, -1, "quarter")

    def _goes_on(self, moment: Moment, start: int, relative: bool) -> bool:
        line = self.line
        if line is None or line.start is None or moment.start is None:
            return True
        if self.aside:
            return False
        ahead = (moment.start - line.start).days
        if 0 <= ahead < LEAP or (not relative and _opens(self.scan.text, start)):
            return True
        before = self.last  # two dates on end that agree have left the line together
        return (
            before is not None
            and before.start is not None
            and before is not line
            and (abs((moment.start - before.start).days) < LEAP)
        )

    def teller(self, at: int) -> Moment | None:
        """What a date without a year hangs on in a history: the last one of the same sentence,
        or else where the story had come to."""
        if self.last is None or self.line is None or at - self.last_end > SENTENCE or self.aside:
            return self.line or self.last
        between = self.scan.text[self.last_end : at]
        return self.line if _SENTENCE_END.search(between) else self.last

    def base(self, relation: str, year: bool = False) -> tuple[Moment | None, Anchor]:
        """The moment that `this`, `last`, `next`, `that`, `previous` … is counted from.

        `year`: one from which a year is counted, so that a year named in passing will do.
        """
        if year and relation == "that" and self.named_end > self.last_end:
            return self.named, "text"
        if relation in ("previous", "following", "that") and self.last is not None:
            return self.last, "text"
        if self.narrative and self.last is not None:
            return self.last, "text"
        return self.today, "published"

    def missing(self, anchor: Anchor) -> str:
        """Why an expression has no value when what it is reckoned from is missing."""
        return NO_EARLIER_DATE if anchor == "text" else NO_PUBLICATION


LEAP = 400
"""Days. A history goes on by steps below this; a date farther off is mentioned in passing."""
_COARSE = {"season", "quarter", "year", "decade", "century"}
SENTENCE = 400
"""Characters beyond which two dates hardly share a sentence."""
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?![a-z])|\n\s*\n")
_OPENING = re.compile(r"(?:^|[.!?:\n—–])[\"'”’)\]]*\s*(?:\w+\s)?(?:the\s)?$", re.IGNORECASE)
"""A date opens a sentence if at most one word, as `In`, goes before it."""


def _opens(text: str, start: int) -> bool:
    return _OPENING.search(text, max(start - 25, 0), start) is not None


_BEFORE_YEAR = {
    "in", "since", "until", "till", "by", "during", "before", "after", "from", "of", "to",
    "through", "throughout", "late", "early", "mid", "-", "–", "between", "and",
}  # fmt: skip
MIN_YEARS = 8
"""Fewest explicit years that make a text a history. A short history has about
as many; see also `MAX_DEICTIC_SHARE`, which tells news with many years from histories."""


MIN_YEARS_ALONE = 3
"""The same, of a text in which nothing at all points at publication."""
MAX_DEICTIC_SHARE = 8
"""Years a history has for every `last week`: war histories have twelve and more, features in
newspapers with as many years at most four."""


def _points_at_publication(scan: Scan, index: int) -> bool:
    """Whether a token is `today`, a weekday, `ago`, or the start of `last week`."""
    classes = scan.entries[index].classes
    if "DEICTIC" in classes or "WEEKDAY" in classes or scan.lower(index) == "ago":
        return True
    near = classes.get("REL") in ("this", "last", "next", "past")
    return near and (scan.has(index + 1, "UNIT") or scan.has(index + 1, "SEASON"))


def is_narrative(scan: Scan, published: dt.date | None) -> bool:
    """Whether a text tells a history: many explicit years, far from publication, few `today`s."""
    years: list[int] = []
    deictics = 0
    for index, entry in enumerate(scan.entries):
        classes = entry.classes
        if "YEAR" in classes and (
            scan.lower(index - 1) in _BEFORE_YEAR or scan.has(index - 1, "MONTH")
            or scan.has(index - 2, "MONTH") or scan.has(index - 3, "MONTH")
        ):  # fmt: skip
            years.append(int(str(classes["YEAR"])))
        elif "ERA" in classes and classes["ERA"] == "BC":
            years.append(0)
        elif _points_at_publication(scan, index):
            deictics += 1
    fewest = MIN_YEARS if deictics else MIN_YEARS_ALONE
    if len(years) < fewest or len(years) <= MAX_DEICTIC_SHARE * deictics:
        return False
    return published is None or median(abs(year - published.year) for year in years) >= 2


def day_first(scan: Scan) -> bool | None:
    """Whether numeric dates put the day first, if one of them can be read only one way."""
    shown: set[bool] = set()
    for entry in scan.entries:
        found = entry.classes.get("NUMDATE")
        if isinstance(found, tuple):
            first, second, _, mark = found
            if mark == "." or first > 12 >= second:
                shown.add(True)
            elif second > 12 >= first:
                shown.add(False)
    return shown.pop() if len(shown) == 1 else None
