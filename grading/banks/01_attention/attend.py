"""Answers to part 1, scaled dot-product attention."""
# ruff: noqa: F811  (one function, many answers)

import math

import torch

from grading.banks import Bank

bank = Bank("attend")
patch = bank.patch

patch(" / math.sqrt(d)", "", "does not divide by √d")
patch("math.sqrt(d)", "d", "divides by d instead of √d")
patch("/ math", "* math", "multiplies by √d")
patch("math.sqrt(d)", "math.sqrt(n_keys)", "takes d from the number of tokens")
patch(
    "return weights", "return weights / math.sqrt(d)", "divides by √d after the softmax", also={" / math.sqrt(d)": ""}
)
patch("softmax(dim=-1)", "softmax(dim=-2)", "runs the softmax over the queries")
patch("softmax(dim=-1)", "softmax(dim=1)", "softmax over dim 1: right for a matrix, wrong for a batch")
patch("k.transpose(-2, -1)", "k.T", "k.T: turns every dimension of a batch around")
patch("transpose(-2, -1)", "transpose(0, 1)", "transposes dimensions 0 and 1")
patch(
    "weights = scores.softmax(dim=-1)",
    "weights = scores.exp() / scores.exp().sum(-1, keepdim=True)",
    "exp without subtracting the largest score",
)
patch(
    "weights = scores.softmax(dim=-1)",
    "weights = (scores - scores.max()).exp()\n    weights = weights / weights.sum(-1, keepdim=True)",
    "subtracts one largest score for all, so that small rows vanish",
)
patch(
    "weights = scores.softmax(dim=-1)",
    "weights = scores.clamp(-100, 100).softmax(dim=-1)",
    "cuts scores off at 100, so that large ones are equal",
)
patch(
    "scores = q",
    "q /= math.sqrt(d)\n    scores = q",
    "scales the queries in place",
    also={" / math.sqrt(d)": ""},
)
patch("math.sqrt(d)", "math.isqrt(d)", "rounds √d down to a whole number")
patch("math.sqrt(d)", "2", "keeps the 2 of the example as √d")
patch("= q @ k.", "= q.float() @ k.float().", "computes in float32 whatever comes in", also={"@ v": "@ v.float()"})
patch("softmax(dim=-1)", "softmax(dim=-1).float().to(v.dtype)", "rounds the weights to float32 on the way")
patch("= q @ k.", "= q.half() @ k.half().", "computes scores in float16", also={"@ v": "@ v.half()"})
patch("weights @ v", "weights", "returns the weights")
patch("weights @ v", "weights @ v, weights", "returns output and weights")
patch("weights @ v", "(weights @ v).numpy()", "returns numpy")
patch("if k.shape[-1] != d:", "if False:", "leaves a width that disagrees to torch's RuntimeError")
patch("if v.shape[-2] != n_keys:", "if False:", "leaves values that are missing to torch's RuntimeError")
patch("k.shape[-1] != d", "k.shape[-1] < d", "refuses keys that are narrower, not those that are wider")
patch("v.shape[-2] != n_keys", "v.shape[-2] < n_keys", "refuses too few values, not too many")
patch(
    "    if k.shape[-1] != d:\n        raise",
    "    assert k.shape[-1] == d\n    if False:\n        raise",
    "checks with assert",
)
patch("if k.shape[-1] != d:", "if k.shape != q.shape:", "insists on as many queries as keys")
patch("k.transpose(-2, -1)", "k.permute(0, 1, 3, 2)", "takes four dimensions and no other number")


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


patch(
    "    d = q.shape[-1]",
    '    import warnings\n\n    warnings.warn("slow reference implementation", stacklevel=2)\n    d = q.shape[-1]',
    "warns, and so writes to stderr",
)


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


patch(
    "weights = scores.softmax(dim=-1)",
    "weights = torch.exp(scores - scores.max(dim=-1, keepdim=True).values)\n"
    "    weights = weights / weights.sum(dim=-1, keepdim=True)",
    "softmax by hand, each row's largest score subtracted",
    right=True,
)
patch(
    "return weights @ v", "return torch.nn.Parameter(weights @ v)", "returns a Parameter, which is a tensor", right=True
)


@bank.right("one query at a time")
def attend(q, k, v):
    if q.shape[-1] != k.shape[-1] or v.shape[-2] != k.shape[-2]:
        raise ValueError("shapes disagree")
    rows = []
    for i in range(q.shape[-2]):
        scores = (k * q[..., i : i + 1, :]).sum(-1) / math.sqrt(q.shape[-1])
        rows.append((scores.softmax(-1).unsqueeze(-1) * v).sum(-2))
    return torch.stack(rows, dim=-2)


bank.region("k.shape[-2] < q.shape[-2]", "k.shape[-2] > q.shape[-2]", "v.shape[-1] != q.shape[-1]")
bank.error("k.shape[-1] < q.shape[-1]", "k.shape[-1] > q.shape[-1]", "k.shape[-1] == 1 < q.shape[-1]")
bank.error("v.shape[-2] < k.shape[-2]", "v.shape[-2] > k.shape[-2]", "v.shape[-2] == 1 < k.shape[-2]")
bank.error("v.shape[-2] != k.shape[-2] and q.ndim == 4", "k.shape[-1] != q.shape[-1] and q.ndim == 4")
bank.outside("q.ndim == 1", "*and q.ndim == 1", why="the docstring asks for at least [n_queries, d]")
