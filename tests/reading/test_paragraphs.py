"""Where a new paragraph starts, and that sentences keep to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from fairwitness.reading.paragraphs import breaks

WRAPPED_COPY = (
    "The ministry said on Monday that the crossing would stay closed\n"
    "until further notice because of the fighting on the other side\n"
    "of the river. Traders who had waited for days turned back.\n"
    "Lorries blocked the road."
)


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("A heading\n\nThe text.", [11], "a blank line"),
        ("A heading\nThe text.", [10], "one line each"),
        ("The river\nbank was calm.", [], "a line break inside a sentence"),
        ("One line only.", [], "nothing to break"),
        ("\n\nLeading.\n\n", [], "no paragraph before or after"),
        (WRAPPED_COPY, [WRAPPED_COPY.index("Lorries")], "wrapped: only after a full stop"),
    ],
)
def test_breaks(text: str, expected: list[int], reason: str) -> None:
    assert list(breaks(text)) == expected, reason


@given(st.text(alphabet="ab.\n \t", max_size=80))
def test_breaks_rise_and_stand_after_a_newline(text: str) -> None:
    found = list(breaks(text))
    assert found == sorted(set(found))
    assert all("\n" in text[:at] and not text[at].isspace() for at in found)


def test_a_heading_is_a_sentence_of_its_own(nlp: Language) -> None:
    with nlp.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        nlp.add_pipe("fairwitness_paragraphs", before="parser")
        try:
            doc = nlp("Troops leave the river bank\n\nTroops left the river bank on Monday.")
        finally:
            nlp.remove_pipe("fairwitness_paragraphs")
    assert next(s.text.strip() for s in doc.sents) == "Troops leave the river bank"
