"""Reach is measured on toys whose wiring is known, and the explorer shows what was measured."""

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import AutoModel, PreTrainedTokenizerFast

from helpers.reach import MAX_TOKENS, Reach, ReachExplorer, moved_outputs, reach_figure, reach_of, stand_ins
from tests.support.tiny_models import tiny_config, tiny_model


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


def test_a_token_is_replaced_by_what_is_given():
    ids = torch.arange(10, 15)
    assert not moved_outputs(toy(torch.ones(5, 5)), ids, others=ids).any()
    assert moved_outputs(toy(torch.eye(5)), ids, others=ids + 1).sum() == 5


def test_rounding_is_not_taken_for_influence():
    def noisy(ids):  # a model that computes the same row a little differently elsewhere in the batch
        return 1 + 1e-13 * torch.arange(ids.numel(), dtype=torch.float64).view(*ids.shape, 1)

    assert not moved_outputs(noisy, torch.arange(4)).any()


@pytest.mark.parametrize("n", [0, MAX_TOKENS + 1])
def test_a_text_that_cannot_be_drawn_is_refused(n):
    with pytest.raises(ValueError, match=f"{n} tokens: 1 to {MAX_TOKENS}"):
        moved_outputs(toy(torch.eye(n)), torch.arange(n))


WORDS = ["<pad>", "<eos>", *(f"w{i}" for i in range(2, 60))]


def words():
    core = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="<pad>"))
    core.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return PreTrainedTokenizerFast(tokenizer_object=core, pad_token="<pad>", eos_token="<eos>")


@pytest.mark.parametrize(
    "kind", ["llama", "bert", "gpt2", "mamba", "roberta", "mixtral", "qwen3_next", "falcon", "gemma2"]
)
def test_reach_of_a_real_model_is_causal_or_everything_whatever_state_it_is_in(kind):
    model = tiny_model(tiny_config(kind, pad_token_id=0), AutoModel).half().train()
    seen = []
    model.register_forward_hook(lambda copy, *_: seen.append((copy.dtype, copy.training)))
    n = 5
    everything = torch.ones(n, n, dtype=torch.bool)
    expected = everything if kind in ("bert", "roberta") else everything.tril()
    reach = reach_of(model, words(), "w3 w2 w59 w3 w7", lambda n: expected[:n, :n])
    assert torch.equal(reach.moved, expected if kind != "gemma2" else reach.moved & expected)
    assert seen == [(torch.float64, False)]
    assert model.training and model.dtype == torch.float16, "the model itself is left alone"


def test_a_model_with_a_head_is_refused():
    with pytest.raises(ValueError, match="LlamaForCausalLM gives no last_hidden_state: .* model.base_model"):
        reach_of(tiny_model(tiny_config("llama")), words(), "w3 w4", torch.ones)


def test_an_empty_text_is_refused():
    with pytest.raises(ValueError, match="0 tokens: 1 to"):
        reach_of(tiny_model(tiny_config("llama"), AutoModel), words(), "", lambda n: torch.ones(n, n))


def test_a_stand_in_is_another_word_of_the_vocabulary_and_no_control_token():
    others = stand_ins(torch.arange(5), vocabulary=5, special={0, 1})
    assert others.tolist() == [2, 3, 3, 2, 2] and (others != torch.arange(5)).all()
    assert stand_ins(torch.tensor([0]), vocabulary=2, special={0, 1}).tolist() == [1], (
        "better a control token than none"
    )


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
    assert "Shorten it" in explorer.caption.value and explorer.picture.value == b""
    explorer.token.value = 0
    assert "Shorten it" in explorer.caption.value
    assert repr(explorer) == "ReachExplorer(toy, backwards)"


def test_explorer_opens_on_a_text_that_cannot_be_measured_and_recovers():
    explorer = ReachExplorer({"toy": measure}, "")
    assert "0 tokens" in explorer.caption.value
    explorer.token.value = 1
    explorer.text.value = "a b"
    assert "token 1, &#x27;b&#x27;" in explorer.caption.value and explorer.picture.value[:4] == b"\x89PNG"
