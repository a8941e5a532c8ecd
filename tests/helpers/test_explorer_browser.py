"""The explorer in a real browser: heads, views, controls, and what Python sees of them.

Pictures are compared by their pixels.
"""

import re

import numpy as np
import pytest
from selenium.webdriver.common.keys import Keys

from helpers.attention_explorer import explore_attention
from tests.support.explorer import (
    BROAD,
    HEADS,
    LAYERS,
    MAPS,
    OTHER,
    PAD_PX,
    ROW_PX,
    TIRED,
    WIDE,
    assert_numbers,
    random_maps,
    wait_for,
)

pytestmark = pytest.mark.browser


def test_a_click_on_a_head_draws_it_and_tells_python(one):
    one.point_at_row(5)
    one.click_here()
    one.shows("it (5) looks at")
    before = one.pictures()
    one.head(2, 3).click()
    one.changed(before)
    one.sent(layer=2, head=3)
    assert one.all("h3")[0].text == "Layer 2, head 3"
    selected = one.all("[role=gridcell][aria-selected=true]")
    assert [cell.get_attribute("title") for cell in selected] == ["layer 2, head 3"]
    assert_numbers(one.numbers(), MAPS[2, 3, 5])
    one.head(0, 0).click()
    one.sent(layer=0, head=0)
    assert_numbers(one.numbers(), MAPS[0, 0, 5])


def test_every_head_has_its_own_thumbnail(one):
    picture = one.pixels(".attn-grid canvas")
    places = one.js(
        "return [...document.querySelectorAll('[role=gridcell]')]"
        ".map((cell) => [cell.offsetTop, cell.offsetLeft, cell.offsetWidth])"
    )
    cells = {picture[top : top + size, left : left + size].tobytes() for top, left, size in places}
    assert len(cells) == LAYERS * HEADS


def test_arrow_keys_move_between_heads_and_stop_at_the_edges(one):
    one.js("document.querySelector('[role=gridcell][tabindex=\"0\"]').focus()")
    one.type(Keys.ARROW_UP, Keys.ARROW_RIGHT, Keys.ARROW_DOWN)
    one.sent(layer=1, head=1)
    assert one.driver.switch_to.active_element.get_attribute("title") == "layer 1, head 1"
    one.type(Keys.END, Keys.ARROW_RIGHT, *[Keys.ARROW_DOWN] * 5)
    one.sent(layer=LAYERS - 1, head=HEADS - 1)
    assert len(one.all("[role=gridcell][tabindex='0']")) == 1, "one stop for the Tab key"
    wait_for(lambda: one.heard() == f"Layer {LAYERS - 1}, head {HEADS - 1}", "the head to be said")


def test_the_threshold_removes_numbers_and_tells_python(one):
    one.point_at_row(BROAD)
    one.click_here()
    one.shows(f"{TIRED[BROAD]} ({BROAD}) looks at")
    before, many = one.pictures(), one.numbers()
    one.slide(0, 0.2)
    one.sent(threshold=0.2)
    assert_numbers(one.numbers(), MAPS[0, 0, BROAD], threshold=0.2)
    assert len(one.numbers()) < len(many) and one.pictures() != before


def test_hidden_special_tokens_leave_picture_and_list_and_the_others_keep_their_weight(one):
    one.point_at_row(5)
    one.click_here()
    one.shows("it (5) looks at")
    before, thumbnails, numbers = one.pictures(), one.pictures(".attn-grid canvas"), one.numbers()
    one.all("input[type=checkbox]")[0].click()
    one.sent(hide_special=True)
    assert one.pictures() != before and one.pictures(".attn-grid canvas") != thumbnails
    assert one.numbers() == {position: number for position, number in numbers.items() if position not in (0, 9)}
    one.point_away()
    one.point_at_row(4)  # the rows have moved up by one
    one.shows("it (5) looks at")
    one.all("input[type=checkbox]")[0].click()
    one.point_at_row(5)
    wait_for(lambda: one.numbers() == numbers, "the numbers as before")


def test_the_matrix_shows_each_cell_and_names_it(one):
    lines = one.pictures()
    one.all(".attn-views label")[1].click()
    one.sent(view="matrix")
    assert one.pictures() != lines
    picture, n, pitch = one.pixels(), len(TIRED), 30  # as wide as a cell gets
    top = len(picture) - PAD_PX - n * pitch
    left = np.flatnonzero(picture[-PAD_PX - 3, :, 3]).max() + 1 - n * pitch  # beside the cells, nothing is drawn
    steps = np.arange(n) * pitch + pitch // 2
    darkness = 765 - picture[top + steps][:, left + steps, :3].sum(-1)
    sent = np.rint(MAPS[0, 0] * 255)
    in_order = darkness.flatten()[np.argsort(np.where(sent >= 0.05 * 255, sent, 0), axis=None)]
    assert (np.diff(in_order) >= 0).all() and in_order[-1] > 300, "the larger the weight, the darker its cell"
    key = int(MAPS[0, 0, 5].argmax())
    one.point(left + (key + 0.5) * pitch, top + 5.5 * pitch)
    one.shows("it (5) looks at")
    assert [item.text for item in one.all(".attn-met small")] == [str(key)]


def test_python_moves_the_picture_and_a_closed_view_is_left_alone(one):
    before = one.pictures()
    one.set_trait("layer", 2)
    after = one.pictures()
    assert after != before and one.all("h3")[0].text == "Layer 2, head 0"
    one.set_trait("view", "matrix")
    matrix = one.pictures()
    assert matrix not in (before, after)
    one.js("cleanup(); model.set('layer', 1); document.body.dataset.theme = 'other'")
    assert one.pictures() == matrix
    assert not one.js("return Object.values(model.listeners).flat().length"), "nothing of a closed view listens on"


def test_python_sets_every_control(one):
    for name, value in (("threshold", 0.31), ("hide_special", True), ("view", "matrix")):
        one.set_trait(name, value)
    assert one.all("header input[type=range]")[0].get_property("value") == "0.31"
    assert one.all("header output")[0].text == "0.31"
    assert one.all("input[type=checkbox]")[0].is_selected()
    assert [radio.is_selected() for radio in one.all(".attn-views input")] == [False, True]


def test_two_sentences_stand_side_by_side_and_share_the_head(opened):
    page = opened(explore_attention(MAPS, TIRED, (OTHER, WIDE), labels=("tired", "wide"), focus="animal"))
    assert [pane.text for pane in page.all(".attn-pane h4")] == ["tired", "wide"]
    first, second = page.all(".attn-pane")
    assert first.location["y"] == second.location["y"] and first.location["x"] < second.location["x"]
    assert_numbers(page.numbers(0), MAPS[0, 0, 2])
    assert_numbers(page.numbers(1), OTHER[0, 0, 2])
    before = page.pictures()
    page.head(1, 2, grid=1).click()
    page.sent(layer=1, head=2)
    after = page.pictures()
    assert before[0] != after[0] and before[1] != after[1]
    assert_numbers(page.numbers(0), MAPS[1, 2, 2])
    assert_numbers(page.numbers(1), OTHER[1, 2, 2])
    page.point_at_row(6, pane=1)
    page.shows("road (6) looks at", pane=1)
    assert page.heading(0) == "animal (2) looks at"
    assert page.pictures()[0] == after[0], "pointing at one sentence leaves the other alone"


def test_everything_that_takes_the_focus_has_a_role_and_a_name(opened):
    page = opened(explore_attention(MAPS, TIRED, (OTHER, WIDE), focus="animal"))
    stops = page.all(".attn button, .attn input, .attn [tabindex='0']")
    assert len(stops) == 2 * LAYERS * HEADS + 4 + 4 + (1 if page.all("header label:not([hidden]) input") else 0)
    for element in stops:
        if element.is_displayed():
            assert element.accessible_name.strip(), element.get_attribute("outerHTML")[:120]
            assert element.aria_role not in ("", "generic"), element.get_attribute("outerHTML")[:120]
    assert {region.accessible_name for region in page.all("section")} == {"Sentence A", "Sentence B"}
    assert page.all("[role=status][aria-live=polite]") and page.all(".attn[role=region]")
    assert len(page.all("canvas")) == len(page.all("canvas[aria-hidden=true], canvas[role=img][aria-label]"))


@pytest.mark.parametrize("width, size", [(860, 12), (560, 6)])
def test_two_long_sentences_scroll_inside_and_never_widen_the_notebook(opened, width, size):
    maps, tokens = random_maps(256, size, size), [f"word{i}" for i in range(256)]
    page = opened(explore_attention(maps, tokens, (maps, tokens), layer=4, head=5), width=width)
    assert page.js("return document.getElementById('cell').scrollWidth") <= width
    for view in ("lines", "matrix"):
        page.set_trait("view", view)
        page.js("document.querySelector('.attn-stage').focus()")
        page.type(Keys.END)
        page.shows("word255 (255) looks at")
        assert_numbers(page.numbers(), maps[4, 5, 255])
        assert page.js("return document.getElementById('cell').scrollWidth") <= width
        assert all(stage.size["height"] <= 460 for stage in page.all(".attn-stage"))
    assert page.js("return document.querySelector('.attn-stage').scrollTop") == 0, "the whole matrix fits"
    page.set_trait("view", "lines")
    page.type(Keys.HOME)
    page.shows("word0 (0) looks at")
    page.type(Keys.END)
    page.shows("word255 (255) looks at")
    scrolls = "const {scrollHeight, clientHeight, scrollTop} = document.querySelector('.attn-stage');"
    below = page.js(scrolls + "return scrollHeight - clientHeight - scrollTop")
    assert below < ROW_PX, "the last token is in sight"
    accent = (page.pixels()[..., :3] == (0, 0x72, 0xB2)).all(-1)
    assert accent[-ROW_PX:].any() and not accent[: -10 * ROW_PX, :100].any(), "and marked where it stands"


def test_without_a_canvas_the_weights_are_text(one):
    one.js(
        "HTMLCanvasElement.prototype.getContext = () => null; document.body.append(document.createElement('main'));"
        "widget.render({ model, el: document.querySelector('main') })"
    )
    assert "cannot draw on a canvas" in one.all("main [role=alert]")[0].text
    one.set_trait("head", 0)
    line = next(line for line in one.all("main pre")[0].text.splitlines() if line.startswith("it -> "))
    shown = re.findall(r"(\S+) (\d\.\d{3})(?:, |$)", line.removeprefix("it -> "))
    top = np.argsort(-MAPS[0, 0, 5], stable=True)[:3]
    assert [word for word, _ in shown] == [TIRED[i] for i in top]
    assert [float(number) for _, number in shown] == pytest.approx(MAPS[0, 0, 5, top].tolist(), abs=1 / 255)
    one.js("cleanup()")
    text = one.all("main pre")[0].text
    one.set_trait("head", 1)
    assert one.all("main pre")[0].text != text
