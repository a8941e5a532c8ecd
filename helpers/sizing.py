"""How big is it? Parameters, weight bytes, KV-cache bytes and attention-matrix bytes, all without loading a weight."""

import torch
from transformers import AutoModelForCausalLM, PretrainedConfig

BITS_PER_VALUE = {"float32": 32, "bfloat16": 16, "float16": 16, "int8": 8, "int4": 4}


def bits_per_value(dtype: str | torch.dtype) -> int:
    """Bits that one number takes in `dtype`: a key of BITS_PER_VALUE, or the torch dtype of that name.

    Raises ValueError for any other.
    """
    name = str(dtype).removeprefix("torch.")
    if name not in BITS_PER_VALUE:
        raise ValueError(f"Unknown dtype {dtype!r}: expected one of {', '.join(BITS_PER_VALUE)}.")
    return BITS_PER_VALUE[name]


def count_parameters(config: PretrainedConfig, family: type = AutoModelForCausalLM) -> int:
    """Parameters of the model that `config` describes, tied weights counted once.

    It is built on the meta device, which has shapes and no storage, so a 70B model costs no memory.
    family: the Auto class to build it with; it decides which head is counted (AutoModel: none).
    """
    with torch.device("meta"):
        return family.from_config(config).num_parameters()


def weight_bytes(n_parameters: int, dtype: str | torch.dtype) -> int:
    """Bytes of `n_parameters` weights in `dtype`: the ideal, to which a quantised file adds its scales."""
    return n_parameters * bits_per_value(dtype) // 8


def kv_bytes_per_token(config: PretrainedConfig, dtype: str | torch.dtype) -> int:
    """Bytes that one token of one sequence adds to a decoder's KV cache.

    2 (K and V) x layers x KV heads x head size x bytes per value.
    """
    head_size = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    return 2 * config.num_hidden_layers * _kv_heads(config) * head_size * bits_per_value(dtype) // 8


def _kv_heads(config: PretrainedConfig) -> int:
    """Heads with K and V of their own: all (MHA), a few (GQA) or one (MQA); each family names it differently."""
    if getattr(config, "multi_query", False) and not getattr(config, "new_decoder_architecture", False):
        return 1
    named = getattr(config, "num_key_value_heads", None) or getattr(config, "num_kv_heads", None)
    return named or config.num_attention_heads


def attention_matrix_bytes(n_tokens: int, n_heads: int, batch: int = 1, dtype: str | torch.dtype = "float32") -> int:
    """Bytes of the weights that eager attention writes out in one layer: batch x heads x n_tokens^2 x bytes."""
    return batch * n_heads * n_tokens**2 * bits_per_value(dtype) // 8
