"""The explorer in a real browser: what a reader clicks, points at, types and hears.

The page is benchmarks/explorer_page.py: the real module with the real traits. Pictures are compared by their pixels.
"""

import contextlib
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import numpy as np
import pytest
import torch
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from benchmarks.explorer_page import open_page, served
from helpers.attention_explorer import explore_attention

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
TIRED = "[CLS] the animal slept because it was tired . [SEP]".split()
WIDE = "[CLS] the animal stopped because the road was so wide . [SEP]".split()
LAYERS, HEADS = 3, 4
ROW_PX, PAD_PX = 24, 6  # of the lines view, for short sentences


def random_maps(n, layers=LAYERS, heads=HEADS, seed=0):
    return torch.randn(layers, heads, n, n, generator=torch.Generator().manual_seed(seed)).mul(2).softmax(-1).numpy()


MAPS, OTHER = random_maps(len(TIRED)), random_maps(len(WIDE), seed=1)
BROAD = int(MAPS[0, 0].max(-1).argmin())  # the token that spreads its attention most


class Page:
    """What the tests see and do on the page."""

    def __init__(self, driver, address):
        self.driver, self.address = driver, address

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def js(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def pictures(self, selector=".attn-stage canvas"):
        return self.js("return [...document.querySelectorAll(arguments[0])].map((c) => c.toDataURL())", selector)

    def pixels(self, selector):
        """The first such canvas as an array [height, width, (red, green, blue, opacity)]."""
        width, height, data = self.js(
            "const c = document.querySelector(arguments[0]), {width, height} = c;"
            "return [width, height, Array.from(c.getContext('2d').getImageData(0, 0, width, height).data)]",
            selector,
        )
        return np.array(data).reshape(height, width, 4)

    def trait(self, name):
        return self.js("return model.get(arguments[0])", name)

    def set_trait(self, name, value):
        """As if Python had set it."""
        self.js("model.set(arguments[0], arguments[1])", name, value)

    def head(self, layer, head, grid=0):
        return self.all(".attn-overview")[grid].find_element(By.CSS_SELECTOR, f"[title='layer {layer}, head {head}']")

    def point(self, x, y, pane=0):
        """Move the pointer to a place on the stage, in pixels from its upper left corner."""
        stage = self.all(".attn-stage")[pane]
        size = stage.size
        ActionChains(self.driver, duration=0).move_to_element_with_offset(
            stage, int(x - size["width"] / 2), int(y - size["height"] / 2)
        ).perform()

    def point_at_row(self, row, pane=0):
        self.point(30, PAD_PX + ROW_PX * (row + 0.5), pane)

    def click_here(self):
        ActionChains(self.driver, duration=0).click().perform()

    def type(self, *keys):
        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def run_cell(self, index):
        """Run a cell of JupyterLab by its key; on a busy machine a first key press may come too early and be lost."""

        def noticed():
            if self.all(".jp-CodeCell .jp-InputPrompt")[index].text == "[ ]:":
                self.all(".jp-CodeCell .cm-content")[index].click()
                ActionChains(self.driver).key_down(Keys.SHIFT).send_keys(Keys.ENTER).key_up(Keys.SHIFT).perform()
                time.sleep(5)
            return self.all(".jp-CodeCell .jp-InputPrompt")[index].text != "[ ]:"

        wait_for(noticed)

    def heading(self, pane=0):
        return self.all(".attn-numbers h5")[pane].text

    def numbers(self, pane=0):
        """{position: weight} of the list beside the picture."""
        rows = self.js(
            "return [...document.querySelectorAll('.attn-numbers')[arguments[0]].querySelectorAll('li')]"
            ".map((li) => [li.querySelector('small').textContent, li.querySelector('b').textContent])",
            pane,
        )
        return {int(position): float(number) for position, number in rows}

    def heard(self):
        return self.js("return document.querySelector('[aria-live]').textContent")


def asked_by(driver):
    """The addresses that the page has asked for since the last call."""
    events = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    return {event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"}


@pytest.fixture
def opened(shared_browser):
    """open(explorer, theme, width) -> Page; afterwards the console is clean and the page asked only its own server."""
    pages = []

    def show(explorer, theme="light", width=860):
        server = served(explorer, theme, width)
        address, _ = server.__enter__()
        shared_browser.get_log("browser"), shared_browser.get_log("performance")
        open_page(shared_browser, address)
        pages.append((server, Page(shared_browser, address)))
        return pages[-1][1]

    yield show
    console, asked = shared_browser.get_log("browser"), asked_by(shared_browser)
    for server, _ in pages:
        server.__exit__(None, None, None)
    assert not console, f"the console says {console}"
    own = tuple(page.address for _, page in pages) + ("data:",)
    assert asked and not [url for url in asked if not url.startswith(own)]


@pytest.fixture
def one(opened):
    return opened(explore_attention(MAPS, TIRED, threshold=0.05))


def assert_numbers(shown, weights, threshold=0.05):
    """The list shows exactly the weights over the threshold, right to 1/255."""
    for position, weight in enumerate(weights):
        if abs(weight - threshold) > 1 / 255:
            assert (position in shown) == (weight > threshold), f"position {position} has weight {weight:.4f}"
    for position, number in shown.items():
        assert number == pytest.approx(weights[position], abs=1 / 255)
    assert list(shown.values()) == sorted(shown.values(), reverse=True)


def test_a_click_on_a_head_draws_it_and_tells_python(one):
    one.point_at_row(5)
    one.click_here()
    before = one.pictures()
    one.head(2, 3).click()
    assert one.pictures() != before
    assert one.js("return model.sent.at(-1)")["layer"] == 2 and one.js("return model.sent.at(-1)")["head"] == 3
    assert one.all("h3")[0].text == "Layer 2, head 3"
    selected = one.all("[role=gridcell][aria-selected=true]")
    assert [cell.get_attribute("title") for cell in selected] == ["layer 2, head 3"]
    assert_numbers(one.numbers(), MAPS[2, 3, 5])
    one.head(0, 0).click()
    assert_numbers(one.numbers(), MAPS[0, 0, 5])


def test_every_head_has_its_own_thumbnail(one):
    picture = one.pixels(".attn-grid canvas")
    places = one.js(
        "return [...document.querySelectorAll('[role=gridcell]')]"
        ".map((cell) => [cell.offsetTop, cell.offsetLeft, cell.offsetWidth])"
    )
    cells = {picture[top : top + size, left : left + size].tobytes() for top, left, size in places}
    assert len(cells) == LAYERS * HEADS


def test_pointing_at_a_token_shows_its_row_as_numbers_and_leaving_hides_them(one):
    before = one.pictures()
    one.point_at_row(5)
    assert one.heading() == "it (5) looks at"
    assert_numbers(one.numbers(), MAPS[0, 0, 5])
    pointed = one.pictures()
    assert pointed != before
    one.point_at_row(2)
    assert one.heading() == "animal (2) looks at" and one.pictures() not in (before, pointed)
    ActionChains(one.driver, duration=0).move_to_element(one.all("h3")[0]).perform()
    assert one.pictures() == before and not one.numbers()


def test_the_right_column_shows_who_looks_at_a_token(one):
    width = one.all(".attn-stage")[0].size["width"]
    one.point(width - 30, PAD_PX + ROW_PX * 2.5)
    assert one.heading() == "animal (2) is looked at by"
    assert_numbers(one.numbers(), MAPS[0, 0, :, 2])


def test_a_click_keeps_the_token_and_a_second_click_lets_go(one):
    one.point_at_row(3)
    one.click_here()
    ActionChains(one.driver, duration=0).move_to_element(one.all("h3")[0]).perform()
    assert one.heading() == "slept (3) looks at"
    one.point_at_row(3)
    one.click_here()
    ActionChains(one.driver, duration=0).move_to_element(one.all("h3")[0]).perform()
    assert not one.numbers()


def test_the_keyboard_alone_reads_every_token(one):
    one.js("document.querySelector('.attn-stage').focus()")
    before = one.pictures()
    one.type(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    assert one.heading() == "animal (2) looks at"
    assert_numbers(one.numbers(), MAPS[0, 0, 2])
    assert one.pictures() != before
    first, number = next(iter(one.numbers().items()))
    assert one.heard().startswith(f"Sentence A, layer 0, head 0: animal (2) looks at {TIRED[first]} {number:.3f}")
    stage = one.all(".attn-stage")[0]
    active = one.js("return document.getElementById(arguments[0])", stage.get_attribute("aria-activedescendant"))
    assert active.get_attribute("textContent") == "animal, position 2"
    assert active.get_attribute("aria-selected") == "true"
    one.type(Keys.ARROW_RIGHT)
    assert one.heading() == "animal (2) is looked at by"
    assert_numbers(one.numbers(), MAPS[0, 0, :, 2])
    one.type(Keys.END, Keys.ARROW_DOWN, Keys.ARROW_LEFT)
    assert one.heading() == "[SEP] (9) looks at"
    one.type(Keys.HOME, Keys.ARROW_UP)
    assert one.heading() == "[CLS] (0) looks at"
    one.type(Keys.ESCAPE)
    assert one.pictures() == before and one.heard() == "no token selected"


def test_keys_that_the_explorer_uses_do_not_scroll_the_page_and_others_pass(one):
    press = (
        "const stage = document.querySelector('.attn-stage');"
        "const event = new KeyboardEvent('keydown', { key: arguments[0], cancelable: true, bubbles: true });"
        "return !stage.dispatchEvent(event)"
    )
    assert {key: one.js(press, key) for key in ("ArrowDown", "End", "Tab", "a")} == {
        "ArrowDown": True, "End": True, "Tab": False, "a": False,
    }  # fmt: skip


def test_arrow_keys_move_between_heads_and_stop_at_the_edges(one):
    one.js("document.querySelector('[role=gridcell][tabindex=\"0\"]').focus()")
    one.type(Keys.ARROW_UP, Keys.ARROW_RIGHT, Keys.ARROW_DOWN)
    assert (one.trait("layer"), one.trait("head")) == (1, 1)
    assert one.driver.switch_to.active_element.get_attribute("title") == "layer 1, head 1"
    one.type(Keys.END, Keys.ARROW_RIGHT, *[Keys.ARROW_DOWN] * 5)
    assert (one.trait("layer"), one.trait("head")) == (LAYERS - 1, HEADS - 1)
    assert len(one.all("[role=gridcell][tabindex='0']")) == 1, "one stop for the Tab key"
    assert one.heard() == f"Layer {LAYERS - 1}, head {HEADS - 1}"


def test_the_threshold_removes_lines_and_numbers(one):
    one.point_at_row(BROAD)
    one.click_here()
    before, many = one.pictures(), one.numbers()
    one.js(
        "const slider = document.querySelector('header label input[type=range]'); slider.value = 0.2;"
        "slider.dispatchEvent(new Event('input'))"
    )
    assert one.trait("threshold") == 0.2 and one.js("return model.sent.at(-1)")["threshold"] == 0.2
    assert_numbers(one.numbers(), MAPS[0, 0, BROAD], threshold=0.2)
    assert len(one.numbers()) < len(many) and one.pictures() != before


def test_hidden_special_tokens_leave_picture_and_list_and_the_others_keep_their_weight(one):
    one.point_at_row(5)
    one.click_here()
    before, thumbnails, numbers = one.pictures(), one.pictures(".attn-grid canvas"), one.numbers()
    one.all("input[type=checkbox]")[0].click()
    assert one.trait("hide_special") is True
    assert one.pictures() != before and one.pictures(".attn-grid canvas") != thumbnails
    assert one.numbers() == {position: number for position, number in numbers.items() if position not in (0, 9)}
    one.point_at_row(4)  # the rows have moved up by one
    assert one.heading() == "it (5) looks at"
    one.all("input[type=checkbox]")[0].click()
    one.point_at_row(5)
    assert one.numbers() == numbers


def test_the_matrix_shows_each_cell_and_names_it(one):
    lines = one.pictures()
    one.all(".attn-views label")[1].click()
    assert one.trait("view") == "matrix" and one.pictures() != lines
    picture, n, pitch = one.pixels(".attn-stage canvas"), len(TIRED), 30  # as wide as a cell gets
    top = len(picture) - PAD_PX - n * pitch
    left = np.flatnonzero(picture[-PAD_PX - 3, :, 3]).max() + 1 - n * pitch  # beside the cells, nothing is drawn
    steps = np.arange(n) * pitch + pitch // 2
    darkness = 765 - picture[top + steps][:, left + steps, :3].sum(-1)
    sent = np.rint(MAPS[0, 0] * 255)
    in_order = darkness.flatten()[np.argsort(np.where(sent >= 0.05 * 255, sent, 0), axis=None)]
    assert (np.diff(in_order) >= 0).all() and in_order[-1] > 300, "the larger the weight, the darker its cell"
    key = int(MAPS[0, 0, 5].argmax())
    one.point(left + (key + 0.5) * pitch, top + 5.5 * pitch)
    assert one.heading() == "it (5) looks at"
    assert [item.text for item in one.all(".attn-met small")] == [str(key)]


def test_python_moves_the_picture_and_a_closed_view_is_left_alone(one):
    before = one.pictures()
    one.set_trait("layer", 2)
    after = one.pictures()
    assert after != before and one.all("h3")[0].text == "Layer 2, head 0"
    one.set_trait("view", "matrix")
    assert one.pictures() not in (before, after)
    matrix = one.pictures()
    one.js("cleanup(); model.set('layer', 1); document.body.dataset.theme = 'other'")
    assert one.pictures() == matrix
    assert not one.js("return Object.values(model.listeners).flat().length"), "nothing of a closed view listens on"


def test_two_sentences_stand_side_by_side_and_share_the_head(opened):
    page = opened(explore_attention(MAPS, TIRED, (OTHER, WIDE), labels=("tired", "wide"), focus="animal"))
    assert [pane.text for pane in page.all(".attn-pane h4")] == ["tired", "wide"]
    first, second = page.all(".attn-pane")
    assert first.location["y"] == second.location["y"] and first.location["x"] < second.location["x"]
    assert_numbers(page.numbers(0), MAPS[0, 0, 2])
    assert_numbers(page.numbers(1), OTHER[0, 0, 2])
    before = page.pictures()
    page.head(1, 2, grid=1).click()
    after = page.pictures()
    assert before[0] != after[0] and before[1] != after[1]
    assert_numbers(page.numbers(0), MAPS[1, 2, 2])
    assert_numbers(page.numbers(1), OTHER[1, 2, 2])
    page.point_at_row(6, pane=1)
    assert page.heading(1) == "road (6) looks at" and page.heading(0) == "animal (2) looks at"
    assert page.pictures()[0] == after[0], "pointing at one sentence leaves the other alone"


def test_dark_and_light_differ_and_both_keep_their_contrast(opened):
    seen = {}
    for theme in ("light", "dark"):
        page = opened(explore_attention(MAPS, TIRED, (OTHER, WIDE), focus="animal"), theme)
        seen[theme] = page.pictures()
        for selector in ("h3", "h5", ".attn-numbers b", ".attn-numbers small", ".attn-grid span", "footer span"):
            ratio = page.js(CONTRAST, page.all(f".attn {selector}")[0])
            assert ratio >= 4.5, f"{selector} in the {theme} theme has a contrast of {ratio:.1f}"
    assert all(light != dark for light, dark in zip(seen["light"], seen["dark"], strict=True))


# WCAG 2.2 contrast of an element's text on the widget's background, with the text's transparency.
CONTRAST = """
const parse = (text) => text.match(/[\\d.]+/g).map(Number);
const paper = parse(getComputedStyle(arguments[0].closest('.attn')).backgroundColor).slice(0, 3);
const [r, g, b, alpha = 1] = parse(getComputedStyle(arguments[0]).color);
const ink = [r, g, b].map((c, i) => alpha * c + (1 - alpha) * paper[i]);
const light = (rgb) => rgb.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
const [low, high] = [light(ink), light(paper)].sort((a, b) => a - b);
return (high + 0.05) / (low + 0.05);
"""


def test_a_theme_switched_while_open_is_followed(one):
    before = one.pictures()
    one.js("document.body.style.setProperty('--jp-layout-color0', '#111')")
    one.js("document.body.setAttribute('data-jp-theme-light', 'false')")
    assert one.pictures() != before


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
        assert page.heading() == "word255 (255) looks at"
        assert_numbers(page.numbers(), maps[4, 5, 255])
        assert page.js("return document.getElementById('cell').scrollWidth") <= width
        assert all(stage.size["height"] <= 460 for stage in page.all(".attn-stage"))
    assert page.js("return document.querySelector('.attn-stage').scrollTop") == 0, "the whole matrix fits"
    page.set_trait("view", "lines")
    page.type(Keys.HOME, Keys.END)
    scrolls = "const {scrollHeight, clientHeight, scrollTop} = document.querySelector('.attn-stage');"
    below = page.js(scrolls + "return scrollHeight - clientHeight - scrollTop")
    assert below < ROW_PX, "the last token is in sight"
    accent = (page.pixels(".attn-stage canvas")[..., :3] == (0, 0x72, 0xB2)).all(-1)
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


CELLS = (
    "import numpy as np\n"
    "from helpers.attention_explorer import explore_attention\n"
    "scores = np.random.default_rng(0).normal(size=(12, 12, 256, 256)) * 3\n"
    "maps = np.exp(scores) / np.exp(scores).sum(-1, keepdims=True)\n"
    "explorer = explore_attention(maps, [f'word{i}' for i in range(256)], layer=2, head=3)\n"
    "explorer",
    "print('chosen in the browser:', explorer.layer, explorer.head)",
)


@pytest.fixture
def jupyterlab(tmp_path):
    """A JupyterLab on a free port with one notebook of CELLS, not yet run. Gives the notebook's address."""
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}  # or JupyterLab asks which
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), tmp_path / "explorer.ipynb")
    folders = ("JUPYTER_CONFIG_DIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")
    own = {"PYTHONPATH": str(ROOT), **{name: str(tmp_path / name) for name in folders}}
    options = "--no-browser --allow-root --ServerApp.port=0 --ServerApp.ip=127.0.0.1 --LabApp.news_url=None"
    command = [sys.executable, "-m", "jupyterlab", *options.split(), "--IdentityProvider.token="]
    with open(tmp_path / "log", "w") as log:
        server = subprocess.Popen(command, stderr=log, stdout=log, env={**os.environ, **own}, cwd=tmp_path)
    try:
        address = wait_for(lambda: re.search(r"http://127\.0\.0\.1:\d+/", (tmp_path / "log").read_text()))
        yield f"{address[0]}lab/tree/explorer.ipynb"
    finally:
        server.terminate()
        server.wait(20)


def wait_for(ask, timeout_s=180):
    """The first true answer of ask(), asked again and again; elements that are still being built count as no answer."""
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        with contextlib.suppress(WebDriverException, IndexError):
            if answer := ask():
                return answer
        time.sleep(0.2)
    raise AssertionError(f"nothing after {timeout_s} s")


@pytest.mark.slow
def test_in_jupyterlab_the_explorer_appears_and_talks_with_python(jupyterlab, browser):
    browser.get(jupyterlab)
    page = Page(browser, jupyterlab)
    wait_for(lambda: "Idle" in page.all(".jp-Notebook-ExecutionIndicator")[0].get_attribute("data-status").title())
    page.run_cell(0)
    wait_for(lambda: page.all(".attn-stage canvas"))
    wait_for(lambda: page.head(7, 1).click() or page.all(".attn h3")[0].text == "Layer 7, head 1")
    before = page.pictures()
    page.js("document.querySelector('.attn-stage').focus()")
    page.type(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    assert page.heading() == "word1 (1) looks at" and page.numbers(), "the arrow keys stay with the explorer"
    assert page.pictures() != before
    page.run_cell(1)
    wait_for(lambda: "chosen in the browser: 7 1" in page.all(".jp-CodeCell")[1].text)
    own = (jupyterlab.removesuffix("lab/tree/explorer.ipynb"), "data:", "blob:")
    assert not [url for url in asked_by(browser) if not url.startswith(own)]
