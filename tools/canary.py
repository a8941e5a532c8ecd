"""Try the course on the newest releases, in an environment of its own: `make canary`.

The packages of requirements.txt are installed without their upper bounds into build/canary, except torch, whose stored
outputs hold for one minor version (`--torch` takes the newest). Then the suite runs. What moved against constraints.txt
is printed before and after it; the exit status is that of the suite.
"""

import argparse
import re
import subprocess
import sys
import venv

from tools.lock import LOCK, ranges
from tools.notebooks import ROOT

HOME = ROOT / "build" / "canary"
PYTHON = HOME / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def newest(lines: list[str], torch: bool) -> list[str]:
    """The requirements without upper bounds: "a>=1,<2" becomes "a>=1"."""
    wanted = []
    for line in lines:
        name, bounds = re.match(r"([\w.-]+)([^#\s]*)", line).groups()
        lower = [bound for bound in bounds.split(",") if bound.startswith(">=")]
        keep = name == "torch" and not torch
        wanted.append(name + (bounds if keep else ",".join(lower)))
    return wanted


def versions(text: str) -> dict[str, set[str]]:
    """{package: its versions} of a constraints file or of `pip freeze`; a package may have one for each platform."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;+]+)", text, re.M):
        found.setdefault(re.sub(r"[._-]+", "-", name).lower(), set()).add(version)
    return found


def moved(locked: dict[str, set[str]], installed: dict[str, set[str]]) -> list[str]:
    """A line for each installed package that the lock does not have, or not in this version."""
    return [
        f"{name}: {' or '.join(sorted(locked.get(name, {'new'})))} -> {' '.join(has)}"
        for name, has in sorted(installed.items())
        if not has <= locked.get(name, set())
    ]


def pip(*arguments: str) -> str:
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make canary", description="Run the suite on the newest releases.")
    parser.add_argument("--pre", action="store_true", help="take pre-releases, too")
    parser.add_argument("--torch", action="store_true", help="the newest torch as well, which may be a CUDA build")
    parser.add_argument("suite", nargs="*", help="arguments for pytest; by default everything that `make test` runs")
    options = parser.parse_args(arguments)
    venv.create(HOME, clear=True, with_pip=True)
    pip("install", "-qq", "--upgrade", *(["--pre"] if options.pre else []), *newest(ranges(), options.torch))
    pip("install", "-qq", "--no-deps", "-e", ".")
    changes = moved(versions(LOCK.read_text(encoding="utf-8")), versions(pip("freeze", "--exclude-editable")))
    report = "\n".join(["Moved against the lock:", *(changes or ["nothing"])])
    print(report, flush=True)
    suite = options.suite or ["tests", "notebooks", "solutions"]
    status = subprocess.run([str(PYTHON), "-m", "pytest", *suite], cwd=ROOT, check=False).returncode
    print(f"{report}\nThe suite on these: {'green' if status == 0 else 'RED'}")
    return status


if __name__ == "__main__":
    sys.exit(main())
