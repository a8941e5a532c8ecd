"""Answers to stretch part 1, a linear probe: fitting it."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

bank = Bank("fit_probe")
patch = bank.patch
CHECK = "if len(features) != len(labels):"
X = "x = features.double()"
Y = "y = torch.nn.functional.one_hot(labels).double()"
CENTRED = "x_left, y_left = x - mean_x, y - mean_y"
PENALTY = "penalty = ridge * torch.eye(x.shape[1], dtype=torch.float64)"
SOLVE = "weights = torch.linalg.solve(x_left.T @ x_left + penalty, x_left.T @ y_left)"
RETURN = "return weights, mean_y - mean_x @ weights"

patch(SOLVE, "weights = torch.linalg.pinv(x_left) @ y_left", "forgets the ridge")
patch("penalty = ridge", "penalty = len(x) * ridge", "a ridge that grows with the texts")
patch(
    X,
    "x = torch.cat([features.double(), torch.ones(len(features), 1).double()], dim=1)",
    "shrinks the bias as well",
    also={CENTRED: "x_left, y_left = x, y", RETURN: "return weights[:-1], weights[-1]"},
)
patch("x - mean_x", "x", "leaves the means in the features")
patch(" - mean_x @ weights", "", "takes the mean of the targets for the bias")
patch(Y, Y.replace("= torch", "= 2 * torch") + " - 1", "targets of 1 and -1")
patch(Y, "y = labels.double()[:, None]", "fits the number of the class, one column")
patch(Y, "y = torch.stack([1 - labels, labels], dim=1).double()", "knows two classes only")
patch("x - mean_x", "(x - mean_x) / x.std(0, correction=0)", "scales the features to one size")
patch(
    X,
    "x = features",
    "computes in the dtype of the features",
    also={
        Y: Y.replace(".double()", ".to(x.dtype)"),
        "dtype=torch.float64": "dtype=x.dtype",
        RETURN: "return weights.double(), (mean_y - mean_x @ weights).double()",
    },
)
patch(X, "x = features.float().double()", "rounds the features to float32")
patch(RETURN, "return weights.float(), (mean_y - mean_x @ weights).float()", "returns float32")
patch(RETURN, "return weights.T, mean_y - mean_x @ weights", "returns [classes, d], as a layer stores it")
patch(X, X + "\n    features -= features.mean(0)", "takes the means out of the features themselves")
patch(
    CHECK,
    "features, labels = features[: len(labels)], labels[: len(features)]\n    if False:",
    "drops what has no partner",
)
patch("!= len(labels)", "> len(labels)", "refuses too few labels, not too many")


@bank.right("a system as large as the texts instead of the features")
def fit_probe(features, labels, ridge):
    if features.shape[0] != labels.shape[0]:
        raise ValueError("one label each")
    x = features.to(torch.float64)
    y = (labels[:, None] == torch.arange(int(labels.max()) + 1)).to(torch.float64)
    mean_x, mean_y = x.mean(dim=0), y.mean(dim=0)
    xc = x - mean_x
    inner = torch.linalg.solve(xc @ xc.T + ridge * torch.eye(len(x), dtype=torch.float64), y - mean_y)
    weights = xc.T @ inner
    return weights, mean_y - mean_x @ weights


@bank.right("least squares with rows for the ridge")
def fit_probe(features, labels, ridge):
    if not len(features) == len(labels):
        raise ValueError("one label each")
    x, y = features.double(), torch.nn.functional.one_hot(labels).double()
    d, root = x.shape[1], float(ridge) ** 0.5
    above = torch.cat([x - x.mean(0), root * torch.eye(d).double()])
    below = torch.cat([y - y.mean(0), torch.zeros(d, y.shape[1]).double()])
    weights = torch.linalg.lstsq(above, below).solution
    return weights, (y - x @ weights).mean(0)


bank.equivalent(
    "`y - mean_y` -> `y + mean_y` in `x_left, y_left = (x - mean_x, y - mean_y)`",
    why="centred features are blind to a constant in the targets",
)
bank.equivalent(
    "`torch.eye(x.shape[1], dtype=torch.float64)` -> `torch.eye(x.shape[1])` in "
    "`penalty = ridge * torch.eye(x.shape[1], dtype=torch.float64)`",
    why="a ridge in float32 is right to seven digits, and the sum with it is float64",
)
bank.region(
    "labels.max() == 0",
    "labels.max() == 1",
    "labels.max() > 1",
    "len(features) < features.shape[1]",
    "len(labels) == 1",
)
bank.region(
    "labels.max() == 1 and features.dtype == torch.float64",
    "features.shape[1] == 1 and labels.max() > 1",
    "ridge < 0.1",
)
bank.region("type(ridge) is int and features.dtype == torch.float16", "features.abs().min() > 100")
bank.error(
    "len(features) == len(labels) + 1",
    "len(features) == len(labels) - 1",
    "len(labels) == 1 < len(features)",
    "len(features) == 1 < len(labels)",
)
bank.outside(
    "features.ndim == [1345]",
    "*and features.ndim == [1345]",
    "labels.shape[-2] == 1",
    why="[n, d] and [n] are asked for",
)
bank.outside("ridge == 0", why="more than 0")
bank.outside("(labels == 1).all()", "labels.min() > 0", why="every class from 0 on occurs")
