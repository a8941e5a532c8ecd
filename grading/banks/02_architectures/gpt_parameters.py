"""Answers to part 2, counting parameters: GPT-2 style."""
# ruff: noqa: F811  (one function, many answers)

from grading.banks import Bank

bank = Bank("gpt_parameters")
patch = bank.patch
INNER = 'inner = config.get("n_inner") or 4 * width'
ATTENTION = "attention = 4 * (width * width + width)"
FORWARD = "feed_forward = 2 * width * inner + inner + width"
EMBED = 'embeddings = (config["vocab_size"] + config["n_positions"]) * width'
LAYER = "layer = attention + feed_forward + 2 * 2 * width"
TOTAL = 'embeddings + config["n_layer"] * layer + 2 * width'

patch('(config["vocab_size"] +', '(2 * config["vocab_size"] +', "counts the tied LM head again")
patch(
    ATTENTION, "attention = 4 * width * width", "forgets the biases", also={FORWARD: "feed_forward = 2 * width * inner"}
)
patch(FORWARD, "feed_forward = 2 * width * inner", "forgets the biases of the feed-forward")
patch(
    LAYER,
    "layer = attention + feed_forward + 2 * width",
    "norms with a gain and no bias",
    also={"layer + 2 * width": "layer + width"},
)
patch(' + config["n_positions"]', "", "forgets the positions")
patch(" * layer + 2 * width", " * layer", "forgets the last norm")
patch(f"return {TOTAL}", 'return 12 * config["n_layer"] * width**2', "12 layers d squared, the rule of thumb")
patch("attention = 4", "attention = 3", "leaves out the output projection")
patch(INNER, "inner = 4 * width", "always takes 4 times the width in the feed-forward")
patch(INNER, 'inner = config.get("n_inner", 4 * width)', "stumbles over an n_inner of None")
patch(INNER, 'inner = config["n_inner"] or 4 * width', "expects n_inner to be named")
patch(INNER, f'config["n_inner"] = {INNER}', "fills in the config it was given")
patch(
    ATTENTION,
    'attention = config["n_head"] * 3 * width * width + width * width + 4 * width',
    "a square matrix for each head",
)
patch(f"return {TOTAL}", f"return ({TOTAL}) / 1e6", "returns millions")
patch(f"return {TOTAL}", f"return float({TOTAL})", "returns a float")
patch(
    "    width =",
    "    config = {key: config[key] for key in sorted(config) if config[key] < 10**6}\n    width =",
    "compares None with a number",
)


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


bank.region("'n_inner' not in config", "'n_inner' in config and config['n_inner'] is None", "config.get('n_inner')")
bank.region("config['n_layer'] == 1", "config['n_head'] == 1", "config['n_layer'] == 2", "config['n_embd'] > 1000")
bank.region("config.get('n_inner') and config['n_inner'] < config['n_embd']", "'model_type' in config")
bank.region("'model_type' in config and config.get('n_inner')", "config.get('n_inner') and config['n_head'] == 1")
bank.outside("len(config) == [01]", why="five keys are always there")
