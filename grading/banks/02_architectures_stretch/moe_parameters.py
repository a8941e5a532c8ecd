"""Answers to stretch part 2, a mixture of experts."""
# ruff: noqa: F811  (one function, many answers)

from grading.banks import Bank

bank = Bank()


@bank.wrong("multiplies the whole model by its experts: 8 x 7B = 56B")
def moe_parameters(config):
    if not 1 <= config["num_experts_per_tok"] <= config["num_local_experts"]:
        raise ValueError("impossible choice")
    d, heads = config["hidden_size"], config["num_attention_heads"]
    attention = 2 * d * (heads + config["num_key_value_heads"]) * (d // heads)
    layer = attention + 3 * d * config["intermediate_size"] + 2 * d
    one = 2 * config["vocab_size"] * d + d + config["num_hidden_layers"] * layer
    return one * config["num_local_experts"], one * config["num_experts_per_tok"]


@bank.wrong("takes the share of the experts for the share of everything")
def moe_parameters(config):
    n, k = config["num_local_experts"], config["num_experts_per_tok"]
    if not 1 <= k <= n:
        raise ValueError("impossible choice")
    d, heads, shared = config["hidden_size"], config["num_attention_heads"], config.get("n_shared_experts", 0)
    attention = 2 * d * (heads + config["num_key_value_heads"]) * (d // heads)
    layer = attention + (n + shared) * 3 * d * config["intermediate_size"] + d * n + 2 * d
    everything = 2 * config["vocab_size"] * d + d + config["num_hidden_layers"] * layer
    return everything, everything * k // n


@bank.wrong("forgets the routers")
def moe_parameters(config):
    n, k = config["num_local_experts"], config["num_experts_per_tok"]
    if not 1 <= k <= n:
        raise ValueError("impossible choice")
    d, heads, shared = config["hidden_size"], config["num_attention_heads"], config.get("n_shared_experts", 0)
    expert = 3 * d * config["intermediate_size"]
    once = 2 * d * (heads + config["num_key_value_heads"]) * (d // heads) + 2 * d + shared * expert
    ends, layers = 2 * config["vocab_size"] * d + d, config["num_hidden_layers"]
    return ends + layers * (once + n * expert), ends + layers * (once + k * expert)


@bank.wrong("a router is active for the chosen experts only")
def moe_parameters(config):
    n, k = config["num_local_experts"], config["num_experts_per_tok"]
    if not 1 <= k <= n:
        raise ValueError("impossible choice")
    d, heads, shared = config["hidden_size"], config["num_attention_heads"], config.get("n_shared_experts", 0)
    expert = 3 * d * config["intermediate_size"]
    once = 2 * d * (heads + config["num_key_value_heads"]) * (d // heads) + 2 * d + shared * expert
    ends, layers = 2 * config["vocab_size"] * d + d, config["num_hidden_layers"]
    return ends + layers * (once + n * (d + expert)), ends + layers * (once + k * (d + expert))


@bank.wrong("one expert is active")
def moe_parameters(config):
    n, k = config["num_local_experts"], config["num_experts_per_tok"]
    if not 1 <= k <= n:
        raise ValueError("impossible choice")
    d, heads, shared = config["hidden_size"], config["num_attention_heads"], config.get("n_shared_experts", 0)
    expert = 3 * d * config["intermediate_size"]
    once = 2 * d * (heads + config["num_key_value_heads"]) * (d // heads) + 2 * d + d * n + shared * expert
    ends, layers = 2 * config["vocab_size"] * d + d, config["num_hidden_layers"]
    return ends + layers * (once + n * expert), ends + layers * (once + expert)


@bank.wrong("two experts are active, as in Mixtral")
def moe_parameters(config):
    n, k = config["num_local_experts"], config["num_experts_per_tok"]
    if not 1 <= k <= n:
        raise ValueError("impossible choice")
    d, heads, shared = config["hidden_size"], config["num_attention_heads"], config.get("n_shared_experts", 0)
    expert = 3 * d * config["intermediate_size"]
    once = 2 * d * (heads + config["num_key_value_heads"]) * (d // heads) + 2 * d + d * n + shared * expert
    ends, layers = 2 * config["vocab_size"] * d + d, config["num_hidden_layers"]
    return ends + layers * (once + n * expert), ends + layers * (once + 2 * expert)


@bank.wrong("knows no shared experts")
def moe_parameters(config):
    n, k = config["num_local_experts"], config["num_experts_per_tok"]
    if not 1 <= k <= n:
        raise ValueError("impossible choice")
    d, heads = config["hidden_size"], config["num_attention_heads"]
    expert = 3 * d * config["intermediate_size"]
    once = 2 * d * (heads + config["num_key_value_heads"]) * (d // heads) + 2 * d + d * n
    ends, layers = 2 * config["vocab_size"] * d + d, config["num_hidden_layers"]
    return ends + layers * (once + n * expert), ends + layers * (once + k * expert)


@bank.wrong("the shared experts are among those to pick from")
def moe_parameters(config):
    n, k = config["num_local_experts"], config["num_experts_per_tok"]
    if not 1 <= k <= n:
        raise ValueError("impossible choice")
    d, heads, shared = config["hidden_size"], config["num_attention_heads"], config.get("n_shared_experts", 0)
    expert = 3 * d * config["intermediate_size"]
    once = 2 * d * (heads + config["num_key_value_heads"]) * (d // heads) + 2 * d + d * (n + shared)
    ends, layers = 2 * config["vocab_size"] * d + d, config["num_hidden_layers"]
    return ends + layers * (once + (n + shared) * expert), ends + layers * (once + (k + shared) * expert)


@bank.wrong("the shared experts are there, and rest")
def moe_parameters(config):
    n, k = config["num_local_experts"], config["num_experts_per_tok"]
    if not 1 <= k <= n:
        raise ValueError("impossible choice")
    d, heads, shared = config["hidden_size"], config["num_attention_heads"], config.get("n_shared_experts", 0)
    expert = 3 * d * config["intermediate_size"]
    once = 2 * d * (heads + config["num_key_value_heads"]) * (d // heads) + 2 * d + d * n
    ends, layers = 2 * config["vocab_size"] * d + d, config["num_hidden_layers"]
    return ends + layers * (once + (n + shared) * expert), ends + layers * (once + k * expert)


@bank.wrong("k and v for all heads")
def moe_parameters(config):
    n, k = config["num_local_experts"], config["num_experts_per_tok"]
    if not 1 <= k <= n:
        raise ValueError("impossible choice")
    d, shared = config["hidden_size"], config.get("n_shared_experts", 0)
    expert = 3 * d * config["intermediate_size"]
    once = 4 * d * d + 2 * d + d * n + shared * expert
    ends, layers = 2 * config["vocab_size"] * d + d, config["num_hidden_layers"]
    return ends + layers * (once + n * expert), ends + layers * (once + k * expert)


@bank.wrong("ties the head")
def moe_parameters(config):
    n, k = config["num_local_experts"], config["num_experts_per_tok"]
    if not 1 <= k <= n:
        raise ValueError("impossible choice")
    d, heads, shared = config["hidden_size"], config["num_attention_heads"], config.get("n_shared_experts", 0)
    expert = 3 * d * config["intermediate_size"]
    once = 2 * d * (heads + config["num_key_value_heads"]) * (d // heads) + 2 * d + d * n + shared * expert
    ends, layers = config["vocab_size"] * d + d, config["num_hidden_layers"]
    return ends + layers * (once + n * expert), ends + layers * (once + k * expert)


@bank.wrong("embedding and head are not active")
def moe_parameters(config):
    n, k = config["num_local_experts"], config["num_experts_per_tok"]
    if not 1 <= k <= n:
        raise ValueError("impossible choice")
    d, heads, shared = config["hidden_size"], config["num_attention_heads"], config.get("n_shared_experts", 0)
    expert = 3 * d * config["intermediate_size"]
    once = 2 * d * (heads + config["num_key_value_heads"]) * (d // heads) + 2 * d + d * n + shared * expert
    ends, layers = 2 * config["vocab_size"] * d, config["num_hidden_layers"]
    return ends + d + layers * (once + n * expert), d + layers * (once + k * expert)


@bank.wrong("active first")
def moe_parameters(config):
    n, k = config["num_local_experts"], config["num_experts_per_tok"]
    if not 1 <= k <= n:
        raise ValueError("impossible choice")
    d, heads, shared = config["hidden_size"], config["num_attention_heads"], config.get("n_shared_experts", 0)
    expert = 3 * d * config["intermediate_size"]
    once = 2 * d * (heads + config["num_key_value_heads"]) * (d // heads) + 2 * d + d * n + shared * expert
    ends, layers = 2 * config["vocab_size"] * d + d, config["num_hidden_layers"]
    return ends + layers * (once + k * expert), ends + layers * (once + n * expert)


@bank.wrong("believes any choice")
def moe_parameters(config):
    n, k = config["num_local_experts"], config["num_experts_per_tok"]
    d, heads, shared = config["hidden_size"], config["num_attention_heads"], config.get("n_shared_experts", 0)
    expert = 3 * d * config["intermediate_size"]
    once = 2 * d * (heads + config["num_key_value_heads"]) * (d // heads) + 2 * d + d * n + shared * expert
    ends, layers = 2 * config["vocab_size"] * d + d, config["num_hidden_layers"]
    return ends + layers * (once + n * expert), ends + layers * (once + k * expert)


@bank.right("what rests is taken away from the whole")
def moe_parameters(config):
    n, k = config["num_local_experts"], config["num_experts_per_tok"]
    if k not in range(1, n + 1):
        raise ValueError("impossible choice")
    d, inner, layers = config["hidden_size"], config["intermediate_size"], config["num_hidden_layers"]
    size = d // config["num_attention_heads"]
    whole = d * (2 * config["vocab_size"] + 1)
    for _ in range(layers):
        whole += 2 * d * d + 2 * d * config["num_key_value_heads"] * size  # q and output, k and v
        whole += n * d + 2 * d
        whole += (n + config.get("n_shared_experts", 0)) * 3 * d * inner
    return whole, whole - layers * (n - k) * 3 * d * inner


@bank.right("one sum with the experts open")
def moe_parameters(config):
    def count(experts):
        d, heads = config["hidden_size"], config["num_attention_heads"]
        shapes = [(d, heads * (d // heads))] * 2 + [(d, config["num_key_value_heads"] * (d // heads))] * 2
        shapes += [(d, config["intermediate_size"])] * (3 * (experts + (config.get("n_shared_experts") or 0)))
        shapes += [(d, config["num_local_experts"]), (d, 1), (d, 1)]
        shapes = shapes * config["num_hidden_layers"] + [(config["vocab_size"], d)] * 2 + [(d, 1)]
        return sum(a * b for a, b in shapes)

    if not 0 < config["num_experts_per_tok"] <= config["num_local_experts"]:
        raise ValueError("impossible choice")
    return count(config["num_local_experts"]), count(config["num_experts_per_tok"])
