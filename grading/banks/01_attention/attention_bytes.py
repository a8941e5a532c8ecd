"""Answers to part 4, the memory of attention."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

bank = Bank("attention_bytes")
patch = bank.patch
SIZE = "n_keys * dtype.itemsize"
EAGER = f"2 * rows * {SIZE}"
OUTPUT = "output = rows * d_head * dtype.itemsize"
SUMS = "rows * torch.float32.itemsize"
ERROR = "raise ValueError(f\"unknown kind {kind!r}: expected 'eager' or 'fused'\")"

patch("2 * rows", "rows", "one n x n matrix instead of two")
patch(OUTPUT, "output = 0", "leaves out the output")
patch(OUTPUT, "output = rows * d_head", "counts numbers, not bytes", also={EAGER: "2 * rows * n_keys", SUMS: "rows"})
patch(
    OUTPUT,
    "output = rows * d_head * dtype.itemsize * 8",
    "counts bits",
    also={EAGER: EAGER + " * 8", SUMS: SUMS + " * 8"},
)
patch(OUTPUT, "output = rows * d_head * torch.finfo(dtype).bits / 8", "divides bits by 8 with /, and returns a float")
patch(OUTPUT, "output = torch.tensor(rows * d_head * dtype.itemsize)", "returns a tensor")
patch("batch * heads * n_queries", "heads * n_queries", "leaves out the batch")
patch(EAGER, f"2 * heads * n_queries * {SIZE}", "leaves the batch out of the matrices")
patch(EAGER, f"2 * batch * n_queries * {SIZE}", "leaves the heads out of the matrices")
patch(OUTPUT, "output = rows * d_head * 4", "every number takes 4 bytes", also={EAGER: "2 * rows * n_keys * 4"})
patch(
    "    rows =",
    "    size = 4 if dtype == torch.float32 else 2\n    rows =",
    "2 bytes for all that is not float32",
    also={"d_head * dtype.itemsize": "d_head * size", SIZE: "n_keys * size"},
)
patch(SUMS, "rows * dtype.itemsize", "keeps the sums in the dtype of the inputs")
patch(SUMS, "rows * max(4, dtype.itemsize)", "keeps the sums of float64 in float64")
patch(EAGER, "rows * n_keys * (dtype.itemsize + 4)", "keeps the eager weights in float32")
patch(EAGER, "2 * batch * heads * n_keys**2 * dtype.itemsize", "takes n_keys for both sides of the matrix")
patch(EAGER, "2 * rows * n_queries * dtype.itemsize", "takes n_queries for both sides of the matrix")
patch(OUTPUT, "output = batch * heads * n_keys * d_head * dtype.itemsize", "gives the output a row per key")
patch(SUMS, "batch * heads * n_keys * 4", "keeps a sum per key")
patch(f"output + {SUMS}", "output", "thinks a fused kernel needs no memory but the output")
patch(EAGER, f"rows * {SIZE}", "halves the matrices for the causal mask", also={SUMS: "rows * 2"})
patch(
    f"output + {EAGER}",
    f"(output + {EAGER}) // 2**20",
    "answers in MiB",
    also={f"output + {SUMS}": f"(output + {SUMS}) // 2**20"},
)
patch('if kind == "fused":', "if True:", "takes any other kind for fused")
patch(ERROR, "return None", "returns None for an unknown kind")
patch(ERROR, "raise KeyError(kind)", "an unknown kind is a KeyError")
patch('if kind == "eager"', 'if kind.lower() == "eager"', "takes Eager for eager")


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


@bank.right("an int of a class of its own")
def attention_bytes(kind, batch, heads, n_queries, n_keys, d_head, dtype):
    class Bytes(int):
        pass

    if kind not in ("eager", "fused"):
        raise ValueError(kind)
    work = 2 * n_keys * dtype.itemsize if kind == "eager" else 4
    return Bytes(batch * heads * n_queries * (d_head * dtype.itemsize + work))


DTYPES = ("float16", "bfloat16", "float32", "float64")
bank.region(*(f"kind == {kind!r} and dtype == torch.{dtype}" for kind in ("eager", "fused") for dtype in DTYPES))
bank.region("n_keys > n_queries", "n_keys < n_queries", "n_keys == n_queries == 1", "kind == 'fused' and batch > 1")
bank.error("kind == ''", "kind.lower() in ('eager', 'fused') and not kind.islower()", "kind == 'flash'", "' ' in kind")
bank.outside("* == 0", why="all counts are at least 1")
bank.outside("kind == ''", "len(kind) == 1", "len(kind) > 20", "not kind.isascii()", why="an unknown kind: an error")
