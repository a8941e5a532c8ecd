"""Who may look at whom in one layer, and how far a token's influence really gets: measured, drawn, and to play with."""

import html
import io
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import chain

import ipywidgets as widgets
import matplotlib.pyplot as plt
import torch
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.attention import tokens_of
from helpers.plots import COLORS, heat

MAX_TOKENS = 24  # more rows than this cannot be read
_NOISE = 1e-9  # of the largest output, in float64: rounding, when a model computes the same row in another batch


@dataclass(frozen=True)
class Reach:
    """A text of n tokens in one model. Rows look or answer, columns are looked at or replaced; both are bool [n, n]."""

    tokens: list[str]
    mask: torch.Tensor  # what one layer allows
    moved: torch.Tensor  # whose output changes when the column's token is replaced

    def sentence(self, token: int) -> str:
        """What happened when that token was replaced, in words."""
        column, name = self.moved[:, token], self.tokens[token]
        may = int(self.mask[:, token].sum())
        return (
            f"Replace token {token}, '{name}': {int(column.sum())} of {len(column)} outputs move. "
            f"In one layer {may} may look at it."
        )


def reach_of(
    model, tokenizer, text: str, mask: Callable[..., torch.Tensor], target: torch.Tensor | None = None
) -> Reach:
    """Measure `text` in an encoder or decoder without its head, or `text` and `target` ids in an encoder-decoder.

    mask: from the number of tokens, or from those of source and target, to what one layer allows, bool [n, n].
    A copy of the model runs, without dropout and in float64, so that neither can be taken for influence. Errors as
    `moved_outputs`, and a ValueError for a model with a head.
    """
    source = tokenizer(text, return_tensors="pt").input_ids[0]
    exact, n = deepcopy(model).double().eval(), len(source)
    exact.set_experts_implementation("eager")  # the grouped kernel knows no float64

    def run(batch):
        if target is None:
            return _last_states(exact(batch), exact)
        out = exact(input_ids=batch[:, :n], decoder_input_ids=batch[:, n:], output_hidden_states=True)
        return torch.cat([out.encoder_last_hidden_state, out.decoder_hidden_states[-1]], dim=1)

    ids = source if target is None else torch.cat([source, target])
    allowed = mask(n) if target is None else mask(n, len(target))
    others = stand_ins(ids, model.get_input_embeddings().num_embeddings, set(tokenizer.all_special_ids))
    return Reach(tokens_of(tokenizer, ids), allowed, moved_outputs(run, ids, others))


def _last_states(output, model) -> torch.Tensor:
    if output.get("last_hidden_state") is None:
        raise ValueError(
            f"{type(model).__name__} gives no last_hidden_state: pass it without its head, model.base_model."
        )
    return output.last_hidden_state


def stand_ins(ids: torch.Tensor, vocabulary: int, special: set[int]) -> torch.Tensor:
    """Another id for each: near it in the vocabulary, and no control token (of padding, models skip the position)."""
    return torch.tensor([_stand_in(i, vocabulary, special) for i in ids.tolist()], dtype=torch.long)


def _stand_in(i: int, vocabulary: int, special: set[int]) -> int:
    others = (i ^ step for step in range(1, 2 * vocabulary) if i ^ step < vocabulary)
    first = next(others, i)
    return next((other for other in chain((first,), others) if other not in special), first)


@torch.inference_mode()
def moved_outputs(
    run: Callable[[torch.Tensor], torch.Tensor], ids: torch.Tensor, others: torch.Tensor | None = None
) -> torch.Tensor:
    """Replace each token in turn; whose output moves? Bool [n, n]: row = output, column = replaced token.

    run: from ids [batch, n] to outputs [batch, n, width]. ids: one text, [n]. others: what each is replaced by, [n]; by
    default its neighbour in the vocabulary. Raises ValueError for no text or one of more than MAX_TOKENS tokens.
    """
    n = len(ids)
    if not 0 < n <= MAX_TOKENS:
        raise ValueError(f"the text has {n} tokens: 1 to {MAX_TOKENS} can be drawn. Shorten it.")
    versions = ids.repeat(n + 1, 1)
    versions[1:].diagonal().copy_(ids ^ 1 if others is None else others)
    outputs = run(versions)
    moves = (outputs[1:] - outputs[0]).abs().amax(dim=-1)
    return (moves > _NOISE * outputs.abs().max()).T


def reach_figure(reach: Reach, token: int) -> Figure:
    """The mask of one layer beside the measured reach; the column of `token` is framed."""
    n = len(reach.tokens)
    side = 1.4 + 0.21 * n
    fig, axes = plt.subplots(1, 2, figsize=(2 * side + 0.4, side))
    panels = ((reach.mask, "one layer: may look"), (reach.moved, "measured: moves"))
    for ax, (table, title) in zip(axes, panels, strict=True):
        heat(ax, table, reach.tokens, reach.tokens, title=title, vmax=1.4, numbers=False)
        ax.add_patch(Rectangle((token - 0.5, -0.5), 1, n, fill=False, color=COLORS["orange"], lw=2.5, clip_on=False))
    axes[0].set(xlabel="looked at", ylabel="looking")
    axes[1].set(xlabel="replaced", ylabel="output")
    return fig


class ReachExplorer(widgets.VBox):
    """Choose a model, type a text, replace a token: see the mask, and which outputs move.

    measures: name -> function from a text to its Reach. A ValueError that it raises is shown as text.
    """

    def __init__(self, measures: Mapping[str, Callable[[str], Reach]], text: str):
        self.measures = measures
        wide = widgets.Layout(width="640px")
        self.model = widgets.Dropdown(options=list(measures), description="model")
        self.text = widgets.Text(text, description="text", continuous_update=False, layout=wide)
        self.token = widgets.IntSlider(0, min=0, max=1, description="replace", layout=wide)
        self.picture = widgets.Image(format="png", layout=widgets.Layout(align_self="flex-start"))  # sharp
        self.caption = widgets.HTML()
        super().__init__([self.model, self.text, self.token, self.caption, self.picture])
        for control in (self.model, self.text):
            control.observe(self._measure, "value")
        self.token.observe(self._draw, "value")
        self._measure()

    def _measure(self, _change=None):
        try:
            self.reach = self.measures[self.model.value](self.text.value)
        except ValueError as error:
            self.reach, self.picture.value = None, b""
            self.caption.value = html.escape(str(error))
            return
        self.token.max = len(self.reach.tokens) - 1
        self._draw()

    def _draw(self, _change=None):
        if self.reach is None:
            return
        fig, file = reach_figure(self.reach, self.token.value), io.BytesIO()
        fig.savefig(file, dpi=96)
        plt.close(fig)
        self.picture.value = file.getvalue()
        self.caption.value = html.escape(self.reach.sentence(self.token.value))

    def __repr__(self) -> str:
        """Short and the same on every run; the default would print the picture's bytes."""
        return f"ReachExplorer({', '.join(self.measures)})"
