"""Answers to part 3, memory in the right units."""
# ruff: noqa: F811  (one function, many answers)
# kv_cache_gib may call the learner's own weights_gb, as the reference does.
# ruff: noqa: F821

from grading.banks import Bank

bank = Bank()


# --- weights_gb


@bank.wrong("GiB for GB")
def weights_gb(n_parameters, dtype):
    bits = {"float32": 32, "bfloat16": 16, "float16": 16, "int8": 8, "int4": 4}
    if dtype not in bits:
        raise ValueError(dtype)
    return n_parameters * bits[dtype] / 8 / 2**30


@bank.wrong("bits for bytes")
def weights_gb(n_parameters, dtype):
    bits = {"float32": 32, "bfloat16": 16, "float16": 16, "int8": 8, "int4": 4}
    if dtype not in bits:
        raise ValueError(dtype)
    return n_parameters * bits[dtype] / 1e9


@bank.wrong("4 bytes, whatever the dtype")
def weights_gb(n_parameters, dtype):
    if dtype not in ("float32", "bfloat16", "float16", "int8", "int4"):
        raise ValueError(dtype)
    return n_parameters * 4 / 1e9


@bank.wrong("an int4 takes a whole byte")
def weights_gb(n_parameters, dtype):
    sizes = {"float32": 4, "bfloat16": 2, "float16": 2, "int8": 1, "int4": 1}
    if dtype not in sizes:
        raise ValueError(dtype)
    return n_parameters * sizes[dtype] / 1e9


@bank.wrong("an int4 takes 4 bytes, and an int8 takes 8")
def weights_gb(n_parameters, dtype):
    sizes = {"float32": 4, "bfloat16": 2, "float16": 2, "int8": 8, "int4": 4}
    if dtype not in sizes:
        raise ValueError(dtype)
    return n_parameters * sizes[dtype] / 1e9


@bank.wrong("takes bfloat16 for four bytes")
def weights_gb(n_parameters, dtype):
    sizes = {"float32": 4, "bfloat16": 4, "float16": 2, "int8": 1, "int4": 0.5}
    if dtype not in sizes:
        raise ValueError(dtype)
    return n_parameters * sizes[dtype] / 1e9


@bank.wrong("rounds to two digits")
def weights_gb(n_parameters, dtype):
    sizes = {"float32": 4, "bfloat16": 2, "float16": 2, "int8": 1, "int4": 0.5}
    if dtype not in sizes:
        raise ValueError(dtype)
    return round(n_parameters * sizes[dtype] / 1e9, 2)


@bank.wrong("whole bytes only")
def weights_gb(n_parameters, dtype):
    bits = {"float32": 32, "bfloat16": 16, "float16": 16, "int8": 8, "int4": 4}
    if dtype not in bits:
        raise ValueError(dtype)
    return n_parameters * bits[dtype] // 8 / 1e9


@bank.wrong("whole GB only")
def weights_gb(n_parameters, dtype):
    sizes = {"float32": 4, "bfloat16": 2, "float16": 2, "int8": 1, "int4": 0.5}
    if dtype not in sizes:
        raise ValueError(dtype)
    return n_parameters * sizes[dtype] // 10**9


@bank.wrong("an unknown dtype is a KeyError")
def weights_gb(n_parameters, dtype):
    return n_parameters * {"float32": 4, "bfloat16": 2, "float16": 2, "int8": 1, "int4": 0.5}[dtype] / 1e9


@bank.wrong("an unknown dtype takes 2 bytes")
def weights_gb(n_parameters, dtype):
    return n_parameters * {"float32": 4, "int8": 1, "int4": 0.5}.get(dtype, 2) / 1e9


@bank.wrong("reads the bits from the name")
def weights_gb(n_parameters, dtype):
    return n_parameters * int("".join(letter for letter in dtype if letter.isdigit())) / 8e9


@bank.right("bytes as fractions, and match")
def weights_gb(n_parameters, dtype):
    match dtype:
        case "float32":
            size = 4.0
        case "bfloat16" | "float16":
            size = 2.0
        case "int8":
            size = 1.0
        case "int4":
            size = 0.5
        case _:
            raise ValueError(f"unknown dtype {dtype}")
    return n_parameters * size * 1e-9


@bank.right("turns a KeyError into a ValueError")
def weights_gb(n_parameters, dtype):
    try:
        per_gb = {"float32": 0.25e9, "bfloat16": 0.5e9, "float16": 0.5e9, "int8": 1e9, "int4": 2e9}[dtype]
    except KeyError:
        raise ValueError(f"{dtype!r} is no dtype that this counts") from None
    return n_parameters / per_gb


# --- kv_cache_gib


@bank.wrong("all heads have k and v")
def kv_cache_gib(config, n_tokens, batch, dtype):
    heads = config["num_attention_heads"]
    size = config.get("head_dim", config["hidden_size"] // heads)
    numbers = 2 * config["num_hidden_layers"] * heads * size * n_tokens * batch
    return weights_gb(numbers, dtype) * 1e9 / 2**30


@bank.wrong("2 x layers x width: the rule from before grouped queries")
def kv_cache_gib(config, n_tokens, batch, dtype):
    numbers = 2 * config["num_hidden_layers"] * config["hidden_size"] * n_tokens * batch
    return weights_gb(numbers, dtype) * 1e9 / 2**30


@bank.wrong("the width is divided by the KV heads")
def kv_cache_gib(config, n_tokens, batch, dtype):
    kv = config.get("num_key_value_heads", config["num_attention_heads"])
    size = config.get("head_dim", config["hidden_size"] // kv)
    return weights_gb(2 * config["num_hidden_layers"] * kv * size * n_tokens * batch, dtype) * 1e9 / 2**30


@bank.wrong("keys or values, not both")
def kv_cache_gib(config, n_tokens, batch, dtype):
    heads = config["num_attention_heads"]
    kv, size = config.get("num_key_value_heads", heads), config.get("head_dim", config["hidden_size"] // heads)
    return weights_gb(config["num_hidden_layers"] * kv * size * n_tokens * batch, dtype) * 1e9 / 2**30


@bank.wrong("GB for GiB")
def kv_cache_gib(config, n_tokens, batch, dtype):
    heads = config["num_attention_heads"]
    kv, size = config.get("num_key_value_heads", heads), config.get("head_dim", config["hidden_size"] // heads)
    return weights_gb(2 * config["num_hidden_layers"] * kv * size * n_tokens * batch, dtype)


@bank.wrong("forgets the layers")
def kv_cache_gib(config, n_tokens, batch, dtype):
    heads = config["num_attention_heads"]
    kv, size = config.get("num_key_value_heads", heads), config.get("head_dim", config["hidden_size"] // heads)
    return weights_gb(2 * kv * size * n_tokens * batch, dtype) * 1e9 / 2**30


@bank.wrong("forgets the batch")
def kv_cache_gib(config, n_tokens, batch, dtype):
    heads = config["num_attention_heads"]
    kv, size = config.get("num_key_value_heads", heads), config.get("head_dim", config["hidden_size"] // heads)
    return weights_gb(2 * config["num_hidden_layers"] * kv * size * n_tokens, dtype) * 1e9 / 2**30


@bank.wrong("2 bytes, whatever the dtype")
def kv_cache_gib(config, n_tokens, batch, dtype):
    heads = config["num_attention_heads"]
    kv, size = config.get("num_key_value_heads", heads), config.get("head_dim", config["hidden_size"] // heads)
    weights_gb(1, dtype)  # refuses what is unknown
    return 2 * config["num_hidden_layers"] * kv * size * n_tokens * batch * 2 / 2**30


@bank.wrong("ignores head_dim")
def kv_cache_gib(config, n_tokens, batch, dtype):
    heads = config["num_attention_heads"]
    kv = config.get("num_key_value_heads", heads)
    numbers = 2 * config["num_hidden_layers"] * kv * (config["hidden_size"] // heads) * n_tokens * batch
    return weights_gb(numbers, dtype) * 1e9 / 2**30


@bank.wrong("expects the KV heads to be named")
def kv_cache_gib(config, n_tokens, batch, dtype):
    kv, heads = config["num_key_value_heads"], config["num_attention_heads"]
    size = config.get("head_dim", config["hidden_size"] // heads)
    return weights_gb(2 * config["num_hidden_layers"] * kv * size * n_tokens * batch, dtype) * 1e9 / 2**30


@bank.wrong("takes one KV head when none are named")
def kv_cache_gib(config, n_tokens, batch, dtype):
    kv, heads = config.get("num_key_value_heads", 1), config["num_attention_heads"]
    size = config.get("head_dim", config["hidden_size"] // heads)
    return weights_gb(2 * config["num_hidden_layers"] * kv * size * n_tokens * batch, dtype) * 1e9 / 2**30


@bank.wrong("an unknown dtype takes 2 bytes")
def kv_cache_gib(config, n_tokens, batch, dtype):
    heads = config["num_attention_heads"]
    kv, size = config.get("num_key_value_heads", heads), config.get("head_dim", config["hidden_size"] // heads)
    per_number = {"float32": 4, "int8": 1, "int4": 0.5}.get(dtype, 2)
    return 2 * config["num_hidden_layers"] * kv * size * n_tokens * batch * per_number / 2**30


@bank.wrong("fills in the config it was given")
def kv_cache_gib(config, n_tokens, batch, dtype):
    heads = config["num_attention_heads"]
    kv = config.setdefault("num_key_value_heads", heads)
    size = config.setdefault("head_dim", config["hidden_size"] // heads)
    return weights_gb(2 * config["num_hidden_layers"] * kv * size * n_tokens * batch, dtype) * 1e9 / 2**30


@bank.right("with its own table of bytes")
def kv_cache_gib(config, n_tokens, batch, dtype):
    sizes = {"float32": 4, "bfloat16": 2, "float16": 2, "int8": 1, "int4": 0.5}
    if dtype not in sizes:
        raise ValueError("no such dtype")
    heads = config["num_attention_heads"]
    kv = config["num_key_value_heads"] if "num_key_value_heads" in config else heads
    size = config["head_dim"] if "head_dim" in config else config["hidden_size"] / heads
    per_token = config["num_hidden_layers"] * kv * size * sizes[dtype]
    return (per_token + per_token) * batch * n_tokens / (1024 * 1024 * 1024)


@bank.right("token by token, layer by layer")
def kv_cache_gib(config, n_tokens, batch, dtype):
    heads = config["num_attention_heads"]
    head_dim = config.get("head_dim") or config["hidden_size"] // heads
    width = (config.get("num_key_value_heads") or heads) * head_dim
    layer = sum(weights_gb(batch * n_tokens * width, dtype) for _ in ("k", "v"))
    return sum(layer for _ in range(config["num_hidden_layers"])) / 2**30 * 10**9
