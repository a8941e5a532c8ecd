"""Token strips: what each token of the three families is called, and that a strip says it without its colours."""

import re

import numpy as np
import pytest
import torch
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
from transformers import AutoTokenizer, PreTrainedTokenizerFast

from helpers.models import model_path
from helpers.tokens import Strips, Token, read_tokens, slide


def byte_level():
    """Bytes and one merge; a control token with id 257."""
    letters = {letter: i for i, letter in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}
    core = Tokenizer(models.BPE(vocab=letters | {"Ġa": 256}, merges=[("Ġ", "a")]))
    bytes_of_words = pre_tokenizers.ByteLevel(add_prefix_space=False)
    core.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Digits(), bytes_of_words])
    core.decoder = decoders.ByteLevel()
    return PreTrainedTokenizerFast(tokenizer_object=core, eos_token="<eos>")


def wordpiece():
    core = Tokenizer(models.WordPiece({"[UNK]": 0, "un": 1, "##do": 2, "[SEP]": 3}, unk_token="[UNK]"))
    core.pre_tokenizer = pre_tokenizers.Whitespace()
    return PreTrainedTokenizerFast(tokenizer_object=core, unk_token="[UNK]", sep_token="[SEP]")


def unigram():
    core = Tokenizer(models.Unigram([("<unk>", 0.0), ("▁a", -1.0), ("b", -2.0)], unk_id=0))
    core.pre_tokenizer = pre_tokenizers.Metaspace()
    return PreTrainedTokenizerFast(tokenizer_object=core, unk_token="<unk>")


READINGS = [
    (byte_level, "x a\n\t", ["x", "·a", "⏎", "⇥"]),
    (byte_level, "é", ["<C3>", "<A9>"]),
    (byte_level, "a<eos>", ["a", "control <eos>"]),
    (wordpiece, "undo xy[SEP]", ["un", "##do", "unknown [UNK]", "control [SEP]"]),
    (unigram, "ab ?", ["·a", "b", "unknown <unk>"]),
]


@pytest.mark.parametrize(("make", "text", "expected"), READINGS)
def test_each_family_reads_as_text_control_unknown_or_bytes(make, text, expected):
    tokenizer = make()
    ids = tokenizer(text, add_special_tokens=False)["input_ids"]
    tokens = [token for token in read_tokens(tokenizer, ids) if token.label != "·"]
    words = {"text": "{0}", "part": "<{0}>", "control": "control {0}", "unknown": "unknown {0}"}
    assert [words[token.kind].format(token.label) for token in tokens] == expected
    assert all(token.id in ids for token in tokens)


def test_ids_may_be_any_row_of_one_text():
    tokenizer = byte_level()
    ids = tokenizer("a a")["input_ids"]
    rows = [torch.tensor(ids), torch.tensor([ids]), np.array(ids), [ids], tuple(ids), [torch.tensor(i) for i in ids]]
    for row in rows:
        assert read_tokens(tokenizer, row) == read_tokens(tokenizer, ids)
    assert read_tokens(tokenizer, []) == read_tokens(tokenizer, torch.empty(1, 0)) == []
    assert read_tokens(tokenizer, ids[0]) == read_tokens(tokenizer, ids[:1])
    for rows in (torch.tensor([ids, ids]), [ids, ids], [[ids]]):
        with pytest.raises(ValueError, match="ids of [12] texts: pass those of one"):
            read_tokens(tokenizer, rows)


@pytest.mark.parametrize("mistake", ["a b", None, byte_level()("a b")])
def test_what_is_no_row_of_ids_is_refused_with_the_cure(mistake):
    with pytest.raises(TypeError, match=r"expected ids, got \w+: pass tokenizer\(text\)\['input_ids'\]"):
        read_tokens(byte_level(), mistake)


@pytest.mark.parametrize("special", [False, True])
@pytest.mark.parametrize("content", ["    ", "<tool_call>", "<｜User｜>", "日本", "Ġ▁", "\u200b"])
@pytest.mark.parametrize("make", [byte_level, wordpiece, unigram])
def test_an_added_token_is_shown_as_it_was_added(make, content, special):
    tokenizer = make()
    tokenizer.add_tokens([AddedToken(content, normalized=False, special=special)])
    shown = content.replace(" ", "·").replace("\u200b", "U+200B")
    kind = "control" if special else "text"
    last = len(tokenizer) - 1
    assert read_tokens(tokenizer, [last]) == [Token(shown, kind, last)]
    assert shown in [token.label for token in read_tokens(tokenizer, tokenizer(f"a{content}b")["input_ids"])]


def test_an_unknown_token_that_also_ends_texts_is_a_control_token():
    tokenizer = byte_level()
    tokenizer.unk_token = "<eos>"
    assert read_tokens(tokenizer, [tokenizer.unk_token_id])[0].kind == "control"
    tokenizer = wordpiece()
    assert read_tokens(tokenizer, [tokenizer.unk_token_id])[0].kind == "unknown"


def test_letters_of_a_byte_level_vocabulary_are_bytes_and_other_letters_are_not():
    letters = {letter: i for i, letter in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}
    first, second = pre_tokenizers.ByteLevel(add_prefix_space=False).pre_tokenize_str("Ġ")[0][0]
    core = Tokenizer(models.BPE(letters | {first + second: 256, "日本": 257, "": 258}, [(first, second)]))
    core.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=core)
    tokens = read_tokens(tokenizer, [*tokenizer("Ġ")["input_ids"], 257, 258])
    assert [token.label for token in tokens] == ["Ġ", "日本", "''"], "a text's own Ġ is no space"


def test_sentencepiece_bytes_are_bytes():
    core = Tokenizer(models.BPE({"<0xF0>": 0, "<0x0A>": 1, "▁a": 2}, []))
    core.pre_tokenizer = pre_tokenizers.Metaspace()
    tokens = read_tokens(PreTrainedTokenizerFast(tokenizer_object=core), [0, 1, 2])
    assert [(token.label, token.kind) for token in tokens] == [("F0", "part"), ("⏎", "text"), ("·a", "text")]


@pytest.mark.parametrize("make", [byte_level, wordpiece, unigram])
def test_every_id_gets_a_label_that_can_be_seen(make):
    """All of a vocabulary, and what is no token: a padded row of the embedding table, the label of a hidden token."""
    tokenizer = make()
    tokenizer.add_tokens(["", "\u200b\u2060", "\ufeff", "\u0301", "\x00", "👩‍💻", "نص", "\ue000"])
    labels = [token.label for token in read_tokens(tokenizer, range(len(tokenizer)))]
    assert len(labels) == len(tokenizer) and all(label.strip() and label.isprintable() for label in labels)
    strange = read_tokens(tokenizer, [len(tokenizer), 2**31, -100])
    assert [token.label for token in strange] == [f"id {len(tokenizer)}", "id 2147483648", "id -100"]
    assert {token.kind for token in strange} == {"unknown"}


@pytest.mark.parametrize("role", ["decoder", "encoder", "seq2seq"])
def test_every_id_of_a_lab_model_has_a_label_and_its_text_comes_back(role):
    tokenizer = AutoTokenizer.from_pretrained(model_path(role))
    tokens = read_tokens(tokenizer, range(len(tokenizer)))
    assert all(token.label.isprintable() and token.label.strip() for token in tokens)
    assert sum(token.kind == "unknown" for token in tokens) == (tokenizer.unk_token_id is not None)
    text = "restarted node 17"
    shown = "".join(t.label for t in read_tokens(tokenizer, tokenizer(text, add_special_tokens=False)["input_ids"]))
    assert re.sub("[·#]", "", shown) == text.replace(" ", "")


ROWS = {"one": ["a b", Token("[UNK]", "unknown", 7)], "three": [Token("F0", "part", 8), Token("<s>", "control", 0)]}


def test_a_strip_as_text_counts_and_separates():
    assert repr(Strips(ROWS)) == "one      2: a·b [UNK]\nthree    2: <F0> <s>"
    assert repr(Strips(ROWS, ids=True)) == "one      2: a·b [UNK]=7\nthree    2: <F0>=8 <s>=0"


def test_a_strip_as_html_is_escaped_and_differs_by_more_than_colour():
    page = Strips(ROWS)._repr_html_()
    assert "&lt;s&gt;" in page and "<s>" not in page
    assert [word for word in ("solid frame", "dashed frame", "dotted frame") if word in page] == [
        "solid frame", "dashed frame", "dotted frame"]  # fmt: skip
    assert re.search(r"dashed[^>]*>\[UNK\]<", page) and re.search(r"dotted[^>]*>F0<", page)
    assert not re.search(r"[;\"]color:", page), "letters take the colour of the page, light or dark"
    assert "frame" not in Strips({"plain": ["a"]})._repr_html_()


def test_the_slider_draws_what_its_value_says():
    view = slide(lambda n: Strips({f"row {n}": ["x"] * n}), last=4, description="steps", at=1)
    slider, strip = view.children
    assert strip.value == Strips({"row 1": ["x"]})._repr_html_()
    slider.value = 3
    assert strip.value == Strips({"row 3": ["x"] * 3})._repr_html_()
    assert repr(view) == "a slider over steps from 0 to 4: run the notebook to move it"
