"""Relations of direction: "X, north of Y", "X lies south-east of the capital Y"."""

from __future__ import annotations

from fairwitness.reading.relations.grounds import read_ground
from fairwitness.reading.relations.rows import row, same
from fairwitness.reading.relations.scene import AREAS, Scene
from fairwitness.reading.relations.standing import standing
from fairwitness.reading.rows import Relation
from fairwitness.world import World

INNER = frozenset({"in", "the", "into", "of", "across", "throughout", "from"})
"""Before a compass word: "in the north of" speaks of a part, and "from north of" of a way."""
WHOLE = frozenset({"country", "continent", "territory", "province"})


def direction(scene: Scene, world: World, i: int) -> Relation | None:
    """The relation whose compass word is at token `i`, if it says where a named place lies."""
    way, after = scene.compass(i)
    if way is None or way == "C" or scene.word(after) != "of":
        return None
    start = _start(scene, i)
    if (scene.word(i - 2), scene.word(i - 1)) == ("to", "the"):
        start = _start(scene, i - 2)
    if scene.word(start - 1) in INNER:
        return None
    ground = read_ground(scene, world, after + 1)
    if ground is None or (ground.place is None and ground.part == "whole"):
        return None
    if scene.word(ground.end) in ("'s", "’s"):
        return None
    wide = ground.place is not None and ground.place.place.kind in WHOLE
    stood = standing(scene, start, areas=wide)
    if stood is None or same(stood, ground.place):
        return None
    # "A town north of Syria" is often meant to be in its north.
    outside = not wide or stood.figure.phrase.place.kind in AREAS
    return row(scene, "direction", stood, start, ground, direction=way, firm=outside)


def _start(scene: Scene, i: int) -> int:
    """Over "just", "due", "immediately", "far", "further" before the compass word."""
    while i > 0 and scene.word(i - 1) in (
        "just",
        "due",
        "immediately",
        "far",
        "further",
        "well",
        "to",
    ):
        i -= 1
    return i
