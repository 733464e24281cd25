"""The shared encoder: words and pieces with their offsets, windows, and the same vectors always."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwitness.reading.encoder.between import BETWEENS, DISTANCES, betweens, counts_of, distances
from fairwitness.reading.encoder.encoder import WIDTH, Encoder, encoder
from fairwitness.reading.encoder.windows import OVERLAP, PIECES, windows
from fairwitness.reading.encoder.words import UNKNOWN, Words, vocabulary, words_of

LETTERS = st.text(
    st.sampled_from("aZé1 .,'\"“”\n\u0301\u00ad\u200b_-—هД好😀\ud7ff") | st.characters()
)


def cut(text: str) -> Words:
    return words_of(text, vocabulary())


CUTS = [
    pytest.param("He said: no.", ["He", "said", ":", "no", "."], id="marks-stand-alone"),
    pytest.param("don't", ["don", "'", "t"], id="apostrophe"),
    pytest.param("''No,''", ["'", "'", "No", ",", "'", "'"], id="two-singles"),
    pytest.param("a_b", ["a", "_", "b"], id="underscore"),
    pytest.param("cafe\u0301s open", ["cafe\u0301s", "open"], id="combining-accent"),
    pytest.param("news\u00adpaper", ["news\u00adpaper"], id="soft-hyphen-inside"),
    pytest.param("x \u200b y", ["x", "y"], id="invisible-alone"),
    pytest.param("", [], id="empty"),
    pytest.param(" \n ", [], id="blank"),
]


@pytest.mark.parametrize(("text", "expected"), CUTS)
def test_words_stand_on_their_characters(text: str, expected: list[str]) -> None:
    words = cut(text)
    assert [text[a:b] for a, b in zip(words.start, words.end, strict=True)] == expected


PIECED = [
    pytest.param("Said", ["said"], id="case-folded"),
    pytest.param("Café", ["cafe"], id="accent-folded"),
    pytest.param("spokeswomen", ["spoke", "##sw", "##ome", "##n"], id="longest-pieces-first"),
    pytest.param("news\u00adpaper", ["newspaper"], id="soft-hyphen-left-out"),
    pytest.param("😀", ["[UNK]"], id="unknown"),
    pytest.param("a" * 101, ["[UNK]"], id="too-long"),
]


@pytest.mark.parametrize(("text", "expected"), PIECED)
def test_pieces(text: str, expected: list[str]) -> None:
    assert cut(text).pieces.tolist() == [vocabulary()[piece] for piece in expected]


def test_the_vocabulary_is_berts() -> None:
    assert vocabulary()["[UNK]"] == UNKNOWN
    assert max(vocabulary().values()) <= 30522


LOOKS = [
    pytest.param("a b", [6, 3], id="first-begins-a-line-then-a-space"),
    pytest.param("A Ab AB", [7, 4, 5], id="capital-capitals"),
    pytest.param("a\nB.", [6, 7, 0], id="line-then-nothing-between"),
]


@pytest.mark.parametrize(("text", "expected"), LOOKS)
def test_looks_keep_case_and_gap(text: str, expected: list[int]) -> None:
    assert cut(text).look.tolist() == expected


def test_sentence_ends_lines_and_quotes_are_marked() -> None:
    words = cut("Mr. A.B said “no.” Yes?\n''3.5''")
    texts = ["Mr.A.Bsaid“no.”Yes?''3.5''"]
    assert "".join(["Mr.", "A.B", "said", "“no.”", "Yes?", "''3.5''"]) == texts[0]
    assert np.flatnonzero(words.stops).tolist() == [1, 8, 11]
    assert np.flatnonzero(words.lines).tolist() == [0, 12]
    assert np.flatnonzero(words.quotes).tolist() == [6, 9, 12, 13, 17, 18]


@given(LETTERS)
def test_any_text_is_cut_in_order(text: str) -> None:
    words = cut(text)
    assert (words.start < words.end).all()
    assert (words.end[:-1] <= words.start[1:]).all()
    assert (np.diff(words.first) >= 1).all()
    assert words.first[-1] == len(words.pieces)


@given(st.lists(st.integers(1, 100), max_size=600))
def test_every_word_is_kept_once_from_windows_that_fit(lengths: list[int]) -> None:
    first = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    found = windows(first)
    kept = [word for one in found for word in range(one.keep_from, one.keep_to)]
    assert kept == list(range(len(lengths)))
    for one in found:
        assert one.begin <= one.keep_from <= one.keep_to <= one.end
        assert first[one.end] - first[one.begin] <= PIECES


def test_no_word_inside_a_text_is_read_at_the_edge_of_a_window() -> None:
    found = windows(np.arange(2001))
    assert all(one.keep_from - one.begin >= OVERLAP // 3 for one in found[1:])
    assert all(one.end - one.keep_to >= OVERLAP // 3 for one in found[:-1])


def test_distances_are_signed_and_zero_within_the_cue() -> None:
    classes = distances(np.arange(300), 150, 152)
    assert classes[150:153].tolist() == [0, 0, 0]
    assert classes[153] == 1
    assert len(set(classes.tolist())) == DISTANCES
    assert set(classes[:150].tolist()).isdisjoint(classes[153:].tolist())


def test_betweens_count_what_stands_between() -> None:
    words = cut("A left.\nB said “yes” then.")
    found = betweens(counts_of(words), 4)
    assert found.tolist() == [5, 5, 5, 0, 0, 0, 16, 16, 32, 32]
    assert found.max() < BETWEENS


def test_vectors_are_the_same_on_every_run() -> None:
    words = encoder().words("The minister said the bridge was open. " * 40)
    one, two = encoder().vectors(words), encoder().vectors(words)
    assert one.shape == (len(words), WIDTH)
    assert np.array_equal(one, two)


@pytest.mark.parametrize("threads", [2, 3])
def test_vectors_do_not_depend_on_threads(threads: int) -> None:
    """Sums are made in one order, so that `--jobs`, which shares out threads, changes no byte."""
    words = encoder().words("The minister said the bridge, 12 km away, was open. " * 40)
    assert np.array_equal(Encoder(threads=threads).vectors(words), encoder().vectors(words))


def test_what_stands_before_a_word_changes_its_vector() -> None:
    lower, upper = (encoder().vectors(encoder().words(text)) for text in ("us aid", "US aid"))
    assert not np.allclose(lower[0], upper[0])


@settings(max_examples=15, deadline=None)
@given(LETTERS)
def test_any_text_is_encoded(text: str) -> None:
    words = encoder().words(text)
    assert np.isfinite(encoder().vectors(words)).all()
