"""Train a lab model: `python -m lab_training.train encoder|seq2seq|decoder`; `--help` tells the options.

On two CPU cores, two processes with a thread each are nearly twice as fast as one with two threads:
`OMP_NUM_THREADS=1 torchrun --nproc-per-node 2 -m lab_training.train decoder`. An accelerator waits for its text
unless several processes write it: `--device cuda --workers 15`.

lab_training/<role>/recipe.py has MINUTES and train(minutes, device, resume, out), which writes a folder that
transformers' Auto classes load. Only torch, tokenizers and safetensors are needed. Checkpoints go to
build/.
"""

from __future__ import annotations

import argparse
import importlib
import os
from datetime import timedelta
from pathlib import Path

import torch

ROLES = ("encoder", "seq2seq", "decoder")
MODELS = Path(__file__).parents[1] / "lab_models"


def main(arguments: list[str] | None = None) -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description="Train a lab model from text that this repository writes.")
    parser.add_argument("role", choices=ROLES)
    parser.add_argument("--minutes", type=float, help="wall-clock budget; by default what the role's recipe asks for")
    parser.add_argument("--device", default="cpu", help="cpu, cuda or mps")
    parser.add_argument("--workers", type=int, default=0, help="processes that write the text; by default none")
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on from the checkpoint in build/, or else from the weights in the repository",
    )
    parser.add_argument("--out", type=Path, help="folder to write; by default lab_models/<role>")
    options = parser.parse_args(arguments)
    if options.workers and options.role != "decoder":
        parser.error(f"--workers: the {options.role} writes its own text; only the decoder's is written by others")
    if int(os.environ.get("WORLD_SIZE", 1)) > 1:
        torch.distributed.init_process_group("gloo", timeout=timedelta(minutes=30))
    recipe = importlib.import_module(f"lab_training.{options.role}.recipe")
    recipe.train(
        options.minutes or recipe.MINUTES,
        options.device,
        options.resume,
        options.out or MODELS / options.role,
        **({"workers": options.workers} if options.workers else {}),
    )


if __name__ == "__main__":
    main()
