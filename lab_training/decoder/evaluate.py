"""What the decoder is measured on: greedy answers to held-out prompts, judged as the registry says."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import torch
from torch.nn import functional as F

from lab_training.decoder import arithmetic, chat, mixture, packing, records
from lab_training.decoder.abilities import ABILITIES, Measured, final, measured
from lab_training.decoder.net import IGNORE
from lab_training.evaluate import Figure, bits, handwritten, share
from lab_training.shared.core import Example

# What is not a share of right answers to prompts of the registry.
OTHERS = {
    "few_shot_last": "<= 50 %: what copying the last label would score",
    "json_forged": "measured",
    "json_forged_obeyed": "measured",
    "vote": "measured: 15 samples at T = 0.7 and greedy, on the same problems",
    "diversity": "rising",
    "bits": "falling with bits",
    "hand": ">= 90 %",
    "learner": ">= 75 %",
}
TARGETS = {name: figure.target for name, figure in measured().items()} | OTHERS
BATCH, NEW_TOKENS = 100, 80
VOTERS, VOTED = 15, (5, 6)
SAMPLED = {"do_sample": True, "temperature": 0.7, "top_k": 0}


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


def drawn(seed: int, name: str, n: int, figure: Measured) -> list[Example]:
    """n held-out examples; every fourth one is put as a user's message where that makes sense."""
    rng = random.Random(f"{seed}:{name}")
    made = [figure.held(rng) for _ in range(n)]
    if not figure.as_chat:
        return made
    return [mixture.as_chat(rng, e) if i % 4 == 3 and not e.meta.get("chat") else e for i, e in enumerate(made)]


def registry(decoder: Decoder, n: int, seed: int) -> dict[str, Figure]:
    """Every figure of the registry, and what copying the last label would reach at four examples."""
    figures = {}
    for name, figure in measured().items():
        examples = drawn(seed, name, n, figure)
        told = decoder.examples(examples, figure.tokens)
        figures[name] = share(sum(figure.right(t, e) for t, e in zip(told, examples, strict=True)), n)
        if name == "few_shot/4":
            figures["few_shot_last"] = share(sum(e.meta["last"] == e.answer.strip() for e in examples), n)
    return figures


def votes(decoder: Decoder, n: int, seed: int) -> dict[str, Figure]:
    """Greedy answers, and the most frequent of sampled ones (Wang et al. 2022), to the same problems."""
    figures = {}
    for steps in VOTED:
        rng = random.Random(f"{seed}:vote:{steps}")
        examples = [arithmetic.pair(rng, steps, held=True)[1] for _ in range(n)]
        prompts = [e.prompt for e in examples]
        greedy = decoder.answers(prompts, 20 * steps)
        torch.manual_seed(seed)
        sampled = [decoder.answers(prompts, 20 * steps, **SAMPLED) for _ in range(VOTERS)]
        right = won = 0
        for example, first, *others in zip(examples, greedy, *sampled, strict=True):
            right += final(first, example)
            counted = Counter(told.split("Answer:")[-1].strip() for told in others if "Answer:" in told)
            won += bool(counted) and counted.most_common(1)[0][0] == str(example.meta["result"])
        figures |= {f"vote/{steps}_greedy": share(right, n), f"vote/{steps}_of_{VOTERS}": share(won, n)}
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
        ability = list(ABILITIES.values())[i % len(ABILITIES)]
        documents.append(mixture.document(decoder.tokenizer.backend_tokenizer, ability.generate(rng, held=True)))
    documents.sort(key=lambda d: len(d.ids))

    def losses(model) -> list[float]:
        found = []
        for start in range(0, n, 50):
            part = documents[start : start + 50]
            inputs, _ = packing.tensors([[d] for d in part], max(len(d.ids) for d in part))
            target = inputs["target"]
            with torch.no_grad():
                logits = model(inputs["ids"]).logits
            rows = F.cross_entropy(logits.transpose(1, 2), target, ignore_index=IGNORE, reduction="none")
            found += (rows.sum(1) / (target != IGNORE).sum(1)).tolist()
        return found

    return losses


def typed(decoder: Decoder, name: str) -> list[tuple[dict, str, bool]]:
    """Prompts typed by hand, each with the answer, and whether it is the exact one or contains what it must."""
    prompts = handwritten("decoder", name)
    texts = [
        chat.turns(*map(tuple, p["chat"]), system=p.get("system", "")) if "chat" in p else p["prompt"] for p in prompts
    ]
    told = [t.strip() for t in decoder.answers(texts, 120)]
    right = [p["contains"] in t if "contains" in p else t == p["answer"] for p, t in zip(prompts, told, strict=True)]
    return list(zip(prompts, told, right, strict=True))


def by_hand(decoder: Decoder) -> dict[str, Figure]:
    """The prompts of prompts.jsonl, and those of learner.jsonl for each ability."""
    rights = [right for _, _, right in typed(decoder, "prompts")]
    figures = {"hand": share(sum(rights), len(rights))}
    by_ability: dict[str, list[bool]] = {}
    for prompt, _, right in typed(decoder, "learner"):
        by_ability.setdefault(prompt["ability"], []).append(right)
    return figures | {f"learner/{name}": share(sum(rights), len(rights)) for name, rights in by_ability.items()}


def measure(folder: Path, n: int = 500, seed: int = 1) -> dict[str, Figure]:
    """All abilities of the decoder in `folder`."""
    decoder = Decoder(folder)
    figures = registry(decoder, n, seed) | injected(decoder, n, seed) | votes(decoder, n, seed)
    figures |= diversity(decoder, min(n, 100), seed) | bits(decoder.model, mean_losses(decoder, n, seed))
    return figures | by_hand(decoder)
