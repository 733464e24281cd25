"""What a time expression is reckoned from: publication, the last date of the text, the tense."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from fairwitness.reading.phrases import Scan
from fairwitness.reading.rows import TimeType
from fairwitness.reading.times.moments import Moment, of_day

Anchor = Literal["published", "text"]
Tense = Literal[-1, 0, 1]
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


@dataclass(slots=True)
class Context:
    """Everything outside an expression that its meaning hangs on."""

    scan: Scan
    published: dt.date | None
    narrative: bool
    """The text tells of times past (a history): dates hang on one another, not on publication."""
    tense: Callable[[int], Tense]
    """Tense around the token at a character offset."""
    noun: Callable[[int], bool]
    """Whether the word at a character offset is a noun."""
    day_first: bool | None
    """Whether ``3/5/2019`` is written day first here; None when the text does not show it."""
    last: Moment | None = None
    last_id: str | None = None
    last_end: int = -1
    """Offset just past the expression that `last` came from."""
    quarter: Moment | None = None
    """The last quarter named, which ``a year earlier`` in a business report compares with."""
    ids: list[str] = field(default_factory=list)

    @property
    def today(self) -> Moment | None:
        """The day of publication."""
        return None if self.published is None else of_day(self.published)

    def base(self, relation: str) -> tuple[Moment | None, Anchor]:
        """The moment that `this`, `last`, `next`, `that`, `previous` … is counted from."""
        if relation in ("previous", "following", "that") and self.last is not None:
            return self.last, "text"
        if self.narrative and self.last is not None:
            return self.last, "text"
        return self.today, "published"

    def missing(self, anchor: Anchor) -> str:
        """Why an expression has no value when what it is reckoned from is missing."""
        return NO_EARLIER_DATE if anchor == "text" else NO_PUBLICATION


_BEFORE_YEAR = {
    "in", "since", "until", "till", "by", "during", "before", "after", "from", "of", "to",
    "through", "throughout", "late", "early", "mid", "-", "–", "between", "and",
}  # fmt: skip
MIN_YEARS = 8
"""Fewest explicit years that make a text a history. A short history has about
as many; see also `MAX_DEICTIC_SHARE`, which tells news with many years from histories."""


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
    if len(years) < MIN_YEARS or len(years) <= MAX_DEICTIC_SHARE * deictics:
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
