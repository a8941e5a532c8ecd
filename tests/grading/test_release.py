"""exercises/ is what solutions/ generate, byte for byte, and gives nothing away. Judged is what git knows."""

import subprocess

import nbformat
import pytest

from grading.forkgrade import code_cells
from tools.notebooks import ROOT, normal, text
from tools.release import differences, generate, out_of_date

STORED = ROOT / "exercises"
MARKS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "END HIDDEN TESTS")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exercises")
    generate(folder)
    return folder


def test_exercises_are_a_fresh_generation(fresh):
    assert out_of_date(fresh) == [], "solutions/ or nbgrader changed: run `make release`"


def test_a_changed_byte_and_a_stray_file_are_noticed(tmp_path):
    fresh, stored = tmp_path / "fresh", tmp_path / "stored"
    for folder in (fresh, stored):
        folder.mkdir()
        (folder / "same.ipynb").write_text("{}")
        (folder / "changed.ipynb").write_text("{}")
    (stored / "changed.ipynb").write_text("[]")
    (stored / "stray.txt").write_text("")
    assert differences(fresh, stored) == ["changed.ipynb", "stray.txt"]


def test_answers_and_notes_are_no_fault_of_the_course(tmp_path):
    """A notebook that JupyterLab saved is no older release, and a file that git does not know is none of ours."""
    fresh, mine = tmp_path / "fresh", tmp_path / "mine"
    released = normal(
        nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("raise NotImplementedError()", id="a")])
    )
    for folder in (fresh, mine):
        folder.mkdir()
        for name in ("answered.ipynb", "stale.ipynb"):
            (folder / name).write_text(text(released), encoding="utf-8")
    (mine / "gone.ipynb").write_text("{}")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "released"]):
        subprocess.run([*git, *command], cwd=mine, check=True)
    (mine / "notes.txt").write_text("mine")
    answered = nbformat.from_dict(released)
    answered.cells[0].source, answered.metadata["language_info"]["version"] = "return 1", "3.12"
    (mine / "answered.ipynb").write_text(nbformat.v4.writes(answered))
    (mine / "stale.ipynb").write_text(text(released).replace("NotImplementedError", "ValueError"))
    assert out_of_date(fresh, mine) == ["gone.ipynb", "stale.ipynb"]


def test_exercises_hold_no_solution_and_no_output(fresh):
    notebooks = sorted(fresh.glob("**/*.ipynb"))
    assert len(notebooks) == len(list((ROOT / "solutions").glob("*/*.ipynb"))) > 0
    for path in notebooks:
        text = path.read_text()
        assert not [mark for mark in MARKS if mark in text], path
        answers = [cell for cell in code_cells(path) if cell.answer]
        assert answers and all("raise NotImplementedError()" in cell.source for cell in answers), path
        assert not any(cell.get("outputs") for cell in nbformat.read(path, as_version=4).cells), path
