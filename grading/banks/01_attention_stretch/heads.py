"""Answers to stretch part 1, split and merge heads."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

bank = Bank()


# --- split_heads


@bank.wrong("reshapes straight to [batch, heads, n, d_head]")
def split_heads(x, n_heads):
    batch, n, width = x.shape
    if width % n_heads:
        raise ValueError("width does not divide")
    return x.reshape(batch, n_heads, n, width // n_heads)


@bank.wrong("gives head h every n_heads-th number")
def split_heads(x, n_heads):
    batch, n, width = x.shape
    if width % n_heads:
        raise ValueError("width does not divide")
    return x.reshape(batch, n, width // n_heads, n_heads).permute(0, 3, 1, 2)


@bank.wrong("leaves the heads behind the tokens")
def split_heads(x, n_heads):
    batch, n, width = x.shape
    if width % n_heads:
        raise ValueError("width does not divide")
    return x.reshape(batch, n, n_heads, width // n_heads)


@bank.wrong("swaps batch and heads")
def split_heads(x, n_heads):
    batch, n, width = x.shape
    if width % n_heads:
        raise ValueError("width does not divide")
    return x.reshape(batch, n, n_heads, width // n_heads).permute(2, 0, 1, 3)


@bank.wrong("transposes the two last dimensions as well")
def split_heads(x, n_heads):
    batch, n, width = x.shape
    if width % n_heads:
        raise ValueError("width does not divide")
    return x.reshape(batch, n, n_heads, width // n_heads).permute(0, 2, 3, 1)


@bank.wrong("takes n_heads for the width of a head")
def split_heads(x, n_heads):
    batch, n, width = x.shape
    if width % n_heads:
        raise ValueError("width does not divide")
    return x.reshape(batch, n, width // n_heads, n_heads).transpose(1, 2)


@bank.wrong("chunk: gives fewer heads when the width does not divide")
def split_heads(x, n_heads):
    return torch.stack(x.chunk(n_heads, dim=-1), dim=1)


@bank.wrong("drops what does not divide")
def split_heads(x, n_heads):
    d_head = x.shape[-1] // n_heads
    return torch.stack([x[..., h * d_head : (h + 1) * d_head] for h in range(n_heads)], dim=1)


@bank.wrong("leaves a width that does not divide to reshape")
def split_heads(x, n_heads):
    batch, n, width = x.shape
    return x.reshape(batch, n, n_heads, width // n_heads).transpose(1, 2)


@bank.wrong("works for one sentence")
def split_heads(x, n_heads):
    if x.shape[-1] % n_heads:
        raise ValueError("width does not divide")
    return x[0].reshape(x.shape[1], n_heads, -1).transpose(0, 1)[None]


@bank.wrong("returns a list of heads")
def split_heads(x, n_heads):
    if x.shape[-1] % n_heads:
        raise ValueError("width does not divide")
    return list(x.chunk(n_heads, dim=-1))


@bank.right("stacks slices")
def split_heads(x, n_heads):
    d_head, left_over = divmod(x.shape[-1], n_heads)
    if left_over or d_head == 0:
        raise ValueError("width does not divide")
    return torch.stack([x[..., h * d_head : (h + 1) * d_head] for h in range(n_heads)], dim=1)


@bank.right("unflatten and permute")
def split_heads(x, n_heads):
    if x.size(2) % n_heads != 0:
        raise ValueError("width does not divide")
    return x.unflatten(-1, (n_heads, -1)).permute(0, 2, 1, 3).contiguous()


@bank.right("view, and a copy")
def split_heads(x, n_heads):
    if x.shape[2] // n_heads * n_heads != x.shape[2]:
        raise ValueError("width does not divide")
    return x.contiguous().view(x.shape[0], x.shape[1], n_heads, -1).swapaxes(1, 2).clone()


# --- merge_heads


@bank.wrong("reshapes without bringing the heads together")
def merge_heads(x):
    batch, n_heads, n, d_head = x.shape
    return x.reshape(batch, n, n_heads * d_head)


@bank.wrong("view after transpose: torch refuses")
def merge_heads(x):
    batch, n_heads, n, d_head = x.shape
    return x.transpose(1, 2).view(batch, n, n_heads * d_head)


@bank.wrong("interleaves the heads")
def merge_heads(x):
    batch, n_heads, n, d_head = x.shape
    return x.permute(0, 2, 3, 1).reshape(batch, n, n_heads * d_head)


@bank.wrong("keeps to the two heads of the example")
def merge_heads(x):
    return torch.cat([x[:, 0], x[:, 1]], dim=-1)


@bank.wrong("works for one sentence")
def merge_heads(x):
    return x[0].transpose(0, 1).reshape(1, x.shape[2], -1)


@bank.wrong("mixes the sentences of a batch")
def merge_heads(x):
    batch, n_heads, n, d_head = x.shape
    return x.permute(2, 0, 1, 3).reshape(batch, n, n_heads * d_head)


@bank.wrong("adds the heads up")
def merge_heads(x):
    return x.sum(1)


@bank.wrong("swaps back and forgets to join")
def merge_heads(x):
    return x.transpose(1, 2)


@bank.wrong("squeezes away a dimension of size 1")
def merge_heads(x):
    return torch.cat([head.squeeze(1) for head in x.split(1, dim=1)], dim=-1).squeeze(1)


@bank.right("joins along the width")
def merge_heads(x):
    return torch.cat(x.unbind(dim=1), dim=-1)


@bank.right("permute and flatten")
def merge_heads(x):
    return x.permute(0, 2, 1, 3).flatten(start_dim=2)


@bank.right("contiguous and view")
def merge_heads(x):
    return x.swapaxes(1, 2).contiguous().view(x.shape[0], x.shape[2], x.shape[1] * x.shape[3])
