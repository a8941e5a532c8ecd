"""The project as a newcomer meets it: the commands, the requirements, the first page in JupyterLab."""

import ast
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import yaml
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tools import readme

ROOT = Path(__file__).resolve().parents[2]
NAMED = "jupyterlab transformers torch accelerate bitsandbytes matplotlib ipywidgets nbgrader pytest nbval".split()


SETUP = ("Makefile", "requirements.txt", "constraints.txt", "pyproject.toml", "tools/supported.py")


def make(*arguments: str, cwd: Path = ROOT, user: int | None = None) -> subprocess.CompletedProcess:
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=cwd, user=user, capture_output=True, text=True, timeout=60)


def requirement_lines() -> list[str]:
    lines = [line.partition("#")[0].strip() for line in (ROOT / "requirements.txt").read_text().splitlines()]
    return [line for line in lines if line and line != "-c constraints.txt"]


def test_requirements_are_ranges_and_end_with_this_checkout():
    *packages, last = requirement_lines()
    assert last == "-e ."
    assert set(NAMED) <= {re.match(r"[\w.-]+", line)[0] for line in packages}
    assert "torch==2.13.*" in packages
    assert all(re.search(r"<|==", line) for line in packages), "a package without an upper bound breaks one day"


def test_what_the_course_imports_is_required():
    """Every third-party import is named in requirements.txt or, listed here, surely comes with one that is."""
    comes_with = {"IPython": "jupyterlab", "PIL": "matplotlib", "cycler": "matplotlib", "jupyter_client": "jupyterlab",
                  "nbclient": "nbval", "nbconvert": "jupyterlab", "nbformat": "nbval", "packaging": "transformers",
                  "traitlets": "anywidget", "yaml": "transformers"}  # fmt: skip
    required = {re.match(r"[\w.-]+", line)[0].replace("-", "_") for line in requirement_lines()[:-1]}
    ours = {path.stem for part in (".", "tests", "lab_training", "tools") for path in (ROOT / part).iterdir()}
    known = {*sys.stdlib_module_names, *required, *ours, *comes_with}
    for part in ("helpers", "lab_training", "grading", "tools", "tests", "benchmarks"):
        for file in (ROOT / part).rglob("*.py"):
            assert not (unknown := imports(file) - known), f"{file.relative_to(ROOT)} imports {', '.join(unknown)}"


def imports(file: Path) -> set[str]:
    """Top-level names of the modules that `file` imports anywhere."""
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    return {name.partition(".")[0] for name in names}


def test_conda_installs_the_same_requirements():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    assert {"pip": ["-r requirements.txt"]} in environment["dependencies"]


def test_make_alone_lists_every_command_that_the_readme_names():
    listed = set(re.findall(r"^  make ([a-z-]+)", make().stdout, re.M))
    named = set(re.findall(r"make ([a-z-]+)", (ROOT / "README.md").read_text().replace("make alone", "")))
    assert {"lab", "test", "test-slow", "course", "release", "models", "bench", "doctor", "setup"} <= listed
    assert named - {"lists"} <= listed


@pytest.fixture
def bare(tmp_path):
    """A folder with the Makefile, no .venv, and a Python of the test's making."""
    for name in SETUP:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)

    def fake_python(script: str) -> str:
        (tmp_path / "python").write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / "python").chmod(0o755)
        return f"PYTHON={tmp_path}/python"

    return tmp_path, fake_python


REFUSES = "case \"$1\" in tools/*) echo 'This course needs another Python.'; exit 1;; esac"


def test_what_cannot_run_is_refused_with_the_way_out(bare):
    folder, fake = bare
    done = make("setup", fake(REFUSES), cwd=folder)
    assert done.returncode and "needs another Python" in done.stdout and "make PYTHON=python3.12" in done.stdout
    assert not (folder / ".venv").exists()


def test_a_python_without_venv_shows_its_reason_and_what_to_install(bare):
    folder, fake = bare
    script = 'case "$*" in "-m venv"*) echo "the reason"; mkdir .venv; exit 1;; esac'
    done = make("setup", fake(script), cwd=folder)
    assert done.returncode and "the reason" in done.stdout and "apt-get install python3-venv" in done.stdout
    assert not (folder / ".venv").exists(), "half a .venv would be taken for a whole one next time"


def test_a_folder_that_is_not_writable_is_named_as_such(bare):
    folder, fake = bare
    python = fake("exit 0")
    public = Path(tempfile.mkdtemp())  # nobody may enter tmp_path
    shutil.copytree(folder, public, dirs_exist_ok=True)
    public.chmod(0o555)
    try:
        done = make("setup", python.replace(str(folder), str(public)), cwd=public, user=None if os.getuid() else 65534)
    finally:
        public.chmod(0o755)
        shutil.rmtree(public)
    assert done.returncode and "not writable" in done.stdout and "folder of your own" in done.stdout
    assert "python3-venv" not in done.stdout


def test_a_path_with_spaces_is_as_good_as_any(bare):
    folder, fake = bare
    spaced = folder / "my course"
    for name in SETUP:
        (spaced / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / name, spaced / name)
    script = 'case "$*" in "-m venv"*) mkdir -p .venv/bin; cp ../tool .venv/bin/pip; cp ../tool .venv/bin/python;; esac'
    (folder / "tool").write_text('#!/bin/sh\ncase ":$PATH:" in *":$PWD/.venv/bin:"*) echo found "$@";; esac\n')
    (folder / "tool").chmod(0o755)
    done = make("course", fake(script), cwd=spaced)
    assert done.returncode == 0 and "found -m tools.course" in done.stdout


def test_setup_installs_once_and_again_when_the_requirements_change(bare):
    folder, fake = bare
    log = folder / "log"
    python = fake(
        f'case "$*" in "-m venv"*) mkdir -p .venv/bin; printf "#!/bin/sh\\necho pip >> {log}\\n" > .venv/bin/pip;'
        " chmod +x .venv/bin/pip;; esac"
    )
    runs = []
    for step in range(3):
        if step == 2:
            os.utime(folder / "requirements.txt", (time.time() + 5, time.time() + 5))
        assert make("setup", python, cwd=folder).returncode == 0
        runs.append(log.read_text().count("pip"))
    assert runs == [1, 1, 2]


def test_continuous_integration_runs_the_same_script():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text())
    assert [step["run"] for step in workflow["jobs"]["debian"]["steps"] if "run" in step][-1] == ".ci/run"


def test_other_systems_run_the_smoke_part_and_a_canary_every_week():
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text())["jobs"]
    assert {"macos-latest", "windows-latest"} == set(jobs["smoke"]["strategy"]["matrix"]["os"])
    canary = yaml.safe_load((ROOT / ".github" / "workflows" / "canary.yml").read_text())
    assert canary[True]["schedule"] and canary["jobs"]["newest"]["steps"][-1]["run"] == "make canary"


def test_the_readme_shows_the_abilities_that_were_measured():
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    abilities = json.loads((ROOT / "lab_models" / "abilities.json").read_text(encoding="utf-8"))
    assert set(abilities) == {"decoder", "encoder", "seq2seq"}
    assert page == readme.with_table(page, abilities), "run `python -m tools.readme`"


def served(command: list[str], path: str) -> int:
    """The status of a page of the server that `command` starts, on a port of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    flags = ["--no-browser", f"--ServerApp.port={port}", "--IdentityProvider.token=t", "--allow-root"]
    with subprocess.Popen([*command, *flags], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(240):
                try:
                    return urlopen(f"http://127.0.0.1:{port}{path}?token=t", timeout=30).status
                except URLError:
                    time.sleep(0.5)
            raise TimeoutError(" ".join(command))
        finally:
            server.terminate()


def test_the_start_without_make_serves_the_exercises():
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    command = re.search(r"^jupyter lab.*$", page, re.M)[0].split()
    command[0] = str(Path(sys.executable).with_name("jupyter"))
    assert served(command, "/api/contents/exercises") == 200


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """`make lab` on a free port, as somebody starts it for the first time. Gives the address that it prints."""
    settings = tmp_path_factory.mktemp("settings")
    no_autosave = settings / "@jupyterlab" / "docmanager-extension" / "plugin.jupyterlab-settings"
    no_autosave.parent.mkdir(parents=True)
    no_autosave.write_text('{"autosave": false}')  # these are the notebooks of the repository
    own = {
        "JUPYTERLAB_SETTINGS_DIR": str(settings),
        "JUPYTERLAB_WORKSPACES_DIR": str(tmp_path_factory.mktemp("workspaces")),
    }
    command = ["make", "lab", "ARGS=--no-browser --port=0 --expose-app-in-browser"]
    server = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **own}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    seen = []
    for line in server.stdout:
        seen.append(line)
        if address := re.search(r"http://127\.0\.0\.1:\S+token=\w+", line):
            break
    else:
        pytest.fail("make lab ended without an address:\n" + "".join(seen))
    threading.Thread(target=server.stdout.read, daemon=True).start()  # a full pipe would stop the server
    yield address[0]
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(30)


def found(browser, selector: str, timeout_s: float = 120):
    """The elements of `selector`, once there are some."""
    return WebDriverWait(browser, timeout_s).until(lambda b: b.find_elements(By.CSS_SELECTOR, selector))


@pytest.mark.browser
def test_make_lab_opens_the_first_page_and_asks_nothing(lab, browser):
    assert "/lab/tree/notebooks/00_start_here.ipynb" in lab
    browser.get(lab)
    found(browser, ".jp-Notebook h1")
    time.sleep(5)  # the questions of a first start come late
    for prompt in (".jp-Dialog", ".Toastify__toast"):
        shown = [element.text for element in browser.find_elements(By.CSS_SELECTOR, prompt)]
        assert not shown, f"a first-run prompt: {shown}"
    assert "00_start_here.ipynb" in [item.text for item in found(browser, ".jp-DirListing-itemText")]


# The lesson's own panel: the first page may be restored beside it. Ready is when its kernel can be asked.
OPENED = """
const panel = [...window.jupyterapp.shell.widgets("main")].find((w) => w.context?.path.endsWith("01_attention.ipynb"));
if (!panel?.context.isReady || !panel.sessionContext.isReady || panel.sessionContext.kernelDisplayStatus !== "idle")
  return false;
window.jupyterapp.shell.activateById(panel.id);
return window.jupyterapp.shell.currentWidget === panel && panel.content.widgets.length > 50;
"""

# JupyterLab keeps only the cells in view in the page: go to the one with the given text, run the ones above, then it.
RUN_UP_TO = """
const {commands, shell} = window.jupyterapp, notebook = shell.currentWidget.content, [text] = arguments;
const index = notebook.widgets.findIndex((cell) => cell.model.sharedModel.getSource().includes(text));
notebook.activeCellIndex = index;
commands.execute("notebook:run-all-above").then(() => {
  notebook.activeCellIndex = index;
  notebook.scrollToItem(index, "start");
  commands.execute("notebook:run-cell");
});
"""


@pytest.mark.browser
@pytest.mark.timeout(900)
def test_lesson_01_runs_and_its_explorer_moves(lab, browser):
    browser.get(lab.replace("00_start_here", "01_attention"))
    found(browser, ".jp-Notebook h1")
    WebDriverWait(browser, 120).until(lambda b: b.execute_script(OPENED))
    browser.execute_script(RUN_UP_TO, "explore_attention(")
    before = picture(browser)
    heading = found(browser, ".attn h3")[0].text
    other = found(browser, ".attn-overview [aria-selected='false']")[-1]
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'}); arguments[0].click()", other)
    WebDriverWait(browser, 30).until(lambda b: found(b, ".attn h3")[0].text != heading and picture(b) != before)


def picture(browser) -> str:
    """What the first explorer of the page has drawn."""
    return browser.execute_script("return arguments[0].toDataURL()", found(browser, ".attn-stage canvas", 600)[0])
