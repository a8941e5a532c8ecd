"""The explorer in a JupyterLab: it appears, keeps its keys, and Python reads what was chosen in the browser."""

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.support.explorer import PATIENCE_S, Page, asked_by, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(8 * PATIENCE_S)]
ROOT = Path(__file__).resolve().parents[2]
CELLS = (
    "import numpy as np\n"
    "from helpers.attention_explorer import explore_attention\n"
    "scores = np.random.default_rng(0).normal(size=(12, 12, 256, 256)) * 3\n"
    "maps = np.exp(scores) / np.exp(scores).sum(-1, keepdims=True)\n"
    "explorer = explore_attention(maps, [f'word{i}' for i in range(256)], layer=2, head=3)\n"
    "explorer",
    "print('chosen in the browser:', explorer.layer, explorer.head)",
)


class Lab(Page):
    """A JupyterLab with one notebook."""

    def prompt(self, index):
        return self.all(".jp-CodeCell .jp-InputPrompt")[index].text

    def run_cell(self, index):
        """Run a cell by its keys, pressed again until they are noticed: while a page is being built, keys are lost."""

        def noticed():
            self.all(".jp-CodeCell .cm-content")[index].click()
            ActionChains(self.driver).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
            return wait_for(lambda: self.prompt(index) != "[ ]:", patience_s=20)

        self.insist(noticed, f"cell {index} to start")
        wait_for(lambda: re.fullmatch(r"\[\d+\]:", self.prompt(index)), f"cell {index} to end")

    def insist(self, act, wanted):
        """Do something until it has worked."""

        def worked():
            try:
                return act()
            except AssertionError:
                return None

        wait_for(worked, wanted)

    def output(self, index):
        return self.all(".jp-CodeCell")[index].text


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
        address = wait_for(lambda: re.search(r"http://127\.0\.0\.1:\d+/", (tmp_path / "log").read_text()), "JupyterLab")
        yield f"{address[0]}lab/tree/explorer.ipynb"
    finally:
        server.terminate()
        server.wait(PATIENCE_S)


def test_in_jupyterlab_the_explorer_appears_and_talks_with_python(jupyterlab, browser):
    browser.set_page_load_timeout(PATIENCE_S)
    browser.get(jupyterlab)
    page = Lab(browser, jupyterlab)
    indicator = ".jp-Notebook-ExecutionIndicator"
    wait_for(lambda: page.all(indicator)[0].get_attribute("data-status").lower() == "idle", "an idle kernel")
    page.run_cell(0)
    wait_for(lambda: page.all(".attn-stage canvas"), "the explorer")
    page.insist(
        lambda: page.head(7, 1).click() or page.all(".attn h3")[0].text == "Layer 7, head 1", "head 1 of layer 7"
    )
    before = page.pictures()
    page.js("document.querySelector('.attn-stage').focus()")
    page.type(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    page.shows("word1 (1) looks at")
    assert page.numbers(), "the arrow keys stay with the explorer"
    page.changed(before)
    page.run_cell(1)
    wait_for(lambda: "chosen in the browser: 7 1" in page.output(1), "what Python says")
    own = (jupyterlab.removesuffix("lab/tree/explorer.ipynb"), "data:", "blob:")
    assert not [url for url in asked_by(browser) if not url.startswith(own)]


def test_the_explorer_follows_jupyterlabs_own_theme(jupyterlab, browser):
    browser.set_page_load_timeout(PATIENCE_S)
    browser.get(jupyterlab)
    page = Lab(browser, jupyterlab)
    page.run_cell(0)
    wait_for(lambda: page.theme() == "light", "the light theme")
    before = page.pictures()
    page.js("document.body.setAttribute('data-jp-theme-light', 'false')")
    wait_for(lambda: page.theme() == "dark", "the dark theme")
    page.changed(before)
