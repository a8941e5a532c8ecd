"""Answers to part 1, byte-pair encoding: the next merge."""
# ruff: noqa: F811  (one function, many answers)

from collections import Counter
from itertools import pairwise

from grading.banks import Bank

bank = Bank()


@bank.wrong("ties go to the pair that was met first")
def next_merge(words):
    counts = Counter()
    for ids, times in words.items():
        for pair in pairwise(ids):
            counts[pair] += times
    return max(counts, key=counts.get, default=None)


@bank.wrong("ties go to the pair that was met last")
def next_merge(words):
    counts = Counter()
    for ids, times in words.items():
        for pair in pairwise(ids):
            counts[pair] += times
    return max(reversed(counts), key=counts.get, default=None)


@bank.wrong("ties go to the larger pair")
def next_merge(words):
    counts = Counter()
    for ids, times in words.items():
        for pair in pairwise(ids):
            counts[pair] += times
    return max(counts, key=lambda pair: (counts[pair], pair), default=None)


@bank.wrong("ties look at the first id only")
def next_merge(words):
    counts = Counter()
    for ids, times in words.items():
        for pair in pairwise(ids):
            counts[pair] += times
    return min(counts, key=lambda pair: (-counts[pair], pair[0]), default=None)


@bank.wrong("ties compare ids as text: 10 before 9")
def next_merge(words):
    counts = Counter()
    for ids, times in words.items():
        for pair in pairwise(ids):
            counts[pair] += times
    return min(counts, key=lambda pair: (-counts[pair], str(pair)), default=None)


@bank.wrong("ties go to the smaller sum of ids")
def next_merge(words):
    counts = Counter()
    for ids, times in words.items():
        for pair in pairwise(ids):
            counts[pair] += times
    return min(counts, key=lambda pair: (-counts[pair], sum(pair)), default=None)


@bank.wrong("counts kinds of words, not their occurrences")
def next_merge(words):
    counts = Counter(pair for ids in words for pair in pairwise(ids))
    return min(counts, key=lambda pair: (-counts[pair], pair), default=None)


@bank.wrong("counts a pair once for each word")
def next_merge(words):
    counts = Counter()
    for ids, times in words.items():
        for pair in set(pairwise(ids)):
            counts[pair] += times
    return min(counts, key=lambda pair: (-counts[pair], pair), default=None)


@bank.wrong("off by one: misses the last pair of each word")
def next_merge(words):
    counts = Counter()
    for ids, times in words.items():
        for i in range(len(ids) - 2):
            counts[ids[i], ids[i + 1]] += times
    return min(counts, key=lambda pair: (-counts[pair], pair), default=None)


@bank.wrong("a pair that overlaps itself counts once")
def next_merge(words):
    counts = Counter()
    for ids, times in words.items():
        last = None
        for pair in pairwise(ids):
            if pair != last:
                counts[pair] += times
            last = pair if pair != last else None
    return min(counts, key=lambda pair: (-counts[pair], pair), default=None)


@bank.wrong("takes (1, 2) and (2, 1) for one pair")
def next_merge(words):
    counts = Counter()
    for ids, times in words.items():
        for pair in pairwise(ids):
            counts[tuple(sorted(pair))] += times
    return min(counts, key=lambda pair: (-counts[pair], pair), default=None)


@bank.wrong("pairs reach across words")
def next_merge(words):
    stream = [one for ids, times in words.items() for one in ids * times]
    counts = Counter(pairwise(stream))
    return min(counts, key=lambda pair: (-counts[pair], pair), default=None)


@bank.wrong("fails when no pair is left")
def next_merge(words):
    counts = Counter()
    for ids, times in words.items():
        for pair in pairwise(ids):
            counts[pair] += times
    return min(counts, key=lambda pair: (-counts[pair], pair))


@bank.wrong("returns a list")
def next_merge(words):
    counts = Counter()
    for ids, times in words.items():
        for pair in pairwise(ids):
            counts[pair] += times
    return list(min(counts, key=lambda pair: (-counts[pair], pair), default=()))


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
