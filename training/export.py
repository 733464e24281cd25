"""Writes all graphs from the weights of training, and reads weights back from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import copyfile

import torch
from safetensors.numpy import load_file
from torch import Tensor
from training.encoder import export as encoder
from training.encoder import minilm
from training.encoder.graph import Array
from training.encoder.restore import restore
from training.incidents import export as incidents
from training.incidents.model import IncidentHead
from training.statements import export as statements
from training.statements.model import Reader

BODY = "encoder."


def write(kept: Path, folder: Path) -> None:
    """Writes encoder and heads from the weights in `kept` (safetensors) into `folder`."""
    weights = load_file(kept)
    folder.mkdir(parents=True, exist_ok=True)
    read = _under(weights, "statements.")
    encoder.write(_under(read, BODY), folder / "encoder.onnx")
    statements.write_cues(read, folder / "statements-cues.onnx")
    statements.write_spans(read, folder / "statements-spans.onnx")
    incidents.write([_under(weights, "incidents.")], folder / "incidents.onnx")
    copyfile(minilm.folder() / "vocab.txt", folder / "vocab.txt")


def write_incidents(heads: Sequence[IncidentHead], folder: Path) -> None:
    """Writes the incident heads anew, as one graph that gives their mean."""
    weights = [
        {name: value.detach().numpy() for name, value in head.state_dict().items()}
        for head in heads
    ]
    incidents.write(weights, folder / "incidents.onnx")


def restored(reader: Reader, folder: Path) -> Mapping[str, Tensor]:
    """The weights of encoder and statement heads in the graphs of `folder`."""
    weights = {name: value.numpy() for name, value in reader.state_dict().items()}
    body = _under(weights, BODY)
    heads = {name: value for name, value in weights.items() if not name.startswith(BODY)}
    kept = restore(folder / "encoder.onnx", body, encoder.write_unpacked)
    found = {BODY + name: value for name, value in kept.items()}
    found |= restore(folder / "statements-cues.onnx", heads, statements.write_cues)
    found |= restore(folder / "statements-spans.onnx", heads, statements.write_spans)
    return {name: torch.from_numpy(found.get(name, value)) for name, value in weights.items()}


def _under(weights: Mapping[str, Array], name: str) -> dict[str, Array]:
    return {key.removeprefix(name): value for key, value in weights.items() if key.startswith(name)}
