"""Reach is measured on toys whose wiring is known, and the explorer shows what was measured."""

import pytest
import torch

from helpers.reach import MAX_TOKENS, Reach, ReachExplorer, moved_outputs, reach_figure


def toy(mask):
    """A model in which output i is the sum of what token i may see: every token counts, however little."""
    return lambda ids: (mask.double() @ ids.double().unsqueeze(-1)) * 1e-6 + 1


@pytest.mark.parametrize(
    "mask",
    [torch.ones(5, 5), torch.ones(5, 5).tril(), torch.ones(5, 5).tril().triu(-1), torch.eye(5), torch.zeros(5, 5)],
    ids=["everything", "causal", "window", "itself", "nothing"],
)
def test_moved_outputs_is_the_wiring(mask):
    moved = moved_outputs(toy(mask), torch.arange(10, 15))
    assert moved.dtype == torch.bool and torch.equal(moved, mask.bool())


def test_rounding_is_not_taken_for_influence():
    def noisy(ids):  # a model that computes the same row a little differently elsewhere in the batch
        return 1 + 1e-13 * torch.arange(ids.numel(), dtype=torch.float64).view(*ids.shape, 1)

    assert not moved_outputs(noisy, torch.arange(4)).any()


@pytest.mark.parametrize("n", [0, MAX_TOKENS + 1])
def test_a_text_that_cannot_be_drawn_is_refused(n):
    with pytest.raises(ValueError, match=f"{n} tokens: 1 to {MAX_TOKENS}"):
        moved_outputs(toy(torch.eye(n)), torch.arange(n))


def measure(text):
    ids = torch.arange(len(text.split()))
    mask = torch.ones(len(ids), len(ids)).tril()
    return Reach(text.split(), mask.bool(), moved_outputs(toy(mask), ids))


def test_the_sentence_counts_the_column_and_not_the_row():
    assert measure("a b c d").sentence(1) == (
        "Replace token 1, 'b': 3 of 4 outputs move. In one layer 3 may look at it."
    )


def test_figure_frames_the_chosen_column_in_both_panels():
    fig = reach_figure(measure("a b c d"), 2)
    assert [ax.patches[0].get_xy() for ax in fig.axes] == [(1.5, -0.5)] * 2
    assert [ax.get_title() for ax in fig.axes] == ["one layer: may look", "measured: moves"]


def test_explorer_follows_its_controls():
    backwards = lambda text: measure(" ".join(text.split()[::-1]))  # noqa: E731
    explorer = ReachExplorer({"toy": measure, "backwards": backwards}, "a b <i>")
    assert (explorer.token.max, explorer.picture.value[:4]) == (2, b"\x89PNG")
    before = explorer.picture.value
    explorer.token.value = 2
    assert explorer.picture.value != before and "token 2, &#x27;&lt;i&gt;&#x27;: 1 of 3" in explorer.caption.value
    explorer.model.value = "backwards"
    assert "token 2, &#x27;a&#x27;" in explorer.caption.value
    explorer.text.value = "x"  # the slider goes back to a token that there is
    assert explorer.token.value == 0 and "token 0, &#x27;x&#x27;: 1 of 1" in explorer.caption.value
    explorer.text.value = "w " * 30
    assert "Shorten it" in explorer.caption.value
    assert repr(explorer) == "ReachExplorer(toy, backwards)"
