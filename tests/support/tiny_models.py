"""Any architecture of transformers as a model of a few thousand random weights, from the keys that it knows."""

import dataclasses

import torch
from transformers import CONFIG_MAPPING, AutoModelForCausalLM

# What a key is set to wherever a configuration has it. Sizes differ where a formula could take one for another: 6 heads
# of width 10 beside a model of width 48, 2 KV heads, a window of 4.
_SIZES = (
    (1, "n_group topk_group mamba_n_groups n_groups first_k_dense_replace"),
    (2, "num_key_value_heads num_experts_per_tok moe_topk moe_k num_experts_per_token linear_num_key_heads"),
    (2, "index_n_heads encoder_layers"),
    (3, "decoder_layers num_decoder_layers"),
    (4, "num_experts n_routed_experts num_local_experts moe_num_experts linear_num_value_heads linear_num_heads"),
    (4, "qk_rope_head_dim rotary_dim index_topk encoder_attention_heads decoder_attention_heads"),
    (4, "sliding_window attention_chunk_size attention_window_size window_size"),
    (6, "num_hidden_layers n_layer n_layers num_layers num_attention_heads n_head n_heads num_heads"),
    (6, "linear_key_head_dim mamba_d_state state_size ssm_state_size"),
    (8, "qk_nope_head_dim v_head_dim index_head_dim linear_value_head_dim linear_head_dim"),
    (8, "mamba_n_heads mamba_num_heads"),
    (10, "head_dim kv_channels"),
    (12, "kv_lora_rank qk_head_dim mamba_d_head mamba_head_dim"),
    (16, "q_lora_rank hidden_size_per_layer_input"),
    (24, "moe_intermediate_size expert_ffn_hidden_size shared_expert_intermediate_size"),
    (40, "intermediate_size ffn_dim d_ff n_inner ffn_hidden_size encoder_ffn_dim decoder_ffn_dim dim_ff"),
    (48, "hidden_size d_model n_embd lru_width word_embed_proj_dim embedding_size"),
    (60, "vocab_size vocab_size_per_layer_input"),
    (64, "max_position_embeddings n_positions max_seq_len"),
    (96, "mamba_d_ssm"),
)
_SIZE_OF = {key: size for size, keys in _SIZES for key in keys.split()}
_HYBRID = ["linear_attention", "full_attention"] * 3
# What an architecture needs besides: layers of both kinds, or sizes that its own checks want.
_BESIDES = {
    "bamba": {"attn_layer_indices": [1, 3]},
    "codegen": {"rotary_dim": 8},
    "dots1": {"head_dim": 8, "n_shared_experts": 1},
    "gemma3n_text": {"num_kv_shared_layers": 2, "layer_types": ["sliding_attention", "full_attention"] * 3},
    "gpt_neo": {"attention_types": [[["global", "local"], 3]]},
    "gptj": {"rotary_dim": 8},
    "granitemoehybrid": {"layer_types": _HYBRID},
    "helium": {"head_dim": 8},
    "lfm2": {"layer_types": ["conv", "full_attention"] * 3},
    "lfm2_moe": {"layer_types": ["conv", "full_attention"] * 3},
    "llama": {"head_dim": 10},
    "longcat_flash": {"head_dim": 4},
    "mamba2": {"num_heads": 8, "head_dim": 12},
    "mllama_text_model": {"cross_attention_layers": [1, 3]},
    "nemotron_h": {"layer_types": ["linear_attention", "moe", "full_attention"] * 2},
    "qwen3_next": {"layer_types": _HYBRID},
    "zamba": {"layers_block_type": ["mamba", "hybrid"] * 3, "attention_head_dim": 16},
    "zamba2": {"layers_block_type": ["mamba", "hybrid"] * 3},
    "zaya": {"num_experts_per_tok": 1},
}


def tiny_config(model_type: str, **besides):
    """The configuration of a small model of this architecture; `besides` is set as given."""
    kind = CONFIG_MAPPING[model_type]
    known = {field.name for field in dataclasses.fields(kind)}
    sizes = {key: size for key, size in _SIZE_OF.items() if key in known}
    for part in ("encoder", "decoder", "text_config", "vision_config", "audio_config"):
        part_type = getattr(kind.sub_configs.get(part), "model_type", None)
        if part_type in CONFIG_MAPPING:
            sizes[part] = tiny_config(part_type).to_dict()
    if "kv_lora_rank" in known:  # latent attention gives every head K and V of its own
        sizes["num_key_value_heads"] = sizes["num_attention_heads"]
    for key in ("bos_token_id", "eos_token_id", "pad_token_id"):
        sizes[key] = 0
    return kind(**sizes | _BESIDES.get(model_type, {}) | besides)


def tiny_model(config, family=AutoModelForCausalLM, **options):
    """The model of `config` with random weights, ready to be run. Raises MemoryError for one that is not small."""
    with torch.device("meta"):
        size = sum(parameter.numel() for parameter in family.from_config(config).parameters())
    if size > 20e6:
        raise MemoryError(f"{type(config).__name__} is not small: {size:,} parameters")
    torch.manual_seed(0)
    return family.from_config(config, dtype=torch.float32, **options).eval()
