"""Incidents and tolls: a table of sentences, what must not be one, and hostile text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from fairwitness.reading import carrier
from fairwitness.reading.incidents import IncidentReader
from fairwitness.reading.incidents.triggers import codes
from fairwitness.reading.incidents.words import trigger_words
from fairwitness.reading.model import pipeline
from fairwitness.reading.rows import Bounds, Incident, Toll

TABLE = Path(__file__).with_name("incidents.tsv")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline(reader="rules")


def rows() -> list[list[str]]:
    lines = TABLE.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def said(bounds: Bounds | None) -> str:
    """Bounds as the table writes them."""
    if bounds is None or (bounds.low is None and bounds.high is None):
        return "-"
    low = "" if bounds.low is None else f"{bounds.low:g}"
    if bounds.high is None:
        return f"{low}+"
    return low if bounds.low == bounds.high else f"{low}..{bounds.high:g}"


def read(nlp: Language, text: str) -> tuple[tuple[Incident, ...], tuple[Toll, ...]]:
    doc = nlp(text)
    return carrier.get(doc, carrier.INCIDENTS), carrier.get(doc, carrier.TOLLS)


@pytest.mark.parametrize(("text", "killed", "injured", "why"), rows(), ids=lambda cell: cell[:40])
def test_figures_of_the_incident(
    nlp: Language, text: str, killed: str, injured: str, why: str
) -> None:
    incidents, _ = read(nlp, text)
    first = max(incidents, key=lambda one: len(one.tolls), default=None)
    found = (said(first.killed), said(first.injured)) if first else ("-", "-")
    assert found == (killed, injured), why


@pytest.mark.parametrize(
    ("text", "claimants"),
    [
        ("The army said 15 rebels were killed in the raid.", ["The army"]),
        ("Three people were killed in the raid.", [None]),
        ("Hospital officials put the toll from the raid at 31.", ["Hospital officials"]),
        ("The ministry counted 18 dead after the raid.", ["The ministry"]),
    ],
)
def test_a_toll_has_its_claimant(nlp: Language, text: str, claimants: list[str | None]) -> None:
    _, tolls = read(nlp, text)
    assert [toll.claimant and toll.claimant.text for toll in tolls] == claimants


def test_a_separate_attack_is_another_incident(nlp: Language) -> None:
    incidents, _ = read(
        nlp, "A bombing in Mosul killed ten people. Another bombing wounded six in Kirkuk."
    )
    assert [one.type for one in incidents] == ["bombing", "bombing"]


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("Gunmen killed five people in Mosul on Monday, officials in Ankara said.", "Mosul",
         "the seat of the source is elsewhere"),
        ("BAGHDAD — A bomb killed three people in Mosul on Monday.", "Mosul", "not the dateline"),
        ("A student from Cairo was shot dead in Paris.", "Paris", "not where somebody is from"),
    ],
)  # fmt: skip
def test_the_place_of_an_incident(nlp: Language, text: str, place: str, why: str) -> None:
    doc = nlp(text)
    names = {row.id: row.text for row in carrier.get(doc, carrier.PLACES)}
    (incident, *_) = carrier.get(doc, carrier.INCIDENTS)
    assert names.get(incident.place or "") == place, why


def test_every_deed_has_its_codes() -> None:
    deeds = {deed for (part, _), senses in trigger_words().items() if part != "word"
             for deed, _ in senses}  # fmt: skip
    assert deeds <= set(codes())


def test_no_reader_of_that_name() -> None:
    with pytest.raises(ValueError, match="no such reader"):
        IncidentReader("guessing")  # type: ignore[arg-type]


WORDS = st.sampled_from(
    ["killed", "12", "and", "wounded", "a", "man", "the", "toll", "rose", "to", "among", "them",
     "no", "one", "said", "police", ",", ".", "“", "”", "bomb", "shot", "dead", "of", "including",
     "more", "than", "both", "fatally", "\n\n", "\u200b", "", "attack", "on", "another"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=120))
def test_rows_stand_on_their_words_whatever_the_text(nlp: Language, text: str) -> None:
    doc = nlp(text)
    ids = {row.id for row in carrier.get(doc, carrier.TOLLS)}
    incidents = {row.id for row in carrier.get(doc, carrier.INCIDENTS)}
    for toll in carrier.get(doc, carrier.TOLLS):
        assert doc.text[toll.start : toll.end] == toll.text
        assert toll.part_of is None or toll.part_of in ids
        assert toll.revises is None or toll.revises in ids
        assert toll.incident is None or toll.incident in incidents
        assert toll.low is None or toll.high is None or toll.low <= toll.high


def test_the_work_grows_with_the_text(nlp: Language) -> None:
    sentence = "Police said 12 people were killed and 30 wounded, among them two officers. "
    seconds = []
    for times in (100, 400):
        doc = nlp(sentence * times)
        begin = time.perf_counter()
        IncidentReader("rules")(doc)
        seconds.append(time.perf_counter() - begin)
    assert seconds[1] < 16 * seconds[0] + 0.2, "four times the text, and it is not squared"
