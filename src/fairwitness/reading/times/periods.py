"""Builders for months, seasons, quarters, years, decades and centuries."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import cast

from fairwitness.reading.phrases import Match
from fairwitness.reading.times.anchors import (
    direction,
    done,
    of_some_year,
    stated_year,
)
from fairwitness.reading.times.context import Context, Reading
from fairwitness.reading.times.moments import (
    Season,
    of_century,
    of_day,
    of_decade,
    of_half,
    of_month,
    of_quarter,
    of_season,
    of_year,
)


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
    return of_some_year(match, context, lambda y: of_month(y, number), f"XXXX-{number:02d}")


_MONTH_LEADS = {
    "in", "since", "by", "until", "till", "of", "from", "to", "between", "and", "before", "after",
    "during", "through", "for", "-", "–", "or", "this", "last", "next", "every", "each", "(", ",",
    "late", "early", "mid", "end", "on", "than", "as",
}  # fmt: skip


_SURE_LEADS = {"in", "since", "during", "until", "last", "early", "late", "mid", "by"}
"""Between these and a capital letter, `March` and `August` are months."""


_DETERMINERS = {"the", "a", "an", "his", "her", "its", "their", "our", "'s"}
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
    before = scan.lower(at - 1)
    if before in _SURE_LEADS and scan.lower(at) != "may":
        return True
    if before in _DETERMINERS:  # the August vote, but the march on the capital
        follows = scan.starts[at + 1] if at + 1 < len(scan.starts) else -1
        return after.isalpha() and scan.words(at + 1).islower() and context.noun(follows)
    led = before in _MONTH_LEADS
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
    return of_some_year(match, context, lambda y: of_season(y, name), f"XXXX-{name}")


_SEASON_LEADS = {"in", "by", "since", "until", "till", "during", "early", "late", "mid", "-", "of"}


def _is_season(match: Match, context: Context) -> bool:
    """Whether `fall` is a season here: ``in the fall``, not ``the fall of the city``."""
    scan = context.scan
    before = scan.lower(match.first - 1)
    if scan.lower(match.last + 1) == "of":
        return False
    led = before in _SEASON_LEADS or match.fields.get("mod") is not None
    return led and context.noun(scan.starts[match.at["season"]])


def quarter(match: Match, context: Context) -> Reading | None:
    """The n-th quarter of a stated year, or of the year that fits."""
    fields = match.fields
    number = int(fields["quarter"])
    if context.scan.lower(match.first) == "the" and context.scan.lower(match.last - 1) == "-":
        match = replace(match, first=match.first + 1)  # the [third-quarter] loss
    if fields.get("quarterunit", "quarter") != "quarter" or not 1 <= number <= 4:
        return None
    year, anchor, stated = stated_year(fields, context)
    if stated:
        if year is None:
            return done(match, None, anchor, context.missing(anchor or "published"))
        return done(match, of_quarter(year, number), anchor)
    today = context.published
    if today is None or context.narrative:
        return of_some_year(match, context, lambda y: of_quarter(y, number), f"XXXX-Q{number}")
    now = (today.month + 2) // 3
    begun = now >= number
    near = number - now <= 2  # in January the fourth quarter is the one just over
    ahead = near and direction(context, context.scan.starts[match.first]) > 0
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
        return _business_half(match, context, number)
    if year is None:
        return done(match, None, anchor, context.missing(anchor or "published"))
    return done(match, of_half(year, number), anchor)


def _business_half(match: Match, context: Context, number: int) -> Reading | None:
    """``first-half profit``, beside quarters: elsewhere a half is of a match or a book."""
    if context.quarter is None or context.quarter.year is None:
        return None
    if context.scan.lower(match.last + 1) == "of":
        return None
    return done(match, of_half(context.quarter.year, number), "text")


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
    "christmas", "ca", "c", "beyond", "into", "versus", "including", "both", "as", "on",
}  # fmt: skip


def year_period(match: Match, context: Context) -> Reading | None:
    """``the 1988 quarter``, ``the 1989 period``: in that year, the one the report is about."""
    fields = match.fields
    number = -int(fields["year"]) if fields.get("era") == "BC" else int(fields["year"])
    if fields.get("unit", "quarter") != "quarter":
        return None
    quarter = context.quarter or (context.over if "unit" in fields else None)
    if quarter is not None and abs((quarter.year or 0) - number) <= COMPARED:
        return done(match, of_quarter(number, int(quarter.value[-1])))
    return done(match, of_year(number)) if "unit" not in fields else None


COMPARED = 2
"""Years that a business report looks back and ahead by when it compares quarters."""


_MODERN = range(1890, 2040)
"""Years that a lone four-digit number may mean anywhere; others need a word before them."""


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
    """Whether a year carries a history on (``In 1940 …``, a heading) or is only mentioned."""
    scan = context.scan
    before = scan.words(match.first - 1) if match.first else ""
    if before in ("In", "During", "By", "Throughout", "From", "Until", "Since"):
        return True
    if context.last is None or context.last.precision in ("year", "decade", "century"):
        return before in ("in", "during", "by", "throughout")
    gap = scan.text[scan.ends[match.first - 1] if match.first else 0 : scan.starts[match.first]]
    return "\n" in gap or before.isspace() or match.first == 0


def _others_act(match: Match, context: Context) -> bool:
    """``In 1912 soldiers marched``: the soldiers are who marched, and not how many of them."""
    scan, index = context.scan, match.at["year"]
    led = scan.lower(match.first - 1) in ("in", "by", "since", "until") and match.first == index
    return led and context.acts(scan.starts[index + 1])


def _is_year(match: Match, context: Context) -> bool:
    """Whether a four-digit number is a year here, and no count, label or part of a number."""
    scan = context.scan
    index = match.at["year"]
    before, after = scan.lower(match.first - 1), scan.lower(index + 1)
    if scan.has(index + 1, "COUNTED") and not _others_act(match, context):
        return False
    if before in (
        "$",
        "€",
        "£",
        "#",
        "no",
        "flight",
        "resolution",
        "/",
        "+",
    ):
        return False
    if (
        match.first == index
        and scan.glued(index)
        and not before.isspace()
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


_NO_DECADE = {"$", "€", "£", "his", "her", "their", "my", "our", "your", "its"}
"""Before these, ``20s`` is money or an age (``in her 20s``)."""


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
    before = match.first - 1
    while context.scan.has(before, "MOD") or context.scan.lower(before) == "-":
        before -= 1
    if context.scan.lower(before) in _NO_DECADE:
        return None
    sign = -1 if fields.get("era") == "BC" else 1
    return done(match, of_decade(sign * int(number)))


def century(match: Match, context: Context) -> Reading | None:
    """``the 19th century``."""
    number = int(match.fields["ord"])
    if not 1 <= number <= 30:
        return None
    hyphen = context.scan.lower(match.at["ord"] + 1) == "-"
    if hyphen and context.scan.lower(match.first) == "the":
        match = replace(match, first=match.first + 1)  # the [19th-century] fort
    return done(match, of_century(-number if match.fields.get("era") == "BC" else number))
