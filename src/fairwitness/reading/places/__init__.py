"""Places: where a report names them, which they are, and whether they stand for an actor."""

from fairwitness.reading.places.component import Places, make_places

__all__ = ["Places", "make_places"]
