"""Measures `fairwitness` as a process: seconds, and the memory of the largest process in it."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

COMMAND = str(Path(sys.executable).with_name("fairwitness"))


def read_seconds(corpus: Path, to: Path, jobs: int) -> float:
    """Seconds `fairwitness read` takes to read `corpus` into the file `to`."""
    return _seconds(["read", str(corpus), "--json", str(to), "--jobs", str(jobs), "--quiet"])


def median_seconds(arguments: list[str], times: int) -> float:
    """Median seconds of running `fairwitness ARGUMENTS`."""
    return statistics.median(_seconds(arguments) for _ in range(times))


def peak_gigabytes(corpus: Path, to: Path) -> float:
    """Largest resident memory any process took while one job read `corpus`, in 10^9 bytes."""
    read_seconds(corpus, to, jobs=1)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e9


def _seconds(arguments: list[str]) -> float:
    begin = time.perf_counter()
    done = subprocess.run([COMMAND, *arguments], stdout=subprocess.DEVNULL, check=False)
    if done.returncode not in (0, 1):  # 1: some reports failed, which stderr has told
        raise SystemExit(f"fairwitness {arguments[0]} ended with {done.returncode}")
    return time.perf_counter() - begin
