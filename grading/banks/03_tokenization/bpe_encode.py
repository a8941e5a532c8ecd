"""Answers to part 1, byte-pair encoding: encoding."""
# ruff: noqa: F811, F821  (one function, many answers; apply_merge is the notebook's)

from itertools import pairwise

from grading.banks import Bank

bank = Bank("bpe_encode")
patch = bank.patch
FIRST = "first = min(known)"
APPLY = "ids = apply_merge(ids, merges[first], n_base + first)"
WHILE = "    while True:"

patch(FIRST, "first = known[0]", "merges in the order in which pairs occur in the word")
patch(FIRST, "first = max(known)", "the last learned merge goes first")
patch(FIRST, "first = max(known, key=known.count)", "the pair that is most frequent in the word goes first")
patch(FIRST, "first = rank[min(merges[k] for k in known)]", "ranks pairs by their ids, as ties in training")
patch(APPLY, f"return {APPLY.removeprefix('ids = ')}", "one merge only")
patch(APPLY, APPLY.replace("+ first", "+ first + 1"), "off by one: merge 0 makes id n_base + 1")
patch("n_base + first", "26 + first", "keeps the 26 of the example as the first new id")
patch("n_base + first", "max(ids) + 1", "takes the next id that the word does not hold")
patch("enumerate(merges)", "enumerate(merges[:-1])", "off by one: leaves out the last merge")
patch("    rank =", "    merges = sorted(merges)\n    rank =", "sorts the merges")
patch("return ids", "return list(ids)", "returns a list")
patch("if not known:", "if not known or len(ids) < 3:", "leaves words of two letters alone")
patch("if not known:", "if not merges:\n            return None\n        if not known:", "returns None without merges")
patch(
    WHILE,
    "    for pair in merges:\n        for i in range(len(ids) - 1):\n            if ids[i : i + 2] == pair:\n"
    "                ids = (*ids[:i], n_base + rank[pair], *ids[i + 2 :])\n                break\n"
    "    return ids\n    while True:",
    "each merge joins one place only, then the next merge has its turn",
)
patch(
    WHILE,
    "    while merges:\n        ids = apply_merge(ids, merges.pop(0), n_base)\n        n_base += 1\n"
    "    return ids\n    while True:",
    "uses up the list of merges",
)


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


@bank.right("min over the pairs with a default rank, by recursion")
def bpe_encode(ids, merges, n_base):
    pair = min(pairwise(ids), key=lambda pair: merges.index(pair) if pair in merges else len(merges), default=None)
    if pair not in merges:
        return ids
    return bpe_encode(apply_merge(ids, pair, n_base + merges.index(pair)), merges, n_base)


bank.region("n_base == 1 and len(ids) > 2", "ids and not merges", "merges and not ids", "len(merges) > 20")
bank.region("len(ids) > 20", "len(ids) > 1 and len(set(ids)) == 1", "any(x > 1000 for x in ids)", "max(ids) < 26")
bank.region("merges[0] not in zip(ids, ids[1:])", "merges[0] in zip(ids, ids[1:])", "merges[0][0] == merges[0][1]")
bank.region("not set(zip(ids, ids[1:])) & set(merges)", "merges != sorted(merges)", "n_base == 50", "n_base == 256")
bank.region("merges[-1][0] >= n_base and merges[-1][1] >= n_base", "ids == merges[0]", "n_base != 26")
bank.outside("n_base == 0", why="there is at least one letter")
bank.outside("type where len(ids) == 0", "type where merges and not ids", why="an empty tuple has no numbers")
