"""Generate exercises/, what a learner gets, from solutions/: `make release`, or `python -m tools.release`.

nbgrader does the work, with the course's nbgrader_config.py; then each notebook is put in the stored form, so that the
same solutions give the same bytes on every machine. `--check` changes nothing: it names the files that are out of date.
Answers that somebody saved in exercises/, and files that git does not know, are left alone.
"""

import argparse
import filecmp
import logging
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from nbgrader.apps import NbGraderAPI
from traitlets.config import PyFileConfigLoader

from tools.notebooks import ROOT, normal, read, stored, text

CONFIG = ROOT / "nbgrader_config.py"
SOLUTIONS, EXERCISES = ROOT / "solutions", ROOT / "exercises"


def generate(target: Path) -> list[str]:
    """Write a fresh release of every assignment below `target`. Returns the assignments' names.

    Raises RuntimeError, with nbgrader's own log, if one cannot be generated; whatever CONFIG raises is passed on
    (nbgrader itself would ignore a faulty configuration).
    """
    names = sorted(path.name for path in SOLUTIONS.iterdir() if path.is_dir() and not path.name.startswith("."))
    config = PyFileConfigLoader(CONFIG.name, path=str(CONFIG.parent)).load_config()
    config.CourseDirectory.update(root=str(ROOT), source_directory=SOLUTIONS.name, release_directory=str(target))
    config.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__"]
    with tempfile.TemporaryDirectory() as scratch:
        config.CourseDirectory.db_url = f"sqlite:///{scratch}/gradebook.db"
        for name in names:
            result = NbGraderAPI(config=config).generate_assignment(name)
            if not result["success"]:
                log = "\n".join(filter(None, (result.get("error"), result.get("log"))))
                raise RuntimeError(f"nbgrader cannot generate {name}:\n{log}")
    for path in target.glob("*/**/*.ipynb"):
        path.write_text(text(normal(read(path))), encoding="utf-8")
    return names


def differences(fresh: Path, stored: Path) -> list[str]:
    """Relative paths of the files that are in one folder alone, or differ in their bytes."""
    files = {
        path.relative_to(root)
        for root in (fresh, stored)
        for path in root.glob("**/*")
        if path.is_file() and not {".ipynb_checkpoints", "__pycache__"} & set(path.parts)
    }
    same = filecmp.cmpfiles(fresh, stored, list(map(str, files)), shallow=False)[0]
    return sorted(set(map(str, files)) - set(same))


def out_of_date(fresh: Path, folder: Path = EXERCISES) -> list[str]:
    """Relative paths of the files below `folder` that are not as below `fresh`.

    Not among them: what git does not know, such as somebody's notes, and a notebook with somebody's answers, as long as
    git's own copy is right. Without git every difference counts.
    """
    changed = differences(fresh, folder)
    done = subprocess.run(["git", "ls-files", "-z"], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        known = set(done.stdout.split("\0"))
        changed = [name for name in changed if name in known or (fresh / name).exists()]
    return [name for name in changed if not _answered(folder / name, fresh / name)]


def _answered(path, fresh):
    if path.suffix != ".ipynb" or not (path.exists() and fresh.exists()):
        return False
    judged, by_hand = stored(path)
    return by_hand and text(judged) == fresh.read_text(encoding="utf-8")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.release", description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing; tell what is out of date")
    check = parser.parse_args(arguments).check
    logging.getLogger("traitlets").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch) / "exercises"
        fresh.mkdir()
        names = generate(fresh)
        changed = out_of_date(fresh)
        if not check:
            for name in changed:
                (EXERCISES / name).unlink(missing_ok=True)
                if (fresh / name).exists():
                    (EXERCISES / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(fresh / name, EXERCISES / name)
    for name in changed:
        print(f"exercises/{name} {'is out of date: run `make release`' if check else 'refreshed'}")
    print(f"{len(names)} assignments, {len(changed)} files {'out of date' if check else 'refreshed'}")
    return bool(check and changed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
