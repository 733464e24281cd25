"""Relations of travel: "X, a two-hour drive from Y", "X is 30 minutes by boat from Y"."""

from __future__ import annotations

from collections.abc import Iterator

from fairwitness.reading.relations.grounds import Ground, read_ground
from fairwitness.reading.relations.rows import row, same
from fairwitness.reading.relations.scene import Scene
from fairwitness.reading.relations.standing import standing
from fairwitness.reading.rows import Compass, Relation, Time, TravelMode
from fairwitness.world import World

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


def travels(scene: Scene, world: World, times: tuple[Time, ...]) -> Iterator[Relation]:
    """One relation for each stretch of time that is said to part two named places."""
    for time in times:
        if time.type != "DURATION" or not time.value:
            continue
        span = scene.doc.char_span(time.start, time.end, alignment_mode="expand")
        if span is None:
            continue
        mode, way, ground = _ground(scene, world, span.end)
        if ground is None:
            continue
        start = span.start
        while scene.word(start - 1) in ("a", "an", "the") or scene.word(start - 1) in (
            scene.lexicon.softeners
        ):
            start -= 1
        stood = standing(scene, start)
        if stood is not None and not same(stood, ground.place):
            yield row(
                scene, "travel", stood, start, ground,
                mode=mode, direction=way, quantity=time.id,
            )  # fmt: skip


def _ground(
    scene: Scene, world: World, i: int
) -> tuple[TravelMode | None, Compass | None, Ground | None]:
    """How one travels, which way, and from where, read from token `i` on."""
    i += scene.word(i) in POSSESSIVE
    mode, i, said = _mode(scene, i)
    if scene.word(i) in ("away", "distant", "journey", "ride", "trip"):
        said, i = True, i + 1
    i += scene.word(i) == "due"
    way, i = scene.compass(i)
    said = said or way is not None
    if scene.word(i) not in ("from", "of") or (not said and scene.word(i) != "from"):
        return None, None, None
    ground = read_ground(scene, world, i + 1)
    if ground is None or ground.place is None or ground.part != "whole":
        return None, None, None
    return mode, way, ground


def _mode(scene: Scene, i: int) -> tuple[TravelMode | None, int, bool]:
    """The mode named in the next words ("drive", "by boat", "boat ride"), and where they end."""
    found: TravelMode | None = None
    said = False
    j = i
    while j < i + 4:
        word = scene.word(j)
        known = scene.lexicon.travel.get(word)
        if known is None and not _between(scene, j):
            break
        if known is not None:
            said = True
            found = found or known or None
        j += 1
    return (found, j, True) if said else (None, i, False)


def _between(scene: Scene, j: int) -> bool:
    """Words that may stand between a time and its mode: "by", "on", "-", "bumpy"."""
    if scene.word(j) in ("by", "on", "-", "via"):
        return True
    return j < len(scene.doc) and scene.doc[j].pos_ == "ADJ" and j not in scene.starts
