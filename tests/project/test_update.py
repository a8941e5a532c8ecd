"""`make update` on a real git checkout: a learner's guesses, answers and own cells survive a newer course."""

import subprocess

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tools.update import update


def git(folder, *arguments):
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments], cwd=folder, check=True)


def write(path, **sources):
    cells = [new_markdown_cell("# Lesson", id="title")]
    cells += [new_code_cell(source, id=name) for name, source in sources.items()]
    path.write_text(nbformat.writes(new_notebook(cells=cells)))


def sources(path):
    return {cell.id: cell.source for cell in nbformat.read(path, as_version=4).cells[1:]}


@pytest.fixture
def course(tmp_path):
    """(the course's repository, a learner's clone of it), with one notebook and one data file."""
    home, learner = tmp_path / "course", tmp_path / "learner"
    home.mkdir()
    git(home, "init", "-q", "-b", "main")
    write(home / "lesson.ipynb", guess="guess = None", code="print(1)", answer="raise NotImplementedError()")
    (home / "data.txt").write_text("old")
    git(home, "add", ".")
    git(home, "commit", "-qm", "first")
    git(tmp_path, "clone", "-q", str(home), str(learner))
    return home, learner


def publish(home, **cells):
    write(home / "lesson.ipynb", **cells)
    git(home, "commit", "-qam", "second")


def test_guesses_answers_and_own_cells_are_kept(course):
    home, learner = course
    write(learner / "lesson.ipynb", guess="guess = 3", mine="print('try')", code="print(1)", answer="return 4")
    publish(home, guess="guess = None", new="print(0)", code="print(2)", answer="raise NotImplementedError()")
    assert update(learner) == ["lesson.ipynb: kept"]
    assert sources(learner / "lesson.ipynb") == {
        "guess": "guess = 3", "mine": "print('try')", "new": "print(0)", "code": "print(2)", "answer": "return 4"
    }  # fmt: skip


def test_a_cell_that_both_changed_is_named_and_kept_in_a_copy(course):
    home, learner = course
    write(learner / "lesson.ipynb", guess="guess = None", code="print('mine')", answer="return 4")
    publish(home, guess="guess = None", code="print('theirs')")
    (line,) = update(learner)
    assert "kept, but for code, answer; yours is in mine" in line
    assert sources(learner / "lesson.ipynb") == {"guess": "guess = None", "code": "print('theirs')"}
    (copy,) = learner.glob("mine/*/lesson.ipynb")
    assert sources(copy)["code"] == "print('mine')" and sources(copy)["answer"] == "return 4"


def test_other_files_are_copied(course):
    home, learner = course
    (learner / "data.txt").write_text("mine")
    publish(home, guess="guess = 1")
    assert "data.txt: the course's version stands" in update(learner)[0]
    assert (learner / "data.txt").read_text() == "old"
    assert next(learner.glob("mine/*/data.txt")).read_text() == "mine"


def test_nothing_to_do_and_nothing_lost_without_a_network(course, tmp_path):
    home, learner = course
    assert update(learner) == ["the course is up to date"]
    write(learner / "lesson.ipynb", guess="guess = 3")
    before = (learner / "lesson.ipynb").read_bytes()
    home.rename(tmp_path / "gone")
    with pytest.raises(RuntimeError, match="git fetch"):
        update(learner)
    assert (learner / "lesson.ipynb").read_bytes() == before


def test_commits_of_ones_own_are_left_to_git(course):
    home, learner = course
    publish(home, guess="guess = 1")
    (learner / "data.txt").write_text("mine")
    git(learner, "commit", "-qam", "mine")
    with pytest.raises(RuntimeError, match="commits of your own"):
        update(learner)
    assert (learner / "data.txt").read_text() == "mine"
