"""Answers to part 1, byte-pair encoding: encoding."""
# ruff: noqa: F811, F821  (one function, many answers; apply_merge is the notebook's)

from itertools import pairwise

from grading.banks import Bank

bank = Bank()


@bank.wrong("merges in the order in which pairs occur in the word")
def bpe_encode(ids, merges, n_base):
    while True:
        pair = next((pair for pair in pairwise(ids) if pair in merges), None)
        if pair is None:
            return ids
        ids = apply_merge(ids, pair, n_base + merges.index(pair))


@bank.wrong("the last learned merge goes first")
def bpe_encode(ids, merges, n_base):
    while True:
        known = [merges.index(pair) for pair in pairwise(ids) if pair in merges]
        if not known:
            return ids
        ids = apply_merge(ids, merges[max(known)], n_base + max(known))


@bank.wrong("one merge only")
def bpe_encode(ids, merges, n_base):
    known = [merges.index(pair) for pair in pairwise(ids) if pair in merges]
    return apply_merge(ids, merges[min(known)], n_base + min(known)) if known else ids


@bank.wrong("off by one: merge 0 makes id n_base + 1")
def bpe_encode(ids, merges, n_base):
    for k, pair in enumerate(merges, start=1):
        ids = apply_merge(ids, pair, n_base + k)
    return ids


@bank.wrong("off by one: leaves out the last merge")
def bpe_encode(ids, merges, n_base):
    for k, pair in enumerate(merges[:-1]):
        ids = apply_merge(ids, pair, n_base + k)
    return ids


@bank.wrong("keeps the 26 of the example as the first new id")
def bpe_encode(ids, merges, n_base):
    for k, pair in enumerate(merges):
        ids = apply_merge(ids, pair, 26 + k)
    return ids


@bank.wrong("ranks pairs by their ids, as ties are broken in training")
def bpe_encode(ids, merges, n_base):
    while True:
        pair = min((pair for pair in pairwise(ids) if pair in merges), default=None)
        if pair is None:
            return ids
        ids = apply_merge(ids, pair, n_base + merges.index(pair))


@bank.wrong("each merge joins one place only, then the next merge has its turn")
def bpe_encode(ids, merges, n_base):
    for k, pair in enumerate(merges):
        for i in range(len(ids) - 1):
            if ids[i : i + 2] == pair:
                ids = ids[:i] + (n_base + k,) + ids[i + 2 :]
                break
    return ids


@bank.wrong("uses up the list of merges")
def bpe_encode(ids, merges, n_base):
    k = n_base
    while merges:
        ids = apply_merge(ids, merges.pop(0), k)
        k += 1
    return ids


@bank.wrong("takes the longest token from the left, as WordPiece does")
def bpe_encode(ids, merges, n_base):
    made = {}
    for k, (left, right) in enumerate(merges):
        made[n_base + k] = made.get(left, (left,)) + made.get(right, (right,))
    tokens, start = [], 0
    while start < len(ids):
        fitting = [(len(part), one) for one, part in made.items() if ids[start : start + len(part)] == part]
        length, one = max(fitting, default=(1, ids[start]))
        tokens.append(one)
        start += length
    return tuple(tokens)


@bank.right("all merges once, in the order of the list")
def bpe_encode(ids, merges, n_base):
    for k, pair in enumerate(merges):
        ids = apply_merge(ids, pair, n_base + k)
    return tuple(ids)


@bank.right("joins one place at a time: lowest rank, leftmost")
def bpe_encode(ids, merges, n_base):
    ids = list(ids)
    while True:
        known = [(merges.index(pair), i) for i, pair in enumerate(pairwise(ids)) if pair in merges]
        if not known:
            return tuple(ids)
        rank, i = min(known)
        ids[i : i + 2] = [n_base + rank]


@bank.right("asks the tokenizers library")
def bpe_encode(ids, merges, n_base):
    from tokenizers import Tokenizer, models

    name = {one: chr(0x4E00 + one) for one in {*ids, *(one for pair in merges for one in pair if one < n_base)}}
    for k, (left, right) in enumerate(merges):
        name[n_base + k] = name[left] + name[right]
    vocab = {text: one for one, text in name.items()}
    model = models.BPE(vocab=vocab, merges=[(name[left], name[right]) for left, right in merges])
    return tuple(Tokenizer(model).encode("".join(name[one] for one in ids)).ids)
