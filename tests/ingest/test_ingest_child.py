"""The process of its own: whatever it does, there is an outcome, in time, and nobody is left."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fairwitness.ingest.child import Job, Outcome, frame, frames, run
from fairwitness.limits import Limits

Call = Callable[..., Any]

FIRST = (
    "import sys; from fairwitness.ingest.child import frame;"
    "sys.stdout.buffer.write(frame(b'page one')); sys.stdout.flush();"
)
BOUND = "from fairwitness.ingest.worker import bound; from fairwitness.limits import Limits;"
SWELL = f"{BOUND} bound(Limits(parser_bytes=300_000_000)); x = bytearray(400_000_000)"
WRITE = f"{BOUND} import tempfile; f = tempfile.TemporaryFile(buffering=0); bound(Limits());"

DEEDS = {
    "ends well": ("", "whole", ""),
    "raises": ("raise ValueError('broken font')", "crash", "broken font"),
    "exits": ("sys.exit(3)", "crash", "exit code 3"),
    "crashes": ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "crash", "SIGSEGV"),
    "hangs": ("import time; time.sleep(60)", "timeout", ""),
    "is busy": ("\nwhile True: pass", "timeout", ""),
    "ends in mid-frame": ("sys.stdout.buffer.write(frame(b'page two')[:6])", "whole", ""),
    "takes all memory": (SWELL, "crash", "MemoryError"),
    "writes a file": (f"{WRITE} f.write(b'x')", "crash", "File too large"),
}


def job(seconds: float = 1.5) -> Job:
    return Job(kind="pdf", data=b"", name="given", base=None, limits=Limits(seconds=seconds))


@pytest.mark.parametrize(("deed", "ended", "detail"), DEEDS.values(), ids=DEEDS)
def test_whatever_the_child_does_is_an_outcome(deed: str, ended: str, detail: str) -> None:
    outcome = run(job(1.5 if ended == "timeout" else 30), ("-c", FIRST + deed))
    assert outcome.frames == (b"page one",)
    assert outcome.ended == ended
    assert detail in outcome.detail


def test_its_own_children_are_ended_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    deed = (
        "import subprocess, sys, time;"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
        f"open({str(note)!r}, 'w').write(str(p.pid)); time.sleep(600)"
    )
    assert run(job(2), ("-c", deed)) == Outcome(frames=(), ended="timeout")
    pid = int(note.read_text())
    for _ in range(100):
        if not _runs(pid):
            return
        time.sleep(0.05)
    pytest.fail("a grandchild lived on")


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        status = Path(f"/proc/{pid}/stat")
        return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_a_module_in_the_working_directory_shadows_nothing(tmp_path: Path) -> None:
    (tmp_path / "html.py").write_text("raise SystemExit('shadowed')")
    code = (
        "from fairwitness.ingest.child import Job, run; from fairwitness.limits import Limits;"
        "j = Job(kind='html', data=b'<p>The convoy left the town at dawn.', name='x', base=None,"
        "limits=Limits()); print(run(j).ended)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == b"whole", done.stderr


@pytest.mark.parametrize("cut", [0, 1, 4, 9])
def test_frames_are_whole_or_absent(cut: int) -> None:
    stream = frame(b"one") + frame(b"") + frame(b"three")
    assert frames(stream[: len(stream) - cut]) == (b"one", b"", b"three")[: 3 - (cut > 0)]


def test_pages_read_before_a_timeout_are_kept(
    monkeypatch: pytest.MonkeyPatch, make_pdf: Call
) -> None:
    """As Tika's PARTIAL_TIMEOUT: what was read, marked as not whole."""
    from fairwitness.ingest import child
    from fairwitness.ingest.pdf.document import read_pdf

    sentence = "The convoy left the town at dawn, officials said on Tuesday."
    data = make_pdf([[(72, 700, sentence)]] * 3)
    whole = run(Job(kind="pdf", data=data, name="x", base=None, limits=Limits()))
    cut = Outcome(frames=whole.frames[:2], ended="timeout")
    monkeypatch.setattr(child, "run", lambda _: cut)
    document = read_pdf(data, "given.pdf", Limits())
    assert document.text == sentence
    (problem,) = document.problems
    assert problem.code == "pages_cut"
    assert "page 1 of 3" in problem.message
