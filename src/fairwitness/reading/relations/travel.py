"""Relations of travel: "X, a two-hour drive from Y", "X is 30 minutes by boat from Y"."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from fairwitness.reading.relations.figures import Figure, beside
from fairwitness.reading.relations.grounds import Ground, read_ground
from fairwitness.reading.relations.journey import origin
from fairwitness.reading.relations.rows import row, same
from fairwitness.reading.relations.scene import AREAS, Phrase, Scene
from fairwitness.reading.relations.standing import Standing, standing
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
            journey = _journey(scene, time, span.start, span.end)
            if journey is not None:
                yield journey
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


def _journey(scene: Scene, time: Time, start: int, end: int) -> Relation | None:
    """ "An hour from A to B", "from A to B, a two-hour drive", "takes an hour to reach B"."""
    mode, i, said = _mode(scene, end + (scene.word(end) in POSSESSIVE))
    if scene.word(i) in ("journey", "ride", "trip"):
        said, i = True, i + 1
    pair = _ends(scene, i) if said else None
    if pair is None and said:
        figure = beside(scene, _before(scene, start))
        other = origin(scene, figure) if figure is not None else None
        pair = (other, figure.phrase) if other is not None and figure is not None else None
    if pair is None and (scene.word(i), scene.word(i + 1)) == ("to", "reach"):
        goal = scene.starts.get(i + 2)
        figure = Figure(goal, goal.start, goal.end) if goal is not None else None
        taken = any(scene.doc[k].lemma_ == "take" for k in range(max(0, start - 4), start))
        other = origin(scene, figure) if figure is not None and taken else None
        pair = (other, goal) if other is not None and goal is not None else None
        i = goal.end if goal is not None else i
    if pair is None or any(p.place.kind in AREAS for p in pair):
        return None
    one, two = pair
    stood = Standing(Figure(two, two.start, two.end), firm=True, predicate=False)
    if same(stood, one):
        return None
    made = row(
        scene, "travel", stood, start, Ground(one.start, max(one.end, i), one),
        mode=mode or _vehicle(scene, start), quantity=time.id,
    )  # fmt: skip
    first, last = min(start, one.start), max(i, two.end if two.start > start else i)
    words = scene.span(start if two.end <= start else first, last)
    return msgspec.structs.replace(made, start=words.start, end=words.end, text=words.text)


def _vehicle(scene: Scene, start: int) -> TravelMode | None:
    """The mode of "the boat from A takes", "they drove from A to B" before the time."""
    for token in scene.doc[scene.doc[start].sent.start : start]:
        mode = scene.lexicon.travel.get(token.lemma_.lower())
        if mode:
            return mode
    return None


def _before(scene: Scene, start: int) -> int:
    """Over "a", "some" before the time."""
    while scene.word(start - 1) in {"a", "an", "the"} | scene.lexicon.softeners:
        start -= 1
    return start


def _ends(scene: Scene, i: int) -> tuple[Phrase, Phrase] | None:
    """A and B of "from A to B" or "between A and B" at token `i`."""
    joiner = {"from": "to", "between": "and"}.get(scene.word(i))
    one = scene.starts.get(i + 1) if joiner else None
    two = scene.starts.get(one.end + 1) if one is not None else None
    if one is None or two is None or scene.word(one.end) != joiner:
        return None
    return one, two


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
    if _ends(scene, i) is not None:
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
