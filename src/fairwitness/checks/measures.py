"""Stated distances as ranges in kilometres, with the tolerance and the reason for it."""

from __future__ import annotations

import math
import re

import msgspec

from fairwitness.reading.rows import Quantity
from fairwitness.world.units import kilometres

LOOSE = 0.10
"""Share by which reports round a distance without saying so."""
VAGUE = 0.20
"""Share allowed when the words say it is rough: "about", "some", "nearly"."""
POINT_KM = 2.0
"""Which point of a place a report measures from; gazetteers differ by as much for one town."""


_NEARLY = re.compile(
    r"(?:just|a little|slightly|a bit|barely) (?:over|under|above|below|more than|less than)\b",
    re.I,
)
"""Words that give a number nearly, and no open bound: "just under 100 km" is not 40."""


class Stated(msgspec.Struct, frozen=True):
    """A stated distance in kilometres: low and high ends, None where open."""

    low: float | None
    high: float | None
    vague: bool
    rounding_km: float
    words: str

    @property
    def middle(self) -> float:
        """The number the relative tolerance is taken of."""
        ends = [end for end in (self.low, self.high) if end is not None]
        return sum(ends) / len(ends)


class Tolerance(msgspec.Struct, frozen=True):
    """How far off still holds, and the parts it is made of."""

    km: float
    why: str


def stated(quantity: Quantity) -> Stated | None:
    """The quantity as a range in kilometres, or None when it is no usable length."""
    factor = kilometres(1.0, quantity.unit or "")
    number = quantity.value if quantity.value is not None else quantity.low or quantity.high
    if factor is None or number is None or not math.isfinite(number) or number <= 0:
        return None
    low, high = quantity.low, quantity.high
    if _NEARLY.match(quantity.text):
        low, high = (low or number) * (1 - VAGUE), (high or number) * (1 + VAGUE)
    if (low is None) == (high is None) and quantity.value is not None:
        low = high = number
    return Stated(
        low=None if low is None else low * factor,
        high=None if high is None else high * factor,
        vague=not quantity.exact,
        rounding_km=_half_step(number) * factor,
        words=quantity.text,
    )


def _half_step(number: float) -> float:
    """Half the last digit a number is given to: 22 -> 0.5, 250 -> 5, 2.5 -> 0.05."""
    text = f"{number:g}"
    if "e" in text:
        return number * 0.05
    if "." in text:
        return 0.5 * 10.0 ** -len(text.partition(".")[2])
    return 0.5 * 10.0 ** (len(text) - len(text.rstrip("0")))


def tolerance(given: Stated, figure_km: float, ground_km: float) -> Tolerance:
    """Adds up what may lie between a true distance and an honest statement of it."""
    share = VAGUE if given.vague else LOOSE
    loose = given.middle * share
    extents = figure_km + ground_km
    total = max(loose, given.rounding_km) + POINT_KM + extents
    parts = [f"{share:.0%} as the words are {'rough' if given.vague else 'plain'}"]
    if given.rounding_km > loose:
        parts = [f"{given.rounding_km:.1f} km as the number is rounded"]
    parts.append(f"{POINT_KM:g} km for the point meant")
    if extents >= 0.5:
        parts.append(f"{extents:.0f} km for the size of the places")
    return Tolerance(total, " and ".join(parts))
