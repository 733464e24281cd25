"""Measures reading in this process: the bare parse, the whole way, and each part of it."""

from __future__ import annotations

import functools
import os
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fairwitness.report import Report

if TYPE_CHECKING:
    from fairwitness.reader import Reader

ROUNDS = 3
"""Bare and whole take turns this often, and the fastest of each counts: what disturbs a run only
ever makes it slower."""


class Cost(NamedTuple):
    """Seconds over the whole corpus: the bare parse, all of it by rules, each part of that."""

    bare: float
    whole: float
    shares: dict[str, float]
    learned: dict[str, float]
    """What the parts with a learned reader took with it; the first of them runs the encoder."""
    encoder: float
    """Seconds by the clock that the encoder takes on two cores, as one job runs it."""


def measure(reports: Sequence[Report]) -> Cost:
    """Costs of reading `reports` with one thread."""
    os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"))
    from fairwitness.reader import BATCH, Reader
    from fairwitness.reading.model import WITH_READER, load

    bare, reader = load(), Reader(reader="rules")
    texts = [report.text for report in reports]

    def parse() -> None:
        for _ in bare.pipe(texts, batch_size=BATCH):
            pass

    def read() -> None:
        for _ in reader.read_reports(reports):
            pass

    read()  # both are warm before the clock starts
    parses, reads = [], []
    for _ in range(ROUNDS):
        parses.append(_timed(parse))
        reads.append(_timed(read))
    learned = _shares(reports, Reader())
    trained = {name: learned[name] for name in sorted(WITH_READER, reverse=True)}
    shares = _shares(reports, reader)
    return Cost(min(parses), min(reads), shares, trained, _encoding(texts))


def _encoding(texts: Sequence[str]) -> float:
    from fairwitness.reading.encoder.encoder import Encoder

    encoder = Encoder(threads=2)
    words = [encoder.words(text) for text in texts]
    spent = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        for some in words:
            encoder.vectors(some)
        spent.append(time.perf_counter() - begin)
    return min(spent)


def _timed(work: Callable[[], object]) -> float:
    """Seconds of processor time, which other processes on the machine disturb least."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def _shares(reports: Sequence[Report], reader: Reader) -> dict[str, float]:
    """Seconds of each of our components, of the checks, and of making JSON and HTML."""
    from fairwitness.brief.html import render
    from fairwitness.checks import run
    from fairwitness.reading import carrier
    from fairwitness.reading.model import COMPONENTS
    from fairwitness.reading.reading import from_doc

    spent: dict[str, float] = defaultdict(float)
    ours = [(name, component) for name, component in reader.nlp.pipeline if name in COMPONENTS]
    texts = [report.text for report in reports]
    docs = list(reader.nlp.pipe(texts, disable=list(COMPONENTS)))
    for report, doc in zip(reports, docs, strict=True):
        doc.user_data[carrier.PUBLISHED] = report.published
        for name, component in ours:
            spent[name] += _timed(functools.partial(component, doc))
        found = from_doc(doc)
        spent["checks"] += _timed(functools.partial(run, reader.checks, found, reader.world))
    for brief in reader.read_reports(reports):
        spent["JSON"] += _timed(functools.partial(msgspec.json.encode, brief))
        spent["HTML (where asked for)"] += _timed(functools.partial(render, brief))
    return dict(spent)
