"""One row an assertion: who, what, whom, who holds it and how firmly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairwitness.reading import carrier
from fairwitness.reading.claims import ClaimReader, claims_of
from fairwitness.reading.rows import Place, Quantity, Time
from fairwitness.reading.statements import StatementReader

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from fairwitness.reading.rows import Claim, Row

PARTS = [
    pytest.param(
        "The army shelled the market on Friday.",
        [("The army", "shelled", "the market")],
        id="active",
    ),
    pytest.param(
        "The bridge was blown up by rebels.",
        [("rebels", "was blown up", "The bridge")],
        id="passive-with-agent",
    ),
    pytest.param(
        "Six people were killed.",
        [(None, "were killed", "Six people")],
        id="passive-without-agent",
    ),
    pytest.param(
        "The camp is a military base.",
        [("The camp", "is a military base", None)],
        id="copula",
    ),
    pytest.param(
        "There were three explosions.",
        [(None, "were", "three explosions")],
        id="existential",
    ),
    pytest.param(
        "Troops crossed the river and took two villages.",
        [("Troops", "crossed", "the river"), ("Troops", "took", "two villages")],
        id="coordination-shares-the-subject",
    ),
    pytest.param(
        "The minister plans to close the crossing.",
        [("The minister", "plans to close", "the crossing")],
        id="infinitive",
    ),
    pytest.param(
        "The group, which lost its leader, attacked the base.",
        [("The group", "attacked", "the base"), ("The group", "lost", "its leader")],
        id="relative-clause-has-its-own-row",
    ),
]


def _read(nlp: Language, text: str) -> Doc:
    return StatementReader("rules")(nlp(text))


def _parts(row: Claim) -> tuple[str | None, str, str | None]:
    who = row.who.text if row.who else None
    whom = row.whom.text if row.whom else None
    return who, row.what.text, whom


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_who_what_whom(
    nlp: Language, text: str, expected: list[tuple[str | None, str, str | None]]
) -> None:
    assert [_parts(row) for row in claims_of(_read(nlp, text))] == expected


STANCES = [
    ("The army shelled the market.", "asserted"),
    ("The army may have shelled the market.", "possible"),
    ("The army will shell the market.", "predicted"),
    ("The army must leave the market.", "demanded"),
    ("Did the army shell the market?", "asked"),
    ("The mayor said that the army shelled the market.", "asserted"),
    ("The mayor denied that the army shelled the market.", "denied"),
    ("The mayor doubted that the army shelled the market.", "doubted"),
    ("The mayor suspects that the army shelled the market.", "possible"),
    ("The mayor predicted that the army would shell the market.", "predicted"),
    ("The mayor warned that the army has shelled the market.", "asserted"),
    ("The mayor demanded that the army leave the market.", "demanded"),
    ("The mayor asked whether the army shelled the market.", "asked"),
    ("The mayor does not believe that the army shelled the market.", "doubted"),
    ("The mayor did not deny that the army shelled the market.", "possible"),
    ("The mayor denied that the army had not shelled the market.", "asserted"),
    ("The army did not shell the market.", "denied"),
    ("The army has no longer shelled the market.", "denied"),
    ("No army shelled the market.", "denied"),
    ("Nobody has shelled the market.", "denied"),
    ("The army shelled not only the market.", "asserted"),
    ("The army failed to shell the market.", "denied"),
    ("The army was unable to reach the market.", "denied"),
    ("The army may not have shelled the market.", "possible"),
    ("The army could not reach the market.", "denied"),
    ("The army is set to leave the market.", "predicted"),
    ("The army is likely to leave the market.", "predicted"),
    ("The army is likely to have left the market.", "possible"),
    ("The army is unlikely to leave the market.", "doubted"),
    ("The army has to leave the market.", "demanded"),
    ("Close the market at noon.", "demanded"),
    ("Do not enter the market.", "demanded"),
    ("Does the army hold the market?", "asked"),
]


@pytest.mark.parametrize(("text", "stance"), STANCES, ids=[text for text, _ in STANCES])
def test_stance(nlp: Language, text: str, stance: str) -> None:
    (row,) = claims_of(_read(nlp, text))
    assert row.stance == stance


HUNG = [
    ("It is doubtful whether the army holds the market.", "doubted"),
    ("It remains unclear whether the army holds the market.", "doubted"),
    ("It is not clear that the army holds the market.", "doubted"),
    ("It is not true that the army holds the market.", "denied"),
    ("There is no evidence that the army holds the market.", "denied"),
    ("There is a risk that the army holds the market.", "possible"),
    ("The mayor is not certain that the army holds the market.", "doubted"),
    ("It is clear that the army holds the market.", "asserted"),
    ("The mayor demanded that the market be closed.", "demanded"),
]


@pytest.mark.parametrize(("text", "stance"), HUNG, ids=[text for text, _ in HUNG])
def test_stance_by_what_a_clause_hangs_on(nlp: Language, text: str, stance: str) -> None:
    assert claims_of(_read(nlp, text))[-1].stance == stance


def test_words_of_attribution_are_no_claim_and_their_content_is_held(nlp: Language) -> None:
    doc = _read(nlp, "The mayor said that rebels burned the mill. The mill is closed.")
    (statement,) = carrier.get(doc, carrier.STATEMENTS)
    held, own = claims_of(doc)
    assert (held.held_by, own.held_by) == (statement.id, None)
    assert held.text == "rebels burned the mill"


def test_the_innermost_statement_holds(nlp: Language) -> None:
    doc = _read(nlp, "The ministry said that Jane Roe told reporters that rebels burned the mill.")
    inner = next(s for s in carrier.get(doc, carrier.STATEMENTS) if s.speaker == "Jane Roe")
    held = next(row for row in claims_of(doc) if row.what.text == "burned")
    assert held.held_by == inner.id


def _row[R: Row](doc: Doc, layer: type[R], row_id: str, words: str, **fields: object) -> R:
    start = doc.text.index(words)
    return layer(id=row_id, start=start, end=start + len(words), text=words, **fields)


def test_rows_of_other_layers_go_to_the_clause_they_stand_in(nlp: Language) -> None:
    doc = _read(nlp, "Six men died in Qadis on Friday and rebels fled to Zaran.")
    qadis = _row(doc, Place, "p1", "Qadis", reading="place", match="none")
    zaran = _row(doc, Place, "p2", "Zaran", reading="place", match="none")
    friday = _row(doc, Time, "t1", "Friday", type="DATE")
    six = _row(doc, Quantity, "q1", "Six", kind="count", value=6.0, low=6.0, high=6.0, exact=True)
    carrier.put(doc, carrier.PLACES, [qadis, zaran])
    carrier.put(doc, carrier.TIMES, [friday])
    carrier.put(doc, carrier.QUANTITIES, [six])
    died, fled = claims_of(doc)
    assert (died.where, died.when, died.how_many) == (("p1",), ("t1",), ("q1",))
    assert (fled.where, fled.when, fled.how_many) == (("p2",), (), ())


def test_the_day_of_an_announcement_dates_no_claim(nlp: Language) -> None:
    doc = _read(nlp, "As the ministry announced on Friday, troops will stay in Qadis.")
    carrier.put(doc, carrier.TIMES, [_row(doc, Time, "t1", "Friday", type="DATE")])
    (row,) = claims_of(doc)
    assert (row.what.text, row.when) == ("will stay", ())


NOTHING = [
    pytest.param("A quiet road by the river.", id="no-verb"),
    pytest.param("It is.", id="empty-subject-and-predicate"),
    pytest.param("To leave the city.", id="no-finite-verb"),
    pytest.param("", id="nothing"),
    pytest.param(" \n ", id="blank"),
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_fragments(nlp: Language, text: str) -> None:
    assert claims_of(_read(nlp, text)) == ()


WORDS = ["rebels", "the army", "said", "that", "was", "shelled", "who", "and", "it", "?", ".", ",",
         "“", "”", "not", "will", "the market", "\n\n", "there", "to", "by"]  # fmt: skip


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(parts=st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_heap_of_words_gives_rows_on_their_words(nlp: Language, parts: list[str]) -> None:
    doc = ClaimReader()(_read(nlp, " ".join(parts)))
    for row in carrier.get(doc, carrier.CLAIMS):
        assert row.what.text == doc.text[row.what.start : row.what.end]
        assert row.who is not None or row.whom is not None
