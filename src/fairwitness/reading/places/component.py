"""The spaCy component: places of a parsed `Doc`, from the world's gazetteer, as rows."""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from fairwitness.reading.carrier import PLACES, PUBLISHER, put
from fairwitness.reading.places.accept import Mention, accept
from fairwitness.reading.places.actor import load_actor_words, read_mention
from fairwitness.reading.places.alike import seek_alike
from fairwitness.reading.places.caseless import caseless_spots, is_caseless
from fairwitness.reading.places.groups import Group, group_mentions
from fairwitness.reading.places.home import home_group
from fairwitness.reading.places.lexicons import load_lexicons, load_weights
from fairwitness.reading.places.names import Atlas, Names
from fairwitness.reading.places.resolve import Ranked, resolve
from fairwitness.reading.places.rows import make_rows
from fairwitness.reading.places.spots import find_spots
from fairwitness.reading.places.tokens import Tokens, read_tokens
from fairwitness.reading.rows import Place, PlaceReading
from fairwitness.world import shared


class Places:
    """Finds, resolves and reads the places of a report; writes them as the layer `PLACES`."""

    def __init__(self, atlas: Atlas) -> None:
        self._lexicons = load_lexicons()
        self._names = Names(atlas, self._lexicons)
        self._finding = load_weights("places_finding.tsv")
        self._alone = load_weights("places_resolving_alone.tsv")
        self._together = load_weights("places_resolving_together.tsv")
        self._reading = load_weights("places_reading.tsv")
        self._words = load_actor_words()

    def __call__(self, doc: Doc) -> Doc:
        """Writes the places of `doc`, which needs tags, lemmas, dependencies and entities."""
        publisher = doc.user_data.get(PUBLISHER) or ""
        return put(doc, PLACES, self.decide(read_tokens(doc), publisher))

    def decide(self, tokens: Tokens, publisher: str = "") -> list[Place]:
        """The places of a report, in text order. Pure: the same tokens give the same rows."""
        seek = caseless_spots if is_caseless(tokens.text) else find_spots
        spots = list(seek(tokens, self._names, self._lexicons))
        mentions = accept(tokens, spots, self._finding, self._lexicons)
        readings = [self._read(tokens, mention) for mention in mentions]
        groups = group_mentions(tokens, mentions, readings, self._names)
        seek_alike(groups, self._names)
        ranked = self._resolve(groups, publisher)
        return make_rows(tokens, mentions, groups, ranked, readings)

    def _resolve(self, groups: list[Group], publisher: str) -> list[Ranked]:
        """The records of each group, in the light of the publisher's town where it is known."""
        named = {group.key for group in groups}
        home = home_group(publisher, named, self._names, self._lexicons) if publisher else None
        if home is None:
            return resolve(groups, self._alone, self._together)
        ranked = resolve([*groups, home], self._alone, self._together)[: len(groups)]
        # A neighbour may be the publisher's town, which no word of the report names.
        told = f"of the report or {home.text} in its publisher's name"
        return [replace(one, why=one.why.replace("of the report", told)) for one in ranked]

    def _read(self, tokens: Tokens, mention: Mention) -> PlaceReading:
        return read_mention(tokens, mention.spot, self._words, self._reading, self._lexicons)


@Language.factory(
    "fairwitness_places",
    assigns=["doc.user_data", "doc.spans"],
    requires=["token.tag", "token.lemma", "token.dep", "token.head", "doc.ents", "doc.sents"],
)
def make_places(nlp: Language, name: str) -> Places:  # noqa: ARG001
    """The component `fairwitness_places`; looks names up in the package's world."""
    return Places(shared())
