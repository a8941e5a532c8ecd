"""Answers to part 1, byte-pair encoding: the next merge."""
# ruff: noqa: F811  (one function, many answers)

from collections import Counter

from grading.banks import Bank

bank = Bank("next_merge")
patch = bank.patch
COUNT = "counts[pair] += times"
PAIRS = "        for pair in pairwise(ids):\n            counts[pair] += times"
WORDS = "for ids, times in words.items():"
BEST = "return min(counts, key=lambda pair: (-counts[pair], pair), default=None)"
KEY = "(-counts[pair], pair)"

patch(BEST, "return max(counts, key=counts.get, default=None)", "ties go to the pair that was met first")
patch(BEST, "return max(reversed(counts), key=counts.get, default=None)", "ties go to the pair that was met last")
patch(
    f"min(counts, key=lambda pair: {KEY}", "max(counts, key=lambda pair: (counts[pair], pair)", "the larger pair wins"
)
patch(KEY, "(-counts[pair], pair[0])", "ties look at the left id only")
patch(KEY, "(-counts[pair], pair[1], pair[0])", "ties look at the right id first")
patch(KEY, "(-counts[pair], pair[0], -pair[1])", "ties: the smaller left id, then the larger right id")
patch(KEY, "(-counts[pair], str(pair))", "ties compare ids as text: 10 before 9")
patch(KEY, "(-counts[pair], sum(pair), pair)", "ties go to the smaller sum of ids")
patch(KEY, "(-counts[pair], max(pair), pair)", "ties go to the pair that was made first")
patch("+= times", "+= 1", "counts kinds of words, not their occurrences")
patch("pairwise(ids)", "set(pairwise(ids))", "counts a pair once for each word")
patch("pairwise(ids)", "pairwise(ids[:-1])", "off by one: misses the last pair of each word")
patch("pairwise(ids)", "zip(ids[::2], ids[1::2], strict=False)", "cuts words into twos: misses every second pair")
patch("pairwise(ids)", "list(dict.fromkeys(pairwise(ids)))", "counts a pair once for each word, in order")
patch(
    PAIRS,
    "        last = None\n        for pair in pairwise(ids):\n            if pair != last:\n"
    "                counts[pair] += times\n            last = pair if pair != last else None",
    "a pair that overlaps itself counts once",
)
patch(COUNT, "counts[tuple(sorted(pair))] += times", "takes (1, 2) and (2, 1) for one pair")
patch(
    WORDS,
    "for ids, times in [(sum((ids * times for ids, times in words.items() if times < 99), ()), 1)]:",
    "pairs reach across words",
)
patch(", default=None", "", "fails when no pair is left")
patch(
    BEST,
    "return min(counts, key=lambda pair: (-counts[pair], pair), default=())",
    "an empty tuple when no pair is left",
)
patch(BEST, "return list(min(counts, key=lambda pair: (-counts[pair], pair), default=()))", "returns a list")
patch(WORDS, f"words.pop((), None)\n    {WORDS}", "takes empty words out of the caller's corpus")
patch(WORDS, f"if type(words) is not dict:\n        return None\n    {WORDS}", "wants a dict and nothing like it")


@bank.right("sorts all pairs, zip instead of pairwise")
def next_merge(words):
    counts = {}
    for ids, times in words.items():
        for pair in zip(ids, ids[1:], strict=False):
            counts[pair] = counts.get(pair, 0) + times
    ranked = sorted((-n, pair) for pair, n in counts.items())
    return ranked[0][1] if ranked else None


@bank.right("the largest count first, then the smallest of those")
def next_merge(words):
    counts = Counter()
    for ids, times in words.items():
        for i in range(1, len(ids)):
            counts[ids[i - 1], ids[i]] += times
    if not counts:
        return None
    most = max(counts.values())
    return min(pair for pair in counts if counts[pair] == most)


@bank.right("goes through the pairs and keeps the best; a named tuple")
def next_merge(words):
    from collections import namedtuple

    pair_of = namedtuple("Pair", "left right")
    counts, best = Counter(), None
    for ids, times in words.items():
        for left, right in zip(ids[:-1], ids[1:], strict=True):
            counts[pair_of(left, right)] += times
    for pair, n in counts.items():
        if best is None or n > counts[best] or (n == counts[best] and pair < best):
            best = pair
    return best


ids = "for ids in words for x in ids"
NO_PAIR = "all(len(ids) < 2 for ids in words)"
bank.region("type(words) is not dict", "type(words) is dict and len(words) > 2", "() in words")
bank.region("any(len(ids) == 1 for ids in words)", "words and " + NO_PAIR, f"len({{x {ids}}}) == 1")
bank.region(f"any(x > 1000 {ids})", "any(n > 1000 for n in words.values())", "set(words.values()) == {1}")
bank.region("any(a == b for ids in words for a, b in zip(ids, ids[1:]))", "len(words) == 2 and len(max(words)) == 2")
bank.region("any(a == b == c for ids in words for a, b, c in zip(ids, ids[1:], ids[2:]))")
bank.region("len(words) == 1 and len(set(min(words))) == len(min(words)) > 2")  # all pairs of the word are level
bank.outside("type where len(words) == 0", f"type where words and {NO_PAIR}", why="None comes in one type")
