"""`make yardstick`: reads each gold file as a user would, scores the briefs, holds the floors.

    python -m benchmarks.yardstick --data FOLDER [--only NAME ...] [--reuse] [--jobs N]
                                   [--raise]

FOLDER has `score.py` and `data/*.jsonl.gz`. Writes `build/yardstick/table.md` and `table.json`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import floors
from benchmarks.processes import COMMAND
from benchmarks.tasks import LESS_IS_BETTER, TASKS, Task, figure
from fairwitness.brief.model import Brief

OUT = Path("build/yardstick")


def main() -> int:
    """Runs every task there is data and rows for; 1 when a floor is not held."""
    options = _options()
    if not (options.data / "score.py").exists():
        print(f"no yardstick at {options.data}: nothing is scored")  # noqa: T201
        return 0
    OUT.mkdir(parents=True, exist_ok=True)
    tasks = [t for t in TASKS if not options.only or t.data in options.only]
    ready = [t for t in tasks if t.rows in Brief.__struct_fields__ and _gold(options, t).exists()]
    wanted = {task.briefs: task for task in ready}
    seconds = {} if options.reuse else {name: _read(options, t) for name, t in wanted.items()}
    scores = {task.name: _score(options, task) for task in ready}
    found = {task.name: _figures(options, task, scores[task.name]) for task in ready}
    pinned = floors.load()
    waiting = [task for task in tasks if task not in ready]
    table = _table(ready, found, pinned, waiting)
    (OUT / "table.md").write_text(table, encoding="utf-8")
    whole = {"scores": scores, "seconds": seconds, "figures": found}
    (OUT / "table.json").write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    print(table, *_alarms(scores), sep="\n")  # noqa: T201
    return _hold(options, pinned, found)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.yardstick")
    parser.add_argument("--data", type=Path, required=True, help="folder of the yardstick")
    parser.add_argument("--raise", dest="lift", action="store_true", help="pin better figures")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="these gold files only")
    parser.add_argument("--reuse", action="store_true", help="score the briefs of the last run")
    parser.add_argument("--jobs", default="2", help="as for `fairwitness read`")
    return parser.parse_args()


def _gold(options: argparse.Namespace, task: Task) -> Path:
    return Path(options.data) / "data" / f"{task.data}.jsonl.gz"


def _briefs(name: str) -> Path:
    return OUT / f"{name}.briefs.jsonl"


def _read(options: argparse.Namespace, task: Task) -> float:
    """Reads one gold file through the command line; seconds it took."""
    begin = time.monotonic()
    gold, briefs = _gold(options, task), _briefs(task.briefs)
    command = ["read", str(gold), "--json", str(briefs), "--jobs", options.jobs]
    command += ["--reader", task.reader]
    done = subprocess.run(
        [COMMAND, *command],
        capture_output=True,
        text=True,
        check=False,
    )
    account = (done.stdout.strip().splitlines() or [""])[-1]
    print(f"{task.briefs}: {account}", *done.stderr.splitlines()[:5], sep="\n  ", flush=True)  # noqa: T201
    if done.returncode not in (0, 1):
        raise SystemExit(f"reading {task.briefs} ended with {done.returncode}")
    return round(time.monotonic() - begin, 1)


def _score(options: argparse.Namespace, task: Task) -> dict[str, Any]:
    command = [options.data / "score.py", task.scorer, _gold(options, task), _briefs(task.briefs)]
    done = subprocess.run(
        [sys.executable, *map(str, command)], stdout=subprocess.PIPE, text=True, check=True
    )
    scores: dict[str, Any] = json.loads(done.stdout)
    return scores


def _figures(
    options: argparse.Namespace, task: Task, scores: dict[str, Any]
) -> dict[str, float | str]:
    digest = hashlib.sha256(_gold(options, task).read_bytes()).hexdigest()
    return {"gold": digest} | {name: figure(scores, name) for name in task.figures}


def _table(
    ready: list[Task], found: floors.Floors, pinned: floors.Floors, waiting: list[Task]
) -> str:
    lines = ["| gold | figure | reached | floor |", "| --- | --- | --- | --- |"]
    for task in ready:
        for name in task.figures:
            value, floor = found[task.name][name], pinned.get(task.name, {}).get(name)
            bound = "" if floor is None else f"{'at most ' * (name in LESS_IS_BETTER)}{floor:g}"
            held = " (NOT HELD)" if floor is not None and floors.worse(name, value, floor) else ""
            lines.append(f"| {task.name} | {name} | {value:g} | {bound}{held} |")
    lines += [f"| {t.name} | | no `{t.rows}` in briefs yet | |" for t in waiting]
    return "\n".join(lines) + "\n"


def _alarms(scores: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Every claim that was failed where nothing was planted, for somebody to look at."""
    for name, score in scores.items():
        for alarm in score.get("shown", ()):
            yield f"{name}: {alarm['id']}: “{alarm['text']}”: {alarm['working']}"


def _hold(options: argparse.Namespace, pinned: floors.Floors, found: floors.Floors) -> int:
    missed = floors.misses(pinned, found)
    for miss in missed:
        print(f"{miss.task} {miss.figure}: {miss.message}", file=sys.stderr)  # noqa: T201
    if options.lift and not [m for m in missed if m.figure != "gold"]:
        floors.save(floors.raised(pinned, found))
        print(f"pinned in {floors.FLOORS.name}")  # noqa: T201
        return 0
    if options.lift:
        print("floors are not lowered; nothing was pinned", file=sys.stderr)  # noqa: T201
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
