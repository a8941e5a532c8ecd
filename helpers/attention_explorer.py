"""The attention explorer: every head of a model on one or two sentences, to click through in a notebook.

Works on plain weights and token labels of any model, and needs no network. Its browser half is one module in three:
attention_explorer.js, attention_explorer_pane.js and attention_explorer_draw.js.
`attention_figure` shows the same content as a picture, for readers without a running kernel.
"""

import re
from collections.abc import Collection, Sequence

import anywidget
import matplotlib.pyplot as plt
import numpy as np
import traitlets
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.attention import overview_axes
from helpers.letters import visible
from helpers.plots import COLORS, heat
from helpers.widget import script, style

MAX_SENTENCE_BYTES = 16_000_000
_FIGURE_INCHES, _READABLE_NUMBERS = 9.2, 16  # as wide as a notebook's cell on a small screen
_ROW_SUM_TOLERANCE = 0.02  # rows of bfloat16 weights miss 1 by up to 0.004
# The usual spelling of control tokens: [CLS], <s>, <|user|>. A mask stands for a word of the sentence, so it stays.
_CONTROL = re.compile(r"(?!\[MASK\]|<mask>)(\[[A-Z]+\d*\]|</?[^<>\s]+>)")


class AttentionExplorer(anywidget.AnyWidget):
    """The widget that `explore_attention` returns. Its traits may be read and set from Python: `explorer.layer = 3`."""

    _esm = script("attention_explorer_draw", "attention_explorer_pane", "attention_explorer")
    _css = style("attention_explorer")
    sentences = traitlets.List().tag(sync=True)
    layer = traitlets.Int(0).tag(sync=True)
    head = traitlets.Int(0).tag(sync=True)
    view = traitlets.Enum(["lines", "matrix"], "lines").tag(sync=True)
    threshold = traitlets.Float(0.05, min=0.0, max=1.0).tag(sync=True)
    hide_special = traitlets.Bool(False).tag(sync=True)

    @traitlets.validate("layer", "head")
    def _within_model(self, proposal):
        count = self.sentences[0][proposal.trait.name + "s"]
        if not 0 <= proposal.value < count:
            raise ValueError(f"{proposal.trait.name} {proposal.value} does not exist: choose 0 to {count - 1}")
        return proposal.value

    def __repr__(self) -> str:
        """Short and the same on every run; the default would print all weights."""
        first = self.sentences[0]
        tokens = " and ".join(str(len(sentence["tokens"])) for sentence in self.sentences)
        return f"AttentionExplorer({first['layers']} layers x {first['heads']} heads, {tokens} tokens)"


def explore_attention(
    attentions,
    tokens: Sequence[str],
    second: tuple | None = None,
    *,
    labels: Sequence[str] = ("Sentence A", "Sentence B"),
    layer: int = 0,
    head: int = 0,
    focus: str | None = None,
    view: str = "lines",
    threshold: float = 0.05,
    special: Collection[str] | None = None,
) -> AttentionExplorer:
    """Show attention weights in the notebook: pick a head, point at a token, read its weights.

    attentions: a model's `outputs.attentions` (one [1, heads, n, n] per layer) or a stacked [layers, heads, n, n],
    torch or numpy; each row sums to 1. tokens: n labels. second: (attentions, tokens) of another sentence, shown beside
    the first. labels: what to call the sentences. layer, head, view ("lines" or "matrix"), threshold (smaller weights
    are not drawn): how it opens. focus: a token that is selected at the start. special: the labels that "hide special
    tokens" hides; by default those that look like control tokens, "[CLS]" or "<s>", but not a mask.
    Weights travel as bytes: what is shown is right to 1/255. Raises ValueError for what cannot be attention weights.
    """
    given = [(attentions, tokens), *([second] if second is not None else [])]
    sentences = [_sentence(*pair, label, focus, special) for pair, label in zip(given, labels, strict=False)]
    _check_same_model(sentences)
    return AttentionExplorer(sentences=sentences, layer=layer, head=head, view=view, threshold=threshold)


def attention_figure(
    attentions, tokens, second=None, *, labels=("Sentence A", "Sentence B"), layer: int = 0, head: int = 0
) -> Figure:
    """The explorer as a picture: all heads of the first sentence, and the chosen head's matrix for each sentence.

    Arguments and errors as in `explore_attention`. Show it with `helpers.plots.figure(fig, caption)`.
    """
    given = [(attentions, tokens), *([second] if second is not None else [])]
    stacks = [(stacked_weights(*pair), pair[1]) for pair in given]
    heads = stacks[0][0].shape[1]
    overview = 0.7 + min(0.4 * heads, 2.0)
    sides = [min((_FIGURE_INCHES - overview) / len(stacks), 1.4 + 0.4 * len(axis)) for _, axis in stacks]
    widths = [overview, *sides]
    fig, axes = plt.subplots(1, len(widths), figsize=(sum(widths), max(sides)), width_ratios=widths)
    overview_axes(axes[0], stacks[0][0])
    frame = len(tokens) + 1
    corner = (head * frame - 1, layer * frame - 1)
    axes[0].add_patch(Rectangle(corner, frame, frame, fill=False, color=COLORS["orange"], lw=2.5, clip_on=False))
    axes[0].set_title("every head")
    for ax, (weights, axis), label in zip(axes[1:], stacks, labels, strict=False):
        title = f"{label}: layer {layer}, head {head}"
        heat(ax, weights[layer, head], axis, axis, title=title, numbers=len(axis) <= _READABLE_NUMBERS // len(stacks))
        ax.set_xlabel("looked at (key)")
    axes[1].set_ylabel("looking (query)")
    return fig


def stacked_weights(attentions, tokens: Sequence[str]) -> np.ndarray:
    """Attention weights, checked, as float32 [layers, heads, n, n]. Raises ValueError, with the cure."""
    layers = list(attentions) if attentions is not None else []
    if not layers or any(layer is None for layer in layers):
        raise ValueError(
            "there are no attention weights: sdpa and other fused kernels never hold them. Load the model with "
            'from_pretrained(..., attn_implementation="eager") and call it with output_attentions=True.'
        )
    arrays = [_one_layer(layer) for layer in layers]
    if len({array.shape for array in arrays}) > 1:
        shapes = [array.shape for array in arrays]
        raise ValueError(f"layers differ in shape: {shapes}. Pass the layers of one model on one sentence.")
    heads, rows, columns = arrays[0].shape
    if rows != columns:
        raise ValueError(f"each head is {rows} x {columns}: expected self-attention, n x n, not cross-attention.")
    if rows != len(tokens):
        raise ValueError(
            f"weights are for {rows} tokens, but {len(tokens)} tokens were given: "
            "pass the tokens of the same input, special tokens and padding included (helpers.attention.tokens_of)."
        )
    size = len(arrays) * heads * rows * columns
    if size > MAX_SENTENCE_BYTES:
        raise ValueError(
            f"{len(arrays)} layers x {heads} heads x {rows} x {rows} tokens make {size / 1e6:.0f} MB in the browser, "
            f"more than {MAX_SENTENCE_BYTES / 1e6:.0f} MB: pass fewer layers (attentions[:4]) or a shorter text."
        )
    weights = np.stack(arrays)
    _check_rows(weights)
    return weights


def _one_layer(layer) -> np.ndarray:
    """One layer's weights as float32 [heads, n, n]."""
    array = layer.detach().float().cpu().numpy() if hasattr(layer, "detach") else np.asarray(layer, dtype=np.float32)
    if array.ndim == 4 and len(array) == 1:
        array = array[0]
    if array.ndim == 4:
        raise ValueError(f"a batch of {len(array)} sentences: pass one, [layer[:1] for layer in outputs.attentions].")
    if array.ndim != 3:
        raise ValueError(
            f"a layer of shape {list(array.shape)}: expected [1, heads, n, n] for each layer, or one stacked "
            "[layers, heads, n, n]. Pass all of outputs.attentions."
        )
    return array.astype(np.float32, copy=False)


def _check_rows(weights: np.ndarray) -> None:
    if np.isnan(weights).any():
        layer, head, row, _ = (int(i) for i in np.argwhere(np.isnan(weights))[0])
        raise ValueError(
            f"NaN in layer {layer}, head {head}, row {row}: a row with every position masked, or float16 scores that "
            "overflowed. Remove the padding, or load the model in float32 or bfloat16."
        )
    sums = weights.sum(-1)
    wrong = np.abs(sums - 1) > _ROW_SUM_TOLERANCE
    wrong |= (weights < 0).any(-1)
    if wrong.any():
        layer, head, row = (int(i) for i in np.argwhere(wrong)[0])
        raise ValueError(
            f"layer {layer}, head {head}, row {row} sums to {sums[layer, head, row]:.3g} and its smallest entry is "
            f"{weights[layer, head, row].min():.3g}: attention weights are not negative and sum to 1. "
            "Scores before the softmax? Apply .softmax(-1). Dropout? Call model.eval() first."
        )


def _sentence(attentions, tokens, label, focus, special) -> dict:
    """One sentence as the browser receives it."""
    tokens = [str(token) for token in tokens]
    weights = stacked_weights(attentions, tokens)
    if focus is not None and focus not in tokens:
        raise ValueError(f"focus {focus!r} is not among the tokens of {label}: {tokens[:20]}")
    return {
        "label": label,
        "tokens": [visible(token) for token in tokens],
        "special": [token in special if special is not None else bool(_CONTROL.fullmatch(token)) for token in tokens],
        "focus": -1 if focus is None else tokens.index(focus),
        "layers": weights.shape[0],
        "heads": weights.shape[1],
        "weights": np.rint(weights * 255).clip(0, 255).astype(np.uint8).tobytes(),
    }


def _check_same_model(sentences: list[dict]) -> None:
    shapes = [(sentence["layers"], sentence["heads"]) for sentence in sentences]
    if len(set(shapes)) > 1:
        raise ValueError(f"the sentences differ in (layers, heads): {shapes}. Compare sentences of the same model.")
