"""Answers to part 2, the causal mask."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

bank = Bank("causal_mask")
patch = bank.patch
RETURN = "return positions[None, :] <= looking[:, None]"
ONES = "torch.ones(n_new, n_past + n_new, dtype=torch.bool)"

patch(RETURN, f"return {ONES}.tril()", "starts the triangle in the top left corner")
patch(
    "    positions =",
    f"    if n_past:\n        return {ONES}\n    positions =",
    "opens everything as soon as there is a cache",
)
patch(RETURN, f"return {ONES}.tril(n_past).triu(n_past)", "shows the triangle only, and hides the cache")
patch(
    RETURN,
    "new = torch.ones(n_new, n_new, dtype=torch.bool).tril()\n"
    "    return torch.cat([new, torch.ones(n_new, n_past, dtype=torch.bool)], dim=1)",
    "puts the new tokens before the cache",
)
patch(RETURN, "return torch.ones(n_new, n_new, dtype=torch.bool).tril()", "ignores the cache")
patch("looking = positions[n_past:]", "looking = positions", "has rows for the cache too")
patch("looking = positions[n_past:]", "looking = positions[:n_new]", "returns the first rows of the large triangle")
patch("<= looking", ">= looking", "looks ahead instead of back")
patch("<= looking", "> looking", "True where it is blocked")
patch("<= looking", "< looking", "no token sees itself")
patch("<= looking[:, None]", "<= looking[:, None] + 1", "sees one token too many")
patch("<= looking[:, None]", "<= looking[:, None] + (n_past > 0)", "sees one token too many, behind a cache only")
patch(RETURN, "return (positions[None, :] <= looking[:, None]).float()", "returns 0 and 1 as floats")
patch(
    RETURN,
    'return torch.full((n_new, n_past + n_new), float("-inf")).triu(n_past + 1)',
    "returns the additive mask, 0 and -inf",
)
patch(RETURN, "return (positions[None, :] <= looking[:, None]).tolist()", "returns a nested list")
patch("if n_new < 1 or n_past < 0:", "if False:", "checks nothing")
patch("if n_new < 1 or n_past < 0:", "if not n_new or not n_past:", "refuses to start without a cache")
patch("if n_new < 1 or", "if n_new < 0 or", "lets zero new tokens pass")
patch("n_past < 0", "n_past < -1", "takes -1 for no cache")
patch("n_new < 1 or n_past < 0", "n_new < 1 and n_past < 0", "refuses only what is wrong twice")
patch("torch.arange(n_past + n_new)", "torch.arange(n_past + n_new, dtype=torch.int8)", "counts positions in int8")


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


bank.region("n_new > 2 and n_past > 2", "n_new > n_past > 0", "n_past > n_new > 1", "n_new + n_past > 256")
bank.error("n_new == 0 and n_past == 0", "n_new == 0 and n_past > 0", "n_new < 0 and n_past > 0", "n_new < 0 == n_past")
bank.error(
    "n_past == -1 and n_new > 0", "n_past < -1 and n_new > 0", "n_past < 0 and n_new < 1", "'n_past' not in given"
)
bank.outside("n_new == 0", why="refused: an error, below")
