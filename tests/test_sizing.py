"""The formulas against published figures: model cards, papers and counts of the released checkpoints."""

import pytest
import torch
from transformers import (
    AutoModel,
    BertConfig,
    DynamicCache,
    FalconConfig,
    GPT2Config,
    LlamaConfig,
    LlamaForCausalLM,
    MistralConfig,
    PhiConfig,
)

from helpers.sizing import (
    BITS_PER_VALUE,
    attention_matrix_bytes,
    bits_per_value,
    count_parameters,
    kv_bytes_per_token,
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


@pytest.mark.parametrize(
    ("config", "bytes_per_token"),
    [(LLAMA2_7B, 524_288), (LLAMA2_70B, 327_680), (MISTRAL_7B, 131_072), (PHI_2, 327_680), (FALCON_7B, 8_192),
     (FALCON_40B, 122_880), (GPT2, 36_864), (GPT2_XL, 307_200)],
    ids=["llama2-7b", "llama2-70b", "mistral-7b", "phi-2", "falcon-7b", "falcon-40b", "gpt2", "gpt2-xl"],
)  # fmt: skip
def test_kv_cache_per_token_in_16_bit(config, bytes_per_token):
    assert kv_bytes_per_token(config, "float16") == bytes_per_token
    assert kv_bytes_per_token(config, torch.float32) == 2 * bytes_per_token


def test_kv_formula_equals_a_real_cache():
    config = LlamaConfig(
        vocab_size=50, hidden_size=48, intermediate_size=64, num_hidden_layers=3, num_attention_heads=6,
        num_key_value_heads=2, head_dim=10,
    )  # fmt: skip
    cache = DynamicCache(config=config)
    with torch.inference_mode():
        LlamaForCausalLM(config)(torch.arange(7).unsqueeze(0), past_key_values=cache, use_cache=True)
    held = sum(layer.keys.nbytes + layer.values.nbytes for layer in cache.layers)
    assert kv_bytes_per_token(config, "float32") * 7 == held


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
