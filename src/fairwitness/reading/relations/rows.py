"""Makes the row of a relation from what a reader found."""

from __future__ import annotations

from fairwitness.reading.relations.grounds import Ground
from fairwitness.reading.relations.scene import Phrase, Scene
from fairwitness.reading.relations.standing import Standing, negated
from fairwitness.reading.rows import Compass, Manner, Relation, RelationKind, TravelMode


def row(
    scene: Scene,
    kind: RelationKind,
    stood: Standing,
    start: int,
    ground: Ground,
    *,
    via: tuple[Phrase, ...] = (),
    manner: Manner | None = None,
    mode: TravelMode | None = None,
    direction: Compass | None = None,
    quantity: str | None = None,
    firm: bool = True,
    end: int | None = None,
) -> Relation:
    """The relation said by the words from token `start` to the end of its ground (or `end`)."""
    figure = stood.figure
    first = figure.start if 0 <= start - figure.end <= 1 else start
    words = scene.span(first, end or ground.end)
    part = ground.part
    return Relation(
        id="",
        start=words.start,
        end=words.end,
        text=words.text,
        kind=kind,
        figure=figure.phrase.place.id,
        figure_words=scene.span(figure.start, figure.end),
        ground=ground.place.place.id if ground.place else None,
        ground_words=scene.span(ground.start, ground.end),
        ground_countries=ground.countries,
        ground_part=part,
        via=tuple(phrase.place.id for phrase in via),
        quantity=quantity,
        manner=manner,
        mode=mode,
        direction=direction,
        firm=firm and stood.firm,
        negated=negated(scene, start, predicate=stood.predicate),
        why=figure.why,
    )


def same(stood: Standing, *others: Phrase | None) -> bool:
    """Whether the figure is one of the places it is located by."""
    record = stood.figure.phrase.place.record
    return any(other is not None and other.place.record == record for other in others)
