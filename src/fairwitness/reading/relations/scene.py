"""A parsed text seen as places on tokens: what the finders of relations look things up in."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from spacy.tokens import Doc

from fairwitness.reading.relations.lexicon import Lexicon
from fairwitness.reading.rows import Compass, Place, PlaceKind
from fairwitness.span import Span

AREAS: frozenset[PlaceKind] = frozenset(
    {"continent", "country", "territory", "province", "district", "region", "sea", "desert",
     "river", "mountain"}
)  # fmt: skip
"""Kinds too wide to stand at one point: never the figure of a distance."""

BORDER = frozenset({"border", "frontier", "borders", "boundary"})
OPENERS = frozenset({",", "(", "—", "–", "-", "["})
NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADV", "VERB", "PUNCT", "PART"})
"""Parts of speech before the noun of "a war-torn second city"."""
DASHES = frozenset({"-", "–", "—", "/"})


CITY = 50_000
"""Inhabitants of a city that a province's bare name may be said of."""


@dataclass(frozen=True)
class Phrase:
    """A place with the tokens of its phrase: `Ramstein` in "Ramstein base" reaches over "base"."""

    place: Place
    start: int
    """First token of the name."""
    name_end: int
    """Token after the name."""
    end: int
    """Token after the descriptor that follows the name, if one does."""

    @property
    def ground_kind(self) -> PlaceKind:
        """Its kind as what others lie in: a name of both a city and its province is the latter."""
        province = (self.place.record or "").startswith("province:")
        return "province" if province else self.place.kind

    @property
    def countries(self) -> tuple[str, ...]:
        """The code of the country it names; empty where it names anything else."""
        place = self.place
        return (place.country,) if place.kind == "country" and place.country else ()


@dataclass(frozen=True)
class Scene:
    """The tokens of a doc with the phrases that start and end on them."""

    doc: Doc
    lexicon: Lexicon
    starts: dict[int, Phrase]
    ends: dict[int, Phrase]

    def span(self, start: int, end: int) -> Span:
        """The words from token `start` up to token `end`."""
        left, last = self.doc[start], self.doc[end - 1]
        return Span.of(self.doc.text, left.idx, last.idx + len(last))

    def word(self, i: int) -> str:
        """The lower-cased token at `i`, empty beyond the text."""
        return self.doc[i].lower_ if 0 <= i < len(self.doc) else ""

    def compass(self, i: int) -> tuple[Compass | None, int]:
        """The compass word at token `i` and the token after it; (None, i) where there is none."""
        if self.word(i + 1) in DASHES:
            joined = f"{self.word(i)}-{self.word(i + 2)}"
            if joined in self.lexicon.compass:
                return self.lexicon.compass[joined], i + 3
        found = self.lexicon.compass.get(self.word(i))
        return (found, i + 1) if found else (None, i)

    def compass_before(self, end: int) -> tuple[Compass | None, int]:
        """The compass word ending before token `end`, and its first token; (None, end) if none."""
        for width in (3, 1):
            if end >= width:
                found, after = self.compass(end - width)
                if found and after == end:
                    return found, end - width
        return None, end

    def named_before(self, end: int) -> Phrase | None:
        """The place that "a small town" before token `end` is said of: X of "X, a small town"."""
        i = end - 1
        if not self.lexicon.descriptor(self.word(i)) or i in self.starts:
            return None
        while i > 0 and end - i < 8 and not self._opens(i - 1):
            named = self.phrase_of(i - 1)
            owner = named is not None and named.countries
            if self.doc[i - 1].pos_ not in NOMINAL or (named is not None and not owner):
                return None
            i -= 1
        return self.ends.get(i - 1)

    def _opens(self, i: int) -> bool:
        """Whether a description may begin after token `i`: a comma, a dash that joins no words."""
        token = self.doc[i]
        return token.lower_ in ("is", "was") or (token.text in OPENERS and token.tag_ != "HYPH")

    def phrase_of(self, i: int) -> Phrase | None:
        """The phrase holding token `i`, if any."""
        for start in range(i, max(-1, i - 8), -1):
            phrase = self.starts.get(start)
            if phrase is not None:
                return phrase if i < phrase.end else None
        return None


def scene(doc: Doc, places: tuple[Place, ...], lexicon: Lexicon) -> Scene:
    """Indexes `places` by the tokens they start and end on.

    Adjectives of a country ("the Syrian army") are left out: the army may be anywhere.
    """
    starts: dict[int, Phrase] = {}
    ends: dict[int, Phrase] = {}
    for place in places:
        span = doc.char_span(place.start, place.end, alignment_mode="expand")
        if span is None or _adjective(doc, span.start, span.end, place):
            continue
        whole = place.kind in ("country", "continent", "territory")
        end = span.end if whole else _reach(doc, span.end, lexicon)
        bare = place.kind == "province" and end == span.end and _also_city(place)
        meant = msgspec.structs.replace(place, kind="city") if bare else place
        phrase = Phrase(meant, span.start, span.end, end)
        starts[phrase.start] = phrase
        ends[phrase.end] = phrase
        ends.setdefault(phrase.name_end, phrase)
    return Scene(doc, lexicon, starts, ends)


def _also_city(place: Place) -> bool:
    """Whether a province bears the name of a city in it, and the bare name may be either's."""
    return any(
        c.kind == "city" and c.province == place.province and c.population >= CITY
        for c in place.candidates
    )


def _adjective(doc: Doc, start: int, end: int, place: Place) -> bool:
    """Whether a country's name or demonym modifies a noun that is not its border."""
    if place.kind not in ("country", "unknown"):
        return False
    head = doc[end - 1]
    modifies = head.dep_ in ("amod", "compound", "nmod") and head.head.i >= end
    return modifies and head.head.lower_ not in BORDER and start + 1 == end


def _reach(doc: Doc, end: int, lexicon: Lexicon) -> int:
    """The token after the descriptor that follows a name ending at `end`.

    Not asked for countries: "the US base" is not in the US.
    """
    if end < len(doc) and doc[end].lower_ in lexicon.descriptors:
        return end + 1
    if end + 1 < len(doc) and doc[end + 1].lower_ in lexicon.descriptors:
        middle = doc[end]
        if middle.dep_ in ("compound", "amod") and middle.is_alpha:
            return end + 2
    return end
