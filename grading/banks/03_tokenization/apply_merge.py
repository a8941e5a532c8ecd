"""Answers to part 1, byte-pair encoding: one merge."""
# ruff: noqa: F811  (one function, many answers)

from grading.banks import Bank

bank = Bank()


@bank.wrong("merges from right to left")
def apply_merge(ids, pair, new_id):
    merged, i = [], len(ids) - 1
    while i >= 0:
        found = i > 0 and ids[i - 1 : i + 1] == pair
        merged.append(new_id if found else ids[i])
        i -= 2 if found else 1
    return tuple(reversed(merged))


@bank.wrong("merges the first occurrence only")
def apply_merge(ids, pair, new_id):
    for i in range(len(ids) - 1):
        if ids[i : i + 2] == pair:
            return ids[:i] + (new_id,) + ids[i + 2 :]
    return ids


@bank.wrong("off by one: leaves the last pair alone")
def apply_merge(ids, pair, new_id):
    merged, i = [], 0
    while i < len(ids):
        found = i < len(ids) - 2 and ids[i : i + 2] == pair
        merged.append(new_id if found else ids[i])
        i += 2 if found else 1
    return tuple(merged)


@bank.wrong("drops the last id")
def apply_merge(ids, pair, new_id):
    merged, i = [], 0
    while i < len(ids) - 1:
        found = ids[i : i + 2] == pair
        merged.append(new_id if found else ids[i])
        i += 2 if found else 1
    return tuple(merged)


@bank.wrong("uses the middle id of three twice")
def apply_merge(ids, pair, new_id):
    merged = []
    for i, one in enumerate(ids):
        if ids[i : i + 2] == pair:
            merged.append(new_id)
        elif i == 0 or ids[i - 1 : i + 1] != pair:
            merged.append(one)
    return tuple(merged)


@bank.wrong("replaces the left id and keeps the right one")
def apply_merge(ids, pair, new_id):
    return tuple(new_id if ids[i : i + 2] == pair else one for i, one in enumerate(ids))


@bank.wrong("looks for the left id alone")
def apply_merge(ids, pair, new_id):
    merged, i = [], 0
    while i < len(ids):
        found = ids[i] == pair[0] and i + 1 < len(ids)
        merged.append(new_id if found else ids[i])
        i += 2 if found else 1
    return tuple(merged)


@bank.wrong("merges the pair in the other order too")
def apply_merge(ids, pair, new_id):
    merged, i = [], 0
    while i < len(ids):
        found = ids[i : i + 2] in (pair, pair[::-1])
        merged.append(new_id if found else ids[i])
        i += 2 if found else 1
    return tuple(merged)


@bank.wrong("returns a list")
def apply_merge(ids, pair, new_id):
    merged, i = [], 0
    while i < len(ids):
        found = ids[i : i + 2] == pair
        merged.append(new_id if found else ids[i])
        i += 2 if found else 1
    return merged


@bank.right("a stack: join with the last one if they are the pair")
def apply_merge(ids, pair, new_id):
    merged, fresh = [], False
    for one in ids:
        if merged and not fresh and (merged[-1], one) == pair:
            merged[-1], fresh = new_id, True
        else:
            merged.append(one)
            fresh = False
    return tuple(merged)


@bank.right("finds the leftmost pair, joins, goes on behind it")
def apply_merge(ids, pair, new_id):
    for i in range(len(ids) - 1):
        if (ids[i], ids[i + 1]) == tuple(pair):
            return tuple(ids[:i]) + (new_id,) + apply_merge(ids[i + 2 :], pair, new_id)
    return tuple(ids)
