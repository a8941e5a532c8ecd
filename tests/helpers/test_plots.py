"""helpers.plots: every figure readable, on any background, and also by those who cannot see it."""

import matplotlib

matplotlib.use("Agg")

import io
from base64 import b64decode
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import PIL.Image
import pytest
import torch
from IPython.display import Markdown
from matplotlib.colors import to_rgb

from helpers import plots


@pytest.fixture
def shown(monkeypatch):
    """What a notebook would show, in order: pictures as (PNG, metadata)."""
    outputs = []

    def display(shown, metadata=None, raw=False):
        outputs.append((b64decode(shown["image/png"]), metadata["image/png"]) if raw else shown)

    monkeypatch.setattr(plots, "display", display)
    return outputs


def luminance(color):
    """Relative luminance, WCAG 2.1."""
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    return float(np.dot(linear, [0.2126, 0.7152, 0.0722]))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_figure_shows_one_picture_then_its_words(shown):
    fig, ax = plt.subplots()
    ax.plot([0, 1])
    assert plots.figure(fig, "A line from a_0 to *1*, $2 [see] `x` <b>.") is None
    (png, metadata), caption = shown
    assert png.startswith(b"\x89PNG") and isinstance(caption, Markdown)
    assert metadata["alt"] == "A line from a_0 to *1*, $2 [see] `x` <b>."
    assert caption.data == r"*A line from a\_0 to \*1\*, \$2 \[see\] \`x\` \<b>.*"
    assert not plt.fignum_exists(fig.number), "an open figure would be shown a second time"


def test_figure_is_the_same_file_each_time_and_sharp_at_its_width(shown):
    for _ in range(2):
        fig, ax = plt.subplots(figsize=(6, 2))
        ax.plot([0, 1])
        plots.figure(fig, "A line.")
    (png, metadata), (again, facts) = shown[0], shown[2]
    assert png == again and metadata == facts
    pixels = int.from_bytes(png[16:20], "big")  # width in the PNG header
    assert metadata["width"] == 6 * 96 and pixels >= 1.5 * metadata["width"]


def test_what_is_drawn_tells_curves_bars_images_and_words_apart():
    def summed(change=lambda ax: None, top=1.0):
        fig, ax = plt.subplots()
        ax.plot([0, 1], [0, top], label="rate")
        ax.bar([0, 1], [2, 3])
        ax.imshow([[0, top]])
        ax.set_xlabel("tokens")
        ax.legend()
        change(ax)
        plt.close(fig)
        return plots.drawn(fig)

    (axes,) = summed()
    assert axes["words"] == ["", "tokens", "", "rate"]
    assert [mark[:2] for mark in axes["marks"]] == [["line", 4], ["image", 2], ["patches", 8]]
    assert summed() == [axes] and summed(top=1 + 1e-6) == [axes]
    changes = [lambda ax: ax.set_title("b"), lambda ax: ax.bar([2], [9]), lambda ax: ax.scatter([1, 2], [3, 4])]
    assert all(summed(change) != [axes] for change in changes) and summed(top=2) != [axes]


@pytest.mark.parametrize("caption", ["", "  ", "two\nlines"])
def test_figure_without_words_is_refused(caption, shown):
    with pytest.raises(ValueError, match="what the figure shows"):
        plots.figure(plt.figure(), caption)
    plt.close("all")


def test_figure_is_opaque_light_and_true_to_its_colours(shown):
    fig, ax = plt.subplots()
    ax.bar(list(plots.COLORS), 1, color=plots.COLORS.values())
    plots.heat(fig.add_axes([0, 0, 0.3, 0.3]), np.linspace(0, 1, 400).reshape(20, 20))
    plots.figure(fig, "A bar of each colour, and many blues.")
    pixels = np.asarray(PIL.Image.open(io.BytesIO(shown[0][0])).convert("RGBA")) / 255
    assert (pixels[..., 3] == 1).all() and luminance(pixels[2, 2, :3]) > 0.9, "must be readable in a dark theme"
    for name, color in plots.COLORS.items():
        nearest = np.abs(pixels[..., :3] - to_rgb(color)).max(-1).min()
        assert nearest < 0.03, f"{name} is off by {nearest:.2f}"


def test_text_is_large_and_dark_enough():
    fig, ax = plt.subplots()
    plots.heat(ax, np.eye(3), list("abc"), list("abc"), title="t")
    ax.set_xlabel("x")
    fig.canvas.draw()
    texts = [text for text in fig.findobj(matplotlib.text.Text) if text.get_text()]
    plt.close(fig)
    assert len(texts) >= 17 and min(text.get_fontsize() for text in texts) >= plots.MIN_FONT_PT == 9
    assert contrast(plots.INK, plots.PAPER) > 7


def test_line_colours_stand_out_and_differ():
    """WCAG demands a contrast of 3:1. Okabe and Ito's lighter colours miss it, so lines begin with the darker ones."""
    cycle = plt.rcParams["axes.prop_cycle"].by_key()["color"]
    assert len(set(cycle)) == len(cycle) == 7 and plots.COLORS["yellow"] not in cycle
    assert all(contrast(color, plots.PAPER) > 3 for color in cycle[:3])


def numbers(ax):
    return [text.get_text() for text in ax.texts]


def test_heat_writes_readable_numbers():
    fig, ax = plt.subplots()
    matrix = torch.tensor([[0.0, 1.0, 0.066], [-torch.inf, -0.5, 12.3]], requires_grad=True)
    image = plots.heat(ax, matrix, list("abc"), ["x", "y"], vmin=None, vmax=None)
    assert numbers(ax) == ["0", "1", ".07", "−∞", "-.50", "12"]
    assert image.norm.vmax == pytest.approx(12.3) and image.norm.vmin == -0.5
    plt.close(fig)


def test_every_number_can_be_read_on_its_square():
    fig, ax = plt.subplots()
    values = np.linspace(0, 1, 14)[None]
    image = plots.heat(ax, values)
    worst = min(
        contrast(text.get_color(), image.cmap(value)[:3]) for text, value in zip(ax.texts, values[0], strict=True)
    )
    plt.close(fig)
    assert worst > 4, f"contrast {worst:.1f}"


@pytest.mark.parametrize(("labels", "rotation"), [(range(9, 12), 0), (["a", "to", "the"], 45)])
def test_heat_turns_words_but_not_numbers(labels, rotation):
    fig, ax = plt.subplots()
    plots.heat(ax, np.eye(3), labels)
    turned = {label.get_rotation() for label in ax.get_xticklabels()}
    plt.close(fig)
    assert turned == {rotation}


def test_heat_leaves_numbers_out_where_they_would_not_fit():
    fig, ax = plt.subplots()
    plots.heat(ax, np.ones((15, 15)))
    assert numbers(ax) == []
    plots.heat(ax, np.ones((15, 15)), numbers=True)
    assert len(numbers(ax)) == 225
    plt.close(fig)


@pytest.mark.parametrize(
    ("matrix", "labels", "said"),
    [
        (np.ones((2, 2, 2)), None, "one layer and head"),
        (np.ones((2, 3)), list("ab"), "xlabels has 2 entries, the matrix has 3"),
    ],
)
def test_heat_explains_wrong_shapes(matrix, labels, said):
    fig, ax = plt.subplots()
    with pytest.raises(ValueError, match=said):
        plots.heat(ax, matrix, labels)
    plt.close(fig)


ODD = ["$$", "a$", "\\$b", "$\\frac$", "世界", "🙂", "\u200b", "\u0301", "a\nb", "é", "", "_x"]


def test_every_token_is_text_that_can_be_seen(recwarn):
    """No formula, no missing glyph (matplotlib warns of one on stderr), nothing invisible."""
    fig, ax = plt.subplots(figsize=(9, 9))
    plots.heat(ax, np.eye(len(ODD)), ODD, ODD, title="$$ 世")
    fig.canvas.draw()
    shown = ["$$", "a$", "\\$b", "$\\frac$", "U+4E16U+754C", "U+1F642", "U+200B", "U+0301", "a⏎b", "é", "", "_x"]
    assert [label.get_text() for label in ax.get_xticklabels()] == shown
    assert [label.get_text() for label in ax.get_yticklabels()] == shown and ax.get_title() == "$$ U+4E16"
    plt.close(fig)
    assert not [str(warning.message) for warning in recwarn]


def test_a_long_label_is_cut_and_a_title_is_not():
    fig, ax = plt.subplots()
    plots.heat(ax, np.eye(2), ["a", "x" * 40], title="t" * 40)
    assert ax.get_xticklabels()[1].get_text() == "x" * 23 + "…" and ax.get_title() == "t" * 40
    plt.close(fig)


def overlapping(labels):
    """Neighbours whose letters meet. Slanted ones are parallel strips as high as a letter, beginning at their right."""
    canvas = labels[0].figure.canvas
    boxes = [label.get_window_extent(canvas.get_renderer()) for label in labels]
    if labels[0].get_rotation() != 45:
        return [one for one, other in pairwise(boxes) if one.overlaps(other)]
    letter_px = labels[0].get_fontsize() * labels[0].figure.dpi / 72
    return [one for one, other in pairwise(boxes) if (other.x1 - one.x1) * np.sin(np.pi / 4) < letter_px]


@pytest.mark.parametrize("n", [4, 9, 16, 17, 30, 60, 130])
@pytest.mark.parametrize("width", [3, 4.5, 9])
def test_labels_never_collide(n, width):
    words = [f"word{place}" for place in range(n)]
    fig, ax = plt.subplots(figsize=(width, width))
    plots.heat(ax, np.eye(n), words, words, numbers=False)
    fig.canvas.draw()
    for axis in (ax.xaxis, ax.yaxis):
        labels = axis.get_ticklabels()
        assert len(labels) >= min(n, 4) and labels[0].get_text() == "word0"
        assert not overlapping(labels), f"{len(labels)} labels on {width} inches"
        places = [int(label.get_text().removeprefix("word")) for label in labels]
        assert places == list(axis.get_ticklocs()), "a label stands at its own row"
    plt.close(fig)
