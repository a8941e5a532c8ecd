"""BERT in plain torch (Devlin et al. 2018, arXiv:1810.04805): an encoder with a masked-word, a class or a span head.

Parameter names are those of transformers' BertForMaskedLM, BertForSequenceClassification, BertForQuestionAnswering.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional as F


@dataclass(frozen=True)
class Shape:
    """Sizes of the network; `labels` counts the classes of a class head."""

    vocab: int
    dim: int = 128
    layers: int = 3
    heads: int = 4
    inner: int = 256
    positions: int = 128
    labels: int = 2

    def config(self, architecture: str, labels: list[str] | None = None) -> dict:
        """The config.json that transformers reads. `labels` names the classes of a class head."""
        found = {
            "architectures": [architecture],
            "model_type": "bert",
            "vocab_size": self.vocab,
            "hidden_size": self.dim,
            "num_hidden_layers": self.layers,
            "num_attention_heads": self.heads,
            "intermediate_size": self.inner,
            "max_position_embeddings": self.positions,
            "type_vocab_size": 2,
            "hidden_act": "gelu",
            "pad_token_id": 0,
            "layer_norm_eps": 1e-12,
            "hidden_dropout_prob": 0.0,
            "attention_probs_dropout_prob": 0.0,
            "dtype": "float32",
        }
        if labels:
            found |= {"id2label": dict(enumerate(labels)), "label2id": {name: i for i, name in enumerate(labels)}}
        return found


def modules(**named: nn.Module) -> nn.ModuleDict:
    return nn.ModuleDict(named)


def norm(dim: int) -> nn.LayerNorm:
    return nn.LayerNorm(dim, eps=1e-12)


class Layer(nn.Module):
    """Self-attention and feed-forward, each followed by its residual sum and LayerNorm."""

    def __init__(self, shape: Shape):
        super().__init__()
        dim, self.heads = shape.dim, shape.heads
        projections = modules(query=nn.Linear(dim, dim), key=nn.Linear(dim, dim), value=nn.Linear(dim, dim))
        self.attention = modules(self=projections, output=modules(dense=nn.Linear(dim, dim), LayerNorm=norm(dim)))
        self.intermediate = modules(dense=nn.Linear(dim, shape.inner))
        self.output = modules(dense=nn.Linear(shape.inner, dim), LayerNorm=norm(dim))

    def forward(self, x: torch.Tensor, bias: torch.Tensor, speak: torch.Tensor) -> torch.Tensor:
        """x [rows, n, dim]; bias [rows, 1, 1, n] is 0 where attention may look and very negative at padding.

        speak [heads] multiplies what each head says: 1, or 0 to silence it.
        """
        rows, n, dim = x.shape
        project = self.attention["self"]
        q, k, v = (project[name](x).view(rows, n, self.heads, -1).transpose(1, 2) for name in ("query", "key", "value"))
        weights = (q @ k.transpose(-1, -2) / (dim // self.heads) ** 0.5 + bias).softmax(-1)
        mixed = (weights @ v * speak[:, None, None]).transpose(1, 2).reshape(rows, n, dim)
        x = self.attention["output"]["LayerNorm"](x + self.attention["output"]["dense"](mixed))
        inner = F.gelu(self.intermediate["dense"](x))
        return self.output["LayerNorm"](x + self.output["dense"](inner))


class Encoder(nn.Module):
    """Embeddings and layers: ids [rows, n] -> states [rows, n, dim]."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.bert = modules(
            embeddings=modules(
                word_embeddings=nn.Embedding(shape.vocab, shape.dim),
                position_embeddings=nn.Embedding(shape.positions, shape.dim),
                token_type_embeddings=nn.Embedding(2, shape.dim),
                LayerNorm=norm(shape.dim),
            ),
            encoder=modules(layer=nn.ModuleList(Layer(shape) for _ in range(shape.layers))),
        )

    def states(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        token_type_ids: torch.Tensor,
        speak: torch.Tensor | None = None,
    ) -> torch.Tensor:
        """States [rows, n, dim]; speak [layers, heads] is 0 for heads to silence, None for none."""
        e = self.bert["embeddings"]
        places = torch.arange(input_ids.shape[1], device=input_ids.device)
        x = e["word_embeddings"](input_ids) + e["position_embeddings"](places)
        x = e["LayerNorm"](x + e["token_type_embeddings"](token_type_ids))
        bias = (1.0 - attention_mask[:, None, None, :].to(x.dtype)) * -1e9
        for at, layer in enumerate(self.bert["encoder"]["layer"]):
            x = layer(x, bias, x.new_ones(layer.heads) if speak is None else speak[at])
        return x

    def start(self) -> Encoder:
        """BERT's initialisation: normal weights of 0.02, zero biases."""
        for name, p in self.named_parameters():
            if p.ndim > 1:
                nn.init.normal_(p, std=0.02)
            elif name.endswith("bias"):
                nn.init.zeros_(p)
        return self


class MaskedLM(Encoder):
    """Predicts hidden words; its output matrix is the embedding matrix."""

    def __init__(self, shape: Shape):
        super().__init__(shape)
        self.cls = modules(predictions=nn.Module())
        head = self.cls["predictions"]
        head.transform = modules(dense=nn.Linear(shape.dim, shape.dim), LayerNorm=norm(shape.dim))
        head.bias = nn.Parameter(torch.zeros(shape.vocab))

    def scores(self, states: torch.Tensor) -> torch.Tensor:
        """Logits over the vocabulary for states [..., dim]."""
        head = self.cls["predictions"]
        x = head.transform["LayerNorm"](F.gelu(head.transform["dense"](states)))
        return x @ self.bert["embeddings"]["word_embeddings"].weight.T + head.bias

    def losses(self, labels: torch.Tensor, **inputs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """labels [rows, n] holds the hidden word's id, and -100 where there is no loss."""
        wanted = labels >= 0
        loss = F.cross_entropy(self.scores(self.states(**inputs)[wanted]), labels[wanted], reduction="none")
        rows = torch.zeros(len(labels), device=loss.device, dtype=loss.dtype)
        return rows.index_add(0, wanted.nonzero()[:, 0], loss), wanted.sum(1).to(loss.dtype)


class Classifier(Encoder):
    """One class for a text, read from the state of [CLS]."""

    def __init__(self, shape: Shape):
        super().__init__(shape)
        self.bert["pooler"] = modules(dense=nn.Linear(shape.dim, shape.dim))
        self.classifier = nn.Linear(shape.dim, shape.labels)

    def scores(self, **inputs: torch.Tensor) -> torch.Tensor:
        return self.classifier(self.bert["pooler"]["dense"](self.states(**inputs)[:, 0]).tanh())

    def losses(self, labels: torch.Tensor, **inputs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """labels [rows] holds the class."""
        loss = F.cross_entropy(self.scores(**inputs), labels, reduction="none")
        return loss, torch.ones_like(loss)


class SpanReader(Encoder):
    """Start and end of an answer in the text."""

    def __init__(self, shape: Shape):
        super().__init__(shape)
        self.qa_outputs = nn.Linear(shape.dim, 2)

    def scores(self, **inputs: torch.Tensor) -> torch.Tensor:
        """Logits [rows, n, 2] of being the first and the last token of the answer."""
        return self.qa_outputs(self.states(**inputs))

    def losses(self, labels: torch.Tensor, **inputs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """labels [rows, 2] holds the first and the last position."""
        loss = F.cross_entropy(self.scores(**inputs), labels, reduction="none").sum(1)
        return loss, torch.full_like(loss, 2.0)
