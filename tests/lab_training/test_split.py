"""What is held out from the decoder's training text stays out: proved by reading the text, not the generator's word."""

import random
import re

import pytest

from lab_training.decoder import abilities, arithmetic, chat, classify, context, fewshot, names, records
from lab_training.decoder.drills import operation
from lab_training.decoder.evaluate import SINGLE
from lab_training.decoder.words import FAMILIAR
from lab_training.shared.core import is_held_out

NAME = re.compile(r"\b[A-Z][a-z]+\b")
SYLLABIC = re.compile("(?:{})+".format("|".join(names.SYLLABLES)), re.IGNORECASE)


def test_operands_of_training_problems_are_never_reserved():
    rng = random.Random(0)
    for _ in range(1500):
        example = abilities.step_by_step(rng)
        for a, sign, b in re.findall(r"\d+\. (\d+) (.) (\d+) =", example.answer):
            assert not is_held_out("operands", a, sign, b)
        a, sign, b, _ = operation(rng, held=False)
        assert not is_held_out("operands", a, sign, b)


def test_operands_of_evaluation_problems_are_all_reserved():
    rng = random.Random(1)
    for _ in range(200):
        for example in arithmetic.pair(rng, 3, held=True):
            assert len(example.held) == 3 and all(is_held_out(*key) for key in example.held)


def test_names_and_labels_of_training_records_are_never_reserved():
    rng = random.Random(2)
    for _ in range(600):
        person = records.extraction(rng).meta["record"]
        for part in person["name"].split():
            assert part in FAMILIAR or not is_held_out("person", part)
        first = person["company"].split()[0]
        assert first in FAMILIAR or not is_held_out("company", first)
        if person["email"].split("@")[0] not in FAMILIAR:
            assert not is_held_out("email", *person["email"].split("@"))
        labels = re.findall(r"(?:: |-> )([a-z]{4})\n", fewshot.few_shot(rng, 4).prompt + "\n")
        assert not any(
            is_held_out("label", label)
            for label in labels
            if SYLLABIC.fullmatch(label) and label in {k[1] for k in fewshot.few_shot(random.Random(0), 4).held}
        )


@pytest.mark.parametrize("make", [fewshot.few_shot])
def test_novel_labels_are_on_their_side(make):
    for held in (False, True):
        rng = random.Random(3)
        for _ in range(300):
            example = make(rng, 4, held=held)
            assert example.held and all(is_held_out(*key) == held for key in example.held)


def test_evaluation_records_and_conversations_have_unseen_names_only():
    rng = random.Random(4)
    for _ in range(300):
        person = records.extraction(rng, held=True).meta["record"]
        assert all(is_held_out("person", part) for part in person["name"].split())
        assert is_held_out("company", person["company"].split()[0]) and is_held_out(
            "email", *person["email"].split("@")
        )


@pytest.mark.parametrize("ability", ["sentiment", "ticket", "qa", "format", "translation"])
def test_reserved_combinations_appear_in_evaluation_only(ability):
    rng = random.Random(5)
    for _ in range(400):
        assert not any(is_held_out(*key) for key in SINGLE[ability](rng, held=False).held)
        assert any(is_held_out(*key) for key in SINGLE[ability](rng, held=True).held)


OPINIONS = [*classify.STATE, *classify.PLAIN, *classify.NOT]
FACTS = [sentence for sentences, _ in context.FACTS.values() for sentence in sentences]
TOLD = [sentence for fact in chat.FACTS.values() for sentence in fact.told]
NOUN, WORD, WORDS = r"\w+ \w+(?: \w+)?", r"\w+", r"[\w-]+(?: [\w-]+){0,3}"


def either(groups) -> str:
    return "|".join(re.escape(text) for group in groups for text in group)


# kind: frames, what stands in their places, and the sentences of one training text
FRAMES = {
    "sentiment-frame": (
        OPINIONS,
        {"n": NOUN, "a": WORD, "b": WORD, "s": WORD, "f": either([classify.FACTS])},
        lambda rng: [classify.opinion(rng)[0].rstrip(".!")],
    ),
    "qa-frame": (FACTS, {}, lambda rng: re.findall(r"[^.\n]+\.", context.question(rng).prompt)),
    "chat-frame": (TOLD, {}, lambda rng: re.findall(r"user\|>(.+?)<\|end", chat.recall(rng).prompt)),
    "ticket-frame": (
        classify.TICKET_FRAMES,
        {"t": either(classify.TROUBLES.values()), "i": either(classify.IMPACT.values())},
        lambda rng: re.findall(r"(?:icket: |\n)(.+)\.", classify.ticket(rng).prompt),
    ),
}


@pytest.mark.parametrize("kind", FRAMES)
def test_reserved_frames_are_in_no_training_text_and_all_others_are(kind):
    frames, fill, read = FRAMES[kind]
    rng = random.Random(8)
    sentences = {sentence.strip() for _ in range(1500) for sentence in read(rng)}
    for frame in frames:
        parts = re.split(r"\{(\w+)\}", frame)
        pattern = "".join(f"(?:{fill.get(p, WORDS)})" if i % 2 else re.escape(p) for i, p in enumerate(parts))
        pattern = re.sub(r"(?<!\w)a\\ ", r"an?\\ ", pattern)
        met = any(re.fullmatch(pattern, sentence, re.IGNORECASE) for sentence in sentences)
        assert met != is_held_out(kind, frame), frame


def test_the_split_keeps_a_fifth_and_is_stable():
    share = sum(is_held_out("person", f"name{i}") for i in range(5000)) / 5000
    assert abs(share - 0.2) < 0.02
    assert is_held_out("operands", 23, "+", 14) == is_held_out("operands", "23", "+", "14")


def test_vocabulary_and_frames_are_wide_enough():
    rng = random.Random(6)
    words = set()
    for text in abilities.corpus(rng, each=400):
        words |= {w.lower() for w in re.findall(r"[^\W\d_]+", text) if not SYLLABIC.fullmatch(w)}
    assert len(words) >= 800
