"""Conversations: facts told and asked again turns later, and system messages that set a role or an output format."""

from __future__ import annotations

import random
from dataclasses import dataclass

from lab_training.decoder import people
from lab_training.decoder.bpe import ASSISTANT, END, SYSTEM, USER
from lab_training.decoder.context import COUNTRIES, DAYS
from lab_training.decoder.words import ANIMALS, CITIES, COLOURS, FOODS, OBJECTS, OCCUPATIONS, PLACES, SERVICES, TOOLS
from lab_training.shared.core import Example, is_held_out
from lab_training.shared.english import articles


@dataclass(frozen=True)
class Fact:
    """How a fact is told, how the assistant takes note, how it is asked for and recalled; {v} is the value."""

    told: tuple[str, ...]
    noted: tuple[str, ...]
    asked: tuple[str, ...]
    recalled: str
    values: object


FACTS = {
    "name": Fact(
        ("My name is {v}.", "I am {v}.", "Hello, I am {v}.", "Hi! My name is {v}.", "Call me {v}."),
        ("Nice to meet you, {v}.", "Hello, {v}!", "Welcome, {v}."),
        ("What is my name?", "Do you remember my name?", "Who am I?", "What did I say my name was?"),
        "Your name is {v}.",
        people.person,
    ),
    "city": Fact(
        ("I live in {v}.", "My home is in {v}.", "I have just moved to {v}.", "My city is {v}."),
        ("{v} is a fine city.", "I have noted that.", "How nice."),
        ("Where do I live?", "Which city do I live in?", "What is my city?"),
        "You live in {v}.",
        CITIES,
    ),
    "colour": Fact(
        ("My favourite colour is {v}.", "I like {v} best of all colours.", "The colour I love is {v}."),
        ("{v} is a good choice.", "I will remember that.", "Nice."),
        ("What is my favourite colour?", "Which colour do I like?"),
        "Your favourite colour is {v}.",
        COLOURS,
    ),
    "food": Fact(
        ("I love {v}.", "My favourite food is {v}.", "I eat {v} every day."),
        ("That sounds tasty.", "I will remember that.", "Good choice."),
        ("What is my favourite food?", "What do I like to eat?"),
        "You like {v}.",
        FOODS,
    ),
    "pet": Fact(
        ("I have a {v}.", "My pet is a {v}.", "We have a {v} at home."),
        ("A {v} is good company.", "How lovely.", "I have noted that."),
        ("Which pet do I have?", "What is my pet?", "Which animal do I have?"),
        "You have a {v}.",
        ANIMALS,
    ),
    "job": Fact(
        ("I work as a {v}.", "I am a {v}.", "My job is {v}."),
        ("That is a good job.", "I have noted that.", "Interesting work."),
        ("What is my job?", "What do I do for a living?"),
        "You work as a {v}.",
        OCCUPATIONS,
    ),
    "company": Fact(
        ("I work at {v}.", "My company is {v}.", "I have joined {v}."),
        ("I have noted that.", "Congratulations.", "Good to know."),
        ("Where do I work?", "What is my company?"),
        "You work at {v}.",
        people.company,
    ),
    "service": Fact(
        ("The {v} service is down.", "I am on call for {v}.", "We have an incident in {v}."),
        ("I am looking into it.", "I have noted that.", "Thank you for the report."),
        ("Which service did I mention?", "Which service is it?"),
        "It is the {v} service.",
        SERVICES,
    ),
    "tool": Fact(
        ("I want to learn {v}.", "We use {v}.", "Our team runs {v}."),
        ("{v} is a good tool.", "I have noted that.", "Good to know."),
        ("Which tool did I mention?", "Which tool is it?"),
        "You mentioned {v}.",
        TOOLS,
    ),
    "day": Fact(
        ("My deploy is on {v}.", "I am on call on {v}.", "We meet on {v}."),
        ("I will remember that.", "Noted.", "See you then."),
        ("Which day did I mention?", "Which day was it?"),
        "You said {v}.",
        DAYS,
    ),
    "number": Fact(
        ("I have {v} nodes.", "We run {v} GPUs.", "My lucky number is {v}.", "The ticket has number {v}."),
        ("Noted.", "I have noted that.", "Good to know."),
        ("Which number did I mention?", "Which number was it?"),
        "You said {v}.",
        lambda rng, held: str(rng.randint(2, 99)),
    ),
    "object": Fact(
        ("I have lost my {v}.", "I have bought a {v}.", "I am looking for a {v}."),
        ("I hope it helps.", "I have noted that.", "Oh, I see."),
        ("What did I mention?", "Which thing did I mention?"),
        "You mentioned a {v}.",
        OBJECTS,
    ),
}
SMALL_TALK = [
    ("Hello!", "Hello! How can I help you?"),
    ("Hi!", "Hello! How can I help you?"),
    ("How are you?", "I am fine, thank you."),
    ("Hello, how are you?", "I am fine, thank you. How can I help you?"),
    ("Thank you.", "You are welcome."),
    ("Thanks!", "You are welcome."),
    ("Good morning.", "Good morning!"),
    ("Good evening.", "Good evening!"),
    ("What can you do?", "I can answer short questions."),
    ("Who are you?", "I am a small lab model."),
    ("That is good.", "I am glad to hear that."),
    ("Tell me a joke.", "I only know short stories."),
    ("It is raining today.", "Then take an umbrella."),
    ("I am tired.", "Then take a break."),
    ("OK.", "Good."),
    ("What is a GPU?", "A GPU is a processor with many small cores."),
    ("What is a token?", "A token is a piece of text."),
    ("What is a transformer?", "A transformer is a network built on attention."),
    ("What is an API?", "An API is how programs talk to each other."),
    ("What is attention?", "Attention lets each token look at the others."),
    ("What is a node?", "A node is one machine of a cluster."),
    ("Goodbye.", "Goodbye!"),
    ("Can you help me?", "Yes, gladly."),
    ("The train was late.", "I am sorry to hear that."),
]
SYSTEMS = [
    "",
    "",
    "You are a helpful assistant.",
    "You are a helpful assistant. Remember what the user tells you.",
    "Answer briefly.",
    "You are an assistant for operators.",
]


def turns(*messages: tuple[str, str], system: str = "") -> str:
    """Messages in the chat template, up to the place where the assistant speaks."""
    lead = f"{SYSTEM}{system}{END}" if system else ""
    return lead + "".join(
        f"{USER}{user}{END}{ASSISTANT}{reply}{END}" if reply else f"{USER}{user}{END}{ASSISTANT}"
        for user, reply in messages
    )


def recall(rng: random.Random, *, held: bool = False) -> Example:
    """A fact is told, other things are said for up to five turns, the fact is asked for."""
    kinds = rng.sample(list(FACTS), rng.randint(1, 3))
    values = {}
    for kind in kinds:
        source = FACTS[kind].values
        values[kind] = source(rng, held=held) if callable(source) else people.thing(rng, source, held=held)
    said = []
    for kind in kinds:
        told = rng.choice([t for t in FACTS[kind].told if held or not is_held_out("chat-frame", t)])
        noted = rng.choice(FACTS[kind].noted)
        said.append((articles(told.format(v=values[kind])), articles(noted.format(v=values[kind]))))
    said += rng.sample(SMALL_TALK, rng.choice([0, 0, 1, 2, 3] if held else [0, 0, 1, 2, 3, 8, 14]))
    rng.shuffle(said)
    rng.shuffle(kinds)
    asked = [(rng.choice(FACTS[kind].asked), articles(FACTS[kind].recalled.format(v=values[kind]))) for kind in kinds]
    system, asked = rng.choice(SYSTEMS), asked[-1:] if held else asked
    prompt = turns(*said, *asked[:-1], (asked[-1][0], ""), system=system)
    segments = conversation(said, asked, system)
    return Example("chat", prompt, asked[-1][1], (), {"chat": True, "value": values[kinds[-1]], "segments": segments})


def conversation(said: list[tuple[str, str]], asked: list[tuple[str, str]], system: str) -> list[tuple[str, bool]]:
    """Segments up to the last answer; the answers before it are to be predicted, too."""
    segments = [(turns(*said, system=system), False)]
    for question, answer in asked[:-1]:
        segments += [(turns((question, "")), False), (answer + END, True)]
    return [*segments, (turns((asked[-1][0], "")), False)]


def small_talk(rng: random.Random, *, held: bool = False) -> Example:
    """A few polite turns."""
    *before, (user, reply) = rng.sample(SMALL_TALK, rng.randint(1, 3))
    return Example("small_talk", turns(*before, (user, ""), system=rng.choice(SYSTEMS)), reply, (), {"chat": True})


LOCATED = [
    "The {o} is in the {p}.",
    "You will find the {o} in the {p}.",
    "The {o} was left in the {p}.",
    "Somebody put the {o} in the {p}.",
    "I saw the {o} in the {p}.",
    "They keep the {o} in the {p}.",
    "The {o} lies in the {p}.",
]
FORMATS = {
    "word": (("Answer with one word.", "Reply in one word.", "Use a single word."), "{p}"),
    "sentence": (
        ("Answer with a full sentence.", "Reply in a complete sentence.", "Use a whole sentence."),
        "The {o} is in the {p}.",
    ),
    "json": (("Answer in JSON.", "Reply with a JSON object.", "Answer as JSON."), '{{"answer": "{p}"}}'),
    "capitals": (("Answer in capital letters.", "Reply in capitals.", "Use capital letters only."), "{P}"),
    "bullet": (("Answer with a bullet point.", "Reply as a bullet list.", "Use a bullet."), "- {p}"),
    "xml": (("Answer in XML.", "Reply inside an answer tag.", "Use an XML tag."), "<answer>{p}</answer>"),
    "quotes": (("Answer in quotes.", "Put the answer in quotes.", "Quote the answer."), '"{p}"'),
    "pirate": (("You are a pirate.", "Talk like a pirate.", "You play a pirate."), "Arr, the {o} be in the {p}!"),
    "butler": (
        ("You are a butler.", "Talk like a butler.", "You play a butler."),
        "Certainly, sir. The {o} is in the {p}.",
    ),
    "robot": (("You are a robot.", "Talk like a robot.", "You play a robot."), "BEEP. LOCATION: {p}. BEEP."),
    "engineer": (
        ("You are an engineer on call.", "Talk like an engineer on call.", "You play an engineer on call."),
        "Acknowledged. Root location: {p}.",
    ),
    "french": (("Answer in French.", "Reply in French.", "Use French."), "{f}"),
}
FRENCH_PLACES = """dans la cuisine|dans le jardin|dans le garage|au bureau|à la bibliothèque|à la gare|au marché|
à la boulangerie|au musée|au port|dans la forêt|au parc|à l'école|au grenier|à la cave|à l'entrepôt"""
# What changes the word that it has looked up is learned later, and wants more examples.
SHARES = [4 if kind in ("capitals", "french") else 1 for kind in FORMATS]
IN_FRENCH = dict(zip(PLACES, FRENCH_PLACES.replace("\n", "").split("|"), strict=True))


def formatted(rng: random.Random, *, held: bool = False) -> Example:
    """Where a thing is, in the shape that the system message or the user asks for; training asks for more things."""
    kind = rng.choice(list(FORMATS)) if held else rng.choices(list(FORMATS), SHARES)[0]
    things = rng.sample(OBJECTS + ANIMALS, rng.randint(1, 2) if held else rng.randint(2, 6))
    places = dict(zip(things, rng.sample(PLACES, len(things)), strict=True))

    def allowed(thing: str) -> bool:
        return is_held_out("format", kind, thing, places[thing]) == held

    frames = [f for f in LOCATED if held or not is_held_out("format-frame", kind, f)]
    asked = [thing for thing in things if allowed(thing)][: 1 if held else None]
    if not asked:
        return formatted(rng, held=held)
    if not held:
        asked = rng.choices(asked, k=len(asked) + 2)
    facts = " ".join(rng.choice(frames).format(o=thing, p=places[thing]) for thing in things)
    orders, shape = FORMATS[kind]
    wish = rng.choice(orders)
    by_system = kind in ("pirate", "butler", "robot", "engineer") or rng.random() < 0.5
    system = wish if by_system else rng.choice(SYSTEMS)
    said = [
        (
            f"{facts + ' ' if place == 0 else ''}Where is the {thing}?{'' if by_system else ' ' + wish}",
            shape.format(o=thing, p=places[thing], P=places[thing].upper(), f=IN_FRENCH[places[thing]]),
        )
        for place, thing in enumerate(asked)
    ]
    *before, (user, answer) = said
    prompt, segments = turns(*before, (user, ""), system=system), conversation([], said, system)
    meta = {"chat": True, "kind": kind, "segments": segments}
    return Example("format", prompt, answer, (("format", kind, asked[-1], places[asked[-1]]),), meta)


LISTED = {
    "animals": ANIMALS,
    "colours": COLOURS,
    "cities": CITIES,
    "foods": FOODS,
    "tools": TOOLS,
    "countries": COUNTRIES,
    "objects": OBJECTS,
    "jobs": OCCUPATIONS,
    "services": SERVICES,
}


def listing(rng: random.Random, *, held: bool = False) -> Example:
    """A list of a stated length in a stated form, such as "List 3 animals. Format: 1. ... 2. ... 3. ..."."""
    group, count = rng.choice(list(LISTED)), rng.randint(2, 5)
    words = rng.sample(LISTED[group], count)
    style = rng.choice(["numbers", "bullets", "commas"])
    form = {"numbers": " ".join(f"{i}. ..." for i in range(1, count + 1)), "bullets": "- ...", "commas": "a, b, c"}[
        style
    ]
    answer = {
        "numbers": "\n".join(f"{i}. {w}" for i, w in enumerate(words, 1)),
        "bullets": "\n".join(f"- {w}" for w in words),
        "commas": ", ".join(words),
    }[style]
    return Example(
        "list",
        turns((f"List {count} {group}. Format: {form}", "")),
        answer,
        (),
        {"chat": True, "count": count, "style": style},
    )
