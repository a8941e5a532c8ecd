"""The README's six lines on what the lab models can do, from lab_models/abilities.json: `python -m tools.readme`."""

import json
import re
import sys

from tools.notebooks import ROOT

README = ROOT / "README.md"
ABILITIES = ROOT / "lab_models" / "abilities.json"
PLACE = re.compile(r"(?<=<!-- abilities:begin -->\n).*?(?=<!-- abilities:end -->)", re.S)
# model, ability, what it is in words: the two of each model that lessons lean on most
SHOWN = [
    ("decoder", "few_shot/4", "gives a new item the label that four examples explain"),
    ("decoder", "step_by_step/3", "solves problems of three sums, step by step"),
    ("encoder", "pronoun", "finds the noun that *it* points to"),
    ("encoder", "classification/sentiment", "sorts opinions into positive and negative"),
    ("seq2seq", "translation", "translates English sentences of its grammar into French"),
    ("seq2seq", "summary", "sums up an incident report in one sentence"),
]


def table(abilities: dict[str, dict[str, dict]]) -> str:
    """One row for each of SHOWN, with the share of held-out prompts answered right."""
    rows = ["| model | what it does | right, of held-out prompts |", "|---|---|---|"]
    for model, ability, words in SHOWN:
        figure = abilities[model][ability]
        rows.append(f"| [{model}](lab_models/{model}/README.md) | {words} | {figure['value']:g} {figure['unit']} |")
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
