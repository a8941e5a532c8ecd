"""English-French pairs for the decoder: one noun, one adjective, a frame. The seq2seq model has a larger language."""

from __future__ import annotations

import random
import re

from lab_training.shared import lexicon as lex
from lab_training.shared.bilingual import euphony
from lab_training.shared.core import Example, is_held_out

NOUNS = """server node router computer laptop phone machine robot cat dog horse bird rabbit fox house garden
kitchen station school table chair key book car train bus boat apple pear cake engineer doctor teacher child
friend ticket report message letter printer museum market city park plane bottle bag lemon carrot cheese soup""".split()
ADJECTIVES = """slow fast reliable noisy red blue green white black yellow small big old new tired sad busy calm
sick happy beautiful expensive heavy broken clean dirty fresh good bad hot cold empty full strange urgent
important useful open closed young""".split()
WORDS = [n for n in lex.NOUNS if n.en in NOUNS]
FITTING = {n.en: [a for a in lex.ADJECTIVES if a.en in ADJECTIVES and n.kind in a.kinds] for n in WORDS}
VOWELS = "aeéèêiîoôuhœâ"
DETERMINERS = {
    "the": ("le", "la", "les"),
    "this": ("ce", "cette", "ces"),
    "my": ("mon", "ma", "mes"),
    "our": ("notre", "notre", "nos"),
    "your": ("votre", "votre", "vos"),
    "a": ("un", "une", "des"),
}
# {n} noun phrase without the adjective, {a} the adjective that agrees; singular and plural
SAID = [
    ("{n} is {a}.", "{n} est {a}."),
    ("{n} is very {a}.", "{n} est très {a}."),
    ("{n} is not {a}.", "{n} n'est pas {a}."),
    ("{n} was {a}.", "{n} était {a}."),
    ("is {n} {a}?", "est-ce que {n} est {a} ?"),
    ("{n} is too {a}.", "{n} est trop {a}."),
    ("I think {n} is {a}.", "je pense que {n} est {a}."),
    ("today {n} is {a}.", "aujourd'hui {n} est {a}."),
    ("{n} will be {a}.", "{n} sera {a}."),
    ("why is {n} {a}?", "pourquoi est-ce que {n} est {a} ?"),
    ("{n} is always {a}.", "{n} est toujours {a}."),
    ("{n} was not {a}.", "{n} n'était pas {a}."),
    ("now {n} is {a}.", "maintenant {n} est {a}."),
    ("she says that {n} is {a}.", "elle dit que {n} est {a}."),
    ("when {n} is {a}, I wait.", "quand {n} est {a}, j'attends."),
]
MANY = [("is", "are"), ("was", "were"), ("est", "sont"), ("était", "étaient"), ("sera", "seront")]
# {p} noun phrase with the adjective
SHOWN = [
    ("I see {p}.", "je vois {p}."),
    ("we have {p}.", "nous avons {p}."),
    ("he wants {p}.", "il veut {p}."),
    ("she buys {p}.", "elle achète {p}."),
    ("look at {p}!", "regardez {p} !"),
    ("where is {p}?", "où est {p} ?"),
    ("I like {p}.", "j'aime {p}."),
    ("they sell {p}.", "ils vendent {p}."),
    ("do you see {p}?", "est-ce que vous voyez {p} ?"),
    ("I am looking for {p}.", "je cherche {p}."),
    ("here is {p}.", "voici {p}."),
    ("we love {p}.", "nous adorons {p}."),
    ("I do not see {p}.", "je ne vois pas {p}."),
    ("who has {p}?", "qui a {p} ?"),
    ("he finds {p}.", "il trouve {p}."),
    ("thank you for {p}.", "merci pour {p}."),
]
PHRASES = {
    "Hello, how are you?": "Bonjour, comment allez-vous ?",
    "How are you?": "Comment allez-vous ?",
    "Hello": "Bonjour",
    "Goodbye": "Au revoir",
    "Thank you": "Merci",
    "Good morning": "Bonjour",
    "Good evening": "Bonsoir",
    "Good night": "Bonne nuit",
    "Please": "S'il vous plaît",
    "Yes": "Oui",
    "No": "Non",
    "See you tomorrow": "À demain",
    "I am fine, thank you.": "Je vais bien, merci.",
    "Hello!": "Bonjour !",
    "What is your name?": "Comment vous appelez-vous ?",
    "Where are you?": "Où êtes-vous ?",
    "I am tired.": "Je suis fatigué.",
    "I love apples.": "J'adore les pommes.",
    "Welcome": "Bienvenue",
    "Good luck!": "Bonne chance !",
    "Of course": "Bien sûr",
}


def phrase(noun: lex.Noun, adjective: lex.Adjective | None, determiner: str, plural: bool) -> tuple[str, str]:
    """A noun phrase in both languages, with the adjective or without."""
    form = noun.gender + ("p" if plural else "")
    word, mot = (noun.en_plural, noun.fr_plural) if plural else (noun.en, noun.fr)
    english, french = word, mot
    if adjective:
        english = f"{adjective.en} {word}"
        shape = adjective.fr["m+vowel" if form == "m" and mot[0] in VOWELS and adjective.before else form]
        french = f"{shape} {mot}" if adjective.before else f"{mot} {shape}"
    article = DETERMINERS[determiner][2 if plural else noun.gender == "f"]
    if not plural and french[0] in VOWELS:
        article = {"ma": "mon", "ce": "cet"}.get(article, article)
    if determiner == "a":
        determiner = "some" if plural else "an" if english[0] in "aeiou" else "a"
    elif determiner == "this" and plural:
        determiner = "these"
    return f"{determiner} {english}", f"{article} {french}"


def sentence(rng: random.Random) -> tuple[str, str, tuple[str, str], str]:
    """(English, French, (noun, adjective), English frame)."""
    noun, plural = rng.choice(WORDS), rng.random() < 0.3
    adjective, determiner = rng.choice(FITTING[noun.en]), rng.choice(["the", "the", *DETERMINERS])
    if rng.random() < 0.5 and determiner != "a":
        (en, fr), (english, french) = rng.choice(SAID), phrase(noun, None, determiner, plural)
        if plural:
            for one, many in MANY:
                en, fr = (
                    " ".join(many if w == one else w.replace(f"'{one}", f"'{many}") for w in text.split(" "))
                    for text in (en, fr)
                )
        fill = (
            {"n": english, "a": adjective.en},
            {"n": french, "a": adjective.fr[noun.gender + ("p" if plural else "")]},
        )
    else:
        en, fr = rng.choice(SHOWN)
        english, french = phrase(noun, adjective, determiner, plural)
        if plural:
            en, fr = en.replace(" is {p}", " are {p}"), fr.replace("est {p}", "sont {p}")
        fill = {"p": english}, {"p": french}
    english, french = en.format(**fill[0]), re.sub(r"pas (un|une|des) ", "pas de ", fr.format(**fill[1]))
    french = euphony(french.replace("n'sont", "ne sont"))
    frame = (en, determiner, plural)
    return english[0].upper() + english[1:], french[0].upper() + french[1:], (noun.en, adjective.en), frame


def translation(rng: random.Random, *, held: bool = False) -> Example:
    """A pair of sentences; held out are a fifth of the pairs of noun and adjective, and a fifth of the frames.

    A frame is a wording with its determiner and number: the French of words never met could not be known.
    """
    if not held and rng.random() < 0.06:
        return Example("translation", *rng.choice(list(PHRASES.items())))
    while True:
        english, french, pair, frame = sentence(rng)
        reserved = is_held_out("decoder-translation", *pair)
        if reserved if held else not (reserved or is_held_out("decoder-translation-frame", *frame)):
            return Example("translation", english, french, (("decoder-translation", *pair),))
