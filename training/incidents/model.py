"""The head that reads incidents: fillers of five roles, their types, and what a report tells."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional
from training.encoder.minilm import WIDTH
from training.incidents.gold import ROLES, TYPES

INNER, POOLED = 192, 128
SPREAD = 5
DILATIONS = (1, 2)
TAGS = 3


class IncidentHead(nn.Module):
    """Vectors of a whole report's words to scores of roles, of types, and of the report."""

    def __init__(self) -> None:
        super().__init__()
        self.enter = nn.Linear(WIDTH, INNER)
        self.norms = nn.ModuleList(nn.LayerNorm(INNER) for _ in DILATIONS)
        self.spreads = nn.ModuleList(
            nn.Conv1d(INNER, INNER, SPREAD, padding=step * (SPREAD // 2), dilation=step)
            for step in DILATIONS
        )
        self.pool = nn.Linear(INNER, POOLED)
        self.back = nn.Linear(POOLED, INNER)
        self.report = nn.Linear(POOLED, len(TYPES) + 1)
        self.norm = nn.LayerNorm(INNER)
        self.roles = nn.Linear(INNER, TAGS * len(ROLES))
        self.types = nn.Linear(INNER, len(TYPES))

    def forward(self, vectors: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """`vectors` [words, 384] to roles [words, 15], types [words, 6], report [7]."""
        x = functional.gelu(self.enter(vectors))
        for norm, spread in zip(self.norms, self.spreads, strict=True):
            inner = norm(x).transpose(0, 1)[None]
            x = x + functional.gelu(spread(inner))[0].transpose(0, 1)
        pooled = functional.gelu(self.pool(x)).amax(0)
        x = self.norm(x + self.back(pooled))
        return self.roles(x), self.types(x), self.report(pooled)
