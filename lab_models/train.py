"""Train a lab model: `python -m lab_models.train encoder|seq2seq|decoder [--minutes M] [--device D] [--resume]`.

Each role has a module lab_models/recipe_<role>.py with MINUTES and train(minutes, device, resume, out), which writes
a folder that transformers' Auto classes load. Only torch, tokenizers and safetensors are needed. Checkpoints go to
build/.
"""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

ROLES = ("encoder", "seq2seq", "decoder")
HOUSE = Path(__file__).parent


def main(arguments: list[str] | None = None) -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description="Train a lab model from text that this repository writes.")
    parser.add_argument("role", choices=ROLES)
    parser.add_argument("--minutes", type=float, help="wall-clock budget; by default what the role's recipe asks for")
    parser.add_argument("--device", default="cpu", help="cpu, cuda or mps")
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on from the checkpoint in build/, or else from the weights in the repository",
    )
    parser.add_argument("--out", type=Path, help="folder to write; by default lab_models/<role>")
    options = parser.parse_args(arguments)
    recipe = importlib.import_module(f"lab_models.recipe_{options.role}")
    recipe.train(options.minutes or recipe.MINUTES, options.device, options.resume, options.out or HOUSE / options.role)


if __name__ == "__main__":
    main()
