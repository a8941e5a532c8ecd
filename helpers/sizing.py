"""How big is it? Parameters, weight bytes, KV-cache bytes and attention-matrix bytes, all without loading a weight."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import torch
from transformers import MODEL_FOR_MASKED_LM_MAPPING, AutoModelForCausalLM, DynamicCache, PretrainedConfig
from transformers.cache_utils import (
    DummyLayer,
    DynamicIndexedLayer,
    DynamicLayer,
    DynamicSlidingWindowLayer,
    LinearAttentionAndFullAttentionLayer,
    LinearAttentionAndSlidingWindowAttentionLayer,
    LinearAttentionLayer,
)
from transformers.utils import logging

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
# Names that configurations give to the experts of a layer, and to those of them that work on one token.
_EXPERTS = ("n_routed_experts", "num_local_experts", "num_experts", "moe_num_experts")
_CHOSEN = ("num_experts_per_tok", "num_experts_per_token", "moe_topk", "moe_k")
# What transformers keeps of a sequence in one layer: every token, the last of them, or none.
_KEEP_ALL = (DynamicLayer, DynamicIndexedLayer, LinearAttentionAndFullAttentionLayer)
_KEEP_WINDOW = (DynamicSlidingWindowLayer, LinearAttentionAndSlidingWindowAttentionLayer)
_KEEP_NONE = (DummyLayer, LinearAttentionLayer)
_MEASURE = "Run a small model of that kind, and add up the tensors of its cache."
# A key of a configuration -> why a formula over its other keys would be wrong.
_BEYOND_THE_FORMULA = {
    "swa_num_key_value_heads": "its window layers have heads of their own",
    "attention_value_scale": "its window layers have more KV heads than its configuration says",
    "loop_num_passes": "some of its layers run several times and keep a cache for each",
    "n_recurrent_loops": "some of its layers run several times and keep a cache for each",
    "prompt_types": "it puts tokens of its own before every prompt",
    "compress_rates": "it keeps several tokens as one",
    "indexer_compress_ratio": "its index keeps several tokens as one",
}


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
    family: the Auto class to build it with; it decides which head is counted (AutoModel: none), and must know the
    configuration (AutoModelForImageTextToText for one that also sees). Raises ValueError if it does not.
    """
    return sum(_sizes_by_name(config, family).values())


def _sizes_by_name(config: PretrainedConfig, family: type = AutoModelForCausalLM) -> dict[str, int]:
    """The size of each parameter, a tied one once."""
    try:
        model = _on_meta(config, family)
    except ValueError as error:
        if "Unrecognized configuration class" not in str(error):
            raise
        raise ValueError(
            f"{family.__name__} builds no model from {type(config).__name__}: pass the Auto class that does, "
            "such as family=AutoModelForSeq2SeqLM or AutoModelForImageTextToText."
        ) from None
    return {name: parameter.numel() for name, parameter in model.named_parameters()}


def _on_meta(config: PretrainedConfig, family: type, **options):
    with torch.device("meta"):
        return family.from_config(config, **options)


def parameters_by_part(config: PretrainedConfig, family: type = AutoModelForCausalLM) -> dict[str, int]:
    """Parameters of each of PARTS, tied weights counted once: they sum to `count_parameters`.

    "experts" are those that a router chooses among; "feed-forward" holds dense layers, shared experts and the routers.
    "head" is 0 where the output matrix is the embedding table. Raises ValueError for a parameter that fits no part:
    such a model has a total (`count_parameters`) and no parts.
    """
    counts = dict.fromkeys(PARTS, 0)
    for name, size in _sizes_by_name(config, family).items():
        part = next((part for part, names in _PARTS.items() if re.search(names, name)), None)
        if part is None:
            raise ValueError(
                f"{name} of {type(config).__name__} is in none of the known parts ({', '.join(PARTS)}): "
                "count_parameters gives the total."
            )
        counts[part] += size
    return counts


def active_parameters(config: PretrainedConfig, family: type = AutoModelForCausalLM) -> int:
    """Parameters that take part in one token: all but the experts that its router leaves out.

    The embedding table counts in full, though a token reads one row of it. A dense model is all active. Raises
    ValueError for experts whose number, or how many of them a token gets, is not in the configuration.
    """
    sizes = _sizes_by_name(config, family)
    experts = sum(size for name, size in sizes.items() if re.search(_PARTS["experts"], name))
    if not experts:
        return sum(sizes.values())
    text = _decoder_part(config)
    there, chosen = _first(text, _EXPERTS), _first(text, _CHOSEN)
    if not there or not chosen:
        raise ValueError(
            f"{type(text).__name__} has experts, but names neither {' nor '.join(_EXPERTS if not there else _CHOSEN)}."
        )
    return sum(sizes.values()) - experts + experts * chosen // there


def weight_bytes(n_parameters: int, dtype: str | torch.dtype) -> int:
    """Bytes of `n_parameters` weights in `dtype`: the ideal, to which a quantised file adds its scales."""
    return n_parameters * bits_per_value(dtype) // 8


def kv_bytes_per_token(config: PretrainedConfig, dtype: str | torch.dtype) -> int:
    """Bytes that one token of one sequence adds to a decoder's KV cache, while no sliding window is full.

    2 (K and V) x layers x KV heads x head size x bytes per value; what else there is, `kv_cache_bytes` says.
    """
    return kv_cache_bytes(config, 1, dtype)


def kv_cache_bytes(config: PretrainedConfig, n_tokens: int, dtype: str | torch.dtype, source_tokens: int = 0) -> int:
    """Bytes of the KV cache of one sequence of `n_tokens`.

    A layer with full attention keeps every token, one with a sliding window or with chunks the last ones that fit, and
    a recurrent or convolution layer none (`state_bytes` counts what it holds). A layer that uses another's cache has
    none of its own. Latent attention keeps one compressed vector instead of K and V (DeepSeek-AI, 2024,
    arXiv:2405.04434); an index for sparse attention adds a key of its own.
    source_tokens: what cross-attention looks at, the source of an encoder-decoder or the patches of a picture.
    config: of a decoder, an encoder-decoder, or a model with such a part. Raises ValueError, by name, for an encoder
    and for a decoder that keeps something else.
    """
    values = 0
    for layer in _cache_layers(config):
        kept = layer.kept(n_tokens, source_tokens)
        values += kept and kept * _values_per_token(layer)  # a layer without attention names no heads
    return values * bits_per_value(dtype) // 8


def state_bytes(config: PretrainedConfig, dtype: str | torch.dtype) -> int:
    """Bytes that the recurrent and convolution layers hold for one sequence, however long it is; 0 if there are none.

    Every family has a formula of its own, so it is read from the model itself: one token goes through it on the meta
    device. dtype: of what follows the model's dtype; what the library holds in float32 in any case (in most families
    the recurrent part) counts 4 bytes. Raises ValueError as `kv_cache_bytes`, and if the state is not in the cache.
    """
    kv_cache_bytes(config, 1, dtype)  # refuses what it does not know
    if not any(isinstance(layer.cache, LinearAttentionLayer) for layer in _cache_layers(config)):
        return 0
    text = _decoder_part(config)
    model = _on_meta(text, AutoModelForCausalLM, dtype=torch.bfloat16).eval()
    cache = DynamicCache(config=text)
    with torch.inference_mode(), _without_notices():
        model(torch.zeros(1, 1, dtype=torch.long, device="meta"), cache=cache, use_cache=True)
    bits = 0
    for layer in (layer for layer in cache.layers if isinstance(layer, LinearAttentionLayer)):
        for state in (*layer.conv_states.values(), *layer.recurrent_states.values()):
            if state is not None:
                bits += state.numel() * (32 if state.dtype == torch.float32 else bits_per_value(dtype))
    if not bits:
        raise ValueError(f"{type(text).__name__} holds its state outside of its cache. {_MEASURE}")
    return bits // 8


@contextmanager
def _without_notices() -> Iterator[None]:
    """The library says which kernels are not installed: true, and nothing to a question of sizes."""
    before = logging.get_verbosity()
    logging.set_verbosity_error()
    try:
        yield
    finally:
        logging.set_verbosity(before)


class _Layer(NamedTuple):
    """One layer that could own a cache: what transformers keeps for it, its configuration, and what is special."""

    cache: object
    config: PretrainedConfig
    crosses: bool  # it looks at another sequence
    has_index: bool  # it picks the tokens that it looks at with keys of its own

    def kept(self, n_tokens: int, source_tokens: int) -> int:
        """The tokens whose K and V it holds."""
        if self.crosses:
            return source_tokens
        if type(self.cache) in _KEEP_NONE:
            return 0
        return min(n_tokens, self.cache.sliding_window) if type(self.cache) in _KEEP_WINDOW else n_tokens


def _decoder_part(config: PretrainedConfig) -> PretrainedConfig:
    """The configuration of what writes text: of a model that also sees or hears, one part."""
    part = config.get_text_config(decoder=True)
    return config if type(part) is type(config) else part  # of a flat encoder-decoder it is a copy that lost keys


def _cache_layers(config: PretrainedConfig) -> list[_Layer]:
    """Raises ValueError, by name, for what this module would count wrongly."""
    text = _decoder_part(config)
    name = type(text).__name__
    for key, reason in _BEYOND_THE_FORMULA.items():
        if hasattr(text, key):
            raise ValueError(f"the KV cache of {name} has no simple formula: {reason}. {_MEASURE}")
    if not config.is_encoder_decoder and _is_encoder(text):
        raise ValueError(f"{name} describes an encoder, which keeps no KV cache (a decoder has is_decoder=True).")
    n_layers = _first(text, ("num_decoder_layers", "decoder_layers"))
    if n_layers:  # an encoder-decoder of the old kind, one flat configuration for both
        own = [(DynamicLayer(), text)] * n_layers
    else:
        own = list(zip(_kept_by_transformers(text), text.per_layer_config, strict=True))
    across = _first(text, ("cross_attention_layers",)) or ()
    indexes = _first(text, ("indexer_types",)) or ["full"] * len(own)  # "shared": it takes the choice of another layer
    layers = [
        _Layer(*pair, i in across, kind != "shared") for i, (pair, kind) in enumerate(zip(own, indexes, strict=True))
    ]
    if config.is_encoder_decoder:
        layers += [_Layer(*pair, True, False) for pair in own]
    return layers


def _is_encoder(text: PretrainedConfig) -> bool:
    if _first(text, ("is_decoder",)):
        return False
    could_be_both = hasattr(text, "is_decoder") and hasattr(text, "add_cross_attention")
    return could_be_both or type(text) in MODEL_FOR_MASKED_LM_MAPPING


def _kept_by_transformers(text: PretrainedConfig) -> list:
    """One cache layer of transformers for each layer of the model."""
    try:
        layers = DynamicCache(config=text).layers
    except (KeyError, AttributeError) as error:  # a kind without a cache of the library's; no layers at all
        raise ValueError(f"{type(text).__name__} keeps a cache of another kind: {error}. {_MEASURE}") from None
    strange = {type(layer) for layer in layers}.difference(_KEEP_ALL, _KEEP_WINDOW, _KEEP_NONE)
    if strange or not hasattr(text, "use_cache"):
        kinds = ", ".join(kind.__name__ for kind in strange) or "none of transformers' caches"
        raise ValueError(f"{type(text).__name__} keeps {kinds}. {_MEASURE}")
    return layers


def _values_per_token(layer: _Layer) -> int:
    """Numbers that one layer keeps of one token."""
    config = layer.config
    index = config.index_head_dim if type(layer.cache) is DynamicIndexedLayer and layer.has_index else 0
    if _first(config, ("kv_lora_rank",)):  # latent attention: the latent, and the part of the key that is rotated
        return index + config.kv_lora_rank + config.qk_rope_head_dim
    heads = _first(config, ("decoder_attention_heads", "num_attention_heads"))
    if not heads:
        raise ValueError(f"{type(config).__name__} names no attention heads: it has no K and V to count. {_MEASURE}")
    head_dim = _first(config, ("d_kv", "head_dim")) or config.hidden_size // heads
    return index + 2 * _kv_heads(config, heads) * head_dim


def _kv_heads(config: PretrainedConfig, heads: int) -> int:
    """Heads with K and V of their own: all (MHA), a few (GQA) or one (MQA); each family names it differently."""
    if _first(config, ("multi_query",)) and not _first(config, ("new_decoder_architecture",)):
        return 1
    if _first(config, ("decoder_attention_heads",)):
        return heads
    return _first(config, ("num_key_value_heads", "num_kv_heads")) or heads


def _first(config: PretrainedConfig, names: tuple[str, ...]):
    """The first of these keys that is there and is not None, 0 or False."""
    return next(filter(None, (getattr(config, name, None) for name in names)), None)


def attention_matrix_bytes(n_tokens: int, n_heads: int, batch: int = 1, dtype: str | torch.dtype = "float32") -> int:
    """Bytes of the weights that eager attention writes out in one layer: batch x heads x n_tokens^2 x bytes."""
    return batch * n_heads * n_tokens**2 * bits_per_value(dtype) // 8
