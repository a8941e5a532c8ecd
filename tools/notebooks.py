"""The one stored form of a notebook: the same bytes whoever ran it, wherever.

Kept: the author's ids, tags and nbgrader marks; outputs with execution counts 1..n. Dropped: everything that tells of
the run (times, kernel versions, widget state, tracebacks with the machine's paths).
"""

import copy
import os
import re
import subprocess
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[1]
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
CELL_METADATA = ("tags", "nbgrader", "deletable", "editable")
IMAGE_METADATA = ("alt", "width", "height", "drawn", "sha256")
WIDGET_VIEW = re.compile(r"application/vnd\.jupyter\.widget-")


def executed_notebooks() -> list[Path]:
    """The notebooks that are stored with outputs: lessons and reference solutions."""
    found = [*ROOT.glob("notebooks/**/*.ipynb"), *ROOT.glob("solutions/**/*.ipynb")]
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(ROOT).parts))


def read(path: Path) -> nbformat.NotebookNode:
    """Read a notebook of format 4.5 or later, as it is. ValueError for other files and for older ones, without ids."""
    try:
        nb = nbformat.v4.reads(path.read_text(encoding="utf-8"))  # nbformat.read would give a doubled id a random one
    except ValueError as error:
        raise ValueError(f"{path.name} is not a notebook: {error}") from None
    if (nb.nbformat, nb.nbformat_minor) < (4, 5):
        version = f"{nb.nbformat}.{nb.nbformat_minor}"
        raise ValueError(f"{path.name} is in format {version}: save it as 4.5, with an id for each cell.")
    return nb


def committed(path: Path) -> nbformat.NotebookNode | None:
    """The notebook at `path` as git has it; None without git, or where git does not know it."""
    name = f"HEAD:./{path.name}"
    done = subprocess.run(["git", "show", name], cwd=path.parent, capture_output=True, text=True, check=False)
    return nbformat.v4.reads(done.stdout) if done.returncode == 0 else None


def stored(path: Path) -> tuple[nbformat.NotebookNode, bool]:
    """The notebook as the course stores it, and whether the file was saved by hand since.

    JupyterLab writes another form than `make course`: by that a learner's copy is told from an author's. The learner's
    guesses and answers are no fault of the course, so what git has is judged instead.
    """
    mine = nbformat.v4.reads(path.read_text(encoding="utf-8"))
    if mine == normal(mine):
        return mine, False
    theirs = committed(path)
    return (mine, False) if theirs is None or theirs == mine else (theirs, True)


def saved_by_hand() -> list[str]:
    """The names of the executed notebooks for which that holds."""
    return [os.path.relpath(path, ROOT) for path in executed_notebooks() if stored(path)[1]]


def text(nb: nbformat.NotebookNode) -> str:
    """The notebook as it is stored."""
    return nbformat.v4.writes(nb) + "\n"


def normal(nb: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A copy of `nb` in the stored form. Normal notebooks come back equal."""
    nb = copy.deepcopy(nb)
    nb.nbformat, nb.nbformat_minor = 4, 5
    nb.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": {"name": "python"}})
    count = 0
    for cell in nb.cells:
        cell.metadata = _only(cell.metadata, CELL_METADATA)
        cell.source = cell.source.strip("\n")
        if cell.cell_type != "code":
            continue
        if cell.execution_count is not None:
            count += 1
            cell.execution_count = count
        cell.outputs = _normal_outputs(cell.outputs, cell.execution_count)
    return nb


def _only(metadata, keys):
    return nbformat.from_dict({key: metadata[key] for key in keys if key in metadata})


def _normal_outputs(outputs, count):
    kept = []
    for output in outputs:
        if output.output_type == "stream" and kept and kept[-1].get("name") == output.name:
            kept[-1].text += output.text
            continue
        if output.output_type == "error":
            output.traceback = [f"{output.ename}: {output.evalue}"]
        if output.output_type == "execute_result":
            output.execution_count = count
        if "data" in output:
            output.data = nbformat.from_dict({k: v for k, v in output.data.items() if not WIDGET_VIEW.match(k)})
            output.metadata = _normal_output_metadata(output)
        kept.append(output)
    return kept


def _normal_output_metadata(output):
    images = {
        mime: _only(output.metadata[mime], IMAGE_METADATA)
        for mime in output.data
        if mime.startswith("image/") and mime in output.metadata
    }
    return nbformat.from_dict(images)
