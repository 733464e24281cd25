"""Relations of distance: "22 km west of X", "A, 30 miles from the Y border", "between A and B"."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from fairwitness.reading.relations.figures import Figure, beside, located
from fairwitness.reading.relations.grounds import Ground, read_ground
from fairwitness.reading.relations.journey import origin, word_before
from fairwitness.reading.relations.scene import AREAS, OPENERS, Scene
from fairwitness.reading.rows import Compass, Quantity, Relation
from fairwitness.world import World


def distances(scene: Scene, world: World, quantities: tuple[Quantity, ...]) -> Iterator[Relation]:
    """One relation for each stated distance whose figure and ground are both found."""
    chain: dict[int, Figure] = {}
    for quantity in quantities:
        if quantity.kind != "distance":
            continue
        span = scene.doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
        if span is None:
            continue
        between = _between(scene, quantity, span.start, span.end)
        if between is not None:
            yield between
            continue
        direction, ground, inside = _ground_after(scene, world, span.end)
        if ground is None:
            elided = _elided(scene, quantity, span.start, span.end)
            if elided is not None:
                yield elided
            continue
        figure = _figure(scene, span.start, chain)
        if figure is None or _same(figure, ground):
            continue
        chain[ground.end] = figure
        yield _relation(scene, quantity, span.start, figure, ground, direction, inside)


def _ground_after(scene: Scene, world: World, i: int) -> tuple[Compass | None, Ground | None, bool]:
    """Direction, ground and whether the distance is a depth inside it, read from token `i` on."""
    i = _past_conversion(scene, i)
    if scene.word(i) in (")", "]"):
        i += 1
    if scene.word(i) == "away":
        i += 1
    if (scene.word(i), scene.word(i + 1)) == ("to", "the"):
        i += 2
    if scene.word(i) == "due":
        i += 1
    i = _along(scene, i)
    direction, i = scene.compass(i)
    if scene.word(i) not in scene.lexicon.attaching:
        return None, None, False
    inside = scene.word(i) in ("inside", "into")
    return direction, read_ground(scene, world, i + 1), inside


def _along(scene: Scene, i: int) -> int:
    """Over "up the coast", "down the valley road" before "from"."""
    if scene.word(i) not in scene.lexicon.along.ways:
        return i
    for j in range(i + 1, min(i + 5, len(scene.doc))):
        if scene.word(j) in ("from", "of") or scene.compass(j)[0] is not None:
            return j
        if scene.word(j) not in scene.lexicon.along.nouns and scene.doc[j].pos_ not in (
            "DET", "ADJ", "PROPN",
        ):  # fmt: skip
            break
    return i


def _elided(scene: Scene, quantity: Quantity, start: int, end: int) -> Relation | None:
    """ "From A to B, 90 km to the west", "in A and in B, 90 km away": A is the ground."""
    i = _past_conversion(scene, end)
    direction, after = _way(scene, i)
    if after == i:
        return None
    figure = beside(scene, _clause_start(scene, start))
    other = origin(scene, figure) if figure is not None else None
    if figure is None or other is None or scene.word(figure.end) not in OPENERS:
        return None
    moved = word_before(scene, figure.phrase) == "from"
    ground = Ground(other.start, other.end, other)
    row = _relation(
        scene, quantity, start, figure, ground, None if moved else direction, inside=False
    )
    words = scene.span(start, after)
    return msgspec.structs.replace(row, start=words.start, end=words.end, text=words.text)


def _clause_start(scene: Scene, start: int) -> int:
    """Over "which is" before the distance."""
    i = start
    while scene.word(i - 1) in scene.lexicon.softeners:
        i -= 1
    if scene.word(i - 1) in ("is", "was", "lies") and scene.word(i - 2) == "which":
        return i - 2
    return start


def _way(scene: Scene, i: int) -> tuple[Compass | None, int]:
    """The direction of "to the west", "away", "across the water", and the token after it."""
    if scene.word(i) == "away":
        return None, i + 1
    if (scene.word(i), scene.word(i + 1)) == ("across", "the"):
        return None, i + 3
    j = i + 2 if (scene.word(i), scene.word(i + 1)) == ("to", "the") else i
    j += scene.word(j) == "due"
    direction, after = scene.compass(j)
    if direction in (None, "C") or scene.word(after) == "of":
        return None, i
    ended = not scene.doc[after].is_alpha if after < len(scene.doc) else True
    if not ended and scene.word(after) not in ("across", "on", "in", "by", "along"):
        return None, i
    return direction, after


def _past_conversion(scene: Scene, i: int) -> int:
    """Over the same distance in another unit: "450 km (about 280 miles) west of"."""
    if scene.word(i) != "(":
        return i
    closed = next((j for j in range(i + 1, i + 8) if scene.word(j) == ")"), None)
    inside = range(i, closed) if closed is not None else ()
    return closed + 1 if closed and any(scene.word(j).isdigit() for j in inside) else i


def _figure(scene: Scene, start: int, chain: dict[int, Figure]) -> Figure | None:
    """Who is located: the figure of the list this distance goes on, a neighbour, or a subject."""
    i = start
    while i > 0 and scene.word(i - 1) in scene.lexicon.softeners:
        i -= 1
    if scene.word(i - 1) in ("and", "but"):
        i -= 1
    if scene.word(i - 1) == ",":
        i -= 1
    if i in chain:
        return chain[i]
    root = scene.doc[start : start + 1].root
    apposed = scene.named_before(i)
    if apposed is not None and apposed.place.kind not in AREAS:
        return Figure(apposed, apposed.start, apposed.end)
    return beside(scene, start) or located(scene, root)


def _same(figure: Figure, ground: Ground) -> bool:
    return ground.place is not None and ground.place.place.record == figure.phrase.place.record


def _relation(
    scene: Scene,
    quantity: Quantity,
    start: int,
    figure: Figure,
    ground: Ground,
    direction: Compass | None,
    inside: bool,
) -> Relation:
    words = scene.span(min(start, ground.start), max(ground.end, start + 1))
    return Relation(
        id="",
        start=words.start,
        end=words.end,
        text=words.text,
        kind="distance",
        figure=figure.phrase.place.id,
        figure_words=scene.span(figure.start, figure.end),
        ground=ground.place.place.id if ground.place else None,
        ground_words=scene.span(ground.start, ground.end),
        ground_countries=ground.countries,
        ground_part="inside" if inside and ground.part == "whole" else ground.part,
        quantity=quantity.id,
        direction=direction,
        negated=_negated(scene, start),
        why=figure.why,
    )


def _negated(scene: Scene, start: int) -> bool:
    return any(t.dep_ == "neg" for node in scene.doc[start].ancestors for t in node.children)


def _between(scene: Scene, quantity: Quantity, start: int, end: int) -> Relation | None:
    """ "The distance between A and B is 30 km", "A and B are 30 km apart"."""
    end = _past_conversion(scene, end)
    apart = 0
    if scene.word(end) == "apart":
        apart = 1
    elif (scene.word(end), scene.word(end + 1)) in (("from", "each"), ("from", "one")):
        apart = 3
    sentence = scene.doc[start].sent
    phrases = [scene.starts[i] for i in range(sentence.start, start) if i in scene.starts]
    points = [p for p in phrases if p.place.kind not in AREAS]
    pair = points[-2:]
    if len(pair) < 2 or word_before(scene, pair[1]) != "and":
        return None
    if scene.word(pair[0].end) != "and":
        return None
    left = pair[0].start - 1
    told = scene.word(left) == "between"
    measured = told and scene.word(left - 1) == "distance"
    verb = scene.doc[pair[1].end].lemma_ if pair[1].end < len(scene.doc) else ""
    said = verb in ("be", "lie") and (apart or measured)
    opened = scene.word(pair[1].end) == ","
    words_between = {scene.word(i) for i in range(pair[1].end, start)}
    if not (said or (opened and (apart or (told and "distance" in words_between)))):
        return None
    first = min(pair[0].start, start)
    words = scene.span(first if said else start, end + apart)
    return Relation(
        id="",
        start=words.start,
        end=words.end,
        text=words.text,
        kind="distance",
        figure=pair[0].place.id,
        figure_words=scene.span(pair[0].start, pair[0].end),
        ground=pair[1].place.id,
        ground_words=scene.span(pair[1].start, pair[1].end),
        quantity=quantity.id,
        negated=_negated(scene, start),
    )
