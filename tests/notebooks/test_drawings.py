"""The lessons' drawings: stored as drawn, described in words, and no word over another or over the edge."""

import json
import re
from itertools import combinations

import pytest

from tools.drawings import DRAWINGS, FOLDER
from tools.drawings.canvas import PALETTE, WIDTH, Card, text_width

CARDS = [draw() for draw in DRAWINGS]
named = pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)


@named
def test_stored_as_drawn(card):
    assert (FOLDER / f"{card.name}.svg").read_text(encoding="utf-8") == card.svg(), "run `python -m tools.drawings`"


def test_no_stray_drawing():
    assert {path.stem for path in FOLDER.glob("*")} == {card.name for card in CARDS}


@named
def test_says_in_words_what_is_seen(card):
    assert len(card.says.split()) >= 15 and f"<title>{card.says}</title>" in card.svg()


def collisions(card: Card) -> list[str]:
    """Words over the edge of the card, or over other words."""
    found = [w[4] for w in card.words if w[0] < 8 or w[2] > WIDTH - 8 or w[1] < 8 or w[3] > card.height - 8]
    for a, b in combinations(card.words, 2):
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
            found.append(f"{a[4]!r} over {b[4]!r}")
    return found


@named
def test_no_word_over_another_or_the_edge(card):
    assert collisions(card) == []


def test_collisions_are_seen():
    card = Card("a", "Title", "words", 100)
    card.text(100, 80, "first", anchor="start")
    card.text(120, 80, "second", anchor="start")
    card.text(WIDTH - 10, 60, "beyond", anchor="start")
    assert len(collisions(card)) == 2


@named
def test_words_fit_their_boxes(card):
    boxes = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', card.svg())
    boxes = [tuple(map(float, box)) for box in boxes][1:]
    for left, top, right, bottom, words in card.words:
        middle = ((left + right) / 2, (top + bottom) / 2)
        around = [b for b in boxes if b[0] < middle[0] < b[0] + b[2] and b[1] < middle[1] < b[1] + b[3]]
        if around:
            x, _, w, _ = min(around, key=lambda box: box[2] * box[3])
            assert x - 1 <= left and right <= x + w + 1, f"{words!r} is wider than its box"


@named
def test_colours_come_from_the_palette(card):
    known = set(re.findall(r"#[0-9A-F]{6}", json.dumps(PALETTE).upper()))
    assert {color.upper() for color in re.findall(r"#[0-9A-Fa-f]{6}", card.svg())} <= known


def test_bold_words_are_wider():
    assert text_width("word", 16, bold=True) > text_width("word", 16)
