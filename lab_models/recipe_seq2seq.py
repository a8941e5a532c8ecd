"""How the seq2seq model is made: its tokenizer, its mixture of translation and summaries, its training."""
from __future__ import annotations

import json
import random
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from lab_models.nets.t5 import PAD, T5, Shape
from lab_models.text import unigram
from lab_models.text.core import Example
from lab_models.text.summary import PREFIX as SUMMARIZE
from lab_models.text.summary import summary
from lab_models.text.translation import PREFIX as TRANSLATE
from lab_models.text.translation import entry, translation
from lab_models.training import fit

MINUTES = 15.0  # about what STEPS take on two idle cores; other minutes scale the steps, not the clock
STEPS = 9000
VOCABULARY = 4700  # every word form whole: in pieces, verbs are learned late
BUILD = Path("build")
ROWS = {"translation": 64, "summary": 24}
BANDS = 3
SHARE = {"translation": 0.65, "summary": 0.35}
HASTE = 0.1  # share of training prompts without capital letter and full stop, as people type
MAKERS = {"translation": (TRANSLATE, translation), "summary": (SUMMARIZE, summary)}


def example(ability: str, rng: random.Random, held: bool = False) -> Example:
    """An example of an ability whose prompt carries its prefix."""
    prefix, make = MAKERS[ability]
    found = make(rng, held)
    return Example(ability, prefix + found.prompt, found.answer, found.held, found.meta)


def padded(rows: list[list[int]]) -> torch.Tensor:
    longest = max(map(len, rows))
    return torch.tensor([row + [PAD] * (longest - len(row)) for row in rows])


def easy(ability: str, rng: random.Random) -> Example:
    """What makes a beginning: a list of words to translate, a summary that is its own summary.

    Words alone would be learned one a prompt; in a list they are many, and the network learns to look at the right one.
    """
    if ability == "translation":
        made = [entry(rng) for _ in range(rng.randint(2, 6))]
        prompt, answer = (", ".join(texts) for texts in ([e.prompt for e in made], [e.answer for e in made]))
    else:
        prompt = answer = summary(rng).answer
    return Example(ability, MAKERS[ability][0] + prompt, answer)


def hasty(prompt: str) -> str:
    """The prompt as typed in haste; the prefix stays as it is."""
    prefix, text = prompt.split(": ", 1)
    small = text if text.startswith(("I ", "I'")) else text[0].lower() + text[1:]
    return f"{prefix}: {small.rstrip('.')}"


def batches(words: Tokenizer):
    """The batch function for `fit`: one ability and one band of lengths a batch, so that little of it is padding."""
    ready: list[list[Example]] = []

    def batch(rng: random.Random, progress: float) -> tuple[dict, list[str]]:
        if not ready:
            ability = rng.choices(list(SHARE), SHARE.values())[0]
            rows, share = ROWS[ability], max(0.1, 0.6 - 2 * progress)
            pool = sorted((easy(ability, rng) if rng.random() < share else example(ability, rng)
                           for _ in range(rows * BANDS)), key=lambda e: len(e.prompt + e.answer))
            ready.extend(pool[i:i + rows] for i in range(0, len(pool), rows))
            rng.shuffle(ready)
        examples = ready.pop()
        prompts = [hasty(e.prompt) if rng.random() < HASTE else e.prompt for e in examples]
        source, target = (padded([e.ids for e in words.encode_batch(texts)])
                          for texts in (prompts, [e.answer for e in examples]))
        return {"source": source, "target": target}, [e.ability for e in examples]
    return batch


def train(minutes: float, device: str, resume: bool, out: Path) -> None:
    """Train and write a folder that AutoTokenizer and AutoModelForSeq2SeqLM load."""
    checkpoint = BUILD / "seq2seq.pt"
    out.mkdir(parents=True, exist_ok=True)
    if resume and (out / "tokenizer.json").exists():
        words = Tokenizer.from_file(str(out / "tokenizer.json"))
    else:
        rng = random.Random(7)
        made = [example(ability, rng) for ability, n in SHARE.items() for _ in range(int(40000 * n))]
        words = unigram.train((text for e in made for text in (e.prompt, e.answer)), VOCABULARY)
        words.save(str(out / "tokenizer.json"))
        checkpoint.unlink(missing_ok=True)
    net = T5(Shape(vocab=words.get_vocab_size()))
    if resume and not checkpoint.exists() and (out / "model.safetensors").exists():
        net.load_exported(load_file(out / "model.safetensors"))
    steps = round(STEPS * minutes / MINUTES)
    fit(net, batches(words), steps=steps, lr=2.5e-3, device=device, checkpoint=checkpoint, bf16=True, memory=0.999)
    save(net, out)


def save(net: T5, out: Path) -> None:
    """Write beside tokenizer.json what else transformers asks for."""
    config = net.shape.config()
    texts = {"config.json": config, "tokenizer_config.json": unigram.SETTINGS, "generation_config.json": {
        name: config[name] for name in ("pad_token_id", "eos_token_id", "decoder_start_token_id")}}
    for name, content in texts.items():
        (out / name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    save_file(net.export(), out / "model.safetensors", metadata={"format": "pt"})
