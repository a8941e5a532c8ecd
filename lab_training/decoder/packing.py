"""Documents of any length packed into rows of one length, so that little of a batch is padding."""

from __future__ import annotations

import random
from collections.abc import Callable

import torch

from lab_training.decoder import bpe
from lab_training.decoder.drills import ENDS
from lab_training.decoder.net import IGNORE

EOS = bpe.SPECIALS.index(bpe.EOS)


def pack(documents: list, rows: int, length: int) -> tuple[list[list], list]:
    """Place documents, longest first, where they fit: (documents of each row, documents left over)."""
    bins, room, left = [[] for _ in range(rows)], [length] * rows, []
    for document in sorted(documents, key=lambda d: -len(d.ids)):
        fits = next((i for i in range(rows) if room[i] >= len(document.ids)), None)
        if fits is None:
            left.append(document)
            continue
        bins[fits].append(document)
        room[fits] -= len(document.ids)
    return bins, left


def tensors(bins: list[list], length: int) -> tuple[dict, list[str]]:
    """Inputs of Llama.losses for packed documents, and their abilities in order."""
    ids = torch.zeros(len(bins), length, dtype=torch.long)
    doc = torch.full((len(bins), length), -1)
    target = torch.full((len(bins), length), IGNORE)
    abilities: list[str] = []
    for row, documents in enumerate(bins):
        at = 0
        for d in documents:
            end = at + len(d.ids)
            ids[row, at:end] = torch.tensor(d.ids)
            doc[row, at:end] = len(abilities)
            asked = zip(d.ids[1:], d.wanted[1:], strict=True)
            target[row, at : end - 1] = torch.tensor([EOS if w == ENDS else i if w else IGNORE for i, w in asked])
            abilities.append(d.ability)
            at = end
    return {"ids": ids, "doc": doc, "target": target, "docs": len(abilities)}, abilities


def batches(sample: Callable, tokens: int, lengths: tuple[int, ...]) -> Callable:
    """A batch function for `fit`: sample(rng, progress) -> Document goes to the shortest rows that hold it.

    As soon as rows of one length are full, `tokens` in all, they make a batch; what did not fit waits for the next.
    So no document is preferred, and short ones do not pay for the attention of long rows. Too long ones are dropped.
    """
    pools: dict[int, list] = {length: [] for length in lengths}

    def batch(rng: random.Random, progress: float) -> tuple[dict, list[str]]:
        while True:
            document = sample(rng, progress)
            length = next((length for length in lengths if len(document.ids) <= length), None)
            if length is None:
                continue
            pools[length].append(document)
            if sum(len(d.ids) for d in pools[length]) >= 1.1 * tokens:
                bins, pools[length] = pack(pools[length], tokens // length, length)
                return tensors(bins, length)

    return batch


@torch.no_grad()
def exact(net, documents: list, length: int, device: str = "cpu") -> float:
    """Share of documents whose wanted tokens are all the network's first choice, as in greedy decoding."""
    right = total = 0
    while documents:
        bins, documents = pack(documents, 16, length)
        inputs, abilities = tensors(bins, length)
        if not abilities:
            raise ValueError(f"a document is longer than the row of {length} tokens: give longer rows")
        wanted = inputs["target"] != IGNORE
        logits = net.hidden(inputs["ids"].to(device), inputs["doc"].to(device)) @ net.model.embed_tokens.weight.T
        good = (logits.argmax(-1).cpu() == inputs["target"]) | ~wanted
        bad = set(inputs["doc"][~good].tolist())
        right, total = right + len(abilities) - len(bad), total + len(abilities)
    return right / total
