"""Run the course's notebooks and store what they show: `make course`, or `python -m tools.course NOTEBOOK ...`.

Each notebook runs from its first cell in a fresh kernel, in its own folder, on the lab models. What comes out is stored
in the form of tools.notebooks; the time and memory that it took go into the README's lesson table, and ERRATA.md is
written again. A notebook that fails, or that shows something of this machine, is left as it was. `--check` runs
nothing: it names the notebooks that are not in the stored form.
"""

import argparse
import os
import re
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from tools import errata, guards
from tools.notebooks import ROOT, executed_notebooks, normal, read, text

README = ROOT / "README.md"
BEGIN, END = "<!-- lessons:begin -->", "<!-- lessons:end -->"
CELL_TIMEOUT_S, IOPUB_TIMEOUT_S, START_TIMEOUT_S = 600, 60, 120
SAMPLE_EVERY_S = 0.1
SETTINGS = {"COURSE_MODELS": "lab", "COURSE_DEVICE": "cpu", "HF_HUB_OFFLINE": "1"}  # as under `make test`
REFUSED = (guards.errors, guards.stderr, guards.machine)


@dataclass(frozen=True)
class Cost:
    """What one run took: wall-clock seconds, and the kernel's peak memory with that of its children, in bytes."""

    seconds: float
    peak_bytes: int


class PeakMemory(threading.Thread):
    """Samples the resident memory of a process and its children until stopped."""

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self.process, self.peak_bytes, self.ended = psutil.Process(pid), 0, threading.Event()

    def run(self):
        while not self.ended.wait(SAMPLE_EVERY_S):
            try:
                family = [self.process, *self.process.children(recursive=True)]
                self.peak_bytes = max(self.peak_bytes, sum(member.memory_info().rss for member in family))
            except psutil.NoSuchProcess:  # a child ended between the two lines
                continue


def execute(nb, folder: Path) -> Cost:
    """Run all cells of `nb` in place, in `folder`. Raises CellExecutionError at a failure that is not announced."""
    client = NotebookClient(
        nb,
        resources={"metadata": {"path": str(folder)}},
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],
        timeout=CELL_TIMEOUT_S,
        iopub_timeout=IOPUB_TIMEOUT_S,
        startup_timeout=START_TIMEOUT_S,
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
    )
    started = time.perf_counter()
    with client.setup_kernel(env={**os.environ, **SETTINGS}):
        memory = PeakMemory(client.km.provisioner.pid)
        memory.start()
        for index, cell in enumerate(nb.cells):
            client.execute_cell(cell, index)
        memory.ended.set()
        memory.join()
    return Cost(time.perf_counter() - started, memory.peak_bytes)


def refresh(path: Path) -> Cost:
    """Run the notebook at `path` and store it. Raises RuntimeError, storing nothing, if it shows what it must not."""
    nb = read(path)
    try:
        cost = execute(nb, path.parent)
    except CellExecutionError as error:
        raise RuntimeError(f"{path.name} failed and is left as it was.\n{error}") from None
    nb = normal(nb)
    bad = [line for guard in REFUSED for line in guard(nb, path)]
    if bad:
        raise RuntimeError(f"{path.name} is left as it was:\n  " + "\n  ".join(bad))
    path.write_text(text(nb), encoding="utf-8")
    return cost


def lesson_table(readme: str, costs: dict[Path, Cost]) -> str:
    """`readme` with a fresh lesson table between its marks. Lessons that are not in `costs` keep their figures.

    costs: by the notebook's path, since a reference solution may have the name of its lesson.

    Raises ValueError if the marks are missing.
    """
    before, begin, rest = readme.partition(BEGIN)
    old, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"README.md has no lesson table: put {BEGIN} and {END} on lines of their own.")
    rows = [
        "| lesson | your time, minutes | machine, seconds | peak memory, MB | assignment |",
        "|---|---|---|---|---|",
    ]
    for path in sorted(ROOT.glob("notebooks/*.ipynb")):
        rows.append(_row(path, costs.get(path), old))
    return before + begin + "\n" + "\n".join(rows) + "\n" + end + after


def _row(path: Path, cost: Cost | None, old: str) -> str:
    link = f"notebooks/{path.name}"
    known = re.search(rf"\({re.escape(link)}\) \|[^|]*\|([^|]*)\|([^|]*)\|", old)
    measured = [part.strip() for part in known.groups()] if known else ["", ""]
    if cost:
        measured = [f"{cost.seconds:.0f}", f"{cost.peak_bytes / 1e6:,.0f}"]
    nb = read(path)
    title = re.search(r"^# (.+)$", nb.cells[0].source, re.M)
    exercise = f"exercises/{path.stem}"
    assignment = f"[{path.stem}]({exercise})" if (ROOT / exercise).is_dir() else "none"
    cells = [f"[{title[1] if title else path.stem}]({link})", guards.learner_minutes(nb) or "", *measured, assignment]
    return "| " + " | ".join(cells) + " |"


def check(paths: list[Path]) -> int:
    """Name the notebooks that are not in the stored form. Returns the exit status."""
    wrong = [path for path in paths if path.read_text(encoding="utf-8") != text(normal(read(path)))]
    for path in wrong:
        print(f"{os.path.relpath(path, ROOT)} is not in the stored form: run `make course`")
    return bool(wrong)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.course", description=__doc__.partition("\n")[0])
    parser.add_argument("notebooks", nargs="*", type=Path, help="default: every lesson and reference solution")
    parser.add_argument("--check", action="store_true", help="run nothing; tell which are not in the stored form")
    options = parser.parse_args(arguments)
    paths = [path.resolve() for path in options.notebooks] or executed_notebooks()
    if options.check:
        return check(paths)
    costs, failed = {}, False
    for path in paths:
        try:
            costs[path] = cost = refresh(path)
            name = os.path.relpath(path, ROOT)
            print(f"{name}: {cost.seconds:.0f} s, peak {cost.peak_bytes / 1e6:,.0f} MB", flush=True)
        except (RuntimeError, ValueError) as error:
            failed = True
            print(error, file=sys.stderr)
    if README.exists() and BEGIN in README.read_text(encoding="utf-8"):
        README.write_text(lesson_table(README.read_text(encoding="utf-8"), costs), encoding="utf-8")
    errata.main()
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
