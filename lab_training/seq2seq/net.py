"""A minimal T5 (Raffel et al. 2020); parameter names are those of transformers' T5ForConditionalGeneration.

What sets T5 apart: no positions in the embedding but a learned bias per distance bucket, added to the scores of every
layer and owned by the first; scores are not scaled; the norm only scales; the tied output matrix is used with states
scaled by d_model**-0.5. Unscaled scores want queries so small that Adam's even steps wreck them (T5 was trained with
Adafactor, whose steps are relative): here scores are scaled in training, and `export` folds the scale into the queries.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

PAD, EOS, UNK = 0, 1, 2


@dataclass(frozen=True)
class Shape:
    """Sizes of the network; `config()` says the same in transformers' words."""

    vocab: int
    width: int = 144
    layers: int = 2
    heads: int = 4
    inner: int = 512
    buckets: int = 32
    reach: int = 128
    eps: float = 1e-6

    def config(self) -> dict:
        """The content of config.json for T5ForConditionalGeneration."""
        return {
            "architectures": ["T5ForConditionalGeneration"],
            "model_type": "t5",
            "vocab_size": self.vocab,
            "d_model": self.width,
            "d_kv": self.width // self.heads,
            "d_ff": self.inner,
            "num_layers": self.layers,
            "num_decoder_layers": self.layers,
            "num_heads": self.heads,
            "feed_forward_proj": "relu",
            "relative_attention_num_buckets": self.buckets,
            "relative_attention_max_distance": self.reach,
            "layer_norm_epsilon": self.eps,
            "dropout_rate": 0.0,
            "is_encoder_decoder": True,
            "use_cache": True,
            "tie_word_embeddings": True,
            "pad_token_id": PAD,
            "eos_token_id": EOS,
            "decoder_start_token_id": PAD,
            "dtype": "float32",
        }


class Norm(nn.Module):
    """Root-mean-square norm (Zhang & Sennrich 2019)."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.weight, self.eps = nn.Parameter(torch.ones(shape.width)), shape.eps

    def forward(self, x: Tensor) -> Tensor:
        return self.weight * x * torch.rsqrt(x.float().pow(2).mean(-1, keepdim=True) + self.eps).to(x.dtype)


def bucket(distance: Tensor, both_ways: bool, buckets: int, reach: int) -> Tensor:
    """The bucket of each distance (key position minus query position): near ones one by one, far ones by logarithm."""
    if both_ways:
        buckets //= 2
        base, distance = (distance > 0).long() * buckets, distance.abs()
    else:
        base, distance = 0, (-distance).clamp(min=0)
    exact = buckets // 2
    far = exact + (torch.log(distance.clamp(min=1) / exact) / math.log(reach / exact) * (buckets - exact)).long()
    return base + torch.where(distance < exact, distance, far.clamp(max=buckets - 1))


class Attention(nn.Module):
    """Attention of x [rows, n, width] to memory [rows, m, width]; bias [rows|1, heads|1, n, m] holds the mask too."""

    def __init__(self, shape: Shape, owns_bias: bool):
        super().__init__()
        self.heads, self.scale = shape.heads, (shape.width // shape.heads) ** -0.5
        self.q, self.k, self.v, self.o = (nn.Linear(shape.width, shape.width, bias=False) for _ in range(4))
        if owns_bias:
            self.relative_attention_bias = nn.Embedding(shape.buckets, shape.heads)

    def forward(self, x: Tensor, memory: Tensor, bias: Tensor) -> Tensor:
        rows, n, width = x.shape
        q, k, v = (
            p(states).view(rows, states.shape[1], self.heads, -1).transpose(1, 2)
            for p, states in ((self.q, x), (self.k, memory), (self.v, memory))
        )
        mixed = torch.softmax(q * self.scale @ k.transpose(-1, -2) + bias, -1) @ v
        return self.o(mixed.transpose(1, 2).reshape(rows, n, width))


class SelfAttention(nn.Module):
    def __init__(self, shape: Shape, owns_bias: bool):
        super().__init__()
        self.SelfAttention, self.layer_norm = Attention(shape, owns_bias), Norm(shape)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        normed = self.layer_norm(x)
        return x + self.SelfAttention(normed, normed, bias)


class CrossAttention(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.EncDecAttention, self.layer_norm = Attention(shape, False), Norm(shape)

    def forward(self, x: Tensor, memory: Tensor, bias: Tensor) -> Tensor:
        return x + self.EncDecAttention(self.layer_norm(x), memory, bias)


class Dense(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.wi = nn.Linear(shape.width, shape.inner, bias=False)
        self.wo = nn.Linear(shape.inner, shape.width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.wo(F.relu(self.wi(x)))


class FeedForward(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.DenseReluDense, self.layer_norm = Dense(shape), Norm(shape)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.DenseReluDense(self.layer_norm(x))


class Block(nn.Module):
    def __init__(self, shape: Shape, decoder: bool, first: bool):
        super().__init__()
        cross = [CrossAttention(shape)] if decoder else []
        self.layer = nn.ModuleList([SelfAttention(shape, first), *cross, FeedForward(shape)])

    def forward(self, x: Tensor, bias: Tensor, memory: Tensor | None = None, cross: Tensor | None = None) -> Tensor:
        x = self.layer[0](x, bias)
        if memory is not None:
            x = self.layer[1](x, memory, cross)
        return self.layer[-1](x)


class Stack(nn.Module):
    """Encoder or decoder: blocks that share the position bias of the first."""

    def __init__(self, shape: Shape, decoder: bool):
        super().__init__()
        self.shape, self.decoder = shape, decoder
        self.block = nn.ModuleList(Block(shape, decoder, first=i == 0) for i in range(shape.layers))
        self.final_layer_norm = Norm(shape)

    def forward(self, x: Tensor, mask: Tensor, memory: Tensor | None = None, cross: Tensor | None = None) -> Tensor:
        place = torch.arange(x.shape[1], device=x.device)
        kinds = bucket(place[None] - place[:, None], not self.decoder, self.shape.buckets, self.shape.reach)
        bias = self.block[0].layer[0].SelfAttention.relative_attention_bias(kinds).permute(2, 0, 1)[None] + mask
        for block in self.block:
            x = block(x, bias, memory, cross)
        return self.final_layer_norm(x)


class T5(nn.Module):
    """The network; encoder, decoder and output share one embedding."""

    def __init__(self, shape: Shape, seed: int = 0):
        super().__init__()
        self.shape = shape
        self.shared = nn.Embedding(shape.vocab, shape.width)
        self.encoder, self.decoder = Stack(shape, decoder=False), Stack(shape, decoder=True)
        made = torch.Generator().manual_seed(seed)
        for name, p in self.named_parameters():
            if p.ndim == 2:
                # Matrices that write into the residual stream start smaller, as in GPT-2.
                shrink = (3 * shape.layers) ** -0.5 if name.endswith((".o.weight", ".wo.weight")) else 1.0
                nn.init.normal_(p, std=0.02 * shrink, generator=made)
        # Undoes the scale of the output at the start: embeddings so small, which learn fast, still give logits.
        nn.init.constant_(self.decoder.final_layer_norm.weight, shape.width**0.5)

    def export(self) -> dict[str, Tensor]:
        """The weights as transformers' T5 wants them, the scale of the scores folded into the queries."""
        scale = (self.shape.width // self.shape.heads) ** -0.5
        weights = {**self.state_dict(), "shared.weight": self.table().detach()}
        return {
            name: (value * scale if name.endswith(".q.weight") else value).cpu().contiguous()
            for name, value in weights.items()
        }

    def table(self) -> Tensor:
        """The embeddings less their mean.

        The output cannot tell, but the encoder can: Adam pushes all words that are not the answer the same way, and
        without this they soon look alike.
        """
        return self.shared.weight - self.shared.weight.mean(0)

    def load_exported(self, weights: dict[str, Tensor]) -> None:
        """Take weights that `export` gave."""
        scale = (self.shape.width // self.shape.heads) ** -0.5
        self.load_state_dict(
            {name: value / scale if name.endswith(".q.weight") else value for name, value in weights.items()}
        )

    def states(self, source: Tensor, target: Tensor) -> Tensor:
        """Scaled last states [rows, m, width] of target [rows, m], which starts with PAD, given source [rows, n]."""
        lowest = torch.finfo(torch.float32).min
        hidden = torch.zeros(source.shape, device=source.device).masked_fill(source == PAD, lowest)[:, None, None]
        m = target.shape[1]
        causal = torch.full((m, m), lowest, device=source.device).triu(1)
        table = self.table()
        memory = self.encoder(F.embedding(source, table), hidden)
        return self.decoder(F.embedding(target, table), causal, memory, hidden) * self.shape.width**-0.5

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        """Logits [rows, m, vocab] of the tokens after target."""
        return self.states(source, target) @ self.table().T

    def losses(self, source: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
        """Sum of losses and number of tokens, each [rows]; source [rows, n] and target [rows, m] end in PADs.

        Logits are computed only where there is a token to predict.
        """
        wanted = target != PAD
        states = self.states(source, F.pad(target[:, :-1], (1, 0), value=PAD))[wanted]
        loss = F.cross_entropy(F.linear(states, self.table()).float(), target[wanted], reduction="none")
        row = wanted.nonzero()[:, 0]
        return torch.zeros(len(target), device=loss.device).index_add(0, row, loss), wanted.sum(1)
