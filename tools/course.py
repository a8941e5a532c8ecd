"""Store what the course's notebooks show: `make course`, or `python -m tools.course NOTEBOOK ...`.

A notebook whose code or inputs changed since the last commit runs from its first cell in a fresh kernel, in its own
folder, on the lab models; where only its text changed it is stored as it is. Named notebooks run in any case, and with
--all every one. What comes out is stored in the form of tools.notebooks, and ERRATA.md is written again. A notebook
that fails, or that shows something of this machine, is left as it was.

Times and ratios are stored only with --measure, on a quiet machine: the seconds and the memory of the README's lesson
table, and the outputs of cells that are excused from comparison. Otherwise those keep what they showed. `--check` runs
nothing: it names the notebooks that are not in the stored form.
"""

import argparse
import os
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from tools import errata, guards
from tools.notebooks import ROOT, committed, executed_notebooks, normal, read, text

README = ROOT / "README.md"
BEGIN, END = "<!-- lessons:begin -->", "<!-- lessons:end -->"
CELL_TIMEOUT_S, IOPUB_TIMEOUT_S, START_TIMEOUT_S = 600, 60, 120
SAMPLE_EVERY_S = 0.1
SETTINGS = {"COURSE_MODELS": "lab", "COURSE_DEVICE": "cpu", "HF_HUB_OFFLINE": "1"}  # as under `make test`
REFUSED = (guards.errors, guards.stderr, guards.machine)
INPUTS = ("helpers", "lab_models", "notebooks/data", "constraints.txt")  # what notebooks depend on
MOST_BUSY_PERCENT = 8  # of all cores, by others, before a measurement


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


def refresh(path: Path, measure: bool = False) -> Cost:
    """Run the notebook at `path` and store it; what differs between machines keeps its old output unless `measure`.

    Raises RuntimeError, storing nothing, if it shows what it must not.
    """
    nb = read(path)
    before = {} if measure else shown_before(path)
    try:
        cost = execute(nb, path.parent)
    except CellExecutionError as error:
        raise RuntimeError(f"{path.name} failed and is left as it was.\n{error}") from None
    for cell in guards.code_cells(nb):
        if guards.tags(cell) & guards.EXCUSING and (cell.id, cell.source) in before:
            cell.outputs = before[cell.id, cell.source]
    store(nb, path)
    return cost


def shown_before(path: Path) -> dict[tuple[str, str], list]:
    """{(id, source): outputs} of the code cells that git has of this notebook and that have an output."""
    nb = committed(path)
    return {(cell.id, cell.source): cell.outputs for cell in guards.code_cells(nb) if cell.outputs} if nb else {}


def store(nb, path: Path) -> None:
    """Write `nb` in the stored form. Raises RuntimeError, writing nothing, if it shows what it must not."""
    nb = normal(nb)
    bad = [line for guard in REFUSED for line in guard(nb, path)]
    if bad:
        raise RuntimeError(f"{path.name} is left as it was:\n  " + "\n  ".join(bad))
    path.write_text(text(nb), encoding="utf-8")


def needs_a_run(path: Path, inputs_changed: bool) -> bool:
    """Whether the code of the notebook changed since the last commit, or what it depends on."""
    old = committed(path)
    if inputs_changed or old is None:
        return True
    new = read(path)
    same = [(cell.id, cell.source, cell.metadata.get("tags")) for cell in guards.code_cells(new)] == [
        (cell.id, cell.source, cell.metadata.get("tags")) for cell in guards.code_cells(old)
    ]
    return not same or any(cell.execution_count is None for cell in guards.code_cells(new))


def inputs_changed() -> bool:
    """Whether git sees a change in what notebooks depend on; without git, yes."""
    command = ["git", "status", "--porcelain", "--", *INPUTS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode != 0 or bool(done.stdout.strip())


def busy() -> str | None:
    """Why nothing can be measured on this machine now, or None."""
    percent = psutil.cpu_percent(interval=3)
    if percent <= MOST_BUSY_PERCENT:
        return None
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    return (
        f"Nothing is measured: others use {percent:.0f} % of the {os.cpu_count()} cores (load {load:.1f}), and at most "
        f"{MOST_BUSY_PERCENT} % would do no harm. Wait until the machine is quiet, or leave out --measure."
    )


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
    for name in errata.LESSONS.values():
        path = ROOT / "notebooks" / f"{name}.ipynb"
        rows.append(_row(path, costs.get(path), old) if path.exists() else f"| {name} | to come | | | |")
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


def options_of(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make course", description="Store what the course's notebooks show.")
    parser.add_argument("notebooks", nargs="*", type=Path, help="run these; default: those that changed")
    parser.add_argument("--all", action="store_true", help="run every lesson and reference solution")
    parser.add_argument("--measure", action="store_true", help="store times and ratios, too (a quiet machine)")
    parser.add_argument("--check", action="store_true", help="run nothing; tell which are not in the stored form")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    options = options_of(arguments)
    paths = [path.resolve() for path in options.notebooks] or executed_notebooks()
    if options.check:
        return check(paths)
    if options.measure and (reason := busy()):
        print(reason, file=sys.stderr)
        return 1
    run_all = bool(options.notebooks) or options.all or options.measure
    costs, failed, changed = {}, False, not run_all and inputs_changed()
    for path in paths:
        name = os.path.relpath(path, ROOT)
        try:
            if run_all or needs_a_run(path, changed):
                costs[path] = cost = refresh(path, options.measure)
                print(f"{name}: {cost.seconds:.0f} s, peak {cost.peak_bytes / 1e6:,.0f} MB", flush=True)
            else:
                store(read(path), path)
                print(f"{name}: not run", flush=True)
        except (RuntimeError, ValueError) as error:
            failed = True
            print(error, file=sys.stderr)
    if README.exists() and BEGIN in README.read_text(encoding="utf-8"):
        measured = costs if options.measure else {}
        README.write_text(lesson_table(README.read_text(encoding="utf-8"), measured), encoding="utf-8")
    errata.main()
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
