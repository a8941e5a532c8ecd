"""Notebooks as tests: each code cell is run and compared with what is stored, by nbval's own cells.

Beyond plain `pytest --nbval`, which works as well:

- a cell is named by its id, and one that fails hides no other: nbval expects all cells after a time-out to fail;
- a cell that writes to stderr fails, even where its output is excused from comparison;
- a figure is compared by what it draws (words, marks, data), and a stored picture is the one that was drawn;
- a notebook that was saved by hand since (a guess filled in) is judged as the course stores it, and named.
"""

import json
import math
from collections import defaultdict

import pytest
from nbval.plugin import IPyNbCell, IPyNbFile, find_comment_markers, find_metadata_tags

from tools.notebooks import stored

CELL_TIMEOUT_S = 600  # a limit is there to catch a hang, not a busy machine
OUTPUT_TIMEOUT_S = 120


class StoredNotebook(IPyNbFile):
    """A collector of the code cells of one stored notebook."""

    def collect(self):
        self.nb, self.by_hand = stored(self.path)
        for number, cell in enumerate(cell for cell in self.nb.cells if cell.cell_type == "code"):
            options = defaultdict(bool, find_metadata_tags(cell.metadata))
            options.update(find_comment_markers(cell.source))
            options.setdefault("check", True)
            yield StoredCell.from_parent(self, name=cell.id, cell_num=number, cell=cell, options=options)


class StoredCell(IPyNbCell):
    """One code cell."""

    def __init__(self, **arguments):
        super().__init__(**arguments)
        self.output_timeout = OUTPUT_TIMEOUT_S

    def setup(self):
        """Nothing: nbval would expect this cell to fail if one before it took too long."""

    def runtest(self):
        super().runtest()
        written = [output.text for output in self.test_outputs if output.get("name") == "stderr"]
        if written:
            self.raise_cell_error("The cell writes to stderr", "".join(written))
        stored_facts, new_facts = drawings(self.cell.outputs), drawings(self.test_outputs)
        if self.options["check"] and not alike(stored_facts, new_facts):
            self.raise_cell_error("A figure shows something else", f"stored: {stored_facts}\ndrawn now: {new_facts}")


def drawings(outputs) -> list:
    """What the figures of some outputs draw, as helpers.plots.figure wrote it down."""
    facts = [output.get("metadata", {}).get("image/png", {}) for output in outputs]
    return [json.loads(fact["drawn"]) for fact in facts if "drawn" in fact]


def alike(stored, new) -> bool:
    """Whether both say the same, numbers within 2 % of the larger one or a hundredth."""
    if isinstance(stored, list) and isinstance(new, list):
        return len(stored) == len(new) and all(map(alike, stored, new))
    if isinstance(stored, dict) and isinstance(new, dict):
        return stored.keys() == new.keys() and all(alike(stored[key], new[key]) for key in stored)
    if isinstance(stored, float) and isinstance(new, float):
        return math.isclose(stored, new, rel_tol=0.02, abs_tol=0.01)
    return stored == new


def collect(path, parent) -> pytest.Collector | None:
    """The collector of a notebook; None for other files, and where nbval itself is asked for them."""
    if path.suffix != ".ipynb" or parent.config.option.nbval or parent.config.option.nbval_lax:
        return None
    return StoredNotebook.from_parent(parent, path=path)
