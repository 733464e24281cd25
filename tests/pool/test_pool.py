"""What the worker processes promise: order, isolation, limits by name, and nothing left behind."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from fairwitness.brief.model import Brief
from fairwitness.limits import Limits
from fairwitness.pool import Pool, Result, Settings, WorkerError
from fairwitness.pool.wire import Item, Lost, Whole
from fairwitness.problems import Problem, WrongUse
from fairwitness.report import Failure, Report

QUICK = Limits(seconds=1.0, memory_bytes=300_000_000)


@pytest.fixture(autouse=True)
def mock_reader_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


def settings(reader: str = "make", limits: Limits = QUICK) -> Settings:
    return Settings(reader=f"mock_reader:{reader}", limits=limits)


def items(*texts: str) -> list[Item]:
    return [Whole(report=Report(id=f"r{i}", text=text)) for i, text in enumerate(texts)]


def read(*texts: str, jobs: int = 1) -> list[Brief]:
    with Pool(settings(), jobs) as pool:
        return [brief(result) for result in pool.read(items(*texts))]


def brief(result: Result) -> Brief:
    return msgspec.json.decode(result.json, type=Brief)


@pytest.mark.parametrize("jobs", [1, 3])
def test_briefs_come_in_input_order(jobs: int) -> None:
    texts = ["wait 0.3", *["x" * 15_000] * 4, *["y"] * 40]
    assert [b.id for b in read(*texts, jobs=jobs)] == [f"r{i}" for i in range(len(texts))]


def test_the_same_bytes_for_any_number_of_jobs() -> None:
    texts = [str(i) * 4_000 for i in range(25)]
    runs = []
    for jobs in (1, 2, 3):
        with Pool(settings(), jobs) as pool:
            runs.append([result.json for result in pool.read(items(*texts))])
    assert runs[0] == runs[1] == runs[2]


def test_no_input_gives_no_brief() -> None:
    assert read() == []


@pytest.mark.parametrize(
    ("text", "code", "where", "message"),
    [
        ("raise ouch", "error", None, "ValueError: ouch"),
        ("hang", "timeout", "seconds", "longer than 1 s"),
        ("spin", "timeout", "seconds", "--limit seconds=N"),
        ("exit 3", "crashed", None, "exit status 3"),
        ("segfault", "crashed", None, "SIGSEGV"),
        ("eat 2000", "out_of_memory", "memory_bytes", "--limit memory_bytes=N"),
    ],
)
def test_one_bad_report_costs_only_itself(
    text: str, code: str, where: str | None, message: str
) -> None:
    briefs = read("before", text, "after")
    assert [b.status for b in briefs] == ["ok", "failed", "ok"]
    (problem,) = briefs[1].problems
    assert (problem.code, problem.where) == (code, where)
    assert message in problem.message
    assert briefs[1].id == "r1"


def test_two_bad_reports_in_one_chunk() -> None:
    briefs = read("exit 1", "fine", "segfault", "fine")
    assert [b.status for b in briefs] == ["failed", "ok", "failed", "ok"]


def test_a_reader_that_loses_a_report_is_caught() -> None:
    with Pool(settings("make_few")) as pool:
        briefs = [brief(r) for r in pool.read(items("a", "b", "c"))]
    assert [b.status for b in briefs] == ["ok", "ok", "ok"], "each alone is read whole"


def test_what_failed_before_reading_keeps_its_place_and_reason() -> None:
    gone = Lost(failure=Failure(id="x", source="x.txt", problem=Problem(code="empty", message="!")))
    with Pool(settings()) as pool:
        briefs = [brief(r) for r in pool.read([*items("a"), gone, *items("b")])]
    assert [(b.id, b.status) for b in briefs] == [("r0", "ok"), ("x", "failed"), ("r0", "ok")]
    assert briefs[1].problems[0].code == "empty"


def test_text_that_is_half_a_character_is_a_failed_report() -> None:
    briefs = read("fine", "half \ud800 a character", "fine")
    assert [b.status for b in briefs] == ["ok", "failed", "ok"]
    assert briefs[1].problems[0].code == "not_text"


def test_a_killed_worker_takes_its_children_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    (failed,) = read(f"leave-child {note}")
    assert failed.problems[0].code == "timeout"
    assert _gone(int(note.read_text("ascii")))


def test_no_worker_is_left_when_reading_is_broken_off() -> None:
    with Pool(settings(), jobs=2) as pool:
        results = pool.read(items(*["x" * 20_000] * 6, "hang"))
        next(results)
        pids = [worker.pid for worker in pool.workers]
    assert pids
    assert all(_gone(pid) for pid in pids)


def test_a_huge_corpus_streams() -> None:
    """The items are taken only as they are needed: what bounds the parent's memory."""
    taken = 0

    def endless() -> Iterator[Item]:
        nonlocal taken
        while True:
            taken += 1
            yield Whole(report=Report(id=str(taken), text="x" * 20_000))

    with Pool(settings(), jobs=2) as pool:
        results = pool.read(endless())
        for _ in range(10):
            next(results)
    assert taken <= 10 + 2 * 4 + 2


def test_files_in_the_working_directory_are_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('shadowed')", encoding="ascii")
    (tmp_path / "msgspec.py").write_text("raise SystemExit('shadowed')", encoding="ascii")
    monkeypatch.chdir(tmp_path)
    assert [b.status for b in read("a")] == ["ok"]


def test_a_model_that_is_not_there_is_wrong_use() -> None:
    with (
        Pool(msgspec.structs.replace(settings("refuse"), model="no_such")) as pool,
        pytest.raises(WrongUse, match="no model no_such"),
    ):
        list(pool.read(items("a")))


def test_a_worker_that_cannot_start_says_why() -> None:
    with (
        Pool(settings("fail_to_start")) as pool,
        pytest.raises(WorkerError, match="model file is damaged"),
    ):
        list(pool.read(items("a")))


def test_fewer_than_one_job_is_wrong_use() -> None:
    with pytest.raises(WrongUse, match="--jobs"):
        Pool(settings(), jobs=0)


def _gone(pid: int) -> bool:
    """Whether the process has ended (a zombie has), waiting a moment for the signal to land."""
    for _ in range(50):
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
        except (ProcessLookupError, FileNotFoundError):
            return True
        if state in "ZX":
            return True
        time.sleep(0.02)
    return False
