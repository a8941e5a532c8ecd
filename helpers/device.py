"""Where the work runs and what it costs: a device with its reason, memory readings, seeding."""

import os
import random
import re
import sys
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
    return Device(torch.device("cpu"), torch.float32, f"cpu: {why}; float32, {_half_precision()}")


def computes_bfloat16(cpuinfo: Path = Path("/proc/cpuinfo")) -> bool | None:
    """Whether this CPU has instructions for bfloat16 (x86: avx512_bf16, amx_bf16; ARM: bf16); None if nothing says so.

    With them a large product takes less time in bfloat16 than in float32, without them several times as long; reading
    weights for one token is quicker either way, as they are half as many bytes. `make bench ARGS=half` measures it.
    """
    try:
        flags = set(re.findall(r"\w+", cpuinfo.read_text()))
    except OSError:  # macOS, Windows
        return None
    return bool(flags & {"avx512_bf16", "amx_bf16", "bf16"})


def _half_precision() -> str:
    known = computes_bfloat16()
    if known is None:
        return "which every CPU computes natively"
    if known:
        return "as every CPU can; this one computes bfloat16 too, which can be faster: measure"
    return "because this CPU has no instructions for bfloat16: long prompts are slower in it"


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


def _process_peak_bytes(status: Path = Path("/proc/self/status")) -> int:
    if status.exists():  # not getrusage: Linux lets a child inherit its parent's peak there
        line = re.search(r"^VmHWM:\s*(\d+) kB", status.read_text(), re.M)
        if line:  # some sandboxes leave it out
            return int(line[1]) * 1024
    info = psutil.Process().memory_info()
    if hasattr(info, "peak_wset"):  # Windows
        return info.peak_wset
    import resource  # absent on Windows

    unit = 1 if sys.platform == "darwin" else 1024
    return max(info.rss, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit)


def available_memory_bytes(groups: Path = Path("/sys/fs/cgroup"), own: Path = Path("/proc/self/cgroup")) -> int:
    """Memory that this process may still use: what the machine has left, or its container if that has less.

    A container's page cache counts as free, as far as the kernel would give it up before refusing memory (the inactive
    part of `memory.stat`). groups, own: where Linux tells of its control groups, version 1 or 2; elsewhere they are
    missing.
    """
    left = [room for folder in _memory_groups(groups, own) if (room := _room_bytes(folder)) is not None]
    return max(0, min([psutil.virtual_memory().available, *left]))


def _memory_groups(groups: Path, own: Path) -> list[Path]:
    """The folders of this process's control group and of those around it: each may have a limit."""
    lines = own.read_text().splitlines() if own.exists() else []
    paths = {name: path for _, names, path in (line.split(":", 2) for line in lines) for name in names.split(",")}
    found = []
    for top, path in ((groups, paths.get("", "/")), (groups / "memory", paths.get("memory", "/"))):
        folder = top / path.lstrip("/")
        found += [folder, *(parent for parent in folder.parents if parent.is_relative_to(top))]
    return found


# (limit, use, the part of the use that can be given up), as files and a line of memory.stat: version 2, then version 1
_GROUP_FILES = (
    ("memory.max", "memory.current", "inactive_file"),
    ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
)


def _room_bytes(folder: Path) -> int | None:
    """What a control group has left; None without a limit."""
    for limit, use, cache in _GROUP_FILES:
        try:
            room = int((folder / limit).read_text()) - int((folder / use).read_text())
        except (OSError, ValueError):  # another version, or the word "max"
            continue
        stat = folder / "memory.stat"
        inactive = re.search(rf"^{cache} (\d+)$", stat.read_text() if stat.exists() else "", re.M)
        return room + (int(inactive[1]) if inactive else 0)
    return None


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
