"""English-French words with the forms that grammar asks for: the vocabulary of the translation generator."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lab_training.shared.lexicon_tables import (
    ADJECTIVE_TABLE,
    ADVERBS,
    DOUBLED,
    NOUN_TABLE,
    NUMBERS,
    ON_SURFACES,
    PREPOSITIONS,
    VERB_TABLE,
    WITH_ETRE,
)

VOWELS = "aàâeéèêëiîïoôuûùœh"  # every h of these tables is mute


@dataclass(frozen=True)
class Noun:
    """A noun with both plurals; gender is 'm' or 'f', kind the semantic class that decides what it goes with."""

    en: str
    en_plural: str
    fr: str
    fr_plural: str
    gender: str
    kind: str


@dataclass(frozen=True)
class Adjective:
    """An adjective: `fr` maps 'm', 'f', 'mp', 'fp' and 'm+vowel' to forms; `kinds` are the nouns it fits."""

    en: str
    fr: dict
    before: bool
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Verb:
    """A verb: `forms` maps je, il, nous, vous, ils, inf, past, future stem; `tail` follows it, `prep` its object."""

    en: str
    en_past: str
    forms: dict
    tail: str
    prep: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]

    @property
    def etre(self) -> bool:
        """Whether its past is formed with être."""
        return self.forms["inf"] in WITH_ETRE


def add_s(word: str) -> str:
    """The -s of an English plural or third person, put on the first word ('look for' -> 'looks for')."""
    head, *rest = word.split(" ")
    if re.search(r"[^aeiou]y$", head):
        head = head[:-1] + "ies"
    else:
        head += "es" if re.search(r"(s|x|ch|sh)$", head) else "s"
    return " ".join([head, *rest])


def english_past(word: str) -> str:
    head, *rest = word.split(" ")
    head = head[:-1] + "ied" if re.search(r"[^aeiou]y$", head) else head + ("d" if head.endswith("e") else "ed")
    return " ".join([head, *rest])


def ing(word: str) -> str:
    head, *rest = word.split(" ")
    stem = head[:-1] if head.endswith("e") and not head.endswith("ee") else head + head[-1] * (head in DOUBLED)
    return " ".join([stem + "ing", *rest])


def french_plural(word: str) -> str:
    if word[-1] in "sxz":
        return word
    if word.endswith("al"):
        return word[:-2] + "aux"
    return word + ("x" if word.endswith("eau") else "s")


def feminine(word: str) -> str:
    for end, new in (("eux", "euse"), ("if", "ive"), ("el", "elle"), ("en", "enne")):
        if word.endswith(end):
            return word[: -len(end)] + new
    return word if word.endswith("e") else word + "e"


def conjugate(text: str) -> dict:
    """The forms of 'acheter~achèt' (stem before a silent ending), 'choisir', 'vendre', or of listed irregular ones."""
    names = ("je", "il", "nous", "vous", "ils", "past", "future")
    if "(" in text:
        inf, forms = text.rstrip(")").split("(")
        return dict(zip(names, forms.split(), strict=False), inf=inf)
    inf, _, strong = text.partition("~")
    stem, end = inf[:-2], inf[-2:]
    soft = {"g": stem + "e", "c": stem[:-1] + "ç"}.get(stem[-1], stem)
    if end == "er":
        strong = strong or stem
        forms = (strong + "e", strong + "e", soft + "ons", stem + "ez", strong + "ent", stem + "é", strong + "er")
    elif end == "ir":
        forms = [stem + tail for tail in ("is", "it", "issons", "issez", "issent", "i", "ir")]
    else:
        forms = [stem + tail for tail in ("s", "", "ons", "ez", "ent", "u", "r")]
    return dict(zip(names, forms, strict=False), inf=inf)


def kinds_of(text: str) -> tuple[str, ...]:
    """The kinds named; what one does to any record, one does to mail, which can be answered besides."""
    return tuple(text.replace("record", "record mail").split())


def read_noun(entry: str, kind: str) -> Noun:
    english, french = entry.split("=")
    french, gender = french.split("/")
    en, _, en_plural = english.partition(":")
    fr, _, fr_plural = french.partition(":")
    return Noun(en, en_plural or add_s(en), fr, fr_plural or french_plural(fr), gender, kind)


def read_adjective(entry: str, kinds: str) -> Adjective:
    en, french = entry.split("=")
    masculine, *others = french.lstrip("<").split("/")
    fem = others[0] if others else feminine(masculine)
    forms = {
        "m": masculine,
        "f": fem,
        "mp": french_plural(masculine),
        "fp": fem + "s",
        "m+vowel": others[1] if len(others) > 1 else masculine,
    }
    return Adjective(en, forms, french.startswith("<"), kinds_of(kinds))


def read_verb(entry: str, subjects: str, objects: str, prep: str) -> Verb:
    english, french = entry.split("=")
    en, _, past = english.partition(":")
    head, _, tail = french.partition("+")
    return Verb(en, past or english_past(en), conjugate(head), tail, prep, kinds_of(subjects), kinds_of(objects))


def entries(table: str) -> list[str]:
    return [" ".join(entry.split()) for entry in table.split(",")]


NOUNS = [read_noun(entry, kind) for kind, table in NOUN_TABLE.items() for entry in entries(table)]
ADJECTIVES = [read_adjective(entry, kinds) for kinds, table in ADJECTIVE_TABLE for entry in entries(table)]
VERBS = [read_verb(entry, *rest) for *rest, table in VERB_TABLE for entry in entries(table)]


def word_pairs() -> list[tuple[str, str]]:
    """All (English, French) pairs of content words, in their dictionary form."""
    pairs = [(n.en, n.fr) for n in NOUNS] + [(a.en, a.fr["m"]) for a in ADJECTIVES]
    pairs += [(v.en, " ".join(filter(None, (v.forms["inf"], v.tail, v.prep)))) for v in VERBS]
    tables = [PREPOSITIONS, ON_SURFACES, NUMBERS, *ADVERBS.values()]
    return list(dict.fromkeys(pairs + [pair for table in tables for pair in table.items()]))
