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
from helpers.tokens import read_tokens

_NO_WEIGHTS = {"linear_attention", "conv", "moe", "mlp"}  # kinds of layers, as configurations call them
_ROUNDING = 0.02  # how far a row may be from 1: bfloat16 over hundreds of tokens

# The projection that mixes the heads back together: its input still holds every head's part in a slice of its own.
_MIXERS = re.compile(
    r"(?:^|\.)(?:layer\.(\d+)\.attention\.output\.dense"  # BERT
    r"|layers\.(\d+)\.self_attn\.o_proj"  # Llama
    r"|h\.(\d+)\.attn\.c_proj"  # GPT-2
    r"|layer\.(\d+)\.attention\.out_lin)$"  # DistilBERT
)


def attention_maps(model, inputs: Mapping | torch.Tensor) -> torch.Tensor:
    """The attention weights of one sentence, [layers, heads, n, n], on the CPU in float32.

    inputs: what the tokenizer returned (return_tensors="pt"), or ids [1, n]. The model is run without dropout, and
    left as it was. In a hybrid, the layers that are not attention are NaN, so that every other keeps its number. Where
    a model has sinks (GPT-OSS), rows sum to less than 1: the sink took the rest, and has no column.
    Raises ValueError if the model's kernel keeps no weights (sdpa, flash), if there is more than one sentence, and by
    name for a model whose weights are no such table.
    """
    inputs = inputs if isinstance(inputs, Mapping) else {"input_ids": inputs}
    inputs = {name: torch.as_tensor(value, device=model.device) for name, value in inputs.items()}
    ids = inputs["input_ids"]
    if ids.ndim != 2 or len(ids) != 1 or not ids.numel():
        raise ValueError(f"one sentence at a time: expected ids of shape [1, n], got {list(ids.shape)}")
    kernel = getattr(model.config, "_attn_implementation", "eager")
    if kernel != "eager":
        raise ValueError(
            f"{type(model).__name__} (attn_implementation={kernel!r}) returns no attention weights: fused kernels "
            'never hold them in memory. Load it with from_pretrained(..., attn_implementation="eager").'
        )
    with torch.inference_mode(), _without_dropout(model):
        output = model(**inputs, output_attentions=True)
    if output.get("encoder_attentions"):
        raise ValueError(f"{type(model).__name__} is an encoder-decoder: pass the encoder, model.encoder.")
    return _by_layer(model, output.get("attentions") or (), ids.shape[1])


@contextmanager
def _without_dropout(model) -> Iterator[None]:
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, training in modes:
            module.training = training


def _by_layer(model, weights: Sequence[torch.Tensor], n: int) -> torch.Tensor:
    """[layers, heads, n, n] from the layers that gave weights, each at its true number."""
    name, config = type(model).__name__, model.config.get_text_config()
    weights = [layer for layer in weights if layer is not None]
    if not weights:
        raise ValueError(f"{name} returns no attention weights: its layers compute none, or do not hand them out.")
    shapes = {tuple(layer.shape) for layer in weights}
    heads = weights[0].shape[1]
    if shapes != {(1, heads, n, n)}:
        met = ", ".join(str(list(shape)) for shape in sorted(shapes))
        raise ValueError(f"{name} returns weights of shape {met}: expected [1, heads, {n}, {n}] for every layer.")
    kinds = getattr(config, "layer_types", None) or [""] * config.num_hidden_layers
    places = [i for i, kind in enumerate(kinds) if kind not in _NO_WEIGHTS]
    if len(places) != len(weights):
        raise ValueError(f"{name} returns the weights of {len(weights)} of {len(kinds)} layers, and not of which.")
    stacked = torch.cat([layer.detach().float().cpu() for layer in weights])
    _check_rows(model, stacked)
    maps = torch.full((len(kinds), heads, n, n), torch.nan)
    maps[places] = stacked
    return maps


def _check_rows(model, maps: torch.Tensor) -> None:
    """Weights are at least 0, and a row of them sums to 1: to less only where the model has a sink."""
    sums = maps.sum(-1)
    least = 0 if any("sink" in name for name, _ in model.named_parameters()) else 1 - _ROUNDING
    if not ((maps >= 0).all() and (sums >= least).all() and (sums <= 1 + _ROUNDING).all()):
        raise ValueError(
            f"{type(model).__name__} returns rows that sum to {sums.min():.3g} up to {sums.max():.3g}, and not to 1: "
            "NaN is an overflow of float16 (load it in float32 or bfloat16), other sums are scores that are no weights."
        )


def tokens_of(tokenizer, ids) -> list[str]:
    """One readable label for each id, as `helpers.tokens.read_tokens` gives it.

    ids: a list, a tensor [n], or a tensor [1, n] straight from the tokenizer.
    """
    return [token.label for token in read_tokens(tokenizer, ids)]


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
    layer, head = divmod(int(scores.nan_to_num(-torch.inf).argmax()), scores.shape[-1])
    return layer, head


@contextmanager
def ablate_head(model, layer: int, head: int) -> Iterator[None]:
    """Inside the `with` block, one head of a BERT, DistilBERT, Llama or GPT-2 model contributes nothing.

    Zeroes the head's slice just before the projection that mixes the heads, so the weights stay untouched and the model
    is whole again afterwards. Raises ValueError for a model of another build, IndexError for a layer or head it does
    not have.
    """
    name = type(model).__name__
    found = [(_MIXERS.search(path), path) for path, _ in model.named_modules()]
    mixers = [(int(match[match.lastindex]), path) for match, path in found if match]
    if not mixers:
        raise ValueError(f"{name} has no attention layers to ablate: expected a BERT, DistilBERT, Llama or GPT-2.")
    path_of = dict(mixers)
    if len(path_of) < len(mixers):
        raise ValueError(f"{name} has several stacks of layers: pass one of them, such as its text model.")
    if layer not in path_of:
        raise IndexError(f"no attention in layer {layer}: the layers that have it are {sorted(path_of)}")
    heads = model.config.get_text_config().per_layer_config[layer].num_attention_heads
    if not 0 <= head < heads:
        raise IndexError(f"no head {head} in layer {layer}: its heads are 0 to {heads - 1}")

    def silence(_module, args):
        width = args[0].shape[-1] // heads
        mixed = args[0].clone()
        mixed[..., head * width : (head + 1) * width] = 0
        return (mixed, *args[1:])

    handle = model.get_submodule(path_of[layer]).register_forward_pre_hook(silence)
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
    heat(ax, scores, *names, title=title, vmax=max(1.0, float(scores.nan_to_num(0).max())))
    return fig
