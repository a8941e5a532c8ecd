"""Names for the decoder's texts: mostly invented ones, now and then a familiar one such as Anna or Acme."""

from __future__ import annotations

import random

from lab_training.decoder import names
from lab_training.decoder.words import COMPANIES, FIRST_NAMES, SURNAMES

SHARE = 0.2  # of familiar names in training; evaluation has none, they would not be unseen


def person(rng: random.Random, *, held: bool = False) -> str:
    """A first name."""
    return rng.choice(FIRST_NAMES) if not held and rng.random() < SHARE else names.person(rng, held=held)


def full_name(rng: random.Random, *, held: bool = False) -> str:
    """A first name and a surname."""
    if not held and rng.random() < SHARE:
        return f"{rng.choice(FIRST_NAMES)} {rng.choice(SURNAMES)}"
    return names.full_name(rng, held=held)


def company(rng: random.Random, *, held: bool = False) -> str:
    """A company."""
    if not held and rng.random() < SHARE:
        return rng.choice(COMPANIES) + rng.choice(names.SUFFIXES)
    return names.company(rng, held=held)


def email(rng: random.Random, *, held: bool = False) -> str:
    """A mail address."""
    if not held and rng.random() < SHARE:
        return f"{rng.choice(FIRST_NAMES)}@{rng.choice(COMPANIES)}{rng.choice(names.ENDINGS)}".lower()
    return names.email(rng, held=held)
