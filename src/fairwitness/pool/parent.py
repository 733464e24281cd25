"""The parent's side: streams chunks to workers, keeps the order, and contains what goes wrong.

The parent loads no model and opens no hostile file. A chunk that breaks its worker is read again
item by item in a fresh one; the item that breaks that too becomes a failed brief.
"""

from __future__ import annotations

import os
import selectors
from collections import deque
from collections.abc import Iterable, Iterator
from types import TracebackType

import msgspec

from fairwitness.pool.chunks import cut, encode, failure
from fairwitness.pool.process import Worker
from fairwitness.pool.wire import Answer, Done, Item, Lost, Ready, Refused, Result, Settings
from fairwitness.problems import FairwitnessError, Problem, WrongUse

CHUNKS_AHEAD = 4
"""Chunks per worker that may be read ahead of the oldest unfinished one: what bounds memory when
one report takes long."""


class WorkerError(FairwitnessError):
    """No worker can be started, or one fails on what cannot fail: nothing more can be read."""


class _Slot:
    """A chunk's place in the output: its parts, filled in any order."""

    def __init__(self) -> None:
        self.parts: list[tuple[Result, ...] | None] = [None]

    @property
    def full(self) -> bool:
        return all(part is not None for part in self.parts)

    def results(self) -> Iterator[Result]:
        for part in self.parts:
            yield from part or ()


class _Job(msgspec.Struct, frozen=True):
    """Items to be read by one worker in one go, and where their results belong."""

    slot: _Slot
    part: int
    items: tuple[Item, ...]
    alone: bool = False
    """A second attempt, by itself."""


class Pool:
    """Worker processes that read items into results, in input order. Use as a context manager.

    Linux ends a worker when the thread that started it ends: use a pool within one thread.
    """

    def __init__(self, settings: Settings, jobs: int = 1) -> None:
        if jobs < 1:
            raise WrongUse(Problem(code="jobs", message="--jobs must be 1 or more."))
        self._settings = settings
        self._jobs = jobs
        self._selector = selectors.DefaultSelector()
        self._workers: dict[Worker, _Job | None] = {}
        self._waiting: deque[_Job] = deque()
        self._slots: deque[_Slot] = deque()

    def __enter__(self) -> Pool:
        self._start()  # loads its model while the first input is opened
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Kills every worker."""
        for worker in list(self._workers):
            self._drop(worker)
        self._selector.close()

    @property
    def workers(self) -> tuple[Worker, ...]:
        """The worker processes alive now."""
        return tuple(self._workers)

    def read(self, items: Iterable[Item]) -> Iterator[Result]:
        """One result after another, in the order of `items`, as soon as it can be.

        WrongUse when the workers refuse the settings, WorkerError when none can be started.
        """
        chunks = cut(items)
        while True:
            more = self._feed(chunks)
            while self._slots and self._slots[0].full:
                yield from self._slots.popleft().results()
            if self._slots:
                self._wait()
            elif not more:
                return

    def _feed(self, chunks: Iterator[tuple[Item, ...]]) -> bool:
        """Gives work to workers, as far as it may run ahead; False when there is no more."""
        reading = sum(job is not None for job in self._workers.values())
        more = True
        while (
            reading + len(self._waiting) < self._jobs
            and len(self._slots) < CHUNKS_AHEAD * self._jobs
            and (more := (chunk := next(chunks, None)) is not None)
        ):
            slot = _Slot()
            self._slots.append(slot)
            self._waiting.append(_Job(slot, 0, chunk))
        for worker in [w for w, job in self._workers.items() if w.started and job is None]:
            if self._waiting:
                self._give(worker, self._waiting.popleft())
        reading = sum(job is not None for job in self._workers.values())
        while len(self._workers) < min(self._jobs, reading + len(self._waiting)):
            self._start()
        return more

    def _give(self, worker: Worker, job: _Job) -> None:
        self._workers[worker] = job
        worker.read(tuple(map(encode, job.items)), self._settings.limits.seconds)

    def _wait(self) -> None:
        """Waits until some worker answers, dies or is overdue, and deals with it."""
        left = [worker.seconds_left for worker in self._workers]
        soonest = min((seconds for seconds in left if seconds is not None), default=None)
        for key, _ in self._selector.select(None if soonest is None else max(0.0, soonest)):
            self._hear(key.data)
        for worker in [worker for worker in self._workers if worker.overdue]:
            self._lost(worker)

    def _hear(self, worker: Worker) -> None:
        answers, alive = worker.hear()
        for answer in answers:
            self._take(worker, answer)
        if not alive:
            self._lost(worker)

    def _take(self, worker: Worker, answer: Answer) -> None:
        if isinstance(answer, Refused):
            raise WrongUse(answer.problem)
        worker.rest()
        job = self._workers[worker]
        self._workers[worker] = None
        if isinstance(answer, Ready):
            worker.started = True
        elif job is None:
            raise RuntimeError("a worker answered what it was not asked")
        elif isinstance(answer, Done):
            job.slot.parts[job.part] = answer.results
        else:
            self._once_more(job, answer.problem, again=False)

    def _lost(self, worker: Worker) -> None:
        """A worker is gone, or its time is over: its job is seen to, and it is replaced."""
        job = self._workers[worker]
        why = worker.why_gone(self._settings.limits.seconds)
        words = worker.last_words()
        started = worker.started
        self._drop(worker)
        if not started:
            reason = words.splitlines()[-1] if words else why.message
            message = f"a reading process did not start: {reason}; see `fairwitness doctor`."
            raise WorkerError(Problem(code="no_worker", message=message))
        if job is not None:
            self._once_more(job, why, again=why.code != "timeout")

    def _once_more(self, job: _Job, why: Problem, *, again: bool) -> None:
        """Reads the items of a broken job one by one; what breaks alone has failed.

        A single item is tried `again`, in a fresh worker, when the fault may have been the old
        worker's (memory that earlier reports used up), and not when it would only be repeated.
        """
        if isinstance(job.items[0], Lost) and len(job.items) == 1:
            raise WorkerError(why)
        if len(job.items) > 1:
            job.slot.parts = [None] * len(job.items)
            parts = [_Job(job.slot, part, (item,), True) for part, item in enumerate(job.items)]
            self._waiting.extendleft(reversed(parts))
        elif again and not job.alone:
            self._waiting.appendleft(_Job(job.slot, job.part, job.items, True))
        else:
            lost = Lost(failure=failure(job.items[0], why))
            self._waiting.appendleft(_Job(job.slot, job.part, (lost,), True))

    def _start(self) -> None:
        worker = Worker(self._settings, max(1, _cores() // self._jobs))
        self._workers[worker] = None
        self._selector.register(worker.channel, selectors.EVENT_READ, worker)

    def _drop(self, worker: Worker) -> None:
        del self._workers[worker]
        self._selector.unregister(worker.channel)
        worker.kill()


def _cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
