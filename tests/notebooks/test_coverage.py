"""coverage.toml holds every row of the lecture once, each with a lesson, and ERRATA.md says the same."""

import re

import pytest

from tools import errata
from tools.guards import anchors
from tools.notebooks import ROOT

# What the lecture has: sections, concepts, claims, code blocks, tables, objectives, practices, next steps.
LECTURE = """
S00-S17 C01-C42 O1-O6 P1-P15 X1-X5
N01-N37 N38a N38b N38c N39-N48
B01-B09 B10a B10b B10c B10d B11 B12a B12b B12c B12d B13-B21 B22a B22b B22c B23-B26 B27a B27b B27c B27d B28
B29 B29-1 B29-2 B29-3 B29-4 B29-5 B29-6 B29-7 B30 B31 B31-1 B31-2 B31-3 B31-4 B31-5 B31-6 B31-7 B31-8 B32-B37
T01 T01a T01b T01c T01d T01e T01f T01g T02 T02a T02b T02c T02d
"""
ROWS = errata.rows()


def expand(word):
    """'S00-S17' is S00, S01, ... S17; 'B29-1' is itself."""
    span = re.fullmatch(r"([A-Z])(\d+)-\1(\d+)", word)
    if not span:
        return [word]
    return [f"{span[1]}{i:0{len(span[2])}}" for i in range(int(span[2]), int(span[3]) + 1)]


def test_every_row_of_the_lecture_is_there_once():
    ids = [row["id"] for row in ROWS]
    lecture = [id for word in LECTURE.split() for id in expand(word)]
    assert len(lecture) == 212
    assert sorted(ids) == sorted(lecture)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_row_is_complete(row):
    correction = {"verdict", "said", "right"} & set(row)
    assert set(row) - correction <= {"id", "lesson", "item", "cell"} and row["item"] and row["lesson"] in errata.LESSONS
    assert correction in (set(), {"verdict", "said", "right"}), "a faulty row says all three, another row none"
    assert not correction or (row["verdict"] in errata.FAULTY and row["said"] and row["right"] not in ("", row["said"]))


@pytest.mark.parametrize("lesson", errata.LESSONS)
def test_rows_of_a_lesson_name_its_cells(lesson):
    named = {row["id"]: row.get("cell") for row in ROWS if row["lesson"] == lesson}
    assert named, "a lesson without a row teaches nothing of the lecture"
    if not errata.exists(lesson):
        return
    cells = {name.removeprefix("cell-id=") for name in anchors(ROOT / errata.notebook(lesson)) if "cell-id=" in name}
    assert not {row: cell for row, cell in named.items() if cell not in cells}


def test_errata_is_generated_from_coverage():
    stored = errata.ERRATA.read_text(encoding="utf-8")
    assert stored == errata.page(ROWS), "coverage.toml or a lesson changed: run `python -m tools.errata`"
    for row in ROWS:
        listed = re.search(rf"^\| \[?{row['id']}[\] ]", stored, re.M) is not None
        assert listed == ("verdict" in row), row["id"]


def test_errata_links_to_the_cell_of_a_lesson_that_exists(tmp_path, monkeypatch):
    monkeypatch.setattr(errata, "ROOT", tmp_path)
    row = {"id": "N11", "lesson": "02", "item": "Savings", "verdict": "wrong", "said": "a|b", "right": "c"}
    assert "| N11 | Savings | a\\|b | *wrong* | c |\n" in errata.page([row])
    assert "02_architectures (not part of the course yet)" in errata.page([row])
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "02_architectures.ipynb").touch()
    page = errata.page([row | {"cell": "count"}])
    assert "| [N11](notebooks/02_architectures.ipynb#cell-id=count) | Savings |" in page
