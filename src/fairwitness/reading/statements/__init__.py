"""Statements: who says what. The spaCy component `fairwitness_statements`.

`statements_of` decides (a pure function of a parsed `Doc`); the component writes its rows.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from fairwitness.reading import carrier
from fairwitness.reading.statements.decide import statements_of

__all__ = ["StatementReader", "make_statements", "statements_of"]


class StatementReader:
    """Writes the statements of a parsed `Doc`; needs a parse, uses named entities if there."""

    def __call__(self, doc: Doc) -> Doc:
        """Gives `doc` its layer of statements."""
        return carrier.put(doc, carrier.STATEMENTS, statements_of(doc))


@Language.factory(
    "fairwitness_statements", requires=["token.dep", "token.head", "token.tag", "token.lemma"]
)
def make_statements(nlp: Language, name: str) -> StatementReader:  # noqa: ARG001
    """Makes the component; registered under `fairwitness_statements`."""
    return StatementReader()
