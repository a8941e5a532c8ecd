"""Answers to part 2, a batch for generation."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

bank = Bank("left_padded")
patch = bank.patch
CHECK = "if not prompts or not all(prompts):"
IDS = "input_ids.append([pad_id] * gap + ids)"
MASK = "mask.append([0] * gap + [1] * len(ids))"
POSITIONS = "positions.append([0] * gap + list(range(len(ids))))"
IDS_OUT = "torch.tensor(input_ids)"
MASK_OUT = "torch.tensor(mask)"
POSITIONS_OUT = "torch.tensor(positions)"
RIGHT_IDS = "input_ids.append(ids + [pad_id] * gap)"
RIGHT_MASK = "mask.append([1] * len(ids) + [0] * gap)"
RIGHT_POSITIONS = "positions.append(list(range(len(ids))) + [0] * gap)"

patch(IDS, RIGHT_IDS, "pads on the right", also={MASK: RIGHT_MASK, POSITIONS: RIGHT_POSITIONS})
patch(MASK, "mask.append([1] * gap + [0] * len(ids))", "inverts the mask")
patch(MASK, RIGHT_MASK, "pads the ids left and the mask right")
patch(POSITIONS, RIGHT_POSITIONS, "pads the ids left and the positions right")
patch(
    MASK_OUT,
    "(torch.tensor(input_ids) != pad_id).long()",
    "finds the padding by its id: loses tokens that have the same",
)
patch(
    POSITIONS_OUT,
    "(torch.tensor(input_ids) != pad_id).long().cumsum(-1).sub(1).clamp(min=0)",
    "counts positions by the padding's id",
)
patch(
    "gap = longest - len(ids)",
    "ids = ids[next((i for i, one in enumerate(ids) if one != pad_id), 0) :]\n        gap = longest - len(ids)",
    "takes the padding's id at a prompt's start for padding",
)
patch(POSITIONS, "positions.append(list(range(longest)))", "positions count the paddings")
patch(POSITIONS, "positions.append([0] * gap + list(range(1, len(ids) + 1)))", "positions start at 1")
patch(POSITIONS, "positions.append([-1] * gap + list(range(len(ids))))", "positions of -1 on paddings")
patch(
    POSITIONS, "positions.append([1] * gap + list(range(len(ids))))", "positions of 1 on paddings, as generate has them"
)
patch(IDS, "input_ids.append([pad_id] * gap + ids[::-1])", "turns the prompts around")
patch("[pad_id] * gap", "[0] * gap", "pads with 0 whatever pad_id is")
patch("[pad_id] * gap", "[pad_id or 1] * gap", "takes padding 0 for none")
patch(IDS, "ids[:0] = [pad_id] * gap\n        input_ids.append(ids)", "pads the caller's own lists")
patch(
    CHECK,
    "prompts.sort(key=len)\n    if not prompts or not all(prompts):",
    "sorts the caller's prompts by their length",
)
patch(
    "for ids in prompts:",
    "for ids in sorted(prompts, key=len, reverse=True):",
    "returns the rows in the order of their length",
)
patch(MASK_OUT, "torch.tensor(mask).bool()", "a bool mask")
patch(IDS_OUT, "torch.tensor(input_ids).int()", "int32 ids")
patch(IDS_OUT, "torch.tensor(input_ids).short().long()", "ids through int16: large ones turn over")
patch(POSITIONS_OUT, "positions", "positions as a list")
patch("longest = max(len(ids) for ids in prompts)", "longest = len(prompts[0])", "the first prompt sets the width")
patch(
    "gap = longest - len(ids)",
    "ids = ids[-min(map(len, prompts)) :]\n        gap = 0",
    "cuts to the shortest prompt",
)
patch("not prompts or not all(prompts)", "not prompts", "accepts a prompt without a token")
patch("not prompts or not all(prompts)", "not prompts or not any(prompts)", "accepts an empty prompt beside a full one")
patch("not prompts or not all(prompts)", "not prompts or not prompts[0]", "looks at the first prompt only")
patch(
    "not prompts or not all(prompts)",
    "not all(prompts)",
    "max refuses the case of no prompt, with a ValueError",
    right=True,
)


@bank.right("one row at a time into full tensors")
def left_padded(prompts, pad_id):
    if not prompts or any(len(prompt) == 0 for prompt in prompts):
        raise ValueError("every prompt needs a token")
    shape = len(prompts), max(len(prompt) for prompt in prompts)
    ids = torch.full(shape, pad_id)
    mask, positions = torch.zeros(shape, dtype=torch.int64), torch.zeros(shape, dtype=torch.int64)
    for row, prompt in enumerate(prompts):
        ids[row, -len(prompt) :] = torch.tensor(prompt)
        mask[row, -len(prompt) :] = 1
        positions[row, -len(prompt) :] = torch.arange(len(prompt))
    return {"input_ids": ids, "attention_mask": mask, "position_ids": positions}


@bank.right("torch's own padding, and a running sum of the mask; an OrderedDict")
def left_padded(prompts, pad_id):
    from collections import OrderedDict

    if len(prompts) < 1 or min(map(len, prompts)) < 1:
        raise ValueError("every prompt needs a token")

    def pad(rows, value):
        return torch.nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=value, padding_side="left")

    mask = pad([torch.ones(len(prompt), dtype=torch.long) for prompt in prompts], 0)
    return OrderedDict(
        position_ids=(mask.cumsum(dim=1) - 1).clamp(min=0),
        attention_mask=mask,
        input_ids=pad([torch.tensor(prompt) for prompt in prompts], pad_id),
    )


LONGEST = "max(map(len, prompts))"
bank.region("len({len(p) for p in prompts}) == 1", "len({len(p) for p in prompts}) > 1", f"{LONGEST} == 1")
bank.region("any(pad_id in p for p in prompts)", "all(set(p) == {pad_id} for p in prompts)", "prompts == [[pad_id]]")
bank.region("prompts[0][0] == pad_id", "prompts[-1][-1] == pad_id", "not any(pad_id in p for p in prompts)")
bank.region(f"len(prompts[0]) == {LONGEST} > len(prompts[-1])", f"len(prompts[0]) < {LONGEST} == len(prompts[-1])")
bank.region(
    f"len(prompts[0]) < {LONGEST} > len(prompts[-1])", "len(prompts) == len(prompts[0]) == 1", f"{LONGEST} > 100"
)
bank.region("max(map(max, prompts)) > 65_535", "len(prompts) > 1 and prompts[0] is prompts[1]", "pad_id > 65_535")
bank.error("not prompts", "prompts == [[]]", "prompts[0] == [] and prompts[-1]", "prompts[0] and prompts[-1] == []")
bank.error("prompts[0] and prompts[-1] and [] in prompts", "len(prompts) > 1 and not any(prompts)")
bank.outside("len(prompts) == 0", why="an error")
