"""The heads over the encoder: one finds cues, one finds source and content given a cue."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional
from training.encoder.minilm import WIDTH, Encoder

from fairwitness.reading.encoder.between import BETWEENS, DISTANCES

INNER = 128
DILATIONS = (1, 2, 4)
SPREAD = 5
LABELS = 3


class CueHead(nn.Module):
    """Vectors [batch, words, 384] to scores of outside, begin, inside a cue."""

    def __init__(self) -> None:
        super().__init__()
        self.enter = nn.Linear(WIDTH, INNER)
        self.spread = nn.Conv1d(INNER, INNER, 3, padding=1)
        self.leave = nn.Linear(INNER, LABELS)

    def forward(self, vectors: Tensor, real: Tensor) -> Tensor:
        x = functional.gelu(self.enter(vectors)) * real[..., None]
        x = x + functional.gelu(self.spread(x.transpose(1, 2))).transpose(1, 2)
        return self.leave(x)


class SpanHead(nn.Module):
    """For each cue, scores of outside, source, content for every word around it."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Linear(WIDTH, 2 * INNER)
        self.cue = nn.Linear(2 * WIDTH, 2 * INNER)
        self.distance = nn.Embedding(DISTANCES, INNER)
        self.between = nn.Embedding(BETWEENS, INNER)
        for table in (self.distance, self.between):
            nn.init.normal_(table.weight, std=0.1)
        self.norms = nn.ModuleList(nn.LayerNorm(INNER) for _ in DILATIONS)
        self.spreads = nn.ModuleList(
            nn.Conv1d(INNER, INNER, SPREAD, padding=step * (SPREAD // 2), dilation=step)
            for step in DILATIONS
        )
        self.norm = nn.LayerNorm(INNER)
        self.leave = nn.Linear(INNER, LABELS)

    def forward(
        self, words: Tensor, cue: Tensor, distance: Tensor, between: Tensor, real: Tensor
    ) -> Tensor:
        """`words` [cues, size, 256] as `self.word` gives them, `cue` [cues, 768]."""
        mine, theirs = words.split(INNER, dim=-1)
        ask, match = self.cue(cue).split(INNER, dim=-1)
        x = mine + ask[:, None] + theirs * match[:, None]
        x = functional.gelu(x + self.distance(distance) + self.between(between))
        for norm, spread in zip(self.norms, self.spreads, strict=True):
            inner = norm(x) * real[..., None]
            x = x + functional.gelu(spread(inner.transpose(1, 2))).transpose(1, 2)
        return self.leave(self.norm(x))


class Reader(nn.Module):
    """The encoder and both heads."""

    def __init__(self, encoder: Encoder, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.cues = CueHead()
        self.spans = SpanHead()
        self.dropout = nn.Dropout(dropout)

    def vectors(self, pieces: Tensor, looks: Tensor, heads: Tensor) -> Tensor:
        """A vector for each word: that of its first piece."""
        x = self.encoder(pieces, looks)
        at = heads[..., None].expand(-1, -1, WIDTH)
        return self.dropout(torch.gather(x, 1, at))
