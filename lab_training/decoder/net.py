"""A minimal Llama (Touvron et al. 2023) for training on a CPU, with the parameter names of transformers.

Attention is two plain matrix products and a softmax: on a CPU its backward pass is faster than a fused one.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

IGNORE = -100


@dataclass(frozen=True)
class Shape:
    """Sizes of the network; `config()` says the same in transformers' words."""

    vocab: int = 2048
    width: int = 192
    layers: int = 4
    heads: int = 6
    inner: int = 512
    context: int = 512
    theta: float = 10000.0
    eps: float = 1e-5

    def config(self, *, bos: int, eos: list[int], pad: int) -> dict:
        """The content of config.json for LlamaForCausalLM."""
        return {
            "architectures": ["LlamaForCausalLM"],
            "model_type": "llama",
            "vocab_size": self.vocab,
            "hidden_size": self.width,
            "intermediate_size": self.inner,
            "num_hidden_layers": self.layers,
            "num_attention_heads": self.heads,
            "num_key_value_heads": self.heads,
            "head_dim": self.width // self.heads,
            "max_position_embeddings": self.context,
            "hidden_act": "silu",
            "rms_norm_eps": self.eps,
            "rope_theta": self.theta,
            "rope_parameters": {"rope_type": "default", "rope_theta": self.theta},
            "tie_word_embeddings": True,
            "attention_bias": False,
            "mlp_bias": False,
            "attention_dropout": 0.0,
            "initializer_range": 0.02,
            "use_cache": True,
            "torch_dtype": "float32",
            "dtype": "float32",
            "bos_token_id": bos,
            "eos_token_id": eos,
            "pad_token_id": pad,
        }


class Norm(nn.Module):
    """Root-mean-square norm (Zhang & Sennrich 2019)."""

    def __init__(self, width: int, eps: float):
        super().__init__()
        self.weight, self.eps = nn.Parameter(torch.ones(width)), eps

    def forward(self, x: Tensor) -> Tensor:
        scale = torch.rsqrt(x.float().pow(2).mean(-1, keepdim=True) + self.eps)
        return self.weight * (x * scale.to(x.dtype))


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Rotary positions (Su et al. 2021) on x [rows, heads, n, head width]; cos and sin are [n, head width]."""
    left, right = x.chunk(2, -1)
    return x * cos + torch.cat((-right, left), -1) * sin


class Attention(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.heads = shape.heads
        self.q_proj, self.k_proj, self.v_proj, self.o_proj = (
            nn.Linear(shape.width, shape.width, bias=False) for _ in range(4)
        )

    def forward(self, x: Tensor, mask: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        rows, n, width = x.shape
        q, k, v = (p(x).view(rows, n, self.heads, -1).transpose(1, 2) for p in (self.q_proj, self.k_proj, self.v_proj))
        scores = rotate(q, cos, sin) * (width // self.heads) ** -0.5 @ rotate(k, cos, sin).transpose(-1, -2) + mask
        mixed = torch.softmax(scores, -1) @ v
        return self.o_proj(mixed.transpose(1, 2).reshape(rows, n, width))


class Gated(nn.Module):
    """Feed-forward with a gate (SwiGLU, Shazeer 2020)."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.gate_proj, self.up_proj = (nn.Linear(shape.width, shape.inner, bias=False) for _ in range(2))
        self.down_proj = nn.Linear(shape.inner, shape.width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class Layer(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.input_layernorm, self.post_attention_layernorm = (Norm(shape.width, shape.eps) for _ in range(2))
        self.self_attn, self.mlp = Attention(shape), Gated(shape)

    def forward(self, x: Tensor, mask: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        x = x + self.self_attn(self.input_layernorm(x), mask, cos, sin)
        return x + self.mlp(self.post_attention_layernorm(x))


class Body(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.embed_tokens = nn.Embedding(shape.vocab, shape.width)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.norm = Norm(shape.width, shape.eps)


class Llama(nn.Module):
    """The network; the output matrix is the embedding."""

    def __init__(self, shape: Shape = Shape(), seed: int = 0):
        super().__init__()
        self.shape, self.model = shape, Body(shape)
        made = torch.Generator().manual_seed(seed)
        for name, p in self.named_parameters():
            if p.ndim == 2:
                # Matrices that write into the residual stream start smaller, as in GPT-2.
                shrink = (2 * shape.layers) ** -0.5 if name.endswith(("o_proj.weight", "down_proj.weight")) else 1.0
                nn.init.normal_(p, std=0.02 * shrink, generator=made)

    def hidden(self, ids: Tensor, doc: Tensor | None = None) -> Tensor:
        """Last hidden states [rows, n, width] of ids [rows, n]; positions attend within their own document only."""
        n, head = ids.shape[1], self.shape.width // self.shape.heads
        seen = torch.ones(n, n, dtype=torch.bool, device=ids.device).tril()[None, None]
        if doc is not None:
            seen = seen & (doc[:, None, :, None] == doc[:, None, None, :])
        x = self.model.embed_tokens(ids)
        turn = self.shape.theta ** (-torch.arange(0, head, 2, device=ids.device) / head)
        angle = torch.arange(n, device=ids.device)[:, None] * torch.cat((turn, turn))
        kind = torch.get_autocast_dtype(x.device.type) if torch.is_autocast_enabled(x.device.type) else x.dtype
        mask = torch.zeros(seen.shape, device=x.device, dtype=kind).masked_fill(~seen, torch.finfo(kind).min)
        cos, sin = angle.cos().to(kind), angle.sin().to(kind)
        for layer in self.model.layers:
            x = layer(x, mask, cos, sin)
        return self.model.norm(x)

    def forward(self, ids: Tensor) -> Tensor:
        """Logits [rows, n, vocab] of ids [rows, n]."""
        return self.hidden(ids) @ self.model.embed_tokens.weight.T

    def losses(self, ids: Tensor, doc: Tensor, target: Tensor, docs: int) -> tuple[Tensor, Tensor]:
        """Sum of losses and number of counted tokens per document, each [docs].

        ids, doc, target: [rows, n]; doc numbers the documents packed into the rows; target is the token to predict
        at a position, or IGNORE. Logits are computed only where there is a target.
        """
        wanted = target != IGNORE
        logits = F.linear(self.hidden(ids, doc)[wanted], self.model.embed_tokens.weight)
        loss = F.cross_entropy(logits.float(), target[wanted], reduction="none")
        sums, counts = (torch.zeros(docs, device=ids.device) for _ in range(2))
        return (sums.index_add(0, doc[wanted], loss), counts.index_add(0, doc[wanted], torch.ones_like(loss)))
