"""What is held out from the decoder's training text stays out: proved by reading the text, not the generator's word."""

import random
import re

import pytest

from lab_training.decoder import arithmetic, chat, classify, context, fewshot, people, records, series, spellings
from lab_training.decoder.abilities import ABILITIES, measured
from lab_training.decoder.drills import operation
from lab_training.decoder.mixture import corpus
from lab_training.decoder.names import SYLLABIC
from lab_training.decoder.words import FAMILIAR
from lab_training.shared.core import is_held_out

NAME = re.compile(r"\b[A-Z][a-z]+\b")
ORDINARY = [*spellings.FIRST, *spellings.LAST, *spellings.FIRMS, *spellings.WORDS, *spellings.TASKS]
RESERVED = {name.lower() for name in ORDINARY if is_held_out("spelling", name.lower())}


def may_be_trained(kind: str, name: str) -> bool:
    """A familiar name, one of syllables from the training side, or any other that evaluation never takes."""
    if name in FAMILIAR:
        return True
    return not is_held_out(kind, name) if SYLLABIC.fullmatch(name) else name.lower() not in RESERVED


def test_operands_of_training_problems_are_never_reserved():
    rng = random.Random(0)
    for _ in range(1500):
        example = series.step_by_step(rng)
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
        assert all(may_be_trained("person", part) for part in person["name"].split())
        assert may_be_trained("company", person["company"].split()[0])
        mailbox, domain = person["email"].split("@")
        if SYLLABIC.fullmatch(mailbox) and mailbox not in FAMILIAR:
            assert not is_held_out("email", mailbox, domain)


def test_no_spelling_of_evaluation_is_in_any_training_name_word_or_label():
    rng = random.Random(7)
    for _ in range(3000):
        for make in (spellings.person, spellings.surname, spellings.word, spellings.label):
            made = make(rng)
            assert made.lower() not in RESERVED and not SYLLABIC.fullmatch(made) or len(made) < 5
        assert make(rng, held=True).lower() in RESERVED


def test_novel_labels_are_on_their_side():
    rng = random.Random(3)
    for _ in range(300):
        assert all(is_held_out(*key) for key in fewshot.few_shot(rng, 4, held=True).held)
        labels = [label for _, label in fewshot.few_shot(rng, 4).held]
        assert not any(is_held_out("label", v) for v in labels if len(v) == 4 and v.islower() and SYLLABIC.fullmatch(v))


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
        assert not any(is_held_out(*key) for key in ABILITIES[ability].generate(rng).held)
        assert any(is_held_out(*key) for key in measured()[ability].held(rng).held)


def test_ordinary_names_of_evaluation_are_reserved_and_last_no_longer_than_asked():
    rng = random.Random(9)
    with people.ordinary():
        records_ = [records.record(rng, held=True) for _ in range(200)]
    for person in records_:
        assert {part.lower() for part in person["name"].split()} <= RESERVED
        assert person["company"].split()[0].lower() in RESERVED
    assert SYLLABIC.fullmatch(people.person(rng, held=True))


def test_no_opinion_of_training_names_a_reserved_pair_in_passing():
    rng = random.Random(11)
    for _ in range(3000):
        text, _, (subject, _) = classify.opinion(rng)
        words = set(re.findall(r"[a-z]+", text.lower())) & {*classify.POSITIVE, *classify.NEGATIVE}
        assert not any(is_held_out("sentiment", subject, word) for word in words), text


def test_questions_in_unseen_frames_and_from_values_to_keys_are_what_they_say():
    rng = random.Random(10)
    unseen, reverse = measured()["qa/unseen"], measured()["qa/reverse"]
    forms = [re.sub(r"\\{\w+\\}", ".+", re.escape(f)) for f in FACTS if not is_held_out("qa-frame", f)]
    for _ in range(200):
        sentences = re.findall(r"[^.\n:]+\.", unseen.held(rng).prompt.partition("Context: ")[2])
        assert not any(re.fullmatch(form, s.strip(), re.IGNORECASE) for s in sentences[:1] for form in forms)
        asked = reverse.held(rng).prompt.rsplit("uestion: ", 1)[-1].rsplit("Q: ", 1)[-1]
        assert re.match(r"(Who|Whom|Which (service|company)|.+ is the capital of which)\b", asked), asked


OPINIONS = [*classify.STATE, *classify.PLAIN, *classify.NOT]
FACTS = [sentence for sentences, _ in context.FACTS.values() for sentence in sentences]
TOLD = [sentence for fact in chat.FACTS.values() for sentence in fact.told]
NOUN, WORD, WORDS = r"\w+ \w+(?: \w+)?", r"\w+", r"[\w-]+(?: [\w-]+)?"


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
    for text in corpus(rng, each=400):
        words |= {w.lower() for w in re.findall(r"[^\W\d_]+", text) if not SYLLABIC.fullmatch(w)}
    assert len(words) >= 800
