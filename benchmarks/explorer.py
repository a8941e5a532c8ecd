"""The attention explorer: bytes on the wire, and milliseconds to the first paint in a headless Chromium."""

import statistics

import numpy as np

from benchmarks.chromium import find_chromium, headless
from benchmarks.explorer_page import open_page, served
from helpers.attention_explorer import explore_attention

CASES = {
    "4 x 4 heads, 16 tokens": (4, 4, 16),
    "12 x 12 heads, 128 tokens": (12, 12, 128),
    "12 x 12 heads, 256 tokens": (12, 12, 256),
}
_VISITS = 5


def payload_bytes(explorer) -> int:
    """What the browser receives: weights, labels, script and style."""
    state = explorer.get_state()
    sentences = sum(len(one["weights"]) + len("".join(one["tokens"]).encode()) for one in state["sentences"])
    return sentences + len(state["_esm"]) + len(state["_css"])


def random_explorer(layers: int, heads: int, n: int):
    """One sentence of n tokens with random weights that are peaked as trained ones are."""
    scores = np.random.default_rng(0).normal(scale=3, size=(layers, heads, n, n)).astype(np.float32)
    exponentials = np.exp(scores)
    return explore_attention(exponentials / exponentials.sum(-1, keepdims=True), [f"token{i}" for i in range(n)])


def _first_paint_ms(explorer) -> tuple[float, float]:
    """Medians over some visits: by the clock, and of the page's main thread at work."""
    with served(explorer) as (address, _), headless() as driver:
        visits = [open_page(driver, address) for _ in range(_VISITS)]
    clock_ms, busy_ms = map(statistics.median, zip(*visits, strict=True))
    return clock_ms, busy_ms


def table() -> str:
    """A Markdown table, one row for each size. Without Chromium there is no time to the first paint."""
    rows = ["| what | bytes sent | first paint | of it, main thread |", "|---|---|---|---|"]
    for name, size in CASES.items():
        explorer = random_explorer(*size)
        paint = "needs Chromium | "
        if all(find_chromium()):
            paint = "{:.0f} ms | {:.0f} ms".format(*_first_paint_ms(explorer))
        rows.append(f"| {name} | {payload_bytes(explorer) / 1e6:.2f} MB | {paint} |")
    return "\n".join(rows)
