"""Half precision on a CPU: time of one linear layer against float32, for a long prompt and for a single token."""

import statistics
import time

import torch

from helpers.device import computes_bfloat16

SHAPES = {"prompt of 512 tokens, 1024 to 1024": (512, 1024, 1024), "one token, 2048 to 8192": (1, 2048, 8192)}
DTYPES = (torch.float32, torch.bfloat16, torch.float16)
_REPEATS = 9


def layer_s(rows: int, width_in: int, width_out: int, dtype: torch.dtype) -> float:
    """Median seconds of CPU time of one linear layer, in one thread."""
    weight, inputs = torch.ones(width_out, width_in, dtype=dtype), torch.ones(rows, width_in, dtype=dtype)
    seconds = []
    with torch.inference_mode():
        torch.nn.functional.linear(inputs, weight)
        for _ in range(_REPEATS):
            start = time.thread_time()
            torch.nn.functional.linear(inputs, weight)
            seconds.append(time.thread_time() - start)
    return statistics.median(seconds)


def table() -> str:
    """A Markdown table: times against float32, on one thread; below 1 is faster."""
    offers = {True: "has", False: "lacks", None: "does not say whether it has"}[computes_bfloat16()]
    rows = ["| layer | float32 | bfloat16 | float16 |", "|---|---|---|---|"]
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        for name, shape in SHAPES.items():
            seconds = [layer_s(*shape, dtype) for dtype in DTYPES]
            rows.append(f"| {name} | {' | '.join(f'{one / seconds[0]:.2f}' for one in seconds)} |")
    finally:
        torch.set_num_threads(threads)
    return "\n".join([*rows, "", f"Measured on a CPU that {offers} instructions for bfloat16."])
