"""The README's table of what the lab models can do, from lab_models/abilities.json: `python -m tools.readme`."""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
ABILITIES = ROOT / "lab_models" / "abilities.json"
HEAD = re.compile(r"(layer )?\d+(, head |\.)\d+")  # "layer 2, head 0" or "2.0"
MOST_HEADS = 4  # more conditions than that in this form are heads, and no row shows them one by one
PLACE = re.compile(r"(?<=<!-- abilities:begin -->\n).*?(?=<!-- abilities:end -->)", re.S)


def table(abilities: dict[str, dict[str, dict]]) -> str:
    """One short row per ability; what was measured under several conditions ("few_shot/4") shares its family's row."""
    rows = ["| model | ability | measured |", "|---|---|---|"]
    for model, figures in abilities.items():
        families: dict[str, dict[str, dict]] = {}
        for name, figure in figures.items():
            family, _, condition = name.partition("/")
            families.setdefault(family, {})[condition] = figure
        finder = next(iter(families.get("head", {})), "")
        card = f"[{model}](lab_models/{model}/README.md)"
        rows += [f"| {card} | `{family}` | {measured(by, finder)} |" for family, by in families.items()]
    return "\n".join(rows) + "\n"


def measured(figures: dict[str, dict], finder: str = "") -> str:
    """The figures of one ability by condition, the unit once. Of many heads: the finder's and the largest other.

    finder: the condition that names the head which finds the noun; the card lists all heads.
    """
    values = {condition: figure["value"] for condition, figure in figures.items()}
    heads = {condition: value for condition, value in values.items() if HEAD.fullmatch(condition)}
    if len(heads) > MOST_HEADS:
        found = {"the finder": heads.pop(finder)} if finder in heads else {}
        values = found | {
            f"largest of {len(heads)} other heads" if finder else f"best of {len(heads)} heads": max(heads.values())
        }
    shown = [f"{condition}: {value:.4g}" if condition else f"{value:.4g}" for condition, value in values.items()]
    return f"{' · '.join(shown)} {next(iter(figures.values()))['unit']}"


def with_table(readme: str, abilities: dict[str, dict[str, dict]]) -> str:
    """`readme` with a fresh table between its marks. Raises ValueError if they are missing."""
    if not PLACE.search(readme):
        raise ValueError("README.md lacks the lines <!-- abilities:begin --> and <!-- abilities:end -->.")
    return PLACE.sub(lambda _: table(abilities), readme)


def main() -> int:
    abilities = json.loads(ABILITIES.read_text(encoding="utf-8"))
    README.write_text(with_table(README.read_text(encoding="utf-8"), abilities), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
