"""A headless Chromium under selenium, as the tests and the benchmarks use it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from selenium import webdriver

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --force-color-profile=srgb"
)


def find_chromium() -> tuple[str | None, str | None]:
    """Paths of Chromium and of its driver; None for what is not installed."""
    return next(filter(None, map(shutil.which, _NAMES)), None), shutil.which("chromedriver")


@contextmanager
def headless(width: int = 900, height: int = 760) -> Iterator[webdriver.Chrome]:
    """A fresh Chromium with a window of this size in pixels, which logs its console and its network."""
    chromium, driver = find_chromium()
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*_FLAGS.split(), f"--window-size={width},{height}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=driver))
    try:
        yield chrome
    finally:
        chrome.quit()
