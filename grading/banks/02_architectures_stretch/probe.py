"""Answers to stretch part 1, a linear probe."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

bank = Bank()


# --- fit_probe


@bank.wrong("forgets the ridge")
def fit_probe(features, labels, ridge):
    if len(features) != len(labels):
        raise ValueError("lengths differ")
    x, y = features.double(), torch.nn.functional.one_hot(labels).double()
    weights = torch.linalg.pinv(x - x.mean(0)) @ (y - y.mean(0))
    return weights, y.mean(0) - x.mean(0) @ weights


@bank.wrong("a ridge that grows with the texts")
def fit_probe(features, labels, ridge):
    if len(features) != len(labels):
        raise ValueError("lengths differ")
    x, y = features.double(), torch.nn.functional.one_hot(labels).double()
    xc = x - x.mean(0)
    penalty = len(x) * ridge * torch.eye(x.shape[1], dtype=torch.float64)
    weights = torch.linalg.solve(xc.T @ xc + penalty, xc.T @ y)
    return weights, y.mean(0) - x.mean(0) @ weights


@bank.wrong("shrinks the bias as well")
def fit_probe(features, labels, ridge):
    if len(features) != len(labels):
        raise ValueError("lengths differ")
    x = torch.cat([features.double(), torch.ones(len(features), 1).double()], dim=1)
    y = torch.nn.functional.one_hot(labels).double()
    solved = torch.linalg.solve(x.T @ x + ridge * torch.eye(x.shape[1]).double(), x.T @ y)
    return solved[:-1], solved[-1]


@bank.wrong("leaves the means in the features")
def fit_probe(features, labels, ridge):
    if len(features) != len(labels):
        raise ValueError("lengths differ")
    x, y = features.double(), torch.nn.functional.one_hot(labels).double()
    weights = torch.linalg.solve(x.T @ x + ridge * torch.eye(x.shape[1]).double(), x.T @ y)
    return weights, y.mean(0) - x.mean(0) @ weights


@bank.wrong("takes the mean of the targets for the bias")
def fit_probe(features, labels, ridge):
    if len(features) != len(labels):
        raise ValueError("lengths differ")
    x, y = features.double(), torch.nn.functional.one_hot(labels).double()
    xc = x - x.mean(0)
    weights = torch.linalg.solve(xc.T @ xc + ridge * torch.eye(x.shape[1]).double(), xc.T @ y)
    return weights, y.mean(0)


@bank.wrong("targets of 1 and -1")
def fit_probe(features, labels, ridge):
    if len(features) != len(labels):
        raise ValueError("lengths differ")
    x, y = features.double(), 2 * torch.nn.functional.one_hot(labels).double() - 1
    xc = x - x.mean(0)
    weights = torch.linalg.solve(xc.T @ xc + ridge * torch.eye(x.shape[1]).double(), xc.T @ y)
    return weights, y.mean(0) - x.mean(0) @ weights


@bank.wrong("fits the number of the class, one column")
def fit_probe(features, labels, ridge):
    if len(features) != len(labels):
        raise ValueError("lengths differ")
    x, y = features.double(), labels.double()[:, None]
    xc = x - x.mean(0)
    weights = torch.linalg.solve(xc.T @ xc + ridge * torch.eye(x.shape[1]).double(), xc.T @ y)
    return weights, y.mean(0) - x.mean(0) @ weights


@bank.wrong("knows two classes only")
def fit_probe(features, labels, ridge):
    if len(features) != len(labels):
        raise ValueError("lengths differ")
    x, y = features.double(), torch.stack([1 - labels, labels], dim=1).double()
    xc = x - x.mean(0)
    weights = torch.linalg.solve(xc.T @ xc + ridge * torch.eye(x.shape[1]).double(), xc.T @ y)
    return weights, y.mean(0) - x.mean(0) @ weights


@bank.wrong("scales the features to one size")
def fit_probe(features, labels, ridge):
    if len(features) != len(labels):
        raise ValueError("lengths differ")
    x, y = features.double(), torch.nn.functional.one_hot(labels).double()
    xc = (x - x.mean(0)) / x.std(0, correction=0)
    weights = torch.linalg.solve(xc.T @ xc + ridge * torch.eye(x.shape[1]).double(), xc.T @ y)
    return weights, y.mean(0) - x.mean(0) @ weights


@bank.wrong("computes in the dtype of the features")
def fit_probe(features, labels, ridge):
    if len(features) != len(labels):
        raise ValueError("lengths differ")
    x, y = features, torch.nn.functional.one_hot(labels).to(features.dtype)
    xc = x - x.mean(0)
    weights = torch.linalg.solve(xc.T @ xc + ridge * torch.eye(x.shape[1], dtype=x.dtype), xc.T @ y)
    return weights.double(), (y.mean(0) - x.mean(0) @ weights).double()


@bank.wrong("returns float32")
def fit_probe(features, labels, ridge):
    if len(features) != len(labels):
        raise ValueError("lengths differ")
    x, y = features.double(), torch.nn.functional.one_hot(labels).double()
    xc = x - x.mean(0)
    weights = torch.linalg.solve(xc.T @ xc + ridge * torch.eye(x.shape[1]).double(), xc.T @ y)
    return weights.float(), (y.mean(0) - x.mean(0) @ weights).float()


@bank.wrong("returns [classes, d], as a layer stores it")
def fit_probe(features, labels, ridge):
    if len(features) != len(labels):
        raise ValueError("lengths differ")
    x, y = features.double(), torch.nn.functional.one_hot(labels).double()
    xc = x - x.mean(0)
    weights = torch.linalg.solve(xc.T @ xc + ridge * torch.eye(x.shape[1]).double(), xc.T @ y)
    return weights.T, y.mean(0) - x.mean(0) @ weights


@bank.wrong("takes the means out of the features themselves")
def fit_probe(features, labels, ridge):
    if len(features) != len(labels):
        raise ValueError("lengths differ")
    mean = features.double().mean(0)
    features -= mean.to(features.dtype)
    x, y = features.double(), torch.nn.functional.one_hot(labels).double()
    weights = torch.linalg.solve(x.T @ x + ridge * torch.eye(x.shape[1]).double(), x.T @ y)
    return weights, y.mean(0) - mean @ weights


@bank.wrong("drops the features that have no label")
def fit_probe(features, labels, ridge):
    n = min(len(features), len(labels))
    x, y = features[:n].double(), torch.nn.functional.one_hot(labels[:n]).double()
    xc = x - x.mean(0)
    weights = torch.linalg.solve(xc.T @ xc + ridge * torch.eye(x.shape[1]).double(), xc.T @ y)
    return weights, y.mean(0) - x.mean(0) @ weights


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


# --- probe_accuracy


@bank.wrong("leaves out the bias")
def probe_accuracy(weights, bias, features, labels):
    if len(labels) == 0:
        raise ValueError("no texts")
    return ((features.double() @ weights).argmax(-1) == labels).double().mean().item()


@bank.wrong("the lowest score wins")
def probe_accuracy(weights, bias, features, labels):
    if len(labels) == 0:
        raise ValueError("no texts")
    return ((features.double() @ weights + bias).argmin(-1) == labels).double().mean().item()


@bank.wrong("class 1 if its score is higher, else class 0")
def probe_accuracy(weights, bias, features, labels):
    if len(labels) == 0:
        raise ValueError("no texts")
    scores = features.double() @ weights + bias
    return ((scores[:, 1] > scores[:, 0]).long() == labels).double().mean().item()


@bank.wrong("per cent")
def probe_accuracy(weights, bias, features, labels):
    if len(labels) == 0:
        raise ValueError("no texts")
    return 100 * ((features.double() @ weights + bias).argmax(-1) == labels).double().mean().item()


@bank.wrong("how many are right, not which share")
def probe_accuracy(weights, bias, features, labels):
    if len(labels) == 0:
        raise ValueError("no texts")
    return ((features.double() @ weights + bias).argmax(-1) == labels).double().sum().item()


@bank.wrong("the share of mistakes")
def probe_accuracy(weights, bias, features, labels):
    if len(labels) == 0:
        raise ValueError("no texts")
    return ((features.double() @ weights + bias).argmax(-1) != labels).double().mean().item()


@bank.wrong("returns a tensor")
def probe_accuracy(weights, bias, features, labels):
    if len(labels) == 0:
        raise ValueError("no texts")
    return ((features.double() @ weights + bias).argmax(-1) == labels).double().mean()


@bank.wrong("takes features in float64 only")
def probe_accuracy(weights, bias, features, labels):
    if len(labels) == 0:
        raise ValueError("no texts")
    return ((features @ weights + bias).argmax(-1) == labels).double().mean().item()


@bank.wrong("no texts give NaN")
def probe_accuracy(weights, bias, features, labels):
    return ((features.double() @ weights + bias).argmax(-1) == labels).double().mean().item()


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


@bank.right("averages in float32")
def probe_accuracy(weights, bias, features, labels):
    if len(labels) == 0:
        raise ValueError("nothing to measure")
    right = (features.double() @ weights + bias).argmax(1) == labels
    return right.float().mean().item()


bank.equivalent(
    "fit_probe",
    "`y - y.mean(0)` -> `y + y.mean(0)` in `x_centred, y_centred = (x - x.mean(0), y - y.mean(0))`",
    why="centred features are blind to a constant in the targets",
)
bank.equivalent(
    "fit_probe",
    "`torch.eye(x.shape[1], dtype=torch.float64)` -> `torch.eye(x.shape[1])` in "
    "`penalty = ridge * torch.eye(x.shape[1], dtype=torch.float64)`",
    why="a ridge in float32 is right to seven digits, and the sum with it is float64",
)
bank.equivalent(
    "probe_accuracy",
    "`-1` -> `1` in `return (scores.argmax(dim=-1) == labels).double().mean().item()`",
    why="of two dimensions the last is number 1",
)
