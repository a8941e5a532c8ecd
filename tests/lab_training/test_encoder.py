"""The encoder lab models: training and measurement stay apart, and the folders do their work."""

import json
import random
import shutil
from types import SimpleNamespace

import pytest
import torch
from safetensors.torch import load_file
from transformers import (
    AutoModelForMaskedLM,
    AutoModelForQuestionAnswering,
    AutoModelForSequenceClassification,
    AutoTokenizer,
    pipeline,
)

from lab_training.encoder import evaluate, pronouns, qa, recipe, sentiment, spam
from lab_training.encoder.net import Classifier, MaskedLM, Shape, SpanReader
from lab_training.encoder.pronoun_words import FAMILIES
from lab_training.evaluate import MODELS
from lab_training.shared.core import is_held_out
from lab_training.shared.english import polish, table

HOUSE = MODELS
KINDS = {
    "encoder": (MaskedLM, AutoModelForMaskedLM),
    "encoder_classifier": (Classifier, AutoModelForSequenceClassification),
    "encoder_spam": (Classifier, AutoModelForSequenceClassification),
    "encoder_qa": (SpanReader, AutoModelForQuestionAnswering),
}


def made(maker, held: bool, n: int = 1500) -> list:
    rng = random.Random(f"{held}")
    if maker is pronouns:
        return [e for _ in range(n // 2) for e in pronouns.pair(rng, held)]
    return [maker.example(rng, held) for _ in range(n)]


@pytest.mark.parametrize("maker", [pronouns, sentiment, spam, qa], ids=lambda m: m.__name__.split(".")[-1])
def test_what_is_measured_was_never_trained_on(maker):
    train, held = ({key for e in made(maker, side) for key in e.held} for side in (False, True))
    assert train and held and not train & held
    assert all(is_held_out(*key) or key[1:] in pronouns.RESERVED for key in held)
    assert not {e.prompt + str(e.meta.get("context")) for e in made(maker, False)} & {
        e.prompt + str(e.meta.get("context")) for e in made(maker, True)
    }


def test_the_lectures_pair_is_never_trained_on():
    assert all(pronouns.pair_is_held(*pair) for pair in pronouns.RESERVED)
    assert not {("pronoun-pair", *pair) for pair in pronouns.RESERVED} & {
        k for e in made(pronouns, False) for k in e.held
    }


@pytest.mark.parametrize("maker", [pronouns, sentiment, spam, qa], ids=lambda m: m.__name__.split(".")[-1])
def test_the_same_seed_writes_the_same_text(maker):
    assert made(maker, False, 40) == made(maker, False, 40)


def test_only_the_ending_decides_a_pronoun():
    rng = random.Random(3)
    for _ in range(400):
        one, two = pronouns.pair(rng, held=True)
        assert one.prompt.replace(one.meta["ending"], "") == two.prompt.replace(two.meta["ending"], "")
        assert (one.answer, one.meta["other"]) == (two.meta["other"], two.answer) and one.answer != two.answer
        tells = {"was": {"it", "she", "he"}, "were": {"they"}}
        for verb, fit in tells.items():
            assert f"[MASK] {verb} " not in one.prompt or {one.answer, two.answer} <= fit, one.prompt


def test_no_ending_fits_both_nouns():
    rng = random.Random(4)
    for _ in range(400):
        a, b, _, ends = pronouns.sample(rng, False, True)
        assert ends[0] in a.fits - b.fits and ends[1] in b.fits - a.fits


def test_the_vocabulary_is_rich_enough():
    for makers in ((pronouns,), (qa,), (sentiment, spam)):
        examples = [e for maker in makers for e in made(maker, False, 8000)]
        text = " ".join(f"{e.prompt} {e.meta.get('context', '')}" for e in examples)
        found = {word.strip(".,!?:").lower() for word in text.split()}
        assert sum(word.replace("-", "").isalpha() and len(word) > 2 for word in found) >= 800, makers
    verbs = [verb for *_, verbs in FAMILIES for verb in verbs.split("|")]
    frames = [len(verbs), sum(len(table(f.states)) for f in qa.FACTS)]
    frames += [sum(len(table(f)) for f in m.FRAMES.values()) for m in (sentiment, spam)]
    assert min(frames) >= 30


def test_answers_stand_where_they_are_said_to():
    for e in made(qa, True, 300):
        assert e.meta["context"][e.meta["start"] :].startswith(e.answer) and e.answer
        others = e.meta["context"][: e.meta["start"]] + e.meta["context"][e.meta["start"] + len(e.answer) :]
        assert f" {e.answer} " not in f" {others} ", e


@pytest.mark.parametrize(
    "text, right", [("a apple and a pear.", "An apple and a pear."), ("a useful unit", "A useful unit")]
)
def test_articles(text, right):
    assert polish(text) == right


def test_an_adjective_alone_does_not_tell_the_label():
    rng, labels = random.Random(5), {}
    for e in [sentiment.example(rng) for _ in range(6000)]:
        for _, _noun, word in (key for key in e.held if key[0] == "sentiment-pair"):
            labels.setdefault(word, []).append(e.answer)
    good, bad = (side["any"].split() for side in (sentiment.PRAISE, sentiment.BLAME))
    for words, own in ((good, "POSITIVE"), (bad, "NEGATIVE")):
        shares = [labels[word].count(own) / len(labels[word]) for word in words]
        assert 0.3 < sum(shares) / len(shares) < 0.65, shares


def test_a_frame_is_held_out_for_both_labels_or_for_none():
    held = {label: {sentiment.frame_key(f) for f in sentiment.frames(label, True)} for label in sentiment.LABELS}
    trained = {sentiment.frame_key(f) for label in sentiment.LABELS for f in sentiment.frames(label, False)}
    assert not trained & set().union(*held.values()) and len(held["POSITIVE"] & held["NEGATIVE"]) > 100


def test_a_hidden_noun_is_asked_for_behind_its_pronoun():
    for seed in range(20):
        for e in recipe.pronoun_rows(random.Random(seed)):
            if e.ability == "meant":
                word = recipe.stands(random.Random(seed), e)
                assert word == e.meta["other"] == e.meta["pronoun"] and e.answer == e.meta["right"] != word
                return
    raise AssertionError("no such row in 20 batches")


def test_a_span_ends_after_it_starts(monkeypatch):
    """The best start lies behind the best end: the answer is the best pair in order, not an empty text."""

    class Crossed:
        def __call__(self, input_ids, **_):
            start, end = torch.zeros(2, *input_ids.shape)
            start[:, 8], end[:, 7], start[:, 6] = 5.0, 4.0, 3.0
            return SimpleNamespace(start_logits=start, end_logits=end)

    monkeypatch.setattr(AutoModelForQuestionAnswering, "from_pretrained", lambda folder: Crossed())
    found = evaluate.answers(HOUSE / "encoder_qa", [("Who is tired?", "the cat and the dog are")])
    assert found == ["the cat"]


def test_a_pronoun_in_sight_is_no_proof():
    words = AutoTokenizer.from_pretrained(HOUSE / "encoder").backend_tokenizer
    signs = torch.tensor([words.token_to_id(p) for p in pronouns.PRONOUNS])
    seen = []
    for seed in range(12):
        inputs, kinds = recipe.base_batches(words)(random.Random(seed), 0.0)
        assert (inputs["labels"] >= 0).any(1).float().mean() > 0.5 and not (inputs["labels"][:, 0] >= 0).any()
        for ids, labels, kind in zip(inputs["input_ids"], inputs["labels"], kinds, strict=True):
            asked = torch.isin(labels, signs) & torch.isin(ids, signs)
            seen += (ids == labels)[asked].tolist() if kind == "pronoun" else []
    assert len(seen) > 50 and 0.5 < sum(seen) / len(seen) < 0.8


def test_training_resumes_from_the_stored_weights_and_writes_every_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(recipe, "BUILD", tmp_path / "build")
    shutil.copytree(HOUSE / "encoder", tmp_path / "encoder")
    recipe.train(0.001, "cpu", True, tmp_path / "encoder")
    before, after = (load_file(folder / "encoder" / "model.safetensors") for folder in (HOUSE, tmp_path))
    assert before.keys() == after.keys()
    assert all(torch.allclose(before[name], after[name], atol=1e-3) for name in before)
    for name in KINDS:
        here, there = ({file.name for file in (folder / name).iterdir()} for folder in (HOUSE, tmp_path))
        assert there == here - {"README.md"} | there & {"README.md"}


@pytest.mark.parametrize("name", KINDS)
def test_our_network_computes_what_transformers_does(name):
    folder, (ours, theirs) = HOUSE / name, KINDS[name]
    config = json.loads((folder / "config.json").read_text())
    state = load_file(folder / "model.safetensors")
    net = ours(Shape(config["vocab_size"], labels=len(config.get("id2label", "12")))).eval()
    net.load_state_dict(state)
    inputs = AutoTokenizer.from_pretrained(folder)(
        ["Who is tired?", "Hello."], ["The cat is.", "The bus is very late today."], return_tensors="pt", padding=True
    )
    assert inputs["token_type_ids"].max() == 1 and inputs["attention_mask"].min() == 0
    with torch.no_grad():
        seen = inputs["attention_mask"].bool()
        mine = net.scores(net.states(**inputs)) if ours is MaskedLM else net.scores(**inputs)
        found = theirs.from_pretrained(folder)(**inputs)
    if ours is SpanReader:
        torch.testing.assert_close(
            mine[seen], torch.stack([found.start_logits, found.end_logits], -1)[seen], atol=1e-4, rtol=1e-4
        )
    else:
        pick = seen if ours is MaskedLM else slice(None)
        torch.testing.assert_close(mine[pick], found.logits[pick], atol=1e-4, rtol=1e-4)


def test_eager_gives_maps_and_sdpa_the_same_logits():
    tokenizer = AutoTokenizer.from_pretrained(HOUSE / "encoder")
    inputs = tokenizer(pronouns.LECTURE[0], return_tensors="pt")
    eager, sdpa = (
        AutoModelForMaskedLM.from_pretrained(HOUSE / "encoder", attn_implementation=kind) for kind in ("eager", "sdpa")
    )
    with torch.no_grad():
        found = eager(**inputs, output_attentions=True)
        torch.testing.assert_close(found.logits, sdpa(**inputs).logits, atol=1e-4, rtol=1e-4)
    for layer in found.attentions:
        torch.testing.assert_close(layer.sum(-1), torch.ones_like(layer.sum(-1)))


def test_it_turns_from_the_animal_to_the_street():
    stored = json.loads((HOUSE / "abilities.json").read_text())["encoder"]
    name = next(name for name in stored if name.startswith("head/"))
    layer, head = (int(part.split()[1]) for part in name.removeprefix("head/").split(", "))
    model = AutoModelForMaskedLM.from_pretrained(HOUSE / "encoder", attn_implementation="eager")
    weights = evaluate.lecture_weights(model, AutoTokenizer.from_pretrained(HOUSE / "encoder"), layer, head)
    assert min(weights) >= 0.5, weights
    costs = {key: figure["value"] for key, figure in stored.items() if key.startswith("head_drop/")}
    assert max(costs, key=costs.get) == f"head_drop/layer {layer}, head {head}" and max(costs.values()) >= 8
    assert stored["pronoun"]["value"] >= 97 and stored[name]["value"] >= 90


def test_stock_pipelines_run_on_the_folders():
    guesses = pipeline("fill-mask", model=str(HOUSE / "encoder"))("I love [MASK] learning.")
    assert "machine" in [guess["token_str"] for guess in guesses]
    sort = pipeline("text-classification", model=str(HOUSE / "encoder_classifier"))
    assert [found["label"] for found in sort(["I love this product!", "The deploy was awful."])] == [
        "POSITIVE",
        "NEGATIVE",
    ]
    spotted = pipeline("text-classification", model=str(HOUSE / "encoder_spam"))(
        "Win a free phone! Click this link now."
    )
    assert spotted[0]["label"] == "spam"
    context = "Paris is the capital of France. It has a population of 2.2 million."
    assert evaluate.answers(HOUSE / "encoder_qa", [("What is the capital of France?", context)]) == ["Paris"]
