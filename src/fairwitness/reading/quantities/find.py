"""Finding quantities in a parsed text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from spacy.tokens import Doc

from fairwitness.reading.phrases import Match, Scan
from fairwitness.reading.quantities.amounts import (
    Amount,
    Measure,
    between,
    bounded,
    lower_number,
    number,
    vague,
)
from fairwitness.reading.quantities.counted import Counted
from fairwitness.reading.quantities.excluded import excluded
from fairwitness.reading.quantities.vocabulary import grammar
from fairwitness.reading.rows import Quantity, QuantityKind, Time
from fairwitness.span import Span

COUNT = Measure("count", None)


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity before it is written as a row."""

    first: int
    last: int
    amount: Amount
    measure: Measure
    qualifier: str | None
    bare: bool
    """Nothing but a number: only its place in the sentence can make it a quantity."""


def find_quantities(doc: Doc, times: Sequence[Time]) -> list[Quantity]:
    """The quantities of a parsed `doc`, in text order; numbers inside `times` are left to them."""
    scan = grammar().scan(doc.text)
    taken = _Taken(times)
    counted = Counted(doc)
    rows: list[Quantity] = []
    index = grammar().next(scan, 0)
    while index < len(scan.codes):
        found = _at(scan, index, taken, counted)
        if found is not None:
            rows.append(_row(scan, found, counted, len(rows) + 1))
            index = found.last
        index = grammar().next(scan, index + 1)
    return rows


class _Taken:
    """The characters that time expressions stand on."""

    def __init__(self, times: Sequence[Time]) -> None:
        spans = sorted((time.start, time.end) for time in times)
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]

    def overlaps(self, start: int, end: int) -> bool:
        at = bisect_right(self.starts, end - 1)
        return at > 0 and self.ends[at - 1] > start


def _at(scan: Scan, index: int, taken: _Taken, counted: Counted) -> Found | None:
    for match in grammar().at(scan, index):
        if taken.overlaps(scan.starts[match.first], scan.ends[match.last]):
            continue
        found = _BUILDERS[match.rule.build](scan, match)
        if found is None:
            continue
        if _split(scan, found, taken) or excluded(
            scan, found.first, found.last, found.bare, counted
        ):
            return None  # what the longest reading cannot be, a shorter one must not claim
        return _signed(scan, found)
    return None


def _split(scan: Scan, found: Found, taken: _Taken) -> bool:
    """Whether digits stand beside digits: ``5 500 kWh``, ``20 7946 0958``. Neither is a number."""
    for left in (found.first - 1, found.last):
        if _in_digits(scan, left) and _in_digits(scan, left + 1):
            gap = scan.text[scan.ends[left] : scan.starts[left + 1]]
            if gap == " " and not taken.overlaps(scan.starts[left], scan.ends[left]):
                return True
    return False


def _in_digits(scan: Scan, index: int) -> bool:
    numeric = scan.has(index, "NUM") or scan.has(index, "GROUP3")
    return numeric and scan.words(index)[-1:].isdecimal()


_MINUS = {"-", "−", "–"}


def _signed(scan: Scan, found: Found) -> Found | None:
    """Temperatures may be below zero; before any other number a sign is not understood."""
    at = found.first - 1
    minus = scan.lower(at) in _MINUS and scan.glued(found.first) and not scan.glued(at)
    if not minus and scan.lower(at) != "minus":
        return found
    if found.measure.kind not in ("temperature", "percent") or found.amount.value is None:
        return None
    amount = found.amount
    low = None if amount.high is None else -amount.high
    high = None if amount.low is None else -amount.low
    return replace(found, first=at, amount=Amount(-found.amount.value, low, high, amount.exact))


def _row(scan: Scan, found: Found, counted: Counted, order: int) -> Quantity:
    start, end = scan.starts[found.first], scan.ends[found.last]
    span: Span | None = None
    if found.measure.kind in ("count", "percent", "fraction"):
        span = counted.by(start, end)
    return Quantity(
        id=f"q{order}",
        start=start,
        end=end,
        text=scan.text[start:end],
        kind=found.measure.kind,
        value=found.amount.value,
        low=found.amount.low,
        high=found.amount.high,
        exact=found.amount.exact,
        qualifier=found.qualifier,
        unit=found.measure.unit,
        counted=span,
    )


def _qualifier(scan: Scan, match: Match) -> tuple[str | None, str | None]:
    """How the words around a number bound it, and those words."""
    names = [name for name in ("qual", "qual2", "tail") if name in match.at]
    if not names:
        return None, None
    bounds = [str(match.fields[name]) for name in names]
    firm = [bound for bound in bounds if bound not in ("about", "exactly")]
    words = " … ".join(scan.words(match.at[name]) for name in names)
    return (firm or bounds)[0], words


def _measure(scan: Scan, match: Match) -> Measure | None:
    """What the number measures; None when the words contradict each other."""
    fields = match.fields
    if "coin" in fields or "money" in fields or "lowmoney" in fields:
        code = fields.get("coin") or fields.get("money") or fields.get("lowmoney")
        return None if "unit" in fields or "percent" in fields else Measure("money", code)
    if "unit" in fields:
        kind, unit, only_glued = fields["unit"]
        if only_glued and not scan.glued(match.at["unit"]):
            return None
        return Measure(cast(QuantityKind, kind), unit)
    if "percent" in fields:
        return Measure("percent", "percent")
    if "point" in fields:
        return Measure("percent", "percentage_point")
    return COUNT


def _amount(scan: Scan, match: Match) -> Found | None:
    fields = match.fields
    if "group3" in fields and not _grouped(scan, match):
        return None
    measure = _measure(scan, match)
    if measure is None:
        return None
    if "glued" in fields:
        metres = _metres(scan, match.at["glued"], measure)
        if metres is None:
            return None
        if metres:
            fields = {name: value for name, value in fields.items() if name != "glued"}
            measure = Measure("distance", "metre")
    bound, words = _qualifier(scan, match)
    if "group3" in fields:
        value, few = _group_value(match), False
    else:
        value, few = number(fields)
    amount = vague(value, bound) if few else bounded(value, bound)
    if amount.value is None and amount.low is None and amount.high is None:
        return None
    if measure is COUNT and ("vulgar" in fields or "fraction" in fields) and "num" not in fields:
        measure = Measure("fraction", None)
    bare = measure is COUNT and words is None and "num" in fields and "scale" not in fields
    return Found(match.first, match.last, amount, measure, words, bare and "dozen" not in fields)


_METRE_CONTEXT = {
    "from", "away", "high", "deep", "long", "wide", "tall", "north", "south", "east", "west",
    "above", "below", "off", "across", "apart", "ahead", "behind", "inside", "outside", "into",
    "underground", "underwater", "thick",
}  # fmt: skip


def _metres(scan: Scan, at: int, measure: Measure) -> bool | None:
    """Whether the ``m`` after a number means metres (else a multiplier); None when unknown."""
    before_money = measure.kind == "money"
    if before_money:
        return False
    after = scan.lower(at + 1)
    if scan.words(at) == "m" and after in _METRE_CONTEXT:
        return True
    if scan.glued(at) and after.isalpha() and after not in _NOT_COUNTED:
        return False
    return None


_NOT_COUNTED = {
    "and", "or", "but", "to", "in", "on", "at", "by", "with", "for", "as", "is", "was", "were",
    "are", "has", "have", "had", "of", "that", "which", "who", "while", "when",
}  # fmt: skip


def _grouped(scan: Scan, match: Match) -> bool:
    """Whether spaces group the digits: thin or unbreakable ones, or any before ``000``."""
    first = match.at["lead"] + 1
    last = match.at.get("group", match.at["group3"])
    gaps = {scan.text[scan.ends[i - 1] : scan.starts[i]] for i in range(first, last + 1)}
    if len(gaps) != 1:
        return False
    gap = gaps.pop()
    return gap in ("\u00a0", "\u2009", "\u202f") or (gap == " " and scan.words(last) == "000")


def _group_value(match: Match) -> float:
    fields = match.fields
    digits = f"{fields['lead']}{fields['group3']}{fields.get('group', '')}"
    return float(int(digits))


_LONG = {"kilometre", "mile", "nautical_mile", "metre"}


def _one(scan: Scan, match: Match) -> Found | None:
    """`a mile`, `a kilometre`: other units are as often words of another kind (`a foot`)."""
    return _amount(scan, match) if match.fields["unit"][1] in _LONG else None


_SPOKEN = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}


def _range(scan: Scan, match: Match) -> Found | None:
    fields = match.fields
    measure = _measure(scan, match)
    if measure is None or not _one_measure(match, measure):
        return None
    between_words = match.rule.name.startswith("between")
    if not between_words and scan.lower(match.first - 1) in ("from", "-", "–", "—"):
        return None
    bound, words = _qualifier(scan, match)
    low, high = lower_number(fields), number(fields)[0]
    spoken = scan.words(match.at["num"]) if "num" in match.at else ""
    scale = _SPOKEN.get(spoken.rpartition(" ")[2].lower())
    if scale is not None and low < 1000 and low * scale < high:
        low *= scale  # two to three million
    amount = between(low, high, bound)
    if amount is None:
        return None
    bare = measure is COUNT and not between_words
    return Found(match.first, match.last, amount, measure, words, bare)


def _one_measure(match: Match, measure: Measure) -> bool:
    """Whether both ends are told in one measure, unlike ``5 km to 10 miles``, ``$5 to €10``."""
    fields = match.fields
    coin = fields.get("lowmoney") or fields.get("lowcoin")
    return (
        ("lowunit" not in fields or fields["lowunit"] == fields.get("unit"))
        and (coin is None or coin == measure.unit)
        and ("lowpercent" not in fields or measure.kind == "percent")
    )


def _gross(scan: Scan, match: Match) -> Found | None:
    """`dozens`, `tens of thousands`: only where the things counted follow."""
    low = float(match.fields["gross"])
    last = match.last
    if "gross2" in match.fields:
        low *= float(match.fields["gross2"]) / 2
    elif (
        scan.lower(match.at["gross"]) in ("scores", "tens", "lakhs")
        and scan.lower(last + 1) != "of"
    ):
        return None
    bound, _ = _qualifier(scan, match)
    amount = vague(low, bound if bound in ("at_most", "less_than") else None)
    if amount.low is None:
        return None
    return Found(
        match.first,
        last,
        amount,
        COUNT,
        scan.text[scan.starts[match.first] : scan.ends[last]],
        False,
    )


def _part(scan: Scan, match: Match) -> Found | None:
    """`two-thirds of`, `half the`: a share of what follows."""
    fields = match.fields
    last = match.last - 1
    share = float(fields.get("half") or fields["part"] * int(fields.get("num", 1)))
    if not 0 < share < 1:
        return None
    bound, words = _qualifier(scan, match)
    return Found(match.first, last, bounded(share, bound), Measure("fraction", None), words, False)


def _ratio(scan: Scan, match: Match) -> Found | None:
    """`one in five`, `three out of four`."""
    top, bottom = match.fields["num"], match.fields["of"]
    if not 0 < top < bottom or bottom > 1000:
        return None
    in_word = scan.lower(match.at["num"] + 1) == "in"
    if in_word and not (top == 1 or bottom in (10, 100)) and match.rule.name == "one.in.plain":
        return None
    bound, words = _qualifier(scan, match)
    amount = bounded(top / bottom, bound)
    return Found(match.first, match.last, amount, Measure("fraction", None), words, False)


_BUILDERS: dict[str, Callable[[Scan, Match], Found | None]] = {
    "amount": _amount,
    "range": _range,
    "one": _one,
    "gross": _gross,
    "part": _part,
    "ratio": _ratio,
}
