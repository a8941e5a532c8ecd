"""`python -m benchmarks` prints every table; `--write` also puts them between the markers of benchmarks/README.md.

On a busy machine nothing is written: times taken there say more about its other programs.
"""

import argparse
import platform
import re
from pathlib import Path

import psutil
import torch

from benchmarks import explorer, half, kernels, pointer
from tools.course import MOST_BUSY_PERCENT

README = Path(__file__).with_name("README.md")
TABLES = {"explorer": explorer.table, "pointer": pointer.table, "kernels": kernels.table, "half": half.table}


def write(name: str, table: str) -> None:
    """Replace what stands between the markers of `name` in the README. Raises ValueError if there are none."""
    text = README.read_text(encoding="utf-8")
    between = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.S)
    if not between.search(text):
        raise ValueError(f"{README} has no place for the table: it needs the lines '<!-- {name} -->', '<!-- end -->'.")
    README.write_text(between.sub(lambda match: f"{match[1]}{table}\n{match[2]}", text), encoding="utf-8")


def busy() -> str:
    """How busy other programs keep this machine, where that is too much to store a time; "" where it is quiet."""
    percent, load = psutil.cpu_percent(interval=3), psutil.getloadavg()[0]
    if percent <= MOST_BUSY_PERCENT:
        return ""
    cores = psutil.cpu_count()
    return (
        f"others use {percent:.0f} % of the {cores} cores (load {load:.1f}); at most {MOST_BUSY_PERCENT} % do no harm"
    )


def measured(name: str, write_it: bool) -> str:
    """The table of this name. Raises SystemExit if it is to be written and the machine is busy before or after."""
    for when in ("before", "after"):
        found = busy()
        if found and write_it:
            raise SystemExit(f"{name}: nothing is written, since {when} it {found}. Wait until the machine is quiet.")
        if found:
            print(f"{when} {name}: {found}. Read ratios only.")
        if when == "before":
            table = TABLES[name]()
    return table


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("only", nargs="*", metavar="|".join(TABLES), help="the tables to measure (default: all)")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    options = parser.parse_args()
    if unknown := set(options.only) - set(TABLES):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; choose from {', '.join(TABLES)}")
    threads = torch.get_num_threads()
    print(f"{platform.machine()}, {psutil.cpu_count()} cores, {threads} threads, torch {torch.__version__}")
    for name in options.only or TABLES:
        table = measured(name, options.write)
        print(f"\n{name}\n{table}")
        if options.write:
            write(name, table)


if __name__ == "__main__":
    main()
