"""How the decoder is trained: drills first (copying; looking up and sums), then all abilities with drills replayed."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from lab_training import loop
from lab_training.decoder import bpe, packing
from lab_training.decoder.abilities import measured
from lab_training.decoder.drills import Document, Drills
from lab_training.decoder.mixture import DRILLS, Mixture, corpus, document
from lab_training.decoder.net import Llama, Shape
from lab_training.decoder.words import SOLID
from lab_training.shared.core import Example

MINUTES = 100
TOKENS, LENGTHS = 4096, (128, 256, 512)
LARGER = 8  # times as many tokens a step on an accelerator, where a step of 4,096 would be overhead alone
BUILD = Path(__file__).parents[2] / "build" / "decoder"
# name, share of the time, peak learning rate, what is left of it at the end, and the figures that end the phase early
PHASES = [
    ("copying", 0.10, 2e-3, 0.9, {"drill/copy": 0.9}),
    ("drills", 0.15, 2e-3, 0.4, {"drill/sums": 0.97, "drill/recall": 0.9, "drill/classes": 0.9}),
    ("abilities", 0.75, 3e-3, 0.03, {}),
]
AGAIN = ("again", 1.0, 1.5e-3, 0.02, {})  # for weights that went through all phases


def tokenizer(out: Path) -> Tokenizer:
    """The published tokenizer, on which lesson 03 rests; where there is none, one learned from text, in build/."""
    if (out / "tokenizer.json").exists():
        return Tokenizer.from_file(str(out / "tokenizer.json"))
    path = BUILD / "tokenizer.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Through a file of its own: processes that train together may all be here at once.
        part = path.with_suffix(f".{loop.ranks()[0]}")
        bpe.train(corpus(random.Random("tokenizer")), SOLID, Shape().vocab).save(str(part))
        part.replace(path)
    return Tokenizer.from_file(str(path))


def sampler(phase: str, tok: Tokenizer, weights: dict[str, float] | None = None) -> Callable:
    """sample(rng, progress) of a phase."""
    plain, full, mixture = Drills(tok, words=0.0), Drills(tok), Mixture(tok, weights=weights)
    if phase == "copying":
        return lambda rng, progress: rng.choices([plain.copy, full.sums], [5, 1])[0](rng)
    if phase == "drills":
        makers = [plain.copy, full.copy, full.spell, plain.recall, full.recall, full.classes, full.sums]
        return lambda rng, progress: rng.choices(makers, [0.5, 2, 3, 1, 2, 2, 5])[0](rng)
    return mixture.sample if phase == "abilities" else lambda rng, progress: mixture.sample(rng, 1.0)


def asked(tok: Tokenizer, example: Example) -> Document:
    """The prompt and its one answer: what an example asks for on the way is not counted."""
    return document(tok, replace(example, meta={"chat": example.meta.get("chat")}))


def watch(phase: str, tok: Tokenizer, device: str, gate: dict[str, float], save: Callable, n: int = 16) -> Callable:
    """An `each_log`: measure held-out answers (right from end to end), keep the weights, end the phase at its gate."""
    drills = Drills(tok, words=0.0) if phase == "copying" else Drills(tok)
    makers = {f"drill/{name}": partial(getattr(drills, name), held=True) for name in DRILLS}
    if phase in ("abilities", "again"):
        makers |= {name: lambda rng, f=figure: asked(tok, f.held(rng)) for name, figure in measured().items()}

    def each(net, progress: float) -> None:
        net.eval()
        found = {}
        for name, make in makers.items():
            rng = random.Random(f"watch:{name}")
            found[name] = round(packing.exact(net, [make(rng) for _ in range(n)], 512, device), 3)
        net.train()
        print(json.dumps({"phase": phase, "held_out": found}), flush=True)
        save(net)
        if gate and all(found[name] >= least for name, least in gate.items()):
            raise StopIteration

    return each


def export(net: Llama, tok: Tokenizer, out: Path) -> None:
    """Write the folder that transformers loads."""
    out.mkdir(parents=True, exist_ok=True)
    of = tok.token_to_id
    ends = [of(bpe.EOS), of(bpe.END)]
    state = {name: p.detach().float().cpu().contiguous() for name, p in net.state_dict().items()}
    save_file(state, str(out / "model.safetensors"), metadata={"format": "pt"})
    tok.save(str(out / "tokenizer.json"))
    config = net.shape.config(bos=of(bpe.BOS), eos=ends, pad=of(bpe.PAD))
    generation = {"bos_token_id": of(bpe.BOS), "eos_token_id": ends, "pad_token_id": of(bpe.PAD)}
    for name, content in (
        ("config", config),
        ("generation_config", generation),
        ("tokenizer_config", bpe.settings(net.shape.context)),
    ):
        (out / f"{name}.json").write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def load(folder: Path) -> tuple[Llama, Tokenizer]:
    """The network and tokenizer of an exported folder, for going on with loop."""
    net = Llama()
    net.load_state_dict(load_file(str(folder / "model.safetensors")))
    return net, Tokenizer.from_file(str(folder / "tokenizer.json"))


def train(
    minutes: float,
    device: str = "cpu",
    resume: bool = False,
    out: Path = Path("lab_models/decoder"),
    workers: int = 0,
) -> None:
    """All phases in `minutes`; with `resume`, go on with the phase in build/, or train the committed weights again."""
    torch.manual_seed(0)
    checkpoints = {name: BUILD / f"{name}.pt" for name, *_ in (*PHASES, AGAIN)}
    if not resume:
        for path in checkpoints.values():
            path.unlink(missing_ok=True)
    begun = [place for place, path in enumerate(checkpoints.values()) if path.exists()]
    if len(PHASES) in begun or (resume and not begun):
        (net, tok), phases = load(out), [AGAIN]
    else:
        net, tok, phases = Llama(), tokenizer(out), PHASES[max(begun, default=0) :]
    larger = 1 if device == "cpu" else LARGER
    for name, part, lr, floor, gate in phases:

        def save(n):
            return export(n, tok, BUILD / "latest")

        loop.fit(
            net,
            packing.batches(sampler(name, tok), larger * TOKENS // loop.ranks()[1], LENGTHS),
            steps=0,
            minutes=minutes * part,
            lr=lr,
            floor=floor,
            device=device,
            checkpoint=checkpoints[name],
            bf16=True,
            workers=workers,
            log_every=100 if gate else 500 * (3 if larger > 1 else 1),
            each_log=watch(name, tok, device, gate, save),
        )
    if loop.ranks()[0] == 0:
        export(net, tok, out)
        for path in checkpoints.values():  # the next --resume begins with these weights
            path.unlink(missing_ok=True)
