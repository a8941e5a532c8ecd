"""Word problems on a ladder of 1 to 4 operations, each answerable at once or step by step."""

from __future__ import annotations

import random
from dataclasses import dataclass

from lab_training.decoder import people
from lab_training.decoder.drills import operation
from lab_training.shared.core import Example, is_held_out

STEP_BY_STEP = " Let's think step by step:"
GOODS = """apples oranges pears lemons books coins cards marbles pencils stamps shells cookies eggs tickets photos
stickers balloons flowers nuts candles buttons badges magnets postcards""".split()
SUM_FORMS = ["What is {}?", "Q: What is {}?\nA:", "Calculate {}.", "{} =", "Q: {} =\nA:"]
OPENERS = ["", "Then ", "Later ", "After that ", "The next day ", "In the evening "]


@dataclass(frozen=True)
class Theme:
    """A little world: who counts what, and the sentences for more and for fewer."""

    start: tuple[str, ...]
    more: tuple[str, ...]
    fewer: tuple[str, ...]
    ask: tuple[str, ...]
    goods: tuple[str, ...]


PERSON = Theme(
    (
        "{who} has {n} {goods}.",
        "{who} starts with {n} {goods}.",
        "{who} owns {n} {goods}.",
        "{who} counts {n} {goods}.",
    ),
    (
        "{who} buys {n} more",
        "{who} gets {n} more",
        "{who} finds {n} more",
        "{who} receives {n} more {goods}",
        "a friend gives {who} {n} more",
        "{who} picks {n} more",
        "{who} wins {n} more {goods}",
    ),
    (
        "{who} gives away {n}",
        "{who} loses {n}",
        "{who} sells {n} {goods}",
        "{who} drops {n}",
        "{who} uses {n} {goods}",
        "a friend takes {n}",
        "{who} throws away {n}",
    ),
    ("How many {goods} does {who} have?", "How many {goods} does {who} have now?", "How many {goods} are left?"),
    tuple(GOODS),
)
STORE = Theme(
    (
        "A store has {n} {goods}.",
        "A shop has {n} {goods}.",
        "There are {n} {goods} in a box.",
        "A farmer has {n} {goods}.",
    ),
    (
        "they get {n} more",
        "they buy {n} more {goods}",
        "{n} more arrive",
        "they add {n} {goods}",
        "they order {n} more",
    ),
    ("they sell {n}", "{n} are sold", "{n} {goods} are lost", "they give away {n}", "they throw away {n}", "{n} break"),
    ("How many {goods} do they have?", "How many {goods} are there now?", "How many {goods} are left?"),
    tuple(GOODS),
)
TRAIN = Theme(
    (
        "A {goods_of} leaves with {n} passengers.",
        "There are {n} passengers on a {goods_of}.",
        "A {goods_of} carries {n} passengers.",
    ),
    ("{n} get on", "{n} more passengers get on", "at the next stop {n} get on", "{n} more board"),
    ("{n} get off", "{n} passengers get off", "at the next stop {n} get off", "{n} leave"),
    (
        "How many passengers are on the {goods_of} now?",
        "How many passengers are left?",
        "How many passengers are on board?",
    ),
    ("train", "bus", "tram", "ferry", "boat", "plane"),
)
CLUSTER = Theme(
    (
        "A cluster has {n} {goods}.",
        "There are {n} {goods} in the cluster.",
        "The team runs {n} {goods}.",
        "A region has {n} {goods}.",
    ),
    (
        "the team adds {n} more",
        "{n} more {goods} are added",
        "{n} more start",
        "autoscaling adds {n} {goods}",
        "{n} come back",
    ),
    (
        "{n} fail",
        "{n} {goods} crash",
        "the team removes {n}",
        "{n} {goods} are stopped",
        "{n} go down",
        "{n} are drained",
    ),
    ("How many {goods} are left?", "How many {goods} are running now?", "How many {goods} are there now?"),
    "GPUs nodes servers pods replicas jobs workers containers machines services".split(),
)
THEMES = (PERSON, STORE, TRAIN, CLUSTER)


def _frame(rng: random.Random, forms: tuple[str, ...], held: bool) -> tuple[str, str]:
    """An opener and a wording; training never sees a fifth of the combinations."""
    while True:
        opener, form = rng.choice(OPENERS), rng.choice(forms)
        if held or not is_held_out("arithmetic-frame", opener, form):
            return opener, form


def problem(rng: random.Random, steps: int, *, held: bool = False) -> tuple[str, list[tuple[int, str, int, int]]]:
    """A text and its calculations (a, sign, b, result); if `held`, every operand tuple is one never trained on."""
    theme = rng.choice(THEMES)
    word = rng.choice(theme.goods)
    fill = {"who": people.person(rng, held=held), "goods": word, "goods_of": word}
    sums, sentences = [], []
    for _ in range(steps):
        sums.append(operation(rng, held=held, start=sums[-1][3] if sums else None))
    sentences.append(rng.choice(theme.start).format(n=sums[0][0], **fill))
    for _, sign, b, _ in sums:
        opener, form = _frame(rng, theme.more if sign == "+" else theme.fewer, held)
        sentence = form.format(n=b, **fill)
        if len(sentences) > 1 and rng.random() < 0.2:
            sentences[-1] = f"{sentences[-1][:-1]} and {sentence}."
        else:
            sentence = opener + sentence
            sentences.append(sentence[0].upper() + sentence[1:] + ".")
    return " ".join([*sentences, rng.choice(theme.ask).format(**fill)]), sums


def steps_text(sums: list[tuple[int, str, int, int]]) -> str:
    """The step-by-step answer, in the form of the lecture's own example."""
    lines = [f"{i}. {a} {sign} {b} = {result}" for i, (a, sign, b, result) in enumerate(sums, 1)]
    return "\n" + "\n".join([*lines, f"Answer: {sums[-1][3]}"])


def pair(rng: random.Random, steps: int | None = None, *, held: bool = False) -> tuple[Example, Example]:
    """The same problem twice: answered at once, and step by step."""
    steps = steps or rng.choice([1] * 14 + [2] * 4 + [3] * 4 + [4] * 4 + [5] * 2 + [6])
    text, sums = problem(rng, steps, held=held)
    key = tuple(("operands", a, sign, b) for a, sign, b, _ in sums)
    meta = {"result": sums[-1][3], "steps": steps}
    question = f"Q: {text}\nA:"
    return (
        Example(f"direct/{steps}", question, f" {sums[-1][3]}", key, meta),
        Example(f"step_by_step/{steps}", question + STEP_BY_STEP, steps_text(sums), key, meta),
    )


def running(rng: random.Random, *, held: bool = False) -> Example:
    """A longer problem in which the total is said after every sentence: the single steps of language, densely."""
    theme = rng.choice(THEMES)
    word = rng.choice(theme.goods)
    fill = {"who": people.person(rng, held=held), "goods": word, "goods_of": word}
    total, segments, answer = None, [], ""
    says = rng.choice(["Now", "Total:", "A:", "Now there are"])
    for place in range(rng.randint(5, 9)):
        a, sign, b, result = operation(rng, held=held, start=total)
        text = rng.choice(theme.start).format(n=a, **fill) if place == 0 else ""
        sentence = "".join(_frame(rng, theme.more if sign == "+" else theme.fewer, held)).format(n=b, **fill)
        segments += [(f" {answer}", True), (f"{text} {sentence[0].upper()}{sentence[1:]}. {says}", False)]
        total, answer = result, f"{result}."
    prompt = "".join(text for text, _ in segments[1:]).strip()
    segments[1] = (segments[1][0].strip(), False)
    return Example("running", prompt, f" {answer}", (), {"segments": segments[1:]})


def calculation(rng: random.Random, *, held: bool = False) -> tuple[str, str, tuple]:
    """("23 + 14", "37", what of it is reserved for evaluation)."""
    a, sign, b, result = operation(rng, held=held)
    return f"{a} {sign} {b}", str(result), ("operands", a, sign, b)


def plain_sum(rng: random.Random, *, held: bool = False) -> Example:
    """A bare calculation such as "What is 23 + 14?"."""
    text, result, key = calculation(rng, held=held)
    return Example("plain_sum", rng.choice(SUM_FORMS).format(text), f" {result}", (key,), {"result": int(result)})
