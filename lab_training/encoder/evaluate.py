"""What the encoder can do, measured with transformers on the saved folders, on held-out texts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch
from transformers import (
    AutoModelForMaskedLM,
    AutoModelForQuestionAnswering,
    AutoModelForSequenceClassification,
    AutoTokenizer,
)

from lab_training.encoder import pronouns, qa, sentiment, spam
from lab_training.encoder.recipe import MIXTURE, encode, plain
from lab_training.evaluate import Figure, average, bits, handwritten, share
from lab_training.shared.core import Example

TARGETS = {
    "pronoun": ">= 97 %, chance 50 %",
    "pronoun_both": "measured: both sentences of a pair right",
    "head": ">= 90 % top of its row",
    "head_weight": ">= 0.6",
    "head_lecture": "measured: the lecture's two sentences",
    "head_drop": "more than any other head",
    "classification": ">= 97 %",
    "span": ">= 95 %",
    "bits": "growing as bits fall",
}
BATCH = 100
LONGEST = 12


def chunks(items: list) -> Iterator[list]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


@torch.inference_mode()
def read_pronouns(model, tokenizer, examples: list[Example]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Masked pronouns: right or wrong [n]; for each head, the weight on the right noun, and whether none is larger.

    Right means that the right pronoun scores above that of the other noun. The other two are [n, layers, heads].
    """
    right, weight, top = [], [], []
    for some in chunks(examples):
        inputs = tokenizer([e.prompt for e in some], return_tensors="pt", padding=True)
        found = model(**inputs, output_attentions=True)
        rows, ids = torch.arange(len(some)), inputs["input_ids"]
        at = (ids == tokenizer.mask_token_id).int().argmax(1)
        answer, other = (
            torch.tensor(tokenizer.convert_tokens_to_ids(words))
            for words in ([e.answer for e in some], [e.meta["other"] for e in some])
        )
        logits = found.logits[rows, at]
        right.append(logits[rows, answer] > logits[rows, other])
        noun = torch.tensor(tokenizer.convert_tokens_to_ids([e.meta["right"].lower() for e in some]))
        place = (ids == noun[:, None]).int().argmax(1)
        looks = torch.stack([layer[rows, :, at] for layer in found.attentions], 1)
        weight.append(looks[rows, :, :, place])
        top.append(looks.argmax(-1) == place[:, None, None])
    return torch.cat(right), torch.cat(weight), torch.cat(top)


@contextmanager
def silenced(model, layer: int, head: int) -> Iterator[None]:
    """Inside the block, one head of a BERT model contributes nothing."""

    def zero(_module, inputs):
        mixed = inputs[0].unflatten(-1, (model.config.num_attention_heads, -1)).clone()
        mixed[..., head, :] = 0
        return mixed.flatten(-2)

    handle = model.bert.encoder.layer[layer].attention.output.dense.register_forward_pre_hook(zero)
    try:
        yield
    finally:
        handle.remove()


@torch.inference_mode()
def lecture_weights(model, tokenizer, layer: int, head: int) -> list[float]:
    """The head's weight from "it" to the right noun in the lecture's sentences: "tired" (animal), "wide" (street)."""
    weights = []
    for text, noun in zip(pronouns.LECTURE, ("animal", "street"), strict=True):
        inputs = tokenizer(text, return_tensors="pt")
        tokens = tokenizer.convert_ids_to_tokens(inputs["input_ids"][0])
        maps = model(**inputs, output_attentions=True).attentions
        weights.append(maps[layer][0, head, tokens.index("it"), tokens.index(noun)].item())
    return weights


def measure_pronouns(folder: Path, n: int, seed: int) -> dict[str, Figure]:
    """Resolution, the head that does it, and what silencing each head costs, in points."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForMaskedLM.from_pretrained(folder, attn_implementation="eager")
    rng = random.Random(f"pronoun:{seed}")
    examples = [e for _ in range(-(-n // 2)) for e in pronouns.pair(rng, held=True)]
    right, weight, top = read_pronouns(model, tokenizer, examples)
    heads = top.shape[2]
    layer, head = divmod(int(top.float().mean(0).argmax()), heads)
    place = f"layer {layer}, head {head}"
    tired, wide = lecture_weights(model, tokenizer, layer, head)
    figures = {
        "pronoun": share(int(right.sum()), len(right)),
        "pronoun_both": share(int(right.view(-1, 2).all(1).sum()), len(right) // 2),
        f"head/{place}": share(int(top[:, layer, head].sum()), len(top)),
        f"head_weight/{place}": average(weight[:, layer, head].tolist(), "of the row"),
        "head_lecture/tired": Figure(1, *[round(tired, 3)] * 3, "of the row"),
        "head_lecture/wide": Figure(1, *[round(wide, 3)] * 3, "of the row"),
    }
    for one in range(top.shape[1]):
        for two in range(heads):
            with silenced(model, one, two):
                left = read_pronouns(model, tokenizer, examples)[0]
            name, drop = f"layer {one}, head {two}", right.float() - left.float()
            figures[f"head_drop/{name}"] = average((100 * drop).tolist(), "points lost when silenced")
            if name != place:
                figures[f"other_head/{name}"] = share(int(top[:, one, two].sum()), len(top))
                figures[f"other_head_weight/{name}"] = average(weight[:, one, two].tolist(), "of the row")
    return figures


@torch.inference_mode()
def classes(folder: Path, texts: list[str]) -> list[str]:
    """The label that a classifier gives each text."""
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModelForSequenceClassification.from_pretrained(folder)
    found = [
        model(**tokenizer(some, return_tensors="pt", padding=True, truncation=True)).logits.argmax(-1)
        for some in chunks(texts)
    ]
    return [model.config.id2label[label] for label in torch.cat(found).tolist()]


@torch.inference_mode()
def answers(folder: Path, pairs: list[tuple[str, str]]) -> list[str]:
    """The span of each context that answers its question: the start and end with the largest sum of scores.

    As in BERT's own SQuAD code, the end is not before the start and a span has at most LONGEST tokens.
    """
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModelForQuestionAnswering.from_pretrained(folder)
    found = []
    for some in chunks(pairs):
        inputs = tokenizer(
            [q for q, _ in some],
            [c for _, c in some],
            return_tensors="pt",
            padding=True,
            truncation=True,
            return_offsets_mapping=True,
        )
        offsets = inputs.pop("offset_mapping").tolist()
        scores = model(**inputs)
        outside = ((inputs["token_type_ids"] == 0) | (inputs["input_ids"] == tokenizer.sep_token_id)) * -1e9
        n = outside.shape[1]
        allowed = torch.ones(n, n).triu().tril(LONGEST - 1)
        sums = (scores.start_logits + outside)[:, :, None] + (scores.end_logits + outside)[:, None]
        sums -= 1e9 * (1 - allowed)
        best = sums.flatten(1).argmax(-1)
        starts, ends = best // n, best % n
        found += [
            c[places[a][0] : places[b][1]]
            for (_, c), places, a, b in zip(some, offsets, starts.tolist(), ends.tolist(), strict=True)
        ]
    return found


def mean_loss(folder: Path, n: int, seed: int):
    """A function model -> losses of hidden words in held-out texts, for `bits`; always the same texts and words."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    rng = random.Random(f"bits:{seed}")
    texts = [plain(rng, kind, held=True) for kind in MIXTURE if kind != "plain" for _ in range(-(-n // 4))]

    @torch.inference_mode()
    def losses(model) -> list[float]:
        dice, found = random.Random(seed), []
        for some in chunks(texts):
            inputs = encode(tokenizer.backend_tokenizer, some)
            ids, rows = inputs["input_ids"], torch.arange(len(some))
            words = [[i for i, t in enumerate(row) if t > tokenizer.mask_token_id] for row in ids.tolist()]
            at = torch.tensor([dice.choice(places) for places in words])
            wanted = ids[rows, at]
            ids[rows, at] = tokenizer.mask_token_id
            scores = model(**inputs).logits[rows, at].log_softmax(-1)
            found += (-scores[rows, wanted]).tolist()
        return found

    return losses


def measure_handwritten(folder: Path) -> Figure:
    """The share of right answers to prompts typed by hand; pronouns count when the right one beats the other."""
    rows = handwritten("encoder")
    by_task = {task: [row for row in rows if row["task"] == task] for task in ("pronoun", "sentiment", "spam", "span")}
    examples = [Example("pronoun", row["text"], row["answer"], meta=row) for row in by_task["pronoun"]]
    model = AutoModelForMaskedLM.from_pretrained(folder, attn_implementation="eager")
    right = int(read_pronouns(model, AutoTokenizer.from_pretrained(folder), examples)[0].sum())
    given = {
        "sentiment": classes(folder.with_name("encoder_classifier"), [row["text"] for row in by_task["sentiment"]]),
        "spam": classes(folder.with_name("encoder_spam"), [row["text"] for row in by_task["spam"]]),
        "span": answers(folder.with_name("encoder_qa"), [(row["text"], row["context"]) for row in by_task["span"]]),
    }
    right += sum(
        row["answer"] == answer
        for task, found in given.items()
        for row, answer in zip(by_task[task], found, strict=True)
    )
    return share(right, len(rows))


def measure(folder: Path, n: int, seed: int) -> dict[str, Figure]:
    """All figures of the encoder and of the heads in the folders beside it."""
    figures = measure_pronouns(folder, n, seed)
    rng = random.Random(f"heads:{seed}")
    for kind, name, maker in (("sentiment", "encoder_classifier", sentiment), ("spam", "encoder_spam", spam)):
        examples = [maker.example(rng, held=True) for _ in range(n)]
        given = classes(folder.with_name(name), [e.prompt for e in examples])
        figures[f"classification/{kind}"] = share(
            sum(e.answer == label for e, label in zip(examples, given, strict=True)), n
        )
    for name, twins in (("span", False), ("span_twins", True)):
        examples = [qa.example(rng, held=True, twins=twins) for _ in range(n)]
        given = answers(folder.with_name("encoder_qa"), [(e.prompt, e.meta["context"]) for e in examples])
        figures[name] = share(sum(e.answer == answer for e, answer in zip(examples, given, strict=True)), n)
    figures["handwritten"] = measure_handwritten(folder)
    return figures | bits(AutoModelForMaskedLM.from_pretrained(folder), mean_loss(folder, n, seed))
