"""Writes the incident head as an ONNX graph."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from training.encoder.graph import FLOAT, Array, Graph
from training.encoder.minilm import WIDTH
from training.incidents.gold import ROLES, TYPES
from training.incidents.model import DILATIONS, SPREAD, TAGS

EPSILON = 1e-5


def write(weights: Mapping[str, Array], path: Path) -> None:
    """`vectors` [words, 384] to `roles` [words, 15], `types` [words, 6] and `report` [1, 7]."""
    g = Graph("incidents")

    def linear(x: str, name: str) -> str:
        return g.linear(x, weights[f"{name}.weight"], weights[f"{name}.bias"], half=True)

    def norm(x: str, name: str) -> str:
        return g.norm(x, weights[f"{name}.weight"], weights[f"{name}.bias"], EPSILON)

    x = g.gelu(linear(g.input("vectors", FLOAT, ["words", WIDTH]), "enter"))
    for at, step in enumerate(DILATIONS):
        inner = g.op("Unsqueeze", norm(x, f"norms.{at}"), g.integers(0))
        inner = g.op("Transpose", inner, perm=[0, 2, 1])
        weight = g.half(weights[f"spreads.{at}.weight"])
        bias = g.constant(weights[f"spreads.{at}.bias"])
        pad = step * (SPREAD // 2)
        inner = g.gelu(g.op("Conv", inner, weight, bias, dilations=[step], pads=[pad, pad]))
        inner = g.op("Squeeze", g.op("Transpose", inner, perm=[0, 2, 1]), g.integers(0))
        x = g.op("Add", x, inner)
    pooled = g.op("ReduceMax", g.gelu(linear(x, "pool")), g.integers(0), keepdims=1)
    x = norm(g.op("Add", x, linear(pooled, "back")), "norm")
    g.output(linear(x, "roles"), "roles", ["words", TAGS * len(ROLES)])
    g.output(linear(x, "types"), "types", ["words", len(TYPES)])
    g.output(linear(pooled, "report"), "report", [1, len(TYPES) + 1])
    g.write(path)
