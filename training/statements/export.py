"""Writes the heads as ONNX graphs: one scores cues, one scores the words around given cues."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from training.encoder.graph import FLOAT, INT64, Array, Graph
from training.encoder.minilm import WIDTH
from training.statements.model import DILATIONS, INNER, LABELS, SPREAD

EPSILON = 1e-5


def write_cues(weights: Mapping[str, Array], path: Path) -> None:
    """`vectors` [words, 384] to `cues` [words, 3] and, for the other head, `words` [words, 256]."""
    g = Graph("statement cues")
    vectors = g.input("vectors", FLOAT, ["words", WIDTH])
    x = g.gelu(_linear(g, vectors, weights, "cues.enter"))
    spread = g.op("Transpose", g.op("Unsqueeze", x, g.integers(0)), perm=[0, 2, 1])
    spread = g.gelu(_conv(g, spread, weights, "cues.spread", 1, 1))
    spread = g.op("Squeeze", g.op("Transpose", spread, perm=[0, 2, 1]), g.integers(0))
    x = _linear(g, g.op("Add", x, spread), weights, "cues.leave")
    g.output(x, "cues", ["words", LABELS])
    g.output(_linear(g, vectors, weights, "spans.word"), "words", ["words", 2 * INNER])
    g.write(path)


def write_spans(weights: Mapping[str, Array], path: Path) -> None:
    """For each cue scores of outside, source, content: `spans` [cues, size, 3].

    From `words` [cues, size, 256] as the other graph gives them, `ends` [cues, 768] (the vectors of
    the cue's first and last word), `distance` and `between` [cues, size], `real` [cues, size].
    """
    g = Graph("statement spans")
    words = g.input("words", FLOAT, ["cues", "size", 2 * INNER])
    ends = g.input("ends", FLOAT, ["cues", 2 * WIDTH])
    distance = g.input("distance", INT64, ["cues", "size"])
    between = g.input("between", INT64, ["cues", "size"])
    real = g.op("Unsqueeze", g.input("real", FLOAT, ["cues", "size"]), g.integers(2))
    asked = g.op("Unsqueeze", _linear(g, ends, weights, "spans.cue"), g.integers(1))
    mine, theirs = _halves(g, words)
    ask, match = _halves(g, asked)
    x = g.op("Add", g.op("Add", mine, ask), g.op("Mul", theirs, match))
    for table, index in (("distance", distance), ("between", between)):
        x = g.op("Add", x, g.op("Gather", g.half(weights[f"spans.{table}.weight"]), index))
    x = g.gelu(x)
    for at, step in enumerate(DILATIONS):
        inner = g.op("Mul", _norm(g, x, weights, f"spans.norms.{at}"), real)
        inner = g.op("Transpose", inner, perm=[0, 2, 1])
        pad = step * (SPREAD // 2)
        inner = g.gelu(_conv(g, inner, weights, f"spans.spreads.{at}", step, pad))
        x = g.op("Add", x, g.op("Transpose", inner, perm=[0, 2, 1]))
    x = _linear(g, _norm(g, x, weights, "spans.norm"), weights, "spans.leave")
    g.output(x, "spans", ["cues", "size", LABELS])
    g.write(path)


def _halves(g: Graph, x: str) -> tuple[str, str]:
    cut = [g.integers(0), g.integers(INNER), g.integers(2 * INNER)]
    last = g.integers(-1)
    return g.op("Slice", x, cut[0], cut[1], last), g.op("Slice", x, cut[1], cut[2], last)


def _linear(g: Graph, x: str, weights: Mapping[str, Array], name: str) -> str:
    return g.linear(x, weights[f"{name}.weight"], weights[f"{name}.bias"], half=True)


def _norm(g: Graph, x: str, weights: Mapping[str, Array], name: str) -> str:
    return g.norm(x, weights[f"{name}.weight"], weights[f"{name}.bias"], EPSILON)


def _conv(g: Graph, x: str, weights: Mapping[str, Array], name: str, step: int, pad: int) -> str:
    weight, bias = g.half(weights[f"{name}.weight"]), g.constant(weights[f"{name}.bias"])
    return g.op("Conv", x, weight, bias, dilations=[step], pads=[pad, pad])
