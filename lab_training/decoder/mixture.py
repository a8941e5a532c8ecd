"""Documents of the training mixture: abilities and drills in their proportion, tokenized, some of them as a chat."""

from __future__ import annotations

import random
from dataclasses import replace

from tokenizers import Tokenizer

from lab_training.decoder import bpe, chat
from lab_training.decoder.abilities import ABILITIES
from lab_training.decoder.drills import ENDS, Document, Drills
from lab_training.shared.core import Example

DRILLS = {"copy": 4.0, "spell": 11.0, "recall": 3.0, "classes": 2.0, "sums": 3.0}
JOINED = 0.012  # of the documents are several in one, so that every position of the context is trained


def as_chat(rng: random.Random, example: Example) -> Example:
    """The same exercise as a user's message."""
    prompt = chat.turns((example.prompt, ""), system=rng.choice(chat.SYSTEMS))
    return replace(example, prompt=prompt, answer=example.answer.strip(), meta={"chat": True})


def document(tokenizer: Tokenizer, example: Example) -> Document:
    """Prompt and answer tokenized apart, as at inference; the answer and its end are to be predicted.

    A prompt may bring segments of its own, of which some are to be predicted as well.
    """
    ids, wanted = [tokenizer.token_to_id(bpe.BOS)], [False]
    end = bpe.END if example.meta.get("chat") else bpe.EOS
    for text, predicted in [*example.meta.get("segments", [(example.prompt, False)]), (example.answer + end, True)]:
        part = tokenizer.encode(text, add_special_tokens=False).ids
        # Asked alone, an answer on the way would have been the last one.
        ended = ENDS if wanted[-1] and ids[-1] != tokenizer.token_to_id(bpe.END) and not predicted else predicted
        ids += part
        wanted += [ended, *[predicted] * (len(part) - 1)][: len(part)]
    return Document(example.ability, ids, wanted)


class Mixture:
    """sample(rng, progress) -> Document, from the abilities and the drills.

    The drills begin with three times their weight: abilities grow on them, and must not forget them.
    """

    def __init__(self, tokenizer: Tokenizer, weights: dict[str, float] | None = None):
        self.tokenizer, self.drills = tokenizer, Drills(tokenizer)
        self.weights = {name: ability.weight * (weights or {}).get(name, 1.0) for name, ability in ABILITIES.items()}
        self.names = [*self.weights, *(f"drill/{name}" for name in DRILLS)]

    def sample(self, rng: random.Random, progress: float = 0.0) -> Document:
        replay = max(1.0, 3 - 6 * progress)
        weights = [*self.weights.values(), *(weight * replay for weight in DRILLS.values())]
        made = self.make(rng, rng.choices(self.names, weights)[0], held=False)
        while rng.random() < JOINED or (made.ability == "joined" and len(made.ids) < 400):
            more = self.make(rng, rng.choices(self.names, weights)[0], held=False)
            made = Document("joined", made.ids + more.ids, made.wanted + more.wanted)
        return made

    def make(self, rng: random.Random, name: str, *, held: bool) -> Document:
        """One document of the named ability or drill."""
        if name.startswith("drill/"):
            return getattr(self.drills, name.split("/")[1])(rng, held=held)
        ability = ABILITIES[name]
        example = ability.generate(rng, held=held)
        if ability.chat and rng.random() < 0.2:
            example = as_chat(rng, example)
        return document(self.tokenizer, example)


def corpus(rng: random.Random, each: int = 1500) -> list[str]:
    """Training text of all abilities, from which the tokenizer learns its merges."""
    made = [ability.generate(rng, held=False) for ability in ABILITIES.values() for _ in range(each)]
    return [e.prompt + e.answer for e in made]
