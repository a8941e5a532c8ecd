"""Answers to stretch part 2, a mixture of experts."""
# ruff: noqa: F811  (one function, many answers)

from grading.banks import Bank

bank = Bank("moe_parameters")
patch = bank.patch
CHECK = "if picked < 1 or picked > experts:"
ATTENTION = "attention = 2 * width * (heads + kv_heads) * (width // heads)"
ALWAYS = "always = attention + router + norms + shared * expert"
ENDS = 'ends = 2 * config["vocab_size"] * width + width'
ALL = "everything = ends + layers * (always + experts * expert)"
ACTIVE = "active = ends + layers * (always + picked * expert)"
SHARED = 'config.get("n_shared_experts") or 0'

patch(
    ALL,
    "everything = experts * (ends + layers * (attention + norms + expert))",
    "multiplies the whole model by its experts: 8 x 7B = 56B",
    also={ACTIVE: "active = picked * (ends + layers * (attention + norms + expert))"},
)
patch(ACTIVE, "active = everything * picked // experts", "takes the share of the experts for the share of everything")
patch("attention + router + norms", "attention + norms", "forgets the routers")
patch(ACTIVE, ACTIVE + " - layers * width * (experts - picked)", "a router is active for the chosen experts only")
patch("picked * expert", "expert", "one expert is active")
patch("picked * expert", "2 * expert", "two experts are active, as in Mixtral")
patch(SHARED, "0", "knows no shared experts")
patch(SHARED, 'config["n_shared_experts"] or 0', "expects shared experts to be named")
patch(SHARED, 'config.get("n_shared_experts", 0)', "stumbles over shared experts of None")
patch("width * experts,", "width * (experts + shared),", "the shared experts are among those to pick from")
patch("picked * expert)", "(picked - shared) * expert)", "the shared experts are there, and rest")
patch("(heads + kv_heads)", "2 * heads", "k and v for all heads")
patch("ends = 2 * ", "ends = ", "ties the head")
patch("active = ends +", "active = width +", "embedding and head are not active")
patch("return everything, active", "return active, everything", "active first")
patch("return everything, active", "return float(everything), float(active)", "returns floats")
patch(CHECK, "if False:", "believes any choice")
patch(CHECK, "if picked > experts:", "lets no expert be picked")
patch(CHECK, "if picked == 0 or picked > experts:", "refuses 0, and takes what is below")
patch("    width, heads", '    config["n_shared_experts"] = 0\n    width, heads', "fills in the config it was given")


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
        whole += (n + (config.get("n_shared_experts") or 0)) * 3 * d * inner
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


bank.region(
    "'n_shared_experts' not in config", "config.get('n_shared_experts', 1) is None", "config.get('n_shared_experts')"
)
bank.region(
    "config.get('n_shared_experts', 1) == 0", "config['num_experts_per_tok'] == 1", "config['num_local_experts'] == 1"
)
bank.region("config['num_experts_per_tok'] == config['num_local_experts'] > 1", "config['num_hidden_layers'] == 1")
bank.region("config['num_attention_heads'] == 1", "config['num_key_value_heads'] == config['num_attention_heads']")
bank.region("config['num_key_value_heads'] < config['num_attention_heads']", "'model_type' in config")
bank.region("config.get('n_shared_experts') and config['num_local_experts'] == 1", "config['num_experts_per_tok'] > 2")
bank.error(
    *(
        f"config['num_experts_per_tok'] {wrong}"
        for wrong in ("== 0", "== -1", "< -1", "== config['num_local_experts'] + 1")
    )
)
bank.error("config['num_local_experts'] == 0", "config['num_experts_per_tok'] > config['num_local_experts'] > 1")
bank.error("config.get('n_shared_experts') and config['num_experts_per_tok'] < 1")
bank.outside("len(config) == [01]", why="eight keys are always there")
