"""How the seq2seq model is made: its tokenizer, its mixture of translation and summaries, its training."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from lab_training.loop import fit, ranks
from lab_training.seq2seq import unigram
from lab_training.seq2seq.net import PAD, T5, Shape
from lab_training.seq2seq.summary import PREFIX as SUMMARIZE
from lab_training.seq2seq.summary import summary
from lab_training.seq2seq.translation import PREFIX as TRANSLATE
from lab_training.seq2seq.translation import entry, translation
from lab_training.shared import lexicon
from lab_training.shared.core import Example

MINUTES = 15.0  # about what STEPS take on two idle cores; other minutes scale the steps, not the clock
STEPS = 9000
VOCABULARY = 4700  # every word form whole: in pieces, verbs are learned late
BUILD = Path("build")
ROWS = {"translation": 64, "summary": 24}
BANDS = 3
SHARE = {"translation": 0.7, "summary": 0.3}
COPY = "copy: "
ALPHABET = sorted({noun.en for noun in lexicon.NOUNS if noun.en.isalpha() and noun.en.islower()})[::5]
COPYING = 0.1  # of the steps, at the beginning
GAPS = 0.15  # share of the words left out of a report in half of the summaries of training
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


def copying(rng: random.Random) -> Example:
    """Nouns of a small alphabet in any order, to be said again.

    To know which word comes next, a decoder must find in the source what followed the word it has just said. Over few
    words that is learned in 500 steps, and then carries over to translation; over all words at once it is not found
    in 9,000.
    """
    text = " ".join(rng.choices(ALPHABET, k=rng.randint(3, 14)))
    return Example("copy", COPY + text, text)


def hasty(prompt: str) -> str:
    """The prompt as typed in haste; the prefix stays as it is."""
    prefix, text = prompt.split(": ", 1)
    small = text if text.startswith(("I ", "I'")) else text[0].lower() + text[1:]
    return f"{prefix}: {small.rstrip('.')}"


def gappy(rng: random.Random, e: Example) -> str:
    """The prompt without some of the words that its answer does not repeat: no single one can stand for a frame."""
    prefix, text = e.prompt.split(": ", 1)
    kept = set(re.findall(r"\w+", e.answer))
    words = [word for word in text.split() if kept & set(re.findall(r"\w+", word)) or rng.random() > GAPS]
    return f"{prefix}: {' '.join(words)}"


def typed(rng: random.Random, e: Example) -> str:
    """The prompt as training shows it."""
    if e.ability == "summary" and rng.random() < 0.5:
        return gappy(rng, e)
    return hasty(e.prompt) if rng.random() < HASTE else e.prompt


def batches(words: Tokenizer, begun: float = 0.0):
    """The batch function for `fit`: one ability and one band of lengths a batch, so that little of it is padding.

    A training that goes on has `begun`: the share of the beginner's exercises that lies behind it.
    """
    ready: list[list[Example]] = []

    def draw(rng: random.Random, ability: str, progress: float) -> Example:
        if rng.random() < max(0.03, 0.2 - progress / 2):
            return copying(rng)
        return easy(ability, rng) if rng.random() < max(0.1, 0.8 - 2 * progress) else example(ability, rng)

    def batch(rng: random.Random, progress: float) -> tuple[dict, list[str]]:
        progress = begun + (1 - begun) * progress
        if progress < COPYING:
            return tensors(rng, [copying(rng) for _ in range(ROWS["translation"])])
        if not ready:
            ability = rng.choices(list(SHARE), SHARE.values())[0]
            rows = ROWS[ability]
            pool = sorted(
                (draw(rng, ability, progress) for _ in range(rows * BANDS)), key=lambda e: len(e.prompt + e.answer)
            )
            ready.extend(pool[i : i + rows] for i in range(0, len(pool), rows))
            rng.shuffle(ready)
        return tensors(rng, ready.pop())

    def tensors(rng: random.Random, examples: list[Example]) -> tuple[dict, list[str]]:
        source, target = (
            padded([e.ids for e in words.encode_batch(texts)])
            for texts in ([typed(rng, e) for e in examples], [e.answer for e in examples])
        )
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
        made += [copying(rng) for _ in range(1000)]
        words = unigram.train((text for e in made for text in (e.prompt, e.answer)), VOCABULARY)
        words.save(str(out / "tokenizer.json"))
        checkpoint.unlink(missing_ok=True)
    net, begun = T5(Shape(vocab=words.get_vocab_size())), 0.0
    if resume and not checkpoint.exists() and (out / "model.safetensors").exists():
        begun, checkpoint = 0.5, BUILD / "seq2seq_again.pt"
        net.load_exported(load_file(out / "model.safetensors"))
    steps = round(STEPS * minutes / MINUTES)
    fit(
        net, batches(words, begun), steps=steps, lr=1.5e-3, device=device, checkpoint=checkpoint, bf16=True, memory=0.98
    )
    if ranks()[0] == 0:
        save(net, out)
        checkpoint.unlink()  # the next --resume begins with these weights


def save(net: T5, out: Path) -> None:
    """Write beside tokenizer.json what else transformers asks for."""
    config = net.shape.config()
    texts = {
        "config.json": config,
        "tokenizer_config.json": unigram.SETTINGS,
        "generation_config.json": {
            name: config[name] for name in ("pad_token_id", "eos_token_id", "decoder_start_token_id")
        },
    }
    for name, content in texts.items():
        (out / name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    save_file(net.export(), out / "model.safetensors", metadata={"format": "pt"})
