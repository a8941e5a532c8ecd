"""English-French sentence pairs, written by a small grammar of both languages.

What the grammar takes care of on the French side: gender and number agreement (also of past participles with être),
elision (l', d', j', n', qu'), contraction (du, des, au, aux), place of adjectives, ne ... pas, de after a negation,
and the space before ? and !. Held out are pairs of words (noun and adjective, subject and verb, verb and object)
and a fifth of the frames.
"""

from __future__ import annotations

import random
import re
from itertools import product

from lab_training.shared import lexicon as lex
from lab_training.shared import lexicon_tables as tables
from lab_training.shared.bilingual import (
    AVOIR,
    CONCRETE,
    COUNTED,
    ETRE,
    PERSONS,
    TENSES,
    Draft,
    Phrase,
    am,
    euphony,
    personal,
    predicate,
    render,
    spoken,
)
from lab_training.shared.core import Example, is_held_out

PREFIX = "translate English to French: "


def clause(d: Draft, kind: str, tense: str, negative: bool = False, pronouns: bool = True) -> tuple[str, str]:
    subject, verb, obj = d.parts(kind, tense, pronouns)
    en, fr = predicate(subject, verb, obj, tense, negative)
    return f"{subject.en} {en}", f"{subject.fr} {fr}"


def be(subject: Phrase, tense: str, negative: bool = False) -> tuple[str, str]:
    third, first = subject.person == "il", subject.person == "je"
    en = {"present": am(subject), "past": "was" if first or third else "were", "future": "will be"}[tense]
    en = ("will not be" if tense == "future" else f"{en} not") if negative else en
    fr = ETRE[tense][subject.person]
    return en, f"ne {fr} pas" if negative else fr


def described(d: Draft, pronouns: bool = True, kinds=CONCRETE) -> tuple[Phrase, lex.Adjective]:
    """A subject and an adjective that fits it; pronouns take adjectives of persons."""
    subject = d.subject((d.rng.choice(kinds),), pronouns)
    return subject, d.adjective(subject.noun)


def copula(d: Draft, degree: str = "", tense: str = "present", negative: bool = False) -> tuple[str, str]:
    subject, adj = described(d)
    degree_fr = {"": "", "very ": "très ", "too ": "trop ", "more ": "plus "}[degree]
    en, fr = be(subject, tense, negative)
    return f"{subject.en} {en} {degree}{adj.en}", f"{subject.fr} {fr} {degree_fr}{adj.fr[subject.form]}"


def statement(d: Draft, kind: str, tense: str, negative: bool) -> tuple[str, str]:
    en, fr = clause(d, kind, tense, negative)
    return en + ".", fr + "."


def with_adverb(d: Draft, kind: str, tense: str) -> tuple[str, str]:
    en, fr = clause(d, kind, tense)
    adverb, adverbe = d.rng.choice(list(tables.ADVERBS[tense].items()))
    return f"{en} {adverb}.", f"{fr} {adverbe}."


def question(d: Draft, kind: str, tense: str) -> tuple[str, str]:
    subject, verb, obj = d.parts(kind, tense)
    does = "does" if subject.person == "il" else "do"
    aux = {"present": does, "progressive": am(subject), "past": "did", "future": "will", "can": "can"}[tense]
    _, fr = predicate(subject, verb, obj, tense, negative=False)
    said = lex.ing(verb.en) if tense == "progressive" else verb.en
    en = f"{aux} {subject.en} {said}" + (f" {obj.en}" if obj else "")
    return en + "?", f"est-ce que {subject.fr} {fr} ?"


def order(d: Draft, style: str, kind: str) -> tuple[str, str]:
    verb = d.verb(kind, "progressive")
    obj = d.object(verb)
    vous = Phrase("you", "vous", "vous")
    if style == "do not":
        en, fr = predicate(vous, verb, obj, "present", negative=True)
        return en + "!", fr + " !"
    subject = Phrase("we", "nous", "nous") if style == "let us" else vous
    en, fr = predicate(subject, verb, obj, "present", negative=False)
    if style == "please":
        return f"please {en}.", f"veuillez {fr.replace(verb.forms['vous'], verb.forms['inf'], 1)}."
    return (f"let us {en}.", fr + ".") if style == "let us" else (en + "!", fr + " !")


def who(d: Draft, kind: str, tense: str) -> tuple[str, str]:
    verb = d.verb(kind, tense)
    en, fr = predicate(Phrase("who", "qui"), verb, d.object(verb) if verb.objects else None, tense, negative=False)
    return f"who {en}?", f"qui {fr} ?"


def ask_state(d: Draft, word: str, tense: str) -> tuple[str, str]:
    """Is the old server slow? Why was it? In French the pronoun comes after the verb: le serveur est-il lent ?"""
    subject, adj = described(d, pronouns=False)
    en, fr = be(subject, tense)
    lead, lead_fr = {"": ("", ""), "why": ("why ", "pourquoi ")}[word]
    return (
        f"{lead}{en} {subject.en} {adj.en}?",
        f"{lead_fr}{subject.fr} {fr}-{subject.pronoun[1]} {adj.fr[subject.form]} ?",
    )


def where(d: Draft, plural: bool, tense: str) -> tuple[str, str]:
    thing = d.phrase(CONCRETE + ("place",), det=d.rng.choice(["the", "the", "my", "your", "our"]), plural=plural)
    en, fr = be(thing, tense)
    return f"where {en} {thing.en}?", f"où {fr} {thing.fr} ?"


def which(d: Draft, plural: bool) -> tuple[str, str]:
    phrase = d.phrase(CONCRETE, det="the", adjective=False, plural=plural)
    adj, (en, fr) = d.adjective(phrase.noun), be(phrase, "present")
    quel = {"m": "quel", "f": "quelle", "mp": "quels", "fp": "quelles"}[phrase.form]
    return f"which {phrase.en[4:]} {en} {adj.en}?", f"{quel} {phrase.fr.split(' ', 1)[1]} {fr} {adj.fr[phrase.form]} ?"


def how_many(d: Draft) -> tuple[str, str]:
    phrase = d.phrase(COUNTED, det="the", plural=True)
    place = d.phrase(("place",), det="the", adjective=False, plural=False)
    return (
        f"how many {phrase.en[4:]} are there in {place.en}?",
        f"combien de {phrase.fr.split(' ', 1)[1]} y a-t-il dans {place.fr} ?",
    )


def there_is(d: Draft, style: str) -> tuple[str, str]:
    det = {"a": "a", "no": "a", "some": "a", "number": "number"}[style]
    phrase = d.phrase(COUNTED, det, plural=style in ("some", "number"))
    preposition, place = where_at(d)
    if style == "no":
        noun = re.sub(r"^une? ", "", phrase.fr)
        english = re.sub("^an? ", "", phrase.en)
        return (
            f"there is no {english} {preposition[0]} {place.en}.",
            f"il n'y a pas de {noun} {preposition[1]} {place.fr}.",
        )
    be_en = "are" if phrase.plural else "is"
    return f"there {be_en} {phrase.en} {preposition[0]} {place.en}.", f"il y a {phrase.fr} {preposition[1]} {place.fr}."


def where_at(d: Draft) -> tuple[tuple[str, str], Phrase]:
    """A preposition in both languages and the place, at times a piece of furniture."""
    if d.rng.random() < 0.3:
        noun = d.rng.choice([noun for noun in lex.NOUNS if noun.en in tables.SURFACES])
        return d.rng.choice(list(tables.ON_SURFACES.items())), render(noun, "the", False, None, d.rng)
    det = d.rng.choice(["the", "the", "our", "this"])
    return d.rng.choice(list(tables.PREPOSITIONS.items())), d.phrase(("place",), det=det, plural=False)


def located(d: Draft, tense: str, negative: bool) -> tuple[str, str]:
    subject, (preposition, place) = d.subject(COUNTED), where_at(d)
    en, fr = be(subject, tense, negative)
    return f"{subject.en} {en} {preposition[0]} {place.en}.", f"{subject.fr} {fr} {preposition[1]} {place.fr}."


def placed(d: Draft, tense: str, negative: bool) -> tuple[str, str]:
    """Somebody does something somewhere: the cat sleeps on the bed."""
    (en, fr), (preposition, place) = clause(d, "living", tense, negative), where_at(d)
    return f"{en} {preposition[0]} {place.en}.", f"{fr} {preposition[1]} {place.fr}."


def belongs(d: Draft, style: str) -> tuple[str, str]:
    kinds, owners = d.rng.choice([(("part",), ("machine", "vehicle")), (("thing", "record", "animal"), ("person",))])
    owned = d.phrase(kinds, det="the", adjective=False, plural=False)
    owner = d.phrase(owners, det=d.rng.choice(["the", "my", "our"]), adjective=False, plural=False)
    adj = d.adjective(owned.noun)
    english = f"{owner.en}'s {owned.en[4:]}" if style == "'s" else f"{owned.en} of {owner.en}"
    return f"{english} is {adj.en}.", f"{owned.fr} de {owner.fr} est {adj.fr[owned.form]}."


def has(d: Draft, style: str) -> tuple[str, str]:
    owner = d.subject(("person",))
    det = {"no": "a", "some": "a"}.get(style, style)
    owned = d.phrase(("machine", "animal", "thing", "record", "vehicle"), det, plural=style in ("some", "number"))
    third = owner.person == "il"
    have, ai = "has" if third else "have", AVOIR[owner.person]
    if style == "no":
        noun = re.sub(r"^une? ", "", owned.fr)
        return f"{owner.en} {'does' if third else 'do'} not have {owned.en}.", f"{owner.fr} ne {ai} pas de {noun}."
    return f"{owner.en} {have} {owned.en}.", f"{owner.fr} {ai} {owned.fr}."


def because(d: Draft, tense: str) -> tuple[str, str]:
    subject, adj = described(d, pronouns=False)
    other, (en, fr), (pronoun, pronom) = d.adjective(subject.noun), be(subject, tense), subject.pronoun
    return (
        f"{subject.en} {en} {adj.en} because {pronoun} {en} {other.en}.",
        f"{subject.fr} {fr} {adj.fr[subject.form]} parce que {pronom} {fr} {other.fr[subject.form]}.",
    )


def compare(d: Draft, style: str) -> tuple[str, str]:
    subject, adj = described(d, pronouns=False)
    kind = subject.noun.kind if subject.noun else "person"
    other, (en, fr) = d.phrase((kind,), det="the", adjective=False, plural=False), be(subject, "present")
    as_en, as_fr = {"as": ("as {} as", "aussi {} que"), "less": ("less {} than", "moins {} que")}[style]
    return (
        f"{subject.en} {en} {as_en.format(adj.en)} {other.en}.",
        f"{subject.fr} {fr} {as_fr.format(adj.fr[subject.form])} {other.fr}.",
    )


def joined(d: Draft, word: str, first: str, second: str, tense: str) -> tuple[str, str]:
    word_fr = {"and": "et", "but": "mais", "because": "parce que"}[word]
    (en, fr), (en2, fr2) = clause(d, first, tense), clause(d, second, tense)
    comma = "," if word == "but" else ""
    return f"{en}{comma} {word} {en2}.", f"{fr}{comma} {word_fr} {fr2}."


def condition(d: Draft, word: str, first: str, second: str, negative: bool) -> tuple[str, str]:
    (en, fr), (en2, fr2) = clause(d, first, "present"), clause(d, second, "present", negative)
    return f"{word} {en}, {en2}.", f"{'quand' if word == 'when' else 'si'} {fr}, {fr2}."


def relative(d: Draft, kind: str, tense: str) -> tuple[str, str]:
    subject, verb, obj = d.parts(kind, tense, pronouns=False)
    adj, (is_en, is_fr) = d.adjective(subject.noun), be(subject, "present")
    en, fr = predicate(subject, verb, obj, tense, negative=False)
    if subject.noun is None:
        return f"{subject.en}, who {en}, is {adj.en}.", f"{subject.fr}, qui {fr}, est {adj.fr[subject.form]}."
    link = "who" if subject.noun.kind == "person" else "that"
    return (f"{subject.en} {link} {en} {is_en} {adj.en}.", f"{subject.fr} qui {fr} {is_fr} {adj.fr[subject.form]}.")


def reported(d: Draft, kind: str, tense: str) -> tuple[str, str]:
    speaker = d.subject(("person",), pronouns=False)
    en, fr = copula(d, tense=tense) if kind == "state" else clause(d, kind, tense)
    says, dit = ("say", "disent") if speaker.plural else ("says", "dit")
    return f"{speaker.en} {says} that {en}.", f"{speaker.fr} {dit} que {fr}."


def liking(d: Draft, style: str) -> tuple[str, str]:
    subject = d.subject(("person",))
    things = d.phrase(("animal", "food", "thing", "vehicle"), det="the", adjective=False, plural=True)
    third, verb = subject.person == "il", next(v for v in lex.VERBS if v.en == style)
    return (
        f"{subject.en} {style + 's' * third} {things.en[4:]}.",
        f"{subject.fr} {verb.forms[subject.person]} {things.fr}.",
    )


def greeting(d: Draft, word: str) -> tuple[str, str]:
    bonjour = {"hello": "bonjour", "good morning": "bonjour", "good evening": "bonsoir", "thank you": "merci"}[word]
    name = d.rng.choice(list(tables.NAMES))
    if d.rng.random() < 0.3:
        return f"{word}, {name}!", f"{bonjour}, {name} !"
    en, fr = copula(d)
    return f"{word}, {name}, {en}.", f"{bonjour}, {name}, {fr}."


def finished(d: Draft, *args) -> tuple[str, str]:
    en, fr = copula(d, *args)
    return en + ".", fr + "."


VERB_KINDS = ("alone", "object", "to", "of")
POLARITY = NUMBER = (False, True)  # affirmative or negative, singular or plural
NOW_OR_THEN = ("present", "past")
ASKED = ("present", "progressive", "past", "future", "can")
TABLE = [  # construction, and the product of its wordings: tense, polarity, style
    ("statement", statement, (VERB_KINDS, TENSES, POLARITY)),
    ("adverb", with_adverb, (("alone", "object"), tables.ADVERBS)),
    ("question", question, (VERB_KINDS, ASKED)),
    ("who", who, (("living", "object", "to", "of"), ASKED)),
    ("order", order, (("do", "please", "do not", "let us"), ("object", "to", "of"))),
    ("state", finished, (("", "very ", "too "), ETRE, POLARITY)),
    ("ask_state", ask_state, (("", "why"), NOW_OR_THEN)),
    ("where", where, (NUMBER, NOW_OR_THEN)),
    ("which", which, (NUMBER,)),
    ("how_many", how_many, ()),
    ("there_is", there_is, (("a", "no", "some", "number"),)),
    ("located", located, (ETRE, POLARITY)),
    ("placed", placed, (("present", "progressive", "past", "future"), POLARITY)),
    ("belongs", belongs, (("'s", "of"),)),
    ("has", has, (("a", "no", "number", "some", "the", "this"),)),
    ("because", because, (NOW_OR_THEN,)),
    ("compare", compare, (("as", "less"),)),
    ("joined", joined, (("and", "but", "because"), VERB_KINDS, VERB_KINDS, NOW_OR_THEN)),
    ("condition", condition, (("when", "if"), VERB_KINDS, VERB_KINDS, POLARITY)),
    ("relative", relative, (VERB_KINDS, NOW_OR_THEN)),
    ("reported", reported, (("state", *VERB_KINDS), NOW_OR_THEN)),
    ("liking", liking, (("love", "hate"),)),
    ("greeting", greeting, (("hello", "good morning", "good evening", "thank you"),)),
]
FRAMES = {".".join([name, *map(str, args)]): (make, args) for name, make, axes in TABLE for args in product(*axes)}
CONSTRUCTIONS = {name: [frame for frame in FRAMES if frame.split(".")[0] == name] for name, *_ in TABLE}
# the constructions with many wordings are drawn more often, but not as often as they have wordings
WEIGHTS = [len(wordings) ** 0.4 for wordings in CONSTRUCTIONS.values()]


def held_parts(frame: str, pairs: list) -> tuple:
    """What of a sentence is reserved for evaluation: its word pairs, and its frame."""
    combinations = [("translation", *pair) for pair in pairs] + [("translation-frame", frame)]
    return tuple(combination for combination in combinations if is_held_out(*combination))


def translation(rng: random.Random, held: bool = False) -> Example:
    """A pair of sentences: training pairs hold nothing reserved, held-out ones at least one reserved combination.

    `prompt` is the English sentence alone, `answer` the French one, `held` the reserved combinations in it.
    """
    if not held and rng.random() < 0.04:
        en, fr = rng.choice(list(tables.PHRASES.items()))
        return Example("translation", en, fr, meta={"frame": "phrase"})
    for _ in range(2000):
        name = rng.choice(rng.choices(list(CONSTRUCTIONS.values()), WEIGHTS)[0])
        draft, (make, args) = Draft(rng), FRAMES[name]
        en, fr = make(draft, *args)
        parts = held_parts(name, draft.pairs)
        if bool(parts) == held:
            en, fr = en[0].upper() + en[1:], euphony(fr[0].upper() + fr[1:])
            return Example("translation", spoken(en) if rng.random() < 0.3 else en, fr, parts, {"frame": name})
    raise ValueError("no sentence on the wanted side of the split in 2000 draws: widen the lexicon")


def conjugated(rng: random.Random) -> Example:
    """A pronoun and a form of a verb: we restarted, nous avons redémarré."""
    verb = rng.choice([verb for verb in lex.VERBS if "person" in verb.subjects])
    subject, tense = personal(rng.choice(list(PERSONS))), rng.choice(("present", "past", "future"))
    en, fr = predicate(subject, verb, None, tense, negative=False)
    return Example("translation", f"{subject.en} {en}", euphony(f"{subject.fr} {fr}"), meta={"frame": "entry"})


def entry(rng: random.Random) -> Example:
    """A word or phrase of the lexicon alone: the old server, to restart, we restarted; nothing reserved."""
    if rng.random() < 0.3:
        return conjugated(rng)
    if rng.random() < 0.2:
        verb = rng.choice(lex.VERBS)
        french = f"{verb.forms['inf']} {verb.tail}".strip()
        return Example("translation", f"to {verb.en}", french, meta={"frame": "entry"})
    while True:
        draft = Draft(rng)
        phrase = draft.phrase()
        if not any(is_held_out("translation", *pair) for pair in draft.pairs):
            return Example("translation", phrase.en, euphony(phrase.fr), meta={"frame": "entry"})
