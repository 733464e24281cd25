"""Relations of distance: "22 km west of X", "A, 30 miles from the Y border", "between A and B"."""

from __future__ import annotations

from collections.abc import Iterator

from fairwitness.reading.relations.figures import Figure, beside, located
from fairwitness.reading.relations.grounds import Ground, read_ground
from fairwitness.reading.relations.scene import AREAS, Scene
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
    direction, i = scene.compass(i)
    if scene.word(i) not in scene.lexicon.attaching:
        return None, None, False
    inside = scene.word(i) in ("inside", "into")
    return direction, read_ground(scene, world, i + 1), inside


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
    words = scene.span(start, ground.end)
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
    apart = scene.word(end) == "apart"
    sentence = scene.doc[start].sent
    phrases = [scene.starts[i] for i in range(sentence.start, start) if i in scene.starts]
    pair = [p for p in phrases[-2:] if p.place.kind not in AREAS]
    if len(pair) < 2 or scene.word(pair[0].end) != "and":
        return None
    left = pair[0].start - 1
    measured = scene.word(left) == "between" and scene.word(left - 1) == "distance"
    verb = scene.doc[pair[1].end].lemma_ if pair[1].end < len(scene.doc) else ""
    if verb != "be" or not (apart or measured):
        return None
    first = min(pair[0].start, start)
    words = scene.span(first, end + apart)
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
