"""What may be looked up or computed: gazetteer, borders, provinces, geodesy. Knows no reports."""

from fairwitness.world.atlas import World, shared

__all__ = ["World", "shared"]
