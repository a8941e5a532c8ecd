"""Is this machine ready for the course? `python -m helpers.doctor` says so, and how to cure what is not."""

import os
import platform
import re
import runpy
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

# Third-party imports stand inside the functions: the doctor must be able to say that a package is missing.
ROOT = Path(__file__).resolve().parents[1]
LEAST_MEMORY_GIB = 2.0  # the heaviest lesson, beside JupyterLab and a browser tab
LEAST_DISK_GIB = 1.0  # room for notebooks, checkpoints of your own and caches
PROMPT = "Once upon a time"
ELSEWHERE = "use another machine, a container of Debian or Ubuntu, or Binder"
INSTALL = "`make setup`, or `pip install -r requirements.txt` in your environment"


@dataclass(frozen=True)
class Row:
    """One line of the examination. A problem has a cure: the command to type or the thing to change."""

    check: str
    finding: str
    cure: str = ""

    @property
    def ready(self) -> bool:
        return not self.cure


def examine() -> list[Row]:
    """Every check in order, without machine paths; what cannot be checked because of an earlier problem is left out."""
    rows = [check_python()]
    if rows[-1].ready:
        rows.append(check_packages())
    if rows[-1].ready:
        rows += [check_device(), check_memory(), check_disk(), check_models()]
        if rows[-1].ready:
            rows.append(check_generation())
    return rows


def check_python() -> Row:
    """This Python on this platform: whether there is a torch for it."""
    found = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    refused = _refused()
    if refused is None:
        return Row("Python", found)
    cure = "install another Python, delete .venv and run `make setup`" if "this is Python" in refused else ELSEWHERE
    return Row("Python", refused, cure)


def _refused() -> str | None:
    """The sentence with which `make` refuses this Python or platform; None if it does not."""
    refusal = runpy.run_path(str(ROOT / "tools" / "supported.py"))["refusal"]
    return refusal(sys.version_info[:2], platform.system(), platform.machine(), platform.libc_ver())


def check_packages(path: Path = ROOT / "requirements.txt") -> Row:
    """Installed versions against the requirements file; comments and options (`-e .`) are not requirements."""
    lines = (line.partition("#")[0].strip() for line in path.read_text().splitlines())
    wanted = [line for line in lines if line and not line.startswith("-")]
    wrong = [fault for line in wanted if (fault := _fault(line))]
    finding = "; ".join(wrong) or f"{len(wanted)} as required, torch {version('torch')}"
    return Row("Packages", finding, INSTALL if wrong else "")


def _fault(requirement: str) -> str:
    """What is wrong with the installed package that `requirement` names, "" when nothing is."""
    name = re.match(r"[\w.-]+", requirement)[0]
    try:
        found = version(name)
        from packaging.specifiers import SpecifierSet
    except ModuleNotFoundError as error:  # also what importlib.metadata raises
        return f"{error.name} is missing"
    specifier = SpecifierSet(requirement.removeprefix(name))
    return "" if specifier.contains(found, prereleases=True) else f"{name} is {found}, not {specifier}"


def check_device() -> Row:
    from helpers.device import pick_device

    try:
        return Row("Device", pick_device().reason)
    except (RuntimeError, ValueError) as error:
        return Row("Device", str(error), "unset COURSE_DEVICE, or set it to cpu")


def check_memory() -> Row:
    from helpers.device import available_memory_bytes

    free_gib = available_memory_bytes() / 2**30
    low = free_gib < LEAST_MEMORY_GIB
    cure = f"close other programs: the lessons need {LEAST_MEMORY_GIB:g} GiB" if low else ""
    return Row("Memory", f"{free_gib:.1f} GiB available", cure)


def check_disk() -> Row:
    free_gib = shutil.disk_usage(ROOT).free / 2**30
    low = free_gib < LEAST_DISK_GIB
    return Row("Disk", f"{free_gib:.1f} GiB free", f"free {LEAST_DISK_GIB:g} GiB of disk" if low else "")


def check_models() -> Row:
    """Which roles have their model at hand. Nothing is downloaded."""
    from helpers.models import ROLES, model_path

    cures = {}
    for role in ROLES:
        try:
            model_path(role, download=False)
        except (OSError, ValueError) as error:
            cures[role] = str(error)
    if cures:
        return Row("Models", f"not at hand: {', '.join(cures)}", next(iter(cures.values())))
    return Row("Models", f"{os.environ.get('COURSE_MODELS') or 'lab'}: {', '.join(ROLES)}")


def check_generation() -> Row:
    """One greedy line from the decoder: the whole chain from text to tokens and back works."""
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from transformers.utils import logging

    from helpers.models import model_path

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        folder = model_path("decoder", download=False)
        tokenizer = AutoTokenizer.from_pretrained(folder)
        model = AutoModelForCausalLM.from_pretrained(folder)
        inputs = tokenizer(PROMPT, return_tensors="pt")
        ids = model.generate(**inputs, max_new_tokens=24, do_sample=False, pad_token_id=tokenizer.eos_token_id)
    except Exception as error:  # whatever breaks here, the learner needs the line below, not a traceback
        return Row("Generation", f"{type(error).__name__}: {error}", INSTALL)
    line = tokenizer.decode(ids[0], skip_special_tokens=True).partition(".")[0]
    return Row("Generation", " ".join(line.split()))


def report(rows: list[Row]) -> str:
    """The rows as text: a mark, the check, the finding; under a problem, its cure."""
    lines = []
    for row in rows:
        lines.append(f"{'ok ' if row.ready else 'NO '} {row.check:<11} {row.finding}")
        if row.cure:
            lines.append(f"{'':15} cure: {row.cure}")
    ready = all(row.ready for row in rows)
    return "\n".join([*lines, "This machine is ready." if ready else "Not ready yet: see the cures above."])


def main() -> int:
    rows = examine()
    print(report(rows))
    return 0 if all(row.ready for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
