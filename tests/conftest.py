"""What every test runs under: the lab models, the CPU, no network. And a browser, for those that drive one."""

import os
import shutil
from pathlib import Path

os.environ.update(
    COURSE_MODELS="lab",
    COURSE_DEVICE="cpu",
    HF_HUB_OFFLINE="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    TOKENIZERS_PARALLELISM="false",
)

import pytest

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --window-size=1400,1000"
)


@pytest.fixture
def browser():
    """A fresh headless Chromium under selenium. Without one the test is skipped here, and fails in CI."""
    chromium = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    driver = shutil.which("chromedriver")
    if not chromium or not driver:
        stop = pytest.fail if os.environ.get("CI") else pytest.skip
        stop("needs Chromium and its driver: `sudo apt-get install chromium chromium-driver`")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in CHROMIUM_FLAGS.split():
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=driver))
    yield chrome
    chrome.quit()
