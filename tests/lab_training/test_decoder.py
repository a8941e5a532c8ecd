"""The decoder lab model: network, tokenizer, packing, and what its exercises look like."""

import json
import random
import re
import shutil
from collections import Counter
from importlib import import_module

import pytest
import torch

from lab_training import evaluate, loop
from lab_training.decoder import arithmetic, bpe, chat, fewshot, mixture, names, packing, recipe, records
from lab_training.decoder.abilities import ABILITIES, measured
from lab_training.decoder.drills import Drills, apply
from lab_training.decoder.net import Llama, Shape
from lab_training.decoder.words import SOLID

SMALL = Shape(width=64, layers=2, heads=2, inner=96, context=128)


@pytest.fixture(scope="module")
def tok():
    return bpe.train(mixture.corpus(random.Random(0), each=20), SOLID)


@pytest.fixture(scope="module")
def folder(tok, tmp_path_factory):
    out = tmp_path_factory.mktemp("decoder")
    recipe.export(Llama(SMALL, seed=1), tok, out)
    return out


def test_logits_equal_those_of_transformers(folder):
    from transformers import AutoModelForCausalLM

    net = Llama(SMALL, seed=1)
    ids = torch.randint(7, 900, (2, 40), generator=torch.Generator().manual_seed(0))
    theirs = AutoModelForCausalLM.from_pretrained(folder)
    with torch.no_grad():
        assert torch.allclose(net(ids), theirs(ids).logits, atol=1e-4)
    assert theirs.generation_config.eos_token_id == [1, 6] and theirs.config.tie_word_embeddings


def test_tokenizer_folder_pads_left_and_renders_the_chat_as_the_training_text_does(folder):
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    assert tokenizer.padding_side == "left" and tokenizer("Hello").input_ids[0] == tokenizer.bos_token_id
    messages = [{"role": "system", "content": "Answer briefly."}, {"role": "user", "content": "Hi!"}]
    shown = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
    assert shown == "<|bos|>" + chat.turns(("Hi!", ""), system="Answer briefly.")
    assert (
        tokenizer.decode(tokenizer("Zovati a été 42 fois à Paris").input_ids, skip_special_tokens=True)
        == "Zovati a été 42 fois à Paris"
    )


def test_names_keep_their_tokens_wherever_they_stand(tok):
    rng = random.Random(3)
    for _ in range(200):
        name, label = names.person(rng), names.label(rng)
        bare, syllables = tok.encode(name, add_special_tokens=False).tokens, re.findall("..", name)
        assert bare == syllables
        for shape in ("I am {}.", '"{}"', "Who? {}", "{}@x"):
            assert bare == [
                t for t in tok.encode(shape.format(name), add_special_tokens=False).tokens if t in syllables
            ]
        assert tok.encode(f": {label}", add_special_tokens=False).tokens[-3:] == ["Ġ", label[:2], label[2:]]


def test_digits_and_copied_words_are_single_tokens(tok):
    assert tok.encode(" 407", add_special_tokens=False).tokens == ["Ġ", "4", "0", "7"]
    for word in ("engineer", "Paris", "billing"):
        assert tok.encode(f'"{word}"', add_special_tokens=False).tokens[1] == word
        assert tok.encode(f"a {word}", add_special_tokens=False).tokens[-2:] == ["Ġ", word]


def test_packed_documents_do_not_see_each_other(tok):
    net, mixed, rng = Llama(SMALL, seed=2), mixture.Mixture(tok), random.Random(5)
    documents = [d for d in (mixed.sample(rng) for _ in range(30)) if len(d.ids) <= 128]
    bins, left = packing.pack(documents, 40, 128)
    assert not left and sum(map(len, bins)) == len(documents) and max(map(len, bins)) > 1
    inputs, _ = packing.tensors(bins, 128)
    sums, counts = net.losses(**inputs)
    for number, document in enumerate(d for row in bins for d in row):
        alone, _ = packing.tensors([[document]], 128)
        loss, count = net.losses(**alone)
        assert torch.allclose(loss[0], sums[number], atol=1e-3) and count[0] == counts[number] == sum(
            map(bool, document.wanted[1:])
        )


def test_only_the_answer_and_its_end_are_predicted(tok):
    for example, end in (
        (arithmetic.pair(random.Random(1))[1], bpe.EOS),
        (chat.recall(random.Random(1)), bpe.END),
    ):
        document = mixture.document(tok, example)
        wanted = [i for i, w in zip(document.ids, document.wanted, strict=False) if w]
        assert tok.decode(wanted, skip_special_tokens=False) == example.answer + end


def test_word_problems_add_up_and_both_answers_agree():
    rng = random.Random(2)
    for steps in (1, 2, 3, 4, 5, 6) * 40:
        direct, stepwise = arithmetic.pair(rng, steps)
        lines = re.findall(r"\d+\. (\d+) (.) (\d+) = (\d+)", stepwise.answer)
        assert len(lines) == steps and all(apply(int(a), s, int(b)) == int(r) for a, s, b, r in lines)
        assert all(one[3] == two[0] for one, two in zip(lines, lines[1:], strict=False))
        assert stepwise.answer.endswith(f"Answer: {lines[-1][3]}") and direct.answer == f" {lines[-1][3]}"
        assert (
            stepwise.prompt == direct.prompt + arithmetic.STEP_BY_STEP
            and re.findall(r"\d+", direct.prompt)[0] == lines[0][0]
        )


@pytest.mark.parametrize("shots", [2, 4, 8])
def test_few_shot_prompts_show_every_label_and_hide_the_query(shots):
    rng, copied = random.Random(shots), 0
    for _ in range(300):
        example = fewshot.few_shot(rng, shots)
        *shown, query = re.split(
            r"\n(?=(?:Text|Input|Message|Word|Item|Example|Ticket|Question|Q): |.* ->)", example.prompt
        )
        assert example.answer in " ".join(shown) and query not in shown
        copied += example.answer.strip() == example.meta["last"]
    assert copied <= 0.6 * 300


def test_records_contain_every_value_of_the_answer():
    rng = random.Random(4)
    for _ in range(300):
        example = records.extraction(rng)
        for value in json.loads(example.answer).values():
            assert str(value) in example.prompt
        assert json.loads(example.answer) == example.meta["record"]


def test_chat_recall_asks_for_something_that_was_told():
    rng = random.Random(6)
    for _ in range(300):
        example = chat.recall(rng, held=True)
        assert example.meta["value"] in example.prompt and example.meta["value"] in example.answer


def test_wilson_interval_and_its_edges():
    # 95 of 100: 88.8 to 97.8 by Wilson's formula, worked by hand.
    figure = evaluate.share(95, 100)
    assert (figure.value, figure.low, figure.high) == (95.0, 88.8, 97.8)
    assert evaluate.share(500, 500).high == 100.0 and evaluate.share(0, 500).low == 0.0
    with pytest.raises(ValueError, match="at least one"):
        evaluate.share(0, 0)


def test_check_complains_about_what_moved():
    stored = {
        "a": {"n": 500, "value": 95.0, "unit": "%"},
        "b": {"n": 500, "value": 2.0, "unit": "perplexity"},
        "gone": {"n": 500, "value": 1.0, "unit": "%"},
        "hand": {"n": 50, "value": 90.0, "unit": "%"},
        "vote/6_of_15": {"n": 500, "value": 70.0, "unit": "%"},
    }
    figures = {
        "a": evaluate.Figure(500, 93.9, 0, 0),
        "b": evaluate.Figure(500, 2.03, 0, 0, "perplexity"),
        "hand": evaluate.Figure(50, 92.0, 0, 0),
        "vote/6_of_15": evaluate.Figure(500, 73.0, 0, 0),
        "new": evaluate.Figure(1, 1, 1, 1),
    }
    assert [c.split(":")[0] for c in evaluate.moved(stored, figures)] == ["new", "a", "gone"]


def test_rounding_leaves_the_model_alone_and_has_the_levels_it_says():
    layer = torch.nn.Linear(64, 8)
    before = layer.weight.clone()
    for bits in (8, 4, 2):
        rounded = evaluate.rounded(layer, bits).weight
        assert all(len(row.unique()) <= 2**bits for row in rounded) and torch.equal(layer.weight, before)
    assert (evaluate.rounded(layer, 8).weight - before).abs().max() < 0.01


def test_committed_weights_answer_and_stop():
    from lab_training.decoder.evaluate import Decoder

    decoder = Decoder(evaluate.MODELS / "decoder")
    asked = [
        chat.turns(("My name is Mirato.", "Welcome, Mirato."), ("What is my name?", "")),
        "Ticket: The login page rejects the password and all customers are affected.\nCategory / severity:",
    ]
    assert decoder.answers(asked) == ["Your name is Mirato.", " access / CRITICAL"]


def test_committed_weights_are_trained_again(tmp_path, monkeypatch):
    """From the folder, or from the checkpoint of a training that was interrupted; a finished one leaves none."""
    monkeypatch.setattr(recipe, "BUILD", tmp_path / "build")
    monkeypatch.setattr(recipe, "TOKENS", 512)
    folder = shutil.copytree(evaluate.MODELS / "decoder", tmp_path / "decoder")
    before = (folder / "model.safetensors").read_bytes()
    recipe.train(0.05, "cpu", True, folder)
    assert (folder / "model.safetensors").read_bytes() != before and not list((tmp_path / "build").iterdir())
    other = Llama(seed=3)
    loop.save_state(tmp_path / "build" / "again.pt", other, loop.optimizer(other, 1e-3), step=5, spent=60.0)
    recipe.train(1, "cpu", True, folder)  # all of its minute is spent
    found, _ = recipe.load(folder)
    assert all(torch.equal(a, b) for a, b in zip(found.state_dict().values(), other.state_dict().values(), strict=True))


def test_stored_figures_targets_and_card_agree():
    from lab_training.decoder.evaluate import TARGETS

    stored = json.loads(evaluate.ABILITIES.read_text(encoding="utf-8"))["decoder"]
    card = (evaluate.MODELS / "decoder" / "README.md").read_text(encoding="utf-8")
    assert evaluate.table(stored, TARGETS) in card
    assert all(
        set(figure) == {"n", "value", "low", "high", "unit"} and figure["low"] <= figure["value"] <= figure["high"]
        for figure in stored.values()
    )
    assert all(f["n"] >= 500 for name, f in stored.items() if not name.startswith(("hand", "diversity", "learner")))
    assert {name.split("/")[0] for name in TARGETS} <= {name.split("/")[0] for name in stored}


@pytest.mark.parametrize("role", ["decoder", "encoder", "seq2seq"])
def test_every_card_is_its_text_and_its_figures(role):
    stored = json.loads(evaluate.ABILITIES.read_text(encoding="utf-8"))[role]
    table = evaluate.table(stored, import_module(f"lab_training.{role}.evaluate").TARGETS)
    text = (evaluate.HOUSE / role / "card.md").read_text(encoding="utf-8")
    assert (evaluate.MODELS / role / "README.md").read_text(encoding="utf-8") == text.replace("{figures}", table)


@pytest.mark.parametrize("name", ["prompts", "learner"])
def test_handwritten_prompts_are_well_formed_and_none_is_there_twice(name):
    prompts = evaluate.handwritten("decoder", name)
    assert all(("prompt" in p) != ("chat" in p) and ("answer" in p) != ("contains" in p) for p in prompts)
    assert len({json.dumps(p) for p in prompts}) == len(prompts)


def test_a_learner_asks_at_least_twenty_things_of_an_ability():
    counted = Counter(p["ability"] for p in evaluate.handwritten("decoder", "learner"))
    assert set(counted) <= set(ABILITIES) and min(counted.values()) >= 20 and len(counted) >= 10


@pytest.mark.parametrize("name", measured())
def test_every_figure_of_the_registry_draws_its_prompts_again_and_knows_the_answer(name):
    figure = measured()[name]
    examples = [figure.held(random.Random(seed)) for seed in range(20)]
    assert examples == [figure.held(random.Random(seed)) for seed in range(20)] and len(set(map(str, examples))) > 15
    assert all(figure.right(e.answer if name != "story" else e.prompt + e.answer, e) for e in examples)
    assert not any(figure.right("", e) for e in examples)


def test_spellings_are_repeated_and_only_what_follows_from_before_is_asked(tok):
    drills, rng = Drills(tok), random.Random(12)
    for _ in range(100):
        document = drills.spell(rng)
        first = document.wanted.index(True)
        told = set(zip(document.ids[: first + 1], document.ids[1 : first + 1], strict=False))
        for place in range(first, len(document.ids)):
            if document.wanted[place] and not document.wanted[place - 1]:
                continue  # the second token of a term whose first one could be any
            assert not document.wanted[place] or (document.ids[place - 1], document.ids[place]) in told


def test_a_training_from_nothing_keeps_the_published_tokenizer(tmp_path, monkeypatch):
    monkeypatch.setattr(recipe, "BUILD", tmp_path)
    published = evaluate.MODELS / "decoder"
    assert recipe.tokenizer(published).to_str() == recipe.load(published)[1].to_str() and not list(tmp_path.iterdir())


def test_a_vote_takes_the_most_frequent_answer_of_those_that_have_one(monkeypatch):
    from lab_training.decoder import evaluate as of_decoder

    rights = {}

    class Told:
        def answers(self, prompts, new_tokens, **how):
            if not how:
                return ["no idea"] * len(prompts)
            sampled = next(self.kinds)
            return [sampled.format(rights[p]) for p in prompts]

    for steps in of_decoder.VOTED:
        rng = random.Random(f"1:vote:{steps}")
        for _ in range(10):
            example = arithmetic.pair(rng, steps, held=True)[1]
            rights[example.prompt] = example.meta["result"]
    told = Told()
    told.kinds = iter((["Answer: {}"] * 4 + ["Answer: 1000"] * 3 + ["nothing"] * 8) * 2)
    figures = of_decoder.votes(told, 10, 1)
    assert [figure.value for figure in figures.values()] == [0.0, 100.0, 0.0, 100.0]
