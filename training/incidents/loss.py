"""What the incident head is taught: gold names fillers, but not which mention tells of them."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional
from training.incidents.gold import ROLES, TYPES, Entity, Told
from training.incidents.model import TAGS

OUTSIDE, BEGIN, INSIDE = 0, 1, 2
BESIDE = 0.1
"""What the types and the report count beside the roles."""


def loss_of(roles: Tensor, types: Tensor, report: Tensor, gold: Told) -> Tensor:
    """The loss of one report.

    A filler named several times need not be marked each time: its mentions share one claim on the
    loss in proportion to how likely each already is (a soft choice, as in expectation and
    maximisation), and those passed over are not counted as wrong.
    """
    shares = functional.log_softmax(roles.float().view(-1, len(ROLES), TAGS), dim=-1)
    free = torch.ones(shares.shape[:2])
    total = torch.zeros(())
    kinds = torch.zeros(())
    for entity in gold.entities:
        for first, last in entity.runs:
            free[first : last + 1, entity.role] = 0
    for entity in gold.entities:
        chances = torch.stack([_chance(shares, entity.role, run) for run in entity.runs])
        weights = torch.softmax(chances.detach(), 0)
        total = total - (weights * chances).sum()
        kinds = kinds + _kinds(types, entity, weights)
    outside = -(shares[..., OUTSIDE] * free).sum()
    wanted = torch.cat([gold_any(gold), torch.from_numpy(gold.types).float()])
    told = functional.binary_cross_entropy_with_logits(report.float(), wanted, reduction="sum")
    return 0.1 * (total + outside) + BESIDE * kinds + told


def gold_any(gold: Told) -> Tensor:
    """1 where the report tells of any incident."""
    return torch.tensor([float(gold.types.any())])


def _chance(shares: Tensor, role: int, run: tuple[int, int]) -> Tensor:
    """The log likelihood of a run of words as a filler, its end included."""
    first, last = run
    chance = shares[first, role, BEGIN] + shares[first + 1 : last + 1, role, INSIDE].sum()
    if last + 1 < len(shares):
        chance = chance + torch.log1p(-shares[last + 1, role, INSIDE].exp().clamp(max=0.999))
    return chance


def _kinds(types: Tensor, entity: Entity, weights: Tensor) -> Tensor:
    wanted = torch.zeros(len(TYPES))
    wanted[list(entity.types)] = 1
    out = torch.zeros(())
    for weight, (first, last) in zip(weights, entity.runs, strict=True):
        seen = types[first : last + 1].float()
        each = functional.binary_cross_entropy_with_logits(
            seen, wanted.expand_as(seen), reduction="none"
        )
        out = out + weight * each.mean(0).sum()
    return out
