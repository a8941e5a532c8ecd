"""The KV and state formulas against the cache of a real tiny model, for every architecture that transformers knows."""

import json
from pathlib import Path

import pytest
import torch
from transformers import (
    AutoConfig,
    AutoModelForImageTextToText,
    AutoModelForSeq2SeqLM,
    AutoModelForSpeechSeq2Seq,
    DynamicCache,
    LlamaConfig,
)
from transformers.cache_utils import DynamicSlidingWindowLayer
from transformers.configuration_utils import ALLOWED_ATTN_LAYER_TYPES
from transformers.models.auto.modeling_auto import (
    MODEL_FOR_CAUSAL_LM_MAPPING_NAMES,
    MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES,
)

from helpers.models import CATALOGUE, LAB_FOLDER
from helpers.sizing import kv_bytes_per_token, kv_cache_bytes, state_bytes
from tests.support.tiny_models import tiny_config, tiny_model

ROOT = Path(__file__).resolve().parents[2]
ROWS = json.loads((ROOT / "notebooks" / "data" / "model_configs.json").read_text(encoding="utf-8"))
LAB_TYPES = {json.loads((LAB_FOLDER / role / "config.json").read_text())["model_type"] for role in CATALOGUE}
# An architecture for each kind of layer that transformers knows; None where none of its language models is counted.
KINDS = {
    "full_attention": "qwen3",
    "sliding_attention": "gemma2",
    "chunked_attention": "llama4_text",
    "indexed_attention": "deepseek_v32",
    "conv": "lfm2",
    "moe": "nemotron_h",
    "hybrid": "falcon_h1",
    "linear_attention": "qwen3_next",
    "window_attention": None,
    "compressed_sparse_attention": None,
    "heavily_compressed_attention": None,
    "minimax_m3_sparse": None,
    "hybrid_sliding": None,
    "reference_sliding_attention": None,
}
# What is refused, and what the refusal must name. All others are counted, and equal to their real cache.
REFUSED = {
    "blt": "no attribute 'num_hidden_layers'",
    "cpmant": "tokens of its own before every prompt",
    "deepseek_v4": "several tokens as one",
    "dory": "run several times",
    "inkling2_loop_text": "heads of their own",
    "inkling2_text": "heads of their own",
    "inkling_text": "heads of their own",
    "mimo_v2_flash": "more KV heads",
    "openai-gpt": "none of transformers' caches",
    "qwen4_exp": "several tokens as one",
    "qwen4_exp_text": "several tokens as one",
    "rwkv": "no attention heads",
    "xlnet": "none of transformers' caches",
    "xlstm": "no attention heads",
} | dict.fromkeys(
    """bert bert-generation big_bird camembert data2vec-text electra ernie megatron-bert reformer rembert roberta
    roberta-prelayernorm roc_bert roformer xlm xlm-roberta xlm-roberta-xl xmod""".split(),
    "describes an encoder",
)
STATE_REFUSED = {"minimax": "cache of its own", "recurrent_gemma": "outside of its cache"}
# transformers builds no small model of these: their defaults fail, or need another package, or parts stay large. The
# text part of most is an architecture of its own in the list.
NOT_BUILT = """cohere_compass_text dbrx dots3_note dots3_note_text fuyu gemma3 gemma3n gemma4_assistant gemma4_unified
gemma4_unified_assistant got_ocr2 moss_transcribe_diarize musicgen musicgen_melody encoder-decoder t5gemma2""".split()
EVERY = set(MODEL_FOR_CAUSAL_LM_MAPPING_NAMES) | set(MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES)
COUNTED = sorted((EVERY | LAB_TYPES) - set(REFUSED) - set(NOT_BUILT))


@pytest.fixture(autouse=True)
def one_thread():
    """Models of this size only wait for each other's threads."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def held_bytes(cache):
    """Bytes of K and V, of the index, and of what a full window dropped last: the next token would push it out."""
    held = 0
    for layer in cache.layers:
        parts = [getattr(layer, name, None) for name in ("keys", "values", "indexer_keys")]
        size = sum(part.nbytes for part in parts if part is not None)
        full = isinstance(layer, DynamicSlidingWindowLayer) and layer.cumulative_length >= layer.sliding_window
        held += size * layer.sliding_window // (layer.sliding_window - 1) if full else size
    return held


def held_state_bytes(cache):
    states = [getattr(layer, name, {}) for layer in cache.layers for name in ("conv_states", "recurrent_states")]
    return sum(state.nbytes for parts in states for state in parts.values() if state is not None)


@pytest.mark.parametrize("model_type", COUNTED)
def test_the_formulas_equal_the_cache_of_a_real_tiny_model(model_type):
    config = tiny_config(model_type)
    if config.is_encoder_decoder:
        check_encoder_decoder(config)
    elif model_type in MODEL_FOR_CAUSAL_LM_MAPPING_NAMES:
        check_decoder(config, model_type)
    else:  # it hears, and writes with a decoder that has a line of its own
        assert kv_bytes_per_token(config, "float32") == kv_bytes_per_token(config.get_text_config(), "float32")


def check_decoder(config, model_type):
    model = tiny_model(config)
    for n_tokens in (3, 9):  # the windows are 4
        cache = DynamicCache(config=config)
        with torch.inference_mode():
            out = model(torch.arange(n_tokens)[None] + 3, cache=None if model_type == "minimax" else cache)
        cache = out.get("cache") or cache
        assert kv_cache_bytes(config, n_tokens, "float32") == held_bytes(cache)
    if model_type in STATE_REFUSED:
        with pytest.raises(ValueError, match=STATE_REFUSED[model_type]):
            state_bytes(config, "float32")
    else:
        assert state_bytes(config, "float32") == held_state_bytes(cache)


def check_encoder_decoder(config):
    hears = config.model_type == "whisper"
    source = {"encoder_outputs": (torch.randn(1, 5, 48),)} if hears else {"input_ids": torch.arange(5)[None] + 3}
    model = tiny_model(config, AutoModelForSpeechSeq2Seq if hears else AutoModelForSeq2SeqLM)
    with torch.inference_mode():
        cache = model(**source, decoder_input_ids=torch.arange(3)[None] + 3).cache
    written, source = held_bytes(cache.self_attention_cache), held_bytes(cache.cross_attention_cache)
    assert kv_cache_bytes(config, 3, "float32", source_tokens=5) == written + source
    assert kv_bytes_per_token(config, "float32") == written // 3


@pytest.mark.parametrize("model_type", REFUSED)
def test_what_is_not_counted_is_refused_by_name(model_type):
    config = tiny_config(model_type)
    for ask in (kv_bytes_per_token, state_bytes):
        with pytest.raises(ValueError, match=REFUSED[model_type]) as caught:
            ask(config, "float32")
        assert type(config.get_text_config()).__name__ in str(caught.value)


@pytest.mark.parametrize("kind", ALLOWED_ATTN_LAYER_TYPES)
def test_every_kind_of_layer_is_counted_or_refused(kind):
    if KINDS[kind]:
        assert kind in tiny_config(KINDS[kind]).layer_types
    else:
        with pytest.raises(ValueError, match="Llama.* keeps|Inkling"):
            config = LlamaConfig(num_hidden_layers=1, layer_types=[kind], sliding_window=4)
            kv_bytes_per_token(tiny_config("inkling_text") if kind == "hybrid_sliding" else config, "float32")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_every_row_of_the_catalogue_is_counted_unless_it_is_an_encoder(row):
    """At its full size: positive, whole, and for a decoder no more than its heads without any sharing would keep."""
    config = AutoConfig.for_model(row["model_type"], **row["config"])
    if row["kind"] == "encoder":
        with pytest.raises(ValueError, match="describes an encoder"):
            kv_bytes_per_token(config, "bfloat16")
    else:
        per_token = kv_bytes_per_token(config, "bfloat16")
        assert 0 < per_token <= 4 * config.num_hidden_layers * config.num_attention_heads * 256


def test_a_model_that_sees_keeps_the_cache_of_its_text_part():
    vision = dict(model_type="siglip_vision_model", hidden_size=16, intermediate_size=16, num_hidden_layers=1,
                  num_attention_heads=2, image_size=8, patch_size=4)  # fmt: skip
    config = tiny_config("gemma3", text_config=tiny_config("gemma3_text").to_dict(), vision_config=vision)
    model = tiny_model(config, AutoModelForImageTextToText)
    with torch.inference_mode():
        cache = model(torch.arange(9)[None] + 3, use_cache=True).cache
    assert kv_cache_bytes(config, 9, "float32") == held_bytes(cache)


def test_cross_attention_to_a_picture_keeps_its_patches_and_no_text():
    config = tiny_config("mllama")
    patches = torch.randn(1, 7, config.text_config.hidden_size)
    with torch.inference_mode():
        cache = tiny_model(config)(torch.arange(3)[None] + 3, cross_attention_states=patches, use_cache=True).cache
    assert kv_cache_bytes(config, 3, "float32", source_tokens=7) == held_bytes(cache)
    assert kv_cache_bytes(config, 3, "float32") < held_bytes(cache)
