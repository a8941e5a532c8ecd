"""Write constraints.txt, the exact versions that the course is tested on: `make lock`.

uv resolves the ranges of requirements.txt for every platform and Python that the course supports; where they differ, a
line carries a marker.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tools.notebooks import ROOT

LOCK = ROOT / "constraints.txt"
HEAD = (
    "# The exact versions that were tested, for every platform. Written by `make lock`; requirements.txt applies it.\n"
)
OLDEST_PYTHON = "3.11"


def ranges() -> list[str]:
    """The lines of requirements.txt that name a package and its range."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and line[0] not in "-#"]


def resolve(wanted: list[str]) -> str:
    """What uv finds for these requirements, a line a package. CalledProcessError if they contradict each other."""
    command = ["uv", "pip", "compile", "--universal", "--python-version", OLDEST_PYTHON]
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "ranges.in"
        source.write_text("\n".join(wanted), encoding="utf-8")
        command += ["--quiet", "--no-header", "--no-annotate", str(source)]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def main() -> int:
    LOCK.write_text(HEAD + resolve(ranges()), encoding="utf-8")
    print(f"{LOCK.name} is written; install with `make setup` and run `make test`")
    return 0


if __name__ == "__main__":
    sys.exit(main())
