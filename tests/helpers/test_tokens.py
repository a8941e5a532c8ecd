"""Token strips: what each token of the three families is called, and that a strip says it without its colours."""

import re

import pytest
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast

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


def test_ids_may_be_a_tensor_of_one_text():
    tokenizer = byte_level()
    encoded = tokenizer("a a", return_tensors="pt")["input_ids"]
    assert read_tokens(tokenizer, encoded) == read_tokens(tokenizer, encoded[0].tolist())


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
