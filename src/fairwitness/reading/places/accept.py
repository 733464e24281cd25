"""Which spots are places: a weighted vote of features, and no two of them on the same words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fairwitness.reading.places.evidence import features, read_use
from fairwitness.reading.places.lexicons import Lexicons
from fairwitness.reading.places.names import BY_HAND
from fairwitness.reading.places.spots import Spot, named_after
from fairwitness.reading.places.tokens import Tokens

ACCEPTED = 0.45
"""Least belief at which a spot is taken for a place."""

LEAST_BY_HAND = 0.7
"""Least belief in a name from the hand-kept supplement, or of what the text says where it lies."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A spot taken for a place, with the belief that it is one."""

    spot: Spot
    belief: float


def accept(
    tokens: Tokens, spots: Sequence[Spot], weights: Mapping[str, float], lexicons: Lexicons
) -> list[Mention]:
    """The spots believed to be places, in text order; where spots overlap the most believed."""
    use = read_use(tokens, spots, lexicons)
    scored = [
        Mention(spot, max(_least(tokens, spot, lexicons), believe(found, weights)))
        for spot in spots
        for found in [features(tokens, spot, use, lexicons)]
    ]
    taken = [False] * len(tokens)
    kept: list[Mention] = []
    ranked = sorted(scored, key=lambda m: (-m.belief, m.spot.start, -m.spot.end))
    for mention in ranked:
        spot = mention.spot
        if mention.belief < ACCEPTED or any(taken[spot.start : spot.end]):
            continue
        taken[spot.start : spot.end] = [True] * (spot.end - spot.start)
        kept.append(mention)
    return sorted(kept, key=lambda m: m.spot.start)


def _least(tokens: Tokens, spot: Spot, lexicons: Lexicons) -> float:
    """Belief that a name has whatever the weights say: one kept by hand, one that sounds like a
    place of the country named right behind it, one behind `the town of`, the adjective of a
    country before its noun (the gold sets mark it now and leave it then).

    Bases, crossings, straits and regions are rare in the news that the weights were fitted on, and
    their names are little else than places; unless they are part of a longer name.
    """
    if not spot.known.records and named_after(tokens, spot.start, lexicons):
        return ACCEPTED
    if spot.known.via == "similar" and tokens.tags[spot.end - 1] in {"NNP", "NNPS"}:
        return ACCEPTED
    if spot.known.via == "demonym" and tokens.deps[spot.end - 1] == "amod":
        return ACCEPTED
    if spot.evidence and not _surname(tokens, spot):
        return LEAST_BY_HAND
    top = spot.known.top
    if top is None or not top.id.startswith(BY_HAND) or spot.text.islower():
        return 0.0
    before, after = tokens.word(spot.start - 1), tokens.word(spot.end)
    part = tokens.label(spot.start) == "PERSON" and (
        before[:1].isupper() or (after[:1].isupper() and tokens.label(spot.end) == "PERSON")
    )
    return 0.0 if part else LEAST_BY_HAND


def _surname(tokens: Tokens, spot: Spot) -> bool:
    """Whether the name ends a person's longer name."""
    index = tokens.entity[spot.start]
    if index < 0:
        return False
    start, _, label = tokens.entities[index]
    return label == "PERSON" and start < spot.start


def believe(found: Sequence[str], weights: Mapping[str, float]) -> float:
    """The logistic of the summed weights; features without a weight count nothing."""
    total = weights.get("bias", 0.0) + sum(weights.get(feature, 0.0) for feature in found)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
