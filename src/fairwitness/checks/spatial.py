"""What the checks of place share: records tried, the kindest verdict taken, a finding made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

import msgspec

from fairwitness.checks.base import LeftAlone
from fairwitness.checks.finding import Evidence, Finding, Line, Verdict
from fairwitness.checks.places import NAMESAKE, Option, point_namesakes, points
from fairwitness.reading.reading import Reading
from fairwitness.reading.rows import Place, Relation
from fairwitness.world import World
from fairwitness.world.geodesy import distance_km

NO_RECORD = "a place is in no data set here"
DENIED = "the text denies it"
SUGGESTED = "the words only suggest it, or the report does not assert it"
UNSURE = "it may be another place of that name, or one that no data set here lists"


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """One choice of records judged: the verdict, and the values it was made from."""

    verdict: Verdict
    stated: str
    found: str
    tolerance: str
    tolerance_why: str
    working: str
    evidence: tuple[Evidence, ...]
    lines: tuple[Line, ...] = ()
    missing: str | None = None


type Choice = dict[str, Option]
"""Which record each place of a relation is taken for, by the place's id."""


def choices(ids: Iterable[str], places: dict[str, Place], world: World) -> list[Choice]:
    """The ways to take the places for records, the likeliest first; none if one is unresolved.

    Others than the likeliest only where they are no further apart: what is named together lies
    together, and somewhere on earth some namesake lies in any direction.
    """
    return _together(_product({row: points(places[row], world) for row in ids}), None)


def other_choices(ids: Iterable[str], places: dict[str, Place], world: World) -> list[Choice]:
    """The same with every namesake that the gazetteer lists, however little it is believed."""
    wanted = tuple(ids)
    first = choices(wanted, places, world)[0]
    return _together(_product({row: point_namesakes(places[row], world) for row in wanted}), first)


def _together(found: list[Choice], first: Choice | None) -> list[Choice]:
    if not found:
        return []
    most = _spread(first or found[0]) + 1.0
    return [choice for choice in found if _spread(choice) <= most]


def _spread(choice: Choice) -> float:
    """The longest way between two of the records, in km."""
    taken = [option.candidate for option in choice.values()]
    return max(
        (distance_km(a.lat, a.lon, b.lat, b.lon) for a, b in combinations(taken, 2)), default=0.0
    )


MOST = 4096
"""Choices tried at most: three places of sixteen namesakes each."""


def _product(by_id: dict[str, list[Option]]) -> list[Choice]:
    found: list[Choice] = [{}]
    for row, taken in by_id.items():
        found = [{**choice, row: option} for choice in found for option in taken][:MOST]
    return found


def of_kind(reading: Reading, *kinds: str) -> Iterator[Relation]:
    """The relations of these kinds, in text order."""
    return (relation for relation in reading.relations if relation.kind in kinds)


def settled(
    check: str,
    relation: Relation,
    tried: Iterable[Tried],
    others: Callable[[], Iterable[Tried]],
    *,
    certain: bool,
) -> Finding | LeftAlone:
    """The kindest verdict of all that were tried.

    `fails` needs to be `certain`, and to fail for every namesake in `others` too.
    """
    best = _kindest(tried)
    if best is None:
        return LeftAlone(NO_RECORD)
    verdict, missing = best.verdict, best.missing
    if verdict == "fails" and not certain:
        verdict, missing = "undetermined", UNSURE
    elif verdict == "fails" and any(other.verdict == "holds" for other in others()):
        verdict, missing = "undetermined", NAMESAKE
    return Finding(
        id="",
        start=relation.start,
        end=relation.end,
        text=relation.text,
        check=check,
        verdict=verdict,
        relation=relation.id,
        stated=best.stated,
        found=best.found,
        tolerance=best.tolerance,
        tolerance_why=best.tolerance_why,
        working=best.working + (f"; {relation.why}" if relation.why else ""),
        evidence=best.evidence,
        lines=best.lines,
        missing=missing,
    )


def _kindest(tried: Iterable[Tried]) -> Tried | None:
    order = {"holds": 0, "undetermined": 1, "fails": 2}
    best: Tried | None = None
    for one in tried:
        if one.verdict == "holds":
            return one
        if best is None or order[one.verdict] < order[best.verdict]:
            best = one
    return best


def graded(off: float, holds: float, fails: float) -> Verdict:
    """`holds` up to one bound, `fails` beyond the other, `undetermined` between them."""
    if off <= holds:
        return "holds"
    return "fails" if off > fails else "undetermined"


def km(value: float) -> str:
    """A length as workings write it."""
    return f"{value:.1f} km" if value < 10 else f"{value:.0f} km"
