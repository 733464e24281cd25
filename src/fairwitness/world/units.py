"""Units of length in kilometres, by their exact definitions.

International yard and pound agreement (1959): 1 mile = 1.609344 km, 1 yard = 0.9144 m.
First International Extraordinary Hydrographic Conference (1929): 1 nautical mile = 1.852 km.
"""

from __future__ import annotations

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
