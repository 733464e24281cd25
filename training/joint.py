"""Trains the shared encoder with all its heads, one task a batch."""

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
from torch import Tensor, nn
from training.encoder.minilm import WIDTH, Encoder
from training.incidents import loss as incidents
from training.incidents.gold import Told
from training.incidents.model import IncidentHead
from training.statements import loss as statements
from training.statements.gold import Article
from training.statements.model import Reader

from fairwitness.reading.encoder.words import PAD

SEED = 20161108
WARM, FALL = 40, 0.6
"""Batches over which the learning rate rises, and the share of all over which it falls again."""
ENCODER_RATE, HEADS_RATE, NEW_RATE = 1.2e-4, 8e-4, 1.5e-3
DECAY = 0.01
CUTS = 8
"""Windows of whole reports that make up a batch, at least."""
FROZEN = 2
"""Lowest layers that stay as they are once the statement heads are trained: it saves a third of the
time, and what they hold of words and their looks serves both tasks."""
CASED = 0.5
"""Share of the lower-cased wire copy that is read as if it had capitals."""


class Joint(nn.Module):
    """The encoder and every head over it."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.statements = Reader(encoder)
        self.incidents = IncidentHead()
        self.dropout = nn.Dropout(0.1)

    def report(self, told: Sequence[Told], chance: random.Random) -> Iterator[Tensor]:
        """A vector for each word of each report."""
        cuts, looks = [], []
        for one in told:
            look = one.cased if chance.random() < CASED else one.words.look
            for cut in one.cuts:
                cuts.append(cut)
                looks.append(np.where(cut.looks < 0, 0, look[cut.looks]))
        size = max(len(cut.pieces) for cut in cuts)
        pieces = torch.full((len(cuts), size), PAD)
        padded = torch.zeros((len(cuts), size), dtype=torch.long)
        for row, (cut, look) in enumerate(zip(cuts, looks, strict=True)):
            pieces[row, : len(cut.pieces)] = torch.from_numpy(cut.pieces)
            padded[row, : len(look)] = torch.from_numpy(look)
        vectors = self.dropout(self.statements.encoder(pieces, padded))
        row = 0
        for one in told:
            parts = [vectors[row + at, cut.heads] for at, cut in enumerate(one.cuts)]
            row += len(parts)
            yield torch.cat(parts) if parts else torch.zeros((0, WIDTH))


@dataclass(frozen=True)
class Plan:
    """How many batches of each task."""

    statements: int
    incidents: int

    def order(self, chance: random.Random) -> list[str]:
        """The tasks of all batches, mixed."""
        out = ["statements"] * self.statements + ["incidents"] * self.incidents
        chance.shuffle(out)
        return out


def reports(told: Sequence[Told], chance: random.Random) -> Iterator[list[Told]]:
    """Batches of whole reports without end, of at least CUTS windows each."""
    while True:
        pool = list(told)
        chance.shuffle(pool)
        batch: list[Told] = []
        for one in pool:
            batch.append(one)
            if sum(len(other.cuts) for other in batch) >= CUTS:
                yield batch
                batch = []


def rate(step: int, steps: int) -> float:
    """The share of the full learning rate at `step`: a short rise, level, a long straight fall."""
    return max(0.0, min((step + 1) / WARM, (steps - step) / (FALL * steps), 1.0))


def train(
    joint: Joint,
    articles: Sequence[Article],
    told: Sequence[Told],
    plan: Plan,
    folder: Path,
    *,
    known: bool,
) -> None:
    """Trains by `plan`; keeps the weights in `folder` every 100 batches.

    `known`: the statement heads have been trained before and learn more slowly.
    """
    chance = random.Random(SEED)
    order = plan.order(chance)
    optimiser, schedule = _optimiser(joint, len(order), known=known)
    some = statements.batches(articles, chance)
    others = reports(told, chance)
    losses: dict[str, list[float]] = {"statements": [], "incidents": []}
    began = time.time()
    for step, task in enumerate(order, 1):
        if task == "statements":
            cue, span = statements.loss_of(joint.statements, next(some))
            loss = cue + span / 10
        else:
            batch = next(others)
            heads = [joint.incidents(vectors) for vectors in joint.report(batch, chance)]
            parts = [incidents.loss_of(*h, one) for h, one in zip(heads, batch, strict=True)]
            loss = torch.stack(parts).mean()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([p for p in joint.parameters() if p.requires_grad], 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad(set_to_none=True)
        losses[task].append(loss.item())
        if step % 20 == 0:
            _tell(step, len(order), losses, time.time() - began)
        if step % 100 == 0 or step == len(order):
            keep(joint, folder)


def _optimiser(
    joint: Joint, steps: int, *, known: bool
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    encoder = joint.statements.encoder
    encoder.pieces.weight.requires_grad_(False)
    if known:
        lower = [encoder.positions, encoder.looks, encoder.norm, *encoder.layers[:FROZEN]]
        for part in lower:
            part.requires_grad_(False)
    body = [one for one in encoder.parameters() if one.requires_grad]
    old = [*joint.statements.cues.parameters(), *joint.statements.spans.parameters()]
    groups = [
        {"params": body, "lr": ENCODER_RATE},
        {"params": old, "lr": HEADS_RATE if known else NEW_RATE},
        {"params": list(joint.incidents.parameters()), "lr": NEW_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate(step, steps))
    return optimiser, schedule


def _tell(step: int, steps: int, losses: Mapping[str, list[float]], spent: float) -> None:
    means = " ".join(f"{task} {np.mean(some[-20:]):.3f}" for task, some in losses.items() if some)
    sys.stderr.write(f"{step}/{steps} {means} {spent:.0f} s\n")


def keep(joint: Joint, folder: Path) -> None:
    """Writes the weights as safetensors."""
    state: Mapping[str, Tensor] = joint.state_dict()
    save_file(dict(state), folder / "joint.safetensors")
