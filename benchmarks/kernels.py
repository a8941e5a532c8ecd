"""Eager attention against the fused kernel (sdpa): time and extra memory of one layer, as the text grows."""

import statistics
import time

import torch
from transformers import AutoModel, LlamaConfig

from helpers.device import extra_peak_bytes, seed_everything

LENGTHS = (512, 1024, 2048, 4096)
_REPEATS = 3
# One layer in the shape of GPT-2 124M: 12 heads, width 768. Speed and memory do not depend on what the weights contain.
_LAYER = LlamaConfig(
    hidden_size=768, num_attention_heads=12, num_hidden_layers=1, intermediate_size=768, vocab_size=64,
    max_position_embeddings=max(LENGTHS),
)  # fmt: skip


def _measure(kernel: str, ids: torch.Tensor) -> tuple[float, int]:
    """(seconds, extra bytes at the worst moment) of one forward pass, medians."""
    model = AutoModel.from_config(_LAYER, attn_implementation=kernel).eval()
    seconds, peaks = [], []
    with torch.inference_mode():
        model(ids)
        for _ in range(_REPEATS):
            start = time.perf_counter()
            peaks.append(extra_peak_bytes(lambda: model(ids)))
            seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), max(peaks)


def table() -> str:
    """A Markdown table, one row for each length."""
    seed_everything(0)
    rows = ["| tokens | n² weights | extra memory, eager | sdpa | time, eager / sdpa |", "|---|---|---|---|---|"]
    for n in LENGTHS:
        ids = torch.randint(64, (1, n))
        (eager_s, eager_bytes), (fused_s, fused_bytes) = _measure("eager", ids), _measure("sdpa", ids)
        weights = _LAYER.num_attention_heads * n * n * 4
        rows.append(
            f"| {n} | {weights / 1e6:.0f} MB | {eager_bytes / 1e6:.0f} MB | {fused_bytes / 1e6:.0f} MB "
            f"| {eager_s / fused_s:.1f} |"
        )
    return "\n".join(rows)
