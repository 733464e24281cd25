"""Numbers that are no quantities: names of models, addresses, ages, telephone numbers."""

from __future__ import annotations

from fairwitness.reading.phrases import Scan
from fairwitness.reading.quantities.counted import Counted

_MARKS = {"/", "_", "@", "\\", "=", "*", "^", "²", "³", "′", "″", "·", "×"}
_HYPHENS = {"-", "–", "‑", "−"}
_BETWEEN = {"more", "full", "consecutive", "or", "so"}
_JOINS = {"to", "-", "–", "or", "and"}
_COUNTING = {"nummod", "dobj", "nsubj", "nsubjpass", "attr", "conj", "oprd", "quantmod", "appos"}
_COUNTED_BY_PREPOSITION = {"to", "of", "than", "least", "most"}


def excluded(scan: Scan, first: int, last: int, bare: bool, counted: Counted) -> bool:
    """Whether the number in tokens `first` to `last` is part of something that counts nothing."""
    return (
        _glued(scan, first, last)
        or _is_time(scan, last)
        or _named(scan, first, counted)
        or _address(scan, last)
        or (bare and _counts_nothing(scan, first, last, counted))
    )


def _glued(scan: Scan, first: int, last: int) -> bool:
    """MQ-9, AK47, 9M133, 555-0134, +44, 4x4, #7, and the score 3-2."""
    before, after = scan.lower(first - 1), scan.lower(last + 1)
    if scan.glued(first):
        joins = before in _HYPHENS and scan.glued(first - 1)
        if joins or before in (
            "#",
            "+",
            "/",
            "_",
            ":",
            ".",
            "№",
            "@",
            "\\",
            "=",
            "*",
            "^",
            "′",
            "°",
        ):
            return True
        if before.isalnum():
            return True
    if last + 1 < len(scan.codes) and scan.glued(last + 1):
        next_glued = scan.glued(last + 2)
        if before == "[" and after == "]":
            return True
        if after == "°" and next_glued and scan.lower(last + 2)[:1].isdigit():
            return True
        if after.isalnum() or after in _MARKS:
            return True
        if after in _HYPHENS and next_glued and not scan.lower(last + 2).isalpha():
            return True
        return after in (":", ".") and next_glued and scan.lower(last + 2)[:1].isdigit()
    return False


def _is_time(scan: Scan, last: int) -> bool:
    """Years, hours and ages belong to time, even where no time expression was found."""
    at = last + 1
    joined = scan.lower(at) in _JOINS and scan.has(at + 1, "NUM")
    if joined and (scan.lower(at + 2) in _HYPHENS or scan.has(at + 2, "TIMENOUN")):
        at += 2  # 15 to 16-year-olds
    while scan.lower(at) in _HYPHENS or scan.lower(at) in _BETWEEN:
        at += 1
    return scan.has(at, "TIMENOUN")


def _named(scan: Scan, first: int, counted: Counted) -> bool:
    """Resolution 2254, Flight 370, Area 51, Article 5, (P5+1)."""
    before = scan.lower(first - 1)
    if before == "of" and scan.lower(first - 2) in ("age", "ages"):
        return True
    if scan.has(first - 1, "NUMBERED") or (
        before == "." and scan.lower(first - 2) in ("no", "nos", "art", "p", "pp")
    ):
        return True
    start, end = scan.starts[first], scan.ends[first]
    root = counted.root(start, end)
    head = root.head
    left = head.i < root.i and head.i == root.i - 1
    return left and root.dep_ in ("nummod", "appos", "npadvmod") and head.pos_ == "PROPN"


def _address(scan: Scan, last: int) -> bool:
    """469 Vermont St., 10 Downing Street: a capital word or two, then a word for a street."""
    at = last + 1
    for step in range(4):
        if scan.has(at + step, "STREET"):
            return step > 0
        if not scan.words(at + step)[:1].isupper() if at + step < len(scan.codes) else True:
            return False
    return False


def _counts_nothing(scan: Scan, first: int, last: int, counted: Counted) -> bool:
    """A lone number whose place in the sentence is not that of a count: an age, a label."""
    start, end = scan.starts[first], scan.ends[last]
    before, after = scan.lower(first - 1), scan.lower(last + 1)
    if before in (",", "(") and after in (",", ")", ".", ""):
        return True
    if scan.lower(first) == "one" and after == "of":
        return True
    if counted.by(start, end) is not None:
        return False
    if scan.lower(first) == "one":
        return True
    root = counted.root(start, end)
    if root.dep_ == "pobj":
        return root.head.lower_ not in _COUNTED_BY_PREPOSITION
    return root.dep_ not in _COUNTING or root.pos_ not in ("NUM", "NOUN")
