"""Invented names of people, companies, mailboxes and labels.

Every name is a run of consonant-vowel syllables from one small set, so that a tokenizer can give each syllable its own
token and a small network can learn to copy names that it has never seen. A fifth of all names, chosen by hash, is used
for evaluation only.
"""

from __future__ import annotations

import random
import re

from lab_training.shared.core import draw

# Left out: syllables that would spell something embarrassing.
UNWANTED = set("fa fu ga gi ke ku ni pe pu zi".split())
SYLLABLES = tuple(c + v for c in "bdfgklmnprstvz" for v in "aeiou" if c + v not in UNWANTED)
# Also whole words of English or French: not at the start of a lower-case name, or a tokenizer joins them to the space.
SHORT_WORDS = frozenset("be de do du go la le lu ma me mi ne no nu pa re sa se si so su ta te to tu va vu".split())
SYLLABIC = re.compile("(?:{})+".format("|".join(SYLLABLES)), re.IGNORECASE)
OPENINGS = tuple(s for s in SYLLABLES if s not in SHORT_WORDS)
SUFFIXES = ("", "", " Labs", " Systems", " Cloud", " Group")
ENDINGS = (".com", ".org", ".net", ".io")


def _syllables(rng: random.Random, least: int, most: int, lower: bool = False) -> str:
    """A run of `least` to `most` syllables, no syllable twice."""
    first = rng.choice(OPENINGS if lower else SYLLABLES)
    rest = rng.sample([s for s in SYLLABLES if s != first], rng.randint(least, most) - 1)
    return "".join([first, *rest])


def person(rng: random.Random, *, held: bool = False) -> str:
    """A first name such as "Mirato"."""
    return draw(rng, lambda r: (_syllables(r, 2, 3).capitalize(),), "person", held=held)[0]


def full_name(rng: random.Random, *, held: bool = False) -> str:
    """A first name and a surname, both of the same side of the split."""
    return f"{person(rng, held=held)} {person(rng, held=held)}"


def company(rng: random.Random, *, held: bool = False) -> str:
    """A company such as "Zovati" or "Zovati Labs"; the split looks at the invented part."""
    return draw(rng, lambda r: (_syllables(r, 2, 3).capitalize(),), "company", held=held)[0] + rng.choice(SUFFIXES)


def label(rng: random.Random, *, held: bool = False) -> str:
    """A lower-case label such as "beko"."""
    return draw(rng, lambda r: (_syllables(r, 2, 2, lower=True),), "label", held=held)[0]


def email(rng: random.Random, *, held: bool = False) -> str:
    """An address such as "zamiro@kovelu.com"; the split looks at the mailbox and the domain together."""

    def parts(r: random.Random) -> tuple[str, str]:
        return _syllables(r, 2, 3, lower=True), _syllables(r, 2, 3, lower=True) + r.choice(ENDINGS)

    return "@".join(draw(rng, parts, "email", held=held))
