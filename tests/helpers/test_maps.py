"""Attention maps of every architecture that transformers knows: rows that sum to 1, or a refusal by name."""

import pytest
import torch
from transformers import AutoModel
from transformers.models.auto.modeling_auto import (
    MODEL_FOR_CAUSAL_LM_MAPPING_NAMES,
    MODEL_FOR_MASKED_LM_MAPPING_NAMES,
)

from helpers.attention import ablate_head, attention_maps, entropy_bits, overview_figure, scores_figure, top_head
from tests.support.tiny_models import tiny_config, tiny_model

IDS = torch.arange(9)[None] + 3
# What is refused, and what the refusal says. All others give a table of weights.
REFUSED = {
    "big_bird": "no attention weights",
    "cpmant": "sum to 0",
    "falcon_mamba": "no attention weights",
    "fnet": "no attention weights",
    "inkling2_loop_text": r"shape \[1, 6, 9, 9\], \[1, 24, 9, 9\]",
    "inkling2_text": r"shape \[1, 6, 9, 9\], \[1, 48, 9, 9\]",
    "inkling_text": r"shape \[1, 6, 9, 9\], \[1, 64, 9, 9\]",
    "longformer": r"shape \[1, 6, 9, 513\]: expected \[1, heads, 9, 9\]",
    "mamba": "no attention weights",
    "mamba2": "no attention weights",
    "minimax": r"shape \[1, 6, 9, 9\], \[1, 6, 10, 10\]",
    "mllama": "weights of 4 of 6 layers",
    "mra": "no attention weights",
    "rwkv": r"shape \[1, 9, 48\]",
    "squeezebert": "scores that are no weights",
    "yoso": r"shape \[1, 9, 48\]",
} | dict.fromkeys("bart bigbird_pegasus mbart mvp plbart".split(), "encoder-decoder: pass the encoder")
SINKS = {"flint", "gpt_oss", "hy_v4"}
# transformers builds or runs no small model of these from ids alone.
NOT_RUN = """blenderbot blenderbot-small blt cohere_compass_text dbrx deepseek_v4 distilbert dory dots3_note
dots3_note_text emu3 esmc flaubert funnel fuyu gemma3 gemma3n gemma4_assistant gemma4_unified gemma4_unified_assistant
got_ocr2 llama4 luke marian mimo_v2_flash mobilebert modernvbert moss_transcribe_diarize musicgen musicgen_melody neomme
pegasus perceiver prophetnet qwen4_exp qwen4_exp_text reformer trocr ultravbert whisper xlm xlstm xmod""".split()
EVERY = set(MODEL_FOR_CAUSAL_LM_MAPPING_NAMES) | set(MODEL_FOR_MASKED_LM_MAPPING_NAMES)


@pytest.fixture(autouse=True)
def one_thread():
    """Models of this size only wait for each other's threads."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def eager(model_type, **besides):
    return tiny_model(tiny_config(model_type, **besides), AutoModel, attn_implementation="eager")


@pytest.mark.parametrize("model_type", sorted(EVERY - set(REFUSED) - set(NOT_RUN)))
def test_each_layer_that_attends_has_rows_that_sum_to_one_under_its_true_number(model_type):
    model = eager(model_type)
    maps = attention_maps(model, IDS)
    config = model.config.get_text_config()
    kinds = getattr(config, "layer_types", None) or ["full_attention"] * config.num_hidden_layers
    attends = [kind not in ("linear_attention", "conv", "moe") for kind in kinds]
    assert maps.shape[0] == len(kinds) and maps.shape[2:] == (9, 9)
    assert [not layer.isnan().any() for layer in maps] == attends == [not layer.isnan().all() for layer in maps]
    sums = maps[attends].sum(-1)
    if model_type in SINKS:
        assert 0 < sums.min() and sums.max() < 1, "a sink took the rest"
    else:
        torch.testing.assert_close(sums, torch.ones_like(sums))


@pytest.mark.parametrize("model_type", REFUSED)
def test_what_has_no_such_table_is_refused_by_name(model_type):
    model = eager(model_type)
    with pytest.raises(ValueError, match=f"{type(model).__name__}.*{REFUSED[model_type]}"):
        attention_maps(model, IDS)


def test_a_hybrid_keeps_its_layer_numbers_in_scores_figures_and_ablation():
    model = eager("qwen3_next")  # layers 1, 3 and 5 attend
    maps = attention_maps(model, IDS)
    scores = entropy_bits(maps)
    layer, head = top_head(scores)
    assert layer in (1, 3, 5) and scores[layer, head] == scores[[1, 3, 5]].max()
    assert overview_figure(maps).axes[0].images[0].get_array().mask[:9].all(), "layer 0 is drawn as missing"
    image = scores_figure(scores, "entropy").axes[0].images[0]
    assert image.norm.vmax == pytest.approx(scores[layer, head].item())
    whole = model(IDS).last_hidden_state
    with ablate_head(model, layer, head):
        assert not torch.allclose(model(IDS).last_hidden_state, whole)
    with pytest.raises(IndexError, match=r"no attention in layer 2: the layers that have it are \[1, 3, 5\]"):
        with ablate_head(model, 2, 0):
            pass


def test_a_model_with_two_stacks_is_refused_for_ablation():
    two = torch.nn.ModuleDict({"eye": eager("llama"), "text": eager("qwen3")})
    with pytest.raises(ValueError, match="ModuleDict has several stacks of layers: pass one of them"):
        with ablate_head(two, 0, 0):
            pass
