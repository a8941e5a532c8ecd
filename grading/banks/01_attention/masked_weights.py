"""Answers to part 3, the padding mask."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

bank = Bank()


@bank.wrong("multiplies the scores by the mask: a score of 0 still weighs")
def masked_weights(scores, attention_mask):
    return (scores * attention_mask[:, None, None, :]).softmax(-1)


@bank.wrong("ignores the mask")
def masked_weights(scores, attention_mask):
    return scores.softmax(-1)


@bank.wrong("multiplies the weights by the mask after the softmax")
def masked_weights(scores, attention_mask):
    return scores.softmax(-1) * attention_mask[:, None, None, :]


@bank.wrong("shares out again after the softmax: 0 / 0 when the padding had it all")
def masked_weights(scores, attention_mask):
    weights = scores.softmax(-1) * attention_mask[:, None, None, :]
    return (weights / weights.sum(-1, keepdim=True)).nan_to_num(0.0)


@bank.wrong("masks the queries")
def masked_weights(scores, attention_mask):
    padding = attention_mask[:, None, :, None] == 0
    return scores.masked_fill(padding, float("-inf")).softmax(-1).nan_to_num(0.0)


@bank.wrong("zeroes the rows of padding queries as well")
def masked_weights(scores, attention_mask):
    padding = attention_mask == 0
    weights = scores.masked_fill(padding[:, None, None, :], float("-inf")).softmax(-1)
    return weights.masked_fill(padding[:, None, None, :] | padding[:, None, :, None], 0.0)


@bank.wrong("masks the tokens and keeps the padding")
def masked_weights(scores, attention_mask):
    tokens = attention_mask[:, None, None, :] == 1
    return scores.masked_fill(tokens, float("-inf")).softmax(-1).masked_fill(tokens, 0.0)


@bank.wrong("~ of an int64 mask: ~1 is -2, which is true as well")
def masked_weights(scores, attention_mask):
    padding = (~attention_mask[:, None, None, :]).bool()
    return scores.masked_fill(padding, float("-inf")).softmax(-1).masked_fill(padding, 0.0)


@bank.wrong("forgets the dimension of the heads: the mask meets the wrong sentence")
def masked_weights(scores, attention_mask):
    padding = attention_mask[:, None, :] == 0
    return scores.masked_fill(padding, float("-inf")).softmax(-1).masked_fill(padding, 0.0)


@bank.wrong("lets the mask broadcast as it is")
def masked_weights(scores, attention_mask):
    padding = attention_mask == 0
    return scores.masked_fill(padding, float("-inf")).softmax(-1).masked_fill(padding, 0.0)


@bank.wrong("takes the mask of the first sentence for all")
def masked_weights(scores, attention_mask):
    padding = attention_mask[0] == 0
    return scores.masked_fill(padding, float("-inf")).softmax(-1).masked_fill(padding, 0.0)


@bank.wrong("takes the mask of the last sentence for all")
def masked_weights(scores, attention_mask):
    padding = attention_mask[-1] == 0
    return scores.masked_fill(padding, float("-inf")).softmax(-1).masked_fill(padding, 0.0)


@bank.wrong("counts the tokens, as if padding were always on the right")
def masked_weights(scores, attention_mask):
    lengths = attention_mask.sum(-1)
    padding = torch.arange(scores.shape[-1])[None, None, None, :] >= lengths[:, None, None, None]
    return scores.masked_fill(padding, float("-inf")).softmax(-1).masked_fill(padding, 0.0)


@bank.wrong("NaN for a sentence without tokens")
def masked_weights(scores, attention_mask):
    return scores.masked_fill(attention_mask[:, None, None, :] == 0, float("-inf")).softmax(-1)


@bank.wrong("even weights for a sentence without tokens")
def masked_weights(scores, attention_mask):
    return scores.masked_fill(attention_mask[:, None, None, :] == 0, torch.finfo(scores.dtype).min).softmax(-1)


@bank.wrong("fills in place")
def masked_weights(scores, attention_mask):
    padding = attention_mask[:, None, None, :] == 0
    scores[padding.expand_as(scores)] = float("-inf")
    return scores.softmax(-1).masked_fill(padding, 0.0)


@bank.wrong("fills with -1e9: too large for float16")
def masked_weights(scores, attention_mask):
    padding = attention_mask[:, None, None, :] == 0
    return scores.masked_fill(padding, -1e9).softmax(-1).masked_fill(padding, 0.0)


@bank.wrong("fills with -1e4: tokens with smaller scores lose to it")
def masked_weights(scores, attention_mask):
    padding = attention_mask[:, None, None, :] == 0
    return scores.masked_fill(padding, -1e4).softmax(-1).masked_fill(padding, 0.0)


@bank.wrong("subtracts 100 from the scores of padding")
def masked_weights(scores, attention_mask):
    return (scores - 100 * (attention_mask[:, None, None, :] == 0).to(scores.dtype)).softmax(-1)


@bank.wrong("takes only the first head")
def masked_weights(scores, attention_mask):
    padding = attention_mask[:, None, None, :] == 0
    return scores[:, :1].masked_fill(padding, float("-inf")).softmax(-1).masked_fill(padding, 0.0)


@bank.wrong("answers in float32 whatever comes in")
def masked_weights(scores, attention_mask):
    padding = attention_mask[:, None, None, :] == 0
    return scores.float().masked_fill(padding, float("-inf")).softmax(-1).masked_fill(padding, 0.0)


@bank.wrong("cuts the padding away instead of weighing it 0")
def masked_weights(scores, attention_mask):
    return scores[..., attention_mask.bool().any(0)].softmax(-1)


@bank.wrong("returns the masked scores")
def masked_weights(scores, attention_mask):
    return scores.masked_fill(attention_mask[:, None, None, :] == 0, float("-inf"))


@bank.wrong("runs the softmax over the queries")
def masked_weights(scores, attention_mask):
    padding = attention_mask[:, None, None, :] == 0
    return scores.masked_fill(padding, float("-inf")).softmax(-2).masked_fill(padding, 0.0)


@bank.right("adds the logarithm of the mask, then cleans up")
def masked_weights(scores, attention_mask):
    tokens = attention_mask[:, None, None, :].to(scores.dtype)
    return torch.softmax(scores + tokens.log(), dim=-1).nan_to_num(0.0)


@bank.right("fills with the smallest number of the dtype, then zeroes")
def masked_weights(scores, attention_mask):
    tokens = attention_mask.bool()[:, None, None, :]
    lowest = torch.full_like(scores, torch.finfo(scores.dtype).min)
    return torch.where(tokens, scores, lowest).softmax(-1) * tokens


@bank.right("one sentence at a time, over its own tokens")
def masked_weights(scores, attention_mask):
    weights = torch.zeros_like(scores)
    for i, mask in enumerate(attention_mask):
        tokens = mask.nonzero().flatten()
        if len(tokens):
            weights[i, :, :, tokens] = scores[i, :, :, tokens].softmax(-1)
    return weights


@bank.right("in float32 inside, as many libraries do")
def masked_weights(scores, attention_mask):
    padding = attention_mask.eq(0).unsqueeze(1).unsqueeze(1)
    weights = scores.clone().masked_fill_(padding, float("-inf")).softmax(-1, dtype=torch.float32)
    return weights.masked_fill(padding, 0.0).to(scores.dtype)
