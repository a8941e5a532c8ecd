"""Answers to part 4, the memory of attention."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

bank = Bank()


@bank.wrong("one n x n matrix instead of two")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, dtype.itemsize
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return rows * d_head * size + (rows * n_keys * size if kind == "eager" else rows * 4)


@bank.wrong("leaves out the output")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, dtype.itemsize
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return 2 * rows * n_keys * size if kind == "eager" else rows * 4


@bank.wrong("counts numbers, not bytes")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows = batch * heads * n_queries
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return rows * d_head + (2 * rows * n_keys if kind == "eager" else rows)


@bank.wrong("counts bits")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, torch.finfo(dtype).bits
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return rows * d_head * size + (2 * rows * n_keys * size if kind == "eager" else rows * 32)


@bank.wrong("divides bits by 8 with /, and returns a float")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, torch.finfo(dtype).bits / 8
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return rows * d_head * size + (2 * rows * n_keys * size if kind == "eager" else rows * 4)


@bank.wrong("returns a tensor")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, dtype.itemsize
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return torch.tensor(rows * d_head * size + (2 * rows * n_keys * size if kind == "eager" else rows * 4))


@bank.wrong("leaves out the batch")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = heads * n_queries, dtype.itemsize
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return rows * d_head * size + (2 * rows * n_keys * size if kind == "eager" else rows * 4)


@bank.wrong("leaves the batch out of the matrices")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, dtype.itemsize
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return rows * d_head * size + (2 * heads * n_queries * n_keys * size if kind == "eager" else rows * 4)


@bank.wrong("leaves the heads out of the matrices")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, dtype.itemsize
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return rows * d_head * size + (2 * batch * n_queries * n_keys * size if kind == "eager" else rows * 4)


@bank.wrong("every number takes 4 bytes")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows = batch * heads * n_queries
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return 4 * (rows * d_head + (2 * rows * n_keys if kind == "eager" else rows))


@bank.wrong("2 bytes for all that is not float32")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, 4 if dtype == torch.float32 else 2
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return rows * d_head * size + (2 * rows * n_keys * size if kind == "eager" else rows * 4)


@bank.wrong("keeps the running sums in the dtype of the inputs")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, dtype.itemsize
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return rows * d_head * size + (2 * rows * n_keys * size if kind == "eager" else rows * size)


@bank.wrong("keeps the eager weights in float32")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, dtype.itemsize
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return rows * d_head * size + (rows * n_keys * (size + 4) if kind == "eager" else rows * 4)


@bank.wrong("takes n_keys for both sides of the matrix")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, dtype.itemsize
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return rows * d_head * size + (2 * batch * heads * n_keys**2 * size if kind == "eager" else rows * 4)


@bank.wrong("takes n_queries for both sides of the matrix")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, dtype.itemsize
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return rows * d_head * size + (2 * rows * n_queries * size if kind == "eager" else rows * 4)


@bank.wrong("gives the output a row per key")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, dtype.itemsize
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return batch * heads * n_keys * d_head * size + (2 * rows * n_keys * size if kind == "eager" else rows * 4)


@bank.wrong("keeps a running sum per key")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, dtype.itemsize
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return rows * d_head * size + (2 * rows * n_keys * size if kind == "eager" else batch * heads * n_keys * 4)


@bank.wrong("thinks a fused kernel needs no memory but the output")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, dtype.itemsize
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return rows * d_head * size + (2 * rows * n_keys * size if kind == "eager" else 0)


@bank.wrong("halves the matrices for the causal mask")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, dtype.itemsize
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return rows * d_head * size + (rows * n_keys * size if kind == "eager" else rows * 2)


@bank.wrong("answers in MiB")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, dtype.itemsize
    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    return (rows * d_head * size + (2 * rows * n_keys * size if kind == "eager" else rows * 4)) // 2**20


@bank.wrong("takes any other kind for fused")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, dtype.itemsize
    return rows * d_head * size + (2 * rows * n_keys * size if kind == "eager" else rows * 4)


@bank.wrong("returns None for an unknown kind")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, dtype.itemsize
    if kind == "eager":
        return rows * d_head * size + 2 * rows * n_keys * size
    if kind == "fused":
        return rows * d_head * size + rows * 4


@bank.wrong("an unknown kind is a KeyError")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    rows, size = batch * heads * n_queries, dtype.itemsize
    return rows * d_head * size + {"eager": 2 * rows * n_keys * size, "fused": rows * 4}[kind]


@bank.right("measures tensors on the meta device")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    if kind not in ("eager", "fused"):
        raise ValueError(f"unknown kind {kind}")
    output = torch.empty(batch, heads, n_queries, d_head, dtype=dtype, device="meta")
    scores = torch.empty(batch, heads, n_queries, n_keys, dtype=dtype, device="meta")
    sums = torch.empty(batch, heads, n_queries, dtype=torch.float32, device="meta")
    return output.nbytes + (2 * scores.nbytes if kind == "eager" else sums.nbytes)


@bank.right("bits // 8, and a dictionary")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    size = torch.finfo(dtype).bits // 8
    per_row = {"eager": (d_head + 2 * n_keys) * size, "fused": d_head * size + 4}
    if kind not in per_row:
        raise ValueError(f"kind must be one of {sorted(per_row)}")
    return batch * heads * n_queries * per_row[kind]


@bank.right("element_size, and match")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    size = torch.tensor([], dtype=dtype).element_size()
    match kind:
        case "eager":
            work = 2 * n_keys * size
        case "fused":
            work = 4
        case _:
            raise ValueError(kind)
    return batch * heads * n_queries * (d_head * size + work)
