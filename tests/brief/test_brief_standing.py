"""On whom a report stands: claims counted by who holds them."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest
from sample_brief import sample

from fairwitness.brief.model import Standing
from fairwitness.brief.standing import GROUNDS, standing_of
from fairwitness.reading.rows import Claim, Directness, Sourcing, Statement
from fairwitness.span import Span


def _statement(sourcing: Sourcing, directness: Directness = "first-hand") -> Statement:
    return Statement(
        id="s1", start=0, end=1, text="x", source=None, cue=None, content=(), kind="indirect",
        sourcing=sourcing, directness=directness,
    )  # fmt: skip


def _claim(held_by: str | None) -> Claim:
    what = Span(start=0, end=1, text="x")
    return Claim(id="c1", start=0, end=1, text="x", who=None, what=what, whom=None, held_by=held_by)


@pytest.mark.parametrize(
    ("sourcing", "expected"),
    [
        ("named", Standing(people=1)),
        ("organisation", Standing(bodies=1)),
        ("document", Standing(bodies=1)),
        ("role", Standing(nameless=1)),
        ("collective", Standing(nameless=1)),
        ("anonymous", Standing(nameless=1)),
        ("none", Standing(nobody=1)),
    ],
)
def test_a_held_claim_stands_on_its_source(sourcing: Sourcing, expected: Standing) -> None:
    assert standing_of([_claim("s1")], [_statement(sourcing)]) == expected


def test_a_claim_of_no_statement_is_the_reports_own() -> None:
    assert standing_of([_claim(None)], [_statement("named")]) == Standing(own_voice=1)


def test_what_came_through_an_outlet_is_counted_beside() -> None:
    found = standing_of([_claim("s1")], [_statement("role", "second-hand")])
    assert found == Standing(nameless=1, second_hand=1)


def test_every_sourcing_is_some_ground() -> None:
    assert set(GROUNDS) == set(get_args(Sourcing))


def test_the_grounds_add_up_to_all_claims() -> None:
    brief = sample()
    counts = msgspec.structs.asdict(standing_of(brief.claims, brief.statements))
    del counts["second_hand"]
    assert sum(counts.values()) == len(brief.claims)
