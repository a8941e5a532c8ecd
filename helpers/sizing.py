"""How big is it? Parameters, weight bytes, KV-cache bytes and attention-matrix bytes, all without loading a weight."""

import re

import torch
from transformers import AutoModelForCausalLM, PretrainedConfig

BITS_PER_VALUE = {"float32": 32, "bfloat16": 16, "float16": 16, "int8": 8, "int4": 4}
# Part of a transformer -> what its parameters are called in the families of the course. The first match counts, so the
# narrow names stand before the wide ones: an attention's norm is a norm, a shared expert is an ordinary feed-forward.
_PARTS = {
    "norms": r"(?i:norm)|\bln_",
    "experts": r"\.experts\.",
    "cross-attention": r"EncDecAttention|encoder_attn",
    "attention": r"attn|(?i:attention)",
    "feed-forward": r"mlp|ffn|intermediate|output\.dense|DenseReluDense|\bfc[12]\b",
    "embeddings": r"embed|\bw[tp]e\b|shared",
    "head": r"head|pooler",
}
PARTS = ("embeddings", "attention", "cross-attention", "feed-forward", "experts", "norms", "head")


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
    return sum(parameters_by_part(config, family).values())


def parameters_by_part(config: PretrainedConfig, family: type = AutoModelForCausalLM) -> dict[str, int]:
    """Parameters of each of PARTS, tied weights counted once: they sum to `count_parameters`.

    "experts" are those that a router chooses among; "feed-forward" holds dense layers, shared experts and the routers.
    "head" is 0 where the output matrix is the embedding table. Raises ValueError for a parameter that fits no part.
    """
    with torch.device("meta"):
        model = family.from_config(config)
    counts = dict.fromkeys(PARTS, 0)
    for name, parameter in model.named_parameters():  # names a tied parameter once
        part = next((part for part, names in _PARTS.items() if re.search(names, name)), None)
        if part is None:
            raise ValueError(f"{name} of {type(model).__name__} is in none of the known parts: add its name to _PARTS.")
        counts[part] += parameter.numel()
    return counts


def active_parameters(config: PretrainedConfig, family: type = AutoModelForCausalLM) -> int:
    """Parameters that take part in one token: all but the experts that its router leaves out.

    The embedding table counts in full, though a token reads one row of it. A dense model is all active.
    """
    counts = parameters_by_part(config, family)
    named = (_get(config, name) for name in ("n_routed_experts", "num_local_experts", "num_experts"))
    there, chosen = next(filter(None, named), 1), _get(config, "num_experts_per_tok") or 1
    return sum(counts.values()) - counts["experts"] + counts["experts"] * chosen // there


def weight_bytes(n_parameters: int, dtype: str | torch.dtype) -> int:
    """Bytes of `n_parameters` weights in `dtype`: the ideal, to which a quantised file adds its scales."""
    return n_parameters * bits_per_value(dtype) // 8


def kv_bytes_per_token(config: PretrainedConfig, dtype: str | torch.dtype) -> int:
    """Bytes that one token of one sequence adds to a decoder's KV cache, while no sliding window is full.

    2 (K and V) x layers x KV heads x head size x bytes per value; what else there is, `kv_cache_bytes` says.
    """
    return kv_cache_bytes(config, 1, dtype)


def kv_cache_bytes(config: PretrainedConfig, n_tokens: int, dtype: str | torch.dtype) -> int:
    """Bytes of the KV cache of one sequence of `n_tokens`.

    A layer with full attention keeps every token, one with a sliding window the last `sliding_window` of them, and a
    recurrent ("linear attention") layer none: its state of fixed size is not counted. Latent attention keeps one
    compressed vector instead of K and V (DeepSeek-AI, 2024, arXiv:2405.04434).
    """
    window = _get(config, "sliding_window")
    only = "sliding_attention" if window else "full_attention"
    kinds = _get(config, "layer_types") or [only] * config.num_hidden_layers
    kept = {"full_attention": n_tokens, "sliding_attention": min(n_tokens, window or n_tokens), "linear_attention": 0}
    return sum(kept[kind] for kind in kinds) * _values_per_token(config) * bits_per_value(dtype) // 8


def _values_per_token(config: PretrainedConfig) -> int:
    """Numbers that one layer keeps of one token."""
    if _get(config, "kv_lora_rank"):  # latent attention: the latent, and the part of the key that is rotated
        return config.kv_lora_rank + config.qk_rope_head_dim
    return 2 * _kv_heads(config) * (_get(config, "head_dim") or config.hidden_size // config.num_attention_heads)


def _kv_heads(config: PretrainedConfig) -> int:
    """Heads with K and V of their own: all (MHA), a few (GQA) or one (MQA); each family names it differently."""
    if _get(config, "multi_query") and not _get(config, "new_decoder_architecture"):
        return 1
    return _get(config, "num_key_value_heads") or _get(config, "num_kv_heads") or config.num_attention_heads


def _get(config: PretrainedConfig, name: str):
    return getattr(config, name, None)


def attention_matrix_bytes(n_tokens: int, n_heads: int, batch: int = 1, dtype: str | torch.dtype = "float32") -> int:
    """Bytes of the weights that eager attention writes out in one layer: batch x heads x n_tokens^2 x bytes."""
    return batch * n_heads * n_tokens**2 * bits_per_value(dtype) // 8
