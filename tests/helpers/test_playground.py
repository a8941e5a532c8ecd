"""The tokenizer playground: what Python answers, and what a reader types, chooses and hears in a real browser.

The page holds the browser half alone (benchmarks/explorer_page.py), so the tests carry what it sends to the Python half
and bring the answer back, as the kernel would.
"""

import re
import time

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from benchmarks.explorer_page import open_page, served, traits_of
from helpers.tokenizer_playground import MAX_CHARACTERS, tokenizer_playground
from tests.helpers.test_tokens import byte_level, wordpiece


def playground(text="undo é", **options):
    return tokenizer_playground({"bytes": byte_level(), "words": wordpiece()}, text, **options)


def test_python_cuts_the_text_with_every_tokenizer_and_shows_the_chosen_one():
    widget = playground()
    assert widget.counts == [[7, 0], [3, 1]]
    assert [token[0] for token in widget.tokens] == [*"undo", "·", "C3", "A9"]
    widget.chosen = "words"
    assert widget.tokens == [["un", "text", 1], ["##do", "text", 2], ["[UNK]", "unknown", 0]]
    widget.text = ""
    assert widget.counts == [[0, 0], [0, 0]] and widget.tokens == []


def test_half_a_surrogate_pair_is_cut_and_not_an_error():
    widget = playground()
    widget.text = "a\ud83d"
    assert widget.counts[0][0] == 2


def test_what_it_cannot_show_is_refused_with_the_cure():
    with pytest.raises(ValueError, match="no tokenizer 'letters': choose one of bytes, words"):
        playground(chosen="letters")
    with pytest.raises(ValueError, match="2,001 characters: shorten it to 2,000"):
        playground("x" * (MAX_CHARACTERS + 1))
    with pytest.raises(ValueError, match="pass at least one"):
        tokenizer_playground({}, "a")


def test_its_text_in_a_notebook_is_short_and_always_the_same():
    assert repr(playground()) == "TokenizerPlayground(bytes, words): run the notebook to type in it"


def test_the_browser_half_asks_for_nothing_from_elsewhere():
    widget = playground()
    outside = r"https?:|//[a-z]+\.|\bimport\b[^.]*?[\"']|\bfetch\(|@import|url\(|XMLHttpRequest|\beval\("
    assert not re.findall(outside, widget._esm + widget._css)


class Page:
    """The playground in the browser, with its Python half behind it."""

    def __init__(self, driver, widget):
        self.driver, self.widget = driver, widget

    def js(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def answer(self, **expected):
        """Wait until the page has sent `expected`, hand it to Python, and bring back what Python changed."""
        end = time.monotonic() + 20
        sent = {}
        while not expected.items() <= sent.items():
            assert time.monotonic() < end, f"the page sent {sent}, expected {expected}"
            sent = self.js("return model.sent.at(-1)") or {}
        for name in expected:
            setattr(self.widget, name, sent[name])
        for name, value in traits_of(self.widget).items():
            self.js("model.set(arguments[0], arguments[1])", name, value)

    def strip(self):
        return self.js(
            "return [...document.querySelectorAll('.tokp-strip li')]"
            ".map((li) => [li.firstChild.textContent, Number(li.querySelector('small').textContent)])"
        )

    def row(self, i):
        return [cell.text for cell in self.all("tbody tr")[i].find_elements(By.CSS_SELECTOR, "th, td")]


@pytest.fixture
def opened(shared_browser):
    """open(widget, theme) -> Page; afterwards the console is clean."""
    servers = []

    def show(widget, theme="light"):
        server = served(widget, theme)
        address, _ = server.__enter__()
        servers.append(server)
        shared_browser.get_log("browser")
        open_page(shared_browser, address)
        return Page(shared_browser, widget)

    yield show
    console = shared_browser.get_log("browser")
    for server in servers:
        server.__exit__(None, None, None)
    assert not console, f"the console says {console}"


@pytest.mark.browser
def test_typing_brings_new_tokens_ids_and_counts(opened):
    page = opened(playground("un"))
    assert [label for label, _ in page.strip()] == ["u", "n"]
    page.all("textarea")[0].send_keys("do é")
    page.answer(text="undo é")
    assert page.strip() == [[token[0], token[2]] for token in page.widget.tokens]
    assert page.all("textarea")[0].get_property("value") == "undo é", "the answer does not disturb the typing"
    assert page.all(".tokp-sizes")[0].text == "2 words, 6 code points, 7 bytes"
    assert page.row(0) == ["bytes", "7", "3.50", "0", "7"] and page.row(1) == ["words", "3", "1.50", "1", "3"]
    assert page.js("return document.querySelector('[aria-live]').textContent") == "bytes: 7 tokens"


@pytest.mark.browser
def test_the_keyboard_alone_reaches_and_changes_everything(opened):
    page = opened(playground())
    page.all("textarea")[0].send_keys(Keys.TAB, Keys.TAB, Keys.TAB)
    assert page.driver.switch_to.active_element.accessible_name == "bytes"
    page.driver.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    page.answer(chosen="words")
    assert page.strip() == [["un", 1], ["##do", 2], ["[UNK]", 0]]
    chosen = [row.get_attribute("class") for row in page.all("tbody tr")]
    assert chosen == ["", "tokp-chosen"]
    assert page.all(".tokp-legend")[0].text == "dashed frame: unknown: the text is lost"
    for field in page.all(".tokp textarea, .tokp input"):
        assert field.accessible_name, field.get_attribute("outerHTML")
        assert field.get_attribute("data-lm-suppress-shortcuts"), "JupyterLab takes its arrow keys"


@pytest.mark.browser
def test_cost_is_tokens_times_requests_times_price(opened):
    page = opened(playground(price=2.5, requests=400_000))
    assert page.row(0)[-1] == "7" and page.row(1)[-1] == "3"
    price = page.all("input[type=number]")[0]
    price.send_keys(Keys.CONTROL, "a")
    price.send_keys("10")
    page.answer(price=10)
    assert page.row(0)[-1] == "28" and page.row(1)[-1] == "12"


LETTERS = ["textarea", "input[type=number]", ".tokp-chosen td", ".tokp-sizes", ".tokp-strip li", ".tokp-strip small"]


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark", "none"])
def test_letters_stand_out_from_the_page_in_every_theme(opened, theme):
    """What lies between letters and page is clear or nearly so: a ground of the other theme would hide them."""
    page = opened(playground(), theme)
    read = "const {color, backgroundColor} = getComputedStyle(document.querySelector(arguments[0]));"
    paper = rgba(page.js(read + "return backgroundColor", ".tokp"))
    for selector in LETTERS:
        ink, ground = map(rgba, page.js(read + "return [color, backgroundColor]", selector))
        assert abs(sum(ink[:3]) - sum(paper[:3])) * ink[3] > 300, f"{selector}: {ink} on {paper}"
        assert ground[3] <= 0.3, f"{selector} has its own ground {ground}"


def rgba(color):
    """'rgb(1, 2, 3)' as [1, 2, 3, 1]."""
    return [*map(float, re.findall(r"[\d.]+", color)), 1.0][:4]
