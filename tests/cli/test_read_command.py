"""`fairwitness read`: exit status, account, outputs, and what happens when it is broken off."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fairwitness import ingest
from fairwitness.cli.read import Options, run_read
from fairwitness.report import Report

Corpus = Callable[..., Path]
Run = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., subprocess.Popen[str]]
POOL = Path(__file__).parent.parent / "pool"


@pytest.fixture
def mocked(monkeypatch: pytest.MonkeyPatch) -> Run:
    """`fairwitness ARGUMENTS` with `tests/pool/mock_reader.py` as the reader."""
    monkeypatch.setenv("PYTHONPATH", str(POOL))

    def run(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(POOL / "mocked.py"), *map(str, arguments)]
        return subprocess.run(
            command, input=stdin, capture_output=True, text=True, timeout=60, check=False
        )

    return run


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """The same, still running; killed at the end of the test if it is not over."""
    monkeypatch.setenv("PYTHONPATH", str(POOL))
    running: list[subprocess.Popen[str]] = []

    def start(*arguments: str | Path) -> subprocess.Popen[str]:
        command = [sys.executable, str(POOL / "mocked.py"), *map(str, arguments)]
        pipe = subprocess.PIPE
        running.append(subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture
def corpus(tmp_path: Path) -> Callable[..., Path]:
    """Writes a corpus of the given texts and returns its path."""

    def write(*texts: str) -> Path:
        path = tmp_path / "corpus.jsonl"
        lines = (
            json.dumps({"id": f"r{at}", "text": text, "language": "en"})
            for at, text in enumerate(texts)
        )
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def test_all_read_is_0_and_the_account_adds_up(mocked: Run, corpus: Corpus) -> None:
    done = mocked("read", corpus("one report", "another report"))
    assert done.returncode == 0, done.stderr
    assert "read 2 = 2 ok + 0 partial + 0 failed" in done.stdout


def test_some_failed_is_1_and_each_is_named_with_its_reason(mocked: Run, corpus: Corpus) -> None:
    done = mocked("read", corpus("fine words", "exit 9", "fine again"))
    assert done.returncode == 1
    assert "read 3 = 2 ok + 0 partial + 1 failed" in done.stdout
    assert "failed: r1: the process reading it ended with exit status 9" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param([], "Missing argument", id="no input"),
        pytest.param(["-", "-"], "only once", id="standard input twice"),
        pytest.param(["x.txt", "--published", "31.12.2020"], "not a day", id="no ISO date"),
        pytest.param(["x.txt", "--published", "2021-02-31"], "not a day", id="no such day"),
        pytest.param(["x.txt", "--limit", "patience=3"], "names no limit", id="unknown limit"),
        pytest.param(["x.txt", "--limit", "seconds=-1"], "not a positive number", id="bad limit"),
        pytest.param(["x.txt", "--limit", "seconds=inf"], "not a positive number", id="no limit"),
        pytest.param(["x.txt", "--jobs", "0"], "--jobs", id="no jobs"),
        pytest.param(["x.txt", "--jsno", "y"], "--jsno", id="unknown option"),
    ],
)
def test_wrong_use_is_2_and_says_what_is_wrong(
    mocked: Run, arguments: list[str], words: str
) -> None:
    done = mocked("read", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_an_input_that_is_not_there_is_named_with_the_way_out(mocked: Run) -> None:
    done = mocked("read", "no-such-report.txt")
    assert done.returncode == 1
    assert "no-such-report.txt" in done.stderr
    assert "check its name" in done.stderr
    assert "read 1 = 0 ok + 0 partial + 1 failed" in done.stdout


def test_a_fault_while_opening_keeps_what_was_opened(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(inputs: object, door: object) -> Iterator[Report]:  # noqa: ARG001
        yield Report(id="first", text="a report")
        raise RecursionError("too deep")

    monkeypatch.setenv("PYTHONPATH", str(POOL))
    monkeypatch.setattr(ingest, "open_sources", broken)
    options = Options(inputs=(str(corpus("a")),), reader="mock_reader:make")
    assert run_read(options) == 1
    out, err = capsys.readouterr()
    assert "read 2 = 1 ok + 0 partial + 1 failed" in out
    assert "what comes after first raised RecursionError: too deep" in " ".join(err.split())


def test_an_empty_corpus_is_no_success(mocked: Run, corpus: Corpus) -> None:
    path = corpus()
    done = mocked("read", path)
    assert done.returncode == 1
    assert "read 0 = 0 ok + 0 partial + 0 failed" in done.stdout
    assert f"no report in {path}" in done.stderr.replace("\n", "")


def test_json_goes_to_stdout_alone_and_the_account_to_stderr(mocked: Run, corpus: Corpus) -> None:
    done = mocked("read", corpus("a report", "b report"), "--json", "-")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["r0", "r1"]
    assert "read 2 = 2 ok" in done.stderr


def test_json_file_holds_a_brief_a_line_in_input_order(
    mocked: Run, corpus: Corpus, tmp_path: Path
) -> None:
    to = tmp_path / "briefs.jsonl"
    done = mocked("read", corpus("wait 0.2", "exit 1", "a report"), "--jobs", "2", "--json", to)
    briefs = [json.loads(line) for line in to.read_text("utf-8").splitlines()]
    assert [(b["id"], b["status"]) for b in briefs] == [
        ("r0", "ok"),
        ("r1", "failed"),
        ("r2", "ok"),
    ]
    assert f"briefs: {to}" in done.stdout.replace("\n", "")
    assert not list(tmp_path.glob("*.part"))


def test_a_broken_line_is_a_failed_row_in_its_place(mocked: Run, tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    good = '{"id": "%s", "language": "en", "text": "a report"}\n'
    path.write_text(good % "a" + '{"id": "b", "te\n' + good % "c", encoding="utf-8")
    done = mocked("read", path, "--json", "-")
    statuses = [json.loads(line)["status"] for line in done.stdout.splitlines()]
    assert statuses == ["ok", "failed", "ok"]
    assert done.returncode == 1
    assert ":2" in done.stderr, "the line is named"


def test_standard_input_is_read(mocked: Run) -> None:
    done = mocked("read", "-", "--json", "-", stdin="The soldiers left the town on Monday.")
    (brief,) = map(json.loads, done.stdout.splitlines())
    assert brief["report"]["text"] == "The soldiers left the town on Monday."


def test_a_folder_gives_its_files_in_order(mocked: Run, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden"):
        (tmp_path / name).write_text("The soldiers left the town on Monday.", encoding="utf-8")
    done = mocked("read", tmp_path, "--json", "-")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a.txt", "b.txt"]


def test_published_reaches_the_report(mocked: Run, tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("The soldiers left the town on Monday.", encoding="utf-8")
    done = mocked("read", report, "--published", "2023-03-14", "--json", "-")
    assert done.returncode == 0, done.stderr


def test_one_page_of_several_reports_is_wrong_use(
    mocked: Run, corpus: Corpus, tmp_path: Path
) -> None:
    done = mocked("read", corpus("a", "b"), "--html", tmp_path / "page.html")
    assert done.returncode == 2
    assert "give --html a folder" in done.stderr.replace("\n", " ")
    assert not (tmp_path / "page.html").exists()


def test_one_page_of_one_report(mocked: Run, corpus: Corpus, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = mocked("read", corpus("<script>alert(1)</script> was painted on walls"), "--html", page)
    assert done.returncode == 0, done.stderr
    assert "<script>alert(1)" not in page.read_text("utf-8")


def test_a_folder_of_pages_has_an_index_with_every_report(
    mocked: Run, corpus: Corpus, tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "pages"
    done = mocked("read", corpus("a report", "exit 1"), "--html", folder)
    assert done.returncode == 1
    index = (folder / "index.html").read_text("utf-8")
    assert 'href="r0.html"' in index
    assert 'href="r1.html"' in index
    assert "exit status 1" in index
    assert sorted(path.name for path in folder.iterdir()) == ["index.html", "r0.html", "r1.html"]


def test_quiet_says_only_what_failed(mocked: Run, corpus: Corpus) -> None:
    done = mocked("read", corpus("fine words", "exit 9"), "--quiet")
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("failed: r1")


def test_a_limit_is_obeyed_and_named(mocked: Run, corpus: Corpus) -> None:
    done = mocked("read", corpus("hang"), "--limit", "seconds=0.5", "--json", "-")
    (brief,) = map(json.loads, done.stdout.splitlines())
    assert brief["problems"][0]["where"] == "seconds"
    assert "--limit seconds=N" in done.stderr


def test_a_place_that_cannot_be_written_is_wrong_use(
    mocked: Run, corpus: Corpus, tmp_path: Path
) -> None:
    done = mocked("read", corpus("a"), "--json", tmp_path / "no" / "such" / "folder.jsonl")
    assert done.returncode == 2
    assert "choose another place" in done.stderr.replace("\n", " ")


@pytest.mark.parametrize(
    ("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "SIGTERM"]
)
def test_broken_off_keeps_what_is_finished_and_the_old_file(
    started: Start,
    corpus: Corpus,
    tmp_path: Path,
    sent: signal.Signals,
    status: int,
) -> None:
    to = tmp_path / "briefs.jsonl"
    to.write_text("what was there before\n", encoding="utf-8")
    reading = started("read", corpus("x " * 15_000, "hang"), "--json", to)
    part = to.with_name("briefs.jsonl.part")
    _wait_for(lambda: reading.poll() is not None or _children(reading.pid) != [])
    time.sleep(1.0)
    reading.send_signal(sent)
    _, err = reading.communicate(timeout=20)
    assert reading.returncode == status
    assert to.read_text("utf-8") == "what was there before\n"
    assert [json.loads(line)["id"] for line in part.read_text("utf-8").splitlines()] == ["r0"]
    assert "read 1 = 1 ok + 0 partial + 0 failed; broken off" in err
    assert str(part) in err.replace("\n", "")
    assert "Traceback" not in err


def test_a_closed_pipe_ends_it_without_a_word(
    started: Start,
    corpus: Corpus,
) -> None:
    reading = started("read", corpus(*["x " * 15_000] * 12), "--json", "-", "--quiet")
    assert reading.stdout is not None
    reading.stdout.readline()
    reading.stdout.close()
    assert reading.stderr is not None
    assert reading.stderr.read() == ""
    assert reading.wait(timeout=20) == 128 + signal.SIGPIPE


def test_no_worker_outlives_a_killed_parent(
    started: Start,
    corpus: Corpus,
) -> None:
    reading = started("read", corpus("hang"), "--json", "-")
    _wait_for(lambda: _children(reading.pid) != [])
    (worker,) = _children(reading.pid)
    time.sleep(0.5)
    reading.kill()
    _wait_for(lambda: not Path(f"/proc/{worker}").exists() or _is_zombie(worker))


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text("ascii").split()] if path.exists() else []


def _is_zombie(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] == "Z"


def _wait_for(true: Callable[[], bool]) -> None:
    for _ in range(400):
        if true():
            return
        time.sleep(0.02)
    pytest.fail("it did not come about within 8 s")


def test_exports_are_whole_files_of_all_reports(
    mocked: Run, corpus: Corpus, tmp_path: Path
) -> None:
    csv_to, lines_to, map_to = (tmp_path / name for name in ("i.csv", "i.jsonl", "i.geojson"))
    exports = ("--acled", csv_to, "--plover", lines_to, "--geojson", map_to)
    done = mocked("read", corpus("one report", "another report"), *exports)
    assert done.returncode == 0, done.stderr
    assert csv_to.read_text("utf-8").startswith("event_id_cnty,event_date,year,")
    assert lines_to.read_text("utf-8") == "", "the mock reader finds no incident"
    assert json.loads(map_to.read_text("utf-8")) == {"type": "FeatureCollection", "features": []}
    assert f"incidents (CSV): {csv_to}" in done.stdout


def test_an_export_to_standard_output_is_alone_there(mocked: Run, corpus: Corpus) -> None:
    done = mocked("read", corpus("one report"), "--geojson", "-")
    assert json.loads(done.stdout)["type"] == "FeatureCollection"
    assert "read 1 = 1 ok" in done.stderr


def test_standard_output_takes_one_kind_of_data(mocked: Run, corpus: Corpus) -> None:
    done = mocked("read", corpus("one report"), "--acled", "-", "--json", "-")
    assert (done.returncode, done.stdout) == (2, "")
    assert "one kind" in done.stderr
