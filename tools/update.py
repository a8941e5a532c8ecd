"""Fetch the newest course and keep what you wrote: `make update`.

Each notebook or other file that you changed is first copied to mine/<date>/. Then the course is brought to its newest
state, and your cells are put back, cell by cell: where the course did not change a cell, yours stands (a guess, an
answer, an experiment); cells that you added follow the cell they followed. Where both changed a cell, the course's
stands, the name of the cell is printed, and yours is in the copy.
"""

import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import nbformat

from tools.notebooks import ROOT

MINE = "mine"


def git(*arguments: str, root: Path) -> str:
    """What git prints. Raises RuntimeError with git's own words."""
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"git {arguments[0]}: {done.stderr.strip()}")
    return done.stdout


def changed(root: Path) -> list[str]:
    """Tracked files that differ from the last commit, without deleted ones."""
    return git("diff", "--name-only", "--diff-filter=d", "HEAD", root=root).splitlines()


def merged(base, mine, new) -> tuple[nbformat.NotebookNode, list[str]]:
    """`new` with the cells that `mine` has changed against `base`, and the ids of those that both changed."""
    sources = {cell.id: cell.source for cell in base.cells}
    edits = {cell.id: cell for cell in mine.cells if sources.get(cell.id) not in (None, cell.source)}
    cells, conflicts = [], []
    for cell in new.cells:
        edit = edits.get(cell.id)
        if edit and cell.source == sources[cell.id]:
            cell.source = edit.source
        elif edit and cell.source != edit.source:
            conflicts.append(cell.id)
        cells.append(cell)
    lost = [id for id in edits if id not in {cell.id for cell in new.cells}]
    new.cells = cells
    _insert_own(new, mine, set(sources))
    return new, conflicts + lost


def _insert_own(new, mine, known: set[str]) -> None:
    """Put the learner's own cells behind the cell that they followed, or at the end if that one is gone."""
    before = None
    for cell in mine.cells:
        places = [place for place, other in enumerate(new.cells) if other.id == before]
        if cell.id not in known and cell.id not in {other.id for other in new.cells}:
            new.cells.insert(places[0] + 1 if places else len(new.cells), cell)
        before = cell.id


def put_back(name: str, base_text: str, copy: Path, root: Path) -> str:
    """Merge the kept copy into the updated file. Returns a line for the learner."""
    path = root / name
    if path.suffix != ".ipynb" or not path.exists():
        return f"{name}: the course's version stands, yours is {copy.relative_to(root)}"
    versions = (base_text, copy.read_text(encoding="utf-8"), path.read_text(encoding="utf-8"))
    whole, conflicts = merged(*(nbformat.reads(text, as_version=4) for text in versions))
    path.write_text(nbformat.writes(whole) + "\n", encoding="utf-8")
    if conflicts:
        return f"{name}: kept, but for {', '.join(conflicts)}; yours is in {copy.relative_to(root)}"
    return f"{name}: kept"


def update(root: Path) -> list[str]:
    """Bring the checkout to the newest state of its upstream. Returns what happened, a line a file.

    Raises RuntimeError, with everything as it was, if git cannot: no network, no upstream, commits of your own.
    """
    git("fetch", "--quiet", root=root)
    target = git("rev-parse", "@{upstream}", root=root).strip()
    if git("rev-list", f"{target}..HEAD", root=root).strip():
        raise RuntimeError("you have commits of your own: merge with git instead, nothing was changed")
    names = changed(root)
    bases = {name: git("show", f"HEAD:{name}", root=root) for name in names}
    keep = root / MINE / datetime.now().strftime("%Y-%m-%d-%H%M%S")
    for name in names:
        (keep / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / name, keep / name)
    git("reset", "--quiet", "--hard", target, root=root)
    return [put_back(name, bases[name], keep / name, root) for name in names] or ["the course is up to date"]


def main() -> int:
    try:
        print("\n".join(update(ROOT)))
    except RuntimeError as error:
        print(f"Not updated: {error}", file=sys.stderr)
        return 1
    print("If requirements changed, the next `make` installs them.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
