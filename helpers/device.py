"""Where the work runs and what it costs: a device with its reason, memory readings, seeding."""

import os
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
import torch

KNOWN_DEVICES = ("cpu", "cuda", "mps")


@dataclass(frozen=True)
class Device:
    """A place to run, the number format to run in, and the sentence that says why."""

    device: torch.device
    dtype: torch.dtype
    reason: str


def pick_device(want: str | None = None) -> Device:
    """Choose a device and dtype, and say why.

    want: "cpu", "cuda" or "mps"; None reads the environment variable COURSE_DEVICE, and without it takes the best one.
    Raises ValueError for a name that is none of the three, RuntimeError for a device that this machine lacks.
    """
    want = want or os.environ.get("COURSE_DEVICE") or None
    if want is not None and want not in KNOWN_DEVICES:
        raise ValueError(f"Unknown device {want!r}: expected one of {', '.join(KNOWN_DEVICES)}, or None for the best.")
    if want == "cuda" or (want is None and torch.cuda.is_available()):
        return _cuda()
    if want == "mps" or (want is None and torch.backends.mps.is_available()):
        return _mps()
    why = "asked for" if want else "no CUDA or Apple GPU was found"
    return Device(torch.device("cpu"), torch.float32, f"cpu: {why}; float32, because CPUs are slow in half precision")


def _cuda() -> Device:
    if not torch.cuda.is_available():
        build = "this torch was built without CUDA" if torch.version.cuda is None else "no usable NVIDIA GPU or driver"
        raise RuntimeError(
            f"CUDA was asked for, but torch cannot use it: {build}. "
            "Use pick_device() or COURSE_DEVICE=cpu to run on the CPU; "
            "or check `nvidia-smi`, then install a CUDA build of torch (https://pytorch.org/get-started/locally/)."
        )
    name = torch.cuda.get_device_name()
    if torch.cuda.is_bf16_supported(including_emulation=False):
        return Device(torch.device("cuda"), torch.bfloat16, f"cuda: {name}; bfloat16, which it computes natively")
    return Device(torch.device("cuda"), torch.float16, f"cuda: {name}; float16, because it has no native bfloat16")


def _mps() -> Device:
    if not torch.backends.mps.is_available():
        raise RuntimeError(
            "MPS (the Apple GPU) was asked for, but torch cannot use it: it needs a Mac with Apple silicon. "
            "Use pick_device() or COURSE_DEVICE=cpu to run on the CPU."
        )
    return Device(torch.device("mps"), torch.float32, "mps: Apple GPU; float32, as some models overflow in float16")


def memory_bytes() -> dict[str, int]:
    """Memory of this process in bytes: "process_now" and "process_peak"; "gpu_now" and "gpu_peak" when CUDA is in use.

    The process figures are resident memory as the operating system counts it; the GPU ones are what torch allocated.
    """
    reading = {"process_now": psutil.Process().memory_info().rss, "process_peak": _process_peak_bytes()}
    if torch.cuda.is_available() and torch.cuda.is_initialized():
        reading |= {"gpu_now": torch.cuda.memory_allocated(), "gpu_peak": torch.cuda.max_memory_allocated()}
    return reading


def _process_peak_bytes() -> int:
    status = Path("/proc/self/status")
    if status.exists():  # not getrusage: Linux lets a child inherit its parent's peak there
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    info = psutil.Process().memory_info()
    if hasattr(info, "peak_wset"):  # Windows
        return info.peak_wset
    import resource  # absent on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS


def extra_peak_bytes(run: Callable[[], object]) -> int:
    """Bytes that `run()` needed at its worst, on top of what this process held before.

    With CUDA in use: torch's own count on the GPU. Otherwise resident memory, read every millisecond by a thread:
    good for tens of megabytes and more, since small pieces come from memory that the process already has.
    """
    if torch.cuda.is_available() and torch.cuda.is_initialized():
        torch.cuda.reset_peak_memory_stats()
        start = torch.cuda.memory_allocated()
        run()
        return torch.cuda.max_memory_allocated() - start
    process, done = psutil.Process(), threading.Event()
    start = peak = process.memory_info().rss

    def watch():
        nonlocal peak
        while not done.wait(0.001):
            peak = max(peak, process.memory_info().rss)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        run()
    finally:
        done.set()
        watcher.join()
    return peak - start


def seed_everything(seed: int) -> None:
    """Seed Python, NumPy and torch (every device), so that sampling repeats on this machine."""
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
