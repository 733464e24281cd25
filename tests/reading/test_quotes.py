"""Quotation marks of any alphabet pair, nest, run over paragraphs, and never make it raise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwitness.reading.quotes import quotations

PAIRS = [
    pytest.param('"Yes," she said.', ['"Yes,"'], id="straight"),
    pytest.param("“Yes,” she said.", ["“Yes,”"], id="curly"),
    pytest.param("``Yes,'' she said.", ["``Yes,''"], id="tex"),
    pytest.param("''Yes,'' she said. ''No.''", ["''Yes,''", "''No.''"], id="two-singles"),
    pytest.param('He said ""stay"" twice.', ['""stay""'], id="doubled-in-csv"),
    pytest.param("„Ja“, sagte sie.", ["„Ja“"], id="german-low-high"),
    pytest.param("»Ja«, sagte sie.", ["»Ja«"], id="german-angles-inward"),
    pytest.param("«Oui», dit-elle.", ["«Oui»"], id="french-angles"),
    pytest.param("”Ja”, sa hon.", ["”Ja”"], id="swedish-same-mark"),
    pytest.param("他说「好」。", ["「好」"], id="corner-brackets"),
    pytest.param("She said ‘yes’ to it.", ["‘yes’"], id="single-curly"),
    pytest.param("She said 'yes' to it.", ["'yes'"], id="single-straight"),
    pytest.param("We don't and they can’t.", [], id="apostrophes"),
    pytest.param("the workers' party of the '90s", [], id="possessive-and-elision"),
    pytest.param("He said 'no' to workers' rights.", ["'no'"], id="single-then-possessive"),
    pytest.param(
        "‘the workers’ party is strong,’ he said", ["‘the workers’ party is strong,’"],
        id="possessive-inside-single",
    ),
    pytest.param('a 5" gun, 6\' tall', [], id="inches-and-feet"),
    pytest.param("“I said ‘no’ then.”", ["“I said ‘no’ then.”", "‘no’"], id="nested"),
    pytest.param('"I am the "boss" here," he said.', ['"I am the "boss" here,"', '"boss"'],
                 id="nested-same-mark"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_pairs(text: str, expected: list[str]) -> None:
    found = quotations(text).quotations
    assert [text[q.start : q.end] for q in found] == expected
    assert not any(q.doubtful for q in found)


def test_reopened_paragraphs_are_one_quotation() -> None:
    text = "“We came.\n\n“We saw.\n\n“We left,” she said."
    (quotation,) = quotations(text).quotations
    assert [text[a:b] for a, b in quotation.pieces] == ["“We came.", "“We saw.", "“We left,”"]
    assert not quotation.doubtful


DOUBTFUL = [
    pytest.param("“We came.\n\nThey left.", "“We came.", id="ends-with-its-paragraph"),
    pytest.param("the “Front “SDF”, it", "“Front", id="opened-again-before-it-closed"),
]


@pytest.mark.parametrize(("text", "extent"), DOUBTFUL)
def test_unclosed_is_doubtful(text: str, extent: str) -> None:
    first = quotations(text).quotations[0]
    assert (text[first.start : first.end], first.doubtful) == (extent, True)


def test_a_closing_mark_alone_is_a_stray() -> None:
    assert quotations("We won,” he said.").strays == (7,)


MARKS = "\"'“”„‟‘’‚‛«»‹›「」『』《》〈〉`´＂〝〞❝❞"


@given(st.text(alphabet=MARKS + "aS.,!? \n\t", max_size=60))
def test_any_text_of_marks_gives_ordered_offsets_within_it(text: str) -> None:
    for quotation in quotations(text).quotations:
        for (start, end), (a, b) in zip(quotation.pieces, quotation.inner, strict=True):
            assert 0 <= start <= a <= b <= end <= len(text)


@pytest.mark.parametrize("mark", [*list(MARKS), "''", "``", " 'a", ' "a', "“a "])
def test_many_marks_take_linear_time(mark: str) -> None:
    text = mark * 20_000
    assert all(q.end <= len(text) for q in quotations(text).quotations)
