"""The exact versions that were tested: what is locked is what runs here, and what cannot run is refused."""

import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from tools import canary
from tools.lock import LOCK, ranges
from tools.supported import refusal

ROOT = Path(__file__).resolve().parents[2]
HERE = ((3, 12), "Linux", "x86_64", ("glibc", "2.36"))


def locked() -> list[Requirement]:
    return [Requirement(line) for line in LOCK.read_text().splitlines() if not line.startswith("#")]


def test_every_requirement_is_locked_within_its_range():
    versions = {}
    for pin in locked():
        versions.setdefault(pin.name, []).append(str(pin.specifier).removeprefix("=="))
    for line in ranges():
        wanted = Requirement(line.partition("#")[0])
        pins = versions.get(wanted.name.replace("_", "-"), [])
        assert pins and all(wanted.specifier.contains(pin) for pin in pins), f"{line}: run `make lock`"


def test_what_runs_here_is_what_is_locked():
    here = {
        pin.name: str(pin.specifier).removeprefix("==") for pin in locked() if not pin.marker or pin.marker.evaluate()
    }
    names = [Requirement(line.partition("#")[0]).name for line in ranges()]
    installed = {name.replace("_", "-"): importlib.metadata.version(name).partition("+")[0] for name in names}
    if "canary" in sys.prefix:
        pytest.skip("the canary runs on newer versions on purpose")
    assert installed == {name: here[name] for name in installed}, "run `make setup`"


def test_every_way_to_install_applies_the_lock():
    assert "-c constraints.txt" in (ROOT / "requirements.txt").read_text().splitlines()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    conda = yaml.safe_load((ROOT / "environment.yml").read_text())
    installs = re.findall(r"pip install (.+)", readme)
    assert installs and all("-r requirements.txt" in command for command in installs)
    assert {"pip": ["-r requirements.txt"]} in conda["dependencies"]
    assert "-r requirements.txt" in (ROOT / "Makefile").read_text()


@pytest.mark.parametrize(
    ("place", "value", "reason"),
    [
        (0, (3, 10), "Python 3.11 to 3.14; this is Python 3.10"),
        (0, (3, 15), "this is Python 3.15"),
        (1, "Darwin", "Intel Macs"),
        (3, ("", ""), "musl"),
        (3, ("glibc", "2.27"), "this system has 2.27"),
    ],
)
def test_a_platform_without_torch_is_refused_in_one_sentence(place, value, reason):
    assert refusal(*HERE) is None
    found = refusal(*HERE[:place], value, *HERE[place + 1 :])
    assert reason in found and "\n" not in found


@pytest.mark.parametrize("place", [("Darwin", "arm64", ("", "")), ("Windows", "AMD64", ("", ""))])
def test_other_supported_platforms_pass(place):
    assert refusal((3, 14), *place) is None


def test_the_refusal_runs_without_packages():
    command = [sys.executable, "-I", "-S", str(ROOT / "tools" / "supported.py")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_canary_lifts_upper_bounds_but_for_torch():
    wanted = ["torch==2.13.*", "transformers>=5.24,<5.40  # why", "numpy>=2,<3"]
    assert canary.newest(wanted, torch=False) == ["torch==2.13.*", "transformers>=5.24", "numpy>=2"]
    assert canary.newest(wanted, torch=True)[0] == "torch"


def test_the_canary_names_what_moved():
    lock = canary.versions("a==1.0\nb==2 ; python_version < '3.12'\nb==3 ; python_version >= '3.12'\nc_d==1\n")
    now = canary.versions("a==1.1\nb==3\nC.d==1+cpu\ne==5\n")
    assert canary.moved(lock, now) == ["a: 1.0 -> 1.1", "e: new -> 5"]
