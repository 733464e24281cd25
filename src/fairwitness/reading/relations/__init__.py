"""The component that reads where the text says one place stands to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from spacy.language import Language
from spacy.tokens import Doc

from fairwitness.reading.carrier import PLACES, QUANTITIES, RELATIONS, TIMES, get, put
from fairwitness.reading.relations.containment import containments
from fairwitness.reading.relations.direction import direction
from fairwitness.reading.relations.distance import distances
from fairwitness.reading.relations.doubts import without_doubtful
from fairwitness.reading.relations.lexicon import Lexicon, lexicon, nearness
from fairwitness.reading.relations.proximity import (
    borderings,
    is_border_verb,
    proximities,
    shores,
)
from fairwitness.reading.relations.radius import radii
from fairwitness.reading.relations.route import between, routes
from fairwitness.reading.relations.scene import Scene, scene
from fairwitness.reading.relations.travel import travels
from fairwitness.reading.rows import Place, Quantity, Relation, Time
from fairwitness.world import World, shared


def find_relations(
    doc: Doc,
    places: tuple[Place, ...],
    quantities: tuple[Quantity, ...],
    world: World,
    words: Lexicon,
    times: tuple[Time, ...] = (),
) -> list[Relation]:
    """The spatial relations stated in `doc`, numbered `r1` … in text order."""
    seen = scene(doc, places, words)
    if not seen.starts:
        return []
    found = [
        *distances(seen, world, quantities),
        *containments(seen, world),
        *radii(seen, world, quantities),
        *travels(seen, world, times),
    ]
    found += _apart(_by_words(seen, world), found)
    found.sort(key=lambda row: (row.start, row.end, row.kind))
    asserted = without_doubtful(seen, found)
    return [_numbered(row, f"r{n}") for n, row in enumerate(asserted, 1)]


def _by_words(scene: Scene, world: World) -> Iterator[Relation]:
    """Relations found by a word that opens them: "near", "north", "between", "road"."""
    near, compass, roads = nearness(), scene.lexicon.compass, scene.lexicon.roads.nouns
    for i, token in enumerate(scene.doc):
        word = token.lower_
        if word in near:
            yield from proximities(scene, world, i)
        if word in compass and (row := direction(scene, world, i)) is not None:
            yield row
        elif word in roads:
            yield from routes(scene, i)
        elif word in ("between", "from") and (row := between(scene, i)) is not None:
            yield row
        elif word in ("border", "borders", "bordered", "bordering") and is_border_verb(scene, i):
            yield from borderings(scene, i)
    for phrase in scene.starts.values():
        yield from shores(scene, phrase)


def _apart(rows: Iterable[Relation], taken: list[Relation]) -> list[Relation]:
    """The rows whose words are no part of one that says more, and none twice."""
    kept: dict[tuple[str, str, str], Relation] = {}
    held = [(row.start, row.end) for row in taken if row.kind != "containment"]
    for row in rows:
        inside = any(s <= row.ground_words.start and row.ground_words.end <= e for s, e in held)
        if not (inside and row.kind in ("direction", "proximity")):
            key = row.kind, row.figure, row.ground or row.ground_words.text
            kept.setdefault(key, row)
    return list(kept.values())


def _numbered(row: Relation, name: str) -> Relation:
    return msgspec.structs.replace(row, id=name)


class Relations:
    """spaCy component `fairwitness_relations`: needs places and quantities, gives relations."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.lexicon = lexicon()

    def __call__(self, doc: Doc) -> Doc:
        rows = find_relations(
            doc, get(doc, PLACES), get(doc, QUANTITIES), self.world, self.lexicon, get(doc, TIMES)
        )
        return put(doc, RELATIONS, rows)


@Language.factory("fairwitness_relations", requires=["doc.spans"], assigns=["doc.spans"])
def make_relations(nlp: Language, name: str) -> Relations:  # noqa: ARG001 - spaCy's signature
    """The factory spaCy finds by entry point."""
    return Relations(shared())
