"""What a line of a dump becomes: an entry with its province, or the reason why it is left out."""

from __future__ import annotations

from hashlib import blake2b

from fairwitness.world.atlas import World
from fairwitness.world.entries import Entry, rank, usable
from fairwitness.world.geodesy import distance_km
from fairwitness.world.geonames.rows import Feature, PlaceLine, Refused, transliterated

NOT_KEPT = "of a sort that is not kept"
KNOWN = "known to the package already"

# A place this far from all that its country holds is no place of that country: coordinates of a
# namesake. Offshore fields and slips of the pen at the border lie nearer.
_ASTRAY_KM = 100.0
# Namesakes of one kind this near are one thing, or nearer than the larger one is wide.
_SAME_KM = 15.0
_SAME_KINDS = (
    frozenset({"base", "airfield"}),
    frozenset({"province", "district", "region", "territory"}),
    frozenset({"sea", "strait"}),
)
# Numbers of records that are not GeoNames' own, above all that layers of the package use.
_FIRST_OTHER = 1 << 48


class LeftOut(Exception):
    """A line that is whole but not wanted; its text is `NOT_KEPT` or `KNOWN`."""


class Placing:
    """Turns lines into entries, in the light of the package's own world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def entry(self, line: PlaceLine) -> Entry:
        """The entry of a line. Raises LeftOut, or Refused where country and place disagree.

        The province is the package's unit that holds the point: GeoNames' own admin1 codes are not
        ISO's, and no table of both is complete.
        """
        feature = line.feature
        if feature is None:
            raise LeftOut(NOT_KEPT)
        source, _, number = line.id.partition(":")
        own = source == "geonames"
        if feature.known == "all":
            raise LeftOut(KNOWN)
        # A town of the package is told by its GeoNames number; one of another maker's is not.
        if (feature.known == "near" or not own) and self._is_known(line, feature):
            raise LeftOut(KNOWN)
        holders = self._world.borders.countries_at(line.lat, line.lon)
        if line.country and holders and line.country not in holders:
            self._check_country(line)
        country = line.country or (holders[0] if holders else None)
        units = self._world.borders.provinces_at(line.lat, line.lon)
        return Entry(
            no=int(number) if own else _number(line.id), ref=None if own else line.id,
            name=line.name, kind=feature.kind, lat=line.lat, lon=line.lon,
            rank=rank(feature.rank, line.population if feature.kind != "district" else 0),
            country=country, province=_own(units, country),
            population=line.population,
            claimants=tuple(sorted(holders)) if len(holders) > 1 else (),
            aliases=tuple(usable(line.aliases)),
            articles=transliterated().get(country or "", False),
            heard_in=(country,) if country in transliterated() else (),
        )  # fmt: skip

    def _check_country(self, line: PlaceLine) -> None:
        try:
            away = self._world.borders.to_country(str(line.country), line.lat, line.lon).km
        except KeyError:  # a code without borders, such as one of the past: nothing to hold it to
            return
        if away > _ASTRAY_KM:
            raise Refused("coordinates over 100 km outside the country stated")

    def _is_known(self, line: PlaceLine, feature: Feature) -> bool:
        """Whether the package has the thing under another id, which would split belief in two."""
        wanted = {feature.kind}.union(*(kinds for kinds in _SAME_KINDS if feature.kind in kinds))
        for record in self._world.gazetteer.lookup(line.name):
            if record.kind not in wanted and feature.kind != "unknown":
                continue
            away = distance_km(line.lat, line.lon, record.lat, record.lon)
            if away <= max(_SAME_KM, record.extent_km) and record.id != line.id:
                return True
        return False


def _own(units: tuple[str, ...], country: str | None) -> str | None:
    """The unit of the country itself where several countries' units hold the ground."""
    return next((unit for unit in units if unit.startswith(f"{country}-")), next(iter(units), None))


def _number(id: str) -> int:
    """A number for an id that is none: 48 bits of its hash, so that ten million do not collide."""
    return _FIRST_OTHER | int.from_bytes(blake2b(id.encode(), digest_size=6).digest(), "little")


__all__ = ["KNOWN", "NOT_KEPT", "LeftOut", "Placing"]
