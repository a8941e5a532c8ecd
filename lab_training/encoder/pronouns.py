"""Sentences whose end decides what a pronoun means: "The animal didn't cross the street because it was too tired".

Two nouns, and an ending that fits only one of them. Where the nouns differ in gender or number, the masked pronoun
tells which noun was meant; the verb does not ("seemed" stands where "was" or "were" would give the answer away).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from lab_training.encoder.pronoun_words import (
    ANIMALS,
    FAMILIES,
    FITS,
    GROUPS,
    IRREGULAR,
    MEN,
    ONE_ONLY,
    OPENINGS,
    REFUSALS,
    THINGS,
    WOMEN,
)
from lab_training.shared.core import Example, is_held_out
from lab_training.shared.english import table

PRONOUNS = ("it", "they", "she", "he")
BEINGS = {"*": "being", "p": "person", "g": "seasoned"}
NEUTRAL = ("seemed", "looked", "had become", "had been", "appeared", "sounded")
DEGREES = ("too", "too", "too", "so", "far too", "much too", "very", "rather", "simply too", "really")
LECTURE = (
    "The animal didn't cross the street because it was too tired.",
    "The animal didn't cross the street because it was too wide.",
)
# The lecture's own pair is never trained on, whatever the hash says of it.
RESERVED = {("animal", "tired"), ("street", "wide")}


@dataclass(frozen=True)
class Noun:
    """A noun as it stands in a sentence: base form, form used, pronoun, and the lists of endings that fit it."""

    base: str
    form: str
    pronoun: str
    fits: frozenset[str]

    @property
    def phrase(self) -> str:
        return self.form if self.base[0].isupper() else f"the {self.form}"


def plural(noun: str) -> str:
    """The plural form of an English noun of our lists."""
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeou" else noun + "s"


@cache
def fitting(name: str) -> frozenset[str]:
    return frozenset(FITS[name].split())


def being(rng: random.Random, lists: str) -> Noun:
    """A woman, a man, a group, or (kind "*") an animal."""
    kinds = [(WOMEN, "she"), (MEN, "he"), (GROUPS, "they")] + [(ANIMALS, "it")] * 4 * (lists == "being")
    words, pronoun = rng.choice(kinds)
    base = rng.choice(words.split())
    if pronoun == "it" and rng.random() < 0.4:
        return Noun(base, plural(base), "they", fitting(lists))
    return Noun(base, base, pronoun, fitting(lists))


def noun(rng: random.Random, kind: str) -> Noun:
    """A noun of a kind of `FAMILIES`, singular or plural."""
    if kind in BEINGS:
        return being(rng, BEINGS[kind])
    base = rng.choice(THINGS[kind].split())
    many = rng.random() < 0.4 and base not in ONE_ONLY
    return Noun(base, plural(base) if many else base, "they" if many else "it", fitting(kind))


@cache
def pair_is_held(base: str, ending: str) -> bool:
    return (base, ending) in RESERVED or is_held_out("pronoun-pair", base, ending)


@cache
def frames(held: bool, world: str, beings: bool) -> list[tuple[str, str, str]]:
    """(kind of A, kind of B, verb phrase) of a world, with a being for one noun or with two things."""
    found = [
        (a, b, verb)
        for place, a, b, verbs in FAMILIES
        for verb in verbs.split("|")
        if place == world and beings == bool({a, b} & set(BEINGS))
    ]
    return [frame for frame in found if is_held_out("pronoun-frame", *frame) == held]


def sample(rng: random.Random, held: bool, differ: bool) -> tuple[Noun, Noun, tuple[str, str, str], tuple[str, str]]:
    """Two nouns, a frame and one ending for each noun, all from one side of the split."""
    while True:
        # Half of the sentences have no being: then "tired or not tired" is not enough to choose the noun.
        frame = rng.choice(frames(held, rng.choice(["everyday", "work"]), rng.random() < 0.5))
        a, b = noun(rng, frame[0]), noun(rng, frame[1])
        if differ and a.pronoun == b.pronoun:
            continue
        ends = []
        for this, other in ((a, b), (b, a)):
            fit = [end for end in sorted(this.fits - other.fits) if pair_is_held(this.base, end) == held]
            ends += [rng.choice(fit)] if fit else []
        if len(ends) == 2:
            return a, b, frame, (ends[0], ends[1])


def sentence(rng: random.Random, a: Noun, b: Noun, verb: str) -> str:
    """The sentence with "{}" for the pronoun and "{end}" for the ending; its verb does not tell the number."""
    many = a.pronoun == "they", b.pronoun == "they"
    be = rng.choice(NEUTRAL[:-1])
    if many[0] == many[1] and rng.random() < 0.6:
        be = "were" if many[0] else "was"
    text = (
        f"{a.phrase} {rng.choice(REFUSALS)} {verb} {b.phrase} {rng.choice(['because'] * 4 + ['since'])} {{}} {be} "
        f"{rng.choice(DEGREES)} {{end}}."
    )
    if rng.random() < 0.25:
        text = f"{rng.choice(table(OPENINGS))}, {text}"
    return text[0].upper() + text[1:]


def pair(rng: random.Random, held: bool = False, differ: bool = True) -> tuple[Example, Example]:
    """Two examples that differ in the ending alone; the pronoun means the first noun, then the second."""
    a, b, frame, ends = sample(rng, held, differ)
    text = sentence(rng, a, b, frame[2])
    made = []
    for right, wrong, end in ((a, b, ends[0]), (b, a, ends[1])):
        meta = {"right": right.form, "wrong": wrong.form, "other": wrong.pronoun, "ending": end}
        key = (("pronoun-frame", *frame), ("pronoun-pair", right.base, end))
        made.append(Example("pronoun", text.replace("{}", "[MASK]").replace("{end}", end), right.pronoun, key, meta))
    return made[0], made[1]


def repeated(example: Example) -> Example:
    """The same sentence with its noun said again in place of the pronoun, and hidden: the answer is the noun."""
    right = example.meta["right"]
    slot = "[MASK]" if right[0].isupper() else "the [MASK]"
    return Example("noun", example.prompt.replace("[MASK]", slot), right, example.held, example.meta)


def meant(example: Example) -> Example:
    """The same sentence with its pronoun in sight, and the noun that it means as the answer."""
    return Example(
        "meant", example.prompt, example.meta["right"], example.held, example.meta | {"pronoun": example.answer}
    )


def vocabulary() -> list[str]:
    """Every word of these sentences, so that each can be one token."""
    nouns = [word for text in (WOMEN, MEN, GROUPS, ANIMALS, *THINGS.values()) for word in text.split()]
    verbs = [verb for *_, verbs in FAMILIES for verb in verbs.split("|")]
    return [
        *nouns,
        *map(plural, nouns),
        *verbs,
        *(word for text in FITS.values() for word in text.split()),
        *PRONOUNS,
        *NEUTRAL,
        *DEGREES,
        *REFUSALS,
    ]
