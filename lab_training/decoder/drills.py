"""Drills over tokens that come before any language: copying, looking up, sums.

A small network finds the circuits that language tasks need (repeat what stood there, fetch what belongs to this key,
add two numbers) much sooner when they are practised alone, densely, over a small alphabet.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from tokenizers import Tokenizer

from lab_training.decoder import bpe, people, spellings
from lab_training.decoder.names import SYLLABLES
from lab_training.decoder.words import (
    ANIMALS,
    CITIES,
    COLOURS,
    COPIED,
    FOODS,
    OBJECTS,
    OCCUPATIONS,
    PLACES,
    SERVICES,
)
from lab_training.shared.core import draw, is_held_out

GROUPS = (ANIMALS, CITIES, COLOURS, FOODS, OBJECTS, OCCUPATIONS, PLACES, SERVICES)


ENDS = 2


@dataclass(frozen=True)
class Document:
    """Token ids of one training document, and for each whether it is to be predicted, or ENDS: the end in its place."""

    ability: str
    ids: list[int]
    wanted: list[int]


class Drills:
    """The drills of one tokenizer. `words` is the share of copied tokens that are words rather than syllables."""

    def __init__(self, tokenizer: Tokenizer, words: float = 0.5):
        of = tokenizer.token_to_id
        self.encode = lambda text: tokenizer.encode(text, add_special_tokens=False).ids
        self.syllables = [of(s) for s in SYLLABLES] + [of(s.capitalize()) for s in SYLLABLES]
        # A word made of syllables alone, such as Rome, has no token of its own.
        self.words, self.share = [of(w) for w in [*COPIED, *"0123456789"] if of(w) is not None], words
        self.bos, self.eos = of(bpe.BOS), of(bpe.EOS)
        self.all = range(len(bpe.SPECIALS), tokenizer.get_vocab_size())
        self.line = self.encode("\n")
        self.starts = [[], *(self.encode(text) for text in (" ", "Text: ", "Word: ", "Item: ", "the "))]
        self.marks = [self.encode(text) for text in (": ", " -> ", " ", "\nLabel: ", "\nGroup: ", " is ", " in ")]
        wholes = [[of(w) for w in group if of(w) is not None] for group in GROUPS]
        self.groups = [group for group in wholes if len(group) > 5]

    def _symbols(self, rng: random.Random, count: int) -> list[int]:
        return [rng.choice(self.words if rng.random() < self.share else self.syllables) for _ in range(count)]

    def copy(self, rng: random.Random, held: bool = False) -> Document:
        """A random sequence of 8 to 24 symbols, said twice or more."""
        block = self._symbols(rng, rng.randint(8, 24))
        if not held and self.share and rng.random() < 0.4:
            block = rng.choices(self.all, k=len(block))
        if held:
            block = block[:16]
        ids = (block * 8)[:63]
        return Document(
            "drill/copy", [self.bos, *ids], [False] * (len(block) + 2) + [True] * (len(ids) - len(block) - 1)
        )

    def spell(self, rng: random.Random, held: bool = False) -> Document:
        """Names and words of any spelling, said again and again in any order: their tokens follow one another.

        In a new order the first token of each could be any, so it is not to be predicted.
        """
        between = rng.choice([" ", ", ", "\n", "; ", " / ", '", "', " - ", ": "])
        terms = [self.encode(f"{term(rng, held=held)}{between}") for _ in range(rng.randint(2, 8))]
        ids, wanted = [self.bos, *sum(terms, [])], [False] * (1 + sum(map(len, terms)))
        same = rng.random() < 0.4
        while len(ids) < 110:
            for number, part in enumerate(terms if same else rng.sample(terms, len(terms))):
                ids += part
                wanted += [same and (number > 0 or len(ids) > 60), *[True] * (len(part) - 1)]
        return Document("drill/spell", ids[:127], wanted[:127])

    def recall(self, rng: random.Random, held: bool = False) -> Document:
        """Pairs of a key and a value in any order, most of them met again and again."""
        keys = {self._symbols(rng, 1)[0] for _ in range(rng.randint(2, 8))}
        values = {key: self._symbols(rng, rng.randint(1, 2)) for key in sorted(keys)}
        return self._pairs(rng, "drill/recall", [(key, key) for key in rng.choices(sorted(keys), k=32)], values)

    def classes(self, rng: random.Random, held: bool = False) -> Document:
        """Words and the label of their class, in unseen words of two to four classes."""
        groups = rng.sample(self.groups, rng.choice([2, 2, 3, 4]))
        words = [(word, place) for place, group in enumerate(groups) for word in rng.sample(group, min(12, len(group)))]
        values = {place: self._symbols(rng, rng.randint(1, 2)) for place in range(len(groups))}
        return self._pairs(rng, "drill/classes", rng.sample(words, len(words)), values)

    def _pairs(self, rng: random.Random, ability: str, asked: list, values: dict, most: int = 126) -> Document:
        """A document of (key, what decides the value) pairs; a value is to be predicted from its second time on."""
        middle, end = rng.choice(self.marks), self.line * rng.choice([1, 1, 2])
        start = rng.choice(self.starts)
        ids, wanted, seen = [self.bos], [False], set()
        for key, decides in asked:
            head, value = [*start, key, *middle], [*values[decides], *end]
            if len(ids) + len(head) + len(value) > most:
                break
            ids += head + value
            wanted += [False] * len(head) + [decides in seen] * len(value)
            seen.add(decides)
        return Document(ability, ids, wanted)

    def sums(self, rng: random.Random, held: bool = False) -> Document:
        """Numbered calculations on unrelated operands, in the form of the step-by-step answers."""
        ids, wanted = [self.bos], [False]
        for number in range(1, rng.randint(4, 8) + 1):
            a, sign, b, result = operation(rng, held=held)
            asked, told = self.encode(f"{number}. {a} {sign} {b} ="), self.encode(f" {result}\n")
            ids += asked + told
            wanted += [False] * len(asked) + [True] * len(told)
        return Document("drill/sums", ids, wanted)


def term(rng: random.Random, *, held: bool = False) -> str:
    """A name, a mail address or a word of any spelling."""
    kind = rng.choice(["person", "full_name", "company", "email", "word", "word", "word", "word", "label"])
    if kind == "word":
        return spellings.styled(rng, spellings.word(rng, held=held))
    return getattr(spellings if kind == "label" else people, kind)(rng, held=held)


def operation(rng: random.Random, *, held: bool, start: int | None = None) -> tuple[int, str, int, int]:
    """(a, sign, b, result) with the operand tuple on the wanted side of the split; `start` fixes a.

    Sums and differences with results in 0..199: products of so few numbers could only be learned by heart.
    """

    def sample(r: random.Random) -> tuple[int, str, int]:
        a = start if start is not None else r.randint(2, 99 if r.random() < 0.7 else 199)
        most = 9 if r.random() < 0.15 else 99
        return (
            (a, "-", r.randint(2, max(2, min(a - 1, most))))
            if r.random() < 0.62 and a > 3
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
