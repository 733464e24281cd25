"""Actors: who is named, how, and where. The spaCy component `fairwitness_actors`.

`actors_of` decides (a function of a parsed `Doc` and its statements and places); the component
writes its rows.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from fairwitness.reading import carrier
from fairwitness.reading.actors.decide import actors_of
from fairwitness.world import shared

__all__ = ["ActorReader", "actors_of", "make_actors"]


class ActorReader:
    """Writes the actors of a parsed `Doc`; reads the layers of statements and places."""

    def __init__(self) -> None:
        self._countries = shared().countries

    def __call__(self, doc: Doc) -> Doc:
        """Gives `doc` its layer of actors."""
        return carrier.put(doc, carrier.ACTORS, actors_of(doc, self._countries))


@Language.factory("fairwitness_actors", requires=["token.dep", "token.head", "token.tag"])
def make_actors(nlp: Language, name: str) -> ActorReader:  # noqa: ARG001
    """Makes the component; registered under `fairwitness_actors`."""
    return ActorReader()
