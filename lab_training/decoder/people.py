"""Names for the decoder's texts: syllables in training and evaluation, familiar ones such as Anna, and any spelling.

Evaluation takes held-out syllable names, or held-out ordinary ones inside `with ordinary():`.
"""

from __future__ import annotations

import contextlib
import random

from lab_training.decoder import names, spellings
from lab_training.decoder.words import COMPANIES, FIRST_NAMES, SURNAMES

FAMILIAR, OPEN = 0.08, 0.62  # shares in training of names of one token each, and of any spelling
_held_open = False


@contextlib.contextmanager
def ordinary():
    """While this lasts, held-out names are ordinary ones, and so are two of five held-out words."""
    global _held_open
    _held_open = True
    try:
        yield
    finally:
        _held_open = False


def _source(rng: random.Random, held: bool) -> str:
    if held:
        return "open" if _held_open else "syllables"
    kind = rng.random()
    return "familiar" if kind < FAMILIAR else "open" if kind < FAMILIAR + OPEN else "syllables"


def person(rng: random.Random, *, held: bool = False) -> str:
    """A first name."""
    source = _source(rng, held)
    if source == "familiar":
        return rng.choice(FIRST_NAMES)
    return spellings.person(rng, held=held) if source == "open" else names.person(rng, held=held)


def full_name(rng: random.Random, *, held: bool = False) -> str:
    """A first name and a surname."""
    source = _source(rng, held)
    if source == "familiar":
        return f"{rng.choice(FIRST_NAMES)} {rng.choice(SURNAMES)}"
    if source == "open":
        return f"{spellings.person(rng, held=held)} {spellings.surname(rng, held=held)}"
    return names.full_name(rng, held=held)


def company(rng: random.Random, *, held: bool = False) -> str:
    """A company."""
    source = _source(rng, held)
    if source == "familiar":
        return rng.choice(COMPANIES) + rng.choice(names.SUFFIXES)
    return spellings.company(rng, held=held) if source == "open" else names.company(rng, held=held)


def email(rng: random.Random, *, held: bool = False) -> str:
    """A mail address."""
    source = _source(rng, held)
    if source == "syllables":
        return names.email(rng, held=held)
    if source == "familiar":
        mailbox, domain = rng.choice(FIRST_NAMES), rng.choice(COMPANIES)
    else:
        mailbox = spellings.person(rng, held=held)
        domain = spellings.company(rng, held=held).partition(" ")[0]
        if rng.random() < 0.4:
            mailbox += rng.choice([".", "_", ""]) + spellings.surname(rng, held=held)
    return f"{mailbox}@{domain}{rng.choice(names.ENDINGS)}".lower()


def thing(rng: random.Random, words: list[str], *, held: bool = False) -> str:
    """One of a closed list of words, or in its place any spelling, now and then of two words."""
    if rng.random() > 0.4 or (held and not _held_open):
        return rng.choice(words)
    if held:
        return spellings.ordinary(rng, spellings.WORDS, held=True)
    any_word = spellings.word(rng, held=held)
    return f"{spellings.word(rng, held=held)} {any_word}" if rng.random() < 0.15 else any_word
