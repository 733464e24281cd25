"""Corpora: every line becomes a report or says why not, and the run goes on."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwitness.ingest import open_source
from fairwitness.limits import Limits
from fairwitness.report import Failure, Report

TEXT = "The ministry said on Tuesday that the convoy had left the northern garrison at dawn."


def corpus(tmp_path: Path, *lines: object, name: str = "c.jsonl") -> Path:
    path = tmp_path / name
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    path.write_bytes(b"\n".join(raw) + b"\n")
    return path


def test_a_record_is_taken_as_it_stands(tmp_path: Path) -> None:
    record = {
        "id": "r1", "text": "  " + TEXT + "\r\n\n", "title": "Convoy", "published": "2021-10-28",
        "url": "https://example.org/1", "publisher": "Example", "language": "en",
        "gold": {"killed": 3}, "status": "checked", "source": "me", "problems": [1],
    }  # fmt: skip
    (report,) = open_source(corpus(tmp_path, record))
    assert isinstance(report, Report)
    assert report.id == "r1"
    assert report.text == record["text"]
    assert report.published == dt.date(2021, 10, 28)
    assert report.published_from == "record"
    assert (report.title, report.publisher) == ("Convoy", "Example")
    assert (report.url, report.language) == ("https://example.org/1", "en")
    assert report.source == str(tmp_path / "c.jsonl")
    assert report.problems == ()


@pytest.mark.parametrize("ending", ["c.jsonl", "c.ndjson", "c.jsonl.gz", "c.txt", "c", "c.json"])
def test_a_corpus_is_known_by_its_content(tmp_path: Path, ending: str) -> None:
    path = corpus(tmp_path, {"text": TEXT}, {"text": TEXT}, name=ending)
    if ending.endswith(".gz"):
        path.write_bytes(gzip.compress(path.read_bytes()))
    assert [type(item) for item in open_source(path)] == [Report, Report]


BROKEN = {
    "half a line": (b'{"id": "x", "text": "The min', "broken_line"),
    "not JSON": (b"The ministry said", "broken_line"),
    "a list": (b'["text"]', "broken_line"),
    "a number": (b"12", "broken_line"),
    "null": (b"null", "broken_line"),
    "no text": (b'{"id": "x"}', "no_text_field"),
    "text is null": (b'{"text": null}', "no_text_field"),
    "text is a number": (b'{"text": 12}', "no_text_field"),
    "text is huge": (b'{"text": ' + b"9" * 6000 + b"}", "broken_line"),
    "empty text": (b'{"text": " "}', "empty"),
    "70 deep": (b'{"text": "a", "x": ' + b"[" * 70 + b"]" * 70 + b"}", "broken_line"),
    "100,000 deep": (b'{"text": "a", "x": ' + b"[" * 100_000 + b"}", "broken_line"),
    "stated to be Arabic": (json.dumps({"text": TEXT, "language": "ar"}).encode(), "language"),
}


@pytest.mark.parametrize(("line", "code"), BROKEN.values(), ids=BROKEN)
def test_a_broken_line_is_a_failure_and_the_next_is_read(
    tmp_path: Path, line: bytes, code: str
) -> None:
    path = corpus(tmp_path, {"text": TEXT}, line, {"text": TEXT})
    first, failure, last = open_source(path)
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert isinstance(failure, Failure)
    assert failure.problem.code == code
    assert f"{path}:2" in failure.problem.message
    assert failure.problem.message.endswith(".")


def test_records_without_an_id_are_called_by_their_line(tmp_path: Path) -> None:
    path = corpus(tmp_path, {"text": TEXT}, b"", {"text": TEXT, "id": ""}, {"text": TEXT, "id": 7})
    assert [item.id for item in open_source(path)] == [f"{path}:1", f"{path}:3", "7"]


def test_ids_that_repeat_are_made_distinct_and_noted(tmp_path: Path) -> None:
    records = [{"text": TEXT, "id": id} for id in ("a", "a", "a#2", "a", "b")]
    items = list(open_source(corpus(tmp_path, *records)))
    assert [item.id for item in items] == ["a", "a#2", "a#2#2", "a#3", "b"]
    codes = [[p.code for p in item.problems] for item in items if isinstance(item, Report)]
    assert codes == [[], ["duplicate_id"], ["duplicate_id"], ["duplicate_id"], []]


DAYS = [
    ("2021-10-28", dt.date(2021, 10, 28)),
    ("20211028", dt.date(2021, 10, 28)),
    (20211028, dt.date(2021, 10, 28)),
    ("19950101", dt.date(1995, 1, 1)),
    ("2021-10-28T23:00:00-05:00", dt.date(2021, 10, 28)),
    (None, None),
    ("", None),
]


@pytest.mark.parametrize(("stated", "day"), DAYS, ids=repr)
def test_days_in_iso_form_are_read(tmp_path: Path, stated: object, day: dt.date | None) -> None:
    (report,) = open_source(corpus(tmp_path, {"text": TEXT, "published": stated}))
    assert isinstance(report, Report)
    assert (report.published, report.problems) == (day, ())


@pytest.mark.parametrize("stated", ["2021-02-31", "28/10/2021", "2021", "yesterday", [], 10**40])
def test_other_days_leave_a_report_undated_with_a_problem(tmp_path: Path, stated: object) -> None:
    (report,) = open_source(corpus(tmp_path, {"text": TEXT, "published": stated}))
    assert isinstance(report, Report)
    assert report.published is None
    assert [problem.code for problem in report.problems] == ["published_unread"]


def test_a_field_of_another_type_is_left_out_and_noted(tmp_path: Path) -> None:
    (report,) = open_source(corpus(tmp_path, {"text": TEXT, "title": ["a"], "publisher": None}))
    assert isinstance(report, Report)
    assert (report.title, report.publisher) == (None, None)
    assert [problem.code for problem in report.problems] == ["field_unread"]


def test_numbers_that_are_none_are_read_as_absent(tmp_path: Path) -> None:
    line = b'{"text": "' + TEXT.encode() + b'", "title": NaN, "x": 1e999, "y": -Infinity}'
    (report,) = open_source(corpus(tmp_path, line))
    assert isinstance(report, Report)
    assert report.title is None


def test_unusable_characters_are_replaced_one_for_one_and_counted(tmp_path: Path) -> None:
    line = b'{"text": "' + TEXT.encode() + b' \\u0000 \\ud800 \\u0007 x", "id": "\\ud83dx"}'
    (report,) = open_source(corpus(tmp_path, line))
    assert isinstance(report, Report)
    assert report.text == TEXT + " \ufffd \ufffd \ufffd x"
    assert report.id == "\ufffdx"
    assert [problem.code for problem in report.problems] == ["characters_replaced"]


def test_bad_bytes_are_replaced_and_counted(tmp_path: Path) -> None:
    line = b'{"text": "' + TEXT.encode() + b' caf\xe9"}'
    (report,) = open_source(corpus(tmp_path, line))
    assert isinstance(report, Report)
    assert report.text == TEXT + " caf\ufffd"
    assert [problem.code for problem in report.problems] == ["bytes_replaced"]


def test_an_overlong_line_is_left_out_and_the_next_is_read(tmp_path: Path) -> None:
    path = corpus(tmp_path, {"text": TEXT * 200}, {"text": TEXT})
    failure, report = open_source(path, limits=Limits(raw_bytes=5_000))
    assert isinstance(failure, Failure)
    assert failure.problem.code == "too_large"
    assert isinstance(report, Report)


def test_lines_without_end_stop_the_corpus(tmp_path: Path) -> None:
    path = corpus(tmp_path, {"text": TEXT * 200}, {"text": TEXT})
    limits = Limits(raw_bytes=500, decoded_bytes=2_000)
    items = list(open_source(path, limits=limits))
    assert [i.problem.code for i in items if isinstance(i, Failure)] == ["too_large", "rest_unread"]
    assert len(items) == 2


def test_a_text_called_a_corpus_is_given_up_after_some_lines(tmp_path: Path) -> None:
    path = corpus(tmp_path, *[TEXT.encode()] * 50)
    items = list(open_source(path, limits=Limits(broken_lines=10)))
    assert len(items) == 11
    assert isinstance(items[-1], Failure)
    assert items[-1].problem.code == "rest_unread"


def test_a_cut_archive_gives_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl.gz"
    lines = [json.dumps({"text": TEXT, "id": str(n), "x": n * 7919}) + "\n" for n in range(3000)]
    path.write_bytes(gzip.compress("".join(lines).encode())[:-3000])
    items = list(open_source(path))
    assert [item.id for item in items[:100]] == [str(n) for n in range(100)]
    assert [i.problem.code for i in items if isinstance(i, Failure)] == ["damaged", "rest_unread"]


def test_a_corpus_is_streamed() -> None:
    record = json.dumps({"text": TEXT}).encode() + b"\n"
    stream = io.BytesIO(record * 20_000)
    first = next(open_source("-", stdin=stream))
    assert isinstance(first, Report)
    assert stream.tell() < 300_000 < len(stream.getvalue())


def test_a_given_day_wins_over_the_records(tmp_path: Path) -> None:
    path = corpus(tmp_path, {"text": TEXT, "published": "2021-10-28"}, {"text": TEXT})
    day = dt.date(2021, 11, 1)
    first, second = open_source(path, published=day)
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.published, second.published) == (day, day)
    assert [[p.code for p in r.problems] for r in (first, second)] == [["published_conflict"], []]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.binary(max_size=60).map(lambda raw: raw.replace(b"\n", b" ")),
            st.dictionaries(
                st.sampled_from(["id", "text", "title", "published", "language", "x"]),
                st.recursive(st.none() | st.floats() | st.text(), st.lists, max_leaves=4),
            ).map(lambda record: json.dumps(record).encode()),
        ),
        max_size=6,
    )
)
def test_every_line_is_accounted_for(lines: list[bytes]) -> None:
    data = b'{"text": "' + TEXT.encode() + b'"}\n' + b"\n".join(lines)
    items = list(open_source("-", stdin=io.BytesIO(data)))
    assert len(items) == 1 + sum(bool(line.strip()) for line in lines)
    assert len({item.id for item in items}) == len(items)
