"""Drills over tokens that come before any language: copying, looking up, sums.

A small network finds the circuits that language tasks need (repeat what stood there, fetch what belongs to this key,
add two numbers) much sooner when they are practised alone, densely, over a small alphabet.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from tokenizers import Tokenizer

from lab_models.text import bpe
from lab_models.text.core import draw, is_held_out
from lab_models.text.decoder_words import COPIED
from lab_models.text.names import SYLLABLES


@dataclass(frozen=True)
class Document:
    """Token ids of one training document, and for each whether it is to be predicted."""

    ability: str
    ids: list[int]
    wanted: list[bool]


class Drills:
    """The drills of one tokenizer. `words` is the share of copied tokens that are words rather than syllables."""

    def __init__(self, tokenizer: Tokenizer, words: float = 0.5):
        of = tokenizer.token_to_id
        self.encode = lambda text: tokenizer.encode(text, add_special_tokens=False).ids
        self.syllables = [of(s) for s in SYLLABLES] + [of(s.capitalize()) for s in SYLLABLES]
        # A word made of syllables alone, such as Rome, has no token of its own.
        self.words, self.share = [of(w) for w in [*COPIED, *"0123456789"] if of(w) is not None], words
        self.bos, self.eos = of(bpe.BOS), of(bpe.EOS)
        self.colon, self.line, self.space = self.encode(":")[0], self.encode("\n")[0], self.encode(" ")[0]

    def _symbols(self, rng: random.Random, count: int) -> list[int]:
        return [rng.choice(self.words if rng.random() < self.share else self.syllables) for _ in range(count)]

    def copy(self, rng: random.Random, held: bool = False) -> Document:
        """A random sequence of 8 to 24 symbols, said twice or more."""
        block = self._symbols(rng, rng.randint(8, 24))
        if held:
            block = block[:16]
        ids = (block * 8)[:63]
        return Document(
            "drill/copy", [self.bos, *ids], [False] * (len(block) + 2) + [True] * (len(ids) - len(block) - 1)
        )

    def recall(self, rng: random.Random, held: bool = False) -> Document:
        """Lines "key: value" in any order, several of them asked again."""
        keys, lines, asked = set(), [], []
        for _ in range(rng.randint(2, 8)):
            key = tuple(self._symbols(rng, rng.randint(1, 2)))
            if key[0] not in {k[0] for k in keys}:
                keys.add(key)
                lines.append((key, tuple(self._symbols(rng, rng.randint(1, 3)))))
        asked = rng.sample(lines, min(len(lines), rng.randint(2, 4)))
        ids, wanted = [self.bos], [False]
        for place, (key, value) in enumerate([*lines, *asked]):
            head = [self.space, *key, self.colon, self.space]
            ids += [*head, *value, self.line]
            wanted += [False] * len(head) + [place >= len(lines)] * (len(value) + 1)
        return Document("drill/recall", ids, wanted)

    def sums(self, rng: random.Random, held: bool = False) -> Document:
        """Numbered calculations on unrelated operands, in the form of the step-by-step answers."""
        ids, wanted = [self.bos], [False]
        for number in range(1, rng.randint(4, 8) + 1):
            a, sign, b, result = operation(rng, held=held)
            asked, told = self.encode(f"{number}. {a} {sign} {b} ="), self.encode(f" {result}\n")
            ids += asked + told
            wanted += [False] * len(asked) + [True] * len(told)
        return Document("drill/sums", ids, wanted)


def operation(rng: random.Random, *, held: bool, start: int | None = None) -> tuple[int, str, int, int]:
    """(a, sign, b, result) with the operand tuple on the wanted side of the split; `start` fixes a.

    Sums and differences with results in 0..199: products of so few numbers could only be learned by heart.
    """

    def sample(r: random.Random) -> tuple[int, str, int]:
        a = start if start is not None else r.randint(2, 99 if r.random() < 0.7 else 199)
        most = 9 if r.random() < 0.15 else 99
        return (
            (a, "-", r.randint(2, max(2, min(a - 1, most))))
            if r.random() < 0.5 and a > 3
            else (a, "+", r.randint(2, most))
        )

    def allowed(r: random.Random) -> tuple[int, str, int]:
        while True:
            a, sign, b = sample(r)
            if 0 <= apply(a, sign, b) <= 199:
                return a, sign, b

    a, sign, b = draw(rng, allowed, "operands", held=held)
    return a, sign, b, apply(a, sign, b)


def apply(a: int, sign: str, b: int) -> int:
    """The result of one calculation."""
    return a + b if sign == "+" else a - b


def is_unseen(a: int, sign: str, b: int) -> bool:
    """Whether this operand tuple is kept for evaluation."""
    return is_held_out("operands", a, sign, b)
