"""Questions on a context: facts in a few sentences, of which one answers the question."""

from __future__ import annotations

import random

from lab_training.decoder import people as people
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
from lab_training.shared.core import Example, is_held_out
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
        ],
        [("Where does {person} live?", "city"), ("Who lives in {city}?", "person")],
    ),
    "works": (
        [
            "{person} works as a {job} at {company}.",
            "{person} is a {job} at {company}.",
            "{company} has hired {person} as a {job}.",
        ],
        [
            ("Where does {person} work?", "company"),
            ("What is the job of {person}?", "job"),
            ("Who works at {company}?", "person"),
        ],
    ),
    "capital": (
        [
            "{city} is the capital of {country}.",
            "The capital of {country} is {city}.",
            "{country} has {city} as its capital.",
        ],
        [("What is the capital of {country}?", "city"), ("{city} is the capital of which country?", "country")],
    ),
    "failed": (
        [
            "The {service} service failed because of a {cause}.",
            "A {cause} took the {service} service down.",
            "The {service} outage was caused by a {cause}.",
            "On {day} the {service} service stopped after a {cause}.",
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
        ],
        [("Who is responsible for {service}?", "person"), ("Which service does {person} own?", "service")],
    ),
    "store": (
        [
            "The {service} service uses {tool}.",
            "{tool} runs behind the {service} service.",
            "The team moved {service} to {tool}.",
        ],
        [("What does the {service} service use?", "tool"), ("Which service uses {tool}?", "service")],
    ),
    "pet": (
        [
            "{person} has a {colour} {animal}.",
            "The {animal} of {person} is {colour}.",
            "{person} bought a {colour} {animal}.",
        ],
        [
            ("What colour is the {animal}?", "colour"),
            ("Who has a {animal}?", "person"),
            ("Which animal does {person} have?", "animal"),
        ],
    ),
    "food": (
        ["{person} likes {food}.", "The favourite food of {person} is {food}.", "{person} eats {food} every {day}."],
        [("What does {person} like to eat?", "food"), ("Who likes {food}?", "person")],
    ),
    "meeting": (
        ["The meeting with {company} is on {day}.", "{company} visits us on {day}.", "On {day} we meet {company}."],
        [("When is the meeting with {company}?", "day"), ("Whom do we meet on {day}?", "company")],
    ),
    "office": (
        ["{company} has its office in {city}.", "The office of {company} is in {city}.", "{company} moved to {city}."],
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


def _fact(rng: random.Random, held: bool, taken: dict[str, set]) -> tuple[str, dict, str]:
    """A kind of fact, its filled slots (no value twice in one context), and its sentence."""
    kind = rng.choice(list(FACTS))
    fill = {}
    for slot, source in SLOTS.items():
        while True:
            fill[slot] = source(rng, held=held) if callable(source) else rng.choice(source)
            if fill[slot] not in taken.setdefault(slot, set()):
                break
    fill["n"] = rng.randint(2, 60)
    while True:
        sentence = rng.choice(FACTS[kind][0])
        if held or not is_held_out("qa-frame", sentence):
            break
    for slot in SLOTS:
        if "{" + slot + "}" in sentence:
            taken[slot].add(fill[slot])
    return kind, fill, sentence


def question(rng: random.Random, *, held: bool = False) -> Example:
    """A context of one to four facts and a question on one of them; training asks about the others first."""
    while True:
        taken: dict[str, set] = {}
        facts = [_fact(rng, held, taken) for _ in range(rng.choice([1, 2, 2, 3, 3, 4] if held else [2, 3, 4, 4, 5, 6]))]
        order = rng.sample(facts, len(facts)) if held else rng.choices(facts, k=3 * len(facts))
        *before, (ask, answer, told) = [_ask(rng, fact) for fact in order]
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


def _ask(rng: random.Random, fact: tuple[str, dict, str]) -> tuple[str, str, str]:
    """A question that this fact alone answers, its answer (both empty if there is none), and the fact in words."""
    kind, fill, sentence = fact
    asked = [
        (q, slot)
        for q, slot in FACTS[kind][1]
        if all("{" + s + "}" in sentence for s in SLOTS if s == slot or "{" + s + "}" in q)
        and (slot != "n" or "{n}" in sentence)
    ]
    if not asked:
        return "", "", sentence.format(**fill)
    ask, slot = rng.choice(asked)
    return articles(ask.format(**fill)), str(fill[slot]), sentence.format(**fill)
