"""`python -m benchmarks` prints every table; `--write` also puts them between the markers of benchmarks/README.md."""

import argparse
import platform
import re
from pathlib import Path

import psutil
import torch

from benchmarks import explorer, kernels

README = Path(__file__).with_name("README.md")
TABLES = {"explorer": explorer.table, "kernels": kernels.table}


def write(name: str, table: str) -> None:
    """Replace what stands between the markers of `name` in the README. Raises ValueError if there are none."""
    text = README.read_text(encoding="utf-8")
    between = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.S)
    if not between.search(text):
        raise ValueError(f"{README} has no place for the table: it needs the lines '<!-- {name} -->', '<!-- end -->'.")
    README.write_text(between.sub(lambda match: f"{match[1]}{table}\n{match[2]}", text), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("only", nargs="*", metavar="|".join(TABLES), help="the tables to measure (default: all)")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    options = parser.parse_args()
    if unknown := set(options.only) - set(TABLES):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; choose from {', '.join(TABLES)}")
    cores = psutil.cpu_count()
    load = psutil.getloadavg()[0] / cores
    print(f"{platform.machine()}, {cores} cores, {torch.get_num_threads()} threads, torch {torch.__version__}")
    print(f"load before the start: {load:.1f} for each core" + (" (busy: read ratios only)" if load > 0.5 else ""))
    for name in options.only or TABLES:
        table = TABLES[name]()
        print(f"\n{name}\n{table}")
        if options.write:
            write(name, table)


if __name__ == "__main__":
    main()
