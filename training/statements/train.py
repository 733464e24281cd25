"""Trains encoder and heads together on the windows of the gold articles."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional
from training.encoder.minilm import WIDTH, pretrained
from training.statements.gold import Article, Window, windows
from training.statements.model import Reader

from fairwitness.reading.encoder.words import PAD, Ints

SEED = 20161108
PIECES = 254
BATCH = 8
WARM, FALL = 40, 250
"""Batches over which the learning rate rises at first and falls at last."""
ENCODER_RATE, HEADS_RATE = 1.5e-4, 1.5e-3
DECAY = 0.01
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


def rate(step: int, steps: int) -> float:
    """The share of the full learning rate at `step`: a short rise, level, a long straight fall."""
    return max(0.0, min((step + 1) / WARM, (steps - step) / min(FALL, steps), 1.0))


def planned(steps: int, folder: Path) -> int:
    """How many batches to train for: fewer, where a number was put into `folder`/steps."""
    path = folder / "steps"
    return min(steps, int(path.read_text())) if path.exists() else steps


def train(articles: Sequence[Article], steps: int, folder: Path) -> Reader:
    """Trains for `steps` batches; keeps the weights in `folder` every 100."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    reader = Reader(pretrained(dropout=0.0))
    reader.encoder.pieces.weight.requires_grad_(False)
    heads = [*reader.cues.parameters(), *reader.spans.parameters()]
    body = [one for one in reader.encoder.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": ENCODER_RATE}, {"params": heads, "lr": HEADS_RATE}],
        weight_decay=DECAY,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: rate(step, planned(steps, folder))
    )
    began, shown = time.time(), np.zeros(2)
    for step, batch in enumerate(batches(articles, chance), 1):
        with torch.autocast("cpu", torch.bfloat16):
            cue_loss, span_loss = loss_of(reader, batch)
        (cue_loss + span_loss / 10).backward()
        torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad(set_to_none=True)
        shown += [cue_loss.item(), span_loss.item()]
        if step % 20 == 0:
            cue, span, spent = shown[0] / 20, shown[1] / 20, time.time() - began
            sys.stderr.write(f"{step}/{steps} cue {cue:.3f} span {span:.2f} {spent:.0f} s\n")
            shown[:] = 0
        done = step >= planned(steps, folder)
        if done or step % 100 == 0:
            keep(reader, folder)
        if done:
            break
    return reader.eval()


def keep(reader: Reader, folder: Path) -> None:
    """Writes the weights as safetensors."""
    state: Mapping[str, Tensor] = reader.state_dict()
    save_file(dict(state), folder / "reader.safetensors")
