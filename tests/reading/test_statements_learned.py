"""The learned reader: decoding scores into spans, and both readings put together."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from fairwitness.reading.quotes import quotations
from fairwitness.reading.statements import StatementReader, statements_of
from fairwitness.reading.statements.learned import second, snapped
from fairwitness.reading.statements.learned_decode import (
    CONTENT,
    OUT,
    SOURCE,
    against,
    best_labels,
    cues_of,
    runs,
)

NAMES = {"o": OUT, "s": SOURCE, "c": CONTENT}

CUES = [
    pytest.param([0.1, 0.9, 0.1], "", 0.5, [(1, 1)], id="one-word"),
    pytest.param([0.9, 0.8, 0.1], "", 0.5, [(0, 1)], id="two-words"),
    pytest.param([0.9, 0.8, 0.1], "1", 0.5, [(0, 0), (1, 1)], id="a-beginning-cuts"),
    pytest.param([0.4, 0.3, 0.2], "", 0.5, [], id="none"),
    pytest.param([0.4, 0.3, 0.2], "", 0.3, [(0, 1)], id="lower-threshold"),
]


@pytest.mark.parametrize(("belief", "begins", "least", "expected"), CUES)
def test_cues(
    belief: list[float], begins: str, least: float, expected: list[tuple[int, int]]
) -> None:
    marks = np.array([str(at) in begins for at in range(len(belief))])
    assert cues_of(np.array(belief, dtype=np.float32), marks, least) == expected


def shares(labels: str, sure: float = 0.98) -> np.ndarray:
    """Log shares of words that are each `sure` of a label; capitals are only .6 sure."""
    out = np.full((len(labels), 3), (1 - sure) / 2)
    for at, name in enumerate(labels):
        belief = 0.6 if name.isupper() else sure
        out[at] = (1 - belief) / 2
        out[at, NAMES[name.lower()]] = belief
    return np.log(out).astype(np.float32)


BEST = [
    pytest.param("osso", "osso", id="as-scored"),
    pytest.param("sscco", "sscco", id="side-by-side"),
    pytest.param("ccosocc", "ccosocc", id="content-on-both-sides"),
    pytest.param("ccOcc", "ccccc", id="a-doubtful-hole-is-closed"),
    pytest.param("ooSoo", "ooooo", id="a-doubtful-word-is-dropped"),
    pytest.param("ssooS", "ssooo", id="one-source-the-surer"),
]


@pytest.mark.parametrize(("scored", "expected"), BEST)
def test_best_labels(scored: str, expected: str) -> None:
    found = best_labels(shares(scored)[None])[0]
    assert found.tolist() == [NAMES[name] for name in expected]


@given(st.text("oscOSC", min_size=1, max_size=40))
def test_there_is_never_more_than_one_source(scored: str) -> None:
    found = best_labels(shares(scored)[None])[0]
    assert len(runs(found, SOURCE, np.zeros_like(found))) <= 1


def test_runs_end_where_lines_do() -> None:
    labels = np.array([2, 2, 2, 0, 2])
    assert runs(labels, CONTENT, np.array([1, 0, 1, 0, 0])) == [(0, 1), (2, 2), (4, 4)]


def test_against_weighs_only_where_two_readings_differ() -> None:
    seen, other = np.array([2, 2, 0]), np.array([2, 0, 0])
    assert against(shares("cco"), seen, seen, CONTENT) == 0
    assert against(shares("cco"), seen, other, CONTENT) > 3
    assert against(shares("coo"), seen, other, CONTENT) < -3


SNAPPED = [
    pytest.param("He said “it is so,” then.", "it is so", "“it is so,”", id="marks-taken-in"),
    pytest.param("He said “it is so” then.", "“it is so", "“it is so”", id="end-only"),
    pytest.param("He said it is so.", "it is so.", "it is so", id="stop-left-out"),
    pytest.param("He said it is the U.S.", "it is the U.S.", "it is the U.S.", id="abbreviation"),
    pytest.param("“No one came,” he said.", "came", "came,”", id="far-mark-left-alone"),
]


@pytest.mark.parametrize(("text", "content", "expected"), SNAPPED)
def test_ends_snap_to_quotation_marks(text: str, content: str, expected: str) -> None:
    start = text.index(content)
    spans, _ = snapped(text, quotations(text), [(start, start + len(content))])
    assert [text[a:b] for a, b in spans] == [expected]


READ = [
    pytest.param(
        "The minister said on Monday that the bridge had been reopened.",
        ("The minister", "said", "the bridge had been reopened"),
        id="said-that",
    ),
    pytest.param(
        "“We will rebuild the port,” Governor Lena Marsh told reporters.",
        ("Governor Lena Marsh", "told", "“We will rebuild the port,”"),
        id="direct",
    ),
    pytest.param(
        "According to two officials, the convoy turned back before dawn.",
        ("two officials", "According to", "the convoy turned back before dawn"),
        id="according-to",
    ),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_reads(nlp: Language, text: str, expected: tuple[str, str, str]) -> None:
    (found,) = statements_of(nlp(text), second)
    source, cue, content = expected
    assert found.source is not None
    assert found.cue is not None
    assert source in found.source.text
    assert cue in found.cue.text
    assert content in " ".join(part.text for part in found.content)


PLAIN = [
    pytest.param("The convoy crossed the river at noon.", id="report's-own-voice"),
    pytest.param("", id="empty"),
    pytest.param(" \n\n ", id="blank"),
    pytest.param("!!! ???", id="marks-only"),
]


@pytest.mark.parametrize("text", PLAIN)
def test_attributes_nothing_where_nothing_is(nlp: Language, text: str) -> None:
    assert statements_of(nlp(text), second) == ()


def test_the_same_text_gives_the_same_rows(nlp: Language) -> None:
    text = "She said the road was closed.\n\n“It is not,” a driver insisted. " * 12
    assert statements_of(nlp(text), second) == statements_of(nlp(text), second)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["he", "said", "“", "”", "''", "that", "\n", ".", "No", "é😀"])))
def test_no_text_makes_it_raise(nlp: Language, words: list[str]) -> None:
    for row in statements_of(nlp(" ".join(words)), second):
        assert all(part.start >= row.start and part.end <= row.end for part in row.content)


def test_an_unknown_reader_is_refused() -> None:
    with pytest.raises(ValueError, match="no such reader"):
        StatementReader("guess")  # type: ignore[arg-type]


def test_nothing_learned_is_loaded_for_the_rules() -> None:
    code = (
        "import sys; from fairwitness.reading.statements import StatementReader; "
        "StatementReader('rules')._second(); StatementReader('learned')._second(); "
        "sys.exit('onnxruntime' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
