"""What all text generators share: the form of an example, and the rule for what is held out."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, field
from functools import lru_cache


@dataclass(frozen=True)
class Example:
    """One exercise for a model. `held` tells the held-out combination it was drawn from, as (kind, *parts)."""

    ability: str
    prompt: str
    answer: str
    held: tuple[tuple[str, ...], ...] = ()
    meta: dict = field(default_factory=dict, compare=False)


@lru_cache(maxsize=1 << 17)
def is_held_out(kind: str, *parts: object, share: float = 0.2) -> bool:
    """Whether a combination (an operand tuple, a name, a word pair, a frame) is reserved for evaluation.

    Decided by a hash of the combination alone: no list to keep, the same on every machine and in every run.
    """
    digest = hashlib.sha256("|".join([kind, *map(str, parts)]).encode()).digest()
    return int.from_bytes(digest[:8], "big") < share * 2**64


def draw(rng: random.Random, sample, kind: str, *, held: bool, share: float = 0.2, tries: int = 2000):
    """Call `sample(rng)` until its value, a tuple, is on the wanted side of the split of `kind`."""
    for _ in range(tries):
        value = sample(rng)
        if is_held_out(kind, *value, share=share) == held:
            return value
    wanted = "held-out" if held else "training"
    raise ValueError(f"no {wanted} value of kind {kind!r} in {tries} draws: widen its vocabulary")


def side(kind: str, items, *, held: bool, share: float = 0.2) -> list:
    """The items on one side of the split, for closed lists such as sentence frames."""
    return [item for item in items if is_held_out(kind, item, share=share) == held]
