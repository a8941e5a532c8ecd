"""A small grammar of English and French: noun phrases, verbs and predicates of both languages side by side."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from lab_training.shared import lexicon as lex
from lab_training.shared import lexicon_tables as tables

PERSONS = {"I": "je", "you": "vous", "we": "nous", "he": "il", "she": "elle", "they": "ils"}
KEY = {"elle": "il", "elles": "ils"}
ETRE = {
    "present": dict(je="suis", il="est", nous="sommes", vous="êtes", ils="sont"),
    "past": dict(je="étais", il="était", nous="étions", vous="étiez", ils="étaient"),
    "future": dict(je="serai", il="sera", nous="serons", vous="serez", ils="seront"),
}
AVOIR = dict(je="ai", il="a", nous="avons", vous="avez", ils="ont")
MODALS = {
    "can": dict(je="peux", il="peut", nous="pouvons", vous="pouvez", ils="peuvent"),
    "must": dict(je="dois", il="doit", nous="devons", vous="devez", ils="doivent"),
    "want to": dict(je="veux", il="veut", nous="voulons", vous="voulez", ils="veulent"),
}
FUTURE = dict(je="ai", il="a", nous="ons", vous="ez", ils="ont")
TENSES = ("present", "progressive", "past", "future", *MODALS)
KINDS = tuple(tables.NOUN_TABLE)
CONCRETE = ("machine", "soft", "record", "mail", "part", "person", "animal", "thing", "vehicle", "event", "nature")
COUNTED = ("machine", "person", "animal", "thing", "vehicle")  # what one finds in a place


@dataclass(frozen=True)
class Phrase:
    """A noun phrase or pronoun in both languages, with what agreement needs: French person key, gender, plural."""

    en: str
    fr: str
    person: str = "il"
    gender: str = "m"
    noun: lex.Noun | None = None

    @property
    def plural(self) -> bool:
        return self.person in ("ils", "nous")

    @property
    def form(self) -> str:
        return self.gender + ("p" if self.plural else "")

    @property
    def pronoun(self) -> tuple[str, str]:
        """The third-person pronouns that refer to it: ('it', 'elle')."""
        if self.plural:
            return "they", "elles" if self.gender == "f" else "ils"
        alive = self.noun is None or self.noun.kind == "person" and self.noun.en != "team"
        return {"m": "he", "f": "she"}[self.gender] if alive else "it", "elle" if self.gender == "f" else "il"


class Draft:
    """One sentence in the making: draws words and remembers their pairs, which decide the side of the split."""

    def __init__(self, rng: random.Random):
        self.rng, self.pairs, self.said = rng, [], set()

    def noun(self, kinds=KINDS) -> lex.Noun:
        kind = self.rng.choice([kind for kind in kinds if kind in tables.NOUN_TABLE])
        return self.rng.choice([noun for noun in lex.NOUNS if noun.kind == kind])

    def adjective(self, noun: lex.Noun | None) -> lex.Adjective:
        """An adjective that fits the noun, or a person if there is none (a name, a pronoun); none twice."""
        kind = noun.kind if noun else "person"
        chosen = self.rng.choice([a for a in lex.ADJECTIVES if kind in a.kinds and a.en not in self.said])
        self.said.add(chosen.en)
        if noun:
            self.pairs.append(("adjective", chosen.en, noun.en))
        return chosen

    def phrase(
        self, kinds=KINDS, det: str | None = None, adjective: bool | None = None, plural: bool | None = None
    ) -> Phrase:
        """A noun phrase with determiner `det` (drawn if None), perhaps with an adjective."""
        noun = self.noun(kinds)
        mass = noun.kind == "mass"
        plural = not mass and (self.rng.random() < 0.3 if plural is None else plural)
        det = det or self.rng.choice(["the"] * 4 + ["a", "this", "my", "our", "your"] + ["number"] * plural)
        if noun.kind in ("nature", "place") and det in ("my", "your"):
            det = "the"
        if mass:
            det = "some" if det in ("a", "number") else det
        if adjective is None:
            adjective = self.rng.random() < 0.35
        return render(noun, det, plural, self.adjective(noun) if adjective else None, self.rng)

    def subject(self, kinds=KINDS, pronouns: bool = True) -> Phrase:
        roll = self.rng.random()
        if "person" in kinds and pronouns and roll < 0.35:
            return personal(self.rng.choice(list(PERSONS)))
        if "person" in kinds and roll < 0.45:
            name = self.rng.choice(list(tables.NAMES))
            return Phrase(name, name, gender=tables.NAMES[name])
        return self.phrase(kinds, det=self.rng.choice(["the"] * 4 + ["this", "my", "your", "our"]))

    def verb(self, kind: str, tense: str) -> lex.Verb:
        """A verb that can be said in the tense: without object (living: nor lifeless), with one, or with à or de."""
        fits = {
            "alone": lambda v: not v.objects,
            "living": lambda v: not v.objects and "person" in v.subjects,
            "object": lambda v: v.objects and not v.prep,
            "to": lambda v: v.prep == "à",
            "of": lambda v: v.prep == "de",
        }[kind]
        barred = {"present": set(), "progressive": tables.STATES | tables.PERCEIVED}.get(tense, tables.STATES)
        return self.rng.choice(
            [v for v in lex.VERBS if fits(v) and v.en not in barred and (tense != "want to" or "person" in v.subjects)]
        )

    def parts(self, kind: str, tense: str, pronouns: bool = True) -> tuple[Phrase, lex.Verb, Phrase | None]:
        """A subject, a verb and, if the verb has one, an object that go together."""
        verb = self.verb(kind, tense)
        subject = self.subject(("person",) if tense == "want to" else verb.subjects, pronouns)
        if subject.noun:
            self.pairs.append(("subject", subject.noun.en, verb.en))
        return subject, verb, self.object(verb) if verb.objects else None

    def object(self, verb: lex.Verb) -> Phrase:
        # 'de' swallows the articles un and des, so verbs with 'de' get definite objects
        det = self.rng.choice(["the", "this", "my", "your", "our"]) if verb.prep == "de" else None
        phrase = self.phrase(verb.objects, det)
        self.pairs.append(("object", verb.en, phrase.noun.en))
        return phrase


def personal(en: str) -> Phrase:
    """A personal pronoun as subject."""
    fr = PERSONS[en]
    return Phrase(en, fr, KEY.get(fr, fr), "f" if fr == "elle" else "m")


def render(noun: lex.Noun, det: str, plural: bool, adj: lex.Adjective | None, rng: random.Random) -> Phrase:
    """Determiner, noun and adjective in both languages."""
    form = noun.gender + ("p" if plural else "")
    word = noun.fr_plural if plural else noun.fr
    adj_fr = adj.fr[form] if adj else ""
    if adj and adj.before:
        if form == "m" and word[0] in lex.VOWELS:
            adj_fr = adj.fr["m+vowel"]
        words = f"{adj_fr} {word}"
    else:
        words = f"{word} {adj_fr}".strip()
    english = " ".join(filter(None, [adj and adj.en, noun.en_plural if plural else noun.en]))
    if det == "number":
        en_det, fr_det = rng.choice(list(tables.NUMBERS.items()))
    else:
        en_det, fr_det = determiners(det, form, words, english, bool(adj and adj.before))
    return Phrase(f"{en_det} {english}", f"{fr_det} {words}", "ils" if plural else "il", noun.gender, noun)


def determiners(det: str, form: str, french: str, english: str, adj_first: bool) -> tuple[str, str]:
    """The English and French determiner: `form` is m, f, mp or fp; `french` is what follows it."""
    vowel, plural = french[0] in lex.VOWELS, form.endswith("p")
    column = "mp" if plural else form
    if det == "a":
        article = "an" if re.match(r"[aeiou]|hon", english) and not re.match(r"us[ei]|uni", english) else "a"
        return ("some", "de" if adj_first else "des") if plural else (article, {"m": "un", "f": "une"}[form])
    if det == "this":
        return "these" if plural else "this", "ces" if plural else "cette" if form == "f" else "cet" if vowel else "ce"
    if det == "my":
        return "my", "mes" if plural else "mon" if form == "m" or vowel else "ma"
    if det == "some":
        return "some", {"m": "de le", "f": "de la"}[form]
    forms = {
        "the": dict(m="le", f="la", mp="les"),
        "our": dict(m="notre", f="notre", mp="nos"),
        "your": dict(m="votre", f="votre", mp="vos"),
    }
    return det, forms[det][column]


def euphony(text: str) -> str:
    """Elide (le ami -> l'ami, si il -> s'il), then contract (de le -> du, à les -> aux)."""
    text = re.sub(rf"\b(l|d|n|j|qu)(?:e|a) (?=[{lex.VOWELS}])", r"\1'", text, flags=re.I) if text else text
    text = re.sub(r"\b(s)i (?=ils?\b)", r"\1'", text, flags=re.I)
    for long, short in (("de le", "du"), ("de les", "des"), ("à le", "au"), ("à les", "aux")):
        text = re.sub(rf"\b{long}\b(?!')", short, text)
    return text


SPOKEN = {
    "do not": "don't",
    "does not": "doesn't",
    "did not": "didn't",
    "is not": "isn't",
    "are not": "aren't",
    "was not": "wasn't",
    "were not": "weren't",
    "will not": "won't",
    "cannot": "can't",
    "must not": "mustn't",
    "let us": "let's",
    "I am": "I'm",
}


def spoken(text: str) -> str:
    """English with its short forms: don't, isn't, let's."""
    for long, short in SPOKEN.items():
        text = re.sub(rf"\b{long}\b", short, text)
        text = re.sub(rf"^{long.capitalize()}\b", short.capitalize(), text)
    return text


def am(subject: Phrase) -> str:
    return {"je": "am", "il": "is"}.get(subject.person, "are")


def english_verb(verb: lex.Verb, subject: Phrase, tense: str, negative: bool) -> str:
    third = subject.person == "il"
    if tense == "progressive":
        return f"{am(subject)} {'not ' * negative}{lex.ing(verb.en)}"
    if tense == "past":
        return f"did not {verb.en}" if negative else verb.en_past
    if tense in ("present", "want to"):
        do = "does not" if third else "do not"
        lead = "want to " if tense == "want to" else ""
        if negative:
            return f"{do} {lead}{verb.en}"
        if lead:
            return f"wants to {verb.en}" if third else lead + verb.en
        return lex.add_s(verb.en) if third else verb.en
    aux = {"future": "will", "can": "can", "must": "must"}[tense]
    return f"{aux}{'' if not negative else 'not' if tense == 'can' else ' not'} {verb.en}"


def french_verb(verb: lex.Verb, subject: Phrase, tense: str, negative: bool) -> str:
    person, forms = subject.person, verb.forms
    if tense in ("present", "progressive"):
        head, rest = forms[person], ""
    elif tense == "past":
        head = (ETRE["present"] if verb.etre else AVOIR)[person]
        rest = forms["past"] + (agreement(subject) if verb.etre else "")
    elif tense == "future":
        head, rest = forms["future"] + FUTURE[person], ""
    else:
        head, rest = MODALS[tense][person], forms["inf"]
    return " ".join(filter(None, ["ne" if negative else "", head, "pas" if negative else "", rest, verb.tail]))


def agreement(subject: Phrase) -> str:
    """The ending of a participle with être: '', 'e', 's' or 'es'."""
    return ("e" if subject.gender == "f" else "") + ("s" if subject.plural else "")


def predicate(subject, verb, obj, tense, negative) -> tuple[str, str]:
    """Verb and object in both languages, without the subject; a negated indefinite object takes de."""
    en, fr = english_verb(verb, subject, tense, negative), french_verb(verb, subject, tense, negative)
    if obj is None:
        return en, fr
    french = obj.fr
    if negative and not verb.prep:
        french = re.sub(r"^(une?|des|de le|de la|de) ", "de ", french)
    some = re.sub("^some ", "any ", obj.en) if negative else obj.en
    return f"{en} {some}", " ".join(filter(None, [fr, verb.prep, french]))
