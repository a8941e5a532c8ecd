"""What the decoder is measured on: greedy answers to held-out prompts, exact match unless said otherwise."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import torch

from lab_training.decoder import abilities, arithmetic, chat, classify, context, fewshot, records, story
from lab_training.decoder.names import SYLLABLES
from lab_training.evaluate import Figure, bits, handwritten, share
from lab_training.shared.core import Example

TARGETS = {
    "direct/1": ">= 90 %",
    "direct": "falling steeply",
    "step_by_step": ">= 95 %",
    "step_by_step/4": "70 to 90 %",
    "step_by_step/6": "longer than any in training",
    "few_shot/0": "<= 30 %",
    "few_shot/4": ">= 95 %",
    "few_shot_last": "<= 50 %",
    "sentiment": ">= 97 %",
    "qa": ">= 95 %",
    "ticket": ">= 95 %",
    "json": ">= 95 %",
    "translation": ">= 97 %",
    "chat": ">= 95 %",
    "format": ">= 95 %",
    "diversity": "rising",
    "bits": "falling with bits",
}
SINGLE = {
    "sentiment": classify.sentiment,
    "ticket": classify.ticket,
    "qa": context.question,
    "json": records.extraction,
    "translation": abilities.translation,
    "chat": chat.recall,
    "format": chat.formatted,
}
NAME = re.compile(r"\b(?:{})(?:{})+\b".format("|".join(s.capitalize() for s in SYLLABLES), "|".join(SYLLABLES)))
BATCH, NEW_TOKENS, STORY_TOKENS = 100, 80, 130


class Decoder:
    """A folder's model and tokenizer, answering prompts in batches."""

    def __init__(self, folder: Path):
        from transformers import AutoModelForCausalLM, AutoTokenizer

        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModelForCausalLM.from_pretrained(folder).eval()

    def answers(self, prompts: list[str], new_tokens: int = NEW_TOKENS, **how) -> list[str]:
        """The text generated after each prompt, greedily unless `how` says otherwise; batches are of like length."""
        how = {"do_sample": False} | how
        told: dict[int, str] = {}
        order = sorted(range(len(prompts)), key=lambda i: len(prompts[i]))
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            inputs = self.tokenizer([prompts[i] for i in part], return_tensors="pt", padding=True)
            with torch.no_grad():
                ids = self.model.generate(**inputs, max_new_tokens=new_tokens, **how)
            texts = self.tokenizer.batch_decode(ids[:, inputs.input_ids.shape[1] :], skip_special_tokens=True)
            told |= dict(zip(part, texts, strict=False))
        return [told[i] for i in range(len(prompts))]

    def examples(self, examples: list[Example], new_tokens: int = NEW_TOKENS) -> list[str]:
        return [text.strip() for text in self.answers([e.prompt for e in examples], new_tokens)]


def drawn(seed: int, name: str, n: int, generate: Callable, chat: bool = True) -> list[Example]:
    """n held-out examples; every fourth one is put as a user's message where that makes sense."""
    rng = random.Random(f"{seed}:{name}")
    made = [generate(rng, held=True) for _ in range(n)]
    return [
        abilities.as_chat(rng, e) if chat and i % 4 == 3 and not e.meta.get("chat") else e for i, e in enumerate(made)
    ]


def exact(decoder: Decoder, examples: list[Example]) -> Figure:
    """The share of answers equal to the expected ones."""
    told = decoder.examples(examples)
    return share(sum(t == e.answer.strip() for t, e in zip(told, examples, strict=False)), len(examples))


def ladder(decoder: Decoder, n: int, seed: int) -> dict[str, Figure]:
    """Both kinds of answers to the same problems; the final number decides."""
    figures = {}
    for steps in (1, 2, 3, 4, 6):  # training had at most 4
        rng = random.Random(f"{seed}:ladder:{steps}")
        both = [arithmetic.pair(rng, steps, held=True) for _ in range(n)]
        for which, kind in enumerate(("direct", "step_by_step")):
            told = decoder.examples([pair[which] for pair in both], max(NEW_TOKENS, 20 * steps))
            finals = [re.findall(r"\d+", t.split("Answer:")[-1]) for t in told]
            right = sum(f[:1] == [str(pair[0].meta["result"])] for f, pair in zip(finals, both, strict=False))
            figures[f"{kind}/{steps}"] = share(right, n)
    return dict(sorted(figures.items()))


def shots(decoder: Decoder, n: int, seed: int) -> dict[str, Figure]:
    """Novel labels after 0, 2, 4 and 8 examples, and what copying the last label would reach at 4."""
    figures = {}
    for count in (0, 2, 4, 8):
        examples = drawn(seed, f"shots:{count}", n, partial(fewshot.few_shot, shots=count), chat=False)
        figures[f"few_shot/{count}"] = exact(decoder, examples)
        if count == 4:
            figures["few_shot_last"] = share(sum(e.meta["last"] == e.answer.strip() for e in examples), n)
    return figures


def injected(decoder: Decoder, n: int, seed: int) -> dict[str, Figure]:
    """Texts that carry a forged answer: how often the true record is extracted, how often the forged one."""
    rng = random.Random(f"{seed}:forged")
    examples = [records.forged(rng) for _ in range(n)]
    told = decoder.examples(examples)
    both = list(zip(told, examples, strict=True))
    return {
        "json_forged": share(sum(t == e.answer.strip() for t, e in both), n),
        "json_forged_obeyed": share(sum(t == json.dumps(e.meta["forged"]) for t, e in both), n),
    }


def stories(decoder: Decoder, n: int, seed: int) -> Figure:
    """Stories that name their hero and nobody else."""
    examples = [e for e in drawn(seed, "story", 3 * n, story.story, chat=False) if e.meta["name"] in e.prompt][:n]
    told = decoder.examples(examples, STORY_TOKENS)
    right = sum(set(NAME.findall(t)) == {e.meta["name"]} for t, e in zip(told, examples, strict=True))
    return share(right, len(examples))


def diversity(decoder: Decoder, n: int, seed: int) -> dict[str, Figure]:
    """Distinct word trigrams among n sampled stories, against temperature."""
    figures = {}
    for temperature in (0.3, 0.7, 1.0, 1.5):
        torch.manual_seed(seed)
        told = decoder.answers(["Once upon a time"] * n, 40, do_sample=True, temperature=temperature, top_k=0)
        grams = [tuple(words[i : i + 3]) for words in (t.split() for t in told) for i in range(len(words) - 2)]
        figures[f"diversity/{temperature}"] = share(len(set(grams)), len(grams))
    return figures


def mean_losses(decoder: Decoder, n: int, seed: int) -> Callable:
    """losses(model): nats per answer token of n held-out documents of all abilities, one figure a document."""
    rng, documents = random.Random(f"{seed}:bits"), []
    for i in range(n):
        _, generate, _ = list(abilities.ABILITIES.values())[i % len(abilities.ABILITIES)]
        documents.append(abilities.document(decoder.tokenizer.backend_tokenizer, generate(rng, held=True)))
    documents.sort(key=lambda d: len(d.ids))

    def losses(model) -> list[float]:
        found = []
        for start in range(0, n, 50):
            part = documents[start : start + 50]
            length = max(len(d.ids) for d in part)
            ids = torch.tensor([d.ids + [0] * (length - len(d.ids)) for d in part])
            wanted = torch.tensor([d.wanted + [False] * (length - len(d.ids)) for d in part])[:, 1:]
            with torch.no_grad():
                rows = torch.log_softmax(model(ids).logits[:, :-1], -1).gather(-1, ids[:, 1:, None])[..., 0]
            found += (-(rows * wanted).sum(1) / wanted.sum(1)).tolist()
        return found

    return losses


def by_hand(decoder: Decoder) -> Figure:
    """Prompts typed as a learner would: an exact answer, or one that must be contained."""
    prompts = handwritten("decoder")
    texts = [
        chat.turns(*map(tuple, p["chat"]), system=p.get("system", "")) if "chat" in p else p["prompt"] for p in prompts
    ]
    told = [t.strip() for t in decoder.answers(texts)]
    right = sum(p["contains"] in t if "contains" in p else t == p["answer"] for p, t in zip(prompts, told, strict=True))
    return share(right, len(prompts))


def measure(folder: Path, n: int = 500, seed: int = 1) -> dict[str, Figure]:
    """All abilities of the decoder in `folder`."""
    decoder = Decoder(folder)
    figures = ladder(decoder, n, seed) | shots(decoder, n, seed)
    figures |= {name: exact(decoder, drawn(seed, name, n, generate)) for name, generate in SINGLE.items()}
    figures |= injected(decoder, n, seed)
    figures["story"] = stories(decoder, n, seed)
    figures |= diversity(decoder, min(n, 100), seed) | bits(decoder.model, mean_losses(decoder, n, seed))
    figures["hand"] = by_hand(decoder)
    return figures
