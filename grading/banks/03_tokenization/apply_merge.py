"""Answers to part 1, byte-pair encoding: one merge."""
# ruff: noqa: F811  (one function, many answers)

from grading.banks import Bank

bank = Bank("apply_merge")
patch = bank.patch
FOUND = "found = ids[i : i + 2] == pair"
STEP = "i += 2 if found else 1"
APPEND = "merged.append(new_id if found else ids[i])"
RETURN = "return tuple(merged)"
WHILE = "while i < len(ids):"

patch(
    "i = 0\n",
    "i = len(ids) - 1\n",
    "merges from right to left",
    also={
        WHILE: "while i >= 0:",
        FOUND: "found = i > 0 and ids[i - 1 : i + 1] == pair",
        STEP: "i -= 2 if found else 1",
        RETURN: "return tuple(reversed(merged))",
    },
)
patch(STEP, STEP + "\n        if found:\n            return (*merged, *ids[i:])", "merges the first occurrence only")
patch(FOUND, "found = i < len(ids) - 2 and ids[i : i + 2] == pair", "off by one: leaves the last pair alone")
patch(WHILE, "while i < len(ids) - 1:", "drops the last id")
patch(WHILE, "while i < len(ids) - 1 or i == 0:", "drops the last id, and fails for none")
patch(
    APPEND,
    "if found or i == 0 or ids[i - 1 : i + 1] != pair:\n            " + APPEND,
    "uses the middle id of three twice",
    also={STEP: "i += 1"},
)
patch(STEP, "i += 1", "replaces the left id and keeps the right one")
patch(FOUND, "found = ids[i] == pair[0] and i + 1 < len(ids)", "looks for the left id alone")
patch(FOUND, "found = ids[i : i + 2] in (pair, pair[::-1])", "merges the pair in the other order too")
patch(FOUND, "found = set(ids[i : i + 2]) == set(pair)", "compares as sets: one id of a double is a pair")
patch(FOUND, "found = ids[i : i + 2] == pair and new_id", "takes new id 0 for none")
patch(FOUND, "found = ids[i : i + 2] == pair and len(ids) > 2", "leaves a word alone that is nothing but the pair")
patch(RETURN, "return merged", "returns a list")
patch(RETURN, "return tuple(merged) or None", "returns None for an empty word")
patch(RETURN, "return ids if len(merged) == len(ids) else merged", "a tuple or a list")


@bank.wrong("replaces in a text of numbers: 1 2 is found in 11 2")
def apply_merge(ids, pair, new_id):
    text = " ".join(map(str, ids)).replace(f"{pair[0]} {pair[1]}", str(new_id))
    return tuple(map(int, text.split()))


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


bank.region("pair[0] == pair[1]", "ids[:2] == pair", "ids[-2:] == pair", "ids == pair", "ids == pair[::-1]")
bank.region("pair[0] != pair[1] and ids.count(pair[0]) > 2", "pair[0] in ids and pair not in zip(ids, ids[1:])")
bank.region("set(ids) == {pair[0]} and len(ids) % 2", "set(ids) == {pair[0]} and len(ids) % 2 == 0", "len(ids) > 20")
bank.region("any(x > 1000 for x in ids)", "pair[0] == ids[-1]", "new_id > 65_535", "len(ids) == 3", "len(ids) == 4")
bank.outside("len(pair) *", why="a pair has two ids")
bank.outside("type where len(ids) == 0", why="an empty tuple has no numbers")
