"""Trains the incident head on, over the vectors of the finished encoder as the product has them.

The encoder learns two tasks at once and ends in eight bits; the head alone, which takes a fiftieth
of the time, gains much from seeing every report some times more.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from training.incidents.gold import Told
from training.incidents.loss import loss_of
from training.incidents.model import IncidentHead

from fairwitness.reading.encoder.encoder import Encoder, Half

SEED = 19910515
ROUNDS, BATCH, WARM = 5, 4, 60
RATE, DECAY, DROPOUT = 8e-4, 0.05, 0.2


def vectors_of(told: Sequence[Told], graphs: Path, *, cased: bool) -> Iterator[Half]:
    """A vector for each word of each report; `cased` as if the copy had capitals."""
    encoder = Encoder(graphs)
    for one in told:
        yield encoder.vectors(replace(one.words, look=one.cased) if cased else one.words)


def finish(
    head: IncidentHead,
    told: Sequence[Told],
    plain: Sequence[Half],
    cased: Sequence[Half],
    number: int = 0,
) -> None:
    """Trains `head` for some rounds over all reports, each by chance with capitals or without.

    Heads of another `number` see them in another order.
    """
    torch.manual_seed(SEED + number)
    chance = random.Random(SEED + number)
    steps = len(told) // BATCH * ROUNDS
    optimiser = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / WARM, (steps - step) / steps)
    )
    drop = nn.Dropout(DROPOUT)
    for past in range(ROUNDS):
        order = [at for at in range(len(told)) if len(plain[at])]
        chance.shuffle(order)
        losses = []
        for begin in range(0, len(order) - BATCH + 1, BATCH):
            some = order[begin : begin + BATCH]
            parts = [
                loss_of(*head(drop(_floats(chance.choice((plain, cased))[at]))), told[at])
                for at in some
            ]
            loss = torch.stack(parts).mean()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad(set_to_none=True)
            losses.append(loss.item())
        sys.stderr.write(f"round {past + 1} of {ROUNDS}: {np.mean(losses):.3f}\n")


def _floats(vectors: Half) -> Tensor:
    return torch.from_numpy(vectors.astype(np.float32))
