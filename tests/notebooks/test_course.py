"""`make course`: what it stores, what it refuses, what it measures. Runs tiny notebooks in real kernels."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools import course
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


def test_lesson_table_keeps_what_was_not_measured_again(tmp_path, monkeypatch):
    monkeypatch.setattr(course, "ROOT", tmp_path)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "exercises" / "01_a").mkdir(parents=True)
    for name in ("00_s", "01_a"):
        write(tmp_path / "notebooks" / f"{name}.ipynb")
    readme = f"# Course\n{course.BEGIN}\n{course.END}\nend\n"
    lessons = [tmp_path / "notebooks" / name for name in ("00_s.ipynb", "01_a.ipynb")]
    both = dict.fromkeys(lessons, course.Cost(12.4, 345_600_000))
    first = course.lesson_table(readme, both)
    assert "| [A lesson](notebooks/00_s.ipynb) | 45-60 | 12 | 346 | none |\n" in first
    again = course.lesson_table(first, {lessons[1]: course.Cost(80, 2_000_000_000)})
    assert "| [A lesson](notebooks/00_s.ipynb) | 45-60 | 12 | 346 | none |\n" in again
    assert "| [A lesson](notebooks/01_a.ipynb) | 45-60 | 80 | 2,000 | [01_a](exercises/01_a) |\n" in again
    assert again.startswith("# Course\n") and again.endswith("\nend\n")
    with pytest.raises(ValueError, match="lessons:begin"):
        course.lesson_table("# Course\n", both)


def test_a_solution_with_the_name_of_its_lesson_leaves_the_lessons_figures_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(course, "ROOT", tmp_path)
    monkeypatch.setattr(course, "README", tmp_path / "README.md")
    monkeypatch.setattr(course.errata, "main", lambda: 0)
    seconds = {"notebooks": 12, "01_a": 90}
    monkeypatch.setattr(course, "refresh", lambda path: course.Cost(seconds[path.parent.name], 1e8))
    (tmp_path / "README.md").write_text(f"{course.BEGIN}\n{course.END}\n")
    for folder in ("notebooks", "solutions/01_a"):
        (tmp_path / folder).mkdir(parents=True)
        write(tmp_path / folder / "01_a.ipynb")
    assert course.main([str(path) for path in sorted(tmp_path.rglob("01_a.ipynb"))]) == 0
    assert "(notebooks/01_a.ipynb) | 45-60 | 12 | 100 |" in (tmp_path / "README.md").read_text()
