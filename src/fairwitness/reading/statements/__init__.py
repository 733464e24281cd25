"""Statements: who says what. The spaCy component `fairwitness_statements`.

`statements_of` decides (a function of a parsed `Doc`); the component writes its rows. There are two
readers: `rules`, and `learned`, in which heads over the shared encoder judge what the rules find
and add what they miss.
"""

from __future__ import annotations

from typing import get_args

from spacy.language import Language
from spacy.tokens import Doc

from fairwitness.reading import carrier
from fairwitness.reading.rows import ReaderName
from fairwitness.reading.statements.decide import Second, statements_of

__all__ = ["StatementReader", "make_statements", "statements_of"]


class StatementReader:
    """Writes the statements of a parsed `Doc`; needs a parse, uses named entities if there."""

    def __init__(self, reader: ReaderName = "learned") -> None:
        """Chooses the reader; what it has learned is loaded with the first text. ValueError when
        there is no such reader.
        """
        if reader not in get_args(ReaderName):
            raise ValueError(f"no such reader of statements: {reader!r}")
        self.reader = reader

    def __call__(self, doc: Doc) -> Doc:
        """Gives `doc` its layer of statements."""
        return carrier.put(doc, carrier.STATEMENTS, statements_of(doc, self._second()))

    def _second(self) -> Second | None:
        if self.reader == "rules":
            return None
        from fairwitness.reading.statements.learned import second

        return second


@Language.factory(
    "fairwitness_statements",
    requires=["token.dep", "token.head", "token.tag", "token.lemma"],
    default_config={"reader": "learned"},
)
def make_statements(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    reader: ReaderName,
) -> StatementReader:
    """Makes the component; registered under `fairwitness_statements`."""
    return StatementReader(reader)
