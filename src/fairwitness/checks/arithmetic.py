"""Check `arithmetic`: totals, shares, changes, conversions and rates that must agree."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from fairwitness.checks.base import LeftAlone
from fairwitness.checks.calendar import DAYS
from fairwitness.checks.finding import Finding, Verdict
from fairwitness.checks.intervals import (
    ROUGH,
    SLACK,
    Interval,
    counted,
    digits,
    half_step,
    stated,
    usable,
)
from fairwitness.checks.reckoned import Judged, finding, term, terms
from fairwitness.reading.reading import Reading
from fairwitness.reading.rows import Reckoning, Term
from fairwitness.world import World
from fairwitness.world.units import Convert, conversions

HUNDRED = 100.0
FRACTION = 0.10
"""Share by which a fraction in words may be off: "a third" of 31 is 10 or 11."""


class Arithmetic:
    """Reckons with ranges: every number stands for all that round to it."""

    name = "arithmetic"
    applies_to = (
        "Parts and their total where the text says they are all of it, percentages and fractions "
        "of a stated number, changes between two values, units converted in brackets, and rates."
    )
    needs: tuple[str, ...] = ()
    tolerance = (
        "The rounding of every number as written, and 5 % beyond it (15 % after “about”, "
        "“nearly”); totals of counts are exact."
    )
    example = "The shelling killed 31 people: 12 in Homs, 10 in Hama and 9 in Idlib."

    def judge(self, reading: Reading, world: World) -> Iterator[Finding | LeftAlone]:  # noqa: ARG002 - needs no data
        """A finding for each reckoning with numbers that can be decided."""
        for reckoning in reading.reckonings:
            judge = _JUDGES.get(reckoning.kind)
            if judge is None:
                continue
            if not usable(*(one for one in reckoning.terms if one.role not in ("span", "per"))):
                yield LeftAlone("a number is open or too large to reckon with")
                continue
            judged = judge(reckoning)
            yield judged if isinstance(judged, LeftAlone) else finding(self.name, reckoning, judged)


def _compare(found: Interval, given: Term, tight: Interval, kept: int = 1) -> Verdict:
    """Whether what is found can be what is stated: within rounding, nearly, or not at all."""
    if found.meets(tight):
        return "holds"
    share = SLACK if given.exact else ROUGH
    loose = stated(given, kept).widened(share * abs(tight.finite))
    return "undetermined" if found.meets(loose) else "fails"


def _range(found: Interval, unit: str = "") -> str:
    low, high = digits(round(found.low, 2)), digits(round(found.high, 2))
    if not math.isfinite(found.high):
        return f"at least {low}{unit}"
    if not math.isfinite(found.low):
        return f"at most {high}{unit}"
    return f"{low}{unit}" if low == high else f"{low} to {high}{unit}"


def _sum(reckoning: Reckoning) -> Judged | LeftAlone:
    total, parts = term(reckoning, "total"), terms(reckoning, "part")
    pieces = [counted(part) for part in parts]
    added = Interval(sum(p.low for p in pieces), sum(p.high for p in pieces))
    whole = counted(total)
    if not total.exact and total.high is None and total.low is not None:
        whole = Interval(total.low, math.inf)
    shown = " + ".join(part.words.text for part in parts)
    found = _range(added)
    if added.meets(whole):
        verdict: Verdict = "holds"
    elif not reckoning.whole and added.high < whole.low:
        return LeftAlone("the parts named need not be all of the total")
    elif added.meets(whole.widened(SLACK * abs(whole.finite))) and not _whole_numbers(total, parts):
        verdict = "undetermined"
    else:
        verdict = "fails"
    return Judged(
        verdict, f"{total.words.text} in all: {shown}", found, "none for counts; rounding else",
        "parts add up to their total", f"{shown} = {found}; stated in all: {total.words.text}",
        "the numbers may be rounded",
    )  # fmt: skip


def _whole_numbers(total: Term, parts: list[Term]) -> bool:
    return all(one.exact and (one.value or 0) % 1 == 0 and counted(one).low == one.value
               for one in [total, *parts])  # fmt: skip


def _remainder(reckoning: Reckoning) -> Judged | LeftAlone:
    total, part, rest = (term(reckoning, role) for role in ("total", "part", "rest"))
    if not (total.exact and part.exact and rest.exact):
        return LeftAlone("what is left over is stated only roughly")
    left = abs((total.value or 0) - (part.value or 0))
    off = abs(left - (rest.value or 0))
    verdict: Verdict = "holds" if off == 0 else "fails"
    if off and not _whole_numbers(total, [part, rest]):
        verdict = "undetermined"
    return Judged(
        verdict, f"{rest.words.text} left", digits(left), "none", "counts are whole",
        f"{total.words.text} - {part.words.text} = {digits(left)}; stated: {rest.words.text}",
        "the numbers may be rounded",
    )  # fmt: skip


def _share(reckoning: Reckoning) -> Judged | LeftAlone:
    part, base, share = (term(reckoning, role) for role in ("part", "base", "share"))
    if part.unit != base.unit:
        return LeftAlone("the share and what it is of are not in one unit")
    top, bottom = counted(part), counted(base)
    if bottom.low <= 0 or not math.isfinite(bottom.high) or not math.isfinite(top.high + top.low):
        return LeftAlone("the number it is a share of is open")
    percent = share.unit == "percent"
    scale = HUNDRED if percent else 1.0
    found = Interval(top.low / bottom.high * scale, top.high / bottom.low * scale)
    verdict = _compare(found, share, stated(share)) if percent else _fraction(found, share)
    unit = " %" if percent else ""
    shown = (
        _range(found, unit)
        if percent
        else _range(Interval(found.low * HUNDRED, found.high * HUNDRED), " %")
    )
    return Judged(
        verdict, f"{share.words.text}: {part.words.text} of {base.words.text}", shown,
        "rounding of the share" if percent else "a tenth", "shares are rounded",
        f"{part.words.text} of {base.words.text} is {shown}; stated: {share.words.text}",
        "the share may be rounded",
    )  # fmt: skip


def _fraction(found: Interval, share: Term) -> Verdict:
    value = share.value if share.value is not None else share.low or share.high or 0.0
    given = stated(share) if not share.exact else Interval(value, value)
    low = (share.low if not share.exact and share.low is not None else value) * (1 - FRACTION)
    high = (share.high if not share.exact and share.high is not None else value) * (1 + FRACTION)
    if not share.exact and share.high is None:
        high = math.inf
    if not share.exact and share.low is None:
        low = -math.inf
    if found.meets(Interval(low, high)):
        return "holds"
    loose = Interval(low, high).widened(FRACTION * abs(given.finite))
    return "undetermined" if found.meets(loose) else "fails"


def _change(reckoning: Reckoning) -> Judged | LeftAlone:
    old, new = term(reckoning, "old"), term(reckoning, "new")
    share = next(iter(terms(reckoning, "share")), None)
    units = {unit for unit in (old.unit, new.unit) if unit is not None}
    # "from 150,000 tonnes to 120,000, down 20 per cent": the unit is left out the second time.
    fold = share is not None and new.unit is None and _near(old, new)
    if len(units) > 1 or (None in (old.unit, new.unit) and units - {"percent"} and not fold):
        return LeftAlone("the two values are not in one unit")
    before, after = stated(old), stated(new)
    if not all(math.isfinite(x) for x in (before.low, before.high, after.low, after.high)):
        return LeftAlone("one of the two values is open")
    values = f"{old.words.text} to {new.words.text}"
    up = reckoning.direction == "up"
    wrong = (up and after.high < before.low) or (not up and after.low > before.high)
    if wrong:
        way = "up" if up else "down"
        other = "less" if up else "more"
        return Judged(
            "fails", f"{way} from {values}", f"{new.words.text} is {other}", "none",
            "what goes up ends higher", f"{new.words.text} is {other} than {old.words.text}; "
            f"stated: {way} from {values}",
        )  # fmt: skip
    if share is None:
        return Judged(
            "holds", f"{reckoning.direction} from {values}", f"{new.words.text} lies that way",
            "none", "what goes up ends higher", f"from {values} is {reckoning.direction}",
        )  # fmt: skip
    return _changed(reckoning, before, after, share, values)


def _changed(
    reckoning: Reckoning, before: Interval, after: Interval, share: Term, values: str
) -> Judged | LeftAlone:
    if before.low <= 0 or after.low <= 0:
        return LeftAlone("a change from nothing or below has no percentage")
    ratio = Interval(after.low / before.high, after.high / before.low)
    if share.unit == "times":
        value = share.value or 1.0
        low = (value if share.low is None else share.low) * (1 - SLACK)
        high = math.inf if share.high is None else share.high * (1 + SLACK)
        near = Interval(low - value * SLACK, high + value * SLACK)
        verdict: Verdict = (
            "holds" if ratio.meets(Interval(low, high))
            else "undetermined" if ratio.meets(near) else "fails"
        )  # fmt: skip
        found = f"{_range(ratio)} times"
    elif share.unit != "percent":
        return _difference(reckoning, before, after, share, values)
    else:
        sign = 1 if reckoning.direction == "up" else -1
        ends = sorted(sign * (end - 1) * HUNDRED for end in (ratio.low, ratio.high))
        change = Interval(ends[0], ends[1])
        verdict = _compare(change, share, stated(share))
        found = f"{_range(change)} %"
        units = {term(reckoning, "old").unit, term(reckoning, "new").unit}
        points = Interval(*sorted((abs(after.low - before.high), abs(after.high - before.low))))
        if "percent" in units and verdict == "fails" and points.meets(stated(share).widened(0.5)):
            verdict = "undetermined"
    return Judged(
        verdict, f"{share.words.text}, from {values}", found, "the rounding of all three numbers",
        "each may be rounded to its last digit", f"from {values} is {found}; stated: "
        f"{share.words.text}", "the numbers may be rounded",
    )  # fmt: skip


def _near(old: Term, new: Term) -> bool:
    """Whether two values are of one size, so that no “million” is left out after one of them."""
    return bool(old.value and new.value) and 0.05 < (new.value or 0) / (old.value or 1) < 20


def _difference(
    reckoning: Reckoning, before: Interval, after: Interval, share: Term, values: str
) -> Judged | LeftAlone:
    """A change stated as a number of its own: "from 1,000 to 1,500, an increase of 500"."""
    unit = term(reckoning, "new").unit
    if share.unit != unit and (share.unit, unit) != ("percentage_point", "percent"):
        return LeftAlone("the change and the values are not in one unit")
    ends = sorted((abs(after.low - before.high), abs(after.high - before.low)))
    change = Interval(ends[0], ends[1])
    verdict = _compare(change, share, stated(share))
    return Judged(
        verdict, f"{share.words.text}, from {values}", _range(change),
        "the rounding of all three numbers", "each may be rounded to its last digit",
        f"from {values} is {_range(change)}; stated: {share.words.text}",
        "the numbers may be rounded",
    )  # fmt: skip


def _conversion(reckoning: Reckoning) -> Judged | LeftAlone:
    left, right = term(reckoning, "left"), term(reckoning, "right")
    if left.unit is None or right.unit is None or left.unit == right.unit:
        return LeftAlone("both numbers are in one unit, or one has none")
    there, back = conversions(left.unit, right.unit), conversions(right.unit, left.unit)
    pairs = _pairs(left, right)
    if not there or not pairs:
        return LeftAlone("the two units measure different things, or one is not known here")
    grades = [
        max(_grade(a, b, to, fro, exact=left.exact and right.exact) for a, b in pairs)
        for to, fro in zip(there, back, strict=True)
    ]
    best = min(range(len(grades)), key=grades.__getitem__)
    verdict: Verdict = ("holds", "undetermined", "fails")[grades[best]]
    shown = " to ".join(digits(round(there[best](a), 1)) for a, _ in pairs)
    found = f"{shown} {right.unit}"
    return Judged(
        verdict, f"{left.words.text} = {right.words.text}", found, "rounding of either number",
        "a conversion is rounded to the digits written",
        f"{left.words.text} is {found}; stated: {right.words.text}",
        "both numbers may be rounded",
    )  # fmt: skip


def _pairs(left: Term, right: Term) -> list[tuple[float, float]]:
    """The numbers to compare: the values, or both ends of two ranges."""
    if left.value is not None and right.value is not None:
        return [(left.value, right.value)]
    ends = (left.low, right.low), (left.high, right.high)
    if left.value is not None or right.value is not None:
        return []
    return [(a, b) for a, b in ends if a is not None and b is not None]


def _grade(a: float, b: float, to: Convert, fro: Convert, *, exact: bool) -> int:
    """0 where one number is the other rounded, 1 where both may be, 2 where neither can be."""
    forth, back = abs(to(a) - b), abs(fro(b) - a)
    if forth <= half_step(b) + 1e-9 or back <= half_step(a) + 1e-9:
        return 0
    share = SLACK if exact else ROUGH
    near = forth <= max(half_step(b, 1), share * abs(b)) or back <= max(
        half_step(a, 1), share * abs(a)
    )
    return 1 if near else 2


def _rate(reckoning: Reckoning) -> Judged | LeftAlone:
    total, span, rate, per = (term(reckoning, role) for role in ("total", "span", "rate", "per"))
    if span.unit not in DAYS or per.unit not in DAYS or not span.value or not per.value:
        return LeftAlone("the length of time has no number")
    if rate.unit != total.unit:
        return LeftAlone("the rate and the total are not in one unit")
    times = span.value * DAYS[span.unit] / (per.value * DAYS[per.unit])
    rough = 0.0 if span.exact else ROUGH
    whole = stated(total)
    found = Interval(whole.low / (times * (1 + rough)), whole.high / (times * (1 - rough)))
    verdict = _compare(found, rate, stated(rate, 1))
    shown = _range(found)
    return Judged(
        verdict, f"{rate.words.text} {per.words.text}: {total.words.text} in {span.words.text}",
        f"{shown} {per.words.text}", "rounding of the rate", "a rate is rounded",
        f"{total.words.text} in {span.words.text} is {shown} {per.words.text}; "
        f"stated: {rate.words.text}", "the rate may be rounded",
    )  # fmt: skip


def _product(reckoning: Reckoning) -> Judged | LeftAlone:
    total, count, rate = (term(reckoning, role) for role in ("total", "count", "rate"))
    if total.unit != rate.unit:
        return LeftAlone("the total and what each comes to are not in one unit")
    many, each = counted(count), counted(rate)
    if many.low < 0 or each.low < 0 or not math.isfinite(many.high * each.high):
        return LeftAlone("one of the numbers is open")
    found = Interval(many.low * each.low, many.high * each.high)
    verdict = _compare(found, total, stated(total))
    exact = digits((count.value or many.low) * (rate.value or each.low))
    return Judged(
        verdict, f"{total.words.text}: {count.words.text} times {rate.words.text}", exact,
        "rounding of the three numbers", "each may be rounded",
        f"{count.words.text} times {rate.words.text} is {exact}; stated: {total.words.text}",
        "the numbers may be rounded",
    )  # fmt: skip


_JUDGES: dict[str, Callable[[Reckoning], Judged | LeftAlone]] = {
    "sum": _sum,
    "remainder": _remainder,
    "share": _share,
    "change": _change,
    "conversion": _conversion,
    "rate": _rate,
    "product": _product,
}
