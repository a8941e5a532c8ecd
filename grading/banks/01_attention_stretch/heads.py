"""Answers to stretch part 1, split and merge heads."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

# --- split_heads

split = Bank("split_heads")
patch = split.patch
APART = "apart = x.reshape(batch, n, n_heads, width // n_heads)"
TURN = "return apart.transpose(1, 2)"

patch(
    APART,
    "apart = x.reshape(batch, n_heads, n, width // n_heads)",
    "reshapes straight to the end",
    also={TURN: "return apart"},
)
patch(
    APART,
    "apart = x.reshape(batch, n, width // n_heads, n_heads)",
    "gives head h every n_heads-th number",
    also={TURN: "return apart.permute(0, 3, 1, 2)"},
)
patch(TURN, "return apart", "leaves the heads behind the tokens")
patch(TURN, "return apart.permute(2, 0, 1, 3)", "swaps batch and heads")
patch(TURN, "return apart.permute(0, 2, 3, 1)", "transposes the two last dimensions as well")
patch("n_heads, width // n_heads)", "width // n_heads, n_heads)", "takes n_heads for the width of a head")
patch(APART, "apart = x.half().reshape(batch, n, n_heads, width // n_heads)", "answers in float16")
patch("if width % n_heads:", "if False:", "leaves a width that does not divide to reshape")
patch("if width % n_heads:", "if width < n_heads:", "refuses only too many heads")
patch("if width % n_heads:", "if width > n_heads and width % n_heads:", "does not refuse too many heads")


@split.wrong("chunk: gives fewer heads when the width does not divide")
def split_heads(x, n_heads):
    return torch.stack(x.chunk(n_heads, dim=-1), dim=1)


@split.wrong("drops what does not divide")
def split_heads(x, n_heads):
    d_head = x.shape[-1] // n_heads
    return torch.stack([x[..., h * d_head : (h + 1) * d_head] for h in range(n_heads)], dim=1)


@split.wrong("works for one sentence")
def split_heads(x, n_heads):
    if x.shape[-1] % n_heads:
        raise ValueError("width does not divide")
    return x[0].reshape(x.shape[1], n_heads, -1).transpose(0, 1)[None]


patch(TURN, "return list(apart.unbind(2))", "returns a list of heads")


@split.right("stacks slices")
def split_heads(x, n_heads):
    d_head, left_over = divmod(x.shape[-1], n_heads)
    if left_over or d_head == 0:
        raise ValueError("width does not divide")
    return torch.stack([x[..., h * d_head : (h + 1) * d_head] for h in range(n_heads)], dim=1)


@split.right("unflatten and permute")
def split_heads(x, n_heads):
    if x.size(2) % n_heads != 0:
        raise ValueError("width does not divide")
    return x.unflatten(-1, (n_heads, -1)).permute(0, 2, 1, 3).contiguous()


patch("x.reshape(", "x.view(", "view, which can always cut a dimension", right=True)

split.region("x.shape[0] > 1 and x.shape[1] > 1 and n_heads > 2", "x.shape[-1] == n_heads", "x.shape[1] == n_heads")
split.region("x.transpose(0, 1).is_contiguous() and not x.is_contiguous()", "x.mT.is_contiguous() and x.shape[0] > 1")
split.error(
    "x.shape[-1] < n_heads",
    "x.shape[-1] > n_heads and x.shape[-1] % n_heads",
    "x.shape[0] > 1 and x.shape[-1] % n_heads",
)
split.outside("x.ndim == [1245]", "*and x.ndim == [1245]", why="the docstring asks for three dimensions")
split.outside("n_heads == 0", why="n_heads is at least 1")

# --- merge_heads

merge = Bank("merge_heads")
patch = merge.patch
TOGETHER = "together = x.transpose(1, 2)"
JOIN = "return together.reshape(batch, n, n_heads * d_head)"

patch(TOGETHER, "together = x", "reshapes without bringing the heads together")
patch("together.reshape(", "together.view(", "view after transpose: torch refuses")
patch(TOGETHER, "together = x.permute(0, 2, 3, 1)", "interleaves the heads")
patch(JOIN, "return torch.cat([x[:, 0], x[:, 1]], dim=-1)", "keeps to the two heads of the example")
patch(JOIN, "return together[:1].reshape(1, n, n_heads * d_head)", "works for one sentence")
patch(TOGETHER, "together = x.permute(2, 0, 1, 3)", "mixes the sentences of a batch")
patch(JOIN, "return x.sum(1)", "adds the heads up")
patch(JOIN, "return together", "swaps back and forgets to join")
patch(JOIN, "return together.reshape(batch, n, n_heads * d_head).squeeze(1)", "squeezes away a dimension of size 1")
patch(JOIN, "return together.reshape(batch, n, n_heads * d_head).float()", "answers in float32")
patch(JOIN, "return torch.cat(x.unbind(dim=1), dim=-1)", "joins along the width", right=True)
patch(JOIN, "return together.flatten(start_dim=2)", "flattens", right=True)
patch(JOIN, "return together.contiguous().view(batch, n, -1)", "contiguous and view", right=True)

merge.region("x.shape[1] == 1", "x.shape[0] == 2", "x.shape[0] > 1 and x.shape[1] > 2", "x.shape[1] == x.shape[2]")
merge.region("x.transpose(1, 2).is_contiguous()")
merge.outside("x.ndim == [1235]", "*and x.ndim == [1235]", why="the docstring asks for four dimensions")
