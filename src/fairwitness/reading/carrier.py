"""The layers our components write on a spaCy `Doc`, and the only two functions that touch them.

Rows live in `doc.user_data` (no global extension attributes), and are mirrored as span groups in
`doc.spans` for users of the ecosystem. Character offsets are exact in the rows; a span group covers
the tokens a row touches.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from spacy.tokens import Doc, Span, SpanGroup

from fairwitness.reading.rows import (
    Actor,
    Claim,
    Incident,
    Place,
    Quantity,
    Reckoning,
    Relation,
    Row,
    Statement,
    Time,
    Toll,
)


class Layer[R: Row]:
    """A named layer of rows of one type on a `Doc`."""

    def __init__(self, key: str, row: type[R]) -> None:
        self.key = key
        self.row = row


PLACES = Layer("fairwitness_places", Place)
TIMES = Layer("fairwitness_times", Time)
QUANTITIES = Layer("fairwitness_quantities", Quantity)
RECKONINGS = Layer("fairwitness_reckonings", Reckoning)
RELATIONS = Layer("fairwitness_relations", Relation)
STATEMENTS = Layer("fairwitness_statements", Statement)
CLAIMS = Layer("fairwitness_claims", Claim)
ACTORS = Layer("fairwitness_actors", Actor)
TOLLS = Layer("fairwitness_tolls", Toll)
INCIDENTS = Layer("fairwitness_incidents", Incident)

PUBLISHED = "fairwitness_published"
"""Key in `doc.user_data` of the day of publication (`datetime.date` or None)."""

PUBLISHER = "fairwitness_publisher"
"""Key in `doc.user_data` of who published the report, as stated (`str` or None)."""


def put[R: Row](doc: Doc, layer: Layer[R], rows: Iterable[R]) -> Doc:
    """Writes `rows` as `layer` of `doc`, in text order, and returns `doc`.

    ValueError when a row's words are not the text at its offsets: the one door all rows pass.
    """
    ordered = tuple(sorted(rows, key=lambda row: (row.start, row.end, row.id)))
    text = doc.text  # built anew at every look: once a row, it took nine tenths of the time here
    for row in ordered:
        if row.text != text[row.start : row.end] or row.start >= row.end:
            raise ValueError(f"{layer.key}: row {row.id} does not stand on its words: {row!r}")
    doc.user_data[layer.key] = ordered
    doc.spans[layer.key] = SpanGroup(doc, name=layer.key, spans=list(_spans(doc, ordered)))
    return doc


def get[R: Row](doc: Doc, layer: Layer[R]) -> tuple[R, ...]:
    """The rows of `layer` on `doc`, in text order; empty when nothing wrote it."""
    return cast(tuple[R, ...], doc.user_data.get(layer.key, ()))


def _spans[R: Row](doc: Doc, rows: tuple[R, ...]) -> Iterable[Span]:
    for row in rows:
        span = doc.char_span(row.start, row.end, label=row.id, alignment_mode="expand")
        if span is not None:
            yield span
