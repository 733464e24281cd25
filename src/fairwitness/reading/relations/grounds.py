"""Reads the words for a ground: a place, a shared border, the border of a country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fairwitness.reading.relations.scene import BORDER, DASHES, Phrase, Scene
from fairwitness.world import World


@dataclass(frozen=True)
class Ground:
    """What a place is located by, and the tokens that say so."""

    start: int
    end: int
    place: Phrase | None = None
    countries: tuple[str, ...] = ()
    part: Literal["whole", "border", "inside", "capital"] = "whole"


def demonyms(scene: Scene, world: World, i: int) -> tuple[tuple[str, ...], int]:
    """Country codes of a chain of demonyms at token `i` ("Syrian-Jordanian"), and where it ends."""
    codes: list[str] = []
    j = i
    while j < len(scene.doc):
        country = world.countries.demonym(scene.doc[j].text) if scene.doc[j].is_title else None
        if country is None:
            break
        codes.append(country.code)
        j += 1
        if not (scene.word(j) in DASHES and j + 1 < len(scene.doc)):
            break
        j += 1
    if codes and scene.word(j - 1) in DASHES:
        j -= 1
    return tuple(codes), j


def read_ground(scene: Scene, world: World, i: int) -> Ground | None:
    """The ground whose words start at token `i`, or None when no rule reads them."""
    start = i
    if scene.word(i) in ("the", "its", "their"):
        i += 1
    codes, j = demonyms(scene, world, i)
    if codes and scene.word(j) in BORDER:
        return Ground(start, j + 1, None, codes, "border")
    if scene.word(i) in BORDER and scene.word(i + 1) in ("with", "between", "of"):
        return _border_with(scene, start, i + 2)
    found = _named(scene, start, _skip_description(scene, world, i))
    if found is None and len(codes) == 1 and scene.word(j) == "capital":
        return Ground(start, j + 1, None, codes, "capital")
    return found


def _skip_description(scene: Scene, world: World, i: int) -> int:
    """Past "Syrian capital", "northern city of", "besieged town of", to where a name may start."""
    for j in range(i, min(i + 6, len(scene.doc))):
        if j in scene.starts:
            return j
        token = scene.doc[j]
        known = scene.lexicon.descriptor(token.text) or world.countries.demonym(token.text)
        if not (known or token.pos_ in ("ADJ", "ADV") or token.lower_ in ("of", ",", "the", "'s")):
            if token.lower_ in scene.lexicon.compass or token.text in DASHES:
                continue
            break
    return i


def _named(scene: Scene, start: int, i: int) -> Ground | None:
    phrase = scene.starts.get(i)
    if phrase is None or _goes_on(scene, phrase):
        return None
    countries = phrase.countries
    end = phrase.end
    if scene.word(end) in DASHES and end + 1 in scene.starts:
        second = scene.starts[end + 1]
        if scene.word(second.end) in BORDER:
            return Ground(start, second.end + 1, phrase, countries + second.countries, "border")
    after = end + 1 if scene.word(end) in ("'s", "’s") else end
    other = scene.starts.get(after + 2) or scene.starts.get(after + 3)
    if scene.word(after) in BORDER and scene.word(after + 1) == "with" and countries:
        if other is None or not other.countries:
            return None
        return Ground(start, other.end, phrase, countries + other.countries, "border")
    if scene.word(after) in BORDER:
        return Ground(start, after + 1, phrase, countries, "border") if countries else None
    if scene.word(after) in ("coast", "coastline", "shore"):
        return None
    return Ground(start, end, phrase, countries)


def _goes_on(scene: Scene, phrase: Phrase) -> bool:
    """Whether a capitalised noun follows: the "Western" of "the Western Front" is no place."""
    if phrase.end > phrase.name_end or phrase.end >= len(scene.doc):
        return False
    after = scene.doc[phrase.end]
    return after.is_title and after.pos_ == "PROPN" and phrase.end not in scene.starts


def _border_with(scene: Scene, start: int, i: int) -> Ground | None:
    first = scene.starts.get(i) or scene.starts.get(i + 1)
    if first is None or not first.countries:
        return None
    codes, end = first.countries, first.end
    second = scene.starts.get(end + 1) or scene.starts.get(end + 2)
    if scene.word(end) == "and" and second is not None and second.countries:
        return Ground(start, second.end, first, codes + second.countries, "border")
    return Ground(start, end, first, codes, "border")
