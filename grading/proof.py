"""Proof that the grading of an assignment is right: `python -m grading.proof [notebook ...]`.

For each notebook of `solutions/`, with the answers of its bank (grading/banks):

- the reference scores full marks; the release scores 0 on *every* graded cell;
- a wrong answer loses points on its own part, and nowhere else; a different but right answer loses none;
- every small change to the reference loses points (grading/mutants.py), and so does the reference made wrong in one
  region of its inputs (grading/regions.py), unless the bank says why that changes nothing;
- the bank is worth something: at least three wrong and one right answer for each function, and one wrong answer that
  passes the test in sight, which shows that the hidden one is needed;
- when the test in sight fails it says why, in lines that nbgrader's Validate shows in full.

A later assignment adds its notebooks and banks, nothing here.
"""

import argparse
import ast
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from grading import banks
from grading.forkgrade import Cell, Result, code_cells, ends_in_value, grade_all, import_libraries, submitted
from grading.mutants import mutants
from grading.regions import region_mutants, unknown

ROOT = Path(__file__).resolve().parents[1]
SOLUTION_MARK = "### BEGIN SOLUTION"
HIDDEN_MARK = "### BEGIN HIDDEN TESTS"
MESSAGE_WIDTH = 83  # nbgrader validate indents by 4 and cuts lines at 87
LEAST_WRONG, LEAST_RIGHT = 3, 1


@dataclass
class Notebook:
    """A notebook to prove: its reference (with hidden tests), the learner's form of it, and its bank."""

    name: str
    folder: Path
    reference: list[Cell]
    release: list[Cell]
    bank: dict[str, banks.Bank]

    @cached_property
    def functions(self) -> dict[str, str]:
        """{graded function: id of the answer cell that defines it}."""
        return {
            node.name: cell.id
            for cell in self.reference if cell.answer
            for node in ast.parse(cell.source).body
            if isinstance(node, ast.FunctionDef) and SOLUTION_MARK in _text(cell.source, node)
        }  # fmt: skip

    @cached_property
    def part(self) -> dict[str, list[Cell]]:
        """{answer cell: the graded cells that follow it, up to the next answer cell}."""
        part, at = defaultdict(list), None
        for cell in self.reference:
            at = cell.id if cell.answer else at
            if cell.points is not None:
                part[at].append(cell)
        return part

    def source(self, function: str) -> str:
        """The reference's text of a function."""
        return _text(self._answer(function), _definition(self._answer(function), function))

    def with_function(self, function: str, source: str) -> list[Cell]:
        """The reference with this text in place of its own function."""
        whole = self._answer(function)
        return submitted(self.reference, {self.functions[function]: whole.replace(self.source(function), source)})

    def part_with(self, function: str, source: str) -> list[Cell]:
        """The set-up cells and the function's own part, with this text in place of the function."""
        first = next(i for i, cell in enumerate(self.reference) if cell.answer)
        own = {self.functions[function], *(cell.id for cell in self.part[self.functions[function]])}
        return [cell for i, cell in enumerate(self.with_function(function, source)) if i < first or cell.id in own]

    def _answer(self, function):
        return next(cell.source for cell in self.reference if cell.id == self.functions[function])


@dataclass
class Variant:
    """One version of a notebook. kind: "reference", "release", "wrong", "right", "mutant" or "region"."""

    kind: str
    function: str
    note: str
    cells: list[Cell]
    result: Result | None = None

    def __str__(self):
        return f"{self.function}, {self.kind}: {self.note}" if self.function else self.kind


def notebook(path: Path) -> Notebook:
    """Read solutions/<assignment>/<name>.ipynb with its release and its bank. ValueError if one of them is missing."""
    release = ROOT / "exercises" / path.parent.name / path.name
    if not release.exists():
        raise ValueError(f"{release.relative_to(ROOT)} is missing: run `make release`")
    return Notebook(path.stem, path.parent, code_cells(path), code_cells(release), banks.load(path.stem))


KINDS = ("wrong", "right", "mutant", "region")
CHANGED = ("mutant", "region")  # kinds that are made of the reference by a program


def variants(book: Notebook) -> list[Variant]:
    """Everything to grade for this notebook."""
    stubs = {cell.id: cell.source for cell in book.release if cell.answer}
    found = [Variant("reference", "", "", book.reference), Variant("release", "", "", submitted(book.reference, stubs))]
    for function, bank in book.bank.items():
        if function not in book.functions:
            raise ValueError(f"{book.name} has no graded function {function!r}, but a bank for it")
        for answer in bank.answers:
            kind = "right" if answer.right else "wrong"
            cells = book.with_function(function, answer.text(book.source(function)))
            found.append(Variant(kind, function, answer.note, cells))
    for function in book.functions:
        source, bank = book.source(function), _bank(book, function)
        for kind, made in (("mutant", mutants(source)), ("region", region_mutants(source, bank))):
            found += [Variant(kind, function, one.change, book.part_with(function, one.source)) for one in made]
    return found


def prove(book: Notebook, workers: int = 2, **limits) -> tuple[list[Variant], list[str]]:
    """Grade every variant of the notebook. Returns them with their results, and the list of what is wrong."""
    problems = [
        f"{cell.id} ends in a value: nbgrader would take a number for partial credit; end with an assert"
        for cell in book.reference
        if cell.points is not None and ends_in_value(cell.source)
    ]
    found = variants(book)
    whole, parts = ([v for v in found if (v.kind in CHANGED) == changed] for changed in (False, True))
    for some, until_lost in ((whole, False), (parts, True)):
        results = grade_all([v.cells for v in some], book.folder, workers, **limits, until_lost=until_lost)
        for variant, result in zip(some, results, strict=True):
            variant.result = result
            problems += [f"{variant}: {problem}" for problem in _verdict(book, variant)]
    return found, problems + list(_worth(book, found))


def _verdict(book: Notebook, variant: Variant) -> Iterable[str]:
    """What is wrong with the score of one variant."""
    own = book.part[book.functions[variant.function]] if variant.function else []
    if variant.kind in ("wrong", *CHANGED) and not _loses(variant, own):
        if variant.kind == "wrong" or variant.note not in _bank(book, variant.function).equivalents:
            yield "loses no point: a test is missing"
    if variant.kind in CHANGED:
        return
    scores, errors = variant.result.scores, variant.result.errors
    for cell in (cell for cells in book.part.values() for cell in cells):
        if variant.kind == "release":
            if scores[cell.id]:
                yield f"{cell.id} scores {scores[cell.id]} with nothing answered"
        elif scores[cell.id] != cell.points and (variant.kind in ("reference", "right") or cell not in own):
            yield f"{cell.id} scores {scores[cell.id]} of {cell.points}: {errors.get(cell.id, 'not reached')}"
        elif variant.kind == "wrong" and cell in own and not _in_words(cell, errors.get(cell.id, "")):
            yield f"{cell.id} fails without a reason, or in lines over {MESSAGE_WIDTH} characters: {errors[cell.id]}"
    if variant.kind == "wrong":
        yield from (f"the answer itself fails, {error}" for cell, error in errors.items() if cell in book.part)


def _worth(book: Notebook, found: list[Variant]) -> Iterable[str]:
    """What is wrong with the banks."""
    for function, answer in book.functions.items():
        own = book.part[answer]
        mine = [variant for variant in found if variant.function == function]
        wrong, right = ([v for v in mine if v.kind == kind] for kind in ("wrong", "right"))
        if len(wrong) < LEAST_WRONG or len(right) < LEAST_RIGHT:
            yield (
                f"{function} has {len(wrong)} wrong and {len(right)} right answers: "
                f"at least {LEAST_WRONG} and {LEAST_RIGHT} are needed"
            )
        if wrong and not any(_passes_in_sight(variant, own) for variant in wrong):
            yield f"no wrong answer for {function} passes the test in sight: the hidden test is not shown to be needed"
        survived = {v.note for v in mine if v.kind in CHANGED and not _loses(v, own)}
        bank = _bank(book, function)
        for change in set(bank.equivalents) - survived:
            yield f"{function}: the bank calls this change equivalent, but it loses points or does not exist: {change}"
        for pattern in unknown(book.source(function), bank):
            yield f"{function}: the bank excludes a region that is none: {pattern}"


def _bank(book, function):
    return book.bank.get(function) or banks.Bank(function)


def _loses(variant, own):
    return any(variant.result.scores[cell.id] < cell.points for cell in own)


def _passes_in_sight(variant, own):
    return all(variant.result.scores[cell.id] == cell.points for cell in own if HIDDEN_MARK not in cell.source)


def _in_words(cell, error):
    """Whether a failure in sight explains itself. What the learner's own code raises is not ours to phrase."""
    if HIDDEN_MARK in cell.source or not error.startswith("AssertionError"):
        return True
    return bool(error.removeprefix("AssertionError:").strip()) and all(
        len(line) <= MESSAGE_WIDTH for line in error.splitlines()
    )


def _text(source, node):
    return "\n".join(source.splitlines()[node.lineno - 1 : node.end_lineno])


def _definition(source, function):
    return next(node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef) and node.name == function)


def table(book: Notebook, found: list[Variant]) -> str:
    """One line for each function: how many answers were judged right."""
    head = ("wrong, caught", "unseen by test 1", "right, kept", "mutants, caught", "regions, caught", "equivalent")
    lines = [f"{book.name:24}" + "".join(f"{title:>18}" for title in head)]
    for function, answer in book.functions.items():
        own = book.part[answer]
        mine = {kind: [v for v in found if (v.function, v.kind) == (function, kind)] for kind in KINDS}
        lost = {kind: sum(_loses(v, own) for v in of_kind) for kind, of_kind in mine.items()}
        all_ = {kind: len(of_kind) for kind, of_kind in mine.items()}
        unseen = sum(_passes_in_sight(v, own) for v in mine["wrong"])
        caught = {kind: f"{lost[kind]} of {all_[kind]:>3}" for kind in KINDS}
        kept, same = f"{all_['right'] - lost['right']} of {all_['right']:>3}", sum(all_[k] - lost[k] for k in CHANGED)
        row = (caught["wrong"], unseen, kept, caught["mutant"], caught["region"], same)
        lines.append(f"  {function:22}" + "".join(f"{value:>18}" for value in row))
    reference, release = (sum(v.result.scores.values()) for v in found[:2])
    points = sum(cell.points for cell in book.reference if cell.points is not None)
    slowest = max(found, key=lambda v: v.result.seconds)
    lines.append(
        f"  reference {reference} of {points}, release {release}; {len(found)} variants, "
        f"slowest {slowest.result.seconds:.1f} s ({slowest.function or slowest.kind})"
    )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", help="names without .ipynb; default: all of solutions/")
    parser.add_argument("--json", type=Path, help="write counts and problems to this file")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    options = parser.parse_args()
    import_libraries()
    started, report = time.monotonic(), {"notebooks": [], "variants": 0, "problems": []}
    for path in sorted(ROOT.glob("solutions/*/*.ipynb"), key=lambda path: path.stem):
        if options.notebooks and path.stem not in options.notebooks:
            continue
        book = notebook(path)
        found, problems = prove(book, options.workers)
        print(table(book, found), *(f"  PROBLEM {problem}" for problem in problems), sep="\n", flush=True)
        report["notebooks"].append(path.stem)
        report["variants"] += len(found)
        report["problems"] += [f"{book.name}: {problem}" for problem in problems]
    report["seconds"] = round(time.monotonic() - started, 1)
    print(f"{report['variants']} variants in {report['seconds']} s, {len(report['problems'])} problems")
    if options.json:
        options.json.write_text(json.dumps(report, indent=1))
    return bool(report["problems"])


if __name__ == "__main__":
    sys.exit(main())
