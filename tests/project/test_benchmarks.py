"""The benchmarks keep what their README promises, and store no figure of a busy machine."""

import re
import sys

import pytest

from benchmarks import __main__ as bench

TEXT = "<!-- a -->\nold\n<!-- end -->\n\n<!-- b -->\nkept\n<!-- end -->\n"


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """quiet(percent, ...) -> the README after `--write a`: how busy others are, at each look."""
    monkeypatch.setattr(bench, "README", tmp_path / "README.md")
    monkeypatch.setattr(bench, "TABLES", {"a": lambda: "new", "b": lambda: "other"})
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--write", "a"])
    bench.README.write_text(TEXT)

    def run(*percents):
        looks = iter(percents)
        monkeypatch.setattr(bench.psutil, "cpu_percent", lambda interval: next(looks))
        bench.main()

    return run


def test_a_quiet_machine_stores_its_table_and_no_other(machine):
    machine(1, 2)
    assert bench.README.read_text() == TEXT.replace("old", "new")


@pytest.mark.parametrize("percents", [(90,), (1, 90)])
def test_a_busy_machine_stores_nothing_and_says_what_it_saw(machine, percents):
    with pytest.raises(SystemExit, match=r"a: nothing is written, since .* others use 90 % of the \d+ cores \(load \d"):
        machine(*percents)
    assert bench.README.read_text() == TEXT


def test_a_busy_machine_may_still_look(machine, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["benchmarks", "a"])
    machine(90, 90)
    assert "others use 90 %" in capsys.readouterr().out and bench.README.read_text() == TEXT


def stored(name):
    """The rows of a stored table, cells as texts."""
    text = bench.README.read_text(encoding="utf-8")
    table = re.search(rf"<!-- {name} -->\n(.*?)\n<!-- end -->", text, re.S)[1]
    return [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("|")][2:]


def milliseconds(cell):
    return float(re.fullmatch(r"(\d+) ms", cell)[1])


def test_there_is_a_place_for_every_table():
    for name in bench.TABLES:
        stored(name)


def test_stored_figures_keep_the_promises():
    """Where a table says "not measured", there is nothing to keep."""
    for what, sent, paint, _ in stored("explorer"):
        assert float(sent.removesuffix(" MB")) <= 10 and milliseconds(paint) <= 1000, what
    for tokens, *moves in stored("pointer"):
        assert all(milliseconds(move) < 50 for move in moves), tokens
