"""The registry: every ability of the decoder with its weight in training, its text, how it is measured, and the aim."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from lab_training.decoder import arithmetic, chat, classify, context, fewshot, people, records, series, story
from lab_training.decoder.names import SYLLABLES
from lab_training.shared.core import Example

NAME = re.compile(r"\b(?:{})(?:{})+\b".format("|".join(s.capitalize() for s in SYLLABLES), "|".join(SYLLABLES)))


def exact(told: str, example: Example) -> bool:
    """The answer as it should be, but for spaces around it."""
    return told.strip() == example.answer.strip()


def final(told: str, example: Example) -> bool:
    """The right number behind the last "Answer:", or first in an answer without one."""
    return re.findall(r"\d+", told.split("Answer:")[-1])[:1] == [str(example.meta["result"])]


def one_hero(told: str, example: Example) -> bool:
    """A story that names its hero and nobody else."""
    return set(NAME.findall(told)) == {example.meta["name"]}


@dataclass(frozen=True)
class Measured:
    """How a figure comes about: held(rng) -> Example of prompts never trained on, and who judges the answers."""

    held: Callable[[random.Random], Example]
    target: str = "measured"
    right: Callable[[str, Example], bool] = exact
    tokens: int = 80
    as_chat: bool = False  # whether every fourth prompt is put as a user's message


@dataclass(frozen=True)
class Ability:
    """A kind of exercise: generate(rng, held=...) -> Example, its weight in the mixture, and its figures by suffix."""

    weight: float
    generate: Callable[..., Example]
    figures: dict[str, Measured] = field(default_factory=dict)
    chat: bool = True  # whether a plain prompt may also be put as a user's message


def _held(generate: Callable[..., Example], **how) -> Callable[[random.Random], Example]:
    return partial(generate, held=True, **how)


def _ordinary(generate: Callable[..., Example]) -> Callable[[random.Random], Example]:
    """Held-out prompts with ordinary names, such as Svetlana of Contoso, in the place of syllables."""

    def make(rng: random.Random) -> Example:
        with people.ordinary():
            return generate(rng, held=True)

    return make


def _rung(which: int, steps: int, target: str, sign: str | None = None) -> Measured:
    """A rung of the ladder: which=0 answers at once, which=1 step by step, both to the same problems."""

    def make(rng: random.Random) -> Example:
        while True:
            example = arithmetic.pair(rng, steps, held=True)[which]
            if sign in (None, example.held[0][2]):
                return example

    return Measured(make, target, final, max(80, 20 * steps))


def _shots(shots: int, target: str = "measured") -> Measured:
    return Measured(_held(fewshot.few_shot, shots=shots), target)


def _typed(kind: str) -> Measured:
    """Four examples with labels as a learner types them."""
    return Measured(partial(fewshot.typed, shots=4, kind=kind), ">= 90 %")


def _named_story(rng: random.Random) -> Example:
    """A story whose request tells the hero's name."""
    while True:
        example = story.story(rng, held=True)
        if example.meta["name"] in example.prompt:
            return example


STEEPLY = "falling steeply"
DIRECT = {str(k): _rung(0, k, STEEPLY if k > 1 else ">= 90 %") for k in (1, 2, 3, 4, 5, 6)}
SIGNS = {"plus": _rung(0, 1, ">= 90 %", "+"), "minus": _rung(0, 1, "as good as plus", "-")}
STEPS = {1: ">= 95 %", 2: ">= 95 %", 3: ">= 95 %", 4: ">= 95 %", 5: "75 to 90 %", 6: "50 to 80 %"}
SHOTS = {"0": _shots(0, "<= 30 %"), "2": _shots(2), "4": _shots(4, ">= 95 %"), "8": _shots(8)}
TYPED = {
    "A_B": _typed("A/B"),
    "yes_no": _typed("yes/no"),
    "spam_ham": _typed("spam/ham"),
    "POSITIVE_NEGATIVE": _typed("POSITIVE/NEGATIVE"),
    "words": _typed("plain"),
}
LONG = partial(classify.sentiment, form=0)
SENTIMENT = {
    "": Measured(_held(classify.sentiment), ">= 97 %", as_chat=True),
    "long": Measured(_held(LONG), ">= 95 %: the lecture's prompt"),
}
QA = {
    "": Measured(_held(context.question), ">= 85 %", as_chat=True),
    "unseen": Measured(_held(context.question, unseen=True), ">= 85 %: sentences of no form that was trained"),
    "reverse": Measured(_held(context.question, reverse=True), ">= 85 %: from a value to its key"),
    "ordinary": Measured(_ordinary(context.question), ">= 90 %"),
}
ABILITIES: dict[str, Ability] = {
    "direct": Ability(15, series.direct, DIRECT | SIGNS),
    "step_by_step": Ability(15, series.step_by_step, {str(k): _rung(1, k, aim) for k, aim in STEPS.items()}),
    "running": Ability(4, arithmetic.running, chat=False),
    "plain_sum": Ability(11, series.plain_sum, {"": Measured(_held(arithmetic.plain_sum))}),
    "few_shot": Ability(24, series.few_shot, SHOTS | TYPED),
    "recall": Ability(3, fewshot.pairs),
    "sentiment": Ability(14, series.sentiment, SENTIMENT),
    "ticket": Ability(5, series.ticket, {"": Measured(_held(classify.ticket), ">= 95 %", as_chat=True)}),
    "qa": Ability(17, context.question, QA),
    "partners": Ability(14, context.partners),
    "json": Ability(
        16,
        records.extraction,
        {
            "": Measured(_held(records.extraction), ">= 95 %", as_chat=True),
            "ordinary": Measured(_ordinary(records.extraction), ">= 90 %"),
        },
    ),
    "record_field": Ability(1, records.one_field),
    "translation": Ability(10, series.translation, {"": Measured(_held(series.translation), ">= 97 %", as_chat=True)}),
    "chat": Ability(
        8,
        chat.recall,
        {"": Measured(_held(chat.recall), ">= 95 %"), "ordinary": Measured(_ordinary(chat.recall), ">= 90 %")},
        chat=False,
    ),
    "small_talk": Ability(0.5, chat.small_talk, chat=False),
    "format": Ability(5, chat.formatted, {"": Measured(_held(chat.formatted), ">= 95 %")}, chat=False),
    "list": Ability(0.5, chat.listing, chat=False),
    "story": Ability(3, story.story, {"": Measured(_named_story, right=one_hero, tokens=130)}, chat=False),
}


def measured() -> dict[str, Measured]:
    """All figures of the registry by name, such as "qa" or "direct/1"."""
    return {
        f"{name}/{suffix}".rstrip("/"): figure
        for name, ability in ABILITIES.items()
        for suffix, figure in ability.figures.items()
    }
