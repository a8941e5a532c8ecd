"""The proof of grading: the assignments pass it, and it turns red for each way in which grading can be wrong."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from grading import banks, proof
from grading.forkgrade import Cell, grade_all, submitted
from grading.mutants import mutants

ROOT = Path(__file__).resolve().parents[2]
VARIANTS_EXPECTED = 2_900


@pytest.mark.timeout(3600)  # some minutes of computing, longer where others compute as well
def test_every_assignment_is_graded_right(tmp_path):
    """In a process of its own: it must not have run a tensor operation before it forks."""
    report = tmp_path / "report.json"
    command = [sys.executable, "-m", "grading.proof", "--json", report]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    print(run.stdout)
    assert report.exists(), run.stderr
    proven = json.loads(report.read_text())
    assert proven["problems"] == [] and run.returncode == 0
    assert proven["notebooks"] == sorted(path.stem for path in ROOT.glob("solutions/*/*.ipynb"))
    assert proven["variants"] >= VARIANTS_EXPECTED


# --- A small assignment of two parts to plant faults in.

DOUBLE = '''def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    if x < 0:
        raise ValueError("x must not be negative")
    return x * 2
    ### END SOLUTION'''
FLIP = "def flip(x):\n    ### BEGIN SOLUTION\n    return not x\n    ### END SOLUTION"
DOUBLE_SEEN = 'assert double(2) == 4, "double(2) is 4. Did you add 1?"'
DOUBLE_HIDDEN = """### BEGIN HIDDEN TESTS
assert double(0) == 0 and double(5) == 10 and double(6) == 12
try:
    double(-1)
except ValueError:
    refused = True
else:
    refused = False
assert refused
### END HIDDEN TESTS"""
FLIP_HIDDEN = """### BEGIN HIDDEN TESTS
assert flip(False) is True and flip(True) is False and flip(0) is True
### END HIDDEN TESTS"""
STUBS = {
    "double-answer": "def double(x):\n    raise NotImplementedError()",
    "flip-answer": "def flip(x):\n    raise NotImplementedError()",
}
CHECKED = "def double(x):\n    if x < 0:\n        raise ValueError()\n    return "


def small_book(**changed) -> proof.Notebook:
    """The small assignment; changed: texts for cells, with _ for -."""
    sources = {
        "double-answer": DOUBLE,
        "double-seen": DOUBLE_SEEN,
        "double-hidden": DOUBLE_HIDDEN,
        "flip-answer": FLIP,
        "flip-seen": 'assert flip(True) is False, "flip(True) is False"',
        "flip-hidden": FLIP_HIDDEN,
    } | {name.replace("_", "-"): text for name, text in changed.items()}
    points = {"double-seen": 1, "double-hidden": 2, "flip-seen": 1, "flip-hidden": 1}
    cells = [Cell("setup", "import math\nimport sys")]
    cells += [Cell(name, source, points.get(name), name.endswith("answer")) for name, source in sources.items()]
    double, flip = banks.Bank("double"), banks.Bank("flip")
    for body, note in [("x + 2", "adds 2"), ("4", "always 4"), ("x * x", "squares"), ("x // 2", "halves")]:
        double.patch("x * 2", body, note)
    double.patch("x * 2", "x + x", "adds x", right=True)
    double.region("x == 6")
    double.error("x == -1")
    for body, note in [("False", "False"), ("x", "the same"), ("True", "True")]:
        flip.patch("not x", body, note)
    flip.patch("return not x", "return x == False", "compares", right=True)
    bank = {"double": double, "flip": flip}
    return proof.Notebook("small", ROOT, cells, submitted(cells, STUBS), bank)


def problems_of(book: proof.Notebook) -> list[str]:
    return proof.prove(book, workers=2)[1]


def with_answer(function, note, source, right=False, **changed):
    book = small_book(**changed)
    bank = book.bank.setdefault(function, banks.Bank(function))
    bank.answers.append(banks.Answer(function, note, right, source))
    return book


def test_the_small_assignment_is_proven():
    found, problems = proof.prove(small_book())
    assert problems == []
    assert {v.kind for v in found} == {"reference", "release", "wrong", "right", "mutant", "region"}
    assert "reference 5 of 5, release 0" in proof.table(small_book(), found)


def leaking_release():
    book = small_book()
    book.release = submitted(book.release, {"flip-answer": FLIP})
    return book


def thin_bank(keep):
    book = small_book()
    for bank in book.bank.values():
        bank.answers = [answer for answer in bank.answers if keep(answer)]
    return book


def stale_equivalent():
    book = small_book()
    book.bank["double"].equivalent("`2` -> `3` in `return x * 2`", why="it is not")
    return book


def stale_region():
    book = small_book()
    book.bank["double"].outside("x == 9", why="nobody says so")
    return book


PLANTED = {
    "the hidden test is gone": (
        lambda: small_book(double_hidden="### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS"),
        "double, wrong: adds 2: loses no point: a test is missing"),
    "the hidden test forgets the error": (
        lambda: small_book(double_hidden=DOUBLE_HIDDEN.split("try:")[0]),
        "double, mutant: `raise ValueError('x must not be negative')` -> `pass`"),
    "the hidden test forgets a border": (
        lambda: small_book(double_hidden=DOUBLE_HIDDEN.replace("double(0) == 0 and ", "")),
        "double, mutant: `x < 0` -> `x <= 0`"),
    "the hidden test forgets a region": (
        lambda: small_book(double_hidden=DOUBLE_HIDDEN.replace(" and double(6) == 12", "")),
        "double, region: value where x == 6: loses no point"),
    "the hidden test forgets a way into the error": (
        lambda: small_book(double_hidden=DOUBLE_HIDDEN.replace("double(-1)", "double(-2)")),
        "double, region: accepts where x == -1: loses no point"),
    "the reference is wrong": (
        lambda: small_book(double_answer=DOUBLE.replace("return", "x += 1; return")),
        "reference: double-seen scores 0 of 1: AssertionError"),
    "a test scores without an answer": (
        lambda: small_book(flip_hidden="### BEGIN HIDDEN TESTS\nprint()\n### END HIDDEN TESTS"),
        "release: flip-hidden scores 1 with nothing answered"),
    "the release holds a solution": (leaking_release, "release: flip-seen scores 1 with nothing answered"),
    "a test writes to stderr": (
        lambda: small_book(flip_seen='print("checking", file=sys.stderr)\nassert flip(True) is False, "not so"'),
        "reference: flip-seen scores 0 of 1: stderr: checking"),
    "a test ends in a number": (
        lambda: small_book(flip_seen="assert flip(True) is False, 'no'\n1"), "flip-seen ends in a value"),
    "a test is too strict": (
        lambda: with_answer("double", "in floats", CHECKED + "2.0 * x", right=True,
                            double_hidden=DOUBLE_HIDDEN + "\nassert type(double(1)) is int"),
        "double, right: in floats: double-hidden scores 0 of 2"),
    "a failure gives no reason": (
        lambda: small_book(double_seen="assert double(2) == 4"), "halves: double-seen fails without a reason"),
    "a reason that Validate cuts off": (
        lambda: small_book(double_seen=DOUBLE_SEEN.replace("Did", "Did " + 20 * "you ")), "or in lines over"),
    "a wrong answer that does not run": (
        lambda: with_answer("double", "no import", "def double(x, start=np.zeros(1)):\n    return x + x"),
        "double, wrong: no import: the answer itself fails, NameError"),
    "a wrong answer breaks another part": (
        lambda: with_answer("double", "breaks flip", "def double(x):\n    global math\n    math = None\n    return x",
                            flip_seen="assert flip(math.pi) is False, 'no'"),
        "double, wrong: breaks flip: flip-seen scores 0 of 1"),
    "too few wrong answers": (
        lambda: thin_bank(lambda a: a.note != "the same"), "flip has 2 wrong and 1 right answers"),
    "no right answer": (lambda: thin_bank(lambda a: not a.right), "double has 4 wrong and 0 right answers"),
    "no wrong answer passes the test in sight": (
        lambda: thin_bank(lambda a: a.function != "flip" or a.note != "False"), "no wrong answer for flip passes"),
    "an equivalent that is none": (stale_equivalent, "the bank calls this change equivalent"),
    "a region that is none": (stale_region, "the bank excludes a region that is none: x == 9"),
}  # fmt: skip


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_turns_the_proof_red(fault):
    build, expected = PLANTED[fault]
    problems = problems_of(build())
    assert any(expected in problem for problem in problems), problems


def test_a_change_known_to_be_equivalent_is_accepted():
    book = small_book(double_hidden=DOUBLE_HIDDEN.replace("double(0) == 0 and ", ""))
    book.bank["double"].equivalent("`x < 0` -> `x <= 0` in `if x < 0:`", why="nobody asks for 0")
    book.bank["double"].equivalent("`0` -> `1` in `if x < 0:`", why="nobody asks for 0")
    assert problems_of(book) == []


def test_an_answer_to_an_unknown_function_is_refused():
    with pytest.raises(ValueError, match="no graded function 'triple'"):
        proof.variants(with_answer("triple", "x", "def triple(x): pass"))


def test_a_notebook_needs_a_bank_and_a_release(tmp_path):
    with pytest.raises(ValueError, match="grading/banks/99_unknown/"):
        banks.load("99_unknown")
    with pytest.raises(ValueError, match="make release"):
        proof.notebook(ROOT / "solutions" / "99_unknown" / "99_unknown.ipynb")


# --- The grader in forked children.


def graded(double: str, **limits) -> dict[str, int]:
    cells = submitted(small_book().reference, {"double-answer": double})
    return grade_all([cells], ROOT, **limits)[0].scores


def test_an_endless_loop_costs_its_own_part_only():
    assert graded("def double(x):\n    while True: pass", cell_s=0.2) == {
        "double-seen": 0,
        "double-hidden": 0,
        "flip-seen": 1,
        "flip-hidden": 1,
    }


@pytest.mark.parametrize("body", ["__import__('os')._exit(0)", "__import__('time').sleep(60)"])
def test_a_child_that_dies_or_sleeps_scores_no_more(body):
    assert sum(graded(f"def double(x):\n    {body}", deadline_s=2).values()) == 0


def test_leaving_python_is_an_error_of_one_cell():
    assert graded("def double(x):\n    raise SystemExit") == {
        "double-seen": 0,
        "double-hidden": 0,
        "flip-seen": 1,
        "flip-hidden": 1,
    }


def test_results_come_in_the_order_of_the_notebooks():
    right = small_book().reference
    wrong = [replace(cell, source="def flip(x): pass") if cell.id == "flip-answer" else cell for cell in right]
    assert [sum(result.scores.values()) for result in grade_all([wrong, right, wrong], ROOT)] == [3, 5, 3]


def test_the_grader_sees_that_it_grades():
    assert sum(graded("import os\nassert os.environ['NBGRADER_EXECUTION'] == 'autograde'\n" + DOUBLE).values()) == 5


# --- Mutants.


def test_mutants_change_one_thing_and_leave_texts_alone():
    source = (
        'def f(x: int = 1) -> int:\n    """Says 2."""\n    if x < 0:\n        raise ValueError(f"not {x + 1}")\n'
        "    y = x.item(keep=True)\n    return y ** 2"
    )
    changes = [mutant.change for mutant in mutants(source)]
    assert changes == sorted(set(changes), key=changes.index)
    assert {change.split(" in ")[0] for change in changes} == {
        "`1` -> `2`", "`x < 0` -> `x <= 0`", "`0` -> `1`", "`raise ValueError(f'not {x + 1}')` -> `pass`",
        "`x.item(keep=True)` -> `x`", "`x.item(keep=True)` -> `x.item()`", "`True` -> `False`",
        "`y ** 2` -> `y * 2`", "`2` -> `3`"}  # fmt: skip
    assert all(mutant.source != source and '"""Says 2."""' in mutant.source for mutant in mutants(source))
