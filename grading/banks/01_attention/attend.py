"""Answers to part 1, scaled dot-product attention."""
# ruff: noqa: F811  (one function, many answers)

import math

import torch

from grading.banks import Bank

bank = Bank()


@bank.wrong("does not divide by √d")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    return (q @ k.transpose(-2, -1)).softmax(-1) @ v


@bank.wrong("divides by d instead of √d")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    return (q @ k.transpose(-2, -1) / q.shape[-1]).softmax(-1) @ v


@bank.wrong("multiplies by √d")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    return (q @ k.transpose(-2, -1) * math.sqrt(q.shape[-1])).softmax(-1) @ v


@bank.wrong("takes d from the number of tokens")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    return (q @ k.transpose(-2, -1) / math.sqrt(k.shape[-2])).softmax(-1) @ v


@bank.wrong("divides by √d after the softmax")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    return (q @ k.transpose(-2, -1)).softmax(-1) / math.sqrt(q.shape[-1]) @ v


@bank.wrong("runs the softmax over the queries")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    return (q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])).softmax(-2) @ v


@bank.wrong("softmax over dim 1: right for a matrix, wrong for a batch")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    return (q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])).softmax(1) @ v


@bank.wrong("k.T: turns every dimension of a batch around")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    return (q @ k.T / math.sqrt(q.shape[-1])).softmax(-1) @ v


@bank.wrong("transposes dimensions 0 and 1")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    return (q @ k.transpose(0, 1) / math.sqrt(q.shape[-1])).softmax(-1) @ v


@bank.wrong("exp without subtracting the largest score")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    weights = (q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])).exp()
    return weights / weights.sum(-1, keepdim=True) @ v


@bank.wrong("subtracts one largest score for all, so that small rows vanish")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    weights = (scores - scores.max()).exp()
    return weights / weights.sum(-1, keepdim=True) @ v


@bank.wrong("scales the queries in place")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    q /= math.sqrt(q.shape[-1])
    return (q @ k.transpose(-2, -1)).softmax(-1) @ v


@bank.wrong("rounds √d down to a whole number")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    return (q @ k.transpose(-2, -1) / math.isqrt(q.shape[-1])).softmax(-1) @ v


@bank.wrong("keeps the 2 of the example as √d")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    return (q @ k.transpose(-2, -1) / 2).softmax(-1) @ v


@bank.wrong("computes in float32 whatever comes in")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    return (q.float() @ k.float().transpose(-2, -1) / math.sqrt(q.shape[-1])).softmax(-1) @ v.float()


@bank.wrong("rounds the weights to float32 on the way")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    return (q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])).softmax(-1).float().to(v.dtype) @ v


@bank.wrong("returns the weights")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    return (q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])).softmax(-1)


@bank.wrong("returns output and weights")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    weights = (q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])).softmax(-1)
    return weights @ v, weights


@bank.wrong("returns numpy")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    return ((q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])).softmax(-1) @ v).numpy()


@bank.wrong("leaves disagreeing shapes to torch's RuntimeError")
def attend(q, k, v):
    return (q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])).softmax(-1) @ v


@bank.wrong("checks with assert")
def attend(q, k, v):
    assert q.shape[-1] == k.shape[-1] and k.shape[-2] == v.shape[-2]
    return (q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])).softmax(-1) @ v


@bank.wrong("insists on as many queries as keys")
def attend(q, k, v):
    if q.shape != k.shape or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    return (q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])).softmax(-1) @ v


@bank.wrong("adds a causal mask")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    return torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)


@bank.wrong("answers nothing at all")
def attend(q, k, v):
    pass


@bank.wrong("never ends")
def attend(q, k, v):
    while True:
        pass


@bank.wrong("warns, and so writes to stderr")
def attend(q, k, v):
    import warnings

    warnings.warn("slow reference implementation", stacklevel=2)
    if q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ValueError("shapes disagree")
    return (q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])).softmax(-1) @ v


@bank.right("the library call")
def attend(q, k, v):
    if q.size(-1) != k.size(-1):
        raise ValueError("q and k differ in width")
    if k.size(-2) != v.size(-2):
        raise ValueError("k and v differ in length")
    return torch.nn.functional.scaled_dot_product_attention(q, k, v)


@bank.right("einsum, queries scaled first")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or v.shape[-2] != k.shape[-2]:
        raise ValueError("shapes disagree")
    scores = torch.einsum("...qd,...kd->...qk", q * q.shape[-1] ** -0.5, k)
    return torch.einsum("...qk,...kv->...qv", torch.softmax(scores, dim=-1), v)


@bank.right("softmax by hand, each row's largest score subtracted")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or v.shape[-2] != k.shape[-2]:
        raise ValueError("shapes disagree")
    scores = torch.matmul(q, k.mT) / q.shape[-1] ** 0.5
    weights = torch.exp(scores - scores.max(dim=-1, keepdim=True).values)
    return torch.matmul(weights, v) / weights.sum(dim=-1, keepdim=True)


@bank.right("one query at a time")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or v.shape[-2] != k.shape[-2]:
        raise ValueError("shapes disagree")
    rows = []
    for i in range(q.shape[-2]):
        scores = (k * q[..., i : i + 1, :]).sum(-1) / math.sqrt(q.shape[-1])
        rows.append((scores.softmax(-1).unsqueeze(-1) * v).sum(-2))
    return torch.stack(rows, dim=-2)
