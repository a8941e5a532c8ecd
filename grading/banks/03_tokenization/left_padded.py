"""Answers to part 2, a batch for generation."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

bank = Bank()


@bank.wrong("pads on the right")
def left_padded(prompts, pad_id):
    if not prompts or not all(prompts):
        raise ValueError("empty")
    longest = max(map(len, prompts))
    gaps = [longest - len(ids) for ids in prompts]
    return {
        "input_ids": torch.tensor([ids + [pad_id] * gap for ids, gap in zip(prompts, gaps, strict=True)]),
        "attention_mask": torch.tensor([[1] * (longest - gap) + [0] * gap for gap in gaps]),
        "position_ids": torch.tensor([[*range(longest - gap)] + [0] * gap for gap in gaps]),
    }


@bank.wrong("inverts the mask")
def left_padded(prompts, pad_id):
    if not prompts or not all(prompts):
        raise ValueError("empty")
    longest = max(map(len, prompts))
    gaps = [longest - len(ids) for ids in prompts]
    return {
        "input_ids": torch.tensor([[pad_id] * gap + ids for ids, gap in zip(prompts, gaps, strict=True)]),
        "attention_mask": torch.tensor([[1] * gap + [0] * (longest - gap) for gap in gaps]),
        "position_ids": torch.tensor([[0] * gap + [*range(longest - gap)] for gap in gaps]),
    }


@bank.wrong("pads the ids left and the mask right")
def left_padded(prompts, pad_id):
    if not prompts or not all(prompts):
        raise ValueError("empty")
    longest = max(map(len, prompts))
    gaps = [longest - len(ids) for ids in prompts]
    return {
        "input_ids": torch.tensor([[pad_id] * gap + ids for ids, gap in zip(prompts, gaps, strict=True)]),
        "attention_mask": torch.tensor([[1] * (longest - gap) + [0] * gap for gap in gaps]),
        "position_ids": torch.tensor([[0] * gap + [*range(longest - gap)] for gap in gaps]),
    }


@bank.wrong("finds the padding by its id: loses tokens that have the same")
def left_padded(prompts, pad_id):
    if not prompts or not all(prompts):
        raise ValueError("empty")
    longest = max(map(len, prompts))
    ids = torch.tensor([[pad_id] * (longest - len(prompt)) + prompt for prompt in prompts])
    mask = (ids != pad_id).long()
    return {"input_ids": ids, "attention_mask": mask, "position_ids": (mask.cumsum(-1) - 1).clamp(min=0) * mask}


@bank.wrong("positions count the paddings")
def left_padded(prompts, pad_id):
    if not prompts or not all(prompts):
        raise ValueError("empty")
    longest = max(map(len, prompts))
    mask = torch.tensor([[0] * (longest - len(prompt)) + [1] * len(prompt) for prompt in prompts])
    ids = torch.tensor([[pad_id] * (longest - len(prompt)) + prompt for prompt in prompts])
    return {"input_ids": ids, "attention_mask": mask, "position_ids": torch.arange(longest).repeat(len(prompts), 1)}


@bank.wrong("positions start at 1")
def left_padded(prompts, pad_id):
    if not prompts or not all(prompts):
        raise ValueError("empty")
    longest = max(map(len, prompts))
    mask = torch.tensor([[0] * (longest - len(prompt)) + [1] * len(prompt) for prompt in prompts])
    ids = torch.tensor([[pad_id] * (longest - len(prompt)) + prompt for prompt in prompts])
    return {"input_ids": ids, "attention_mask": mask, "position_ids": mask.cumsum(-1)}


@bank.wrong("positions of -1 on paddings")
def left_padded(prompts, pad_id):
    if not prompts or not all(prompts):
        raise ValueError("empty")
    longest = max(map(len, prompts))
    mask = torch.tensor([[0] * (longest - len(prompt)) + [1] * len(prompt) for prompt in prompts])
    ids = torch.tensor([[pad_id] * (longest - len(prompt)) + prompt for prompt in prompts])
    return {"input_ids": ids, "attention_mask": mask, "position_ids": mask.cumsum(-1) - 1}


@bank.wrong("turns the prompts around")
def left_padded(prompts, pad_id):
    if not prompts or not all(prompts):
        raise ValueError("empty")
    rows = torch.nn.utils.rnn.pad_sequence([torch.tensor(p) for p in prompts], True, pad_id).flip(1)
    mask = torch.nn.utils.rnn.pad_sequence([torch.ones(len(p)).long() for p in prompts], True, 0).flip(1)
    return {"input_ids": rows, "attention_mask": mask, "position_ids": (mask.cumsum(-1) - 1) * mask}


@bank.wrong("pads with 0 whatever pad_id is")
def left_padded(prompts, pad_id):
    if not prompts or not all(prompts):
        raise ValueError("empty")
    longest = max(map(len, prompts))
    mask = torch.tensor([[0] * (longest - len(prompt)) + [1] * len(prompt) for prompt in prompts])
    ids = torch.tensor([[0] * (longest - len(prompt)) + prompt for prompt in prompts])
    return {"input_ids": ids, "attention_mask": mask, "position_ids": (mask.cumsum(-1) - 1) * mask}


@bank.wrong("pads the caller's own lists")
def left_padded(prompts, pad_id):
    if not prompts or not all(prompts):
        raise ValueError("empty")
    longest, lengths = max(map(len, prompts)), [len(prompt) for prompt in prompts]
    for prompt in prompts:
        while len(prompt) < longest:
            prompt.insert(0, pad_id)
    mask = torch.tensor([[0] * (longest - n) + [1] * n for n in lengths])
    return {"input_ids": torch.tensor(prompts), "attention_mask": mask, "position_ids": (mask.cumsum(-1) - 1) * mask}


@bank.wrong("a bool mask")
def left_padded(prompts, pad_id):
    if not prompts or not all(prompts):
        raise ValueError("empty")
    longest = max(map(len, prompts))
    mask = torch.tensor([[0] * (longest - len(prompt)) + [1] * len(prompt) for prompt in prompts])
    ids = torch.tensor([[pad_id] * (longest - len(prompt)) + prompt for prompt in prompts])
    return {"input_ids": ids, "attention_mask": mask.bool(), "position_ids": (mask.cumsum(-1) - 1) * mask}


@bank.wrong("cuts to the shortest prompt")
def left_padded(prompts, pad_id):
    if not prompts or not all(prompts):
        raise ValueError("empty")
    ids = torch.tensor([prompt[-min(map(len, prompts)) :] for prompt in prompts])
    mask = torch.ones_like(ids)
    return {"input_ids": ids, "attention_mask": mask, "position_ids": mask.cumsum(-1) - 1}


@bank.wrong("accepts a prompt without a token")
def left_padded(prompts, pad_id):
    if not prompts:
        raise ValueError("empty")
    longest = max(map(len, prompts))
    mask = torch.tensor([[0] * (longest - len(prompt)) + [1] * len(prompt) for prompt in prompts])
    ids = torch.tensor([[pad_id] * (longest - len(prompt)) + prompt for prompt in prompts])
    return {"input_ids": ids, "attention_mask": mask, "position_ids": (mask.cumsum(-1) - 1) * mask}


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


@bank.right("torch's own padding, and a running sum of the mask")
def left_padded(prompts, pad_id):
    if len(prompts) < 1 or min(map(len, prompts)) < 1:
        raise ValueError("every prompt needs a token")

    def pad(rows, value):
        return torch.nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=value, padding_side="left")

    mask = pad([torch.ones(len(prompt), dtype=torch.long) for prompt in prompts], 0)
    return {
        "position_ids": (mask.cumsum(dim=1) - 1).clamp(min=0),
        "attention_mask": mask,
        "input_ids": pad([torch.tensor(prompt) for prompt in prompts], pad_id),
    }
