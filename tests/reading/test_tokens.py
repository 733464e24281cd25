"""Tokenizing and cutting lose nothing and stay linear, whatever the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from fairwitness.reading.pieces import pieces
from fairwitness.reading.tokens import BoundedTokenizer

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@pytest.fixture(scope="module")
def tokenizer(nlp: Language) -> BoundedTokenizer:
    return BoundedTokenizer(nlp.tokenizer, 50)


@given(TEXTS, st.integers(0, 400))
def test_the_text_is_the_text(tokenizer: BoundedTokenizer, text: str, run: int) -> None:
    whole = text + "(" * run + text
    assert tokenizer(whole).text == whole


@pytest.mark.parametrize("mark", ["(", "$", "“", "😀", "1", "1,", ":)("])
def test_a_run_without_spaces_is_cut(nlp: Language, mark: str) -> None:
    bounded = BoundedTokenizer(nlp.tokenizer, 200)
    start = time.process_time()
    doc = bounded(mark * 20_000)
    assert doc.text == mark * 20_000
    assert time.process_time() - start < 5, "spaCy alone takes more than 25 s"


@given(st.text(max_size=400), st.integers(1, 60))
def test_pieces_join_to_the_text(text: str, longest: int) -> None:
    parts = pieces(text, longest)
    assert "".join(parts) == text
    assert all(len(part) <= longest for part in parts)


@pytest.mark.parametrize(
    ("text", "longest", "expected", "reason"),
    [
        ("short", 10, ["short"], "nothing to cut"),
        ("", 10, [""], "always one piece"),
        ("one two.\n\nthree four", 14, ["one two.\n\n", "three four"], "after a paragraph"),
        ("aaaa bbbb cccc", 10, ["aaaa bbbb ", "cccc"], "after a word"),
        ("a" * 12, 5, ["aaaaa", "aaaaa", "aa"], "nowhere better"),
    ],
)
def test_pieces(text: str, longest: int, expected: list[str], reason: str) -> None:
    assert pieces(text, longest) == expected, reason


def test_joined_pieces_keep_offsets(nlp: Language) -> None:
    text = "The convoy left Garissa.\n\nIt reached Dadaab on Monday."
    docs = [nlp(part) for part in pieces(text, 30)]
    joined = Doc.from_docs(docs, ensure_whitespace=False)
    assert joined is not None
    assert joined.text == text
    assert [text[e.start_char : e.end_char] for e in joined.ents] == [e.text for e in joined.ents]
