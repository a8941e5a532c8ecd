"""Questions on a context: facts in a few sentences, of which one answers the question."""

from __future__ import annotations

import random

from lab_training.decoder import people
from lab_training.decoder.words import (
    ANIMALS,
    CAUSES,
    CITIES,
    COLOURS,
    FOODS,
    OBJECTS,
    OCCUPATIONS,
    PLACES,
    SERVICES,
    TOOLS,
)
from lab_training.shared.core import Example, is_held_out, side
from lab_training.shared.english import articles

COUNTRIES = """France England Germany Spain Italy Austria Norway Ireland Portugal Greece Canada Japan Egypt
Switzerland Poland Sweden Denmark Kenya Brazil Chile""".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SLOTS = {
    "person": people.person,
    "company": people.company,
    "city": CITIES,
    "country": COUNTRIES,
    "object": OBJECTS,
    "place": PLACES,
    "animal": ANIMALS,
    "food": FOODS,
    "colour": COLOURS,
    "job": OCCUPATIONS,
    "service": SERVICES,
    "cause": CAUSES,
    "tool": TOOLS,
    "day": DAYS,
}
# kind of fact: sentences, and questions with the slot that answers them
FACTS = {
    "put": (
        [
            "{person} put the {object} in the {place}.",
            "{person} left the {object} in the {place}.",
            "The {object} of {person} is in the {place}.",
            "In the {place}, {person} hid the {object}.",
            "{person} forgot the {object} in the {place}.",
            "You will find the {object} of {person} in the {place}.",
            "It was {person} who put the {object} in the {place}.",
            "The {object} is in the {place}, where {person} left it.",
            "{person} keeps the {object} in the {place}.",
        ],
        [
            ("Where is the {object}?", "place"),
            ("Who put the {object} in the {place}?", "person"),
            ("What did {person} put in the {place}?", "object"),
        ],
    ),
    "lives": (
        [
            "{person} lives in {city}.",
            "{person} has moved to {city}.",
            "The home of {person} is in {city}.",
            "{city} is where {person} lives.",
            "{person} is from {city}.",
            "{person} has a flat in {city}.",
            "In {city} you can meet {person}.",
            "{person} settled in {city} last year.",
        ],
        [
            ("Where does {person} live?", "city"),
            ("Which city does {person} live in?", "city"),
            ("Who lives in {city}?", "person"),
        ],
    ),
    "works": (
        [
            "{person} works as a {job} at {company}.",
            "{person} is a {job} at {company}.",
            "{company} has hired {person} as a {job}.",
            "At {company}, {person} is the {job}.",
            "{person}, a {job}, works for {company}.",
            "{person} joined {company} as a {job}.",
            "The {job} of {company} is {person}.",
            "{person} works at {company}.",
            "{company} employs {person}.",
            "{person} is with {company}.",
            "{person} has started at {company}.",
        ],
        [
            ("Where does {person} work?", "company"),
            ("What is the job of {person}?", "job"),
            ("Who works at {company}?", "person"),
            ("Who is the {job} at {company}?", "person"),
            ("Which company does {person} work for?", "company"),
            ("Who works for {company}?", "person"),
        ],
    ),
    "capital": (
        [
            "{city} is the capital of {country}.",
            "The capital of {country} is {city}.",
            "{country} has {city} as its capital.",
            "The government of {country} sits in its capital {city}.",
            "{city}, the capital of {country}, is a large city.",
        ],
        [("What is the capital of {country}?", "city"), ("{city} is the capital of which country?", "country")],
    ),
    "failed": (
        [
            "The {service} service failed because of a {cause}.",
            "A {cause} took the {service} service down.",
            "The {service} outage was caused by a {cause}.",
            "On {day} the {service} service stopped after a {cause}.",
            "A {cause} was the cause of the {service} outage.",
            "{service} went down, and the reason was a {cause}.",
            "The {service} service crashed with a {cause}.",
            "Because of a {cause}, {service} was not available.",
        ],
        [
            ("Why did the {service} service fail?", "cause"),
            ("What caused the {service} outage?", "cause"),
            ("Which service had a {cause}?", "service"),
        ],
    ),
    "owner": (
        [
            "{person} is responsible for the {service} service.",
            "The {service} service belongs to {person}.",
            "{person} maintains {service}.",
            "The owner of {service} is {person}.",
            "{person} looks after the {service} service.",
            "{person} is on call for {service}.",
            "For {service}, ask {person}.",
            "{service} is run by {person}.",
        ],
        [
            ("Who is responsible for {service}?", "person"),
            ("Who owns {service}?", "person"),
            ("Which service does {person} own?", "service"),
        ],
    ),
    "store": (
        [
            "The {service} service uses {tool}.",
            "{tool} runs behind the {service} service.",
            "The team moved {service} to {tool}.",
            "{service} is built on {tool}.",
            "{service} keeps its data in {tool}.",
            "Behind {service} there is {tool}.",
        ],
        [("What does the {service} service use?", "tool"), ("Which service uses {tool}?", "service")],
    ),
    "pet": (
        [
            "{person} has a {colour} {animal}.",
            "The {animal} of {person} is {colour}.",
            "{person} bought a {colour} {animal}.",
            "{person} owns a {colour} {animal}.",
            "{person} is the owner of a {colour} {animal}.",
        ],
        [
            ("What colour is the {animal}?", "colour"),
            ("Who has a {animal}?", "person"),
            ("Which animal does {person} have?", "animal"),
        ],
    ),
    "food": (
        [
            "{person} likes {food}.",
            "The favourite food of {person} is {food}.",
            "{person} eats {food} every {day}.",
            "Nobody loves {food} as much as {person}.",
        ],
        [("What does {person} like to eat?", "food"), ("Who likes {food}?", "person")],
    ),
    "meeting": (
        [
            "The meeting with {company} is on {day}.",
            "{company} visits us on {day}.",
            "On {day} we meet {company}.",
            "We see {company} on {day}.",
            "{day} is the day of the meeting with {company}.",
        ],
        [("When is the meeting with {company}?", "day"), ("Whom do we meet on {day}?", "company")],
    ),
    "office": (
        [
            "{company} has its office in {city}.",
            "The office of {company} is in {city}.",
            "{company} moved to {city}.",
            "{company} is based in {city}.",
            "{city} is the seat of {company}.",
        ],
        [("Where is the office of {company}?", "city"), ("Which company is in {city}?", "company")],
    ),
    "size": (
        ["{city} has a population of {n} million.", "About {n} million people live in {city}."],
        [("How many million people live in {city}?", "n")],
    ),
    "nodes": (
        [
            "The {service} service runs on {n} nodes.",
            "There are {n} nodes for {service}.",
            "{service} needs {n} nodes.",
        ],
        [("How many nodes does {service} have?", "n")],
    ),
}
PROMPTS = [
    "Answer the question based on the context below.\n\nContext: {c}\n\nQuestion: {q}\n\nAnswer:",
    "Context: {c}\nQuestion: {q}\nAnswer:",
    "Context: {c}\n\nQuestion: {q}\n\nAnswer:",
    "{c}\n\nQ: {q}\nA:",
    "Read the text and answer.\n\nText: {c}\n\nQuestion: {q}\nAnswer:",
]


KEYS = {"person", "company", "service", "country"}  # whom or what a fact is about
UNSEEN = {kind: side("qa-frame", sentences, held=True) for kind, (sentences, _) in FACTS.items()}


def _fact(rng: random.Random, held: bool, taken: dict[str, set], unseen: bool) -> tuple[str, dict, str]:
    """A kind of fact, its filled slots (no value twice in one context), and its sentence."""
    kind = rng.choice([kind for kind in FACTS if UNSEEN[kind] or not unseen])
    fill = {}
    for slot, source in SLOTS.items():
        while True:
            fill[slot] = source(rng, held=held) if callable(source) else people.thing(rng, source, held=held)
            if fill[slot] not in taken.setdefault(slot, set()):
                break
    fill["n"] = rng.randint(2, 60)
    while True:
        sentence = rng.choice(UNSEEN[kind] if unseen else FACTS[kind][0])
        if held or not is_held_out("qa-frame", sentence):
            break
    for slot in SLOTS:
        if "{" + slot + "}" in sentence:
            taken[slot].add(fill[slot])
    return kind, fill, sentence


def question(rng: random.Random, *, held: bool = False, unseen: bool = False, reverse: bool = False) -> Example:
    """A context of one to four facts and a question on one of them; training asks about the others first.

    Of held-out ones, `unseen` wants sentences of no form that was trained, `reverse` a question from a value to its
    key.
    """
    while True:
        taken: dict[str, set] = {}
        count = rng.choice([1, 2, 2, 3, 3, 4] if held else [2, 3, 4, 4, 5, 6])
        facts = [_fact(rng, held, taken, unseen) for _ in range(count)]
        order = rng.sample(facts, len(facts)) if held else rng.choices(facts, k=3 * len(facts))
        *before, (ask, answer, told) = [_ask(rng, fact, reverse) for fact in order]
        reserved = [is_held_out("qa", told) for _, _, told in (*before, (ask, answer, told))]
        if answer and (reserved[-1] if held else not any(reserved)):
            break
    context = " ".join(sentence.format(**fill) for _, fill, sentence in facts)
    context = articles(context)
    form = rng.choice(PROMPTS)
    prompt = form.format(c=context[0].upper() + context[1:], q=ask)
    again = form[form.index("{c}") + 3 :]
    shown = [(again.format(q=q), f" {a}") for q, a, _ in before if a]
    segments = [(prompt.removesuffix(again.format(q=ask)), False)]
    for q, a in shown:
        segments += [(q, False), (a, True)]
    return Example("qa", prompt, f" {answer}", (("qa", told),), {"segments": [*segments, (again.format(q=ask), False)]})


def _ask(rng: random.Random, fact: tuple[str, dict, str], reverse: bool) -> tuple[str, str, str]:
    """A question that this fact alone answers, its answer (both empty if there is none), and the fact in words."""
    kind, fill, sentence = fact
    asked = [
        (q, slot)
        for q, slot in FACTS[kind][1]
        if all("{" + s + "}" in sentence for s in SLOTS if s == slot or "{" + s + "}" in q)
        and (slot != "n" or "{n}" in sentence)
        and (not reverse or (slot in KEYS and "{person}" not in q))
    ]
    if not asked:
        return "", "", sentence.format(**fill)
    ask, slot = rng.choice(asked)
    return articles(ask.format(**fill)), str(fill[slot]), sentence.format(**fill)


def partners(rng: random.Random, *, held: bool = False) -> Example:
    """Pairs of any spelling, then many questions in both directions: given either of a pair, name the other."""
    link = rng.choice([" - ", " is with ", ": ", " has ", " belongs to ", " = ", " uses ", " sits by "])
    terms = list(dict.fromkeys(_term(rng, held) for _ in range(2 * rng.randint(2, 6))))
    made = list(zip(terms[::2], terms[1::2], strict=False))
    mark = rng.choice([(": ", "\n"), (" -> ", "\n"), ("? ", " "), ("\nA: ", "\n\n")])
    told = rng.choice([". ", "\n", "; "]).join(a + link + b for a, b in made) + "\n\n"
    asked = [rng.choice([pair, pair[::-1]]) for pair in rng.choices(made, k=1 if held else 2 * len(made))]
    segments = [(told, False)]
    for key, value in asked:
        segments += [(key + mark[0].rstrip(" "), False), (" " + value, True), (mark[1], False)]
    prompt = "".join(text for text, _ in segments[:-2])
    return Example("partners", prompt, segments[-2][0], (), {"segments": segments[:-2]})


def _term(rng: random.Random, held: bool) -> str:
    """A name or a word."""
    source = rng.choice([people.person, people.full_name, people.company, None, None])
    return source(rng, held=held) if source else people.thing(rng, OBJECTS + TOOLS + CITIES, held=held)
