"""Answers to part 1, three masks."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

bank = Bank()


# --- encoder_mask


@bank.wrong("inverted: padding is open")
def encoder_mask(real):
    return (real == 0)[:, None, :].expand(-1, real.shape[1], -1)


@bank.wrong("closes the rows of padding instead of its columns")
def encoder_mask(real):
    return (real == 1)[:, :, None].expand(-1, -1, real.shape[1])


@bank.wrong("closes the rows of padding as well")
def encoder_mask(real):
    return (real[:, :, None] * real[:, None, :]).bool()


@bank.wrong("forgets the padding")
def encoder_mask(real):
    batch, n = real.shape
    return torch.ones(batch, n, n, dtype=torch.bool)


@bank.wrong("is causal")
def encoder_mask(real):
    n = real.shape[1]
    return real.bool()[:, None, :] & torch.ones(n, n, dtype=torch.bool).tril()


@bank.wrong("~ of an integer")
def encoder_mask(real):
    return (~real).bool()[:, None, :].repeat(1, real.shape[1], 1)


@bank.wrong("counts the tokens, and takes them to stand first")
def encoder_mask(real):
    n = real.shape[1]
    inside = torch.arange(n) < real.sum(1, keepdim=True)
    return inside[:, None, :].expand(-1, n, -1)


@bank.wrong("goes up to the last token, whatever lies between")
def encoder_mask(real):
    n = real.shape[1]
    last = (real * torch.arange(n)).max(1).values
    return (torch.arange(n) <= last[:, None])[:, None, :].repeat(1, n, 1)


@bank.wrong("returns zeros and -inf, to be added to scores")
def encoder_mask(real):
    added = torch.zeros(real.shape).masked_fill(real == 0, float("-inf"))
    return added[:, None, :].expand(-1, real.shape[1], -1)


@bank.wrong("returns the mask as integers")
def encoder_mask(real):
    return real[:, None, :].expand(-1, real.shape[1], -1)


@bank.wrong("leaves the rows to broadcasting")
def encoder_mask(real):
    return (real == 1)[:, None, :]


@bank.wrong("gives every text the mask of the last")
def encoder_mask(real):
    batch, n = real.shape
    return real[-1].bool().expand(batch, n, n)


@bank.right("multiplies with ones")
def encoder_mask(real):
    return (torch.ones_like(real)[:, :, None] * real[:, None, :]).bool()


@bank.right("stacks a text at a time")
def encoder_mask(real):
    n = real.shape[1]
    return torch.stack([row.bool().repeat(n, 1) for row in real])


# --- decoder_mask


@bank.wrong("opens the upper triangle")
def decoder_mask(real):
    n = real.shape[1]
    return torch.ones(n, n, dtype=torch.bool).triu() & (real == 1)[:, None, :]


@bank.wrong("inverted: True means closed")
def decoder_mask(real):
    n = real.shape[1]
    return ~(torch.ones(n, n, dtype=torch.bool).tril() & (real == 1)[:, None, :])


@bank.wrong("a token may not look at itself")
def decoder_mask(real):
    n = real.shape[1]
    return torch.ones(n, n, dtype=torch.bool).tril(-1) & (real == 1)[:, None, :]


@bank.wrong("looks one token ahead")
def decoder_mask(real):
    n = real.shape[1]
    return torch.ones(n, n, dtype=torch.bool).tril(1) & (real == 1)[:, None, :]


@bank.wrong("forgets the padding, which comes later anyway")
def decoder_mask(real):
    batch, n = real.shape
    return torch.ones(n, n, dtype=torch.bool).tril().expand(batch, n, n)


@bank.wrong("closes the rows of padding instead of its columns")
def decoder_mask(real):
    n = real.shape[1]
    return torch.ones(n, n, dtype=torch.bool).tril() & (real == 1)[:, :, None]


@bank.wrong("closes the rows of padding as well")
def decoder_mask(real):
    n = real.shape[1]
    triangle = torch.ones(n, n, dtype=torch.bool).tril()
    return triangle & (real == 1)[:, None, :] & (real == 1)[:, :, None]


@bank.wrong("counts the tokens, and takes them to stand first")
def decoder_mask(real):
    n = real.shape[1]
    inside = torch.arange(n) < real.sum(1, keepdim=True)
    return torch.ones(n, n, dtype=torch.bool).tril() & inside[:, None, :]


@bank.wrong("starts every triangle at the text's first token")
def decoder_mask(real):
    n = real.shape[1]
    position = real.cumsum(1) - 1
    return (position[:, None, :] <= torch.arange(n)[None, :, None]) & (real == 1)[:, None, :]


@bank.wrong("opens the diagonal of padding")
def decoder_mask(real):
    n = real.shape[1]
    open_ = torch.ones(n, n, dtype=torch.bool).tril() & (real == 1)[:, None, :]
    return open_ | torch.eye(n, dtype=torch.bool)


@bank.wrong("adds triangle and mask instead of joining them")
def decoder_mask(real):
    n = real.shape[1]
    return (torch.ones(n, n).tril() + real[:, None, :]).bool()


@bank.right("compares positions")
def decoder_mask(real):
    at = torch.arange(real.shape[1])
    return (at[None, None, :] <= at[None, :, None]) & real.bool()[:, None, :]


@bank.right("where, and three loops")
def decoder_mask(real):
    batch, n = real.shape
    mask = torch.zeros(batch, n, n, dtype=torch.bool)
    for text in range(batch):
        for query in range(n):
            for key in range(query + 1):
                mask[text, query, key] = real[text, key] != 0
    return mask


# --- cross_mask


@bank.wrong("inverted: padding is open")
def cross_mask(real_source, n_target):
    return (real_source == 0)[:, None, :].expand(-1, n_target, -1)


@bank.wrong("forgets the padding of the source")
def cross_mask(real_source, n_target):
    return torch.ones(real_source.shape[0], n_target, real_source.shape[1], dtype=torch.bool)


@bank.wrong("is causal")
def cross_mask(real_source, n_target):
    triangle = torch.ones(n_target, real_source.shape[1], dtype=torch.bool).tril()
    return triangle & (real_source == 1)[:, None, :]


@bank.wrong("swaps target and source")
def cross_mask(real_source, n_target):
    return (real_source == 1)[:, :, None].expand(-1, -1, n_target)


@bank.wrong("closes rows, as if the target had the padding of its source")
def cross_mask(real_source, n_target):
    return (real_source == 1)[:, :n_target, None].expand(-1, -1, real_source.shape[1])


@bank.wrong("gives the target as many rows as the source has")
def cross_mask(real_source, n_target):
    return (real_source == 1)[:, None, :].expand(-1, real_source.shape[1], -1)


@bank.wrong("counts the tokens, and takes them to stand first")
def cross_mask(real_source, n_target):
    inside = torch.arange(real_source.shape[1]) < real_source.sum(1, keepdim=True)
    return inside[:, None, :].expand(-1, n_target, -1)


@bank.wrong("cuts the rows of a square: a target is never longer than its source")
def cross_mask(real_source, n_target):
    n = real_source.shape[1]
    return (real_source == 1)[:, None, :].expand(-1, n, -1)[:, :n_target]


@bank.wrong("returns integers")
def cross_mask(real_source, n_target):
    return real_source[:, None, :].repeat(1, n_target, 1)


@bank.wrong("gives every text the mask of the last")
def cross_mask(real_source, n_target):
    return (real_source[-1] == 1).expand(real_source.shape[0], n_target, -1)


@bank.right("repeats")
def cross_mask(real_source, n_target):
    return real_source.bool().unsqueeze(1).repeat(1, n_target, 1)


@bank.right("an outer product with ones")
def cross_mask(real_source, n_target):
    return torch.einsum("bk,q->bqk", real_source.float(), torch.ones(n_target)) > 0.5
