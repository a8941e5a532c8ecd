"""Exercises after solved ones in the same form: many answers for one reading, in training more often than in use."""

from __future__ import annotations

import random
from dataclasses import replace

from lab_training.decoder import arithmetic, classify, fewshot
from lab_training.decoder import translation as bilingual
from lab_training.shared.core import Example

TRANSLATE = [
    "Translate to French: {}",
    "Translate English to French.\n\nEnglish: {}\nFrench:",
    "English: {}\nFrench:",
    "Translate to French:\n{}\nFrench:",
    "Translate to French: {}\nFrench:",
]


def few_shot(rng: random.Random, *, held: bool = False) -> Example:
    """A labelling with 2 to 8 examples, more in training, and 2 or, with enough examples, 3 labels."""
    shots = rng.choice([2, 3, 4, 4, 5, 6, 8] if held else [2, 3, 4, 5, 6, 8, 10, 11])
    return fewshot.few_shot(rng, shots, held=held, kinds=3 if shots > 4 and rng.random() < 0.3 else 2)


def series(ability: str, head: str, ask: str, solved: list[tuple[str, str]], last: Example) -> Example:
    """`last` after solved ones in the same form; in training all answers are predicted, many for one reading."""
    told = [(ask.format(text), f" {answer}", True) for text, answer in solved]
    return fewshot.shown_pairs(
        ability, head, "\n\n", [*told, (ask.format(last.prompt), f" {last.answer}", True)], last.held
    )


def translation(rng: random.Random, *, held: bool = False) -> Example:
    """A sentence to translate, often after solved ones."""
    made = bilingual.translation(rng, held=held)
    if rng.random() < (0.15 if held else 0.6):
        shown = [bilingual.translation(rng) for _ in range(rng.randint(1, 2 if held else 4))]
        solved = [(e.prompt, e.answer) for e in shown]
        return series("translation", rng.choice(["", "Translate to French:\n\n"]), "English: {}\nFrench:", solved, made)
    return replace(made, prompt=rng.choice(TRANSLATE).format(made.prompt), answer=f" {made.answer}")


def sentiment(rng: random.Random, *, held: bool = False) -> Example:
    """A text to classify, in training often after solved ones."""
    if held or rng.random() < 0.35:
        return classify.sentiment(rng, held=held, form=0 if not held and rng.random() < 0.3 else None)
    *solved, (text, verdict) = [classify.opinion(rng)[:2] for _ in range(rng.randint(4, 10))]
    head = rng.choice(["", "Sentiment analysis. Classify as POSITIVE, NEGATIVE, or NEUTRAL.\n\n"])
    ask = rng.choice(
        ["Text: {}\nSentiment:", 'Text: "{}"\n\nSentiment:', 'Review: "{}"\nSentiment:', "Text: {}\n\nCategory:"]
    )
    if rng.random() < 0.55:
        head, _, ask = classify.SENTIMENT_PROMPTS[rng.choice([0, 0, 0, 5, 3])].partition("\n\n")
        head += "\n\n"
    return series("sentiment", head, ask, solved, Example("sentiment", text, verdict))


def ticket(rng: random.Random, *, held: bool = False) -> Example:
    """A ticket to triage, in training often after solved ones."""
    if held or rng.random() < 0.4:
        return classify.ticket(rng, held=held)
    *solved, (text, verdict) = [classify.report(rng)[:2] for _ in range(rng.randint(3, 6))]
    head = rng.choice(["", "You triage tickets.\n\n", "Classify the tickets.\n\n"])
    ask = rng.choice(["Ticket: {}\nCategory / severity:", "Support ticket: {}\nAnswer:"])
    return series("ticket", head, ask, solved, Example("ticket", text, verdict))


def plain_sum(rng: random.Random, *, held: bool = False) -> Example:
    """A bare calculation, in training often after others in the same words."""
    if held or rng.random() < 0.3:
        return arithmetic.plain_sum(rng, held=held)
    *solved, (text, result) = [arithmetic.calculation(rng)[:2] for _ in range(rng.randint(3, 9))]
    return series("plain_sum", "", rng.choice(arithmetic.SUM_FORMS), solved, Example("plain_sum", text, result))


def direct(rng: random.Random, *, held: bool = False) -> Example:
    """A word problem answered at once."""
    return arithmetic.pair(rng, held=held)[0]


def step_by_step(rng: random.Random, *, held: bool = False) -> Example:
    """A word problem answered step by step; drawn as often as `direct`, with the same ladder."""
    return arithmetic.pair(rng, held=held)[1]
