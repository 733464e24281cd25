"""Names spelt otherwise than the gazetteer has them: sought by sound, in the countries at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from fairwitness.reading.places.groups import MOST_CANDIDATES, Group
from fairwitness.reading.places.names import Known, Names, is_country

_MOST_COUNTRIES = 4
"""Countries searched: a report that names more gives no support to any of them."""
_SHORTEST = 4
"""Letters of the shortest name sought by sound; shorter ones sound like everything."""


def seek_alike(groups: Sequence[Group], names: Names) -> None:
    """Gives the groups without records those of similar names in the countries of the report."""
    countries = countries_named(groups)
    for group in groups:
        if group.known.records or group.shortened or group.designator in {"road", "facility"}:
            continue
        near = {p.country for p in group.parents if p.country} or set(countries)
        if len(group.key) < _SHORTEST or not near:
            continue
        found = names.similar(group.text, sorted(near))[:MOST_CANDIDATES]
        if found:
            group.known = Known("similar", found)


def countries_named(groups: Sequence[Group]) -> list[str]:
    """Codes of the countries the report names, most named first."""
    counts: Counter[str] = Counter()
    for group in groups:
        top = group.known.top
        if top is not None and is_country(top) and top.country:
            counts[top.country] += len(group.mentions)
    return [code for code, _ in counts.most_common(_MOST_COUNTRIES)]
