"""Answers to part 2, counting parameters: Llama style."""
# ruff: noqa: F811  (one function, many answers)

from grading.banks import Bank

bank = Bank("llama_parameters")
patch = bank.patch
KV = 'kv_heads = config.get("num_key_value_heads") or heads'
HEAD_DIM = 'head_dim = config.get("head_dim") or width // heads'
ATTENTION = "attention = 2 * width * (heads + kv_heads) * head_dim"
FORWARD = 'feed_forward = 3 * width * config["intermediate_size"]'
TABLES = 'tables = 1 if config.get("tie_word_embeddings") else 2'
TOTAL = 'embeddings + config["num_hidden_layers"] * layer + width'

patch(KV, "kv_heads = heads", "k and v for all heads")
patch("(heads + kv_heads)", "(kv_heads + kv_heads)", "all four for the KV heads alone")
patch(ATTENTION, "attention = width * head_dim * (3 * kv_heads + heads)", "q for the KV heads as well")
patch(TABLES, "tables = 1", "always ties")
patch(TABLES, "tables = 2", "never ties: a tied embedding counts twice")
patch(TABLES, 'tables = 1 if "tie_word_embeddings" in config else 2', "ties when the key is there, whatever it says")
patch(
    TABLES, 'tables = 2 - config.get("tie_word_embeddings", True)', "ties when nothing is said, and stumbles over None"
)
patch(KV, 'kv_heads = config["num_key_value_heads"] or heads', "expects the KV heads to be named")
patch(KV, 'kv_heads = config.get("num_key_value_heads", heads)', "stumbles over KV heads of None")
patch(HEAD_DIM, 'head_dim = config.get("head_dim", width // heads)', "stumbles over a head_dim of None")
patch(HEAD_DIM, "head_dim = width // heads", "ignores head_dim")
patch(HEAD_DIM, 'head_dim = config.get("head_dim") or width // kv_heads', "the width is divided by the KV heads")
patch(
    HEAD_DIM,
    "head_dim = width // heads\n"
    '    if config.get("num_key_value_heads"):\n        head_dim = config.get("head_dim") or head_dim',
    "reads head_dim only where KV heads are named",
)
patch(
    ATTENTION,
    "attention = width * head_dim * (heads + 2 * kv_heads) + width * width",
    "an output projection that is square",
)
patch("feed_forward = 3", "feed_forward = 2", "a feed-forward of two matrices")
patch(
    FORWARD,
    FORWARD + ' + 2 * config["intermediate_size"] + (heads + 2 * kv_heads) * head_dim + 2 * width',
    "biases as in GPT-2",
)
patch(
    "feed_forward + 2 * width",
    "feed_forward + 4 * width",
    "a bias in each norm",
    also={"* layer + width": "* layer + 2 * width"},
)
patch(" * layer + width", " * layer", "forgets the last norm")
patch("or width // heads", "or width / heads", "divides with /, and returns a float")
patch(
    KV,
    'kv_heads = config["num_key_value_heads"] = config.get("num_key_value_heads") or heads',
    "fills in the config it was given",
)


@bank.right("sums over shapes, as they lie in the checkpoint")
def llama_parameters(config):
    given = {key: value for key, value in config.items() if value is not None}
    d, inner = given["hidden_size"], given["intermediate_size"]
    size = given["head_dim"] if "head_dim" in given else d // given["num_attention_heads"]
    q = given["num_attention_heads"] * size
    kv = given.get("num_key_value_heads", given["num_attention_heads"]) * size
    shapes = [(q, d), (kv, d), (kv, d), (d, q), (inner, d), (inner, d), (d, inner), (1, d), (1, d)]
    shapes = shapes * given["num_hidden_layers"] + [(given["vocab_size"], d), (1, d)]
    if not given.get("tie_word_embeddings", False):
        shapes.append((given["vocab_size"], d))
    return sum(rows * columns for rows, columns in shapes)


@bank.right("a column of the layer at a time")
def llama_parameters(config):
    d, heads = config["hidden_size"], config["num_attention_heads"]
    size = config.get("head_dim") or d // heads
    kv_heads = config.get("num_key_value_heads") or heads
    column = 2 * (heads * size + kv_heads * size + 1) + 3 * config["intermediate_size"]
    ends = (2 - bool(config.get("tie_word_embeddings"))) * config["vocab_size"] + 1
    return d * (column * config["num_hidden_layers"] + ends)


KEYS = ("num_key_value_heads", "head_dim", "tie_word_embeddings")
for key in KEYS:
    bank.region(f"{key!r} not in config", f"config.get({key!r}, 0) is None", f"config.get({key!r})")
    for other in KEYS:
        if other != key:
            bank.region(
                f"config.get({key!r}) and not config.get({other!r})", f"config.get({key!r}) and {other!r} not in config"
            )
bank.region(
    f"not any(map(config.get, {KEYS}))",
    f"all(map(config.get, {KEYS}))",
    "config.get('tie_word_embeddings', 1) is False",
)
bank.region("config['num_hidden_layers'] == 1", "config['num_attention_heads'] == 1", "'model_type' in config")
bank.region(
    "config.get('num_key_value_heads') == 1", "config.get('num_key_value_heads') == config['num_attention_heads']"
)
bank.outside("len(config) == [01]", why="five keys are always there")
