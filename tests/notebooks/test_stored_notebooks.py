"""How `make test` judges notebooks: every difference is named, stderr fails, a learner's edits are no fault of ours."""

import shutil
import subprocess
import sys

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from tools.course import execute
from tools.notebooks import ROOT, normal, read, saved_by_hand, stored, text


def printed(name, source, shown, **how):
    outputs = [new_output("stream", name="stdout", text=shown)] if shown else []
    return new_code_cell(source, id=name, execution_count=1, outputs=outputs, **how)


def write(path, *cells):
    path.write_text(text(normal(new_notebook(cells=list(cells)))))
    return path


def judge(folder):
    """pytest's verdict on the notebooks of `folder`, as `make test` runs it."""
    shutil.copy(ROOT / "conftest.py", folder)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--rootdir={folder}", str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120).stdout


def test_every_cell_that_differs_is_named_even_after_one_that_dies(tmp_path):
    write(
        tmp_path / "lesson.ipynb",
        printed("first-wrong", "print(1)", "2\n"),
        printed("raises", "1 / 0", ""),
        printed("good", "print(3)", "3\n"),
        printed("last-wrong", "print(4)", "5\n"),
    )
    shown = judge(tmp_path)
    assert "3 failed, 1 passed" in shown
    for name in ("first-wrong", "raises", "last-wrong"):
        assert f"lesson.ipynb::{name}" in shown


def test_stderr_fails_even_in_a_cell_that_is_not_compared(tmp_path):
    excused = {"metadata": {"tags": ["nbval-ignore-output"]}}
    write(
        tmp_path / "lesson.ipynb",
        printed("warns", "import sys\nprint('careful', file=sys.stderr)", "", **excused),
        printed("timed", "print('1.2 s')", "1.3 s\n", **excused),
    )
    shown = judge(tmp_path)
    assert "1 failed, 1 passed" in shown and "writes to stderr" in shown and "lesson.ipynb::warns" in shown


@pytest.fixture
def checkout(tmp_path):
    """A git checkout with one stored notebook."""
    path = write(tmp_path / "lesson.ipynb", printed("guess", "guess = None\nprint(guess)", "None\n"))
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return path


def test_a_learners_copy_is_judged_as_stored(checkout):
    nb = read(checkout)
    nb.cells[0].source = "guess = 3\nprint(guess)"
    nb.metadata["language_info"]["version"] = "3.12"  # what JupyterLab adds on saving
    checkout.write_text(text(nb))
    judged, by_hand = stored(checkout)
    assert by_hand and judged.cells[0].source.startswith("guess = None")


def test_an_authors_copy_is_judged_as_it_is(checkout):
    nb = read(checkout)
    nb.cells[0].source = "guess = 4\nprint(guess)"
    checkout.write_text(text(normal(nb)))
    judged, by_hand = stored(checkout)
    assert not by_hand and "guess = 4" in judged.cells[0].source


def test_without_git_a_notebook_is_judged_as_it_is(tmp_path):
    path = write(tmp_path / "lesson.ipynb", printed("a", "print(1)", "1\n"))
    nb = read(path)
    nb.metadata["extra"] = 1
    path.write_text(text(nb))
    assert stored(path)[1] is False


def test_a_fresh_checkout_names_no_file():
    assert isinstance(saved_by_hand(), list)


DRAW = """
from helpers.plots import figure, plt
fig, ax = plt.subplots()
ax.plot([0, 1], [0, {top}], label="rate")
ax.set_title("{title}")
figure(fig, "A line that rises.")
"""


def test_a_figure_is_compared_by_what_it_draws(tmp_path):
    lesson = new_notebook(cells=[new_code_cell(DRAW.format(top=1, title="rate"), id="drawn")])
    execute(lesson, tmp_path)
    path = write(tmp_path / "lesson.ipynb", *lesson.cells)
    assert "1 passed" in judge(tmp_path)
    for change in ({"top": 2, "title": "rate"}, {"top": 1, "title": "price"}):
        changed = read(path)
        changed.cells[0].source = DRAW.format(**change)
        path.write_text(text(normal(changed)))
        assert "A figure shows something else" in judge(tmp_path)
