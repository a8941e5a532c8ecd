"""All abilities of the decoder: which generator writes which, in what proportion, and as which document."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from tokenizers import Tokenizer

from lab_training.decoder import arithmetic, bpe, chat, classify, context, fewshot, records, story
from lab_training.decoder import translation as bilingual
from lab_training.decoder.drills import Document, Drills
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
    if held or rng.random() < 0.25:
        return classify.sentiment(rng, held=held)
    *solved, (text, verdict) = [classify.opinion(rng)[:2] for _ in range(rng.randint(4, 10))]
    head = rng.choice(["", "Sentiment analysis. Classify as POSITIVE, NEGATIVE, or NEUTRAL.\n\n"])
    ask = rng.choice(
        ["Text: {}\nSentiment:", 'Text: "{}"\n\nSentiment:', 'Review: "{}"\nSentiment:', "Text: {}\n\nCategory:"]
    )
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


# ability: (weight in the mixture, generator, whether the plain prompt may also be put as a user's message)
ABILITIES: dict[str, tuple[float, Callable, bool]] = {
    "direct": (22, direct, True),
    "step_by_step": (22, step_by_step, True),
    "running": (11, arithmetic.running, False),
    "plain_sum": (9, plain_sum, True),
    "few_shot": (3.5, few_shot, True),
    "recall": (2, fewshot.pairs, True),
    "sentiment": (8, sentiment, True),
    "ticket": (5, ticket, True),
    "qa": (14, context.question, True),
    "json": (10, records.extraction, True),
    "record_field": (1, records.one_field, True),
    "translation": (8, translation, True),
    "chat": (3, chat.recall, False),
    "small_talk": (0.5, chat.small_talk, False),
    "format": (12, chat.formatted, False),
    "list": (0.5, chat.listing, False),
    "story": (3, story.story, False),
}
DRILLS = {"copy": 2.0, "recall": 3.0, "classes": 2.0, "sums": 6.0}
JOINED = 0.012  # of the documents are several in one, so that every position of the context is trained


def as_chat(rng: random.Random, example: Example) -> Example:
    """The same exercise as a user's message."""
    prompt = chat.turns((example.prompt, ""), system=rng.choice(chat.SYSTEMS))
    return replace(example, prompt=prompt, answer=example.answer.strip(), meta={"chat": True})


def document(tokenizer: Tokenizer, example: Example) -> Document:
    """Prompt and answer tokenized apart, as at inference; the answer and its end are to be predicted.

    A prompt may bring segments of its own, of which some are to be predicted as well.
    """
    ids, wanted = [tokenizer.token_to_id(bpe.BOS)], [False]
    end = bpe.END if example.meta.get("chat") else bpe.EOS
    for text, predicted in [*example.meta.get("segments", [(example.prompt, False)]), (example.answer + end, True)]:
        part = tokenizer.encode(text, add_special_tokens=False).ids
        ids += part
        wanted += [predicted] * len(part)
    return Document(example.ability, ids, wanted)


class Mixture:
    """sample(rng, progress) -> Document, from the abilities and the drills.

    The drills begin with three times their weight: abilities grow on them, and must not forget them.
    """

    def __init__(self, tokenizer: Tokenizer, weights: dict[str, float] | None = None):
        self.tokenizer, self.drills = tokenizer, Drills(tokenizer)
        self.weights = {name: weight * (weights or {}).get(name, 1.0) for name, (weight, _, _) in ABILITIES.items()}
        self.names = [*self.weights, *(f"drill/{name}" for name in DRILLS)]

    def sample(self, rng: random.Random, progress: float = 0.0) -> Document:
        replay = max(1.0, 3 - 6 * progress)
        weights = [*self.weights.values(), *(weight * replay for weight in DRILLS.values())]
        made = self.make(rng, rng.choices(self.names, weights)[0], held=False)
        while rng.random() < JOINED or (made.ability == "joined" and len(made.ids) < 400):
            more = self.make(rng, rng.choices(self.names, weights)[0], held=False)
            made = Document("joined", made.ids + more.ids, made.wanted + more.wanted)
        return made

    def make(self, rng: random.Random, name: str, *, held: bool) -> Document:
        """One document of the named ability or drill."""
        if name.startswith("drill/"):
            return getattr(self.drills, name.split("/")[1])(rng, held=held)
        _, generate, chat = ABILITIES[name]
        example = generate(rng, held=held)
        if chat and rng.random() < 0.2:
            example = as_chat(rng, example)
        return document(self.tokenizer, example)


def corpus(rng: random.Random, each: int = 1500) -> list[str]:
    """Training text of all abilities, from which the tokenizer learns its merges."""
    made = [generate(rng, held=False) for _, generate, _ in ABILITIES.values() for _ in range(each)]
    return [e.prompt + e.answer for e in made]
