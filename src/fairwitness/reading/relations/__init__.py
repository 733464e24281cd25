"""The component that reads where the text says one place stands to another."""

from __future__ import annotations

import msgspec
from spacy.language import Language
from spacy.tokens import Doc

from fairwitness.reading.carrier import PLACES, QUANTITIES, RELATIONS, get, put
from fairwitness.reading.relations.containment import containments
from fairwitness.reading.relations.distance import distances
from fairwitness.reading.relations.lexicon import Lexicon, lexicon
from fairwitness.reading.relations.scene import scene
from fairwitness.reading.rows import Place, Quantity, Relation
from fairwitness.world import World, shared


def find_relations(
    doc: Doc,
    places: tuple[Place, ...],
    quantities: tuple[Quantity, ...],
    world: World,
    words: Lexicon,
) -> list[Relation]:
    """The distances and containments stated in `doc`, numbered `r1` … in text order."""
    seen = scene(doc, places, words)
    if not seen.starts:
        return []
    found = [*distances(seen, world, quantities), *containments(seen, world)]
    found.sort(key=lambda row: (row.start, row.end, row.kind))
    return [_numbered(row, f"r{n}") for n, row in enumerate(found, 1)]


def _numbered(row: Relation, name: str) -> Relation:
    return msgspec.structs.replace(row, id=name)


class Relations:
    """spaCy component `fairwitness_relations`: needs places and quantities, gives relations."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.lexicon = lexicon()

    def __call__(self, doc: Doc) -> Doc:
        rows = find_relations(doc, get(doc, PLACES), get(doc, QUANTITIES), self.world, self.lexicon)
        return put(doc, RELATIONS, rows)


@Language.factory("fairwitness_relations", requires=["doc.spans"], assigns=["doc.spans"])
def make_relations(nlp: Language, name: str) -> Relations:  # noqa: ARG001 - spaCy's signature
    """The factory spaCy finds by entry point."""
    return Relations(shared())
