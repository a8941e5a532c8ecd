"""How the encoder and its heads are made: tokenizer, masked-word training, then a short training for each head."""

from __future__ import annotations

import json
import random
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from lab_training.encoder import pronouns, qa, sentiment, spam, wordpiece, words
from lab_training.encoder.net import Classifier, Encoder, MaskedLM, Shape, SpanReader
from lab_training.loop import fit
from lab_training.shared.core import Example

MINUTES = 15.0
SEED = 0
BUILD = Path("build")
ROWS = 64
PAD, UNK, CLS, SEP, MASK = range(5)
# The share of batches and the share of the ordinary words to guess, for each kind of text of the base.
MIXTURE = {
    "pronoun": (0.75, 0.04),
    "sentiment": (0.06, 0.15),
    "spam": (0.06, 0.15),
    "span": (0.08, 0.15),
    "plain": (0.05, 0.2),
}
# Steps in MINUTES on two free cores: a number of steps, not a clock, so that the same seed gives the same weights.
STEPS = 6000
ALONE, QUIET = 0.75, 0.5
# For each folder: what it is trained on, for how many steps, at which learning rate.
HEADS = {
    "encoder_classifier": ("sentiment", 1500, 7e-4),
    "encoder_spam": ("spam", 600, 7e-4),
    "encoder_qa": ("span", 4500, 1e-3),
}


def tokenizer(n: int = 3000, seed: int = 7) -> Tokenizer:
    """The tokenizer, trained on n texts of each kind; every noun and ending of the pronoun sentences is one token."""
    rng = random.Random(seed)
    texts = [plain(rng, kind) for kind in MIXTURE for _ in range(n)]
    return wordpiece.train([text if isinstance(text, str) else " ".join(text) for text in texts], pronouns.vocabulary())


def plain(rng: random.Random, kind: str, held: bool = False) -> str | tuple[str, str]:
    """A text of a kind without its task: one sentence or more, or a question and its context."""
    if kind == "pronoun":
        example = pronouns.pair(rng, held, differ=False)[0]
        return example.prompt.replace("[MASK]", example.answer)
    if kind == "span":
        example = qa.example(rng, held)
        return example.prompt, example.meta["context"]
    if kind == "plain":
        return words.sentence(rng)
    return {"sentiment": sentiment, "spam": spam}[kind].example(rng, held).prompt


def encode(words: Tokenizer, texts: list, size: int = 128) -> dict[str, torch.Tensor]:
    """Token ids, mask and types, [rows, longest], of texts or of pairs of texts."""
    words.enable_padding(pad_id=PAD, pad_token="[PAD]")
    words.enable_truncation(size)
    found = words.encode_batch(texts)
    names = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}
    return {name: torch.tensor([getattr(e, field) for e in found]) for name, field in names.items()}


def pronoun_rows(rng: random.Random) -> list[Example]:
    """Pairs of sentences; some repeat the noun instead of a pronoun, and ask for the noun itself.

    Where both nouns have the same pronoun, it would tell nothing: there the noun is asked for most of the time, half
    of it behind the pronoun itself ("because it was too wide": for "it", say "street").
    """
    rows = []
    for _ in range(ROWS // 2):
        for e in pronouns.pair(rng, differ=rng.random() < 0.7):
            same, luck = e.answer == e.meta["other"], rng.random()
            asks_noun = luck < (0.8 if same else 0.25)
            rows.append(pronouns.meant(e) if same and luck < 0.4 else pronouns.repeated(e) if asks_noun else e)
    return rows


def stands(rng: random.Random, e: Example) -> str:
    """What the network reads where a pronoun sentence asks: [MASK], or half of the time a pronoun, right or any.

    What stands there cannot be trusted, so the network must work out what the pronoun means even where it can read it.
    """
    if e.ability == "meant":
        return e.meta["pronoun"]
    if e.ability == "noun" or rng.random() < 0.5:
        return "[MASK]"
    return rng.choice([e.answer, rng.choice(pronouns.PRONOUNS)])


def blank_out(rng: random.Random, ids: list[int], labels: list[int], share: float, vocab: int) -> None:
    """BERT's masking: of the chosen words 80 % become [MASK], 10 % any word, 10 % stay."""
    for at, word in enumerate(ids):
        if word > MASK and labels[at] < 0 and rng.random() < share:
            labels[at], luck = word, rng.random()
            ids[at] = MASK if luck < 0.8 else rng.randrange(MASK + 1, vocab) if luck < 0.9 else word


def speakers(rng: random.Random, kind: str) -> torch.Tensor:
    """Which heads may speak for a batch, [layers, heads]: all, or in most pronoun batches one of the last layer's.

    That is nested dropout (Rippel et al. 2014). Without it, one head learns to find the living things and another the
    rest, and no single picture shows both readings. In the layers below, one head each is silent in some batches
    (DropHead, Zhou et al. 2020), so that none of them alone carries what the last layer needs.
    """
    speak = torch.ones(Shape.layers, Shape.heads)
    if kind == "pronoun" and rng.random() < ALONE:
        speak[-1, 1:] = 0
    if kind == "pronoun" and rng.random() < QUIET:
        speak[torch.arange(Shape.layers - 1), [rng.randrange(Shape.heads) for _ in range(Shape.layers - 1)]] = 0
    return speak


def base_batches(words: Tokenizer):
    """Batches of one kind of text each, for masked-word training."""
    shares = [share for share, _ in MIXTURE.values()]

    def batch(rng: random.Random, progress: float) -> tuple[dict, list[str]]:
        kind = rng.choices(list(MIXTURE), shares)[0]
        examples = pronoun_rows(rng) if kind == "pronoun" else []
        inputs = encode(words, [e.prompt for e in examples] or [plain(rng, kind) for _ in range(ROWS)])
        ids, labels = inputs["input_ids"].tolist(), [[-100] * inputs["input_ids"].shape[1] for _ in range(ROWS)]
        for row, e in enumerate(examples):
            at = ids[row].index(MASK)
            ids[row][at], labels[row][at] = (words.token_to_id(word) for word in (stands(rng, e), e.answer.lower()))
        for row in range(ROWS):
            blank_out(rng, ids[row], labels[row], MIXTURE[kind][1], words.get_vocab_size())
        inputs |= {"input_ids": torch.tensor(ids), "labels": torch.tensor(labels), "speak": speakers(rng, kind)}
        return inputs, [e.ability for e in examples] or [kind] * ROWS

    return batch


def spans(words: Tokenizer, examples: list[Example]) -> dict[str, torch.Tensor]:
    """Question and context as token ids, with the first and last token of the answer as labels."""
    inputs = encode(words, [(e.prompt, e.meta["context"]) for e in examples])
    places, encodings = [], words.encode_batch([(e.prompt, e.meta["context"]) for e in examples])
    for e, found in zip(examples, encodings, strict=True):
        start, end = e.meta["start"], e.meta["start"] + len(e.answer)
        inside = [at for at, (a, b) in enumerate(found.offsets) if found.type_ids[at] and a < end and b > start]
        places.append([inside[0], inside[-1]])
    return inputs | {"labels": torch.tensor(places)}


def veiled(inputs: dict[str, torch.Tensor], vocab: int, most: float = 0.4) -> dict[str, torch.Tensor]:
    """Hide words of the contexts, up to `most` of a row, never of the answers, or put any word in their place.

    So no single word beside an answer can stand for its kind, and one never met (of an unseen frame) does no harm.
    """
    ids, places = inputs["input_ids"], torch.arange(inputs["input_ids"].shape[1])
    answer = (places >= inputs["labels"][:, :1]) & (places <= inputs["labels"][:, 1:])
    chosen = torch.rand(ids.shape) < most * torch.rand(len(ids), 1)
    hidden = chosen & (ids > MASK) & (inputs["token_type_ids"] == 1) & ~answer
    instead = torch.where(torch.rand(ids.shape) < 0.5, MASK, torch.randint_like(ids, MASK + 1, vocab))
    return inputs | {"input_ids": torch.where(hidden, instead, ids)}


def head_batches(words: Tokenizer, kind: str):
    """Batches for the head of one kind of text."""
    labels = {"sentiment": sentiment.LABELS, "spam": spam.LABELS}.get(kind)

    def batch(rng: random.Random, progress: float) -> tuple[dict, list[str]]:
        if kind == "span":
            found = [qa.example(rng, twins=rng.random() < 0.05) for _ in range(ROWS // 2)]
            return veiled(spans(words, found), words.get_vocab_size()), [kind] * len(found)
        examples = [
            spam.example(rng) if kind == "spam" else sentiment.example(rng, own=rng.random() < 0.4) for _ in range(ROWS)
        ]
        inputs = encode(words, [e.prompt for e in examples])
        # Some words are hidden, so that no single one can stand for the label.
        hidden = (torch.rand(inputs["input_ids"].shape) < 0.1) & (inputs["input_ids"] > MASK)
        inputs["input_ids"][hidden] = MASK
        return inputs | {"labels": torch.tensor([labels.index(e.answer) for e in examples])}, [kind] * ROWS

    return batch


def train(minutes: float, device: str, resume: bool, out: Path) -> None:
    """Train the base into `out`, and the heads into the folders beside it; fewer minutes are fewer steps."""
    checkpoint = BUILD / "encoder.pt"
    if resume and (out / "tokenizer.json").exists():
        words = Tokenizer.from_file(str(out / "tokenizer.json"))
    else:
        words = tokenizer()
        checkpoint.unlink(missing_ok=True)
    torch.manual_seed(SEED)
    shape = Shape(words.get_vocab_size())
    base = MaskedLM(shape).start()
    if resume and not checkpoint.exists() and (out / "model.safetensors").exists():
        base.load_state_dict(load_file(out / "model.safetensors"))
    part = minutes / MINUTES
    steps = max(1, round(STEPS * part))
    fit(base, base_batches(words), steps=steps, lr=2e-3, seed=SEED, device=device, checkpoint=checkpoint)
    save(base, words, out, shape.config("BertForMaskedLM"))
    for name, (kind, steps, lr) in HEADS.items():
        train_head(base, words, shape, kind, max(1, round(steps * part)), lr, device, out.with_name(name))


def train_head(
    base: MaskedLM, words: Tokenizer, shape: Shape, kind: str, steps: int, lr: float, device: str, out: Path
) -> None:
    """Copy the base, put one head on it, train both and save them."""
    torch.manual_seed(SEED)
    labels = {"sentiment": list(sentiment.LABELS), "spam": list(spam.LABELS)}.get(kind)
    shape = Shape(shape.vocab, labels=len(labels or "12"))
    net = (Classifier if labels else SpanReader)(shape).start()
    trunk = {name: value for name, value in base.state_dict().items() if name.startswith("bert.")}
    net.load_state_dict(trunk, strict=False)
    fit(net, head_batches(words, kind), steps=steps, lr=lr, seed=SEED, device=device)
    architecture = "BertForSequenceClassification" if labels else "BertForQuestionAnswering"
    save(net, words, out, shape.config(architecture, labels))


def save(net: Encoder, words: Tokenizer, out: Path, config: dict) -> None:
    """Write config.json, model.safetensors and the tokenizer's files."""
    out.mkdir(parents=True, exist_ok=True)
    words.no_padding()
    words.no_truncation()
    words.save(str(out / "tokenizer.json"))
    state = {name: value.cpu().contiguous() for name, value in net.state_dict().items()}
    save_file(state, out / "model.safetensors", metadata={"format": "pt"})
    for name, content in {"config.json": config, "tokenizer_config.json": wordpiece.SETTINGS}.items():
        (out / name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
