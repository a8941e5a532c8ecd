"""Notebooks as tests: each code cell is run and compared with what is stored, by nbval's own cells.

Beyond plain `pytest --nbval`, which works as well:

- a cell is named by its id, and one that fails hides no other: nbval expects all cells after a time-out to fail;
- a cell that writes to stderr fails, even where its output is excused from comparison;
- a notebook that was saved by hand since (a guess filled in) is judged as the course stores it, and named.
"""

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


def collect(path, parent) -> pytest.Collector | None:
    """The collector of a notebook; None for other files, and where nbval itself is asked for them."""
    if path.suffix != ".ipynb" or parent.config.option.nbval or parent.config.option.nbval_lax:
        return None
    return StoredNotebook.from_parent(parent, path=path)
