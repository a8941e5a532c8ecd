"""One training loop for all lab models: seeded, logged per ability, resumable, needing only torch."""

from __future__ import annotations

import contextlib
import itertools
import json
import math
import multiprocessing
import random
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import torch
import torch.distributed as dist
from torch.utils.data import DataLoader, IterableDataset, get_worker_info


def optimizer(net: torch.nn.Module, lr: float, decay: float = 0.1, memory: float = 0.95) -> torch.optim.AdamW:
    """AdamW with weight decay on matrices only; `memory` is its second beta.

    Batches in which a word seldom occurs want 0.999: with less, its many small gradients outweigh the rare large ones.
    """
    matrices = [p for p in net.parameters() if p.ndim >= 2]
    others = [p for p in net.parameters() if p.ndim < 2]
    groups = [{"params": matrices, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=lr, betas=(0.9, memory))


def rate(progress: float, warmup: float = 0.03, floor: float = 0.05) -> float:
    """Learning-rate factor at `progress` in [0, 1]: linear warm-up, then cosine down to `floor`."""
    if progress < warmup:
        return progress / warmup
    fall = min(1.0, (progress - warmup) / (1 - warmup))
    return floor + (1 - floor) * 0.5 * (1 + math.cos(math.pi * fall))


def ranks() -> tuple[int, int]:
    """(this process, how many there are) if several train together, as torchrun starts them; else (0, 1)."""
    return (dist.get_rank(), dist.get_world_size()) if dist.is_initialized() else (0, 1)


def agree(progress: float) -> float:
    """The progress that the first process sees, for all: each has a clock of its own."""
    if ranks()[1] > 1:
        shared = torch.tensor(progress, dtype=torch.float64)
        dist.broadcast(shared, 0)
        return shared.item()
    return progress


def average(net: torch.nn.Module) -> None:
    """Gradients averaged over all processes, each of which saw a batch of its own."""
    if ranks()[1] > 1:
        grads = [p.grad for p in net.parameters()]
        flat = torch.cat([g.reshape(-1) for g in grads])
        dist.all_reduce(flat)
        for grad, part in zip(grads, flat.split([g.numel() for g in grads]), strict=True):
            grad.copy_(part.view_as(grad) / ranks()[1])


class Stream(IterableDataset):
    """Batches without end, made in worker processes, each from seeds of its own and at the loop's progress."""

    def __init__(self, batch: Callable, seed: str, progress):
        self.batch, self.seed, self.progress = batch, seed, progress

    def __iter__(self):
        for number in itertools.count():
            rng = random.Random(f"{self.seed}:{get_worker_info().id}:{number}")
            yield self.batch(rng, self.progress.value)


def feed(batch: Callable, seed: int, step: int, workers: int) -> Callable:
    """next_batch(step, progress): made here, or by `workers` processes while the accelerator computes."""
    rank = ranks()[0]
    if not workers:
        return lambda step, progress: batch(
            random.Random(f"{seed}:{step}:{rank}" if rank else f"{seed}:{step}"), progress
        )
    shared = multiprocessing.Value("d", 0.0)
    stream = Stream(batch, f"{seed}:{step}:{rank}", shared)
    made = iter(DataLoader(stream, batch_size=None, num_workers=workers, multiprocessing_context="fork"))

    def next_batch(step: int, progress: float) -> tuple[dict, list[str]]:
        shared.value = progress
        return next(made)

    return next_batch


def fit(
    net: torch.nn.Module,
    batch: Callable,
    *,
    steps: int,
    lr: float,
    seed: int = 0,
    minutes: float | None = None,
    device: str = "cpu",
    checkpoint: Path | None = None,
    bf16: bool = False,
    workers: int = 0,
    log_every: int = 100,
    each_log: Callable | None = None,
    floor: float = 0.05,
    memory: float = 0.95,
) -> torch.nn.Module:
    """Train `net` and return it, in eval mode.

    batch(rng, progress) -> (inputs: dict of tensors, abilities: list[str] with one name a row);
    net.losses(**inputs) -> (sum of losses per row [rows], counted tokens per row [rows]).
    The schedule follows steps, or the clock if `minutes` is given. A checkpoint is written every minute and resumed
    from if it exists. The learning rate falls to `floor` of its peak. `each_log(net, progress)` is called after each
    log line and may raise StopIteration to end early. Under torchrun the processes train together on batches of their
    own; the first one logs and saves. With `workers`, that many processes make the batches.
    """
    (rank, _), stopped = ranks(), False
    net.to(device).train()
    opt, step, spent, saved = optimizer(net, lr, memory=memory), 0, 0.0, time.monotonic()
    if checkpoint and checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        net.load_state_dict(state["net"])
        opt.load_state_dict(state["opt"])
        step, spent = state["step"], state["spent"]
    next_batch = feed(batch, seed, step, workers)
    begun, sums = time.monotonic() - spent, defaultdict(lambda: [0.0, 0.0])
    while True:
        elapsed = time.monotonic() - begun
        progress = agree(1.0 if stopped else elapsed / 60 / minutes if minutes else step / steps)
        if progress >= 1:
            break
        for group in opt.param_groups:
            group["lr"] = lr * rate(progress, floor=floor)
        inputs, abilities = next_batch(step, progress)
        inputs = {name: v.to(device) if torch.is_tensor(v) else v for name, v in inputs.items()}
        with torch.autocast(device, torch.bfloat16) if bf16 else contextlib.nullcontext():
            losses, counts = net.losses(**inputs)
        opt.zero_grad(set_to_none=True)
        (losses.sum() / counts.sum().clamp(min=1)).backward()
        average(net)
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        opt.step()
        step += 1
        for name, loss, count in zip(abilities, losses.tolist(), counts.tolist(), strict=False):
            sums[name][0] += loss
            sums[name][1] += count
        if rank == 0 and step % log_every == 0:
            figures = {name: round(loss / max(count, 1), 3) for name, (loss, count) in sorted(sums.items())}
            sums.clear()
            print(
                json.dumps({"step": step, "s": round(elapsed), "progress": round(progress, 3), "loss": figures}),
                flush=True,
            )
            try:
                each_log and each_log(net, progress)
            except StopIteration:
                stopped = True
        if checkpoint and rank == 0 and time.monotonic() - saved > 60:
            save_state(checkpoint, net, opt, step, time.monotonic() - begun)
            saved = time.monotonic()
    if checkpoint and rank == 0:
        # An ended phase counts as spent, or resuming would take it up again.
        save_state(checkpoint, net, opt, step, 60 * minutes if minutes else time.monotonic() - begun)
    return net.eval()


def save_state(path: Path, net, opt, step: int, spent: float) -> None:
    """Write a checkpoint through a temporary file, so that an interrupted write loses nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    torch.save({"net": net.state_dict(), "opt": opt.state_dict(), "step": step, "spent": spent}, part)
    part.replace(path)
