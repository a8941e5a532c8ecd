"""Answers to part 3, the padding mask."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

bank = Bank("masked_weights")
patch = bank.patch
MASK = "padding = attention_mask[:, None, None, :] == 0"
FILL = 'scores = scores.masked_fill(padding, float("-inf"))'
ZERO = "return weights.masked_fill(padding, 0.0)"
EACH = "attention_mask[:, None, None, :] =="

patch(
    FILL,
    "scores = scores * ~padding",
    "multiplies the scores by the mask: a score of 0 still weighs",
    also={ZERO: "return weights"},
)
patch(EACH, "attention_mask[:, None, None, :] > 9 +", "ignores the mask")
patch(FILL, "", "multiplies the weights by the mask after the softmax", also={ZERO: "return weights * ~padding"})
patch(
    FILL,
    "",
    "shares out again after the softmax: 0 / 0 when the padding had it all",
    also={ZERO: "weights = weights * ~padding\n    return (weights / weights.sum(-1, keepdim=True)).nan_to_num(0.0)"},
)
patch(EACH, "attention_mask[:, None, :, None] ==", "masks the queries")
patch(ZERO, "return weights.masked_fill(padding | padding.mT, 0.0)", "zeroes the rows of padding queries as well")
patch(":] == 0", ":] == 1", "masks the tokens and keeps the padding")
patch(
    MASK, "padding = (~attention_mask[:, None, None, :]).bool()", "~ of an int64 mask: ~1 is -2, which is true as well"
)
patch(EACH, "attention_mask[:, None, :] ==", "forgets the dimension of the heads: the mask meets the wrong sentence")
patch(EACH, "attention_mask ==", "lets the mask broadcast as it is")
patch(EACH, "attention_mask[0] ==", "takes the mask of the first sentence for all")
patch(EACH, "attention_mask[-1] ==", "takes the mask of the last sentence for all")
patch(
    MASK,
    "lengths = attention_mask.sum(-1)[:, None, None, None]\n    padding = torch.arange(scores.shape[-1]) >= lengths",
    "counts the tokens, as if padding were always on the right",
)
patch(
    MASK,
    "first = attention_mask.argmax(-1)[:, None, None, None]\n    padding = torch.arange(scores.shape[-1]) < first",
    "looks for the first token, as if padding were always on the left",
)
patch(ZERO, "return weights", "NaN for a sentence without tokens")
patch(
    'float("-inf")',
    "torch.finfo(scores.dtype).min",
    "even weights for a sentence without tokens",
    also={ZERO: "return weights"},
)
patch(FILL, 'scores[padding.expand_as(scores)] = float("-inf")', "fills in place")
patch('float("-inf")', "-1e9", "fills with -1e9: too large for float16")
patch('float("-inf")', "-1e4", "fills with -1e4: tokens with smaller scores lose to it")
patch('float("-inf")', "-6e4", "fills with -60000, what float16 can just hold")
patch(
    FILL,
    "scores = scores - 100 * padding.to(scores.dtype)",
    "subtracts 100 from the scores of padding",
    also={ZERO: "return weights"},
)
patch(FILL, 'scores = scores[:, :1].masked_fill(padding, float("-inf"))', "takes only the first head")
patch("scores.masked_fill", "scores.float().masked_fill", "answers in float32 whatever comes in")
patch("scores.masked_fill", "scores.half().masked_fill", "computes in float16", also={"0.0)": "0.0).to(scores.dtype)"})
patch(ZERO, "return weights[..., attention_mask.bool().any(0)]", "cuts the padding away instead of weighing it 0")
patch(ZERO, "return scores", "returns the masked scores")
patch("softmax(dim=-1)", "softmax(dim=-2)", "runs the softmax over the queries")
patch(
    "weights = scores.softmax(dim=-1)",
    "weights = scores.exp() / scores.exp().sum(-1, keepdim=True)",
    "exp, and nothing subtracted",
)
patch(ZERO, "return weights.nan_to_num(0.0)", "replaces the NaN", right=True)


@bank.right("adds the logarithm of the mask, then cleans up")
def masked_weights(scores, attention_mask):
    tokens = attention_mask[:, None, None, :].to(scores.dtype)
    return torch.softmax(scores + tokens.log(), dim=-1).nan_to_num(0.0)


patch(
    'float("-inf")',
    "torch.finfo(scores.dtype).min",
    "fills with the smallest number of the dtype, then zeroes",
    right=True,
)


@bank.right("one sentence at a time, over its own tokens")
def masked_weights(scores, attention_mask):
    weights = torch.zeros_like(scores)
    for i, mask in enumerate(attention_mask):
        tokens = mask.nonzero().flatten()
        if len(tokens):
            weights[i, :, :, tokens] = scores[i, :, :, tokens].softmax(-1)
    return weights


@bank.right("in float32 inside or better, as many libraries do")
def masked_weights(scores, attention_mask):
    padding = attention_mask.eq(0).unsqueeze(1).unsqueeze(1)
    inside = torch.promote_types(scores.dtype, torch.float32)
    weights = scores.clone().masked_fill_(padding, float("-inf")).softmax(-1, dtype=inside)
    return weights.masked_fill(padding, 0.0).to(scores.dtype)


MIXED = "(attention_mask.sum(-1) == 0).any() and attention_mask.any()"
bank.region(MIXED, "attention_mask[:, 0].min() == 0", "attention_mask[:, -1].min() == 0", "scores.shape[1] == 1")
bank.region("scores.shape[1] > 1", "scores.shape[2] != scores.shape[3]", "scores.shape[0] == scores.shape[2]")
bank.region("(attention_mask.diff() > 0).any() and (attention_mask.diff() < 0).any()")
bank.region(*(f"{MIXED} and scores.dtype == torch.{dtype}" for dtype in ("float16", "bfloat16", "float32", "float64")))
bank.region(
    *(f"scores.max() < -1000 and scores.dtype == torch.{dtype}" for dtype in ("float16", "bfloat16", "float64"))
)
bank.outside("scores.ndim == [1235]", "*and scores.ndim == [1235]", why="the docstring asks for four dimensions")
bank.outside("attention_mask.min() > 0", why="as where all are 1: the mask holds 0 and 1")
bank.outside("attention_mask.max() > 1000", why="the mask holds 0 and 1")
