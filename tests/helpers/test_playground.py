"""The tokenizer playground: what Python answers, and what a reader types, chooses and hears in a real browser.

The page holds the browser half alone (benchmarks/explorer_page.py), so the tests carry what it sends to the Python half
and bring the answer back, as the kernel would.
"""

import re

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast

from benchmarks.explorer_page import traits_of
from helpers.tokenizer_playground import MAX_CHARACTERS, tokenizer_playground
from tests.helpers.test_tokens import byte_level, wordpiece
from tests.support.explorer import Page, wait_for


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


def test_a_token_that_cannot_be_seen_is_spelled():
    core = Tokenizer(models.WordLevel({"a\u200bb": 0, "世": 1, "\ufeff": 2}, unk_token="世"))
    core.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    widget = tokenizer_playground({"words": PreTrainedTokenizerFast(tokenizer_object=core)}, "a\u200bb 世 \ufeff")
    assert [token[0] for token in widget.tokens] == ["aU+200Bb", "世", "U+FEFF"]


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


class Playing(Page):
    """The playground in the browser, with its Python half behind it."""

    def __init__(self, page, widget):
        super().__init__(page.driver, page.address)
        self.widget = widget

    def answer(self, **expected):
        """Wait until the page has sent `expected`, hand it to Python, and bring back what Python changed."""
        self.sent(**expected)
        for name, value in expected.items():
            setattr(self.widget, name, value)
        self.follow()

    def follow(self):
        """Bring the page what Python changed."""
        for name, value in traits_of(self.widget).items():
            self.set_trait(name, value)

    def strip(self):
        return self.js(
            "return [...document.querySelectorAll('.tokp-strip li')]"
            ".map((li) => [li.firstChild.textContent, Number(li.querySelector('small').textContent)])"
        )

    def row(self, i):
        return [cell.text for cell in self.all("tbody tr")[i].find_elements(By.CSS_SELECTOR, "th, td")]

    def field(self, i):
        """What the price (0) or the requests (1) field says."""
        return self.all("input[type=number]")[i].get_property("value")


@pytest.fixture
def play(opened):
    """play(widget) -> Playing."""
    return lambda widget: Playing(opened(widget), widget)


@pytest.mark.browser
def test_typing_brings_new_tokens_ids_and_counts(play):
    page = play(playground("un"))
    assert [label for label, _ in page.strip()] == ["u", "n"]
    page.all("textarea")[0].send_keys("do é")
    page.answer(text="undo é")
    assert page.strip() == [[token[0], token[2]] for token in page.widget.tokens]
    assert page.all("textarea")[0].get_property("value") == "undo é", "the answer does not disturb the typing"
    assert page.all(".tokp-sizes")[0].text == "2 words, 6 code points, 7 bytes"
    assert page.row(0) == ["bytes", "7", "3.50", "0", "7"] and page.row(1) == ["words", "3", "1.50", "1", "3"]
    assert page.js("return document.querySelector('[aria-live]').textContent") == "bytes: 7 tokens"


@pytest.mark.browser
def test_the_keyboard_alone_reaches_and_changes_everything(play):
    page = play(playground())
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
def test_cost_is_tokens_times_requests_times_price(play):
    page = play(playground(price=2.5, requests=400_000))
    assert page.row(0)[-1] == "7" and page.row(1)[-1] == "3"
    price = page.all("input[type=number]")[0]
    price.send_keys(Keys.CONTROL, "a")
    price.send_keys("10")
    page.answer(price=10)
    assert page.row(0)[-1] == "28" and page.row(1)[-1] == "12"


@pytest.mark.browser
def test_python_sets_price_and_requests_and_their_fields_follow(play):
    page = play(playground(price=2.5, requests=400_000))
    page.widget.price = 2
    page.follow()
    assert page.field(0) == "2" and page.row(0)[-1] == "5.6"
    page.widget.requests = 1_000_000
    page.follow()
    assert page.field(1) == "1000000" and page.row(0)[-1] == "14"
    page.all("input[type=number]")[0].send_keys(Keys.CONTROL, "a")
    page.all("input[type=number]")[0].send_keys("3")
    page.answer(price=3)
    page.widget.price = 4
    page.follow()
    assert page.field(0) == "4" and page.row(0)[-1] == "28", "also in the field that has the focus"


@pytest.mark.browser
def test_python_sets_the_text_and_the_field_follows_but_not_while_the_reader_types(play):
    page = play(playground("un"))
    field = page.all("textarea")[0]
    field.send_keys("d")
    page.answer(text="und")
    page.widget.text = "do"
    page.follow()
    assert field.get_property("value") == "do"
    page.js(  # a key is pressed, and Python answers before the reader has paused
        "const field = document.querySelector('textarea'); field.value = 'dog';"
        "field.dispatchEvent(new Event('input')); model.set('text', 'from Python')"
    )
    assert field.get_property("value") == "dog"


@pytest.mark.browser
def test_a_field_that_says_no_number_changes_nothing_and_is_filled_again_when_left(play):
    page = play(playground(price=2.5))
    price = page.all("input[type=number]")[0]
    for typed in ("", "-3", "1e"):
        price.send_keys(Keys.CONTROL, "a")
        price.send_keys(Keys.BACKSPACE, *typed)
        assert page.trait("price") in (2.5, 1) and page.field(0) in (typed, "")
    price.send_keys(Keys.TAB)
    wait_for(lambda: page.field(0) == str(page.trait("price")), "the price that counts")
