"""Answers to part 3, memory in the right units: the KV cache."""
# ruff: noqa: F811  (one function, many answers)
# kv_cache_gib may call the learner's own weights_gb, as the reference does.
# ruff: noqa: F821

from grading.banks import Bank

bank = Bank("kv_cache_gib")
patch = bank.patch
KV = 'kv_heads = config.get("num_key_value_heads") or heads'
HEAD_DIM = 'head_dim = config.get("head_dim") or config["hidden_size"] // heads'
PER = 'per_token = 2 * config["num_hidden_layers"] * kv_heads * head_dim'
NUMBERS = "numbers = per_token * n_tokens * batch"
RETURN = "return weights_gb(numbers, dtype) * 1e9 / 2**30"

patch(KV, "kv_heads = heads", "all heads have k and v")
patch("* kv_heads * head_dim", '* config["hidden_size"]', "2 x layers x width: the rule from before grouped queries")
patch('config["hidden_size"] // heads', 'config["hidden_size"] // kv_heads', "the width is divided by the KV heads")
patch("per_token = 2 *", "per_token =", "keys or values, not both")
patch(" * 1e9 / 2**30", "", "GB for GiB")
patch(' * config["num_hidden_layers"]', "", "forgets the layers")
patch(" * batch", "", "forgets the batch")
patch(" * n_tokens", "", "forgets the tokens")
patch(
    RETURN,
    "weights_gb(1, dtype)  # refuses what is unknown\n    return numbers * 2 / 2**30",
    "2 bytes, whatever the dtype",
)
patch(RETURN, f"return round({RETURN[7:]}, 3)", "rounds to MiB")
patch(HEAD_DIM, 'head_dim = config["hidden_size"] // heads', "ignores head_dim")
patch(HEAD_DIM, 'head_dim = config.get("head_dim", config["hidden_size"] // heads)', "stumbles over a head_dim of None")
patch(KV, 'kv_heads = config["num_key_value_heads"] or heads', "expects the KV heads to be named")
patch(KV, 'kv_heads = config.get("num_key_value_heads", heads)', "stumbles over KV heads of None")
patch(KV, 'kv_heads = config.get("num_key_value_heads") or 1', "takes one KV head when none are named")
patch(
    HEAD_DIM,
    f'{HEAD_DIM}\n    if not config.get("num_key_value_heads"):\n        head_dim = config["hidden_size"] // heads',
    "reads head_dim only where KV heads are named",
)
patch(
    RETURN,
    'return numbers * {"float32": 4, "int8": 1, "int4": 0.5}.get(dtype, 2) / 2**30',
    "an unknown dtype takes 2 bytes",
)
patch(
    KV,
    'kv_heads = config["num_key_value_heads"] = config.get("num_key_value_heads") or heads',
    "fills in the config it was given",
)


@bank.right("with its own table of bytes")
def kv_cache_gib(config, n_tokens, batch, dtype):
    sizes = {"float32": 4, "bfloat16": 2, "float16": 2, "int8": 1, "int4": 0.5}
    if dtype not in sizes:
        raise ValueError("no such dtype")
    heads = config["num_attention_heads"]
    kv = heads if config.get("num_key_value_heads") is None else config["num_key_value_heads"]
    size = config["hidden_size"] / heads if config.get("head_dim") is None else config["head_dim"]
    per_token = config["num_hidden_layers"] * kv * size * sizes[dtype]
    return (per_token + per_token) * batch * n_tokens / (1024 * 1024 * 1024)


@bank.right("layer by layer, k and v apart")
def kv_cache_gib(config, n_tokens, batch, dtype):
    heads = config["num_attention_heads"]
    head_dim = config.get("head_dim") or config["hidden_size"] // heads
    width = (config.get("num_key_value_heads") or heads) * head_dim
    layer = sum(weights_gb(batch * n_tokens * width, dtype) for _ in ("k", "v"))
    return sum(layer for _ in range(config["num_hidden_layers"])) / 2**30 * 10**9


KEYS = ("num_key_value_heads", "head_dim")
for key, other in (KEYS, KEYS[::-1]):
    bank.region(f"{key!r} not in config", f"config.get({key!r}, 0) is None", f"config.get({key!r})")
    bank.region(
        f"config.get({key!r}) and not config.get({other!r})", f"config.get({key!r}) and {other!r} not in config"
    )
bank.region(
    f"not any(map(config.get, {KEYS}))",
    f"all(map(config.get, {KEYS}))",
    "'vocab_size' in config",
    "batch > 1 and n_tokens > 1",
)
bank.region(
    "config['num_hidden_layers'] == 1", "config['num_attention_heads'] == 1", "config.get('num_key_value_heads') == 1"
)
bank.region(*(f"dtype == {name!r}" for name in ("float32", "bfloat16", "float16", "int8", "int4")))
bank.error("dtype == ''", "dtype == 'fp16'", "dtype == 'Float32'", "dtype == 'float8'", "dtype == 'float64'")
bank.outside("len(config) == [01]", why="three keys are always there")
bank.outside("n_tokens == 0", "batch == 0", why="a cache of something")
bank.outside(
    "dtype == ''", "len(dtype) == 1", "len(dtype) > 20", "not dtype.isascii()", why="an unknown dtype: an error"
)
