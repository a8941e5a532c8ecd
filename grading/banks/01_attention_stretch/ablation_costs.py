"""Answers to stretch part 3, what a head is worth."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

bank = Bank("ablation_costs")
patch = bank.patch
FRESH = "keep = torch.ones(n_layers, n_heads)"
NEW = f"            {FRESH}\n"
WHOLE = "whole = loss(torch.ones(n_layers, n_heads))"
COSTS = "costs = torch.zeros(n_layers, n_heads)"
COST = "costs[layer, head] = loss(keep) - whole"
OUTER = "    for layer in range(n_layers):\n"
SILENT = "keep[layer, head] = 0.0"

patch(NEW, "", "heads silenced earlier stay silent", also={OUTER: f"    {FRESH}\n{OUTER}"})
patch(NEW, "", "heads of the same layer stay silent", also={OUTER: f"{OUTER}        {FRESH}\n"})
patch(
    NEW,
    "",
    "the cost against the head before, not against the whole model",
    also={
        OUTER: f"    {FRESH}\n{OUTER}",
        COST: "after = loss(keep)\n            costs[layer, head], whole = after - whole, after",
    },
)
patch(
    FRESH,
    "keep = torch.zeros(n_layers, n_heads)",
    "leaves one head on, and reads the difference backwards",
    also={
        SILENT: "keep[layer, head] = 1.0",
        WHOLE: "whole = loss(torch.zeros(n_layers, n_heads))",
        "loss(keep) - whole": "whole - loss(keep)",
    },
)
patch("loss(keep) - whole", "whole - loss(keep)", "reversed sign")
patch("loss(keep) - whole", "loss(keep)", "returns losses")
patch(WHOLE, "whole = loss(torch.zeros(n_layers, n_heads))", "compares with all heads off")
patch("loss(keep) - whole", "max(0.0, loss(keep) - whole)", "cuts negative costs to zero")
patch("loss(keep) - whole", "abs(loss(keep) - whole)", "takes the size of the difference")
patch("keep[layer, head]", "keep[layer]", "silences whole layers")
patch(
    FRESH,
    "keep = torch.ones(n_heads, n_layers)",
    "swaps layers and heads",
    also={
        SILENT: "keep[head, layer] = 0.0",
        COSTS: "costs = torch.zeros(n_heads, n_layers)",
        WHOLE: "whole = loss(torch.ones(n_heads, n_layers))",
        "costs[layer, head]": "costs[head, layer]",
    },
)
patch(WHOLE, f"n_layers, n_heads = 2, 3\n    {WHOLE}", "keeps to the 2 x 3 heads of the example")
patch("return costs", "return costs / costs.sum()", "shares the costs out so that they sum to 1")
patch("return costs", "return costs.tolist()", "returns a nested list")
patch("return costs", "return costs.half()", "rounds the costs to float16")
patch("if n_layers < 1 or n_heads < 1:", "if False:", "checks nothing: an empty tensor for no heads")
patch("n_layers < 1 or n_heads < 1", "n_layers < 1 and n_heads < 1", "refuses only what is empty twice")
patch("n_layers < 1 or n_heads < 1", "n_layers * n_heads < 1", "lets minus times minus pass")
patch("loss(keep) -", "loss(keep.tolist()) -", "passes a nested list to the loss")


@bank.right("switches a head off, measures, switches it on again")
def ablation_costs(loss, n_layers, n_heads):
    if min(n_layers, n_heads) < 1:
        raise ValueError("no heads")
    keep, costs = torch.ones(n_layers, n_heads), torch.empty(n_layers, n_heads)
    whole = loss(keep)
    for layer in range(n_layers):
        for head in range(n_heads):
            keep[layer, head] = 0
            costs[layer, head] = loss(keep) - whole
            keep[layer, head] = 1
    return costs


@bank.right("one flat index, a list at first")
def ablation_costs(loss, n_layers, n_heads):
    if n_layers < 1 or n_heads < 1:
        raise ValueError("no heads")
    losses = []
    for i in range(n_layers * n_heads):
        keep = torch.ones(n_layers * n_heads)
        keep[i] = 0
        losses.append(loss(keep.reshape(n_layers, n_heads)))
    return torch.tensor(losses).reshape(n_layers, n_heads) - loss(torch.ones(n_layers, n_heads))


@bank.right("a stack of masks from the identity, float64")
def ablation_costs(loss, n_layers, n_heads):
    if n_layers < 1 or n_heads < 1:
        raise ValueError("no heads")
    masks = (1 - torch.eye(n_layers * n_heads)).view(-1, n_layers, n_heads)
    whole = loss(torch.ones_like(masks[0]))
    return torch.tensor([loss(mask) - whole for mask in masks], dtype=torch.float64).view(n_layers, n_heads)


bank.region(
    "n_layers == n_heads",
    "n_layers < n_heads",
    "n_layers > n_heads",
    "n_layers > 2 and n_heads > 2",
    "n_layers == n_heads == 1",
)
bank.error("n_layers == 0 < n_heads", "n_heads == 0 < n_layers", "n_layers < 0 < n_heads", "n_heads < 0 < n_layers")
bank.error("n_layers == n_heads == 0", "n_layers < 0 and n_heads < 0")
bank.outside("dtype where *", why="any float dtype is asked for")
bank.outside("n_layers == 0", "n_heads == 0", why="refused: an error")
