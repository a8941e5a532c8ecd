"""Answers to part 5, reading a head."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

bank = Bank()


@bank.wrong("ranks by the mean weight")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    triples = list(zip(maps, pronouns, nouns, strict=True))
    weight = torch.stack([m[:, :, p, n].float() for m, p, n in triples]).mean(0)
    wins = torch.stack([(m[:, :, p].argmax(-1) == n).float() for m, p, n in triples]).mean(0)
    layer, head = divmod(weight.argmax().item(), weight.shape[1])
    return layer, head, wins[layer, head].item()


@bank.wrong("ranks by the largest single weight")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    triples = list(zip(maps, pronouns, nouns, strict=True))
    weight = torch.stack([m[:, :, p, n].float() for m, p, n in triples]).max(0).values
    wins = torch.stack([(m[:, :, p].argmax(-1) == n).float() for m, p, n in triples]).mean(0)
    layer, head = divmod(weight.argmax().item(), weight.shape[1])
    return layer, head, wins[layer, head].item()


@bank.wrong("swaps rows and columns: the noun looks at the pronoun")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    triples = list(zip(maps, pronouns, nouns, strict=True))
    wins = torch.stack([(m[:, :, n].argmax(-1) == p).float() for m, p, n in triples]).mean(0)
    weight = torch.stack([m[:, :, n, p].float() for m, p, n in triples]).mean(0)
    layer, head = divmod((wins + weight / 2).argmax().item(), weight.shape[1])
    return layer, head, wins[layer, head].item()


@bank.wrong("takes the largest of the column: who looks most at the noun?")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    triples = list(zip(maps, pronouns, nouns, strict=True))
    wins = torch.stack([(m[:, :, :, n].argmax(-1) == p).float() for m, p, n in triples]).mean(0)
    weight = torch.stack([m[:, :, p, n].float() for m, p, n in triples]).mean(0)
    layer, head = divmod((wins + weight / 2).argmax().item(), weight.shape[1])
    return layer, head, wins[layer, head].item()


@bank.wrong("measures one sentence only")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    weight = maps[0][:, :, pronouns[0], nouns[0]]
    wins = (maps[0][:, :, pronouns[0]].argmax(-1) == nouns[0]).float()
    layer, head = divmod((wins + weight / 2).argmax().item(), weight.shape[1])
    return layer, head, wins[layer, head].item()


@bank.wrong("reads every sentence at the first one's positions")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    p, n = pronouns[0], nouns[0]
    wins = torch.stack([(m[:, :, p].argmax(-1) == n).float() for m in maps]).mean(0)
    weight = torch.stack([m[:, :, p, n].float() for m in maps]).mean(0)
    layer, head = divmod((wins + weight / 2).argmax().item(), weight.shape[1])
    return layer, head, wins[layer, head].item()


@bank.wrong("ignores ties: the first head with the most sentences")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    triples = list(zip(maps, pronouns, nouns, strict=True))
    wins = torch.stack([(m[:, :, p].argmax(-1) == n).float() for m, p, n in triples]).mean(0)
    layer, head = divmod(wins.argmax().item(), wins.shape[1])
    return layer, head, wins[layer, head].item()


@bank.wrong("separates equals by the last sentence alone")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    best = None
    for layer in range(maps[0].shape[0]):
        for head in range(maps[0].shape[1]):
            wins = 0
            for m, p, n in zip(maps, pronouns, nouns, strict=True):
                wins += m[layer, head, p].argmax().item() == n
            key = (wins, m[layer, head, p, n].item())
            if best is None or key > best[0]:
                best = key, layer, head
    return best[1], best[2], best[0][0] / len(maps)


@bank.wrong("separates equals by the largest single weight")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    triples = list(zip(maps, pronouns, nouns, strict=True))
    wins = torch.stack([(m[:, :, p].argmax(-1) == n).double() for m, p, n in triples]).sum(0)
    weight = torch.stack([m[:, :, p, n].double() * (m[:, :, p].argmax(-1) == n) for m, p, n in triples]).max(0).values
    layer, head = divmod((wins + weight / 2).argmax().item(), weight.shape[1])
    return layer, head, wins[layer, head].item() / len(maps)


@bank.wrong("mean weight over the resolved sentences only")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    triples = list(zip(maps, pronouns, nouns, strict=True))
    first = torch.stack([(m[:, :, p].argmax(-1) == n).double() for m, p, n in triples])
    weight = torch.stack([m[:, :, p, n].double() for m, p, n in triples])
    mean = (first * weight).sum(0) / first.sum(0).clamp(min=1)
    layer, head = divmod((first.sum(0) + mean / 2).argmax().item(), mean.shape[1])
    return layer, head, first.mean(0)[layer, head].item()


@bank.wrong("takes more than half of the row for first in the row")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    triples = list(zip(maps, pronouns, nouns, strict=True))
    wins = torch.stack([(m[:, :, p, n] >= 0.5).float() for m, p, n in triples]).mean(0)
    weight = torch.stack([m[:, :, p, n].float() for m, p, n in triples]).mean(0)
    layer, head = divmod((wins + weight / 2).argmax().item(), weight.shape[1])
    return layer, head, wins[layer, head].item()


@bank.wrong("leaves token 0 out of the race")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    triples = list(zip(maps, pronouns, nouns, strict=True))
    wins = torch.stack([(m[:, :, p, 1:].argmax(-1) + 1 == n).float() for m, p, n in triples]).mean(0)
    weight = torch.stack([m[:, :, p, n].float() for m, p, n in triples]).mean(0)
    layer, head = divmod((wins + weight / 2).argmax().item(), weight.shape[1])
    return layer, head, wins[layer, head].item()


@bank.wrong("looks only at tokens before the pronoun")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    triples = list(zip(maps, pronouns, nouns, strict=True))
    wins = torch.stack([(m[:, :, p, :p].argmax(-1) == n).float() for m, p, n in triples]).mean(0)
    weight = torch.stack([m[:, :, p, n].float() for m, p, n in triples]).mean(0)
    layer, head = divmod((wins + weight / 2).argmax().item(), weight.shape[1])
    return layer, head, wins[layer, head].item()


@bank.wrong("divides the flat index by the number of layers")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    triples = list(zip(maps, pronouns, nouns, strict=True))
    wins = torch.stack([(m[:, :, p].argmax(-1) == n).float() for m, p, n in triples]).mean(0)
    weight = torch.stack([m[:, :, p, n].float() for m, p, n in triples]).mean(0)
    flat = (wins + weight / 2).argmax().item()
    return *divmod(flat, weight.shape[0]), wins.flatten()[flat].item()


@bank.wrong("returns (head, layer)")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    triples = list(zip(maps, pronouns, nouns, strict=True))
    wins = torch.stack([(m[:, :, p].argmax(-1) == n).float() for m, p, n in triples]).mean(0)
    weight = torch.stack([m[:, :, p, n].float() for m, p, n in triples]).mean(0)
    layer, head = divmod((wins + weight / 2).argmax().item(), weight.shape[1])
    return head, layer, wins[layer, head].item()


@bank.wrong("counts from 1")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    triples = list(zip(maps, pronouns, nouns, strict=True))
    wins = torch.stack([(m[:, :, p].argmax(-1) == n).float() for m, p, n in triples]).mean(0)
    weight = torch.stack([m[:, :, p, n].float() for m, p, n in triples]).mean(0)
    layer, head = divmod((wins + weight / 2).argmax().item(), weight.shape[1])
    return layer + 1, head + 1, wins[layer, head].item()


@bank.wrong("returns the number of sentences instead of the share")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    triples = list(zip(maps, pronouns, nouns, strict=True))
    wins = torch.stack([(m[:, :, p].argmax(-1) == n).float() for m, p, n in triples]).sum(0)
    weight = torch.stack([m[:, :, p, n].float() for m, p, n in triples]).mean(0)
    layer, head = divmod((wins + weight / 2).argmax().item(), weight.shape[1])
    return layer, head, wins[layer, head].item()


@bank.wrong("returns the mean weight instead of the share")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    triples = list(zip(maps, pronouns, nouns, strict=True))
    wins = torch.stack([(m[:, :, p].argmax(-1) == n).float() for m, p, n in triples]).mean(0)
    weight = torch.stack([m[:, :, p, n].float() for m, p, n in triples]).mean(0)
    layer, head = divmod((wins + weight / 2).argmax().item(), weight.shape[1])
    return layer, head, weight[layer, head].item()


@bank.wrong("returns tensors")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    triples = list(zip(maps, pronouns, nouns, strict=True))
    wins = torch.stack([(m[:, :, p].argmax(-1) == n).float() for m, p, n in triples]).mean(0)
    weight = torch.stack([m[:, :, p, n].float() for m, p, n in triples]).mean(0)
    flat = (wins + weight / 2).argmax()
    return flat // weight.shape[1], flat % weight.shape[1], wins.flatten()[flat]


@bank.wrong("stacks sentences of different lengths")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    batch = torch.stack(maps)
    rows = batch[torch.arange(len(maps)), :, :, torch.tensor(pronouns)]
    wins = (rows.argmax(-1) == torch.tensor(nouns)[:, None, None]).float().mean(0)
    layer, head = divmod(wins.argmax().item(), wins.shape[1])
    return layer, head, wins[layer, head].item()


@bank.wrong("stops at the shortest list, and divides by zero for none")
def find_head(maps, pronouns, nouns):
    triples = list(zip(maps, pronouns, nouns, strict=False))
    wins = sum((m[:, :, p].argmax(-1) == n).float() for m, p, n in triples) / len(triples)
    weight = sum(m[:, :, p, n].float() for m, p, n in triples) / len(triples)
    layer, head = divmod((wins + weight / 2).argmax().item(), weight.shape[1])
    return layer, head, wins[layer, head].item()


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
            wins = sum(row[n] == max(row) for row, n in zip(rows, nouns, strict=True))
            mean = sum(row[n] for row, n in zip(rows, nouns, strict=True)) / len(rows)
            results.append((wins, mean, layer, head))
    wins, _, layer, head = max(results)
    return layer, head, wins / len(maps)


@bank.right("sorts a flat list of scores")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    heads = maps[0].shape[1]
    wins, mean = 0, 0
    for m, p, n in zip(maps, pronouns, nouns, strict=True):
        row = m[:, :, p].float()
        wins = wins + (row[..., n] >= row.max(-1).values).int()
        mean = mean + row[..., n]
    ranked = sorted(range(wins.numel()), key=lambda i: (int(wins.flatten()[i]), float(mean.flatten()[i])))
    best = ranked[-1]
    return best // heads, best % heads, float(wins.flatten()[best]) / len(maps)


@bank.right("one number for both: sentences plus half the mean weight")
def find_head(maps, pronouns, nouns):
    if not maps or not len(maps) == len(pronouns) == len(nouns):
        raise ValueError("nothing to measure")
    triples = list(zip(maps, pronouns, nouns, strict=True))
    wins = torch.stack([(m[:, :, p].argmax(-1) == n).double() for m, p, n in triples]).sum(0)
    weight = torch.stack([m[:, :, p, n].double() for m, p, n in triples]).mean(0)
    layer, head = (int(i) for i in torch.unravel_index((wins + weight / 2).argmax(), wins.shape))
    return layer, head, wins[layer, head].item() / len(triples)
