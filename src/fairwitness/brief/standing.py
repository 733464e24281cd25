"""On whom a report stands: its claims counted by who holds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

from fairwitness.brief.model import Standing
from fairwitness.reading.rows import Claim, Sourcing, Statement

Ground = Literal["people", "bodies", "nameless", "nobody", "own_voice"]
"""The fields of `Standing` that add up to all claims."""

GROUNDS: Mapping[Sourcing, Ground] = MappingProxyType(
    {
        "named": "people",
        "organisation": "bodies",
        "document": "bodies",
        "role": "nameless",
        "collective": "nameless",
        "anonymous": "nameless",
        "none": "nobody",
    }
)
"""What a claim stands on, by the sourcing of its statement: whether anybody could be asked."""


def standing_of(claims: Iterable[Claim], statements: Iterable[Statement]) -> Standing:
    """How many of `claims` stand on whom; a claim held by no statement is the report's own."""
    by_id = {statement.id: statement for statement in statements}
    held = [by_id.get(claim.held_by or "") for claim in claims]
    grounds = Counter(GROUNDS[one.sourcing] if one is not None else "own_voice" for one in held)
    return Standing(
        people=grounds["people"],
        bodies=grounds["bodies"],
        nameless=grounds["nameless"],
        nobody=grounds["nobody"],
        own_voice=grounds["own_voice"],
        second_hand=sum(one is not None and one.directness == "second-hand" for one in held),
    )
