"""The seq2seq lab model: its language, what is held out, its network and its folder."""

import json
import random
import re
import shutil
from dataclasses import replace
from itertools import pairwise

import pytest
import torch

from lab_training.evaluate import ABILITIES, MODELS, handwritten
from lab_training.seq2seq import evaluate, recipe, summary_frames
from lab_training.seq2seq.net import T5, Shape
from lab_training.seq2seq.recipe import ALPHABET, MAKERS, copying, example, gappy, hasty
from lab_training.seq2seq.summary import summary, wording
from lab_training.seq2seq.translation import FRAMES, conjugated, translation
from lab_training.shared import lexicon
from lab_training.shared.bilingual import euphony, render, spoken
from lab_training.shared.core import is_held_out

FOLDER = MODELS / "seq2seq"


def noun(en):
    return next(n for n in lexicon.NOUNS if n.en == en)


def adjective(en):
    return next(a for a in lexicon.ADJECTIVES if a.en == en)


def verb(inf):
    return next(v for v in lexicon.VERBS if v.forms["inf"] == inf)


@pytest.fixture(scope="module")
def training():
    rng = random.Random(5)
    return {ability: [make(rng) for _ in range(2500)] for ability, (_, make) in MAKERS.items()}


@pytest.mark.parametrize(
    "word, det, plural, adj, expected",
    [
        ("computer", "the", False, "old", "le vieil ordinateur"),
        ("database", "a", True, "slow", "des bases de données lentes"),
        ("server", "a", True, "new", "de nouveaux serveurs"),
        ("horse", "this", True, "white", "ces chevaux blancs"),
        ("animal", "this", False, None, "cet animal"),
        ("school", "my", False, None, "mon école"),
        ("tree", "the", False, "beautiful", "le bel arbre"),
        ("water", "some", False, "cold", "de la eau froide"),
        ("nurse", "our", True, "happy", "nos infirmières heureuses"),
    ],
)
def test_noun_phrases_agree(word, det, plural, adj, expected):
    assert render(noun(word), det, plural, adj and adjective(adj), random.Random(0)).fr == expected


@pytest.mark.parametrize(
    "raw, expected",
    [
        ("de le ordinateur", "de l'ordinateur"),
        ("de le serveur", "du serveur"),
        ("à les clients", "aux clients"),
        ("de la eau", "de l'eau"),
        ("Je ai peur", "J'ai peur"),
        ("parce que elle", "parce qu'elle"),
        ("si ils", "s'ils"),
        ("Si il pleut", "S'il pleut"),
        ("si elle", "si elle"),
        ("de les hôtels", "des hôtels"),
        ("la réponse de Omar", "la réponse d'Omar"),
    ],
)
def test_elision_and_contraction(raw, expected):
    assert euphony(raw) == expected


@pytest.mark.parametrize(
    "inf, expected",
    [
        ("manger", "nous mangeons"),
        ("remplacer", "nous remplaçons"),
        ("choisir", "nous choisissons"),
        ("perdre", "nous perdons"),
        ("acheter", "ils achètent"),
        ("appeler", "il appelle"),
        ("nettoyer", "je nettoie"),
        ("lire", "vous lisez"),
    ],
)
def test_conjugation(inf, expected):
    person, form = expected.split()
    assert verb(inf).forms[person] == form


def test_french_of_the_generator_obeys_its_rules(training):
    """Whatever the frame: elided, contracted, spaced before ? and !, negation in two parts."""
    wrong = re.compile(
        r"\b(?:[Dd]e les?|à les?|[lL]e [aeiouéèêh]|[lL]a [aeiouéèêh]|[jJ]e [aeiouéèêh]|ne [aeiouéèêh]|"
        r"[qQ]ue [aeiouéèê]|[sS]i ils?\b|ce [aeiouéèêh]|ma [aeiouéèêh])|  |[^ ][?!]"
    )
    for e in training["translation"]:
        assert not wrong.search(e.answer), e
        assert not re.search(r"\b(?:ne|n')\b", e.answer) or "pas" in e.answer, e
        assert e.answer[-1] == e.prompt[-1] or e.meta["frame"] == "phrase", e


def test_english_short_forms():
    assert spoken("Do not forget that we cannot stay.") == "Don't forget that we can't stay."
    assert spoken("I am here.") == "I'm here."
    assert [lexicon.ing(verb) for verb in ("stop", "write to", "see")] == ["stopping", "writing to", "seeing"]


def test_the_language_is_rich_enough(training):
    """At least 30 frames and 800 content words an ability; half of the words are counted from what is written."""
    assert len(FRAMES) >= 30 and len(lexicon.word_pairs()) >= 400
    assert sum(len(slot) for slots in summary_frames.FRAMES.values() for slot in slots) >= 30
    for ability, least in (("translation", 1600), ("summary", 700)):
        words = {w for e in training[ability] for w in re.findall(r"[^\W\d_]{3,}", f"{e.prompt} {e.answer}".lower())}
        assert len(words) >= least, (ability, len(words))


def test_training_sentences_hold_no_reserved_pair_or_frame(training):
    """Read from the text itself, not from what the generator says about it."""
    adjectives = {a.en for a in lexicon.ADJECTIVES}
    nouns = {form: n.en for n in lexicon.NOUNS for form in (n.en, n.en_plural)}
    pairs = set()
    for e in training["translation"]:
        words = re.findall(r"\w+", e.prompt.lower())
        pairs |= {(a, nouns[b]) for a, b in pairwise(words) if a in adjectives and b in nouns}
    assert len(pairs) > 500
    assert not [pair for pair in pairs if is_held_out("translation", "adjective", *pair)]
    used = {e.meta["frame"] for e in training["translation"]} - {"phrase"}
    assert len(used) > 100 and not [frame for frame in used if is_held_out("translation-frame", frame)]


def test_training_reports_hold_no_reserved_frame(training):
    reserved = [
        frame
        for slots in summary_frames.FRAMES.values()
        for slot in slots
        for frame in slot
        if is_held_out("summary-frame", wording(frame))
    ]
    assert len(reserved) > 20
    # a frame that is little but fields would match anything: only frames with words of their own are looked for
    worded = [frame for frame in reserved if len(re.findall(r"\w+", re.sub(r"\{\w+\}", "", frame))) >= 4]
    patterns = [re.compile("(?:^|[.?!] )" + re.sub(r"\\\{\w+\\\}", r"[^.?!]+", re.escape(frame))) for frame in worded]
    text = [e.prompt for e in training["summary"]]
    assert len(patterns) > 15 and not [(p.pattern, t) for p in patterns for t in text if p.search(t)]


@pytest.mark.parametrize("make, kinds", [(translation, 1), (summary, 2)])
def test_held_out_examples_hold_something_reserved(make, kinds):
    rng = random.Random(8)
    for e in (make(rng, True) for _ in range(300)):
        assert all(is_held_out(*part) for part in e.held) and len({part[0] for part in e.held}) >= kinds


def test_typed_in_haste():
    assert hasty("summarize: The disk is full.") == "summarize: the disk is full"
    assert hasty("translate English to French: I am: fine.") == "translate English to French: I am: fine"


def test_a_report_with_gaps_keeps_every_fact(training):
    rng, gaps = random.Random(1), 0
    for e in training["summary"][:200]:
        left = set(re.findall(r"\w+", gappy(rng, replace(e, prompt=f"summarize: {e.prompt}"))))
        facts = set(re.findall(r"\w+", e.answer)) & set(re.findall(r"\w+", e.prompt))
        assert facts <= left
        gaps += len(left) < len(set(re.findall(r"\w+", e.prompt)))
    assert gaps > 100


def test_beginners_exercises():
    """Copies come from a small alphabet, and pronouns agree with the verbs after them."""
    rng = random.Random(2)
    assert len(ALPHABET) < 80 and {word for _ in range(50) for word in copying(rng).answer.split()} <= set(ALPHABET)
    forms = dict((e.prompt, e.answer) for e in (conjugated(rng) for _ in range(3000)))
    assert forms["we secure"] == "nous sécurisons" and forms["she arrived"] == "elle est arrivée"


def test_fifty_handwritten_prompts():
    rows = handwritten("seq2seq")
    assert len(rows) == 50 and {row["ability"] for row in rows} == set(MAKERS)
    assert all(row["answers"] and type(row["answers"]) is list for row in rows)


def test_word_links_take_only_unambiguous_words():
    means = {"chat": {"cat"}, "noir": {"black"}}
    assert evaluate.word_links(["▁The", "▁black", "▁cat"], ["▁Le", "▁chat", "▁noir"], means) == [(1, 2), (2, 1)]
    assert evaluate.word_links(["▁cat", "▁cat"], ["▁chat"], means) == []


# the saved model


@pytest.fixture(scope="module")
def loaded():
    return evaluate.load(FOLDER)


def test_it_translates_the_sentence_of_the_lecture(loaded):
    prompt = "translate English to French: Hello, how are you?"
    assert evaluate.answers(*loaded, [prompt]) == ["Bonjour, comment allez-vous ?"]


def test_it_does_about_what_the_card_says(loaded):
    """Twenty held-out prompts each: too few for a figure, but a folder that broke since it was measured shows."""
    published = json.loads(ABILITIES.read_text(encoding="utf-8"))["seq2seq"]
    rng = random.Random(3)
    for ability in MAKERS:
        examples = [example(ability, rng, True) for _ in range(20)]
        assert evaluate.exact(*loaded, examples).value >= published[ability]["value"] - 25, ability


def test_the_tokenizer_loses_nothing(loaded, training):
    tokenizer = loaded[0]
    for e in training["translation"][:300] + training["summary"][:100]:
        for text in (e.prompt, e.answer):
            ids = tokenizer(text).input_ids
            assert tokenizer.unk_token_id not in ids and ids[-1] == tokenizer.eos_token_id
            assert tokenizer.decode(ids, skip_special_tokens=True) == text


def test_our_network_gives_the_logits_of_transformers(loaded):
    """Long inputs reach the far buckets of the position bias; the short row shows the mask."""
    tokenizer, model = loaded
    shape = Shape(vocab=model.config.vocab_size)
    net = T5(shape)
    net.load_exported({name: value for name, value in model.state_dict().items() if name in net.state_dict()})
    assert {**shape.config(), "dtype": None}.items() <= {**model.config.to_dict(), "dtype": None}.items()
    made = torch.Generator().manual_seed(1)
    source = torch.randint(3, shape.vocab, (2, 200), generator=made)
    source[1, 9:] = tokenizer.pad_token_id
    text = torch.randint(3, shape.vocab, (2, 150), generator=made)
    target = torch.cat((torch.zeros(2, 1, dtype=torch.long), text), 1)
    with torch.no_grad():
        theirs = model(input_ids=source, attention_mask=(source != 0).long(), decoder_input_ids=target).logits
        torch.testing.assert_close(net(source, target), theirs, atol=2e-4, rtol=1e-4)


def test_training_resumes_from_the_folder_and_writes_it(tmp_path, monkeypatch):
    monkeypatch.setattr(recipe, "BUILD", tmp_path / "build")
    folder = shutil.copytree(FOLDER, tmp_path / "seq2seq")
    before = (folder / "model.safetensors").read_bytes()
    recipe.train(recipe.MINUTES * 2 / recipe.STEPS, "cpu", True, folder)
    assert (folder / "model.safetensors").read_bytes() != before and not list((tmp_path / "build").iterdir())
    tokenizer, model = evaluate.load(folder)
    assert model.config.vocab_size == len(tokenizer)
