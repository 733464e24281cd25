"""How near "near" is: bounds in kilometres by the words and by the size of the places."""

from __future__ import annotations

import msgspec

from fairwitness.reading.rows import Manner


class Bounds(msgspec.Struct, frozen=True):
    """Up to `holds` km a claim of nearness holds, beyond `fails` km it fails."""

    holds: float
    fails: float
    why: str

    def grown(self, size: float) -> Bounds:
        """The bounds for a place of this radius in km."""
        if size < 0.5:
            return self
        why = f"{self.why}, and {size:.0f} km for the size of the places, twice and four times"
        return Bounds(self.holds + 2 * size, self.fails + 4 * size, why)


NEAR: dict[Manner | None, Bounds] = {
    "near": Bounds(60.0, 120.0, "what reports call near"),
    "outskirts": Bounds(20.0, 50.0, "what reports call outskirts"),
    "beside": Bounds(30.0, 80.0, "what reports call next to"),
}
BORDER = {
    False: Bounds(75.0, 200.0, "what reports call near a border"),
    True: Bounds(25.0, 60.0, "what reports call on a border"),
}
"""By whether the words put the place on the border itself."""
COAST = Bounds(25.0, 50.0, "the coast is good to 5 km, and a city's middle may lie inland")
PORT = Bounds(60.0, 130.0, "ports of a sea may lie up a river")


def between_places(manner: Manner | None, size: float) -> Bounds:
    """The bounds for two places whose radii add up to `size` km."""
    return NEAR.get(manner, NEAR["near"]).grown(size)
