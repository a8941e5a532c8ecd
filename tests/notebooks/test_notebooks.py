"""The stored notebooks: what they hold, and that `make test` runs and compares each of them.

Every guard is tried on a notebook with its fault: a guard that sees nothing would pass for ever.
"""

import base64
import os
import subprocess
import sys

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools import guards
from tools.notebooks import ROOT, executed_notebooks, normal, read, text

PNG = base64.b64encode(b"picture").decode()
DRAWN = {"alt": "A rising line: a_b.", "sha256": guards.fingerprint(PNG)}


def tracked(pattern):
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted(path for path in map(ROOT.joinpath, listing.stdout.split("\n")[:-1]) if path.exists())


@pytest.mark.parametrize("path", executed_notebooks(), ids=lambda path: str(path.relative_to(ROOT)))
def test_stored_notebook_holds_every_guard(path):
    found = guards.complaints(path)
    assert not found, "\n".join(found)


def test_make_test_runs_every_code_cell_of_every_notebook():
    """A notebook in another folder, or a cell that nbval does not collect, would never be compared."""
    expected = {
        str(path.relative_to(ROOT)): len(guards.code_cells(read(path)))
        for path in tracked("*.ipynb")
        if path.relative_to(ROOT).parts[0] != "exercises"
    }
    outer = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    commands = subprocess.run(["make", "-n", "test"], cwd=ROOT, capture_output=True, text=True, check=True, env=outer)
    words = next(line for line in commands.stdout.splitlines() if "-m pytest" in line).split()
    arguments = [word for word in words[words.index("pytest") + 1 :] if word != "tests"]  # only the notebooks: fast
    assert not any(word.startswith(("-", "::")) for word in arguments), "nothing is left out or compared less strictly"
    command = [sys.executable, "-m", "pytest", *arguments, "--collect-only", "-q"]
    collected = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=outer)
    counts = dict(line.rsplit(": ", 1) for line in collected.stdout.splitlines() if ".ipynb: " in line)
    assert {name: int(count) for name, count in counts.items()} == expected, collected.stdout


@pytest.mark.parametrize("path", tracked("*.md"), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_in_documents_resolve_and_pictures_have_words(path):
    prose = path.read_text(encoding="utf-8")
    assert [*guards.broken_links(prose, path), *guards.wordless_pictures(prose)] == []


# --- each guard on a notebook with its fault

CHOICES = (
    "<details><summary>A. Yes</summary>Right: that is what it does.</details>\n"
    "<details><summary>B. No</summary>Wrong: it would be so without a mask.</details>"
)


def good_lesson():
    """The smallest lesson that no guard complains about."""

    def printed(i):
        return new_code_cell(
            f"print({i})",
            id=f"step-{'abcdefghijklmn'[i]}",
            execution_count=1,
            outputs=[new_output("stream", name="stdout", text=f"{i}\n")],
        )

    shown = new_code_cell(
        "figure(fig, 'A rising line: a_b.')",
        id="draw",
        execution_count=1,
        outputs=[
            new_output("display_data", {"image/png": PNG}, metadata={"image/png": DRAWN}),
            new_output("display_data", {"text/markdown": "*A rising line: a\\_b.*"}),
        ],
    )
    failing = new_code_cell(
        "1 / 0",
        id="fail",
        execution_count=1,
        metadata={"tags": ["raises-exception"]},
        outputs=[new_output("error", ename="ZeroDivisionError", evalue="by zero", traceback=[])],
    )
    timed = new_code_cell(
        "guess = None\nassert True", id="time", execution_count=1, metadata={"tags": ["nbval-ignore-output"]}
    )
    quiz = [new_markdown_cell(f"**Question {i}** Is it so?\n\n{CHOICES}", id=f"question-{'abcd'[i]}") for i in range(4)]
    return normal(
        new_notebook(
            cells=[
                new_markdown_cell(
                    "# Title\n\n60 minutes, [quiz](#Check-yourself), [cell](#cell-id=draw) `[x](y)` "
                    "![words](01_planted.ipynb) <img src='01_planted.ipynb' alt='words'>",
                    id="title",
                ),
                *map(printed, range(10)),
                shown,
                failing,
                timed,
                new_markdown_cell("## Check yourself", id="check-yourself"),
                *quiz,
                new_markdown_cell("## Going further", id="going-further"),
            ]
        )
    )


def cell(nb, name):
    return next(cell for cell in nb.cells if cell.id == name)


def add_code(nb, source="x", **fields):
    nb.cells.append(new_code_cell(source, id="planted", execution_count=14, **fields))


def prints(line, name="stdout"):
    return lambda nb: add_code(nb, outputs=[new_output("stream", name=name, text=line)])


def says(markdown):
    return lambda nb: nb.cells.append(new_markdown_cell(markdown, id="planted"))


def sets(name, **fields):
    return lambda nb: cell(nb, name).update(fields)


def replaces(name, old, new):
    return lambda nb: cell(nb, name).update(source=cell(nb, name).source.replace(old, new))


def without(prefix):
    return lambda nb: nb.update(cells=[cell for cell in nb.cells if not cell.id.startswith(prefix)])


def widget(nb):
    cell(nb, "draw").outputs.append(new_output("display_data", {"application/vnd.jupyter.widget-view+json": {}}))


def many(source, count, make=new_code_cell):
    def change(nb):
        nb.cells[1:1] = [make(source, id=f"more-{i}") for i in range(count)]

    return change


def no_caption(nb):
    del cell(nb, "draw").outputs[1]


def other_picture(nb):
    """The fingerprint of the picture that was drawn stays behind."""
    cell(nb, "draw").outputs[0].data["image/png"] = base64.b64encode(b"another").decode()


def other_caption(nb):
    cell(nb, "draw").outputs[1].data["text/markdown"] = "*Another.*"


def no_alt(nb):
    cell(nb, "draw").outputs[0].metadata = {}


def skip(nb):
    add_code(nb, "assert True", metadata={"tags": ["nbval-skip"]})


def excuse_half(nb):
    for i in range(6):
        cell(nb, f"step-{'abcdef'[i]}").update(source="assert True", metadata={"tags": ["nbval-ignore-output"]})


def comment_excuse(nb):
    add_code(nb, "# NBVAL_IGNORE_OUTPUT\nprint(1)")


def remote_output(nb):
    add_code(nb, outputs=[new_output("display_data", {"text/html": "<img src='//example.org/a.png'>"})])


PLANTED = [
    (guards.form, lambda nb: nb.metadata.update(widgets={})),
    (guards.form, sets("step-a", execution_count=5)),
    (guards.form, lambda nb: cell(nb, "step-a").outputs[0].update(extra=1)),
    (guards.ids, sets("step-a", id="step-b")),
    (guards.ids, sets("step-a", id="3f2a91bc")),
    (guards.ids, sets("step-a", id="Step a")),
    (guards.unrun, sets("step-a", execution_count=None)),
    (guards.unrun, sets("step-a", source="")),
    (guards.compared, excuse_half),
    (guards.compared, without("step-")),
    (guards.executes_something, without("time")),
    (guards.stderr, prints("50 %", name="stderr")),
    (guards.machine, prints("saved in /home/me/x")),
    (guards.machine, prints("<object at 0x7f0012ab>")),
    (guards.machine, says("see /root/course")),
    (guards.machine, lambda nb: add_code(nb, "open('C:\\\\data')")),
    (guards.widgets, widget),
    (guards.widgets, lambda nb: nb.metadata.update(widgets={"state": {}})),
    (guards.figures, no_alt),
    (guards.figures, no_caption),
    (guards.figures, other_caption),
    (guards.figures, other_picture),
    (guards.figures, says("![](01_planted.ipynb)")),
    (guards.figures, says("<img src='01_planted.ipynb' alt=''>")),
    (guards.links, says("[next](02_missing.ipynb)")),
    (guards.links, says("[up](#No-such-heading)")),
    (guards.links, says("[there](#cell-id=nowhere)")),
    (guards.links, says("<a href='missing.md'>x</a>")),
    (guards.excused, skip),
    (guards.excused, excuse_half),
    (guards.excused, comment_excuse),
    (guards.excused, sets("time", source="print(1)")),
    (guards.errors, sets("fail", outputs=[])),
    (guards.errors, sets("fail", metadata={})),
    (guards.predictions, replaces("time", "None", "0.5")),
    (guards.predictions, replaces("time", "guess = None", "guess_raw, guess_scaled = None, 3")),
    (guards.star_imports, lambda nb: add_code(nb, "from torch import *")),
    (guards.remote, says("![x](https://example.org/x.png)")),
    (guards.remote, says("<script src='https://cdn.example.org/x.js'></script>")),
    (guards.remote, remote_output),
    (guards.size, says("word " * 250_000)),
    (guards.core, many("x", 46)),
    (guards.core, many("word " * 3500, 1, new_markdown_cell)),
    (guards.core, lambda nb: add_code(nb, "x\n" * 36)),
    (guards.minutes, replaces("title", "60 minutes", "long")),
    (guards.quiz, without("check-yourself")),
    (guards.quiz, without("question-a")),
    (guards.quiz, replaces("question-a", "Wrong:", "Right:")),
    (guards.quiz, replaces("question-a", "Right:", "Wrong:")),
    (guards.quiz, replaces("question-a", "Wrong: it would be so without a mask.", "Wrong.")),
    (guards.quiz, replaces("question-a", "Wrong: it would be so", "It would be so")),
    (guards.quiz, replaces("question-a", "<details><summary>B", "<summary>B")),
]
ALL = guards.EVERY + guards.LESSON + guards.TEACHING + guards.SOLUTION


def report(nb, folder):
    path = folder / "01_planted.ipynb"
    path.write_text(text(nb), encoding="utf-8")
    nb = read(path)
    return {guard: list(guard(nb, path)) for guard in ALL}


def test_guards_are_silent_on_a_good_lesson(tmp_path):
    assert not any(report(good_lesson(), tmp_path).values())


@pytest.mark.parametrize(("guard", "plant"), PLANTED, ids=lambda value: getattr(value, "__name__", "fault"))
def test_guard_reports_its_fault(guard, plant, tmp_path):
    nb = good_lesson()
    plant(nb)
    assert report(nb, tmp_path)[guard], f"{guard.__name__} did not see it"


def test_every_guard_was_tried():
    assert {guard for guard, _ in PLANTED} == set(ALL)


def test_lessons_and_solutions_meet_their_guards():
    """Folder and name decide: a guard that is in no list would be asked nowhere."""
    assert set(guards.guards_for(ROOT / "notebooks/01_x.ipynb")) == set(guards.EVERY + guards.LESSON + guards.TEACHING)
    assert set(guards.guards_for(ROOT / "notebooks/00_x.ipynb")) == set(guards.EVERY + guards.LESSON)
    assert set(guards.guards_for(ROOT / "solutions/01_x/a.ipynb")) == set(guards.EVERY + guards.SOLUTION)
