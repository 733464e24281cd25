"""The learned reader of incidents: scores of words made into fillers, and fillers into drafts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from fairwitness.reading.encoder.carried import Read, read
from fairwitness.reading.encoder.encoder import WIDTH
from fairwitness.reading.encoder.words import vocabulary, words_of
from fairwitness.reading.incidents.draft import Draft
from fairwitness.reading.incidents.learned import Settings, drafts, runs_of, second
from fairwitness.reading.incidents.learned_head import ROLES, TYPES, Seen

RUNS = [
    pytest.param([0.1, 0.9, 0.1], "", [(1, 1)], id="one-word"),
    pytest.param([0.9, 0.8, 0.1], "", [(0, 1)], id="two-words"),
    pytest.param([0.9, 0.8, 0.1], "1", [(0, 0), (1, 1)], id="an-opening-word-cuts"),
    pytest.param([0.2, 0.1, 0.2], "", [], id="none-sure-enough"),
]


@pytest.mark.parametrize(("inside", "opens", "expected"), RUNS)
def test_runs(inside: list[float], opens: str, expected: list[tuple[int, int]]) -> None:
    first = np.array([0.8 if str(at) in opens else 0.0 for at in range(len(inside))])
    assert runs_of(np.array(inside), first, 0.5) == expected


def said(text: str, marked: dict[str, str], told: tuple[str, ...]) -> list[Draft]:
    """The drafts when the head marks these words (by role) and is sure of these types."""
    words = words_of(text, vocabulary())
    inside = np.zeros((len(words), len(ROLES)), dtype=np.float32)
    opens = np.zeros_like(inside)
    for role, phrase in marked.items():
        for part in phrase.split("; "):
            for begin in [at for at in range(len(text)) if text.startswith(part, at)]:
                run = (words.start >= begin) & (words.end <= begin + len(part))
                if inside[run, ROLES.index(role)].any():
                    continue
                inside[run, ROLES.index(role)] = 0.9
                opens[np.flatnonzero(run)[0], ROLES.index(role)] = 0.8
    types = np.full((len(words), len(TYPES)), 0.1, dtype=np.float32)
    types[:, TYPES.index("attack")] = 0.8
    belief = np.array([0.9, *(0.9 if name in told else 0.1 for name in TYPES)], dtype=np.float32)
    seen = Seen(0, inside, opens, types, belief)
    vectors = np.zeros((len(words), WIDTH), dtype=np.float16)
    return drafts(text, Read(words, vectors), [seen], Settings())


TEXT = "Gunmen of the Green Front (GF) shot Ana Lopez. Lopez died. The GF bombed a bridge."


def test_one_filler_for_all_its_names() -> None:
    marks = {"perpetrator_organisation": "Green Front; GF", "victim": "Ana Lopez; Lopez"}
    (draft,) = said(TEXT, marks, ("attack",))
    assert draft.type == "attack"
    assert [one.text for one in draft.roles["victim"]] == ["Ana Lopez"]
    (front,) = draft.roles["perpetrator_organisation"]
    assert [TEXT[span.start : span.end] for span in front.mentions] == ["Green Front", "GF", "GF"]


def test_a_report_that_tells_of_nothing_gives_no_draft() -> None:
    assert said(TEXT, {"victim": "Ana Lopez"}, ()) == []


def test_fillers_go_to_the_incident_of_their_type() -> None:
    found = said(TEXT, {"victim": "Ana Lopez"}, ("attack", "bombing"))
    assert {one.type: "victim" in one.roles for one in found} == {"attack": True, "bombing": False}


@pytest.mark.parametrize("text", ["", " \n ", "\u200b", "¡"])
def test_texts_with_nothing_to_read(nlp: Language, text: str) -> None:
    assert second(nlp(text)) == []


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=200))
def test_fillers_stand_on_their_words(nlp: Language, text: str) -> None:
    for draft in second(nlp(text)):
        for some in draft.roles.values():
            for one in some:
                assert one.text == text[one.start : one.end]


def test_a_long_text_is_read_in_parts(nlp: Language) -> None:
    doc = nlp("Rebels attacked a bus near the town and killed two men. " * 400)
    assert second(doc) == second(doc)
    assert len(read(doc).words) > 4000
