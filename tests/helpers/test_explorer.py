"""The explorer's Python half: what it sends to the browser, what it refuses, and its static twin."""

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from helpers.attention_explorer import attention_figure, explore_attention

TOKENS = "[CLS] the animal slept because it was tired [SEP]".split()
LAYERS, HEADS, N = 3, 2, len(TOKENS)


def random_maps(layers=LAYERS, heads=HEADS, n=N, seed=0):
    return torch.randn(layers, heads, n, n, generator=torch.Generator().manual_seed(seed)).mul(2).softmax(-1)


def sent_weights(explorer, i=0):
    """The bytes as the browser reads them, back as weights."""
    sentence = explorer.get_state("sentences")["sentences"][i]
    n = len(sentence["tokens"])
    flat = np.frombuffer(sentence["weights"], np.uint8)
    return flat.reshape(sentence["layers"], sentence["heads"], n, n) / 255


@pytest.mark.parametrize(
    "form",
    [
        lambda maps: maps,
        lambda maps: maps.numpy(),
        lambda maps: tuple(layer[None] for layer in maps),  # outputs.attentions
        lambda maps: [layer[None].numpy() for layer in maps],
        lambda maps: torch.stack([layer[None] for layer in maps]),
        lambda maps: maps.clone().requires_grad_(),
    ],
)
def test_every_usual_form_of_the_weights_arrives_right_to_half_a_byte(form):
    maps = random_maps()
    explorer = explore_attention(form(maps), TOKENS)
    np.testing.assert_allclose(sent_weights(explorer), maps.numpy(), atol=0.5 / 255 + 1e-6)


def test_half_precision_is_accepted():
    maps = random_maps().bfloat16()
    sent = sent_weights(explore_attention(maps, TOKENS))
    np.testing.assert_allclose(sent, maps.float().numpy(), atol=0.5 / 255 + 1e-6)


def test_a_second_sentence_may_have_another_length_but_not_another_model():
    maps, other = random_maps(), random_maps(n=5, seed=1)
    explorer = explore_attention(maps, TOKENS, (other, list("abcde")), labels=("short", "long"))
    np.testing.assert_allclose(sent_weights(explorer, 1), other.numpy(), atol=0.5 / 255 + 1e-6)
    assert [sentence["label"] for sentence in explorer.sentences] == ["short", "long"]
    with pytest.raises(ValueError, match=r"\(3, 2\), \(3, 4\).*same model"):
        explore_attention(maps, TOKENS, (random_maps(heads=4), TOKENS))


def test_special_tokens_are_recognised_and_a_mask_is_not_one():
    def special(tokens, **options):
        explorer = explore_attention(random_maps(n=len(tokens)), tokens, **options)
        return [token for token, hidden in zip(tokens, explorer.sentences[0]["special"], strict=True) if hidden]

    control = ["[CLS]", "[SEP]", "[PAD]", "<s>", "</s>", "<pad>", "<|user|>", "[unused1]"]
    words = ["[MASK]", "<mask>", "[", "]", "<", "a", "x<y>z", "[a b]"]
    assert special(control + words) == control[:-1], "[unused1] is not written as control tokens are"
    assert special(["a", "b", "[CLS]"], special={"b"}) == ["b"]


def test_focus_is_the_first_such_token_of_each_sentence():
    explorer = explore_attention(random_maps(), TOKENS, (random_maps(n=3), ["it", "is", "it"]), focus="it")
    assert [sentence["focus"] for sentence in explorer.sentences] == [5, 0]
    assert explore_attention(random_maps(), TOKENS).sentences[0]["focus"] == -1
    with pytest.raises(ValueError, match="'they' is not among the tokens of Sentence A"):
        explore_attention(random_maps(), TOKENS, focus="they")


def not_a_number():
    maps = random_maps()
    maps[1, 0, 4, 2] = float("nan")
    return maps


def negative():
    maps = random_maps()
    maps[2, 1, 3, :2] = torch.tensor([-0.5, 0.5]) + maps[2, 1, 3, :2].sum() / 2
    return maps


REFUSED = {
    "none at all": (lambda: None, 'attn_implementation="eager"'),
    "an empty tuple": (lambda: (), 'attn_implementation="eager"'),
    "None per layer": (lambda: (None, None), 'attn_implementation="eager"'),
    "scores": (lambda: random_maps().log(), r"layer 0, head 0, row 0 sums to -.*softmax\(-1\)"),
    "dropout": (lambda: random_maps() / 0.9, r"sums to 1\.11.*model\.eval\(\)"),
    "negative": (negative, r"layer 2, head 1, row 3 sums to 1 and its smallest entry is -0\.\d"),
    "nan": (not_a_number, "NaN in layer 1, head 0, row 4.*padding"),
    "a batch": (lambda: random_maps()[:, None].repeat(1, 2, 1, 1, 1), r"batch of 2 .*layer\[:1\]"),
    "one head": (lambda: random_maps()[0, 0], r"shape \[9\].*\[layers, heads, n, n\]"),
    "one layer's heads": (lambda: random_maps()[0], r"shape \[9, 9\].*outputs\.attentions"),
    "tokens missing": (lambda: random_maps(n=12), "weights are for 12 tokens, but 9 tokens were given.*special tokens"),
    "cross-attention": (lambda: random_maps()[..., :5, :], "5 x 9.*cross-attention"),
    "layers that differ": (lambda: [random_maps()[0], random_maps(heads=4)[0]], "layers differ in shape"),
}


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.parametrize("show", [explore_attention, attention_figure])
def test_what_cannot_be_attention_is_refused_with_the_cure(what, show):
    make, message = REFUSED[what]
    with pytest.raises(ValueError, match=re.compile(message, re.S)):
        show(make(), TOKENS)


def test_too_much_for_a_browser_is_refused_before_it_is_sent():
    one = np.eye(512, dtype=np.float32)[None]
    with pytest.raises(ValueError, match=r"62 layers x 1 heads x 512 x 512 tokens make 16 MB.*attentions\[:4\]"):
        explore_attention([one] * 62, [""] * 512)
    assert explore_attention([one] * 61, [""] * 512).sentences[0]["layers"] == 61


def test_twelve_by_twelve_heads_on_256_tokens_fit_in_ten_megabytes():
    uniform = np.full((12, 12, 256, 256), 1 / 256, dtype=np.float32)
    state = explore_attention(uniform, ["token"] * 256).get_state()
    size = sum(len(sentence["weights"]) + len(str(sentence["tokens"])) for sentence in state["sentences"])
    assert size + len(state["_esm"]) + len(state["_css"]) <= 10_000_000


def test_the_widget_follows_python_and_stays_within_the_model():
    explorer = explore_attention(random_maps(), TOKENS, layer=2, head=1, view="matrix", threshold=0.2)
    assert (explorer.layer, explorer.head, explorer.view, explorer.threshold) == (2, 1, "matrix", 0.2)
    explorer.head = 0
    with pytest.raises(ValueError, match="layer 3 does not exist: choose 0 to 2"):
        explorer.layer = 3
    with pytest.raises(ValueError, match="head 2 does not exist: choose 0 to 1"):
        explore_attention(random_maps(), TOKENS, head=2)


def test_its_text_in_a_notebook_is_short_and_always_the_same():
    explorer = explore_attention(random_maps(), TOKENS, (random_maps(n=3), list("abc")))
    assert repr(explorer) == "AttentionExplorer(3 layers x 2 heads, 9 and 3 tokens)"
    bundle = explorer._repr_mimebundle_()
    bundle = bundle[0] if isinstance(bundle, tuple) else bundle
    assert bundle["text/plain"] == repr(explorer)


def test_the_browser_half_asks_for_nothing_from_elsewhere():
    explorer = explore_attention(random_maps(), TOKENS)
    outside = r"https?:|//[a-z]+\.|\bimport\b[^.]*?[\"']|\bfetch\(|@import|url\(|XMLHttpRequest|\beval\("
    assert not re.findall(outside, explorer._esm + explorer._css)


def test_the_static_twin_shows_the_chosen_head_of_each_sentence():
    maps, other = random_maps(), random_maps(n=4, seed=1)
    fig = attention_figure(maps, TOKENS, (other, list("abcd")), labels=("one", "two"), layer=2, head=1)
    overview, first, second = fig.axes
    np.testing.assert_allclose(first.images[0].get_array(), maps[2, 1])
    np.testing.assert_allclose(second.images[0].get_array(), other[2, 1])
    assert first.get_title() == "one: layer 2, head 1" and second.get_title() == "two: layer 2, head 1"
    frame = overview.patches[0]
    assert (frame.get_x(), frame.get_y()) == (9, 19), "the frame is around layer 2, head 1"
    np.testing.assert_allclose(overview.images[0].get_array()[20:29, 10:19], maps[2, 1])
    plt.close(fig)
