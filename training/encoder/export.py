"""Writes the encoder as an ONNX graph with weights of eight bits."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from onnxruntime.quantization import QuantType, quantize_dynamic
from training.encoder.graph import FLOAT, INT64, Array, Graph
from training.encoder.minilm import EPSILON, HEADS, LAYERS, WIDTH

POSITIONS = 256
"""Pieces a window may have; the positions behind are not kept."""


def write(weights: Mapping[str, Array], path: Path, *, small: bool = True) -> None:
    """Writes the graph of the encoder: `pieces`, `looks` [batch, size] to `vectors`.

    `small` turns matrices into eight bits (onnxruntime's dynamic quantisation, one scale a column)
    and the table of pieces too (one scale a row).
    """
    graph = _graph(weights, small)
    if not small:
        graph.write(path)
        return
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        graph.write(whole)
        quantize_dynamic(
            whole, path, op_types_to_quantize=["MatMul"], per_channel=True,
            weight_type=QuantType.QInt8, extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip


def write_unpacked(weights: Mapping[str, Array], path: Path) -> None:
    """Writes the same graph before its matrices are turned into eight bits."""
    _graph(weights, small=True).write(path)


def _graph(weights: Mapping[str, Array], small: bool) -> Graph:
    g = Graph("encoder")
    pieces = g.input("pieces", INT64, ["batch", "size"])
    looks = g.input("looks", INT64, ["batch", "size"])
    size = g.op("Slice", g.op("Shape", pieces), g.integers(1), g.integers(2))
    table = g.constant(weights["positions.weight"][:POSITIONS])
    at = g.op("Slice", table, g.integers(0), size, g.integers(0))
    x = g.op("Add", _pieces(g, weights["pieces.weight"], pieces, small), at)
    x = g.op("Add", x, g.op("Gather", g.constant(weights["looks.weight"]), looks))
    x = g.norm(x, weights["norm.weight"], weights["norm.bias"], EPSILON)
    padding = g.op("Cast", g.op("Equal", pieces, g.integers(0)), to=FLOAT)
    mask = g.op("Mul", g.op("Unsqueeze", padding, g.integers(1, 2)), g.number(-1e9))
    for layer in range(LAYERS):
        x = _layer(g, weights, f"layers.{layer}.", x, mask)
    g.output(x, "vectors", ["batch", "size", WIDTH])
    return g


def _pieces(g: Graph, table: Array, pieces: str, small: bool) -> str:
    if not small:
        return g.op("Gather", g.constant(table), pieces)
    scale = np.abs(table).max(axis=1, keepdims=True) / 127 + 1e-12
    rows = g.op("Gather", g.constant(np.round(table / scale).astype(np.int8)), pieces)
    scales = g.op("Gather", g.constant(scale.astype(np.float32)), pieces)
    return g.op("Mul", g.op("Cast", rows, to=FLOAT), scales)


def _layer(g: Graph, weights: Mapping[str, Array], name: str, x: str, mask: str) -> str:
    def linear(value: str, part: str) -> str:
        return g.linear(value, weights[f"{name}{part}.weight"], weights[f"{name}{part}.bias"])

    def norm(value: str, part: str) -> str:
        scale, shift = weights[f"{name}{part}.weight"], weights[f"{name}{part}.bias"]
        return g.norm(value, scale, shift, EPSILON)

    heads = []
    for at, order in enumerate(([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])):
        rows = slice(at * WIDTH, (at + 1) * WIDTH)
        weight, bias = weights[f"{name}joint.weight"][rows], weights[f"{name}joint.bias"][rows]
        shape = g.integers(0, 0, HEADS, WIDTH // HEADS)
        heads.append(
            g.op("Transpose", g.op("Reshape", g.linear(x, weight, bias), shape), perm=order)
        )
    query, key, value = heads
    scores = g.op("Mul", g.op("MatMul", query, key), g.number((WIDTH // HEADS) ** -0.5))
    share = g.op("Softmax", g.op("Add", scores, mask), axis=-1)
    mixed = g.op("Transpose", g.op("MatMul", share, value), perm=[0, 2, 1, 3])
    mixed = linear(g.op("Reshape", mixed, g.integers(0, 0, WIDTH)), "mixed")
    x = norm(g.op("Add", x, mixed), "mixed_norm")
    inner = linear(g.gelu(linear(x, "inner")), "outer")
    return norm(g.op("Add", x, inner), "outer_norm")
