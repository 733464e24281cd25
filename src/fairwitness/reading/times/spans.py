"""Builders for durations, offsets (`two days earlier`), sets and references (`now`)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from fairwitness.reading.phrases import Match
from fairwitness.reading.times.anchors import STEPS, back_months, done
from fairwitness.reading.times.context import NO_PUBLICATION, Context, Reading
from fairwitness.reading.times.lengths import counted, in_two_units, stretch_value, vague
from fairwitness.reading.times.moments import Moment, of_day, of_quarter, shifted

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
    if is_age(match, context) or _is_rate(match, context) or fields.get("num") == 0:
        return None  # nor is a zero-day flaw a duration
    if match.rule.build == "length":
        return _length(match)
    if "units" not in fields and "years" not in fields:
        return Reading(match.first, match.last, "DURATION", counted(1.0, str(fields["unit"]))[0])
    if _is_other_word(match, context):
        return None
    match = _trimmed(match, context)
    value, count, name = stretch_value(match.fields)
    moment, anchor = None, None
    relation = match.fields.get("rel")
    if relation == "that" and "num" in fields and context.scan.lower(match.at["rel"]) == "that":
        return None
    if relation is not None and count is not None:
        base, anchor = context.base(relation)
        moment = _beside(base, relation, count, name)
    return Reading(
        match.first, match.last, "DURATION", value, moment,
        anchor if moment else None, remember=False,
    )  # fmt: skip


def _length(match: Match) -> Reading | None:
    """A duration in other words than a number and one unit: ``two hours and 15 minutes``."""
    fields = match.fields
    value: str | None
    if "lesser" in fields:
        value = in_two_units(fields)
    elif "length" in fields:
        value = str(fields["length"])
    else:
        value = (
            None if "which" in fields and fields["units"] == "quarter" else vague(fields["units"])
        )
    if value is None:
        return None  # the third and fourth quarters
    return Reading(match.first, match.last, "DURATION", value, remember=False)


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


_LED_MEASURES = {
    "for", "in", "after", "within", "lasted", "last", "lasting", "took", "take", "taken", "takes",
    "of", "is", "was", "been", "just", "well", "spent", "from", "to", "than", "-", "be", "little",
}  # fmt: skip
"""Words behind which ``over`` says how much; behind others it says during what."""


def _trimmed(match: Match, context: Context) -> Match:
    """Without a preposition that is no qualifier (``over the past week``), and without the article
    of a compound (``the two-week crisis``)."""
    scan = context.scan
    first = match.first
    word = scan.lower(first)
    if match.fields.get("rel") == "last" and "article" in match.fields:  # it could last a decade
        told = {name: value for name, value in match.fields.items() if name != "rel"}
        return replace(match, first=match.at["article"], fields=told)
    led = scan.lower(first - 1) in _LED_MEASURES  # for over five years, but spread over five years
    if word in ("over", "under") and ("rel" in match.fields or (word == "over" and not led)):
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
    if "years" in fields:
        return False
    unit_at = match.at["units"]
    name = scan.lower(unit_at)
    after = scan.lower(unit_at + 1)
    if name in ("second", "quarter") and ("article" in fields or fields.get("num") == 1):
        return True
    vague = "fewunits" in fields  # several quarters of losses, but three quarters of the men
    if name == "quarters" and not vague and (after == "of" or scan.lower(unit_at - 1) == "-"):
        return True
    if name == "quarter" and "num" in fields and scan.lower(unit_at - 1) == "-":
        return True
    if name == "second" and "num" in fields:  # two second-degree burns; a 30-second spot
        return scan.lower(unit_at - 1) != "-" or fields["num"] < 3
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
    if word == "on" and not context.narrative:
        return None  # seven decades on: up to now
    back = "ago" in fields
    value, count, unit = stretch_value(match.fields)
    if unit in ("second", "minute", "hour"):
        return Reading(match.first, match.last, "DURATION", value, remember=False)
    if count is not None and unit in ("decade", "century"):  # half a century ago
        whole = count * {"decade": 10, "century": 100}[unit]
        count, unit = (whole, "year") if count != int(count) else (count, unit)
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
        return Reading(
            match.first, match.last, "DURATION", stretch_value(match.fields)[0], remember=False
        )
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
    return Reading(match.first, match.last, "DURATION", vague(unit), remember=False)


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
        value = vague(unit) if "fewunits" in fields else counted(count, unit)[0]
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
    return Reading(match.first, match.last, "SET", counted(1.0, unit)[0], remember=False)


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
