"""A widget in a real browser, for its tests: a page with what a reader sees and does there, and two sentences.

The page is benchmarks/explorer_page.py: the real module with the real traits. What a test expects of the page it waits
for, because a browser on a busy machine answers late.
"""

import json
import time

import numpy as np
import pytest
import torch
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

TIRED = "[CLS] the animal slept because it was tired . [SEP]".split()
WIDE = "[CLS] the animal stopped because the road was so wide . [SEP]".split()
LAYERS, HEADS = 3, 4
ROW_PX, PAD_PX = 24, 6  # of the lines view, for short sentences
PATIENCE_S = 240  # ends a hang, not a late answer
_STAGE = ".attn-stage canvas"


def random_maps(n, layers=LAYERS, heads=HEADS, seed=0):
    return torch.randn(layers, heads, n, n, generator=torch.Generator().manual_seed(seed)).mul(2).softmax(-1).numpy()


MAPS, OTHER = random_maps(len(TIRED)), random_maps(len(WIDE), seed=1)
BROAD = int(MAPS[0, 0].max(-1).argmin())  # the token that spreads its attention most


def wait_for(ask, wanted="an answer", patience_s=PATIENCE_S):
    """The first true answer of ask(), asked again and again; elements that are still being built count as no answer."""
    end, answer = time.monotonic() + patience_s, None
    while time.monotonic() < end:
        try:
            answer = ask()
        except (WebDriverException, IndexError) as error:
            answer, last = None, error
        else:
            last = answer
        if answer:
            return answer
        time.sleep(0.05)  # between two questions; what is waited for is the answer
    raise AssertionError(f"waited {patience_s} s for {wanted}: {last!r}")


class Page:
    """What the tests see and do on the page."""

    def __init__(self, driver, address):
        self.driver, self.address = driver, address

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def js(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def pictures(self, selector=_STAGE):
        return self.js("return [...document.querySelectorAll(arguments[0])].map((c) => c.toDataURL())", selector)

    def becomes(self, pictures):
        """Wait until the stages look like this."""
        wait_for(lambda: self.pictures() == pictures, "the same pictures as before")

    def changed(self, before, selector=_STAGE):
        """Wait until the stages (or what the selector names) look otherwise than `before`; how they look then."""
        wait_for(lambda: self.pictures(selector) != before, "other pictures")
        return self.pictures(selector)

    def pixels(self, selector=_STAGE):
        """The first such canvas as an array [height, width, (red, green, blue, opacity)]."""
        width, height, data = self.js(
            "const c = document.querySelector(arguments[0]), {width, height} = c;"
            "const copy = Object.assign(document.createElement('canvas'), {width, height});"
            "const context = copy.getContext('2d', {willReadFrequently: true}); context.drawImage(c, 0, 0);"
            "return [width, height, Array.from(context.getImageData(0, 0, width, height).data)]",
            selector,
        )
        return np.array(data).reshape(height, width, 4)

    def trait(self, name):
        return self.js("return model.get(arguments[0])", name)

    def sent(self, **traits):
        """Wait until the page has sent these values to Python."""
        wait_for(lambda: traits.items() <= (self.js("return model.sent.at(-1)") or {}).items(), traits)

    def set_trait(self, name, value):
        """As if Python had set it."""
        self.js("model.set(arguments[0], arguments[1])", name, value)

    def slide(self, place, value):
        """Move one of the sliders of the header."""
        script = (
            "const s = document.querySelectorAll('header input[type=range]')[arguments[0]]; s.value = arguments[1];"
        )
        self.js(script + "s.dispatchEvent(new Event('input'))", place, value)

    def head(self, layer, head, grid=0):
        return self.all(".attn-overview")[grid].find_element(By.CSS_SELECTOR, f"[title='layer {layer}, head {head}']")

    def point(self, x, y, pane=0):
        """Move the pointer to a place on the stage, in pixels from its upper left corner."""
        stage = self.all(".attn-stage")[pane]
        size = stage.size
        place = int(x - size["width"] / 2), int(y - size["height"] / 2)
        ActionChains(self.driver, duration=0).move_to_element_with_offset(stage, *place).perform()

    def point_at_row(self, row, pane=0):
        self.point(30, PAD_PX + ROW_PX * (row + 0.5), pane)

    def point_away(self):
        ActionChains(self.driver, duration=0).move_to_element(self.all("h3")[0]).perform()

    def click_here(self):
        ActionChains(self.driver, duration=0).click().perform()

    def type(self, *keys):
        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def heading(self, pane=0):
        return self.all(".attn-numbers h5")[pane].text

    def shows(self, heading, pane=0):
        """Wait until the numbers beside the picture are those of this token."""
        wait_for(lambda: self.heading(pane) == heading, heading)

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

    def theme(self):
        return self.js("return document.querySelector('.course-widget').dataset.courseTheme")


def asked_by(driver):
    """The addresses that the page has asked for since the last call."""
    events = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    return {event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"}


def assert_numbers(shown, weights, threshold=0.05):
    """The list shows exactly the weights over the threshold, right to 1/255."""
    for position, weight in enumerate(weights):
        if abs(weight - threshold) > 1 / 255:
            assert (position in shown) == (weight > threshold), f"position {position} has weight {weight:.4f}"
    for position, number in shown.items():
        assert number == pytest.approx(weights[position], abs=1 / 255)
    assert list(shown.values()) == sorted(shown.values(), reverse=True)
