"""Short stories with one hero: tales for children, and nights on call."""

from __future__ import annotations

import random
import re

from lab_training.decoder import people
from lab_training.decoder.words import ANIMALS, CAUSES, COLOURS, FOODS, OBJECTS, PLACES, SERVICES, TOOLS
from lab_training.shared.core import Example, is_held_out

TRAITS = "little brave clever shy lazy kind curious hungry sleepy cheerful young old lonely proud gentle".split()
HEROES = ANIMALS + "boy girl robot princess king queen wizard dragon sailor".split()
MOODS = "happy sad tired excited worried proud afraid calm surprised thankful".split()
WEATHER = "sunny rainy windy cold snowy foggy warm stormy quiet bright".split()
OPEN = [
    "Once upon a time there was a {t} {h} named {n}.",
    "There was once a {t} {h} called {n}.",
    "Long ago a {t} {h} named {n} lived near the {p}.",
    "In a small town lived a {t} {h} called {n}.",
    "{n} was a {t} {h} who lived in the {p}.",
]
WANT = [
    "{n} loved {f} more than anything.",
    "Every day {he} dreamed of a {c} {o}.",
    "{he_up} wanted to find a {c} {o}.",
    "{n} was always {m}.",
    "{he_up} had a {c} {o} and was proud of it.",
    "All day {he} played in the {p}.",
]
TURN = [
    "One {w} day {n} went to the {p}.",
    "One {w} morning {he} found a {c} {o} in the {p}.",
    "One {w} evening {n} lost the {c} {o}.",
    "Then one {w} night {n} heard a strange noise in the {p}.",
    "One {w} day {he} met a {t2} {a} in the {p}.",
    "On a {w} afternoon {n} walked to the {p}.",
]
ACT = [
    "{he_up} looked for it in the {p} and behind the {o}.",
    "{n} asked the {a} for help.",
    "The {a} gave {him} some {f}.",
    "{he_up} was {m} but did not give up.",
    "{n} shared the {f} with the {a}.",
    "Together they went to the {p}.",
    "{he_up} hid behind a {c} {o}.",
    "The {a} said that {n} was very {t2}.",
    "{he_up} took the {o} and ran to the {p}.",
    "They sang and danced until the {w} evening.",
]
END = [
    "In the end {n} was {m} and went home.",
    "From that day on {n} and the {a} were friends.",
    "At last {he} found the {o} and was {m}.",
    "That night {n} slept in the {p} and dreamed of {f}.",
    "{n} never forgot that {w} day.",
    "And {n} lived happily ever after.",
]
CALL_OPEN = [
    "It was three in the morning when {n} was paged.",
    "{n} was on call on a {w} night.",
    "At midnight the phone of {n} rang.",
    "{n} had just gone to bed when an alert came.",
]
CALL_TURN = [
    "The {s} service was down.",
    "The {s} service answered with errors.",
    "A {x} had stopped the {s} service.",
    "Every request to {s} failed.",
    "The queue of {s} grew and grew.",
]
CALL_ACT = [
    "{n} opened the dashboard and looked at the graphs.",
    "{he_up} read the logs of {l}.",
    "{he_up} asked the team for help.",
    "{n} restarted the {s} service.",
    "The logs showed a {x}.",
    "{he_up} rolled the last deploy back.",
    "{n} was {m} but stayed calm.",
    "{he_up} added two more nodes.",
    "Then {he} drank some coffee and ate {f}.",
]
CALL_END = [
    "At last the {s} service came back.",
    "In the morning {n} wrote a report about the {x}.",
    "In the end {n} was {m} and went back to bed.",
    "The team thanked {n} and fixed the {x}.",
    "{n} closed the incident and was {m}.",
]


def tale(rng: random.Random, hero: str, name: str, call: bool) -> list[str]:
    """The sentences of a story about the hero; nobody else in it has a name."""
    he, him = rng.choice([("he", "him"), ("she", "her")])
    parts = (
        [CALL_OPEN, CALL_TURN, CALL_ACT, CALL_ACT, CALL_ACT, CALL_END]
        if call
        else [OPEN, WANT, TURN, ACT, ACT, ACT, END]
    )
    fixed = {
        "n": name,
        "h": hero,
        "he": he,
        "he_up": he.capitalize(),
        "him": him,
        "t": rng.choice(TRAITS),
        "s": rng.choice(SERVICES),
        "x": rng.choice(CAUSES),
        "l": rng.choice(TOOLS),
        "o": rng.choice(OBJECTS),
        "c": rng.choice(COLOURS),
        "a": rng.choice([a for a in ANIMALS if a != hero]),
        "f": rng.choice(FOODS),
    }
    told: dict[str, str] = {}
    for forms in parts:
        form = rng.choice([f for f in forms if not is_held_out("story-frame", f) and f not in told] or list(forms))
        told[form] = form.format(
            **fixed, p=rng.choice(PLACES), m=rng.choice(MOODS), w=rng.choice(WEATHER), t2=rng.choice(TRAITS)
        )
    return list(told.values())


def story(rng: random.Random, *, held: bool = False) -> Example:
    """A request for a story, or its first words, and the story."""
    call, hero, name = rng.random() < 0.35, rng.choice(HEROES), people.person(rng, held=held)
    sentences = tale(rng, hero, name, call)
    text = " ".join(sentences)
    for vowel in "aeio":
        text = text.replace(f" a {vowel}", f" an {vowel}")
    style = rng.random()
    meta = {"name": name}
    if style < 0.4:
        if not call and rng.random() < 0.5:
            text = re.sub(r"^.*?\.", OPEN[0].format(n=name, h=hero, t=rng.choice(TRAITS)), text)
        words, cut = text.split(" "), rng.choice([1, 2, 4, 4, 4, 6, 8, 10])
        return Example("story", " ".join(words[:cut]), " " + " ".join(words[cut:]), (), meta)
    about = f"{name} on call" if call else f"a {hero} named {name}"
    about = about.replace("a owl", "an owl")
    if style < 0.7:
        return Example("story", f"Write a short story about {about}.\n\nStory:", " " + text, (), meta)
    ask = rng.choice(
        ["Tell me a story about {}.", "Write a short story about {}.", "Can you tell a story about {}?"]
    ).format(about)
    return Example("story", f"<|user|>{ask}<|end|><|assistant|>", text, (), {**meta, "chat": True})
