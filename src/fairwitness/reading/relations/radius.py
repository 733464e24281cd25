"""Relations of radius: which named places a text puts inside "a 50-kilometre zone around X"."""

from __future__ import annotations

from collections.abc import Iterator

from fairwitness.reading.relations.figures import Figure
from fairwitness.reading.relations.grounds import Ground, read_ground
from fairwitness.reading.relations.rows import row, same
from fairwitness.reading.relations.scene import AREAS, DASHES, Scene
from fairwitness.reading.relations.standing import Standing, standing
from fairwitness.reading.rows import Quantity, Relation
from fairwitness.world import World


def radii(scene: Scene, world: World, quantities: tuple[Quantity, ...]) -> Iterator[Relation]:
    """One relation for each named place that the text puts inside a round area."""
    for quantity in quantities:
        if quantity.kind != "distance":
            continue
        span = scene.doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
        if span is None:
            continue
        i, area = _area(scene, span.end)
        before = _before(scene, span.start)
        reach = "up to" in scene.doc[span.start : span.end].text.lower()
        inside = area or before is not None or reach
        if scene.word(i) not in scene.lexicon.radius.around or not inside:
            continue
        ground = read_ground(scene, world, i + 1)
        if ground is None or ground.place is None or ground.part != "whole":
            continue
        yield from _held(scene, quantity, span.start, before if area else None, ground)


def _area(scene: Scene, i: int) -> tuple[int, bool]:
    """Over "-radius", "-wide no-go zone": the token after, and whether an area was named."""
    for j in range(i, min(i + 6, len(scene.doc))):
        if scene.word(j) in scene.lexicon.radius.nouns:
            return j + 1, True
        token = scene.doc[j]
        if token.text not in DASHES and token.pos_ not in ("ADJ", "NOUN", "ADV", "PROPN"):
            break
    return i, False


def _before(scene: Scene, start: int) -> int | None:
    """The token of "within" before "a 50-kilometre …"."""
    i = start
    while i > 0 and scene.word(i - 1) in ("a", "an", "the", "its", "about", "some", "roughly"):
        i -= 1
    return i - 1 if scene.word(i - 1) in scene.lexicon.radius.inside else None


def _held(
    scene: Scene, quantity: Quantity, start: int, inside: int | None, ground: Ground
) -> Iterator[Relation]:
    if inside is not None:
        stood = standing(scene, inside)
        if stood is not None and not same(stood, ground.place):
            yield row(scene, "radius", stood, inside, ground, quantity=quantity.id)
            for other in _joined(scene, stood):
                yield row(scene, "radius", other, inside, ground, quantity=quantity.id)
    for stood in _included(scene, ground.end):
        if not same(stood, ground.place):
            end = stood.figure.end
            yield row(scene, "radius", stood, start, ground, quantity=quantity.id, end=end)


def _joined(scene: Scene, stood: Standing) -> Iterator[Standing]:
    """The other subjects of "A and B lie within"."""
    if not stood.predicate:
        return
    i = stood.figure.end
    while scene.word(i) in (",", "and") and (i + 1 in scene.starts or i + 2 in scene.starts):
        i += 1 if i + 1 in scene.starts else 2
        phrase = scene.starts[i]
        if phrase.place.kind not in AREAS:
            yield Standing(Figure(phrase, phrase.start, phrase.end), firm=True, predicate=True)
        i = phrase.end


def _over_area(scene: Scene, i: int) -> int:
    """Over ", an area" of ", an area that takes in"."""
    if scene.word(i) == "," and scene.word(i + 1) in ("a", "an"):
        for j in range(i + 2, min(i + 5, len(scene.doc))):
            if scene.word(j) in scene.lexicon.radius.nouns:
                return j + 1
    return i


def _trailing(scene: Scene, i: int) -> Standing | None:
    """The A of ", A included", ", those of A among them"."""
    while scene.word(i) in ("the", "those", "in", "of") or scene.lexicon.descriptor(scene.word(i)):
        i += 1
    phrase = scene.starts.get(i)
    if phrase is None or phrase.place.kind in AREAS:
        return None
    after = scene.word(phrase.end), scene.word(phrase.end + 1)
    if after[0] in ("included", "inclusive") or after in (("among", "them"), ("among", "these")):
        return Standing(Figure(phrase, phrase.start, phrase.end), firm=True, predicate=False)
    return None


def _list_start(scene: Scene, i: int) -> int | None:
    """Over ", including", ", which includes", "such as", "that takes in": where a list begins."""
    for word in (",", "which", "that"):
        i += scene.word(i) == word
    two = scene.word(i), scene.word(i + 1)
    if two in (
        ("such", "as"),
        ("among", "them"),
        ("takes", "in"),
        ("took", "in"),
        ("taking", "in"),
    ):
        return i + 2
    return i + 1 if scene.word(i) in scene.lexicon.radius.including else None


def _included(scene: Scene, i: int) -> Iterator[Standing]:
    """The places of ", including A, B and C", ", which includes the towns of A and B"."""
    trailing = _trailing(scene, i + 1) if scene.word(i) == "," else None
    if trailing is not None:
        yield trailing
        return
    opened = _list_start(scene, _over_area(scene, i))
    if opened is None:
        return
    i = opened
    while True:
        k = i
        while scene.word(k) in ("the", "of", "those", "in") or scene.lexicon.descriptor(
            scene.word(k)
        ):
            k += 1
        phrase = scene.starts.get(k)
        if phrase is None:
            return
        if phrase.place.kind not in AREAS:
            yield Standing(Figure(phrase, phrase.start, phrase.end), firm=True, predicate=False)
        i = phrase.end
        if scene.word(i) not in (",", "and"):
            return
        while scene.word(i) in (",", "and"):
            i += 1
