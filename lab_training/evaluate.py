"""Measure what the lab models can do: `python -m lab_training.evaluate [role ...] [--check] [--n 500]`.

All prompts are held out. Writes lab_models/abilities.json and the model cards; with --check it measures again and
fails if a figure moved.
Each role has a module with

    TARGETS: dict[str, str]                                    what was aimed at, per ability, in words
    measure(folder: Path, n: int, seed: int) -> dict[str, Figure]

and a card text in lab_training/<role>/card.md, in which the line `{figures}` becomes the table.
"""

from __future__ import annotations

import argparse
import copy
import importlib
import json
import math
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

HOUSE = Path(__file__).parent
MODELS = HOUSE.parent / "lab_models"
ABILITIES = MODELS / "abilities.json"
ROLES = ("encoder", "seq2seq", "decoder")
BITS = (8, 4, 3, 2)


@dataclass(frozen=True)
class Figure:
    """A measurement: value with its 95 % interval, over n cases."""

    n: int
    value: float
    low: float
    high: float
    unit: str = "%"


def share(right: int, n: int) -> Figure:
    """The share of right cases in per cent, with Wilson's interval (Wilson 1927)."""
    if n < 1:
        raise ValueError("no cases: a share needs at least one")
    z, p = 1.96, right / n
    middle, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low, high = ((middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n))
    return Figure(n, *(round(100 * x, 1) for x in (p, max(low, 0.0), min(high, 1.0))))


def average(values: list[float], unit: str) -> Figure:
    """The mean of values with 1.96 standard errors either side."""
    n, mean = len(values), sum(values) / len(values)
    error = 1.96 * math.sqrt(sum((v - mean) ** 2 for v in values) / max(n - 1, 1) / n)
    return Figure(n, *(round(x, 4) for x in (mean, mean - error, mean + error)), unit)


def handwritten(role: str, name: str = "prompts") -> list[dict]:
    """The prompts of lab_training/<role>/<name>.jsonl, typed as a learner would."""
    lines = (HOUSE / role / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def rounded(model, bits: int):
    """A copy of a torch model whose matrices are rounded to nearest at `bits` bits, one scale for each row."""
    import torch

    twin = copy.deepcopy(model)
    top = 2 ** (bits - 1) - 1
    with torch.no_grad():
        for weight in {p.data_ptr(): p for p in twin.parameters() if p.ndim == 2}.values():
            scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-12) / top
            weight.copy_((weight / scale).round().clamp(-top - 1, top) * scale)
    return twin


def bits(model, mean_loss: Callable) -> dict[str, Figure]:
    """Perplexity at 8, 4, 3 and 2 bits; mean_loss(model) -> the losses of held-out texts, in nats per token."""
    figures = {}
    for width in BITS:
        loss = average(mean_loss(rounded(model, width)), "perplexity")
        figures[f"bits/{width}"] = Figure(
            loss.n, *(round(math.exp(min(x, 20)), 3) for x in (loss.value, loss.low, loss.high)), "perplexity"
        )
    return figures


def table(figures: dict[str, dict], targets: dict[str, str]) -> str:
    """The figures as a Markdown table beside their targets; an ability without a target takes its family's."""
    lines = ["| ability | measured | 95 % interval | cases | to reach |", "|---|---|---|---|---|"]
    for name, f in figures.items():
        target = targets.get(name, targets.get(name.split("/")[0], "measured"))
        lines.append(f"| `{name}` | {f['value']:g} {f['unit']} | {f['low']:g} to {f['high']:g} | {f['n']} | {target} |")
    return "\n".join(lines)


def write(role: str, figures: dict[str, Figure], targets: dict[str, str]) -> None:
    """Store the figures of a role in abilities.json and render its card."""
    known = json.loads(ABILITIES.read_text(encoding="utf-8")) if ABILITIES.exists() else {}
    known[role] = {name: asdict(figure) for name, figure in figures.items()}
    ABILITIES.write_text(json.dumps(dict(sorted(known.items())), indent=1) + "\n", encoding="utf-8")
    text = (HOUSE / role / "card.md").read_text(encoding="utf-8")
    (MODELS / role / "README.md").write_text(text.replace("{figures}", table(known[role], targets)), encoding="utf-8")


def moved(stored: dict[str, dict], figures: dict[str, Figure]) -> list[str]:
    """Complaints about figures missing or off: by more than a point or a case in per cent, by 2 % in other units.

    The winners of a vote among samples may differ by three points.
    """
    complaints = [f"{name}: measured but not in abilities.json" for name in figures if name not in stored]
    for name, old in stored.items():
        new = figures.get(name)
        points = 3.0 if name.startswith("vote/") else max(1.0, 100 / old["n"])
        allowed = points if old["unit"] == "%" else 0.02 * abs(old["value"])
        if new is None:
            complaints.append(f"{name}: in abilities.json but not measured any more")
        elif abs(new.value - old["value"]) > allowed + 0.05:
            complaints.append(f"{name}: {old['value']:g} {old['unit']} in abilities.json, {new.value:g} measured now")
    return complaints


def main(arguments: list[str] | None = None) -> int:
    """Measure the roles asked for (all by default); the exit status is 1 if --check found a figure that moved."""
    parser = argparse.ArgumentParser(description="Measure the lab models on held-out prompts.")
    parser.add_argument("roles", nargs="*", metavar="role", help="encoder, seq2seq or decoder; all by default")
    parser.add_argument("--check", action="store_true", help="compare with abilities.json instead of writing it")
    parser.add_argument("--n", type=int, default=500, help="held-out prompts per ability")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    unknown = set(options.roles) - set(ROLES)
    if unknown:
        parser.error(f"unknown role {', '.join(sorted(unknown))}: choose from {', '.join(ROLES)}")
    stored = json.loads(ABILITIES.read_text(encoding="utf-8")) if options.check else {}
    complaints = []
    for role in options.roles or ROLES:
        module, begun = importlib.import_module(f"lab_training.{role}.evaluate"), time.monotonic()
        figures = module.measure(MODELS / role, options.n, options.seed)
        print(
            f"## {role} ({time.monotonic() - begun:.0f} s)\n\n"
            + table({name: asdict(figure) for name, figure in figures.items()}, module.TARGETS)
            + "\n",
            flush=True,
        )
        if options.check:
            complaints += [f"{role}/{c}" for c in moved(stored.get(role, {}), figures)]
        else:
            write(role, figures, module.TARGETS)
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
