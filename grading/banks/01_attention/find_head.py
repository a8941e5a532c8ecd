"""Answers to part 5, reading a head."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

bank = Bank("find_head")
patch = bank.patch
KEY = "(share[at].item(), weight[at].item())"
ROW = "row = sentence[:, :, pronoun].double()"
ON_NOUN = "on_noun = row[:, :, noun]"
RESOLVED = "(at_least.sum(dim=-1) == 1).double()"
RETURN = "return layer, head, share[layer, head].item()"
WEIGHT = "torch.stack(weights).mean(0)"
ZIP = "for sentence, pronoun, noun in zip(maps, pronouns, nouns, strict=True):"
CHECK = "if not len(maps) == len(pronouns) == len(nouns) or not maps:"

patch(KEY, "weight[at].item()", "ranks by the mean weight")
patch(KEY, "max(w[at].item() for w in weights)", "ranks by the largest single weight")
patch(
    "[:, :, pronoun]",
    "[:, :, noun]",
    "swaps rows and columns: the noun looks at the pronoun",
    also={ON_NOUN: "on_noun = row[:, :, pronoun]"},
)
patch(
    "sentence[:, :, pronoun]",
    "sentence[:, :, :, noun]",
    "takes the column: who looks most at the noun?",
    also={ON_NOUN: "on_noun = row[:, :, pronoun]"},
)
patch(ZIP, "for sentence, pronoun, noun in [(maps[0], pronouns[0], nouns[0])]:", "measures one sentence only")
patch(ZIP, ZIP + "\n        pronoun, noun = pronouns[0], nouns[0]", "reads every sentence at the first one's positions")
patch(KEY, "share[at].item()", "ignores ties: the first head with the most sentences")
patch(WEIGHT, "weights[-1]", "separates equals by the last sentence alone")
patch(WEIGHT, "weights[0]", "separates equals by the first sentence alone")
patch(WEIGHT, "torch.stack(weights).amax(0)", "separates equals by the largest single weight")
patch("weights.append(on_noun)", "weights.append(on_noun * resolved[-1])", "weight in the resolved sentences only")
patch(RESOLVED, "(on_noun >= 0.5).double()", "takes half of the row for first in the row")
patch("row >= on_noun[:, :, None]", "(row >= on_noun[:, :, None])[:, :, 1:]", "leaves token 0 out of the race")
patch(
    "row >= on_noun[:, :, None]",
    "(row >= on_noun[:, :, None])[:, :, :pronoun]",
    "looks only at tokens before the pronoun",
)
patch(RESOLVED, "(row.argmax(-1) == noun).double()", "argmax: the first of two equal tokens wins")
patch(RESOLVED, "(on_noun >= row.amax(-1)).double()", "a tie is enough")
patch(
    RETURN,
    "return *divmod(layer * heads + head, layers), share[layer, head].item()",
    "divides the flat index by the number of layers",
)
patch("return layer, head", "return head, layer", "returns (head, layer)")
patch("return layer, head", "return layer + 1, head + 1", "counts from 1")
patch(
    RETURN,
    "return layer, head, share[layer, head].item() * len(maps)",
    "returns the number of sentences instead of the share",
)
patch(RETURN, "return layer, head, weight[layer, head].item()", "returns the mean weight instead of the share")
patch(RETURN, "return torch.tensor(layer), torch.tensor(head), share[layer, head]", "returns tensors")
patch("max(grid,", "max(reversed(grid),", "takes the last of heads that are equal in all")
patch(
    "for layer in range(layers) for head in range(heads)",
    "for head in range(heads) for layer in range(layers)",
    "takes the lowest head of equals, not the lowest layer",
)
patch("pronoun].double()", "pronoun]", "adds weights up in the dtype of the maps")
patch(
    "    resolved, weights =",
    "    maps = torch.stack(maps)\n    resolved, weights =",
    "stacks sentences of different lengths",
)
patch(
    CHECK, "if False:", "stops at the shortest list, and divides by zero for none", also={"strict=True": "strict=False"}
)
patch(
    "len(maps) == len(pronouns) == len(nouns)",
    "len(maps) == len(pronouns)",
    "forgets to count the nouns",
    also={"strict=True": "strict=False"},
)


@bank.right("loops with max over plain numbers")
def find_head(maps, pronouns, nouns):
    if len(maps) == 0:
        raise ValueError("no sentences")
    if len(maps) != len(pronouns) or len(maps) != len(nouns):
        raise ValueError("lists differ in length")
    results = []
    for layer in range(maps[0].size(0)):
        for head in range(maps[0].size(1)):
            rows = [m[layer, head, p].tolist() for m, p in zip(maps, pronouns, strict=True)]
            wins = sum(sorted(row)[-2] < row[n] for row, n in zip(rows, nouns, strict=True))
            mean = sum(row[n] for row, n in zip(rows, nouns, strict=True)) / len(rows)
            results.append((wins, mean, -layer, -head))
    wins, _, layer, head = max(results)
    return -layer, -head, wins / len(maps)


@bank.right("sorts a flat list of scores, and answers with numpy's float")
def find_head(maps, pronouns, nouns):
    import numpy

    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    heads = maps[0].shape[1]
    wins, mean = 0, 0
    for m, p, n in zip(maps, pronouns, nouns, strict=True):
        row = m[:, :, p].double()
        two = row.topk(2).values
        wins = wins + ((row[..., n] == two[..., 0]) & (two[..., 0] > two[..., 1])).int()
        mean = mean + row[..., n]
    order = [(-int(w), -float(m), i) for i, (w, m) in enumerate(zip(wins.flatten(), mean.flatten(), strict=True))]
    most, _, best = sorted(order)[0]
    return best // heads, best % heads, numpy.float64(-most / len(maps))


@bank.right("one number for both: sentences plus half the mean weight")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    triples = list(zip(maps, pronouns, nouns, strict=True))
    rows = [(m[:, :, p].double(), n) for m, p, n in triples]
    wins = torch.stack(
        [(row > row[..., n : n + 1]).sum(-1) + (row == row[..., n : n + 1]).sum(-1) == 1 for row, n in rows]
    )
    score = wins.double().sum(0) + torch.stack([row[..., n] for row, n in rows]).mean(0) / 2
    layer, head = (int(i) for i in torch.unravel_index(score.argmax(), score.shape))
    return layer, head, wins[:, layer, head].double().mean().item()


DTYPES = ("float16", "bfloat16", "float32", "float64")
bank.region(*(f"maps[0].dtype == torch.{dtype}" for dtype in DTYPES), "not maps[0].is_contiguous()")
bank.region("maps[0].shape[0] == 1", "maps[0].shape[1] == 1", "maps[0].shape[0] > maps[0].shape[1]", "len(maps) > 7")
bank.region("maps[0].shape[0] < maps[0].shape[1]", "maps[0].shape[0] == maps[0].shape[1]", "maps[0].shape[-1] == 2")
bank.region("pronouns[0] < nouns[0]", "pronouns[0] > nouns[0]", "pronouns[0] == 0", "nouns[0] == 0")
bank.region(
    "nouns[0] == maps[0].shape[-1] - 1", "len({m.shape[-1] for m in maps}) > 1", "len({m.shape[-1] for m in maps}) == 1"
)
bank.error("not len(maps)", "len(maps) < len(pronouns)", "len(maps) > len(pronouns)", "len(nouns) < len(pronouns)")
bank.error(
    "len(nouns) > len(pronouns)", "len(maps) < len(pronouns) == len(nouns)", "len(maps) > len(pronouns) == len(nouns)"
)
bank.outside("len(*) == 0", why="an error, as for lists of different lengths")

LENGTHS = "the lengths were compared before"
LOOP = "in `for sentence, pronoun, noun in zip(maps, pronouns, nouns, strict=True):`"
bank.equivalent(f"`zip(maps, pronouns, nouns, strict=True)` -> `zip(maps, pronouns, nouns)` {LOOP}", why=LENGTHS)
bank.equivalent(f"`True` -> `False` {LOOP}", why=LENGTHS)
BEST = "in `layer, head = max(grid, key=lambda at: (share[at].item(), weight[at].item()))`"
bank.equivalent(f"`share[at].item()` -> `share[at]` {BEST}", why="tensors of one number compare like numbers")
bank.equivalent(f"`weight[at].item()` -> `weight[at]` {BEST}", why="tensors of one number compare like numbers")
