"""The doctor finds what is wrong, names the cure, and never falls over itself."""

import re
import subprocess
import sys
from collections import namedtuple
from importlib.metadata import PackageNotFoundError, version

import pytest

from helpers import doctor, models

Disk = namedtuple("Disk", "total used free")


@pytest.fixture
def healthy(monkeypatch, tiny_decoder):
    """A machine on which all is well, whatever the one that runs the tests is like."""
    monkeypatch.setattr(models, "ROLES", ("decoder",))
    monkeypatch.setattr(models, "LAB_FOLDER", tiny_decoder.parent)
    monkeypatch.setattr("helpers.device.available_memory_bytes", lambda: 8 * 2**30)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: Disk(100 * 2**30, 0, 50 * 2**30))
    return monkeypatch


def problems():
    return {row.check: row for row in doctor.examine() if not row.ready}


def test_a_healthy_machine_is_ready(healthy, capsys):
    assert doctor.main() == 0
    out, err = capsys.readouterr()
    assert [line.split()[1] for line in out.splitlines()[:-1]] == [
        "Python", "Packages", "Device", "Memory", "Disk", "Models", "Generation",
    ]  # fmt: skip
    assert out.endswith("This machine is ready.\n") and not err


def test_the_generation_continues_the_prompt(healthy):
    row = doctor.check_generation()
    assert row.ready and row.finding.startswith("Once upon a time restarts restarts")


@pytest.mark.parametrize(
    ("here", "sentence", "cure"),
    [
        (
            ((3, 10), "Linux", "x86_64", ("glibc", "2.35")),
            "needs Python 3.11 to 3.14; this is Python 3.10",
            "make setup",
        ),
        (((3, 15), "Darwin", "arm64", ("", "")), "needs Python 3.11 to 3.14; this is Python 3.15", "make setup"),
        (((3, 12), "Darwin", "x86_64", ("", "")), "no longer made for Intel Macs", "another machine"),
        (((3, 12), "Linux", "x86_64", ("glibc", "2.17")), "glibc 2.28 or newer .*; this system has 2.17", "container"),
        (((3, 12), "Linux", "x86_64", ("", "")), "not musl", "another machine"),
    ],
)
def test_what_torch_is_not_made_for_is_refused_at_once_in_one_sentence(healthy, here, sentence, cure):
    version, system, machine, libc = here
    healthy.setattr(doctor.sys, "version_info", (*version, 1))
    for name, value in (("system", system), ("machine", machine), ("libc_ver", libc)):
        healthy.setattr(doctor.platform, name, lambda value=value: value)
    rows = doctor.examine()
    assert [row.check for row in rows] == ["Python"], "nothing else is examined"
    assert re.search(sentence, rows[0].finding) and rows[0].finding.count(". ") == 0 and cure in rows[0].cure


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("no-such-package>=1", "no-such-package is missing"),
        ("torch==1.0.*", "torch is 2.* not ==1.0.*"),
        ("pytest<2", "pytest is .* not <2"),
    ],
)
def test_packages_missing_or_of_another_version(tmp_path, line, finding):
    (tmp_path / "requirements.txt").write_text(f"# comment\nnumpy>=2,<3  # fine\n{line}\n-e .\n")
    row = doctor.check_packages(tmp_path / "requirements.txt")
    assert "pip install -r requirements.txt" in row.cure
    assert re.match(finding, row.finding) and "numpy" not in row.finding


def test_nothing_beyond_the_packages_is_examined_while_one_is_missing(healthy):
    def installed(name):
        if name == "torch":
            raise PackageNotFoundError(name)
        return version(name)

    healthy.setattr(doctor, "version", installed)
    rows = doctor.examine()
    assert [row.check for row in rows] == ["Python", "Packages"] and rows[-1].finding == "torch is missing"


def test_the_doctor_starts_where_nothing_is_installed():
    script = "import sys; before = set(sys.modules); import helpers.doctor; print(*set(sys.modules) - before)"
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    own = {name.partition(".")[0] for name in out.split()}
    assert own <= {*sys.stdlib_module_names, "helpers"}


def test_a_device_that_was_asked_for_and_is_absent(healthy):
    healthy.setattr("torch.cuda.is_available", lambda: False)
    healthy.setenv("COURSE_DEVICE", "cuda")
    assert "COURSE_DEVICE" in problems()["Device"].cure


def test_little_memory(healthy):
    healthy.setattr("helpers.device.available_memory_bytes", lambda: 2**30)
    assert problems()["Memory"].finding == "1.0 GiB available"


def test_little_disk(healthy):
    healthy.setattr(doctor.shutil, "disk_usage", lambda _: Disk(100 * 2**30, 0, 2**29))
    assert problems()["Disk"].cure == "free 1 GiB of disk"


def test_missing_models_are_named_and_no_line_is_generated(healthy, tmp_path):
    healthy.setattr(models, "LAB_FOLDER", tmp_path)
    rows = doctor.examine()
    assert rows[-1].check == "Models" and rows[-1].finding == "not at hand: decoder"
    assert "git checkout -- lab_models/decoder" in rows[-1].cure


def test_a_model_that_does_not_run_is_a_problem_not_a_traceback(healthy):
    healthy.setattr("transformers.AutoTokenizer.from_pretrained", lambda _: 1 / 0)
    assert problems()["Generation"].finding == "ZeroDivisionError: division by zero"


def test_a_problem_shows_its_cure_and_the_status_says_not_ready(healthy, capsys):
    healthy.setattr("helpers.device.available_memory_bytes", lambda: 2**30)
    assert doctor.main() == 1
    out = capsys.readouterr().out
    assert "NO  Memory      1.0 GiB available\n" in out and "cure: close other programs" in out
    assert out.endswith("Not ready yet: see the cures above.\n")
