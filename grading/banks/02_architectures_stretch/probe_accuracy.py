"""Answers to stretch part 1, a linear probe: measuring it."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

bank = Bank("probe_accuracy")
patch = bank.patch
CHECK = "if len(labels) == 0:"
RIGHT = "right = scores.argmax(dim=-1) == labels"
RETURN = "return right.double().mean().item()"

patch(" + bias", "", "leaves out the bias")
patch("argmax", "argmin", "the lowest score wins")
patch("scores.argmax(dim=-1)", "(scores[:, 1] > scores[:, 0]).long()", "class 1 if its score is higher, else class 0")
patch("scores.argmax(dim=-1)", "scores.abs().argmax(dim=-1)", "the largest score wins, whatever its sign")
patch("scores.argmax(dim=-1)", "scores.clamp(min=-1).argmax(dim=-1)", "scores under -1 are all alike")
patch(RETURN, "return 100 * right.double().mean().item()", "per cent")
patch(RETURN, "return right.double().sum().item()", "how many are right, not which share")
patch("== labels\n", "!= labels\n", "the share of mistakes")
patch(".mean().item()", ".mean()", "returns a tensor")
patch(RETURN, "return round(right.double().mean().item(), 2)", "rounds to per cent")
patch("features.double()", "features", "takes features in float64 only")
patch(
    "features.double() @ weights + bias",
    "features @ weights.to(features.dtype) + bias",
    "computes in the dtype of the features",
)
patch(CHECK, "if False:", "no texts give NaN")
patch(CHECK, "if len(labels) < 2:", "refuses a single text")


@bank.right("counts in a loop")
def probe_accuracy(weights, bias, features, labels):
    if not len(features):
        raise ValueError("nothing to measure")
    right = 0
    for row, label in zip(features.double(), labels.tolist(), strict=True):
        scores = (row @ weights + bias).tolist()
        right += scores.index(max(scores)) == label
    return right / len(features)


@bank.right("as a linear layer")
def probe_accuracy(weights, bias, features, labels):
    if labels.numel() == 0:
        raise ValueError("nothing to measure")
    scores = torch.nn.functional.linear(features.to(weights.dtype), weights.T, bias)
    return float(scores.max(dim=1).indices.eq(labels).sum()) / labels.numel()


patch("right.double()", "right.float()", "averages in float32", right=True)

bank.equivalent(
    "`-1` -> `1` in `right = scores.argmax(dim=-1) == labels`", why="of two dimensions the last is number 1"
)
bank.region(*(f"features.dtype == torch.{dtype}" for dtype in ("float16", "bfloat16", "float32", "float64")))
bank.region("len(labels) == 1", "weights.shape[1] == 1", "weights.shape[1] > 2", "weights.shape[0] == 1")
bank.region("(features.double() @ weights + bias).max() < 0", "(features.double() @ weights + bias).max() < -1000")
bank.error("len(labels) == 0")
bank.outside(
    "weights.ndim == [1345]",
    "weights.dtype == torch.*",
    "*and weights.ndim == [1345]",
    why="weights are float64 [d, c]",
)
bank.outside("bias.shape[-2] == 1", "labels.shape[-2] == 1", why="bias and labels have one dimension")
