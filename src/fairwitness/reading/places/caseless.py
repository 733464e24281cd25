"""Places in text without capitals, as some wires send it: known names where a place is expected.

Nothing but the gazetteer and the words around tells a name here, so the evidence asked for is
strict: a country's name, or a name in a country that the report names, behind a preposition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fairwitness.reading.places.lexicons import Lexicons
from fairwitness.reading.places.locating import datelines
from fairwitness.reading.places.names import Known, Names, is_country
from fairwitness.reading.places.spots import Evidence, Spot
from fairwitness.reading.places.tokens import Tokens
from fairwitness.world.records import PlaceRecord

_LEAST_LETTERS = 40
"""Letters from which their case tells how a text is written."""
_MOST_CAPITALS = 0.002
"""Share of capitals in text without case: a stray one may have been left by a converter."""
_LONGEST = 4
_SHORTEST = 4
"""Letters of the shortest single name: shorter ones are words."""
_LEAST_PEOPLE = 10_000
"""Inhabitants of a town of one word; smaller ones share their names with words too often."""
_LARGE = 100_000
"""Inhabitants of a town that a dateline may name without its country."""
_LARGER = frozenset({"province", "region", "sea", "lake", "river"})


def is_caseless(text: str) -> bool:
    """Whether `text` is written without capitals."""
    letters = sum(map(str.isalpha, text))
    return letters >= _LEAST_LETTERS and sum(map(str.isupper, text)) <= _MOST_CAPITALS * letters


def caseless_spots(tokens: Tokens, names: Names, lexicons: Lexicons) -> Iterator[Spot]:
    """Spans of a text without capitals that name places, in text order, none overlapping."""
    found = list(_known(tokens, names, lexicons))
    opening = _opening(tokens, found)
    countries = {
        known.records[0].country
        for start, end, known in found
        if start in opening or _is_country_here(tokens, start, end, known, lexicons)
    }
    free = 0
    for start, end, known in found:
        if start < free:
            continue
        kept = known
        evidence: Evidence = "dateline" if start in opening else "caseless"
        if start not in opening and not _is_country_here(tokens, start, end, known, lexicons):
            kept = Known(known.via, tuple(r for r in known.records if r.country in countries))
            if not kept.records or not _is_town_here(tokens, start, end, kept.records[0], lexicons):
                continue
        free = end
        yield Spot(start, end, tokens.slice(start, end), kept, evidence=evidence)


def _opening(tokens: Tokens, found: Sequence[tuple[int, int, Known]]) -> frozenset[int]:
    """Where large towns stand in datelines; they need no country named."""
    lines = datelines(tokens, caseless=True)
    return frozenset(
        start
        for start, _, known in found
        if start in lines and known.records[0].population >= _LARGE
    )


def _known(tokens: Tokens, names: Names, lexicons: Lexicons) -> Iterator[tuple[int, int, Known]]:
    """The longest known name at each word where one may begin."""
    for start in range(len(tokens)):
        if not tokens.tags[start].startswith(("NN", "JJ", "FW", "VBG", "RB", "VBN")):
            continue
        expected = _expected(tokens, start, lexicons)
        for end in range(min(start + _LONGEST, len(tokens)), start, -1):
            if tokens.sentence[end - 1] != tokens.sentence[start] or not _is_word(tokens, end - 1):
                continue
            text = tokens.slice(start, end)
            known = names.demonym(text) if end == start + 1 else Known("none")
            if known.records and text.endswith("s") and names.demonym(text[:-1]).records:
                break  # a people is not a place
            if not known.records and expected and len(text) >= _SHORTEST:
                known = names.look(text)
            if known.records:
                yield start, end, known
                break


def _is_word(tokens: Tokens, index: int) -> bool:
    return tokens.words[index][0].isalpha() and tokens.tags[index] not in {"DT", "IN", "CC", "TO"}


def _expected(tokens: Tokens, start: int, lexicons: Lexicons) -> bool:
    """Whether a place may be named at `start`: behind a preposition, in a list, at the opening."""
    before = tokens.low(start - 1)
    return (
        not start
        or before in {",", "and", "of", "--", "-", "the"}
        or any(lexicons.has(group, before) for group in ("at_place", "to_place", "with_actor"))
        or tokens.label(start) in {"GPE", "LOC", "NORP"}
        or tokens.low(start + 1) in {"'s", "’s", "--"}
    )


def _is_country_here(
    tokens: Tokens, start: int, end: int, known: Known, lexicons: Lexicons
) -> bool:
    """Whether a country's name or adjective stands here, and no word spelt alike (`turkey`)."""
    if not is_country(known.records[0]):
        return False
    if known.via == "demonym":
        return tokens.tags[start] in {"JJ", "NNP"} or tokens.label(start) == "NORP"
    before = tokens.low(start - 1)
    return (
        end - start > 1
        or tokens.label(start) == "GPE"
        or tokens.tags[start] in {"NNP", "NNPS"}
        or lexicons.has("at_place", before)
        or lexicons.has("to_place", before)
    )


def _is_town_here(
    tokens: Tokens, start: int, end: int, top: PlaceRecord, lexicons: Lexicons
) -> bool:
    """Whether a name of a country at hand stands where only places do."""
    if any(word in lexicons.after for word in tokens.lower[start:end]) and end - start == 1:
        return False
    before = tokens.low(start - 1)
    placed = lexicons.has("at_place", before) or tokens.label(start) == "GPE"
    told = lexicons.after.get(tokens.low(end)) is not None or not start
    if end - start > 1:
        return placed or told or before != "the"
    if tokens.tags[start] not in {"NN", "NNP", "NNS", "NNPS", "FW"}:
        return False
    return (placed or told) and (top.population >= _LEAST_PEOPLE or top.kind in _LARGER)
