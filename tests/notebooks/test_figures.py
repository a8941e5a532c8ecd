"""Every figure in the prose of a lesson or a solution stands in an output, a number of its code or a named source."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools import figures
from tools.notebooks import ROOT, executed_notebooks, read


@pytest.mark.parametrize("path", executed_notebooks(), ids=lambda path: path.stem)
def test_every_figure_in_prose_is_held(path):
    assert list(figures.complaints(read(path), path)) == []


def found(prose, *, shown="", code="x", caption=""):
    """The figures of a small notebook that the guard complains about."""
    outputs = [new_output("stream", name="stdout", text=shown)]
    outputs += [new_output("display_data", {"text/markdown": caption})] if caption else []
    cells = [new_markdown_cell(prose, id="text"), new_code_cell(code, id="code", outputs=outputs)]
    return [figure for _, figure, _ in figures.complaints(new_notebook(cells=cells), ROOT / "notebooks" / "a.ipynb")]


@pytest.mark.parametrize(
    ("prose", "held"),
    [
        ("It takes 62.9 MB.", {"shown": "62914560 bytes"}),
        ("A share of 98 % is right.", {"shown": "0.9834"}),
        ("There are 18,432 numbers.", {"shown": "numbers: 18,432"}),
        ("It loses 43 points.", {"code": "assert lost == 43"}),
    ],
)
def test_a_wrong_figure_is_named_and_a_right_one_is_not(prose, held):
    assert found(prose, **held) == []
    assert len(found(prose)) == 1


def test_a_wrong_figure_in_a_caption_is_named_although_the_code_writes_it():
    assert found("", code='figure(fig, "It rises to 0.77.")', caption="*It rises to 0.77.*") == ["0.77"]


@pytest.mark.parametrize("prose", ["Take 12 of them.", "Since 2017.", "77.5, as https://a.b says", "`77.5`", "GPT-99"])
def test_small_cardinals_years_sources_and_names_are_excused(prose):
    assert found(prose) == []
