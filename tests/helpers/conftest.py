"""Fixtures for the widgets in a browser."""

import pytest


@pytest.fixture
def opened(shared_browser):
    """open(widget, theme, width, body) -> Page; at the end the console is clean and only its own server was asked."""
    from benchmarks.explorer_page import open_page, served
    from tests.support.explorer import Page, asked_by

    pages = []

    def show(widget, theme="light", width=860, body=""):
        server = served(widget, theme, width, body)
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
    """A page with one sentence."""
    from helpers.attention_explorer import explore_attention
    from tests.support.explorer import MAPS, TIRED

    return opened(explore_attention(MAPS, TIRED, threshold=0.05))
