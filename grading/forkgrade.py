"""Grade many versions of a notebook quickly, by nbgrader's rules: one process imports the libraries, then forks a child
for each version.

The child runs the code cells in order. A graded cell scores its points unless it raises, writes to stderr, or computes
for longer than the cell limit (then it is interrupted, and the next cell runs). The limit is CPU time, so that a busy
machine changes no score; by the clock, which counts for a cell that sleeps, a cell has many times as long. A child that
dies or is past the deadline leaves its remaining cells at 0.

`python -m grading.forkgrade SOLUTION SUBMISSION ...` prints the points of each cell of each submission as JSON.
"""

import ast
import gc
import json
import os
import re
import selectors
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat

EXTRA_CREDIT = re.compile(r"extra-credit-(\d+)")  # a tag of a graded cell, see grading/extra_credit.py
CLOCK_PER_CPU = 30  # how much longer than its CPU time a cell may take on a busy machine


@dataclass(frozen=True)
class Cell:
    """A code cell. points: what it adds to a score, None: not graded. answer: whether the learner writes in it."""

    id: str
    source: str
    points: int | None = None
    answer: bool = False


@dataclass
class Result:
    """Points for each graded cell; for each failed cell, what the learner sees; and seconds from fork to end."""

    scores: dict[str, int]
    errors: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


def import_libraries() -> None:
    """What notebooks import, and one thread: to be called before the first tensor operation, once in a process.

    A child that is forked after a parallel tensor operation can hang in its own first one.
    """
    import torch

    torch.set_num_threads(1)
    import transformers  # noqa: F401


def code_cells(path: Path) -> list[Cell]:
    """The code cells of a notebook, with their nbgrader marks."""
    cells = []
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            marks = cell.metadata.get("nbgrader", {})
            points = marks["points"] + extra_credit(cell) if marks.get("grade") else None
            cells.append(Cell(marks.get("grade_id", cell.id), cell.source, points, marks.get("solution", False)))
    return cells


def extra_credit(cell) -> int:
    """The points that a cell of a notebook adds above full marks: its tag extra-credit-2 says 2. Without a tag: 0."""
    found = [EXTRA_CREDIT.fullmatch(tag) for tag in cell.metadata.get("tags", [])]
    return sum(int(match[1]) for match in found if match)


def submitted(cells: list[Cell], answers: dict[str, str]) -> list[Cell]:
    """The notebook with these answer cells (id -> source) in place of its own; test cells stay, as in grading."""
    return [replace(cell, source=answers[cell.id]) if cell.answer and cell.id in answers else cell for cell in cells]


def ends_in_value(source: str) -> bool:
    """Whether the cell's last line is an expression: nbgrader would read a number there as partial credit."""
    body = ast.parse(source).body
    return bool(body) and isinstance(body[-1], ast.Expr)


@dataclass(frozen=True)
class Limits:
    """What a child may take. until_lost: leave at the first point that is lost, when no more need be known."""

    cell_s: float = 1.0
    deadline_s: float = 120.0
    until_lost: bool = False


def grade_all(notebooks: list[list[Cell]], folder: Path, workers: int = 2, **limits) -> list[Result]:
    """Grade each notebook in a forked child of its own, `workers` at a time, in `folder`. Results in the same order.

    limits: see Limits.
    """
    limits = Limits(**limits)
    results = [Result({cell.id: 0 for cell in cells if cell.points is not None}) for cells in notebooks]
    waiting, running = list(enumerate(notebooks))[::-1], {}
    gc.collect()
    gc.freeze()  # a child that collects garbage would copy the parent's pages
    with selectors.DefaultSelector() as ready:
        while waiting or running:
            while waiting and len(running) < workers:
                index, cells = waiting.pop()
                child = _Child(cells, folder, limits, results[index])
                running[child.pipe] = child
                ready.register(child.pipe, selectors.EVENT_READ)
            for key, _ in ready.select(timeout=0.2):
                running[key.fd].read()
            for child in [child for child in running.values() if child.over()]:
                ready.unregister(child.pipe)
                del running[child.pipe]
                child.end()
    gc.unfreeze()
    return results


class _Child:
    """A running child, and what it has reported so far."""

    def __init__(self, cells, folder, limits, result):
        self.result, self.started = result, time.monotonic()
        self.deadline = self.started + limits.deadline_s
        self.received, self.closed = b"", False
        self.pipe, report = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.pipe)
            _run_and_exit(cells, folder, limits, report)
        os.close(report)

    def read(self):
        block = os.read(self.pipe, 65536)
        self.received += block
        self.closed = not block

    def over(self):
        return self.closed or time.monotonic() > self.deadline

    def end(self):
        """Take the child down, whatever it is doing, and write up its reports."""
        os.close(self.pipe)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self.result.seconds = time.monotonic() - self.started
        for line in self.received.split(b"\n")[:-1]:  # a line cut short by death is no report
            cell, points, error = json.loads(line)
            if cell in self.result.scores:
                self.result.scores[cell] = points
            if error:
                self.result.errors[cell] = error


def _run_and_exit(cells, folder, limits, report):
    """The child's life: run, report a line for each cell, and leave without the parent's clean-up."""
    try:
        os.chdir(folder)
        os.environ["NBGRADER_EXECUTION"] = "autograde"
        sys.path.insert(0, "")
        with tempfile.TemporaryFile() as silent, tempfile.TemporaryFile() as errors:
            os.dup2(silent.fileno(), 1)
            os.dup2(errors.fileno(), 2)
            sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")  # the parent's may lead elsewhere
            signal.signal(signal.SIGPROF, _interrupt)
            signal.signal(signal.SIGALRM, _interrupt)
            namespace, read = {"__name__": "__main__"}, 0
            for cell in cells:
                error = _run(cell, namespace, limits.cell_s)
                sys.stderr.flush()
                written = os.pread(2, 3000, read)
                read = os.fstat(2).st_size
                error = error or (written and f"stderr: {written.decode(errors='replace')}") or ""
                line = json.dumps([cell.id, 0 if error else cell.points or 0, error[:3000]])
                os.write(report, line.encode() + b"\n")
                if error and cell.points and limits.until_lost:
                    break
    finally:
        os._exit(0)


def _interrupt(signum, frame):
    raise KeyboardInterrupt("the cell took too long")


def _run(cell, namespace, cell_limit_s):
    """Run one cell. Returns the error in the learner's words, "" if there is none."""
    signal.setitimer(signal.ITIMER_PROF, cell_limit_s)
    signal.setitimer(signal.ITIMER_REAL, cell_limit_s * CLOCK_PER_CPU)
    try:
        exec(compile(cell.source, cell.id, "exec"), namespace)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
    return ""


def main(solution: str, *submissions: str) -> None:
    import_libraries()
    reference = code_cells(Path(solution))
    notebooks = [
        submitted(reference, {cell.id: cell.source for cell in code_cells(Path(path)) if cell.answer})
        for path in submissions
    ]
    print(json.dumps([result.scores for result in grade_all(notebooks, Path(solution).parent)]))


if __name__ == "__main__":
    main(*sys.argv[1:])
