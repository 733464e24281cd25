"""Texts that break readers: nothing raises, nothing takes longer than its length warrants."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc

from fairwitness.reading.carrier import PLACES, get
from fairwitness.reading.places import Places
from fairwitness.reading.places.tokens import read_tokens

if TYPE_CHECKING:
    from fairwitness.world import World

VOCAB = English().vocab
TAGS = ["NNP", "NN", "VBD", "IN", "DT", ",", "CC", "JJ", "CD", "NNS"]


def doc_of(words: list[str], tags: list[str], label: str = "GPE") -> Doc:
    """A parse made by hand: every word hangs on the first, every other word is an entity."""
    count = len(words)
    entities = [f"B-{label}" if i % 2 else "O" for i in range(count)]
    return Doc(
        VOCAB, words=words, tags=tags, lemmas=words, heads=[0] * count, deps=["dep"] * count,
        ents=entities,
    )  # fmt: skip


@pytest.fixture(scope="module")
def places(world: World) -> Places:
    return Places(world)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(str.strip),
            st.sampled_from(TAGS),
        ),
        min_size=1,
        max_size=40,
    )
)
def test_any_words_give_rows_that_stand_on_them(
    places: Places, words: list[tuple[str, str]]
) -> None:
    doc = places(doc_of([word for word, _ in words], [tag for _, tag in words]))
    for row in get(doc, PLACES):
        assert doc.text[row.start : row.end] == row.text


LONG = [
    (["Aleppo", ","] * 5000, "one name over and over"),
    (["A"] * 10000, "one capital run without end"),
    (["Al", "-"] * 5000, "hyphens without end"),
    (["9"] * 20000, "digits"),
    (["("] * 20000, "brackets"),
]


@pytest.mark.parametrize(("words", "why"), LONG, ids=[why for _, why in LONG])
def test_long_monotony_takes_time_in_proportion(places: Places, words: list[str], why: str) -> None:
    doc = doc_of(words, ["NNP"] * len(words))
    begun = time.perf_counter()
    places(doc)
    # 20,000 words of news take 0.5 s; ten times that means a square somewhere.
    assert time.perf_counter() - begun < 8, why


def test_an_empty_text_has_no_places(places: Places) -> None:
    assert get(places(Doc(VOCAB)), PLACES) == ()


def test_white_space_is_no_word_and_heads_follow() -> None:
    doc = Doc(
        VOCAB, words=["In", "\n", "Oslo", "\n"], tags=["IN", "_SP", "NNP", "_SP"],
        heads=[0, 0, 1, 3], deps=["ROOT", "dep", "pobj", "ROOT"], lemmas=["in", "", "Oslo", ""],
    )  # fmt: skip
    tokens = read_tokens(doc)
    assert tokens.words == ["In", "Oslo"]
    assert tokens.heads == [0, 0]


def test_a_country_tied_to_a_participle_is_a_word_of_its_own() -> None:
    doc = Doc(VOCAB, words=["U.S.-led", "raids"], heads=[1, 1], deps=["amod", "ROOT"])
    tokens = read_tokens(doc)
    assert tokens.words == ["U.S.", "-led", "raids"]
    assert tokens.heads == [1, 2, 2]
    assert [tokens.text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)] == [
        "U.S.", "-led", "raids",
    ]  # fmt: skip
