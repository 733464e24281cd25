"""Batches of windows of the gold articles, and what the statement heads are taught by them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from training.encoder.minilm import WIDTH
from training.statements.gold import Article, Window, windows
from training.statements.model import Reader

from fairwitness.reading.encoder.words import PAD, Ints

PIECES = 254
BATCH = 8
EDGE = 2.0
"""How much a word beside a span's end counts: exact ends are half of the figure."""


@dataclass(frozen=True)
class Batch:
    """Windows padded to one length, and the cues of all of them."""

    pieces: Tensor
    looks: Tensor
    heads: Tensor
    real: Tensor
    cues: Tensor
    window: Tensor
    ends: Tensor
    distance: Tensor
    between: Tensor
    labels: Tensor


def batch_of(chosen: Sequence[Window]) -> Batch:
    """The windows side by side; labels of what is padding are -100."""
    seen = [(row, cue) for row, one in enumerate(chosen) for cue in one.attributions]
    return Batch(
        _padded([one.pieces for one in chosen], PAD),
        _padded([one.looks for one in chosen], 0),
        _padded([one.heads for one in chosen], 0),
        _padded([np.ones_like(one.heads) for one in chosen], 0).float(),
        _padded([one.cues for one in chosen], -100),
        torch.tensor([row for row, _ in seen], dtype=torch.long),
        torch.tensor([(cue.first, cue.last) for _, cue in seen], dtype=torch.long).view(-1, 2),
        _padded([cue.distance for _, cue in seen], 0),
        _padded([cue.between for _, cue in seen], 0),
        _padded([cue.labels for _, cue in seen], -100),
    )


def _padded(rows: Sequence[Ints], value: int) -> Tensor:
    size = max((len(row) for row in rows), default=0)
    out = np.full((len(rows), size), value, dtype=np.int64)
    for at, row in enumerate(rows):
        out[at, : len(row)] = row
    return torch.from_numpy(out)


def loss_of(reader: Reader, batch: Batch) -> tuple[Tensor, Tensor]:
    """The losses of cues and of spans, both per cue."""
    vectors = reader.vectors(batch.pieces, batch.looks, batch.heads)
    many = max(1, len(batch.window))
    cues = reader.cues(vectors, batch.real).float()
    cue_loss = functional.cross_entropy(cues.flatten(0, 1), batch.cues.flatten(), reduction="sum")
    if not len(batch.window):
        return cue_loss / many, cue_loss * 0
    size = batch.labels.shape[1]
    words = reader.spans.word(vectors)[:, :size]
    ends = vectors[batch.window[:, None], batch.ends].reshape(-1, 2 * WIDTH)
    real = batch.real[:, :size][batch.window]
    spans = reader.spans(words[batch.window], ends, batch.distance, batch.between, real).float()
    each = functional.cross_entropy(spans.transpose(1, 2), batch.labels, reduction="none")
    span_loss = (each * _edges(batch.labels)).sum()
    return cue_loss / many, span_loss / many


def _edges(labels: Tensor) -> Tensor:
    change = (labels[:, 1:] != labels[:, :-1]).float()
    beside = torch.zeros(labels.shape)
    beside[:, 1:] += change
    beside[:, :-1] += change
    return 1 + (EDGE - 1) * (beside > 0).float()


def batches(articles: Sequence[Article], chance: random.Random) -> Iterator[Batch]:
    """Batches without end: each round cuts all articles into windows anew and mixes them."""
    while True:
        pool = [one for whole in articles for one in windows(whole, PIECES, chance)]
        chance.shuffle(pool)
        for at in range(0, len(pool) - BATCH + 1, BATCH):
            yield batch_of(pool[at : at + BATCH])
