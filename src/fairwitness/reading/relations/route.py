"""Relations of route: "X on the A–B road", "X, halfway between A and B", "the A–B road via X"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fairwitness.reading.relations.figures import Figure
from fairwitness.reading.relations.grounds import Ground
from fairwitness.reading.relations.rows import row, same
from fairwitness.reading.relations.scene import AREAS, DASHES, Phrase, Scene
from fairwitness.reading.relations.standing import Standing, standing
from fairwitness.reading.rows import Manner, Relation, RelationKind

HALF = frozenset({"halfway", "midway", "half-way", "mid-way"})
LONGEST = 8
"""Places named in one corridor."""


@dataclass(frozen=True)
class _Road:
    """The places a road joins, in order, and the tokens of its phrase."""

    ends: tuple[Phrase, ...]
    start: int
    end: int


def routes(scene: Scene, i: int) -> Iterator[Relation]:
    """The relations of the road whose noun is token `i`."""
    road = _road(scene, i)
    if road is None or any(p.place.kind in AREAS for p in road.ends):
        return
    on = _onto(scene, road.start)
    if on is not None:
        on -= scene.word(on - 1) in HALF
        stood = standing(scene, on)
        if stood is not None and not same(stood, *road.ends):
            yield _row(scene, "route", stood, on, road)
    yield from _passes(scene, road)


def _row(scene: Scene, kind: RelationKind, stood: Standing, start: int, road: _Road) -> Relation:
    first, *others = road.ends
    ground = Ground(road.ends[0].start, road.end, first)
    half = scene.word(start) in HALF or scene.word(start + 1) in HALF
    manner: Manner | None = "midway" if half else None
    return row(scene, kind, stood, start, ground, via=tuple(others), manner=manner)


def _road(scene: Scene, i: int) -> _Road | None:
    """ "The A–B road", "the road between A and B", "the road from A to B", "… linking A and B"."""
    left = i
    while left > i - 4 and _modifies(scene, left - 1):
        left -= 1
    chain = _chain(scene, left)
    if len(chain) > 1:
        return _Road(chain, chain[0].start, i + 1)
    j = i + 1
    if scene.word(j) in (",", "that", "which"):
        j += 2 if scene.word(j + 1) in ("that", "which") else 1
    pair = None
    if scene.word(j) in scene.lexicon.roads.joining:
        pair = _pair(scene, j + 1, ("and", "with", "to"))
    elif scene.word(j) == "between":
        pair = _pair(scene, j + 1, ("and",))
    elif scene.word(j) == "from":
        pair = _pair(scene, j + 1, ("to", "towards"))
    return None if pair is None else _Road(pair, i, pair[-1].end)


def _modifies(scene: Scene, i: int) -> bool:
    """Whether token `i` may stand between a road's ends and its noun: "M5", "international"."""
    word = scene.word(i)
    return word in scene.lexicon.roads.between or (
        i not in scene.starts and any(c.isdigit() for c in word) and any(c.isalpha() for c in word)
    )


def _chain(scene: Scene, end: int) -> tuple[Phrase, ...]:
    """The places joined by dashes (or "to") that end before token `end`, in their order."""
    found: list[Phrase] = []
    while len(found) < LONGEST:
        phrase = scene.ends.get(end)
        if phrase is None:
            break
        found.insert(0, phrase)
        if scene.word(phrase.start - 1) not in DASHES | {"to"}:
            break
        end = phrase.start - 1
    return tuple(found)


def _pair(scene: Scene, i: int, joiner: tuple[str, ...]) -> tuple[Phrase, ...] | None:
    first = _named(scene, i)
    if first is None:
        return None
    end = first.end
    if scene.word(end) == "," and scene.word(end + 1) in joiner:
        end += 1
    second = _named(scene, end + 1) if scene.word(end) in joiner else None
    return (first, second) if second is not None else None


def _named(scene: Scene, i: int) -> Phrase | None:
    """The place at token `i`, past "the city of", "the capital"."""
    j = i
    while j < i + 4:
        if j in scene.starts:
            return scene.starts[j]
        if not (scene.word(j) in ("the", "of") or scene.lexicon.descriptor(scene.word(j))):
            return None
        j += 1
    return None


def _onto(scene: Scene, start: int) -> int | None:
    """The preposition before a road's phrase: "on the very strategic", "along the main"."""
    i = start
    while i > 0 and start - i < 6 and _of_road(scene, i - 1):
        i -= 1
    if scene.word(i - 1) in scene.lexicon.roads.onto:
        return i - 1
    return None


def _of_road(scene: Scene, i: int) -> bool:
    """Whether token `i` may belong to a road's phrase before it: "the very old", "coast", "M4"."""
    pos = scene.doc[i].pos_
    return pos in ("DET", "ADJ", "ADV") or (
        pos in ("NOUN", "PROPN") and i + 1 not in scene.ends and scene.doc[i].dep_ == "compound"
    )


def _passes(scene: Scene, road: _Road) -> Iterator[Relation]:
    """ "The A–B road, which passes through X"."""
    i = road.end
    for word in (",", "which", "that"):
        i += scene.word(i) == word
    verb = scene.doc[i] if i < len(scene.doc) else None
    via = scene.word(road.end) == "via"
    if verb is None or not (via or verb.lemma_ in scene.lexicon.roads.passing):
        return
    at = road.end if via else i + 1
    if scene.word(at) not in ("through", "via", "past", "by"):
        return
    phrase = _named(scene, at + 1)
    if phrase is None or phrase.place.kind in AREAS:
        return
    stood = Standing(Figure(phrase, phrase.start, phrase.end), firm=True, predicate=not via)
    if not same(stood, *road.ends):
        first, *others = road.ends
        ground = Ground(first.start, road.end, first)
        yield row(scene, "route", stood, road.start, ground, via=tuple(others), end=phrase.end)


def between(scene: Scene, i: int) -> Relation | None:
    """ "X, (halfway) between A and B", "X lies between A and B", "X, en route from A to B"."""
    word = scene.word(i)
    pair = _pair(scene, i + 1, ("and",) if word == "between" else ("to",))
    if pair is None or any(p.place.kind in AREAS for p in pair):
        return None
    start = _opening(scene, i)
    if start is None:
        return None
    stood = standing(scene, start)
    if stood is None or same(stood, *pair):
        return None
    return _row(scene, "between", stood, start, _Road(pair, pair[0].start, pair[-1].end))


def _opening(scene: Scene, i: int) -> int | None:
    """Where the locating words begin that end in the "between" or "from" at token `i`."""
    start = i
    if scene.word(i - 1) in HALF:
        start = i - 1
    elif (scene.word(i - 2), scene.word(i - 1)) in (("half", "way"), ("en", "route")):
        start = i - 2
    elif scene.word(i) == "from":
        return None
    while scene.word(start - 1) in ("about", "roughly", "almost", "nearly", "approximately"):
        start -= 1
    return start
