"""The device is a choice with a reason; asking for one that is absent says what to do."""

import os
import subprocess
import sys
import time
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from helpers import device
from helpers.device import (
    available_memory_bytes,
    computes_bfloat16,
    extra_peak_bytes,
    memory_bytes,
    pick_device,
    seed_everything,
)


@pytest.fixture
def plain(monkeypatch):
    """A machine whose accelerators the test decides, and no COURSE_DEVICE."""
    monkeypatch.delenv("COURSE_DEVICE", raising=False)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    return monkeypatch


def with_cuda(patch, bf16):
    patch.setattr(torch.cuda, "is_available", lambda: True)
    patch.setattr(torch.cuda, "get_device_name", lambda: "Test GPU")
    patch.setattr(torch.cuda, "is_bf16_supported", lambda including_emulation=True: bf16 or including_emulation)


def test_cpu_in_float32_when_there_is_nothing_else(plain):
    choice = pick_device()
    assert (choice.device.type, choice.dtype) == ("cpu", torch.float32)
    assert "no CUDA or Apple GPU was found" in choice.reason


@pytest.mark.parametrize(
    ("cpuinfo", "native"),
    [
        ("flags\t\t: fpu avx2 avx512_bf16 avx512_vnni", True),
        ("flags\t\t: fpu amx_tile amx_bf16", True),
        ("Features\t: fp asimd bf16 i8mm", True),
        ("flags\t\t: fpu avx2 avx512f", False),
        (None, None),
    ],
)
def test_bfloat16_is_judged_by_what_the_cpu_offers(tmp_path, plain, cpuinfo, native):
    if cpuinfo:
        (tmp_path / "cpuinfo").write_text(cpuinfo)
    assert computes_bfloat16(tmp_path / "cpuinfo") is native
    plain.setattr(device, "computes_bfloat16", lambda: native)
    said = {
        True: "computes bfloat16 too, which can be faster",
        False: "long prompts are slower in it",
        None: "every CPU",
    }
    assert said[native] in pick_device("cpu").reason


def seconds_of_a_product(dtype):
    """CPU time of a large product in one thread: the best of some."""
    one, other = torch.ones(256, 1024, dtype=dtype), torch.ones(1024, 1024, dtype=dtype)

    def once():
        start = time.thread_time()
        torch.nn.functional.linear(one, other)
        return time.thread_time() - start

    return min(once() for _ in range(8))


@pytest.mark.slow
@pytest.mark.skipif("ATEN_CPU_CAPABILITY" in os.environ, reason="torch is told to forget what the CPU can")
def test_what_is_said_of_bfloat16_is_what_this_machine_does():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        faster = seconds_of_a_product(torch.bfloat16) < seconds_of_a_product(torch.float32)
    finally:
        torch.set_num_threads(threads)
    assert computes_bfloat16() in (faster, None)


@pytest.mark.parametrize(("bf16", "dtype"), [(True, torch.bfloat16), (False, torch.float16)])
def test_cuda_is_taken_when_it_is_there_in_a_format_it_computes_natively(plain, bf16, dtype):
    with_cuda(plain, bf16)
    choice = pick_device()
    assert (choice.device.type, choice.dtype) == ("cuda", dtype)
    assert "Test GPU" in choice.reason


def test_apple_gpu_is_taken_when_it_is_there(plain):
    plain.setattr(torch.backends.mps, "is_available", lambda: True)
    assert (pick_device().device.type, pick_device().dtype) == ("mps", torch.float32)


def test_asking_beats_finding_and_the_argument_beats_the_environment(plain):
    with_cuda(plain, True)
    assert pick_device("cpu").device.type == "cpu"
    plain.setenv("COURSE_DEVICE", "cpu")
    assert pick_device().device.type == "cpu"
    assert "asked for" in pick_device().reason
    assert pick_device("cuda").device.type == "cuda"


@pytest.mark.parametrize(("want", "name"), [("cuda", "CUDA"), ("mps", "MPS")])
def test_an_absent_device_is_refused_with_the_cure(plain, want, name):
    with pytest.raises(RuntimeError, match=rf"{name}.* was asked for.*COURSE_DEVICE=cpu"):
        pick_device(want)
    plain.setenv("COURSE_DEVICE", want)
    with pytest.raises(RuntimeError, match="was asked for"):
        pick_device()


@pytest.mark.parametrize("want", ["gpu", "cuda:1", "CPU"])
def test_an_unknown_device_names_the_known_ones(want):
    with pytest.raises(ValueError, match=f"'{want}': expected one of cpu, cuda, mps"):
        pick_device(want)


def test_memory_sees_what_is_held_and_the_peak_keeps_it():
    before = memory_bytes()
    block = np.ones(64 * 2**20, dtype=np.uint8)
    during = memory_bytes()
    del block
    after = memory_bytes()
    assert 60e6 < during["process_now"] - before["process_now"] < 100e6
    assert after["process_now"] < during["process_now"] - 50e6
    assert after["process_peak"] >= during["process_now"] - 1e6
    assert after["process_peak"] < 20e9, "a peak in the wrong unit"


@pytest.mark.parametrize("status", ["Name: python\nVmRSS:\t100 kB\n", "", None])
def test_a_peak_is_found_where_proc_does_not_tell_it(tmp_path, status):
    if status is not None:
        (tmp_path / "status").write_text(status)
    now = memory_bytes()["process_now"]
    assert now * 0.9 <= device._process_peak_bytes(tmp_path / "status") < 20e9


def test_the_peak_is_the_one_that_proc_tells(tmp_path):
    (tmp_path / "status").write_text("VmPeak:\t 999 kB\nVmHWM:\t 4096 kB\n")
    assert device._process_peak_bytes(tmp_path / "status") == 4096 * 1024


GIB = 2**30


def container(folder, limit, use, inactive=None, version=2):
    """A control group's folder, as Linux shows it."""
    folder.mkdir(parents=True, exist_ok=True)
    names = ("memory.max", "memory.current") if version == 2 else ("memory.limit_in_bytes", "memory.usage_in_bytes")
    for name, value in zip(names, (limit, use), strict=True):
        (folder / name).write_text(f"{value}\n")
    if inactive is not None:
        key = "inactive_file" if version == 2 else "total_inactive_file"
        (folder / "memory.stat").write_text(f"anon 1\ninactive_anon 7\n{key} {inactive}\nactive_file 5\n")


@pytest.fixture
def roomy(monkeypatch):
    """A machine with 16 GiB left, whatever the one that runs the tests has."""
    monkeypatch.setattr(device.psutil, "virtual_memory", lambda: SimpleNamespace(available=16 * GIB))


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize(
    ("limit", "use", "inactive", "left"),
    [
        (4 * GIB, int(3.4 * GIB), int(2.9 * GIB), int(3.5 * GIB)),  # most of it is page cache
        (4 * GIB, 3 * GIB, None, GIB),
        (4 * GIB, 5 * GIB, 0, 0),  # over its limit for a moment
        (64 * GIB, GIB, 0, 16 * GIB),
    ],
)
def test_memory_is_the_containers_with_the_cache_that_it_can_give_up(
    tmp_path, roomy, version, limit, use, inactive, left
):
    container(tmp_path if version == 2 else tmp_path / "memory", limit, use, inactive, version)
    assert available_memory_bytes(tmp_path, tmp_path / "none") == pytest.approx(left, abs=2)


@pytest.mark.parametrize("version", [1, 2])
def test_the_tightest_of_the_groups_around_a_process_counts(tmp_path, roomy, version):
    top, line = (
        (tmp_path, "0::/pod/box\n") if version == 2 else (tmp_path / "memory", "4:hugetlb,memory:/pod/box\n0::/\n")
    )
    container(top / "pod" / "box", 9 * GIB, GIB, 0, version)
    container(top / "pod", 3 * GIB, GIB, 0, version)
    container(top / "other", GIB, GIB, 0, version)
    (tmp_path / "own").write_text("1:cpu,cpuacct:/\n" + line)
    assert available_memory_bytes(tmp_path, tmp_path / "own") == 2 * GIB


@pytest.mark.parametrize("limit", ["max", 9223372036854771712])
def test_no_limit_leaves_what_the_machine_has(tmp_path, roomy, limit):
    container(tmp_path, limit, GIB, 0, version=2 if limit == "max" else 1)
    assert available_memory_bytes(tmp_path, tmp_path / "none") == 16 * GIB
    assert available_memory_bytes(tmp_path / "nothing", tmp_path / "none") == 16 * GIB


def test_a_group_that_is_not_shown_here_is_looked_for_at_the_top(tmp_path, roomy):
    container(tmp_path, 2 * GIB, GIB, 0)
    (tmp_path / "own").write_text("0::/../../docker/abc\n")
    assert available_memory_bytes(tmp_path, tmp_path / "own") == GIB


def test_extra_peak_counts_what_one_call_needed_even_if_it_is_freed_again():
    def use_100_mb_for_a_moment():
        block = np.ones(100_000_000, dtype=np.uint8)
        time.sleep(0.05)
        return block.size

    assert 90e6 < extra_peak_bytes(use_100_mb_for_a_moment) < 130e6
    held = np.ones(100_000_000, dtype=np.uint8)
    assert extra_peak_bytes(lambda: held[:10]) < 10e6, "what was held before the call does not count"


@pytest.mark.slow
def test_the_peak_is_not_inherited_from_a_bigger_parent():
    script = (
        "import numpy, subprocess, sys; big = numpy.ones(700 * 2**20, dtype=numpy.uint8); "
        "subprocess.run([sys.executable, '-c', "
        "'from helpers.device import memory_bytes; print(memory_bytes()[\"process_peak\"])'], check=True)"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert int(out) < 600e6


def test_a_seed_repeats_python_numpy_and_torch():
    import random

    def draw():
        return random.random(), float(np.random.rand()), float(torch.rand(()))

    seed_everything(7)
    first = draw()
    assert draw() != first
    seed_everything(7)
    assert draw() == first
