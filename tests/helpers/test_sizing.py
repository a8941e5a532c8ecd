"""The formulas against published figures: model cards, papers and counts of the released checkpoints."""

import subprocess
import sys

import pytest
import torch
from transformers import (
    AutoModel,
    AutoModelForCausalLM,
    AutoModelForImageTextToText,
    AutoModelForSeq2SeqLM,
    BertConfig,
    DeepseekV3Config,
    FalconConfig,
    Gemma3Config,
    Gemma3TextConfig,
    GPT2Config,
    GptOssConfig,
    LlamaConfig,
    LlavaConfig,
    MistralConfig,
    MixtralConfig,
    OPTConfig,
    PhiConfig,
    Qwen3_5MoeConfig,
    Qwen3_5MoeTextConfig,
    Qwen3MoeConfig,
    T5Config,
)

from helpers.sizing import (
    BITS_PER_VALUE,
    PARTS,
    active_parameters,
    attention_matrix_bytes,
    bits_per_value,
    count_parameters,
    kv_bytes_per_token,
    kv_cache_bytes,
    parameters_by_part,
    state_bytes,
    weight_bytes,
)

GPT2 = GPT2Config()
GPT2_XL = GPT2Config(n_embd=1600, n_layer=48, n_head=25)
LLAMA2_7B = LlamaConfig()
LLAMA2_70B = LlamaConfig(
    hidden_size=8192, intermediate_size=28672, num_hidden_layers=80, num_attention_heads=64, num_key_value_heads=8
)
MISTRAL_7B = MistralConfig()
PHI_2 = PhiConfig(hidden_size=2560, intermediate_size=10240, num_hidden_layers=32, num_attention_heads=32)
FALCON_7B = FalconConfig()
FALCON_40B = FalconConfig(
    hidden_size=8192, num_hidden_layers=60, num_attention_heads=128, num_kv_heads=8, new_decoder_architecture=True
)


@pytest.mark.parametrize(
    ("config", "parameters"),
    [(GPT2, 124_439_808), (GPT2_XL, 1_557_611_200), (LLAMA2_7B, 6_738_415_616), (LLAMA2_70B, 68_976_648_192),
     (MISTRAL_7B, 7_241_732_096)],
    ids=["gpt2", "gpt2-xl", "llama2-7b", "llama2-70b", "mistral-7b"],
)  # fmt: skip
def test_counts_are_those_of_the_released_checkpoints(config, parameters):
    assert count_parameters(config) == parameters


def test_the_family_decides_which_head_is_counted():
    assert count_parameters(BertConfig(), AutoModel) == 109_482_240


def test_parts_of_gpt2_are_those_of_its_numbers():
    """12 layers of width 768: attention 4 d^2 + 4 d, feed-forward 8 d^2 + 5 d, norms 4 d; the head is tied."""
    width, layers = 768, 12
    assert parameters_by_part(GPT2) == dict.fromkeys(PARTS, 0) | {
        "embeddings": (50_257 + 1024) * width, "attention": layers * (4 * width**2 + 4 * width),
        "feed-forward": layers * (8 * width**2 + 5 * width), "norms": layers * 4 * width + 2 * width}  # fmt: skip


def test_parts_of_an_encoder_decoder_and_of_an_untied_head():
    t5 = parameters_by_part(T5Config(), AutoModelForSeq2SeqLM)
    assert t5["cross-attention"] == 6 * 4 * 512**2
    assert t5["attention"] == 2 * (6 * 4 * 512**2 + 32 * 8)  # each stack has one table of relative positions
    assert parameters_by_part(LLAMA2_7B)["head"] == parameters_by_part(LLAMA2_7B)["embeddings"] == 32_000 * 4096


def test_a_parameter_of_no_known_part_is_refused_and_counts_in_the_total():
    config = OPTConfig(word_embed_proj_dim=64, num_hidden_layers=1)
    with pytest.raises(ValueError, match="project_out.* none of the known parts"):
        parameters_by_part(config)
    with torch.device("meta"):
        assert count_parameters(config) == AutoModelForCausalLM.from_config(config).num_parameters()


QWEN3_30B = Qwen3MoeConfig(moe_intermediate_size=768, num_hidden_layers=48, num_key_value_heads=4, head_dim=128)
GPT_OSS_20B = GptOssConfig(num_hidden_layers=24, num_local_experts=32)  # its card leaves the embedding table out


@pytest.mark.parametrize(
    ("config", "total", "active"),
    [(MixtralConfig(), 46.7e9, 12.9e9), (DeepseekV3Config(), 671e9, 37e9), (QWEN3_30B, 30.5e9, 3.3e9),
     (GPT_OSS_20B, 20.9e9, 3.61e9 + 201_088 * 2880), (LLAMA2_7B, 6.74e9, 6.74e9)],
    ids=["mixtral", "deepseek-v3", "qwen3-30b-a3b", "gpt-oss-20b", "dense"],
)  # fmt: skip
def test_active_parameters_are_those_that_the_makers_state(config, total, active):
    assert count_parameters(config) == pytest.approx(total, rel=0.01)
    assert active_parameters(config) == pytest.approx(active, rel=0.02)


@pytest.mark.parametrize(
    ("config", "bytes_per_token"),
    [(LLAMA2_7B, 524_288), (LLAMA2_70B, 327_680), (MISTRAL_7B, 131_072), (PHI_2, 327_680), (FALCON_7B, 8_192),
     (FALCON_40B, 122_880), (GPT2, 36_864), (GPT2_XL, 307_200)],
    ids=["llama2-7b", "llama2-70b", "mistral-7b", "phi-2", "falcon-7b", "falcon-40b", "gpt2", "gpt2-xl"],
)  # fmt: skip
def test_kv_cache_per_token_in_16_bit(config, bytes_per_token):
    assert kv_bytes_per_token(config, "float16") == bytes_per_token
    assert kv_bytes_per_token(config, torch.float32) == 2 * bytes_per_token


def test_a_hybrid_counts_its_attention_layers_and_a_full_window_grows_no_more():
    hybrid = LlamaConfig(layer_types=["linear_attention", "full_attention"] * 16)
    assert kv_bytes_per_token(hybrid, "float16") == kv_bytes_per_token(LLAMA2_7B, "float16") // 2
    window = MistralConfig(sliding_window=4096)
    assert kv_cache_bytes(window, 4096, "float16") == kv_cache_bytes(window, 10**6, "float16") == 4096 * 131_072


def test_the_state_of_qwen3_5_is_the_sum_of_its_recurrent_and_its_convolution_layers():
    """30 layers of 32 heads of 128 x 128 in float32, and the last 4 inputs of a convolution over Q, K and V."""
    recurrent, convolution = 30 * 32 * 128 * 128, 30 * (2 * 16 * 128 + 32 * 128) * 4
    assert recurrent * 4 == 62_914_560 == 3072 * kv_bytes_per_token(Qwen3_5MoeTextConfig(), "bfloat16")
    assert state_bytes(Qwen3_5MoeTextConfig(), "bfloat16") == recurrent * 4 + convolution * 2
    assert state_bytes(Qwen3_5MoeTextConfig(), "float32") == (recurrent + convolution) * 4
    assert state_bytes(LLAMA2_7B, "bfloat16") == 0


def test_asking_for_a_state_writes_nothing_to_stderr_and_leaves_the_library_as_it_was():
    ask = "import helpers.sizing as s, transformers as t; before = t.utils.logging.get_verbosity(); "
    ask += "s.state_bytes(t.MambaConfig(), 'float16'); assert t.utils.logging.get_verbosity() == before"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_nested_configuration_counts_as_its_text_part_and_has_a_total_without_parts():
    assert kv_bytes_per_token(Gemma3Config(), "bfloat16") == kv_bytes_per_token(Gemma3TextConfig(), "bfloat16")
    assert kv_bytes_per_token(LlavaConfig(), "float16") == kv_bytes_per_token(LLAMA2_7B, "float16")
    assert state_bytes(Qwen3_5MoeConfig(), "float32") == state_bytes(Qwen3_5MoeTextConfig(), "float32")
    eyes = count_parameters(LlavaConfig().vision_config, AutoModel)
    assert count_parameters(LlavaConfig(), AutoModelForImageTextToText) > count_parameters(LLAMA2_7B) + eyes
    with pytest.raises(ValueError, match="LlavaConfig is in none .* count_parameters gives the total"):
        parameters_by_part(LlavaConfig(), AutoModelForImageTextToText)
    with pytest.raises(ValueError, match="AutoModelForCausalLM builds no model from LlavaConfig: pass the Auto class"):
        count_parameters(LlavaConfig())


def test_experts_that_the_configuration_does_not_count_are_refused():
    config = MixtralConfig(num_hidden_layers=1, num_local_experts=4)
    config.num_experts_per_tok = 0
    with pytest.raises(ValueError, match="MixtralConfig has experts, but names neither num_experts_per_tok nor"):
        active_parameters(config)


def test_attention_matrix_equals_a_real_one():
    weights = torch.zeros(2, 12, 64, 64, dtype=torch.bfloat16)
    assert attention_matrix_bytes(64, n_heads=12, batch=2, dtype=weights.dtype) == weights.nbytes
    assert attention_matrix_bytes(4096, n_heads=32) == 32 * 4096**2 * 4


@pytest.mark.parametrize(
    ("dtype", "gigabytes"),
    [("float32", 26.95), (torch.bfloat16, 13.48), ("float16", 13.48), ("int8", 6.74), ("int4", 3.37)],
)
def test_llama2_7b_weights(dtype, gigabytes):
    assert round(weight_bytes(6_738_415_616, dtype) / 1e9, 2) == gigabytes


@pytest.mark.parametrize("dtype", ["fp16", "int3", torch.complex64])
def test_an_unknown_dtype_is_refused_with_the_known_ones(dtype):
    with pytest.raises(ValueError, match="Unknown dtype .* expected one of float32, bfloat16"):
        bits_per_value(dtype)


def test_bits_agree_with_torch():
    for name in ("float32", "bfloat16", "float16", "int8"):
        assert BITS_PER_VALUE[name] == 8 * getattr(torch, name).itemsize
