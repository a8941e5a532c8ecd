"""Stock nbgrader on this course: settings arrive, Validate tells the truth, and a class is graded right."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute, OverwriteCells
from traitlets.config import PyFileConfigLoader

from tests import banks, proof
from tests.forkgrade import code_cells
from tools.release import differences

ROOT = Path(__file__).resolve().parents[1]
NBGRADER = Path(sys.executable).parent / "nbgrader"
ASSIGNMENT = "01_attention"
CORE, STRETCH = "01_attention", "01_attention_stretch"
ENDLESS = "def attend(q, k, v):\n    import time\n\n    while True:\n        time.sleep(1)"


def nbgrader(folder, *arguments, status=0):
    """Run the command as an instructor would, in the course's folder. Returns what it wrote."""
    run = subprocess.run([NBGRADER, *arguments], cwd=folder, capture_output=True, text=True,
                         env={**os.environ, "OMP_NUM_THREADS": "1"})
    assert run.returncode == status, run.stdout + run.stderr
    return run.stdout + run.stderr


def test_settings_load_and_arrive():
    """nbgrader ignores a faulty file; this does not."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    folders = config.CourseDirectory
    assert (folders.source_directory, folders.release_directory) == ("solutions", "exercises")
    execute = Execute(config=config)
    assert (execute.timeout, execute.iopub_timeout) == (60, 60)
    assert execute.interrupt_on_timeout and execute.allow_errors
    assert OverwriteCells(config=config).add_missing_cells


def test_validate_tells_a_learner_the_truth(tmp_path):
    """On the solution, on the untouched release, and on a mistake, whose likely cause it names."""
    mistake = next(a for a in banks.load(STRETCH).answers if a.note == "heads silenced earlier stay silent")
    submit(tmp_path, STRETCH, {mistake.function: mistake.source})
    for folder in ("solutions", "exercises"):
        shutil.copy(ROOT / folder / ASSIGNMENT / f"{STRETCH}.ipynb", tmp_path / f"{folder}.ipynb")
    written = nbgrader(tmp_path, "validate", "solutions.ipynb", "exercises.ipynb", f"{STRETCH}.ipynb")
    solution, release, mistaken = written.partition("VALIDATION")[0], *written.split("VALIDATION")[1:]
    assert "Success! Your notebook passes all the tests." in solution
    assert " FAILED ON 3 CELL(S)!" in release and release.count("NotImplementedError") >= 3
    assert " FAILED ON 1 CELL(S)!" in mistaken
    assert "each cost holds those before it: the heads silenced earlier\n" in mistaken


def submit(folder, name, functions, without=()):
    """Write a submission: the reference's answers, except for these functions (None: left open), and without cells."""
    book = proof.notebook(ROOT / "solutions" / ASSIGNMENT / f"{name}.ipynb")
    answers = {cell.id: cell.source for cell in book.reference if cell.answer}
    stubs = {cell.id: cell.source for cell in book.release if cell.answer}
    for function, source in functions.items():
        cell = book.functions[function]
        answers[cell] = stubs[cell] if source is None else answers[cell].replace(book.source(function), source)
    nb = nbformat.read(ROOT / "exercises" / ASSIGNMENT / f"{name}.ipynb", as_version=4)
    nb.cells = [cell for cell in nb.cells if cell.id not in without]
    for cell in nb.cells:
        cell.source = answers.get(cell.id, cell.source)
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, folder / f"{name}.ipynb")


def last_answers(name, right):
    """For every function of the notebook the last right, or wrong, answer of its bank."""
    return {answer.function: answer.source for answer in banks.load(name).answers if answer.right == right}


def all_open(name):
    return dict.fromkeys(proof.notebook(ROOT / "solutions" / ASSIGNMENT / f"{name}.ipynb").functions)


# {student: {notebook: arguments of submit}}; a notebook that is not named is not handed in.
CLASS = {
    "full": {CORE: ({},), STRETCH: ({},)},
    "empty": {CORE: (all_open(CORE),), STRETCH: (all_open(STRETCH),)},
    "partly": {CORE: ({"find_head": None, "causal_mask": "def causal_mask(n_new, n_past=0):\n    return None"},)},
    "crashed": {CORE: ({"attend": ENDLESS, "masked_weights": "def masked_weights(scores"},
                       ["causal-visible", "cost-hidden"]), STRETCH: ({},)},
    "otherwise": {CORE: (last_answers(CORE, True),), STRETCH: (last_answers(STRETCH, True),)},
    "mistaken": {CORE: (last_answers(CORE, False),), STRETCH: (last_answers(STRETCH, False),)},
}  # fmt: skip
EXPECTED = {"full": 27, "empty": 0, "partly": 10, "crashed": 20, "otherwise": 27}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course folder in which nbgrader has graded CLASS, by the commands of the README."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for name in ("solutions", "exercises"):
        shutil.copytree(ROOT / name, folder / name)
    nbgrader(folder, "generate_assignment", ASSIGNMENT, "--force")
    assert differences(folder / "exercises", ROOT / "exercises") == []
    for student, handed_in in CLASS.items():
        for name, arguments in handed_in.items():
            submit(folder / "submitted" / student / ASSIGNMENT, name, *arguments)
    nbgrader(folder, "autograde", ASSIGNMENT, "--student", "crashed", "--ExecutePreprocessor.timeout=30")
    nbgrader(folder, "autograde", ASSIGNMENT)
    return folder


def grades(course):
    """{(student, notebook): {cell: points}} from the gradebook. A cell that nbgrader could not grade is None."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        return {(submission.student.id, notebook.name): {grade.name: grade.auto_score for grade in notebook.grades}
                for submission in gradebook.assignment_submissions(ASSIGNMENT) for notebook in submission.notebooks}


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_class_gets_the_expected_scores(course):
    scores = grades(course)
    assert all(points is not None for cells in scores.values() for points in cells.values())
    totals = {student: sum(sum(scores[student, name].values()) for name in (CORE, STRETCH)) for student in CLASS}
    assert totals == EXPECTED | {"mistaken": totals["mistaken"]}
    assert 0 < totals["mistaken"] < 27
    assert set(scores["partly", STRETCH].values()) == {0}


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", [CORE, STRETCH])
def test_the_quick_grader_agrees_cell_for_cell(course, name):
    """What tests.proof rests on gives nbgrader's own points."""
    students = [student for student in CLASS if name in CLASS[student]]
    handed_in = [str(course / "submitted" / student / ASSIGNMENT / f"{name}.ipynb") for student in students]
    solution = course / "solutions" / ASSIGNMENT / f"{name}.ipynb"
    command = [sys.executable, "-m", "tests.forkgrade", str(solution), *handed_in]
    quick = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    stock = grades(course)
    assert dict(zip(students, quick, strict=True)) == {student: stock[student, name] for student in students}


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_graded_cells_write_nothing_to_stderr(course):
    for name in (CORE, STRETCH):
        graded = nbformat.read(course / "autograded" / "full" / ASSIGNMENT / f"{name}.ipynb", as_version=4)
        outputs = [output for cell in graded.cells for output in cell.get("outputs", [])]
        assert not [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]
        assert len(code_cells(course / "solutions" / ASSIGNMENT / f"{name}.ipynb")) > 6


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_feedback_names_cause_and_score(course):
    nbgrader(course, "generate_feedback", ASSIGNMENT)
    page = (course / "feedback" / "crashed" / ASSIGNMENT / f"{CORE}.html").read_text()
    assert "Score: 10.0 / 17.0" in page and "was missing from the submission" in page
    page = (course / "feedback" / "empty" / ASSIGNMENT / f"{STRETCH}.html").read_text()
    assert "Score: 0.0 / 10.0" in page and "NotImplementedError" in page


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_export_has_every_score(course):
    nbgrader(course, "export")
    with open(course / "grades.csv", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(CLASS) and {row["max_score"] for row in rows.values()} == {"27.0"}
    assert {student: float(rows[student]["score"]) for student in EXPECTED} == EXPECTED
