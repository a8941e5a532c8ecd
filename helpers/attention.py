"""Attention weights of one sentence: read them, measure heads, silence a head, draw it.

`maps` is a float tensor [layers, heads, n, n] throughout: row = the token that looks (query), column = the token looked
at (key); each row sums to 1. `scores` is [layers, heads]: one number for each head. Layers and heads count from 0.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.figure import Figure

from helpers.plots import HEAT, heat

# The projection that mixes the heads back together: its input still holds every head's part in a slice of its own.
_MIXERS = re.compile(
    r"(?:^|\.)(?:layer\.(\d+)\.attention\.output\.dense"  # BERT
    r"|layers\.(\d+)\.self_attn\.o_proj"  # Llama
    r"|h\.(\d+)\.attn\.c_proj"  # GPT-2
    r"|layer\.(\d+)\.attention\.out_lin)$"  # DistilBERT
)


def attention_maps(model, inputs: Mapping | torch.Tensor) -> torch.Tensor:
    """The attention weights of one sentence, [layers, heads, n, n], on the CPU in float32.

    inputs: what the tokenizer returned (return_tensors="pt"), or ids [1, n].
    Raises ValueError if the model's kernel keeps no weights (sdpa, flash), or if there is more than one sentence.
    """
    inputs = {"input_ids": inputs} if isinstance(inputs, torch.Tensor) else dict(inputs)
    if inputs["input_ids"].ndim != 2 or len(inputs["input_ids"]) != 1:
        raise ValueError(f"one sentence at a time: expected ids of shape [1, n], got {list(inputs['input_ids'].shape)}")
    kernel = getattr(model.config, "_attn_implementation", "eager")
    weights = None
    if kernel == "eager":
        with torch.inference_mode():
            weights = model(**inputs, output_attentions=True).get("attentions")
    if not weights or weights[0] is None:
        raise ValueError(
            f"{type(model).__name__} (attn_implementation={kernel!r}) returned no attention weights: fused kernels "
            'never hold them in memory. Load it with from_pretrained(..., attn_implementation="eager"); '
            "of an encoder-decoder pass the encoder, model.encoder."
        )
    return torch.cat([layer.detach().float().cpu() for layer in weights])


def tokens_of(tokenizer, ids) -> list[str]:
    """One readable label for each id: a leading space is shown as "·", a newline as "⏎"; WordPiece keeps its "##".

    ids: a list, a tensor [n], or a tensor [1, n] straight from the tokenizer.
    """
    ids = torch.as_tensor(ids).flatten().tolist()
    pieces = tokenizer.convert_ids_to_tokens(ids)
    # Byte-level pieces are spelled in stand-in letters, so they are decoded; a Unigram piece would lose its "▁".
    text = [piece if piece.startswith("▁") else tokenizer.decode([i]) for i, piece in zip(ids, pieces, strict=True)]
    return [label.replace("▁", "·").replace(" ", "·").replace("\n", "⏎") for label in text]


def weight_between(maps: torch.Tensor, query: int, key: int) -> torch.Tensor:
    """How much of position `query`'s attention goes to position `key`: scores."""
    return maps[..., query, key]


def previous_token_weight(maps: torch.Tensor) -> torch.Tensor:
    """Mean weight on the token just before, over rows 1 to n-1: scores."""
    return maps.diagonal(offset=-1, dim1=-2, dim2=-1).mean(-1)


def first_token_weight(maps: torch.Tensor) -> torch.Tensor:
    """Mean weight on position 0, over rows 1 to n-1 (row 0 of a causal model has no choice): scores."""
    return maps[..., 1:, 0].mean(-1)


def entropy_bits(maps: torch.Tensor) -> torch.Tensor:
    """Mean entropy of a row in bits, 0 (one token takes all) to log2(n) (all alike): scores."""
    return torch.special.entr(maps).sum(-1).mean(-1) / torch.log(torch.tensor(2.0))


def repeated_tokens(ids: Sequence[int], length: int, seed: int = 0) -> torch.Tensor:
    """`length` different ids drawn at random, then the same again: [1, 2 * length], the input for `induction_weight`.

    Raises ValueError if there are fewer than `length` ids to draw from.
    """
    if len(ids) < length:
        raise ValueError(f"cannot draw {length} different tokens from {len(ids)}: pass more ids or a smaller length")
    order = torch.randperm(len(ids), generator=torch.Generator().manual_seed(seed))[:length]
    return torch.as_tensor(list(ids))[order].repeat(2)[None]


def induction_weight(maps: torch.Tensor, period: int) -> torch.Tensor:
    """On a text that repeats after `period` tokens: mean weight of the second copy on what *followed* the token.

    Returns scores. Token i looks at i - period + 1: the mark of a head that copies what came next. Source: Olsson et
    al., 2022.
    """
    return maps.diagonal(offset=1 - period, dim1=-2, dim2=-1)[..., 1:].mean(-1)


def top_head(scores: torch.Tensor) -> tuple[int, int]:
    """(layer, head) of the largest score."""
    layer, head = divmod(int(scores.argmax()), scores.shape[-1])
    return layer, head


@contextmanager
def ablate_head(model, layer: int, head: int) -> Iterator[None]:
    """Inside the `with` block, one head of a BERT, DistilBERT, Llama or GPT-2 model contributes nothing.

    Zeroes the head's slice just before the projection that mixes the heads, so the weights stay untouched and the model
    is whole again afterwards. Raises ValueError for a model of another build, IndexError for a layer or head it does
    not have.
    """
    found = ((_MIXERS.search(name), module) for name, module in model.named_modules())
    mixers = {int(match[match.lastindex]): module for match, module in found if match}
    if not mixers:
        name = type(model).__name__
        raise ValueError(f"{name} has no attention layers to ablate: expected a BERT, DistilBERT, Llama or GPT-2.")
    heads = model.config.num_attention_heads
    if layer not in mixers or not 0 <= head < heads:
        raise IndexError(f"no head {head} in layer {layer}: layers are 0 to {max(mixers)}, heads 0 to {heads - 1}")

    def silence(_module, args):
        width = args[0].shape[-1] // heads
        mixed = args[0].clone()
        mixed[..., head * width : (head + 1) * width] = 0
        return (mixed, *args[1:])

    handle = mixers[layer].register_forward_pre_hook(silence)
    try:
        yield
    finally:
        handle.remove()


def head_figure(maps: torch.Tensor, tokens: Sequence[str], layer: int, head: int) -> Figure:
    """One head as a heatmap: rows look, columns are looked at."""
    side = min(9.0, 1.5 + 0.4 * len(tokens))
    fig, ax = plt.subplots(figsize=(side, side))
    heat(ax, maps[layer, head], tokens, tokens, title=f"layer {layer}, head {head}")
    ax.set(xlabel="looked at (key)", ylabel="looking (query)")
    return fig


def tile_heads(maps) -> np.ndarray:
    """All heads in one array, a line of NaN between them: layers downwards, heads across. maps: torch or numpy."""
    maps = np.asarray(maps)
    layers, heads, n, _ = maps.shape
    tiles = np.full((layers, n + 1, heads, n + 1), np.nan, dtype=np.float32)
    tiles[:, :n, :, :n] = maps.transpose(0, 2, 1, 3)
    return tiles.reshape(layers * (n + 1), heads * (n + 1))[:-1, :-1]


def overview_axes(ax, maps) -> None:
    """Draw every head as a thumbnail on `ax`: layers downwards, heads across; dark is a large weight."""
    layers, heads, n, _ = maps.shape
    ax.imshow(np.ma.masked_invalid(tile_heads(maps)), cmap=HEAT, vmin=0, vmax=1, interpolation="nearest")
    ax.set_xticks([head * (n + 1) + (n - 1) / 2 for head in range(heads)], range(heads))
    ax.set_yticks([layer * (n + 1) + (n - 1) / 2 for layer in range(layers)], range(layers))
    ax.set(xlabel="head", ylabel="layer")
    ax.grid(False)


def overview_figure(maps: torch.Tensor) -> Figure:
    """Every head of one sentence as a thumbnail: layers downwards, heads across."""
    layers, heads = maps.shape[:2]
    size = min(1.2, 8 / heads)
    fig, ax = plt.subplots(figsize=(heads * size + 0.8, layers * size + 0.8))
    overview_axes(ax, maps)
    return fig


def scores_figure(scores: torch.Tensor, title: str) -> Figure:
    """One number for each head as a heatmap, layers downwards and heads across."""
    layers, heads = scores.shape
    fig, ax = plt.subplots(figsize=(1.5 + 0.7 * heads, 1.2 + 0.5 * layers))
    names = [f"head {h}" for h in range(heads)], [f"layer {i}" for i in range(layers)]
    heat(ax, scores, *names, title=title, vmax=max(1.0, float(scores.max())))
    return fig
