"""Answers to part 2, counting parameters."""
# ruff: noqa: F811  (one function, many answers)

from grading.banks import Bank

bank = Bank()


# --- gpt_parameters


@bank.wrong("counts the tied LM head again")
def gpt_parameters(config):
    d = config["n_embd"]
    inner = config.get("n_inner") or 4 * d
    layer = 4 * (d * d + d) + 2 * d * inner + inner + d + 4 * d
    return (2 * config["vocab_size"] + config["n_positions"]) * d + config["n_layer"] * layer + 2 * d


@bank.wrong("forgets the biases")
def gpt_parameters(config):
    d = config["n_embd"]
    inner = config.get("n_inner") or 4 * d
    layer = 4 * d * d + 2 * d * inner + 4 * d
    return (config["vocab_size"] + config["n_positions"]) * d + config["n_layer"] * layer + 2 * d


@bank.wrong("gives the layer norms a gain and no bias")
def gpt_parameters(config):
    d = config["n_embd"]
    inner = config.get("n_inner") or 4 * d
    layer = 4 * (d * d + d) + 2 * d * inner + inner + d + 2 * d
    return (config["vocab_size"] + config["n_positions"]) * d + config["n_layer"] * layer + d


@bank.wrong("forgets the positions")
def gpt_parameters(config):
    d = config["n_embd"]
    inner = config.get("n_inner") or 4 * d
    layer = 4 * (d * d + d) + 2 * d * inner + inner + d + 4 * d
    return config["vocab_size"] * d + config["n_layer"] * layer + 2 * d


@bank.wrong("forgets the last norm")
def gpt_parameters(config):
    d = config["n_embd"]
    inner = config.get("n_inner") or 4 * d
    layer = 4 * (d * d + d) + 2 * d * inner + inner + d + 4 * d
    return (config["vocab_size"] + config["n_positions"]) * d + config["n_layer"] * layer


@bank.wrong("12 layers d squared, the rule of thumb")
def gpt_parameters(config):
    return 12 * config["n_layer"] * config["n_embd"] ** 2


@bank.wrong("leaves out the output projection")
def gpt_parameters(config):
    d = config["n_embd"]
    inner = config.get("n_inner") or 4 * d
    layer = 3 * (d * d + d) + 2 * d * inner + inner + d + 4 * d
    return (config["vocab_size"] + config["n_positions"]) * d + config["n_layer"] * layer + 2 * d


@bank.wrong("always takes 4 times the width in the feed-forward")
def gpt_parameters(config):
    d = config["n_embd"]
    return (config["vocab_size"] + config["n_positions"]) * d + config["n_layer"] * (12 * d * d + 13 * d) + 2 * d


@bank.wrong("stumbles over an n_inner of None")
def gpt_parameters(config):
    d = config["n_embd"]
    inner = config.get("n_inner", 4 * d)
    layer = 4 * (d * d + d) + 2 * d * inner + inner + d + 4 * d
    return (config["vocab_size"] + config["n_positions"]) * d + config["n_layer"] * layer + 2 * d


@bank.wrong("fills in the config it was given")
def gpt_parameters(config):
    d = config["n_embd"]
    config["n_inner"] = inner = config.get("n_inner") or 4 * d
    layer = 4 * (d * d + d) + 2 * d * inner + inner + d + 4 * d
    return (config["vocab_size"] + config["n_positions"]) * d + config["n_layer"] * layer + 2 * d


@bank.wrong("takes attention matrices per head as square in the width")
def gpt_parameters(config):
    d = config["n_embd"]
    inner = config.get("n_inner") or 4 * d
    layer = config["n_head"] * 3 * d * d + d * d + 4 * d + 2 * d * inner + inner + d + 4 * d
    return (config["vocab_size"] + config["n_positions"]) * d + config["n_layer"] * layer + 2 * d


@bank.wrong("returns millions")
def gpt_parameters(config):
    d = config["n_embd"]
    inner = config.get("n_inner") or 4 * d
    layer = 4 * (d * d + d) + 2 * d * inner + inner + d + 4 * d
    return ((config["vocab_size"] + config["n_positions"]) * d + config["n_layer"] * layer + 2 * d) / 1e6


@bank.right("sums over shapes, as they lie in the checkpoint")
def gpt_parameters(config):
    import math

    d = config["n_embd"]
    inner = 4 * d if config.get("n_inner") is None else config["n_inner"]
    layer = [(d,), (d,), (d, 3 * d), (3 * d,), (d, d), (d,), (d,), (d,), (d, inner), (inner,), (inner, d), (d,)]
    ends = [(config["vocab_size"], d), (config["n_positions"], d), (d,), (d,)]
    return sum(math.prod(shape) for shape in ends + layer * config["n_layer"])


@bank.right("multiplied out")
def gpt_parameters(config):
    d, inner = config["n_embd"], config.get("n_inner")
    if inner is None:
        inner = 4 * d
    attention = (d + 1) * 3 * d + (d + 1) * d
    feed_forward = (d + 1) * inner + (inner + 1) * d
    total = d * config["vocab_size"] + d * config["n_positions"] + d + d
    for _ in range(config["n_layer"]):
        total += attention + feed_forward + 4 * d
    return total


# --- llama_parameters


@bank.wrong("k and v for all heads")
def llama_parameters(config):
    d, heads = config["hidden_size"], config["num_attention_heads"]
    size = config.get("head_dim", d // heads)
    layer = 4 * d * heads * size + 3 * d * config["intermediate_size"] + 2 * d
    tables = 1 if config.get("tie_word_embeddings") else 2
    return tables * config["vocab_size"] * d + config["num_hidden_layers"] * layer + d


@bank.wrong("q for the KV heads as well")
def llama_parameters(config):
    d, heads = config["hidden_size"], config["num_attention_heads"]
    kv, size = config.get("num_key_value_heads", heads), config.get("head_dim", d // heads)
    layer = d * size * (3 * kv + heads) + 3 * d * config["intermediate_size"] + 2 * d
    tables = 1 if config.get("tie_word_embeddings") else 2
    return tables * config["vocab_size"] * d + config["num_hidden_layers"] * layer + d


@bank.wrong("always ties")
def llama_parameters(config):
    d, heads = config["hidden_size"], config["num_attention_heads"]
    kv, size = config.get("num_key_value_heads", heads), config.get("head_dim", d // heads)
    layer = 2 * d * size * (kv + heads) + 3 * d * config["intermediate_size"] + 2 * d
    return config["vocab_size"] * d + config["num_hidden_layers"] * layer + d


@bank.wrong("never ties: a tied embedding counts twice")
def llama_parameters(config):
    d, heads = config["hidden_size"], config["num_attention_heads"]
    kv, size = config.get("num_key_value_heads", heads), config.get("head_dim", d // heads)
    layer = 2 * d * size * (kv + heads) + 3 * d * config["intermediate_size"] + 2 * d
    return 2 * config["vocab_size"] * d + config["num_hidden_layers"] * layer + d


@bank.wrong("ties when the key is there, whatever it says")
def llama_parameters(config):
    d, heads = config["hidden_size"], config["num_attention_heads"]
    kv, size = config.get("num_key_value_heads", heads), config.get("head_dim", d // heads)
    layer = 2 * d * size * (kv + heads) + 3 * d * config["intermediate_size"] + 2 * d
    tables = 1 if "tie_word_embeddings" in config else 2
    return tables * config["vocab_size"] * d + config["num_hidden_layers"] * layer + d


@bank.wrong("ties when nothing is said")
def llama_parameters(config):
    d, heads = config["hidden_size"], config["num_attention_heads"]
    kv, size = config.get("num_key_value_heads", heads), config.get("head_dim", d // heads)
    layer = 2 * d * size * (kv + heads) + 3 * d * config["intermediate_size"] + 2 * d
    tables = 1 if config.get("tie_word_embeddings", True) else 2
    return tables * config["vocab_size"] * d + config["num_hidden_layers"] * layer + d


@bank.wrong("expects the KV heads to be named")
def llama_parameters(config):
    d, heads = config["hidden_size"], config["num_attention_heads"]
    kv, size = config["num_key_value_heads"], config.get("head_dim", d // heads)
    layer = 2 * d * size * (kv + heads) + 3 * d * config["intermediate_size"] + 2 * d
    tables = 1 if config.get("tie_word_embeddings") else 2
    return tables * config["vocab_size"] * d + config["num_hidden_layers"] * layer + d


@bank.wrong("ignores head_dim")
def llama_parameters(config):
    d, heads = config["hidden_size"], config["num_attention_heads"]
    kv, size = config.get("num_key_value_heads", heads), d // heads
    layer = 2 * d * size * (kv + heads) + 3 * d * config["intermediate_size"] + 2 * d
    tables = 1 if config.get("tie_word_embeddings") else 2
    return tables * config["vocab_size"] * d + config["num_hidden_layers"] * layer + d


@bank.wrong("an output projection that is square in the width")
def llama_parameters(config):
    d, heads = config["hidden_size"], config["num_attention_heads"]
    kv, size = config.get("num_key_value_heads", heads), config.get("head_dim", d // heads)
    layer = d * size * (heads + 2 * kv) + d * d + 3 * d * config["intermediate_size"] + 2 * d
    tables = 1 if config.get("tie_word_embeddings") else 2
    return tables * config["vocab_size"] * d + config["num_hidden_layers"] * layer + d


@bank.wrong("a feed-forward of two matrices")
def llama_parameters(config):
    d, heads = config["hidden_size"], config["num_attention_heads"]
    kv, size = config.get("num_key_value_heads", heads), config.get("head_dim", d // heads)
    layer = 2 * d * size * (kv + heads) + 2 * d * config["intermediate_size"] + 2 * d
    tables = 1 if config.get("tie_word_embeddings") else 2
    return tables * config["vocab_size"] * d + config["num_hidden_layers"] * layer + d


@bank.wrong("biases as in GPT-2")
def llama_parameters(config):
    d, heads, inner = config["hidden_size"], config["num_attention_heads"], config["intermediate_size"]
    kv, size = config.get("num_key_value_heads", heads), config.get("head_dim", d // heads)
    biases = (heads + 2 * kv) * size + d + 2 * inner + d
    layer = 2 * d * size * (kv + heads) + 3 * d * inner + 2 * d + biases
    tables = 1 if config.get("tie_word_embeddings") else 2
    return tables * config["vocab_size"] * d + config["num_hidden_layers"] * layer + d


@bank.wrong("a bias in each norm")
def llama_parameters(config):
    d, heads = config["hidden_size"], config["num_attention_heads"]
    kv, size = config.get("num_key_value_heads", heads), config.get("head_dim", d // heads)
    layer = 2 * d * size * (kv + heads) + 3 * d * config["intermediate_size"] + 4 * d
    tables = 1 if config.get("tie_word_embeddings") else 2
    return tables * config["vocab_size"] * d + config["num_hidden_layers"] * layer + 2 * d


@bank.wrong("forgets the last norm")
def llama_parameters(config):
    d, heads = config["hidden_size"], config["num_attention_heads"]
    kv, size = config.get("num_key_value_heads", heads), config.get("head_dim", d // heads)
    layer = 2 * d * size * (kv + heads) + 3 * d * config["intermediate_size"] + 2 * d
    tables = 1 if config.get("tie_word_embeddings") else 2
    return tables * config["vocab_size"] * d + config["num_hidden_layers"] * layer


@bank.wrong("divides with /, and returns a float")
def llama_parameters(config):
    d, heads = config["hidden_size"], config["num_attention_heads"]
    kv, size = config.get("num_key_value_heads", heads), config.get("head_dim", d / heads)
    layer = 2 * d * size * (kv + heads) + 3 * d * config["intermediate_size"] + 2 * d
    tables = 1 if config.get("tie_word_embeddings") else 2
    return tables * config["vocab_size"] * d + config["num_hidden_layers"] * layer + d


@bank.wrong("fills in the config it was given")
def llama_parameters(config):
    d, heads = config["hidden_size"], config["num_attention_heads"]
    kv, size = config.setdefault("num_key_value_heads", heads), config.setdefault("head_dim", d // heads)
    layer = 2 * d * size * (kv + heads) + 3 * d * config["intermediate_size"] + 2 * d
    tables = 1 if config.get("tie_word_embeddings") else 2
    return tables * config["vocab_size"] * d + config["num_hidden_layers"] * layer + d


@bank.right("sums over shapes, as they lie in the checkpoint")
def llama_parameters(config):
    d, inner = config["hidden_size"], config["intermediate_size"]
    size = config["head_dim"] if "head_dim" in config else d // config["num_attention_heads"]
    q = config["num_attention_heads"] * size
    kv = config.get("num_key_value_heads", config["num_attention_heads"]) * size
    shapes = [(q, d), (kv, d), (kv, d), (d, q), (inner, d), (inner, d), (d, inner), (1, d), (1, d)]
    shapes = shapes * config["num_hidden_layers"] + [(config["vocab_size"], d), (1, d)]
    if not config.get("tie_word_embeddings", False):
        shapes.append((config["vocab_size"], d))
    return sum(rows * columns for rows, columns in shapes)


@bank.right("a column of the layer at a time")
def llama_parameters(config):
    d, heads = config["hidden_size"], config["num_attention_heads"]
    size = config.get("head_dim") or d // heads
    kv_heads = config.get("num_key_value_heads") or heads
    column = 2 * (heads * size + kv_heads * size + 1) + 3 * config["intermediate_size"]
    ends = (2 - bool(config.get("tie_word_embeddings"))) * config["vocab_size"] + 1
    return d * (column * config["num_hidden_layers"] + ends)
