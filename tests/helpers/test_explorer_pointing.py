"""The explorer in a real browser: which line is drawn, what the pointer and the keys choose, and what a move costs."""

import numpy as np
import pytest
from selenium.webdriver.common.keys import Keys

from benchmarks import pointer
from helpers.attention_explorer import explore_attention
from tests.support.explorer import MAPS, PAD_PX, ROW_PX, TIRED, assert_numbers, random_maps, wait_for

pytestmark = pytest.mark.browser
LONG_ROW_PX = 18  # of a sentence that scrolls
STRONG, FAINT = (150, 256), (5, 60)  # opacity of a line that stands out, and of one in the background


def two_heads(n, first, second, share=0.9):
    """Maps of one layer: in head 0 each token looks at first[i] with `share` and at second[i] with the rest.

    Head 1 has the two exchanged.
    """
    maps = np.zeros((1, 2, n, n), np.float32)
    for i in range(n):
        maps[0, 0, i, first[i]] += share
        maps[0, 0, i, second[i]] += 1 - share
        maps[0, 1, i, second[i]] += share
        maps[0, 1, i, first[i]] += 1 - share
    return maps


def lines_at(page, opacity, offset=0):
    """Where lines of this opacity cross the middle of the stage (or `offset` pixels beside it): middles in pixels."""
    picture = page.pixels()
    column = picture[:, picture.shape[1] // 2 + offset, 3]
    inside = np.flatnonzero((column >= opacity[0]) & (column < opacity[1]))
    runs = np.split(inside, np.flatnonzero(np.diff(inside) > 1) + 1)
    return [float(run.mean()) for run in runs if len(run)]


def crossings(pairs, pitch=ROW_PX, scrolled=0, height=10_000):
    """Where the lines of (query, key) should cross the middle: a curve is half-way there, at the mean of its rows."""
    middles = {PAD_PX + pitch * ((i + j) / 2 + 0.5) - scrolled - 0.5 for i, j in pairs}
    return sorted(middle for middle in middles if 2 < middle < height - 3)


def assert_lines(page, opacity, expected):
    def right():
        found = lines_at(page, opacity)
        return len(found) == len(expected) and np.allclose(found, expected, atol=1.1)

    wait_for(right, f"lines at {expected}", patience_s=30)


N = 8
FIRST, SECOND = [3, 7, 6, 1, 0, 2, 7, 7], [0, 0, 1, 2, 4, 7, 1, 5]
FIRST_LINES, SECOND_LINES = list(enumerate(FIRST)), list(enumerate(SECOND))


@pytest.fixture
def known(opened):
    """One sentence of eight tokens whose lines are known, only the stronger ones drawn."""
    return opened(explore_attention(two_heads(N, FIRST, SECOND), list("abcdefgh"), threshold=0.5))


def test_every_line_runs_from_its_query_to_its_key(known):
    assert_lines(known, STRONG, crossings(FIRST_LINES))
    known.point_at_row(1)
    known.shows("b (1) looks at")
    assert_lines(known, STRONG, crossings([(1, 7)]))
    before, after = lines_at(known, STRONG, -40), lines_at(known, STRONG, +40)
    assert before[0] < after[0] - 10, "from b, above, down to h"


def test_the_threshold_says_which_lines_are_drawn(known):
    known.slide(0, 0.05)
    assert_lines(known, (5, 256), crossings(FIRST_LINES + SECOND_LINES))
    known.slide(0, 0.5)
    assert_lines(known, STRONG, crossings(FIRST_LINES))
    known.slide(0, 0.95)
    assert_lines(known, (1, 256), [])


def test_the_pointer_lifts_the_lines_of_one_token_and_leaves_the_others_faint(known):
    known.point_at_row(2)
    known.shows("c (2) looks at")
    assert_lines(known, STRONG, crossings([(2, 6)]))
    others = [pair for pair in FIRST_LINES if pair != (2, 6) and sum(pair) != 8]
    found = lines_at(known, FAINT)
    assert all(min(abs(np.array(found) - middle)) < 2.5 for middle in crossings(others))
    width = known.all(".attn-stage")[0].size["width"]
    known.point(width - 30, PAD_PX + ROW_PX * 7.5)
    known.shows("h (7) is looked at by")
    assert_lines(known, STRONG, crossings([(1, 7), (6, 7), (7, 7)]))
    known.point_away()
    assert_lines(known, STRONG, crossings(FIRST_LINES))


def test_what_is_kept_between_moves_follows_head_tokens_and_theme(known):
    assert_lines(known, STRONG, crossings(FIRST_LINES))
    known.set_trait("head", 1)
    assert_lines(known, STRONG, crossings(SECOND_LINES))
    known.point_at_row(0)
    known.shows("a (0) looks at")
    assert_lines(known, STRONG, crossings([(0, 0)]))
    known.point_away()
    color = known.pixels()[:, 200:-200]
    known.js("document.body.setAttribute('data-jp-theme-light', 'false')")
    wait_for(lambda: (known.pixels()[:, 200:-200] != color).any(), "lines in the colours of the dark theme")


def test_hidden_tokens_take_their_lines_with_them(opened):
    tokens = ["[CLS]", *"bcdefg", "[SEP]"]
    page = opened(explore_attention(two_heads(N, FIRST, SECOND), tokens, threshold=0.5))
    page.set_trait("hide_special", True)
    seen = [(i - 1, j - 1) for i, j in FIRST_LINES if 0 not in (i, j) and 7 not in (i, j)]
    assert_lines(page, STRONG, crossings(seen))


def test_lines_scroll_with_their_tokens(opened):
    n = 60
    ahead, back = [min(n - 1, i + 7) for i in range(n)], [max(0, i - 3) for i in range(n)]
    page = opened(explore_attention(two_heads(n, ahead, back), [f"w{i}" for i in range(n)], threshold=0.5))
    lines, height = list(enumerate(ahead)), len(page.pixels())
    for scrolled in (0, 200, 333):
        page.js("document.querySelector('.attn-stage').scrollTop = arguments[0]", scrolled)
        expected = crossings(lines, LONG_ROW_PX, scrolled, height)

        def all_there(expected=expected):
            found = np.array(lines_at(page, (60, 256)))
            return len(found) and all(abs(found - middle).min() < 1.5 for middle in expected)

        wait_for(all_there, f"lines scrolled by {scrolled}", patience_s=30)
    page.point(30, 100)
    token = int((100 + 333 - PAD_PX) // LONG_ROW_PX)
    page.shows(f"w{token} ({token}) looks at")
    assert_lines(page, STRONG, crossings([(token, token + 7)], LONG_ROW_PX, 333))


def test_pointing_at_a_token_shows_its_row_as_numbers_and_leaving_hides_them(one):
    before = one.pictures()
    one.point_at_row(5)
    one.shows("it (5) looks at")
    assert_numbers(one.numbers(), MAPS[0, 0, 5])
    pointed = one.pictures()
    assert pointed != before
    one.point_at_row(2)
    one.shows("animal (2) looks at")
    assert one.pictures() not in (before, pointed)
    one.point_away()
    one.becomes(before)
    assert not one.numbers()


def test_the_right_column_shows_who_looks_at_a_token(one):
    width = one.all(".attn-stage")[0].size["width"]
    one.point(width - 30, PAD_PX + ROW_PX * 2.5)
    one.shows("animal (2) is looked at by")
    assert_numbers(one.numbers(), MAPS[0, 0, :, 2])


def test_a_click_keeps_the_token_and_a_second_click_lets_go(one):
    one.point_at_row(3)
    one.click_here()
    one.point_away()
    one.shows("slept (3) looks at")
    one.point_at_row(3)
    one.click_here()
    one.point_away()
    wait_for(lambda: not one.numbers(), "no numbers")


def test_the_keyboard_alone_reads_every_token(one):
    one.js("document.querySelector('.attn-stage').focus()")
    before = one.pictures()
    one.type(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    one.shows("animal (2) looks at")
    assert_numbers(one.numbers(), MAPS[0, 0, 2])
    assert one.pictures() != before
    first, number = next(iter(one.numbers().items()))
    assert one.heard().startswith(f"Sentence A, layer 0, head 0: animal (2) looks at {TIRED[first]} {number:.3f}")
    stage = one.all(".attn-stage")[0]
    active = one.js("return document.getElementById(arguments[0])", stage.get_attribute("aria-activedescendant"))
    assert active.get_attribute("textContent") == "animal, position 2"
    assert active.get_attribute("aria-selected") == "true"
    one.type(Keys.ARROW_RIGHT)
    one.shows("animal (2) is looked at by")
    assert_numbers(one.numbers(), MAPS[0, 0, :, 2])
    one.type(Keys.END, Keys.ARROW_DOWN, Keys.ARROW_LEFT)
    one.shows("[SEP] (9) looks at")
    one.type(Keys.HOME, Keys.ARROW_UP)
    one.shows("[CLS] (0) looks at")
    one.type(Keys.ESCAPE)
    one.becomes(before)
    assert one.heard() == "no token selected"


def test_keys_that_the_explorer_uses_do_not_scroll_the_page_and_others_pass(one):
    press = (
        "const stage = document.querySelector('.attn-stage');"
        "const event = new KeyboardEvent('keydown', { key: arguments[0], cancelable: true, bubbles: true });"
        "return !stage.dispatchEvent(event)"
    )
    assert {key: one.js(press, key) for key in ("ArrowDown", "End", "Tab", "a")} == {
        "ArrowDown": True, "End": True, "Tab": False, "a": False,
    }  # fmt: skip


def test_a_long_list_of_numbers_grows_as_it_is_scrolled(opened):
    n = 300
    maps = np.full((1, 1, n, n), 0.5 / (n - 1), np.float32)
    maps[..., 0] = 0.5
    page = opened(explore_attention(maps, [f"w{i}" for i in range(n)]))
    page.point(page.all(".attn-stage")[0].size["width"] - 30, PAD_PX + 5)
    page.shows("w0 (0) is looked at by")
    assert 20 < len(page.numbers()) < 100, "not all at once"

    def scrolled_to_the_end():
        page.js("const list = document.querySelector('.attn-numbers ol'); list.scrollTop = list.scrollHeight")
        return len(page.numbers()) == n

    wait_for(scrolled_to_the_end, "all numbers")
    assert sorted(page.numbers()) == list(range(n))


@pytest.mark.parametrize("case", pointer.CASES.values(), ids=pointer.CASES)
def test_a_move_of_the_pointer_is_cheap_however_long_the_text(case):
    """CPU time, which hardly depends on what else the machine does. Work that grew with n * n took seconds."""
    for n in (512, 1024):
        assert pointer.move_ms(n, *case) < 50


COUNT = """
window.counted = { curves: 0, questions: 0, pictures: 0 };
const count = (owner, name, what) => {
  const own = Object.getOwnPropertyDescriptor(owner, name), key = own.get ? "get" : "value", call = own[key];
  const counting = function (...given) { counted[what] += 1; return call.apply(this, given); };
  Object.defineProperty(owner, name, { ...own, [key]: counting });
};
count(Path2D.prototype, "bezierCurveTo", "curves");
count(Element.prototype, "scrollTop", "questions");
count(CanvasRenderingContext2D.prototype, "putImageData", "pictures");
"""


@pytest.mark.parametrize("view", ["lines", "matrix"])
def test_a_move_of_the_pointer_draws_one_row_however_long_the_text(opened, view):
    n = 128
    page = opened(explore_attention(random_maps(n, 1, 1), [f"w{i}" for i in range(n)], view=view, threshold=0))
    page.slide(1, 0)  # zoomed out: every line is in sight
    page.js(COUNT)
    frame = page.js(
        "const f = document.querySelector('.attn-stage').getBoundingClientRect(); return [f.left, f.bottom]"
    )
    moved = (
        "const [x, y] = arguments, stage = document.querySelector('.attn-stage');"
        "counted.curves = counted.questions = 0;"
        "stage.dispatchEvent(new PointerEvent('pointermove', { clientX: x, clientY: y, bubbles: true }));"
        "return [document.querySelector('.attn-numbers h5').textContent, { ...counted }]"
    )
    headings = set()
    for back in (20, 60, 100):
        heading, work = page.js(moved, frame[0] + 20, frame[1] - back)
        headings.add(heading)
        assert work["curves"] <= n and work["pictures"] == 0 and work["questions"] <= 8, work
        assert view == "matrix" or work["curves"] > 10, "the lines of the token are drawn"
    assert len(headings) == 3
