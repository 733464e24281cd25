"""Reads weights back from published graphs, so that training can go on from them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
from training.encoder.graph import Array

Writer = Callable[[Mapping[str, Array], Path], None]
"""Writes named weights as a graph, always in the same order."""


def restore(published: Path, like: Mapping[str, Array], write: Writer) -> dict[str, Array]:
    """The weights in the graph at `published`, under the names by which `write` knows them.

    `like` are weights of the shapes expected. Eight-bit weights come back as the floats they stand
    for; rows and tables that the graph does not hold are taken from `like` or left out.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "marked.onnx"
        write({name: _marked(array, at) for at, (name, array) in enumerate(like.items())}, path)
        marked = _constants(path)
    kept, names = _constants(published), list(like)
    parts: dict[str, list[Array]] = {}
    for constant, array in marked.items():
        at = _mark(np.asarray(array, dtype=np.float32))
        if at is not None and at < len(names):
            whole = _whole(constant, kept)
            turned = array.ndim == 2 and array.shape[0] > 1 and array[1, 0] == -1
            parts.setdefault(names[at], []).append(whole.T if turned else whole)
    return {name: _fitted(name, np.concatenate(some), like[name]) for name, some in parts.items()}


def _marked(array: Array, at: int) -> Array:
    """Weights that say which they are, and (by one of them) which way round they are kept."""
    out = np.full(array.shape, at + 0.5, dtype=np.float32)
    if out.ndim == 2:
        out[:, 1] = -1
    return out


def _mark(array: Array) -> int | None:
    value = float(array.ravel()[0]) if array.size > 1 else 0.0
    return int(value) if value > 0 and value % 1 == 0.5 else None


def _constants(path: Path) -> dict[str, Array]:
    return {one.name: numpy_helper.to_array(one) for one in onnx.load(path).graph.initializer}


def _whole(constant: str, kept: Mapping[str, Array]) -> Array:
    if constant in kept:
        return kept[constant].astype(np.float32)
    whole = kept[f"{constant}_quantized"].astype(np.float32)
    zero = kept[f"{constant}_zero_point"].astype(np.float32)
    out: Array = (whole - zero) * kept[f"{constant}_scale"]
    return out


def _fitted(name: str, whole: Array, like: Array) -> Array:
    if whole.shape[1:] != like.shape[1:] or len(whole) > len(like):
        raise ValueError(f"{name}: {whole.shape} in the graph, {like.shape} here")
    return np.concatenate([whole, like[len(whole) :]])
