"""Write ERRATA.md from coverage.toml: what the original lecture got wrong, what is true, and the cell that shows it.

`python -m tools.errata` does it, and `make course` after it has run the notebooks.
"""

import sys
import tomllib

from tools.notebooks import ROOT

COVERAGE, ERRATA = ROOT / "coverage.toml", ROOT / "ERRATA.md"
LESSONS = {
    "00": "00_start_here",
    "01": "01_attention",
    "02": "02_architectures",
    "03": "03_tokenization",
    "04": "04_generation",
    "04b": "04b_batching_and_memory",
    "05": "05_prompting",
    "06": "06_quantization",
    "07": "07_mini_api",
    "07b": "07b_operations",
    "08": "08_capstone",
}
FAULTY = {"wrong", "outdated", "misleading", "incomplete", "fails"}
HEAD = """# Errata of the original lecture

This course grew out of a lecture. Its {rows} headings, concepts, claims, tables, snippets and practices were checked
one by one, by running or computing them where that is possible; {faulty} need a correction. Each is listed here with
the lesson that teaches it right and, once that lesson is part of the course, a link to the cell that shows it. The
whole list, with what was right, is [coverage.toml](coverage.toml), from which this page is generated.

*fails*: code that does not run. *wrong*: untrue. *outdated*: was true once. *misleading*: true in a sense that the
reader will not take. *incomplete*: what is missing matters.
"""


def rows() -> list[dict]:
    """The rows of coverage.toml, each with its id and lesson, in the order of the file."""
    lessons = tomllib.loads(COVERAGE.read_text(encoding="utf-8"))
    return [{"id": id, "lesson": lesson, **row} for lesson, mine in lessons.items() for id, row in mine.items()]


def notebook(lesson: str) -> str:
    """Where the lesson's notebook lies, or will lie, below the project's root."""
    return f"notebooks/{LESSONS[lesson]}.ipynb"


def exists(lesson: str) -> bool:
    return (ROOT / notebook(lesson)).exists()


def page(rows: list[dict]) -> str:
    """ERRATA.md as text."""
    faulty = [row for row in rows if "verdict" in row]
    parts = [HEAD.format(rows=len(rows), faulty=len(faulty))]
    for lesson, name in LESSONS.items():
        mine = [row for row in faulty if row["lesson"] == lesson]
        if mine:
            title = f"[{name}]({notebook(lesson)})" if exists(lesson) else f"{name} (not part of the course yet)"
            head = "| row | about | the lecture said | verdict | what is true |\n|---|---|---|---|---|\n"
            parts += [f"\n## {title}\n\n", head, *map(_line, mine)]
    return "".join(parts)


def _line(row: dict) -> str:
    where = f"{notebook(row['lesson'])}#cell-id={row.get('cell')}"
    label = f"[{row['id']}]({where})" if exists(row["lesson"]) else row["id"]
    cells = [label, row["item"], row["said"], f"*{row['verdict']}*", row["right"]]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def main() -> int:
    ERRATA.write_text(page(rows()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
