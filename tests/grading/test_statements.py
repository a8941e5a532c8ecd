"""What an assignment says of itself, its points and minutes, is what its cells are worth."""

import re

import pytest

from grading.forkgrade import code_cells, extra_credit
from grading.proof import HIDDEN_MARK
from tools.notebooks import ROOT, read

SOLUTIONS = sorted(ROOT.glob("solutions/*/*.ipynb"))
TASK = re.compile(r"^## \d+ · .+\n+[●○]{3} · (\d+) minutes · (\d+) points( · transfer)?", re.M)
TOTAL = re.compile(r"\*\*About (\d+) minutes, (\d+) points")
each_solution = pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)


def parts(path):
    """[(minutes, points, transfer as stated, points of the graded cells)] for each part."""
    found = []
    for cell in read(path).cells:
        task = TASK.search(cell.source) if cell.cell_type == "markdown" else None
        if task:
            found.append([int(task[1]), int(task[2]), bool(task[3]), 0])
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("grade"):
            found[-1][3] += marks["points"] + extra_credit(cell)
    return found


@each_solution
def test_points_and_minutes_add_up(path):
    first, found = read(path).cells[0].source, parts(path)
    minutes, points = map(int, TOTAL.search(first).groups())
    assert [stated for _, stated, _, _ in found] == [worth for *_, worth in found]
    assert (minutes, points) == (sum(part[0] for part in found), sum(part[1] for part in found))
    in_sight = sum(cell.points for cell in code_cells(path) if cell.points and HIDDEN_MARK not in cell.source)
    assert re.search(rf"\b{in_sight} of the {points} points", first)
    assert "stderr" in first


@each_solution
def test_the_core_is_five_parts_of_60_to_90_minutes_and_the_stretch_is_extra_credit(path):
    found, cells = parts(path), [cell for cell in read(path).cells if cell.metadata.get("nbgrader", {}).get("grade")]
    if path.stem.endswith("_stretch"):
        assert all(cell.metadata.nbgrader.points == 0 and extra_credit(cell) for cell in cells)
        assert "extra credit" in read(path).cells[0].source
        return
    assert not any(map(extra_credit, cells))
    assert len(found) == 5 and 60 <= sum(part[0] for part in found) <= 90
    assert any(transfer for _, _, transfer, _ in found)
