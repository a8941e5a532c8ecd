"""The README's table of what the lab models can do, from lab_models/abilities.json: `python -m tools.readme`."""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
ABILITIES = ROOT / "lab_models" / "abilities.json"
PLACE = re.compile(r"(?<=<!-- abilities:begin -->\n).*?(?=<!-- abilities:end -->)", re.S)


def table(abilities: dict[str, dict[str, dict]]) -> str:
    """One row per ability; those measured under several conditions ("few_shot/4") share the row of their family."""
    rows = ["| model | ability | measured |", "|---|---|---|"]
    for model, figures in abilities.items():
        families: dict[str, list[str]] = {}
        for name, figure in figures.items():
            family, _, condition = name.partition("/")
            value = f"{figure['value']:g} {figure['unit']}"
            families.setdefault(family, []).append(f"{condition}: {value}" if condition else value)
        card = f"[{model}](lab_models/{model}/README.md)"
        rows += [f"| {card} | `{family}` | {' · '.join(values)} |" for family, values in families.items()]
    return "\n".join(rows) + "\n"


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
