"""Adding GeoNames' dumps to the gazetteer: read as streams, published whole or not at all."""

from fairwitness.world.geonames.add import Adding, Done, Watch, add, remove, unfinished
from fairwitness.world.geonames.dumps import Dump, open_dump

__all__ = ["Adding", "Done", "Dump", "Watch", "add", "open_dump", "remove", "unfinished"]
