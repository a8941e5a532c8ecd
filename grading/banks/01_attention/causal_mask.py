"""Answers to part 2, the causal mask."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

bank = Bank()


@bank.wrong("starts the triangle in the top left corner")
def causal_mask(n_new, n_past=0):
    if n_new < 1 or n_past < 0:
        raise ValueError("bad sizes")
    return torch.ones(n_new, n_past + n_new, dtype=torch.bool).tril()


@bank.wrong("opens everything as soon as there is a cache")
def causal_mask(n_new, n_past=0):
    if n_new < 1 or n_past < 0:
        raise ValueError("bad sizes")
    if n_past:
        return torch.ones(n_new, n_past + n_new, dtype=torch.bool)
    return torch.ones(n_new, n_new, dtype=torch.bool).tril()


@bank.wrong("shows the triangle only, and hides the cache")
def causal_mask(n_new, n_past=0):
    if n_new < 1 or n_past < 0:
        raise ValueError("bad sizes")
    return torch.ones(n_new, n_past + n_new, dtype=torch.bool).tril(n_past).triu(n_past)


@bank.wrong("puts the new tokens before the cache")
def causal_mask(n_new, n_past=0):
    if n_new < 1 or n_past < 0:
        raise ValueError("bad sizes")
    new = torch.ones(n_new, n_new, dtype=torch.bool).tril()
    return torch.cat([new, torch.ones(n_new, n_past, dtype=torch.bool)], dim=1)


@bank.wrong("ignores the cache")
def causal_mask(n_new, n_past=0):
    if n_new < 1 or n_past < 0:
        raise ValueError("bad sizes")
    return torch.ones(n_new, n_new, dtype=torch.bool).tril()


@bank.wrong("has rows for the cache too")
def causal_mask(n_new, n_past=0):
    if n_new < 1 or n_past < 0:
        raise ValueError("bad sizes")
    return torch.ones(n_past + n_new, n_past + n_new, dtype=torch.bool).tril()


@bank.wrong("returns the first rows of the large triangle")
def causal_mask(n_new, n_past=0):
    if n_new < 1 or n_past < 0:
        raise ValueError("bad sizes")
    return torch.ones(n_past + n_new, n_past + n_new, dtype=torch.bool).tril()[:n_new]


@bank.wrong("looks ahead instead of back")
def causal_mask(n_new, n_past=0):
    if n_new < 1 or n_past < 0:
        raise ValueError("bad sizes")
    return torch.ones(n_new, n_past + n_new, dtype=torch.bool).triu(n_past)


@bank.wrong("True where it is blocked")
def causal_mask(n_new, n_past=0):
    if n_new < 1 or n_past < 0:
        raise ValueError("bad sizes")
    return torch.ones(n_new, n_past + n_new, dtype=torch.bool).triu(n_past + 1)


@bank.wrong("no token sees itself")
def causal_mask(n_new, n_past=0):
    if n_new < 1 or n_past < 0:
        raise ValueError("bad sizes")
    return torch.ones(n_new, n_past + n_new, dtype=torch.bool).tril(n_past - 1)


@bank.wrong("sees one token too many")
def causal_mask(n_new, n_past=0):
    if n_new < 1 or n_past < 0:
        raise ValueError("bad sizes")
    return torch.ones(n_new, n_past + n_new, dtype=torch.bool).tril(n_past + 1)


@bank.wrong("sees one token too many, behind a cache only")
def causal_mask(n_new, n_past=0):
    if n_new < 1 or n_past < 0:
        raise ValueError("bad sizes")
    return torch.ones(n_new, n_past + n_new, dtype=torch.bool).tril(n_past + (n_past > 0))


@bank.wrong("returns 0 and 1 as floats")
def causal_mask(n_new, n_past=0):
    if n_new < 1 or n_past < 0:
        raise ValueError("bad sizes")
    return torch.ones(n_new, n_past + n_new).tril(n_past)


@bank.wrong("returns the additive mask, 0 and -inf")
def causal_mask(n_new, n_past=0):
    if n_new < 1 or n_past < 0:
        raise ValueError("bad sizes")
    return torch.full((n_new, n_past + n_new), float("-inf")).triu(n_past + 1)


@bank.wrong("returns a nested list")
def causal_mask(n_new, n_past=0):
    if n_new < 1 or n_past < 0:
        raise ValueError("bad sizes")
    return [[column <= n_past + row for column in range(n_past + n_new)] for row in range(n_new)]


@bank.wrong("checks nothing")
def causal_mask(n_new, n_past=0):
    positions = torch.arange(n_past + n_new)
    return positions[None, :] <= positions[n_past:, None]


@bank.wrong("refuses to start without a cache")
def causal_mask(n_new, n_past=0):
    if not n_new or not n_past:
        raise ValueError("nothing to do")
    return torch.ones(n_new, n_past + n_new, dtype=torch.bool).tril(n_past)


@bank.wrong("lets zero new tokens pass")
def causal_mask(n_new, n_past=0):
    if n_new < 0 or n_past < 0:
        raise ValueError("bad sizes")
    return torch.ones(n_new, n_past + n_new, dtype=torch.bool).tril(n_past)


@bank.right("tril with the cache as diagonal")
def causal_mask(n_new, n_past=0):
    if n_new <= 0 or n_past <= -1:
        raise ValueError("bad sizes")
    return torch.tril(torch.ones(n_new, n_past + n_new, dtype=torch.bool), diagonal=n_past)


@bank.right("last rows of the large triangle")
def causal_mask(n_new, n_past=0):
    if n_new < 1 or n_past < 0:
        raise ValueError("bad sizes")
    total = n_past + n_new
    return torch.ones(total, total).tril()[-n_new:] == 1


@bank.right("an open cache beside a triangle")
def causal_mask(n_new, n_past=0):
    if min(n_new - 1, n_past) < 0:
        raise ValueError("bad sizes")
    triangle = ~torch.ones(n_new, n_new).triu(1).bool()
    return torch.hstack([torch.ones(n_new, n_past).bool(), triangle])


@bank.right("loops")
def causal_mask(n_new, n_past=0):
    if n_new < 1 or n_past < 0:
        raise ValueError("bad sizes")
    mask = torch.zeros(n_new, n_past + n_new, dtype=torch.bool)
    for row in range(n_new):
        mask[row, : n_past + row + 1] = True
    return mask
