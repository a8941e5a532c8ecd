"""Figures in prose that nothing in their notebook holds: `python -m tools.figures [NOTEBOOK ...]`.

A figure in Markdown, a caption or an alt text must stand, to the digits that it is given with, in an output, as a
number in code (in an assert, or computed with) or in a data file that the notebook reads, or be the sum of the
notebook's points; as a per cent it may be a share, and a power of 1,000 may be left to the unit. Excused: small
cardinals, years and dates, names such as GPT-2, and a line that names its source by a link.
"""

import ast
import re
import sys
from bisect import bisect_left
from pathlib import Path

from tools.guards import CODE_IN_PROSE, code_cells, syntax
from tools.notebooks import executed_notebooks, read

NUMBER = re.compile(r"(?<![\w.,/#$-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\w/]|-\w|[.,]\d)")
ANY_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:_\d{3})*(?:\.\d+)?(?:e[+-]?\d+)?")
SMALL = 12
YEARS = range(1900, 2101)
SCALES = (1, 1e2, 1e-3, 1e-6, 1e-9)  # a share as per cent; bytes as GB
EXCUSED = re.compile(r"https?://|arXiv|[Ll]esson|\b(?:19|20)\d\d-\d\d|\d minutes")


def numbers(text: str) -> set[float]:
    """Every number in a text."""
    return {float(match.replace(",", "").replace("_", "")) for match in ANY_NUMBER.findall(text)}


def held(nb, path: Path) -> list[float]:
    """What the notebook's outputs, the numbers in its code and its data files hold, sorted."""
    found = {float(sum(cell.metadata.get("nbgrader", {}).get("points", 0) for cell in code_cells(nb)))}
    for cell in code_cells(nb):
        found |= {float(value) for value in constants(cell, (int, float)) if abs(value) < 1e300}
        for output in cell.outputs:
            shown = [output.get("text", ""), output.get("evalue", "")]
            shown += [value for mime, value in output.get("data", {}).items() if mime in ("text/plain", "text/html")]
            found |= numbers("\n".join(shown))
        for name in re.findall(r"[\w-]+\.(?:jsonl?|txt|csv)\b", cell.source):
            data = path.parent / "data" / name
            found |= numbers(data.read_text(encoding="utf-8")) if data.exists() else set()
    return sorted(found)


def constants(cell, kinds) -> list:
    """The literals of these kinds in the cell's code."""
    return [node.value for node in syntax(cell) if isinstance(node, ast.Constant) and isinstance(node.value, kinds)]


def prose(nb):
    """(cell id, text) of all Markdown, and of the captions, which are alt texts as well."""
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            yield cell.id, CODE_IN_PROSE.sub(" ", cell.source)
            continue
        for output in cell.outputs:
            yield cell.id, output.get("data", {}).get("text/markdown", "")


def holds(known: list[float], value: float, digits: int) -> bool:
    """Whether one of the known numbers rounds to this one, in its own unit or another power of 1,000."""
    slack = 0.5 * 10**-digits * (1 + 1e-9)
    for scale in SCALES:
        place = bisect_left(known, (value - slack) / scale)
        if place < len(known) and known[place] * scale <= value + slack:
            return True
    return False


def complaints(nb, path: Path):
    """(cell id, figure, the line it stands in) for each figure that nothing holds."""
    known = held(nb, path)
    for id, text in prose(nb):
        for line in text.splitlines():
            if EXCUSED.search(line):
                continue
            for match in NUMBER.finditer(re.sub(r"\]\([^)]*\)|<[^>]+>|\$[^$]*\$", " ", line)):
                value, digits = float(match[1].replace(",", "") + (match[2] or "")), len(match[2] or ".") - 1
                excused = digits == 0 and (value <= SMALL or value in YEARS)
                if not excused and not holds(known, value, digits):
                    yield id, match[0], line.strip()


def main(arguments: list[str]) -> int:
    found = 0
    for path in [Path(argument).resolve() for argument in arguments] or executed_notebooks():
        for id, figure, line in complaints(read(path), path):
            found += 1
            print(f"{path.name} {id}: {figure} in {line[:120]!r}")
    print(f"{found} figures that nothing holds")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
