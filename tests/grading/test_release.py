"""exercises/ is what solutions/ generate, byte for byte, and gives nothing away."""

import nbformat

from grading.forkgrade import code_cells
from tools.notebooks import ROOT
from tools.release import differences, generate

STORED = ROOT / "exercises"
MARKS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "END HIDDEN TESTS")


def test_exercises_are_a_fresh_generation(tmp_path):
    generate(tmp_path)
    assert differences(tmp_path, STORED) == [], "solutions/ or nbgrader changed: run `make release`"


def test_a_changed_byte_and_a_stray_file_are_noticed(tmp_path):
    fresh, stored = tmp_path / "fresh", tmp_path / "stored"
    for folder in (fresh, stored):
        folder.mkdir()
        (folder / "same.ipynb").write_text("{}")
        (folder / "changed.ipynb").write_text("{}")
    (stored / "changed.ipynb").write_text("[]")
    (stored / "stray.txt").write_text("")
    assert differences(fresh, stored) == ["changed.ipynb", "stray.txt"]


def test_exercises_hold_no_solution_and_no_output():
    notebooks = sorted(STORED.glob("**/*.ipynb"))
    assert len(notebooks) == len(list((ROOT / "solutions").glob("**/*.ipynb"))) > 0
    for path in notebooks:
        text = path.read_text()
        assert not [mark for mark in MARKS if mark in text], path
        answers = [cell for cell in code_cells(path) if cell.answer]
        assert answers and all("raise NotImplementedError()" in cell.source for cell in answers), path
        assert not any(cell.get("outputs") for cell in nbformat.read(path, as_version=4).cells), path
