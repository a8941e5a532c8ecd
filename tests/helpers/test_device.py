"""The device is a choice with a reason; asking for one that is absent says what to do."""

import subprocess
import sys
import time

import numpy as np
import pytest
import torch

from helpers.device import extra_peak_bytes, memory_bytes, pick_device, seed_everything


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
