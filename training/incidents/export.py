"""Writes the incident head as an ONNX graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from training.encoder.graph import FLOAT, Array, Graph
from training.encoder.minilm import WIDTH
from training.incidents.gold import ROLES, TYPES
from training.incidents.model import DILATIONS, SPREAD, TAGS

EPSILON = 1e-5


def write(heads: Sequence[Mapping[str, Array]], path: Path) -> None:
    """`vectors` [words, 384] to `roles` [words, 15], `types` [words, 6] and `report` [1, 7].

    Of several heads the mean: of probabilities for roles (given as logarithms), else of scores.
    """
    g = Graph("incidents")
    vectors = g.input("vectors", FLOAT, ["words", WIDTH])
    each = [_head(g, vectors, weights) for weights in heads]
    roles, types, report = (_mean(g, some) for some in zip(*each, strict=True))
    g.output(g.op("Log", roles), "roles", ["words", TAGS * len(ROLES)])
    g.output(types, "types", ["words", len(TYPES)])
    g.output(report, "report", [1, len(TYPES) + 1])
    g.write(path)


def _mean(g: Graph, values: Sequence[str]) -> str:
    return g.op("Mean", *values)


def _head(g: Graph, vectors: str, weights: Mapping[str, Array]) -> tuple[str, str, str]:
    def linear(x: str, name: str) -> str:
        return g.linear(x, weights[f"{name}.weight"], weights[f"{name}.bias"], half=True)

    def norm(x: str, name: str) -> str:
        return g.norm(x, weights[f"{name}.weight"], weights[f"{name}.bias"], EPSILON)

    x = g.gelu(linear(vectors, "enter"))
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
    tags = g.op("Reshape", linear(x, "roles"), g.integers(0, len(ROLES), TAGS))
    shares = g.op("Reshape", g.op("Softmax", tags, axis=-1), g.integers(0, TAGS * len(ROLES)))
    return shares, linear(x, "types"), linear(pooled, "report")
