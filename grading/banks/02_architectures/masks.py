"""Answers to part 1, three masks."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

# What learners get wrong in the same way in all three: how `tokens` is made.
SHARED = {
    "inverted: padding is open": "tokens = {0} == 0",
    "forgets the padding": "tokens = {0} >= 0",
    "~ of an integer": "tokens = (~{0}).bool()",
    "goes up to the last token, whatever lies between": "n = {0}.shape[1]\n"
    "    tokens = torch.arange(n) <= ({0} * torch.arange(n)).max(1).values[:, None]",
    "counts the tokens, which need not stand first": "tokens = torch.arange({0}.shape[1]) < {0}.sum(1, keepdim=True)",
    "gives every text the mask of the last": "tokens = {0}[-1:].expand_as({0}) == 1",
    "closes all of a text with any padding": "tokens = ({0} == 1).all(1, keepdim=True).expand_as({0})",
}
encoder, decoder, cross = Bank("encoder_mask"), Bank("decoder_mask"), Bank("cross_mask")
for bank, argument in ((encoder, "real"), (decoder, "real"), (cross, "real_source")):
    for why, changed in SHARED.items():
        bank.patch(f"tokens = {argument} == 1", changed.format(argument), why)
    bank.patch(f"tokens = {argument} == 1", f"tokens = {argument}.bool()", "bool() for a comparison", right=True)
    bank.region(
        f"{argument}.shape[0] == {argument}.shape[1] > 1", f"({argument}.sum(1) == 0).any() and {argument}.any()"
    )
    bank.region(
        f"{argument}[:, 0].min() == 0", f"{argument}[:, -1].min() == 0", f"{argument}.shape[0] > {argument}.shape[1]"
    )
    bank.region(
        f"({argument}.diff() > 0).any() and ({argument}.diff() < 0).any()", f"{argument}.shape[0] < {argument}.shape[1]"
    )
    bank.outside(
        f"{argument}.min() > 0", f"{argument}.max() > 1000", why="a mask of 0 and 1; where all are 1 is a region"
    )

# --- encoder_mask

RETURN = "return tokens[:, None, :].expand(-1, real.shape[1], -1)"
TURNED = "tokens[:, :, None].expand(-1, -1, real.shape[1])"
TRIL = "torch.ones(real.shape[1], real.shape[1], dtype=torch.bool).tril()"
encoder.patch(RETURN, f"return {TURNED}", "closes the rows of padding instead of its columns")
encoder.patch(RETURN, f"return tokens[:, None, :] & {TURNED}", "closes the rows of padding as well")
encoder.patch(RETURN, f"return tokens[:, None, :] & {TRIL}", "is causal")
encoder.patch(
    RETURN,
    'return torch.zeros(real.shape[0], *2 * real.shape[1:]).masked_fill(~tokens[:, None, :], float("-inf"))',
    "returns zeros and -inf, to be added to scores",
)
encoder.patch("real == 1", "real", "returns the mask as integers")
encoder.patch(RETURN, "return tokens[:, None, :]", "leaves the rows to broadcasting")
encoder.patch(
    RETURN, "real *= 1 - real\n    return tokens[:, None, :].expand(-1, real.shape[1], -1)", "clears its input"
)
encoder.patch(
    RETURN, "return tokens[:, None, :] & torch.ones_like(real).bool()[:, :, None]", "and with ones", right=True
)


@encoder.right("stacks a text at a time")
def encoder_mask(real):
    n = real.shape[1]
    return torch.stack([row.bool().repeat(n, 1) for row in real])


# --- decoder_mask

RETURN = "return past & tokens[:, None, :]"
decoder.patch(".tril()", ".triu()", "opens the upper triangle")
decoder.patch(RETURN, "return ~(past & tokens[:, None, :])", "inverted: True means closed")
decoder.patch(".tril()", ".tril(-1)", "a token may not look at itself")
decoder.patch(".tril()", ".tril(1)", "looks one token ahead")
decoder.patch(RETURN, "return past & tokens[:, :, None]", "closes the rows of padding instead of its columns")
decoder.patch(RETURN, "return past & tokens[:, None, :] & tokens[:, :, None]", "closes the rows of padding as well")
decoder.patch(
    "past = torch.ones(n, n, dtype=torch.bool).tril()",
    "past = (real.cumsum(1) - 1)[:, None, :] <= torch.arange(n)[None, :, None]",
    "starts every triangle at the text's first token",
)
decoder.patch(RETURN, RETURN + " | torch.eye(n, dtype=torch.bool)", "opens the diagonal of padding")
decoder.patch(RETURN, "return past | tokens[:, None, :]", "adds triangle and mask instead of joining them")


@decoder.right("compares positions")
def decoder_mask(real):
    at = torch.arange(real.shape[1])
    return (at[None, None, :] <= at[None, :, None]) & real.bool()[:, None, :]


@decoder.right("where, and three loops")
def decoder_mask(real):
    batch, n = real.shape
    mask = torch.zeros(batch, n, n, dtype=torch.bool)
    for text in range(batch):
        for query in range(n):
            for key in range(query + 1):
                mask[text, query, key] = real[text, key] != 0
    return mask


# --- cross_mask

RETURN = "return tokens[:, None, :].expand(-1, n_target, -1)"
cross.patch(RETURN, "return tokens[:, None, :] & torch.ones(n_target, tokens.shape[1]).bool().tril()", "is causal")
cross.patch(RETURN, "return tokens[:, :, None].expand(-1, -1, n_target)", "swaps target and source")
cross.patch(
    RETURN,
    "return tokens[:, :n_target, None].expand(-1, -1, tokens.shape[1])",
    "closes rows, as if the target had the padding of its source",
)
cross.patch("n_target, -1)", "tokens.shape[1], -1)", "gives the target as many rows as the source has")
cross.patch(
    RETURN,
    "return tokens[:, None, :].expand(-1, tokens.shape[1], -1)[:, :n_target]",
    "cuts the rows of a square: a target is never longer than its source",
)
cross.patch("real_source == 1", "real_source", "returns integers")
cross.patch("expand(-1, n_target, -1)", "repeat(1, n_target, 1)", "repeats", right=True)


@cross.right("an outer product with ones")
def cross_mask(real_source, n_target):
    return torch.einsum("bk,q->bqk", real_source.float(), torch.ones(n_target)) > 0.5


cross.region("n_target > real_source.shape[1]", "n_target < real_source.shape[1]", "n_target == real_source.shape[1]")
cross.outside("n_target == 0", why="at least 1")
