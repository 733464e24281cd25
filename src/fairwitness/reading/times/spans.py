"""Builders for durations, offsets (`two days earlier`), sets and references (`now`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fairwitness.reading.phrases import Match
from fairwitness.reading.times.anchors import STEPS, back_months, done
from fairwitness.reading.times.context import NO_PUBLICATION, Context, Reading
from fairwitness.reading.times.moments import Moment, of_day, of_quarter, shifted

Fields = Mapping[str, Any]
_LETTERS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W",
    "month": "M", "quarter": "Q", "year": "Y",
}  # fmt: skip
_MULTIPLES = {
    "fortnight": (2, "W"), "weekend": (2, "D"), "decade": (10, "Y"), "century": (100, "Y"),
    "millennium": (1000, "Y"),
}  # fmt: skip
_HALVES = {"hour": (30, "TM"), "minute": (30, "TS"), "day": (12, "TH"), "year": (6, "M")}
_VAGUE_LETTERS = {
    "decade": "DE",
    "century": "CE",
    "fortnight": "W",
    "weekend": "D",
    "millennium": "ML",
}


def period(count: str, letters: str) -> str:
    """A TIMEX3 duration: ``P3D``, ``PT2H``."""
    return f"P{'T' if letters.startswith('T') else ''}{count}{letters.removeprefix('T')}"


def stretch_value(fields: Fields) -> tuple[str, float | None, str]:
    """The duration that captured fields state: (TIMEX3 value, number of units if known, unit)."""
    unit = str(fields["units"])
    half = "extrahalf" in fields
    if "fewunits" in fields or ("num" not in fields and "article" not in fields and not half):
        letters = _VAGUE_LETTERS.get(unit, _LETTERS.get(unit, "D"))
        dozens = fields.get("dozen")
        return (period("X", letters), None, unit) if dozens is None else _counted(12.0, unit)
    count = float(fields.get("num", 1 if "article" in fields and not half else 0))
    count *= float(fields.get("dozen", 1)) * (0.5 if "half" in fields else 1)
    if not half and "vulgar" not in fields:
        return _counted(count, unit)
    if "article" in fields and half and fields["extrahalf_first"]:
        return _halved(0, unit)
    return _halved(int(fields.get("num", 1)), unit)


def _counted(count: float, unit: str) -> tuple[str, float | None, str]:
    times, letters = _MULTIPLES.get(unit, (1, _LETTERS.get(unit, "D")))
    return period(f"{count * times:.10g}", letters), count, unit


def _halved(whole: int, unit: str) -> tuple[str, float | None, str]:
    if unit in _MULTIPLES:
        times, letters = _MULTIPLES[unit]
        return period(f"{(whole + 0.5) * times:.10g}", letters), whole + 0.5, unit
    if unit not in _HALVES:
        return period(f"{whole + 0.5:.10g}", _LETTERS.get(unit, "D")), whole + 0.5, unit
    rest, letters = _HALVES[unit]
    head = period(str(whole), _LETTERS[unit]) if whole else "P"
    tail = f"{rest}{letters.removeprefix('T')}"
    joint = "T" if letters.startswith("T") and "T" not in head else ""
    return f"{head}{joint}{tail}", whole + 0.5, unit


def stretch(match: Match) -> tuple[str, float | None, str]:
    """`stretch_value` of a match."""
    first = match.at.get("extrahalf", 99) < match.at.get("article", -1)
    return stretch_value({**match.fields, "extrahalf_first": first})


_NOT_NOUN = {"second", "minute"}
_AGE = {"old", "olds"}


def is_age(match: Match, context: Context) -> bool:
    """``34 years old``, ``a 34-year-old``, ``26 years of age``, ``aged two months``."""
    scan, at = context.scan, match.last + 1
    if scan.lower(at) == "-":
        at += 1
    if scan.lower(at) in _AGE or scan.lower(at) == "aged":
        return True
    if scan.lower(at) == "of" and scan.lower(at + 1) == "age":
        return True
    return scan.lower(match.first - 1) in ("aged", "age", "ages")


def duration(match: Match, context: Context) -> Reading | None:
    """How long something lasts; `the past two months` also has an interval."""
    fields = match.fields
    if is_age(match, context) or _is_rate(match, context):
        return None
    unit = fields.get("units", fields.get("unit"))
    if "aheadof" in fields:
        letters = _VAGUE_LETTERS.get(str(unit), _LETTERS.get(str(unit), "D"))
        return Reading(match.first, match.last, "DURATION", period("X", letters), remember=False)
    if "which" in fields and "num" not in fields and "fewunits" not in fields:
        if unit == "quarter":
            return None  # the third and fourth quarters
        return Reading(
            match.first, match.last, "DURATION", period("X", _LETTERS.get(str(unit), "D"))
        )
    if "units" not in fields:
        return Reading(match.first, match.last, "DURATION", _counted(1.0, str(unit))[0])
    if _is_other_word(match, context):
        return None
    match = _trimmed(match, context)
    value, count, name = stretch(match)
    moment, anchor = None, None
    relation = fields.get("rel")
    if relation == "that" and "num" in fields and context.scan.lower(match.at["rel"]) == "that":
        return None
    if relation is not None and count is not None:
        base, anchor = context.base(relation)
        moment = _beside(base, relation, count, name)
    return Reading(
        match.first, match.last, "DURATION", value, moment,
        anchor if moment else None, remember=False,
    )  # fmt: skip


def _is_rate(match: Match, context: Context) -> bool:
    """``four flights a week``, ``$1.76 a year``: how often, not how long."""
    scan = context.scan
    if "article" not in match.fields or match.at["article"] != match.first or match.first == 0:
        return False
    before = match.first - 1
    word = scan.words(before)
    if match.last - match.first > 1 or scan.has(before, "UNITS"):
        return False
    return word[-1:].isdigit() or word == "%" or context.noun(scan.starts[before])


def _trimmed(match: Match, context: Context) -> Match:
    """Without a preposition that is no qualifier (``over the past week``), and without the article
    of a compound (``the two-week crisis``)."""
    scan = context.scan
    first = match.first
    if scan.lower(first) in ("over", "under") and "rel" in match.fields:
        first += 1
    if scan.lower(match.last) == "long" and scan.lower(first) in ("a", "an"):
        first += 1
    compound = scan.lower(match.last - 1) == "-" or (
        "num" in match.fields and scan.has(match.last, "UNIT")
    )
    if scan.lower(first) == "the" and compound:
        first += 1
    return replace(match, first=first)


def _is_other_word(match: Match, context: Context) -> bool:
    """``a second attempt``, ``a minute detail``, ``a quarter of``: no durations."""
    scan, fields = context.scan, match.fields
    unit_at = match.at["units"]
    name = scan.lower(unit_at)
    after = scan.lower(unit_at + 1)
    if name in ("second", "quarter") and ("article" in fields or fields.get("num") == 1):
        return True
    vague = "fewunits" in fields  # several quarters of losses, but three quarters of the men
    if name == "quarters" and not vague and (after == "of" or scan.lower(unit_at - 1) == "-"):
        return True
    if name in ("quarter", "second") and "num" in fields and scan.lower(unit_at - 1) == "-":
        return True
    return name in ("night", "nights") and "num" not in fields


def _beside(base: Moment | None, relation: str, count: float, unit: str) -> Moment | None:
    """The `count` units before or after `base`, as a moment without a value of its own."""
    if base is None or base.day is None or count != int(count):
        return None
    step = STEPS[relation]
    if step == 0:
        return None
    if unit in ("second", "minute", "hour"):
        return None
    unit, count = ("week", count * 2) if unit == "fortnight" else (unit, count)
    edge = _moved(base.day, int(count) * step, unit)
    if edge is None:
        return None
    begin, until = (edge, base.day) if step < 0 else (base.day, edge)
    return Moment(
        "",
        "day" if unit in ("day", "night") else _precision(unit),
        begin=begin.isoformat(),
        until=until.isoformat(),
    )


def _precision(unit: str) -> Any:
    return {"weekend": "week", "millennium": "century"}.get(unit, unit)


def _moved(day: dt.date, count: int, unit: str) -> dt.date | None:
    """`day` moved by whole units, keeping the day of the month where there is one."""
    days = {"day": 1, "night": 1, "week": 7, "weekend": 7}.get(unit)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    try:
        if days is not None:
            return day + dt.timedelta(count * days)
        return None if months is None else back_months(day, -count * months)
    except (OverflowError, ValueError):  # before the year 1 or after 9999
        return None


_PUNCTUATION = {"", ".", ",", ";", ":", ")", "!", "?", "—", "–", "-", "''", '"', "”", "’", "'", "_"}


def offset(match: Match, context: Context) -> Reading | None:
    """``two days earlier``, ``three weeks ago``, ``a year later``."""
    fields = match.fields
    word = context.scan.lower(match.last)
    if word in ("before", "prior", "after", "on", "hence") and not _stands_alone(match, context):
        return None
    back = "ago" in fields
    value, count, unit = stretch(match)
    if unit in ("second", "minute", "hour"):
        return Reading(match.first, match.last, "DURATION", value, remember=False)
    if count is None or count != int(count):
        reference = "PAST_REF" if back else "FUTURE_REF"
        return Reading(match.first, match.last, "DATE", reference, remember=False)
    deictic = word in ("ago", "now", "today") or match.rule.build == "from.now"
    base, anchor = context.base("this" if deictic else "that")
    if deictic and not context.narrative:
        base, anchor = context.today, "published"
    if base is None:
        return done(match, None, anchor, context.missing(anchor))
    steps = int(count) * (-1 if back else 1)
    if unit == "year" and back and context.quarter is not None and count == 1:
        return done(match, shifted(context.quarter, -4, "quarter"), "text")
    unit, steps = {"fortnight": ("week", steps * 2), "night": ("day", steps)}.get(
        unit, (unit, steps)
    )
    moment = shifted(_finer(base, unit), steps, unit)
    if moment is None:
        return done(match, None, anchor, f"reckoned from {base.value}, which names no {unit}")
    return done(match, moment, anchor)


def _finer(base: Moment, unit: str) -> Moment:
    if (
        unit in ("month", "quarter")
        and base.month is None
        and base.start
        and base.precision != "year"
    ):
        return of_day(base.start)
    return base


def _stands_alone(match: Match, context: Context) -> bool:
    """Whether nothing follows `two days before` that it would be reckoned from."""
    after = context.scan.lower(match.last + 1)
    return after in _PUNCTUATION or after in ("and", "but", "when", "that", "in", "at", "by", "on")


def _quarter_ago(match: Match, context: Context) -> Reading | None:
    """``the year-earlier third quarter``."""
    number = int(match.fields["quarter"])
    if match.fields["unit"] != "quarter" or not 1 <= number <= 4:
        return None
    base, anchor = (context.quarter, "text") if context.quarter else context.base("this")
    if base is None or base.year is None:
        return done(match, None, "published", NO_PUBLICATION)
    return done(match, of_quarter(base.year - 1, number), anchor)


def year_ago(match: Match, context: Context) -> Reading | None:
    """``the year-earlier quarter``, ``year-ago``: the same stretch one year before."""
    words = {context.scan.lower(index) for index in range(match.first, match.last + 1)}
    if "year" not in words:
        return None
    if "units" in match.fields:  # the year-earlier nine months
        return Reading(match.first, match.last, "DURATION", stretch(match)[0], remember=False)
    if "quarter" in match.fields:
        return _quarter_ago(match, context)
    quarter_word = context.scan.lower(match.last) in ("quarter", "period", "ago", "earlier")
    if context.quarter is None and "unit" in match.fields and match.fields["unit"] == "quarter":
        today = context.today  # of the quarter last completed, which is the one reported on
        moment = None if today is None else shifted(today, -5, "quarter")
        return done(match, moment, "published", "" if moment else NO_PUBLICATION)
    if context.quarter is not None and quarter_word:
        return done(match, shifted(context.quarter, -4, "quarter"), "text")
    base, anchor = context.base("this")
    if base is None or base.year is None:
        return done(match, None, anchor, context.missing(anchor))
    return done(match, shifted(base, -1, "year"), anchor)


_BARE_LEADS = {
    "for", "in", "over", "within", "after", "of", "or", "lasted", "lasting", "last", "and", "took",
    "take", "takes", "spent", "spend", "been", "several", "almost", "nearly", "just", "only", "the",
    "through", "throughout", "during", "past", "recent", "into", "-", "'s",
}  # fmt: skip


def bare_units(match: Match, context: Context) -> Reading | None:
    """``for years``, ``in the weeks before``: an unknown number of them."""
    told_from = context.scan.lower(match.last + 1) in ("before", "after")  # hours after the blast
    led = context.scan.lower(match.first - 1) in _BARE_LEADS
    if is_age(match, context) or not (led or told_from):
        return None
    unit = str(match.fields["units"])
    if unit in ("second", "night", "quarter", "weekend"):
        return None
    letters = _VAGUE_LETTERS.get(unit, _LETTERS.get(unit, "D"))
    return Reading(match.first, match.last, "DURATION", period("X", letters), remember=False)


def set_word(match: Match, context: Context) -> Reading | None:
    """``daily``, ``annually``."""
    value = str(match.fields["setword"])
    if context.scan.words(match.first)[:1].isupper() and not _opens_sentence(match, context):
        return None  # The Daily News
    if context.noun(context.scan.starts[match.first]):
        return None  # a daily, which is a newspaper
    return Reading(match.first, match.last, "SET", value, remember=False)


def every(match: Match, context: Context) -> Reading | None:
    """``every day``, ``each Friday``, ``every two weeks``."""
    fields = match.fields
    value: str
    if "weekday" in fields:
        value = f"XXXX-WXX-{fields['weekday']}"
    elif "part" in fields:
        value = f"XXXX-XX-XXT{fields['part']}"
    elif "season" in fields:
        value = f"XXXX-{fields['season']}"
    elif "month" in fields:
        value = f"XXXX-{int(fields['month']):02d}"
    else:
        unit = str(fields.get("unit", fields.get("units")))
        if unit == "second" or (unit == "minute" and "article" in fields):
            return None
        other = (
            "other"
            in context.scan.text[
                context.scan.starts[match.first] : context.scan.ends[match.last]
            ].lower()
        )
        count = float(fields.get("num", fields.get("ord", 2 if other else 1)))
        value = _counted(count, unit)[0]
    return Reading(match.first, match.last, "SET", value, remember=False)


def weekdays(match: Match, context: Context) -> Reading | None:
    """``on Fridays``, ``Tuesday nights``."""
    fields = match.fields
    if "weekdays" in fields:
        value = f"XXXX-WXX-{fields['weekdays']}"
    else:
        part = {"n": "NI", "m": "MO", "a": "AF", "e": "EV"}[context.scan.lower(match.last)[0]]
        value = f"XXXX-WXX-{fields['weekday']}T{part}"
    return Reading(match.first, match.last, "SET", value, remember=False)


def rate(match: Match, context: Context) -> Reading | None:
    """``twice a week``, ``three an hour``, ``per day``."""
    unit = str(match.fields["unit"])
    scan = context.scan
    if match.rule.name == "set.per" and scan.lower(match.first) != "per":
        return None
    if unit in ("second", "minute", "hour") and scan.lower(match.first - 1) not in (
        "times",
        "time",
    ):
        return None
    return Reading(match.first, match.last, "SET", _counted(1.0, unit)[0], remember=False)


def reference(match: Match, context: Context) -> Reading | None:
    """``now``, ``recently``, ``the future``."""
    scan = context.scan
    value = next(str(v) for v in match.fields.values())
    before, after = scan.lower(match.first - 1), scan.lower(match.last + 1)
    word = scan.lower(match.last)
    if scan.words(match.last) == "Now" and _opens_sentence(match, context):
        return None
    if word == "now" and (after == "that" or (before == "by" and after == "the")):
        return None
    if word == "future" and match.first == match.last and context.noun(_next(match, context)):
        return None  # future payments: which are to come, at no time that is told
    if scan.lower(match.last).endswith("past") and not context.noun(scan.ends[match.last] - 4):
        return None
    return Reading(match.first, match.last, "DATE", value, remember=False)


def former(match: Match, context: Context) -> Reading | None:
    """``the former capital`` in a history.

    The TIMEX2 guidelines name the word as a trigger and annotators of war histories marked 21 of
    23; those of news, by TimeML, none of 7, and there it only titles people.
    """
    if not context.narrative:
        return None
    return Reading(match.first, match.last, "DATE", "PAST_REF", remember=False)


_BEFORE_TIME = {"during", "throughout", "at", "by", "from", "since", "until", "over", "in", "of"}


def that_time(match: Match, context: Context) -> Reading | None:
    """``during that period``, ``since that time``: told of before, in words that need no date."""
    scan = context.scan
    words = scan.lower(match.first)
    if not context.narrative or match.fields["rel"] not in ("this", "that"):
        return None
    if words in ("the", "current"):
        return None
    if scan.lower(match.last) == "time" and scan.lower(match.first - 1) not in _BEFORE_TIME:
        return None  # this time they ran: on this occasion
    why = "points back at a time that the text has told of"
    return Reading(match.first, match.last, "DATE", why=why, remember=False)


def _next(match: Match, context: Context) -> int:
    """Offset of the word behind a match."""
    return context.scan.starts[min(match.last + 1, len(context.scan.starts) - 1)]


def _opens_sentence(match: Match, context: Context) -> bool:
    """Whether `Now` begins a sentence, where it mostly only turns to the next point."""
    start = context.scan.starts[match.first]
    before = context.scan.text[max(start - 20, 0) : start].rstrip("\"“'‘` \t\n")
    return not before or before[-1] in ".!?:—-_"
