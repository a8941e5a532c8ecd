"""Labelling with novel labels that only the prompt explains."""
from __future__ import annotations

import random

from lab_models.text import names
from lab_models.text.core import Example, is_held_out
from lab_models.text.decoder_words import ANIMALS, CITIES, COLOURS, FOODS, OBJECTS, OCCUPATIONS, PLACES, SERVICES

GROUPS = {
    "animal": ANIMALS + "wolf donkey monkey penguin pigeon spider dolphin zebra camel beaver".split(),
    "food": FOODS + "butter sugar carrots potatoes beans onions chocolate cookies soup steak".split(),
    "city": CITIES + "Seattle Denver Milan Munich Sydney Seoul Delhi Nairobi".split(),
    "colour": COLOURS + "silver violet turquoise crimson beige".split(),
    "job": OCCUPATIONS,
    "object": OBJECTS,
    "place": PLACES,
    "service": SERVICES,
    "number": "one two three four five six seven eight nine ten eleven twelve twenty fifty".split(),
    "weather": "rain snow wind storm fog sunshine hail thunder frost drizzle heat clouds".split(),
    "clothes": "shirt coat hat scarf glove shoe sock dress jacket skirt belt boots".split(),
    "feeling": "joy anger fear sadness hope shame pride envy surprise boredom relief grief".split(),
    "sport": "football tennis hockey chess rowing skiing boxing golf rugby cricket judo cycling".split(),
    "vehicle": "car train bus boat plane truck bicycle tram ferry taxi helicopter scooter".split(),
}
GOOD = """great excellent wonderful lovely fantastic brilliant delightful superb pleasant charming""".split()
BAD = """terrible awful horrible dreadful bad boring broken useless painful disappointing""".split()
THINGS = "film book meal hotel service concert lesson game phone app trip song".split()
KEYS = [("Text", "Label"), ("Text", "Sentiment"), ("Input", "Output"), ("Message", "Category"), ("Word", "Group"), ("Item", "Class"),
        ("Example", "Tag"), ("Ticket", "Queue"), ("Question", "Answer"), ("Q", "A")]
HEADS = ["", "Label each text.\n\n", "Classify each text.\n\n", "Give each text its label.\n\n", "Sort the items.\n\n"]
SHELLS = ["{}", "{}", "{}", "I see: {}", "this is about {}", "the {} again", "a note on {}"]


def item(rng: random.Random, group: str, used: set[str]) -> str:
    """A word of the group, or a small review for the groups "good" and "bad", not used before."""
    for _ in range(50):
        word = (f"the {rng.choice(THINGS)} was {rng.choice(GOOD if group == 'good' else BAD)}" if group in ("good", "bad")
                else rng.choice(GROUPS[group]))
        if word not in used:
            used.add(word)
            return word
    raise ValueError(f"group {group} has too few words")


def groups(rng: random.Random, count: int, held: bool) -> list[str]:
    """Different groups; a fifth of their pairings is never trained."""
    while True:
        chosen = ["good", "bad"] if count == 2 and rng.random() < 0.15 else rng.sample(sorted(GROUPS), count)
        if held == is_held_out("few-shot-groups", *sorted(chosen)):
            rng.shuffle(chosen)
            return chosen


def few_shot(rng: random.Random, shots: int, *, held: bool = False, kinds: int = 2) -> Example:
    """A prompt with `shots` labelled examples (each of the labels at least once, if there is room) and a query."""
    chosen, used = groups(rng, kinds, held), set()
    labels = set()
    while len(labels) < kinds:
        labels.add(names.label(rng, held=held))
    labels = dict(zip(chosen, sorted(labels, key=lambda _: rng.random())))
    shown = [*chosen, *rng.choices(chosen, k=max(0, shots - kinds))][:shots]
    rng.shuffle(shown)
    target = rng.choice(chosen)
    (text, label), shell = rng.choice(KEYS), rng.choice(SHELLS) if chosen[0] not in ("good", "bad") else "{}"
    between, head = rng.choice(["\n\n", "\n\n", "\n"]), rng.choice(HEADS)
    arrow = rng.random() < 0.15

    def line(group: str, answer: str) -> str:
        body = shell.format(item(rng, group, used))
        return f"{body} -> {answer}" if arrow else f"{text}: {body}\n{label}: {answer}"

    prompt = head + between.join([*(line(g, labels[g]) for g in shown), line(target, "").rstrip(" ")])
    return Example(f"few_shot/{shots}", prompt, f" {labels[target]}", tuple(("label", v) for v in labels.values()),
                   {"last": labels[shown[-1]] if shown else None})


def pairs(rng: random.Random, *, held: bool = False) -> Example:
    """Associative recall in the same forms: the query is one of the words shown."""
    words = rng.sample([w for g in GROUPS.values() for w in g], rng.randint(2, 8))
    told = {w: names.label(rng, held=held) for w in words}
    asked, (text, label), between = rng.choice(words), rng.choice(KEYS), rng.choice(["\n\n", "\n"])
    lines = [f"{text}: {w}\n{label}: {v}" for w, v in told.items()] + [f"{text}: {asked}\n{label}:"]
    return Example("recall", between.join(lines), f" {told[asked]}")
