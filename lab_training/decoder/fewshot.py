"""Labelling with novel labels that only the prompt explains."""

from __future__ import annotations

import random

from lab_training.decoder import classify, names, people, spellings
from lab_training.decoder.words import ANIMALS, CITIES, COLOURS, FOODS, OBJECTS, OCCUPATIONS, PLACES, SERVICES
from lab_training.shared.core import Example, is_held_out

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
KEYS = [
    ("Text", "Label"),
    ("Text", "Sentiment"),
    ("Input", "Output"),
    ("Message", "Category"),
    ("Word", "Group"),
    ("Item", "Class"),
    ("Example", "Tag"),
    ("Ticket", "Queue"),
    ("Question", "Answer"),
    ("Q", "A"),
]
PLAIN_NAMES = {"good": "positive", "bad": "negative"} | {group: group for group in GROUPS}
HEADS = ["", "Label each text.\n\n", "Classify each text.\n\n", "Give each text its label.\n\n", "Sort the items.\n\n"]
SHELLS = ["{}", "{}", "{}", "I see: {}", "this is about {}", "the {} again", "a note on {}"]


def item(rng: random.Random, group: str, used: set[str]) -> str:
    """A word of the group, or a small review for the groups "good" and "bad", not used before."""
    if group in ("good", "bad") and rng.random() < 0.5:
        words = [_opinion(rng, "POSITIVE" if group == "good" else "NEGATIVE") for _ in range(3)]
    elif group in ("good", "bad"):
        words = [f"the {thing} was {word}" for thing in THINGS for word in (GOOD if group == "good" else BAD)]
    else:
        words = GROUPS[group]
    word = rng.choice([word for word in words if word not in used])
    used.add(word)
    return word


def _opinion(rng: random.Random, wanted: str) -> str:
    """A whole sentence of that verdict."""
    while True:
        text, verdict, _ = classify.opinion(rng)
        if verdict == wanted:
            return text


def groups(rng: random.Random, count: int, held: bool) -> list[str]:
    """Different groups; a fifth of their pairings is never trained."""
    while True:
        chosen = ["good", "bad"] if count == 2 and rng.random() < 0.25 else rng.sample(sorted(GROUPS), count)
        if held == is_held_out("few-shot-groups", *sorted(chosen)):
            rng.shuffle(chosen)
            return chosen


def few_shot(rng: random.Random, shots: int, *, held: bool = False, kinds: int = 2) -> Example:
    """A prompt with `shots` labelled examples (each of the labels at least once, if there is room) and a query."""
    chosen = groups(rng, kinds, held)
    return labelled(rng, dict(zip(chosen, _labels(rng, kinds, held), strict=True)), shots)


def labelled(rng: random.Random, labels: dict[str, str], shots: int) -> Example:
    """Texts of groups with the labels of those (each at least once, if there is room), and one to be labelled."""
    chosen, used, kinds = list(labels), set(), len(labels)
    shown = [*chosen, *rng.choices(chosen, k=max(0, shots - kinds))][:shots]
    rng.shuffle(shown)
    target = rng.choice(chosen)
    (text, label), shell = rng.choice(KEYS), rng.choice(SHELLS) if chosen[0] not in ("good", "bad") else "{}"
    between, head = rng.choice(["\n\n", "\n\n", "\n"]), rng.choice(HEADS)
    arrow = rng.random() < 0.15

    def line(group: str) -> str:
        body = shell.format(item(rng, group, used))
        return f"{body} ->" if arrow else f"{text}: {body}\n{label}:"

    told = [(line(group), f" {labels[group]}", group in shown[:place]) for place, group in enumerate([*shown, target])]
    return shown_pairs(f"few_shot/{shots}", head, between, told, tuple(("label", v) for v in labels.values()))


def _labels(rng: random.Random, kinds: int, held: bool) -> list[str]:
    """Different labels: syllables, any spelling, or in training one of the usual pairs such as yes and no."""
    if held or rng.random() < 0.45:
        source = names.label
    elif kinds == 2 and rng.random() < 0.3:
        return rng.sample(rng.choice(spellings.PAIRS).split("/"), 2)
    else:
        source = spellings.label
    labels: list[str] = []
    while len(labels) < kinds:
        label = source(rng, held=held)
        if label.lower() not in [other.lower() for other in labels]:
            labels.append(label)
    return labels


def typed(rng: random.Random, shots: int, kind: str) -> Example:
    """Held-out: two groups never met together, with labels as a learner types them: a usual pair, or plain names."""
    chosen = groups(rng, 2, True)
    labels = kind.split("/") if "/" in kind else [PLAIN_NAMES[g] for g in chosen]
    return labelled(rng, dict(zip(chosen, labels, strict=True)), shots)


def shown_pairs(ability: str, head: str, between: str, told: list[tuple[str, str, bool]], held: tuple = ()) -> Example:
    """Pairs of a question and an answer, the last answer being asked for.

    The third of each tells whether the answer follows from the pairs before it: in training it is to be predicted, too.
    """
    segments, prompt = [], head
    for place, (asked, answer, known) in enumerate(told):
        lead = (between if place else head) + asked
        segments += [(lead, False), (answer, known)]
        prompt += asked + (answer + between if place + 1 < len(told) else "")
    last = told[-2][1].strip() if len(told) > 1 else None
    return Example(ability, prompt, told[-1][1], held, {"last": last, "segments": segments[:-1]})


def pairs(rng: random.Random, *, held: bool = False) -> Example:
    """Associative recall in the same forms: the queries are among the words shown."""
    words = rng.sample([w for g in GROUPS.values() for w in g], rng.randint(2, 7))
    if not held and rng.random() < 0.5:
        words = sorted({people.thing(rng, words) for _ in words})
    told = {w: (names.label if held or rng.random() < 0.4 else spellings.label)(rng, held=held) for w in words}
    (text, label), between = rng.choice(KEYS), rng.choice(["\n\n", "\n"])
    form, between = rng.choice([("{} ->", "\n"), ("{}:", "\n"), (f"{text}: {{}}\n{label}:", between)])
    asked = [*words, *rng.choices(words, k=1 if held else rng.randint(3, 10))]
    lines = [(form.format(w), f" {told[w]}", i >= len(words)) for i, w in enumerate(asked)]
    return shown_pairs("recall", "", between, lines)
