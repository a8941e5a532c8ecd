"""`make course`: what it stores, what it refuses, what it measures. Runs tiny notebooks in real kernels."""

import subprocess

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools import course, guards
from tools.notebooks import normal, read, text


def write(path, *cells):
    nb = new_notebook(cells=[new_markdown_cell("# A lesson\n\n45 to 60 minutes", id="title")])
    nb.cells += [new_code_cell(source, id=f"code-{i}", metadata=meta) for i, (source, meta) in enumerate(cells)]
    path.write_text(nbformat.writes(nb))
    return path


NOISY = """
import sys, os
from IPython.display import display
print("one"); sys.stdout.flush(); print("two")
assert os.environ["COURSE_MODELS"] == "lab"
ballast = bytearray(200_000_000); ballast[::4096] = b"x" * len(ballast[::4096])
import time; time.sleep(0.5); del ballast
display({"text/plain": "[widget]", "application/vnd.jupyter.widget-view+json": {"model_id": "0"}}, raw=True)
open("here.txt", "w").close()
"""


def test_a_run_is_stored_in_the_normal_form_and_measured(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_MODELS", "hub")  # what is stored comes from the lab models whatever is set outside
    path = write(
        tmp_path / "01_a.ipynb",
        (NOISY, {"collapsed": True}),
        ("2 + 2", {}),
        ("raise ValueError('as announced')", {"tags": ["raises-exception"]}),
    )
    cost = course.refresh(path)
    nb = read(path)
    noisy, sum_, shown = (cell for cell in nb.cells if cell.cell_type == "code")
    assert (tmp_path / "here.txt").exists(), "a notebook runs in its own folder"
    assert noisy.outputs[0] == {"output_type": "stream", "name": "stdout", "text": "one\ntwo\n"}
    assert noisy.outputs[1].data == {"text/plain": "[widget]"}
    assert noisy.metadata == {} and sum_.outputs[0].execution_count == 2 and shown.execution_count == 3
    assert shown.outputs[0].traceback == ["ValueError: as announced"]
    assert nb.metadata == {"kernelspec": nb.metadata.kernelspec, "language_info": {"name": "python"}}
    assert path.read_text() == text(normal(nb))
    assert cost.seconds > 0.5 and 200e6 < cost.peak_bytes < 1e9

    first = path.read_bytes()
    course.refresh(path)
    assert path.read_bytes() == first, "the same run twice stores the same bytes"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("import sys; print('progress', file=sys.stderr)", "stderr"),
        ("print('/home/me/model')", "/home/me"),
        ("print(object())", "0x"),
    ],
)
def test_what_must_not_be_stored_is_refused_and_the_file_left_alone(tmp_path, source, said, capsys):
    path = write(tmp_path / "01_a.ipynb", (source, {}))
    before = path.read_bytes()
    with pytest.raises(RuntimeError, match=said):
        course.refresh(path)
    assert path.read_bytes() == before


def test_check_names_what_is_not_normal(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(course, "ROOT", tmp_path)
    good, bad = tmp_path / "good.ipynb", write(tmp_path / "bad.ipynb", ("1", {"scrolled": True}))
    good.write_text(text(normal(read(bad))))
    assert course.main(["--check", str(good)]) == 0
    assert course.main(["--check", str(good), str(bad)]) == 1
    assert capsys.readouterr().out == "bad.ipynb is not in the stored form: run `make course`\n"


@pytest.mark.parametrize(("content", "said"), [(text(new_notebook(nbformat_minor=4)), "4.5"), ("", "not a notebook")])
def test_other_files_are_refused(tmp_path, content, said):
    path = tmp_path / "old.ipynb"
    path.write_text(content)
    with pytest.raises(ValueError, match=f"old.ipynb .*{said}"):
        read(path)


def test_normal_form_merges_streams_of_one_kind():
    """A kernel splits what a cell prints wherever it flushes, differently in each run."""
    parts = [new_output("stream", name=name, text=name[3]) for name in ("stdout", "stdout", "stderr", "stdout")]
    nb = normal(new_notebook(cells=[new_code_cell("x", id="x", execution_count=1, outputs=parts)]))
    assert [output.text for output in nb.cells[0].outputs] == ["oo", "e", "o"]


def test_normal_form_leaves_no_trace_of_the_run():
    cell = new_code_cell("x", id="x", execution_count=7, metadata={"execution": {"iopub.status": "now"}, "tags": ["t"]})
    cell.outputs = [new_output("display_data", {"image/png": "iVBOR"}, metadata={"image/png": {"alt": "a", "dpi": 1}})]
    run = {"widgets": {"state": 1}, "language_info": {"name": "python", "version": "3.11.9"}}
    nb = normal(new_notebook(cells=[cell], metadata=run))
    assert nb.cells[0].execution_count == 1 and nb.cells[0].metadata == {"tags": ["t"]}
    assert nb.cells[0].outputs[0].metadata == {"image/png": {"alt": "a"}}
    assert "widgets" not in nb.metadata and nb.metadata.language_info == {"name": "python"}
    assert normal(nb) == nb


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A project with two lessons, of which git knows nothing yet, and a README with an empty table."""
    monkeypatch.setattr(course, "ROOT", tmp_path)
    monkeypatch.setattr(course, "README", tmp_path / "README.md")
    monkeypatch.setattr(course.errata, "LESSONS", {"00": "00_s", "01": "01_a", "02": "02_b"})
    monkeypatch.setattr(course.errata, "main", lambda: 0)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "exercises" / "01_a").mkdir(parents=True)
    (tmp_path / "README.md").write_text(f"# Course\n{course.BEGIN}\n{course.END}\nend\n")
    for name in ("00_s", "01_a"):
        write(tmp_path / "notebooks" / f"{name}.ipynb")
    return tmp_path


def test_lesson_table_keeps_what_was_not_measured_again(house):
    readme = (house / "README.md").read_text()
    lessons = [house / "notebooks" / name for name in ("00_s.ipynb", "01_a.ipynb")]
    both = dict.fromkeys(lessons, course.Cost(12.4, 345_600_000))
    first = course.lesson_table(readme, both)
    assert "| [A lesson](notebooks/00_s.ipynb) | 45-60 | 12 | 346 | none |\n" in first
    again = course.lesson_table(first, {lessons[1]: course.Cost(80, 2_000_000_000)})
    assert "| [A lesson](notebooks/00_s.ipynb) | 45-60 | 12 | 346 | none |\n" in again
    assert "| [A lesson](notebooks/01_a.ipynb) | 45-60 | 80 | 2,000 | [01_a](exercises/01_a) |\n" in again
    assert "| 02_b | to come |" in again
    assert again.startswith("# Course\n") and again.endswith("\nend\n")
    with pytest.raises(ValueError, match="lessons:begin"):
        course.lesson_table("# Course\n", both)


TIMED = {"tags": ["nbval-ignore-output"]}
CLOCK = "import time\nprint(time.monotonic_ns())"


def commit(folder):
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"]):
        subprocess.run(["git", *command], cwd=folder, check=True)


def first_output(path):
    return guards.code_cells(read(path))[0].outputs[0].text


def test_times_are_stored_anew_only_when_measured(house):
    path = write(house / "notebooks" / "00_s.ipynb", (CLOCK, TIMED))
    course.refresh(path)
    stored = first_output(path)
    commit(house)
    course.refresh(path)
    assert first_output(path) == stored
    course.refresh(path, measure=True)
    assert first_output(path) != stored


def test_only_what_changed_runs_and_a_change_of_text_does_not(house, monkeypatch):
    monkeypatch.setattr(course, "executed_notebooks", lambda: sorted((house / "notebooks").glob("*.ipynb")))
    paths = [write(house / "notebooks" / f"{name}.ipynb", ("print(1)", {})) for name in ("00_s", "01_a")]
    for path in paths:
        course.refresh(path)
    commit(house)
    ran = []
    monkeypatch.setattr(course, "refresh", lambda path, measure: ran.append(path.stem) or course.Cost(99, 1))
    nb = read(paths[0])
    nb.cells[0].source += " more"
    paths[0].write_text(text(nb))
    assert course.main([]) == 0 and ran == []
    assert " more" in paths[0].read_text() and "99" not in (house / "README.md").read_text()
    nb = read(paths[1])
    nb.cells[1].source = "print(2)"
    paths[1].write_text(text(nb))
    assert course.main([]) == 0 and ran == ["01_a"]
    (house / "helpers").mkdir()
    (house / "helpers" / "new.py").touch()
    assert course.main([]) == 0 and ran == ["01_a", "00_s", "01_a"]


def test_nothing_is_measured_on_a_busy_machine(house, monkeypatch, capsys):
    monkeypatch.setattr(course.psutil, "cpu_percent", lambda interval: 61.0)
    before = (house / "README.md").read_bytes()
    assert course.main(["--measure"]) == 1
    assert "others use 61 %" in capsys.readouterr().err and (house / "README.md").read_bytes() == before
    monkeypatch.setattr(course.psutil, "cpu_percent", lambda interval: 2.0)
    assert course.busy() is None


def test_a_solution_with_the_name_of_its_lesson_leaves_the_lessons_figures_alone(house, monkeypatch):
    monkeypatch.setattr(course, "busy", lambda: None)
    seconds = {"notebooks": 12, "01_a": 90}
    monkeypatch.setattr(course, "refresh", lambda path, measure: course.Cost(seconds[path.parent.name], 1e8))
    (house / "solutions" / "01_a").mkdir(parents=True)
    write(house / "solutions" / "01_a" / "01_a.ipynb")
    assert course.main(["--measure", *map(str, sorted(house.rglob("01_a.ipynb")))]) == 0
    assert "(notebooks/01_a.ipynb) | 45-60 | 12 | 100 |" in (house / "README.md").read_text()
