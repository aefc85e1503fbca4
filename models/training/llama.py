"""A llama GGUF as a torch model: frozen weights, and beside seven linear maps of each block a low-rank one that is trained (LoRA, arXiv:2106.09685).

q and k lie in a llama GGUF in the interleaved order of rotary positions: pairs (2i, 2i+1) are turned, and nothing need be permuted on export.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as nn
from torch import Tensor

#: What an adapter changes in each block.
LINEAR = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")


@dataclass(frozen=True)
class Shape:
    blocks: int
    width: int
    heads: int
    key_heads: int
    rope_base: float
    epsilon: float


class Llama:
    """The base model. `weights` holds (out, in) matrices in `dtype`; norms and the embedding stay float32."""

    def __init__(self, path: Path, dtype: torch.dtype = torch.float32, device: str = "cpu") -> None:
        from gguf import GGUFReader, dequantize

        reader = GGUFReader(path)

        def value(key: str) -> Any:
            return reader.fields[f"llama.{key}"].contents()

        self.shape = Shape(
            value("block_count"), value("embedding_length"), value("attention.head_count"), value("attention.head_count_kv"),
            value("rope.freq_base"), value("attention.layer_norm_rms_epsilon"),
        )  # fmt: skip
        self.dtype, self.device, self.kind = dtype, device, device.split(":")[0]
        self.weights: dict[str, Tensor] = {}
        for tensor in reader.tensors:
            read = torch.from_numpy(dequantize(tensor.data, tensor.tensor_type).copy()).float()
            kind = dtype if tensor.name.startswith("blk.") and "norm" not in tensor.name else torch.float32
            self.weights[tensor.name.removesuffix(".weight")] = read.to(device=device, dtype=kind)

    def size(self, name: str) -> tuple[int, int]:
        """(out, in) of a matrix."""
        rows, columns = self.weights[name].shape
        return rows, columns

    def hidden(self, tokens: Tensor, positions: Tensor, mask: Tensor, adapter: Adapter | None = None) -> Tensor:
        """States before the vocabulary (batch, length, width). tokens, positions (batch, length); mask (batch, 1, n, n): True where seen."""
        shape = self.shape
        batch, length = tokens.shape
        head = shape.width // shape.heads
        turn = _rotation(positions, head, shape.rope_base)
        x = self.weights["token_embd"][tokens]
        for n in range(shape.blocks):

            def linear(name: str, inner: Tensor, block: int = n) -> Tensor:
                name = f"blk.{block}.{name}"
                base = nn.linear(inner.to(self.dtype), self.weights[name]).float()
                return base if adapter is None else base + adapter.delta(name, inner)

            normed = self._norm(x, f"blk.{n}.attn_norm")
            q = _rotate(linear("attn_q", normed).view(batch, length, shape.heads, head), turn).transpose(1, 2)
            k = _rotate(linear("attn_k", normed).view(batch, length, shape.key_heads, head), turn).transpose(1, 2)
            v = linear("attn_v", normed).view(batch, length, shape.key_heads, head).transpose(1, 2)
            groups = shape.heads // shape.key_heads
            seen = nn.scaled_dot_product_attention(q, k.repeat_interleave(groups, 1), v.repeat_interleave(groups, 1), attn_mask=mask)
            x = x + linear("attn_output", seen.transpose(1, 2).reshape(batch, length, shape.width))
            normed = self._norm(x, f"blk.{n}.ffn_norm")
            x = x + linear("ffn_down", nn.silu(linear("ffn_gate", normed)) * linear("ffn_up", normed))
        return self._norm(x, "output_norm")

    def logits(self, states: Tensor) -> Tensor:
        """Over the vocabulary; the embedding is the output matrix too."""
        return nn.linear(states, self.weights.get("output", self.weights["token_embd"]))

    def _norm(self, x: Tensor, name: str) -> Tensor:
        return nn.rms_norm(x, (self.shape.width,), self.weights[name], self.shape.epsilon)


class Adapter:
    """Trained matrices A (rank, in) and B (out, rank) for every map of LINEAR: y += alpha / rank · B(Ax). B begins at zero."""

    def __init__(self, model: Llama, rank: int = 16, alpha: float = 32.0, seed: int = 0) -> None:
        self.rank, self.alpha = rank, alpha
        generator = torch.Generator().manual_seed(seed)
        self.a: dict[str, Tensor] = {}
        self.b: dict[str, Tensor] = {}
        for n in range(model.shape.blocks):
            for name in (f"blk.{n}.{kind}" for kind in LINEAR):
                rows, columns = model.size(name)
                a = torch.empty(rank, columns).uniform_(-1, 1, generator=generator) / math.sqrt(columns)
                self.a[name] = a.to(model.device).requires_grad_()
                self.b[name] = torch.zeros(rows, rank, device=model.device).requires_grad_()

    def delta(self, name: str, x: Tensor) -> Tensor:
        return nn.linear(nn.linear(x, self.a[name]), self.b[name] * (self.alpha / self.rank))

    def parameters(self) -> list[Tensor]:
        return [*self.a.values(), *self.b.values()]


def causal(length: int, device: str = "cpu") -> Tensor:
    """The plain mask of one text (1, 1, length, length)."""
    return torch.ones(length, length, dtype=torch.bool, device=device).tril()[None, None]


def _rotation(positions: Tensor, head: int, base: float) -> tuple[Tensor, Tensor]:
    frequencies = base ** (-torch.arange(0, head, 2, device=positions.device).float() / head)
    angles = positions[..., None].float() * frequencies
    return angles.cos()[:, :, None, :], angles.sin()[:, :, None, :]


def _rotate(x: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:
    cos, sin = turn
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cos - odd * sin, even * sin + odd * cos), -1).flatten(-2)
