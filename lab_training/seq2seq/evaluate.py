"""What the seq2seq model can do: translations and summaries exact, and whether its cross-attention aligns words."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import torch
from torch.nn import functional as F

from lab_training.evaluate import Figure, bits, handwritten, share
from lab_training.seq2seq.recipe import MAKERS, example
from lab_training.shared import lexicon
from lab_training.shared.core import Example

TARGETS = {
    "translation": ">= 97 %, unseen word pairs or frames",
    "translation/known": "sentences as in training",
    "translation/frame": "frames never seen",
    "translation/handwritten": "as a learner would type",
    "summary": ">= 95 %, unseen frames and pairs of facts",
    "summary/known": "reports as in training",
    "summary/handwritten": "as a learner would type",
    "alignment": "measured; the head that aligns best",
    "bits": "rising as bits fall",
}


def load(folder: Path):
    """The tokenizer and the model, with attention maps to look at."""
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    model = AutoModelForSeq2SeqLM.from_pretrained(folder, attn_implementation="eager").eval()
    return AutoTokenizer.from_pretrained(folder), model


@torch.no_grad()
def answers(tokenizer, model, prompts: list[str], rows: int = 250) -> list[str]:
    """Greedy answers, of at most 80 tokens."""
    said = []
    for i in range(0, len(prompts), rows):
        batch = tokenizer(prompts[i : i + rows], return_tensors="pt", padding=True)
        out = model.generate(**batch, max_new_tokens=80, do_sample=False, num_beams=1)
        said += tokenizer.batch_decode(out, skip_special_tokens=True)
    return said


def exact(tokenizer, model, examples: list[Example]) -> Figure:
    """The share of examples answered word for word."""
    said = answers(tokenizer, model, [e.prompt for e in examples])
    return share(sum(text == e.answer for text, e in zip(said, examples, strict=True)), len(examples))


def typed(tokenizer, model) -> dict[str, Figure]:
    """The handwritten prompts, per ability; a prompt may allow several answers."""
    rows = handwritten("seq2seq")
    said = answers(tokenizer, model, [MAKERS[row["ability"]][0] + row["prompt"] for row in rows])
    right = defaultdict(list)
    for row, text in zip(rows, said, strict=True):
        right[row["ability"]].append(text in row["answers"])
    return {f"{ability}/handwritten": share(sum(marks), len(marks)) for ability, marks in right.items()}


def losses(tokenizer, model, examples: list[Example]) -> list[float]:
    """Nats per answer token, one number an example."""
    nats = []
    for i in range(0, len(examples), 250):
        part = examples[i : i + 250]
        source = tokenizer([e.prompt for e in part], return_tensors="pt", padding=True)
        labels = tokenizer([e.answer for e in part], return_tensors="pt", padding=True).input_ids
        labels[labels == tokenizer.pad_token_id] = -100
        with torch.no_grad():
            logits = model(**source, labels=labels).logits
        loss = F.cross_entropy(logits.transpose(1, 2), labels, reduction="none")
        nats += (loss.sum(1) / (labels != -100).sum(1)).tolist()
    return nats


def dictionary() -> dict[str, set[str]]:
    """The English forms that a French word form of the lexicon may stand for."""
    means = defaultdict(set)
    for n in lexicon.NOUNS:
        means[n.fr].add(n.en)
        means[n.fr_plural].add(n.en_plural)
    for a in lexicon.ADJECTIVES:
        for form in a.fr.values():
            means[form].add(a.en)
    for v in lexicon.VERBS:
        for form in v.forms.values():
            means[form] |= {v.en, lexicon.add_s(v.en), v.en_past}
    return means


def word_links(source: list[str], target: list[str], means: dict) -> list[tuple[int, int]]:
    """Positions (in target, in source) of words that translate each other, where only one source word can."""
    english = [token.lstrip("▁").lower() for token in source]
    links = []
    for i, token in enumerate(target):
        forms = means.get(token.lstrip("▁").lower(), ())
        found = [j for j, word in enumerate(english) if word in forms]
        if len(found) == 1:
            links.append((i, found[0]))
    return links


@torch.no_grad()
def alignment(tokenizer, model, examples: list[Example]) -> dict[str, Figure]:
    """Per cross-attention head (layer.head): how often the word about to be written is looked at most in the source."""
    means, hits, total = dictionary(), 0, 0
    for e in examples:
        source, labels = tokenizer(e.prompt, return_tensors="pt"), tokenizer(e.answer, return_tensors="pt").input_ids
        maps = torch.cat(model(**source, labels=labels, output_attentions=True).cross_attentions)
        # maps: [layers, heads, target, source]
        tokens = [tokenizer.convert_ids_to_tokens(ids[0].tolist()) for ids in (source.input_ids, labels)]
        links = word_links(*tokens, means)
        top = maps.argmax(-1)
        hits = hits + sum((top[:, :, i] == j).long() for i, j in links)
        total += len(links)
    return {
        f"alignment/{layer}.{head}": share(int(hits[layer, head]), total)
        for layer in range(hits.shape[0])
        for head in range(hits.shape[1])
    }


def measure(folder: Path, n: int, seed: int) -> dict[str, Figure]:
    """All figures of the model in `folder`, on n prompts per ability."""
    tokenizer, model = load(folder)
    rng = random.Random(seed)
    drawn = {
        (ability, held): [example(ability, rng, held) for _ in range(n)] for ability in MAKERS for held in (True, False)
    }
    figures = {
        ability if held else f"{ability}/known": exact(tokenizer, model, examples)
        for (ability, held), examples in drawn.items()
    }
    framed = [e for e in drawn["translation", True] if any(part[0] == "translation-frame" for part in e.held)]
    figures["translation/frame"] = exact(tokenizer, model, framed)
    figures |= typed(tokenizer, model)
    figures |= alignment(tokenizer, model, drawn["translation", True])
    held = drawn["translation", True] + drawn["summary", True]
    return figures | bits(model, lambda twin: losses(tokenizer, twin, held))
