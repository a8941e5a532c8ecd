"""The lessons' drawings: stored as drawn, described in words, and no word or box over another or over the edge."""

import json
import re
from html import escape
from itertools import combinations

import pytest
import torch
from matplotlib import font_manager, ft2font

from tools.drawings import DRAWINGS, FOLDER
from tools.drawings.canvas import FONT, MONO, PALETTE, WIDTH, Card, text_width
from tools.drawings.primer import tensor_primer
from tools.notebooks import ROOT

CARDS = [draw() for draw in DRAWINGS]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
named = pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)


@named
def test_stored_as_drawn(card):
    assert (FOLDER / f"{card.name}.svg").read_text(encoding="utf-8") == card.svg(), "run `python -m tools.drawings`"


def test_no_stray_drawing():
    assert {path.stem for path in FOLDER.glob("*")} == {card.name for card in CARDS}


@named
def test_says_in_words_what_is_seen(card):
    assert len(card.says.split()) >= 15
    assert f"<title>{escape(card.says)}</title>" in card.svg()


@named
def test_shown_in_a_lesson_with_words_for_who_cannot_see_it(card):
    pages = [json.loads(path.read_text(encoding="utf-8"))["cells"] for path in LESSONS]
    text = "\n".join("".join(cell["source"]) for cells in pages for cell in cells if cell["cell_type"] == "markdown")
    alts = re.findall(rf"!\[([^\]]*)\]\(drawings/{card.name}\.svg\)", text)
    assert alts and all(len(alt.split()) >= 12 for alt in alts)


def collisions(card: Card) -> list[str]:
    """Words over the edge of the card, or over other words; boxes that are neither apart nor one within the other."""
    found = [w[4] for w in card.words if w[0] < 8 or w[2] > WIDTH - 8 or w[1] < 8 or w[3] > card.height - 8]
    for a, b in combinations(card.words, 2):
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
            found.append(f"{a[4]!r} over {b[4]!r}")
    for *word, name in card.words:
        found += [
            f"{name!r} over the edge of {box}"
            for box in card.boxes
            if not apart(word, box, 1) and not within(word, box, 1)
        ]
    for a, b in combinations(card.boxes, 2):
        if not apart(a, b) and not within(a, b) and not within(b, a):
            found.append(f"box {a} over {b}")
    return found


def apart(a, b, slack: float = 0) -> bool:
    return a[0] >= b[2] - slack or b[0] >= a[2] - slack or a[1] >= b[3] - slack or b[1] >= a[3] - slack


def within(inner, outer, slack: float = 0) -> bool:
    low = inner[0] >= outer[0] - slack and inner[1] >= outer[1] - slack
    return low and inner[2] <= outer[2] + slack and inner[3] <= outer[3] + slack


@named
def test_nothing_over_another_or_the_edge(card):
    assert collisions(card) == []


def test_collisions_are_seen():
    card = Card("a", "Title", "lead", "words", 300)
    card.text(100, 120, "first", anchor="start")
    card.text(120, 120, "second", anchor="start")
    card.text(WIDTH - 10, 160, "beyond", anchor="start")
    card.box(100, 200, 50, 50)
    card.box(110, 210, 20, 20)
    card.box(140, 240, 50, 50)
    card.text(100, 205, "in and out")
    assert len(collisions(card)) == 4


@named
def test_words_are_no_wider_than_estimated(card):
    """Held against the widest font of the list, which matplotlib brings along."""
    for style in re.findall(r"<text ([^>]*)>([^<]*)</text>", card.svg()):
        attributes, words = style[0], style[1].replace("&lt;", "<").replace("&gt;", ">").replace("&#x27;", "'")
        size = float(re.search(r'font-size="([\d.]+)"', attributes)[1])
        bold, mono = "bold" in attributes, MONO in attributes
        assert real_width(words, size, bold, mono) <= text_width(words, size, bold, mono) * 1.03 + 1.5, words


def real_width(words: str, size: float, bold: bool, mono: bool) -> float:
    family = "DejaVu Sans Mono" if mono else "DejaVu Sans"
    font = ft2font.FT2Font(
        font_manager.findfont(font_manager.FontProperties(family=family, weight=700 if bold else 400))
    )
    font.set_size(size, 72)
    font.set_text(words, 0)
    return font.get_width_height()[0] / 64


def test_the_widest_font_is_in_the_list():
    assert "DejaVu Sans" in FONT and "DejaVu Sans Mono" in MONO


@named
def test_colours_come_from_the_palette(card):
    known = set(re.findall(r"#[0-9A-F]{6}", json.dumps(PALETTE).upper()))
    assert {color.upper() for color in re.findall(r"#[0-9A-Fa-f]{6}", card.svg())} <= known


@named
def test_large_enough_to_read(card):
    """No letters below 11 pixels where the card is shown 800 wide."""
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', card.svg())]
    assert min(sizes) * 800 / WIDTH >= 11


X, V = torch.tensor([[1, 2, 3], [4, 5, 6]]), torch.tensor([1, 2, 3])
A, B, COLUMN = torch.tensor([[1, 2], [3, 4]]), torch.tensor([[5, 6], [7, 8]]), torch.tensor([[0], [10]])
TABLE, FEW = torch.tensor([[1, 7, 3], [9, 5, 6]]), torch.tensor([[1, 7], [3, 2]])
MASK, SCORES = torch.tensor([[False, True], [False, False]]), torch.tensor([[0.0, 0.0], [2.0, 0.0]])
PRIMER = {  # what each tile is about: its tensors in the order of drawing, worked out by torch
    "x[0]": (X, X[0]),
    "x[..., 0]": (X, X[..., 0]),
    "v[:, None]": (V, V[:, None]),
    "a @ b": (A, B, A @ B),
    "x.transpose(-2, -1)": (X, X.transpose(-2, -1)),
    "x.reshape(3, 2)": (X, X.reshape(3, 2)),
    "column + row": (COLUMN, V, COLUMN + V),
    "x.masked_fill(m, 0)": (A, A.masked_fill(MASK, 0)),
    "x.softmax(dim=-1)": (SCORES, SCORES.softmax(dim=-1)),
    "x.amax(-1) x.argmax(-1)": (TABLE, TABLE.amax(-1), TABLE.argmax(-1)),
    "cat([a, b]) stack([a, b])": (A[0], A[1], torch.cat([A[0], A[1]]), torch.stack([A[0], A[1]])),
    "x[x > 2]": (FEW, FEW[FEW > 2]),
}


def test_the_primer_calculates_right():
    words = [word[4] for word in tensor_primer().words[2:]]
    starts = [words.index(code) for code in PRIMER]
    assert starts == sorted(starts) and starts[0] == 0
    for (code, tensors), start, end in zip(PRIMER.items(), starts, [*starts[1:], len(words)], strict=True):
        shown = [word for word in words[start + 2 : end] if word != "T"]
        numbers = [number for tensor in tensors for number in tensor.flatten().tolist()]
        plain = [f"{n:g}" if n == round(n) else f"{n:.2f}".lstrip("0") for n in numbers]
        assert shown == plain, code
