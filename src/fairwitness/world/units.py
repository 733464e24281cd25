"""Units by their exact definitions: lengths in kilometres, and any unit in another.

International yard and pound agreement (1959): 1 mile = 1.609344 km, 1 yard = 0.9144 m.
First International Extraordinary Hydrographic Conference (1929): 1 nautical mile = 1.852 km.
"""

from __future__ import annotations

from collections.abc import Callable

KILOMETRES = {
    "kilometre": 1.0,
    "metre": 0.001,
    "mile": 1.609344,
    "nautical_mile": 1.852,
    "yard": 0.0009144,
    "foot": 0.0003048,
}
"""Kilometres in one unit, by pint's names."""


def kilometres(value: float, unit: str) -> float | None:
    """`value` in kilometres, or None when `unit` is no length that places are located by."""
    factor = KILOMETRES.get(unit)
    return None if factor is None else value * factor


type Convert = Callable[[float], float]

_KILOGRAMS = 0.45359237
"""One pound avoirdupois (international yard and pound agreement, 1959)."""
_MEASURES: dict[str, dict[str, tuple[float, ...]]] = {
    "length": {
        **{unit: (km * 1000,) for unit, km in KILOMETRES.items()},
        "centimetre": (0.01,), "millimetre": (0.001,), "inch": (0.0254,),
    },
    "area": {
        "metre ** 2": (1.0,), "kilometre ** 2": (1e6,), "hectare": (1e4,),
        "acre": (4046.8564224,), "mile ** 2": (2589988.110336,), "foot ** 2": (0.09290304,),
    },
    "mass": {
        "milligram": (1e-6,), "gram": (1e-3,), "kilogram": (1.0,), "tonne": (1e3,),
        "kilotonne": (1e6,), "megatonne": (1e9,), "pound": (_KILOGRAMS,),
        "ounce": (_KILOGRAMS / 16, 0.0311034768),
        "ton": (_KILOGRAMS * 2000, _KILOGRAMS * 2240, 1e3),
    },
    "volume": {
        "litre": (1.0,), "metre ** 3": (1e3,), "foot ** 3": (28.316846592,),
        "gallon": (3.785411784, 4.54609), "oil_barrel": (158.987294928,),
    },
    "speed": {
        "metre / second": (1.0,), "kilometre / hour": (1 / 3.6,), "mile / hour": (0.44704,),
        "knot": (1852 / 3600,),
    },
}  # fmt: skip
"""Units in the base unit of what they measure; several factors where a name has several meanings:
short, long and metric tons, US and imperial gallons, ounces avoirdupois and troy."""


def conversions(unit: str, to: str) -> tuple[Convert, ...]:
    """The functions that may turn a number of `unit` into one of `to`; empty when there is none.

    `conversions(b, a)` gives their inverses in the same order. Degrees have two: as a reading of
    the thermometer and as a difference.
    """
    if {unit, to} == {"degree_Celsius", "degree_Fahrenheit"}:
        if to == "degree_Fahrenheit":
            return (lambda x: x * 1.8 + 32), (lambda x: x * 1.8)
        return (lambda x: (x - 32) / 1.8), (lambda x: x / 1.8)
    for units in _MEASURES.values():
        if unit in units and to in units:
            pairs = [(a, b) for a in units[unit] for b in units[to]]
            if len(units[unit]) > 1 and len(units[to]) > 1:
                pairs = pairs[:1]
            return tuple(_by(a / b) for a, b in pairs)
    return ()


def _by(factor: float) -> Convert:
    return lambda x: x * factor
