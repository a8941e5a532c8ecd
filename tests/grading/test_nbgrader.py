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

from grading import banks, proof
from grading.forkgrade import code_cells
from tools.release import out_of_date

ROOT = Path(__file__).resolve().parents[2]
NBGRADER = Path(sys.executable).parent / "nbgrader"
ASSIGNMENT = "01_attention"
CORE, STRETCH = "01_attention", "01_attention_stretch"
OTHERS = sorted({path.parent.name for path in ROOT.glob("solutions/*/*.ipynb")} - {ASSIGNMENT})
ENDLESS = "def attend(q, k, v):\n    import time\n\n    while True:\n        time.sleep(1)"


def nbgrader(folder, *arguments, status=0):
    """Run the command as an instructor would, in the course's folder. Returns what it wrote."""
    run = subprocess.run(
        [NBGRADER, *arguments], cwd=folder, capture_output=True, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"}
    )
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
    assert [one.__name__ for one in config.Autograde.autograde_preprocessors.get_value([])] == ["SaveExtraCredit"]


def test_validate_tells_a_learner_the_truth(tmp_path):
    """On the solution, on the untouched release, and on a mistake, whose likely cause it names."""
    mistakes = banks.load(STRETCH)["ablation_costs"].answers
    mistake = next(answer for answer in mistakes if answer.note == "heads silenced earlier stay silent")
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)  # its timeouts: a busy machine takes longer than nbgrader's own
    reference = book_of(STRETCH).source(mistake.function)
    submit(tmp_path, STRETCH, {mistake.function: mistake.text(reference)})
    for folder in ("solutions", "exercises"):
        shutil.copy(ROOT / folder / ASSIGNMENT / f"{STRETCH}.ipynb", tmp_path / f"{folder}.ipynb")
    written = nbgrader(tmp_path, "validate", "solutions.ipynb", "exercises.ipynb", f"{STRETCH}.ipynb")
    solution, release, mistaken = written.partition("VALIDATION")[0], *written.split("VALIDATION")[1:]
    assert "Success! Your notebook passes all the tests." in solution
    assert " FAILED ON 3 CELL(S)!" in release and release.count("NotImplementedError") >= 3
    assert " FAILED ON 1 CELL(S)!" in mistaken
    assert "each cost holds those before it: the heads silenced earlier\n" in mistaken


def submit(folder, name, functions, without=(), assignment=ASSIGNMENT):
    """Write a submission: the reference's answers, except for these functions (None: left open), and without cells."""
    book = book_of(name, assignment)
    answers = {cell.id: cell.source for cell in book.reference if cell.answer}
    stubs = {cell.id: cell.source for cell in book.release if cell.answer}
    for function, source in functions.items():
        cell = book.functions[function]
        answers[cell] = stubs[cell] if source is None else answers[cell].replace(book.source(function), source)
    nb = nbformat.read(ROOT / "exercises" / assignment / f"{name}.ipynb", as_version=4)
    nb.cells = [cell for cell in nb.cells if cell.id not in without]
    for cell in nb.cells:
        cell.source = answers.get(cell.id, cell.source)
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, folder / f"{name}.ipynb")


def last_answers(name, right, assignment=ASSIGNMENT):
    """For every function of the notebook the last right, or wrong, answer of its bank."""
    book = book_of(name, assignment)
    return {
        function: [answer for answer in bank.answers if answer.right == right][-1].text(book.source(function))
        for function, bank in book.bank.items()
    }


def book_of(name, assignment=ASSIGNMENT):
    return proof.notebook(ROOT / "solutions" / assignment / f"{name}.ipynb")


def all_open(name, assignment=ASSIGNMENT):
    return dict.fromkeys(book_of(name, assignment).functions)


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


def generated(folder, assignment):
    """Make `folder` a copy of the course, with the assignment known to its gradebook."""
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for name in ("solutions", "exercises"):
        shutil.copytree(ROOT / name, folder / name)
    nbgrader(folder, "generate_assignment", assignment, "--force")
    assert out_of_date(folder / "exercises") == []
    return folder


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course folder in which nbgrader has graded CLASS, by the commands of the README."""
    folder = generated(tmp_path_factory.mktemp("course"), ASSIGNMENT)
    for student, handed_in in CLASS.items():
        for name, arguments in handed_in.items():
            submit(folder / "submitted" / student / ASSIGNMENT, name, *arguments)
    nbgrader(folder, "autograde", ASSIGNMENT, "--student", "crashed", "--ExecutePreprocessor.timeout=30")
    nbgrader(folder, "autograde", ASSIGNMENT)
    return folder


def grades(course, assignment=ASSIGNMENT):
    """{(student, notebook): {cell: points}} from the gradebook. A cell that nbgrader could not grade is None."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        return {
            (submission.student.id, notebook.name): {grade.name: points_of(grade) for grade in notebook.grades}
            for submission in gradebook.assignment_submissions(assignment)
            for notebook in submission.notebooks
        }


def points_of(grade):
    return None if grade.auto_score is None else grade.auto_score + (grade.extra_credit or 0)


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
    """What grading.proof rests on gives nbgrader's own points."""
    students = [student for student in CLASS if name in CLASS[student]]
    stock = grades(course)
    assert quick_grades(course, name, students) == {student: stock[student, name] for student in students}


def quick_grades(course, name, students, assignment=ASSIGNMENT):
    handed_in = [str(course / "submitted" / student / assignment / f"{name}.ipynb") for student in students]
    solution = course / "solutions" / assignment / f"{name}.ipynb"
    command = [sys.executable, "-m", "grading.forkgrade", str(solution), *handed_in]
    quick = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    return dict(zip(students, quick, strict=True))


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("assignment", OTHERS)
def test_the_other_assignments_are_graded_alike(tmp_path, assignment):
    """All points for right answers, none for none, and the quick grader's points for mistakes."""
    course = generated(tmp_path, assignment)
    books = [book_of(path.stem, assignment) for path in (ROOT / "solutions" / assignment).glob("*.ipynb")]
    for book in books:
        for student, functions in {
            "full": {},
            "empty": all_open(book.name, assignment),
            "otherwise": last_answers(book.name, True, assignment),
            "mistaken": last_answers(book.name, False, assignment),
        }.items():
            submit(course / "submitted" / student / assignment, book.name, functions, assignment=assignment)
    nbgrader(course, "autograde", assignment)
    stock = grades(course, assignment)
    for book in books:
        worth = {cell.id: cell.points for cells in book.part.values() for cell in cells}
        assert stock["full", book.name] == stock["otherwise", book.name] == worth
        assert stock["empty", book.name] == dict.fromkeys(worth, 0)
        assert 0 <= sum(stock["mistaken", book.name].values()) < sum(worth.values())
        students = ["full", "empty", "otherwise", "mistaken"]
        assert quick_grades(course, book.name, students, assignment) == {s: stock[s, book.name] for s in students}


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
    assert "Score: 0.0 / 0.0" in page and "NotImplementedError" in page


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_export_has_every_score(course):
    nbgrader(course, "export")
    with open(course / "grades.csv", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(CLASS) and {row["max_score"] for row in rows.values()} == {
        "17.0"
    }  # extra credit has no maximum
    assert {student: float(rows[student]["score"]) for student in EXPECTED} == EXPECTED
