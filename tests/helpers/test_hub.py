"""COURSE_MODELS=hub without the hub: a cache in the genuine layout, and a stand-in server for the download."""

import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell

from helpers.models import CATALOGUE, LAB_FOLDER, ROLES
from tools import course
from tools.notebooks import read

MODEL = CATALOGUE["decoder"]
PRINT_PATH = "from helpers.models import model_path; print(model_path('decoder'))"
ASK_DOCTOR = "from helpers.doctor import check_models; print(check_models())"


def ask(cache: Path, script: str = PRINT_PATH, **environment: str) -> subprocess.CompletedProcess:
    """Run `script` in a fresh Python: the hub client reads its settings once, when it is imported."""
    settings = {"COURSE_MODELS": "hub", "HF_HUB_CACHE": str(cache), "HF_HUB_DISABLE_PROGRESS_BARS": "1", **environment}
    return subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, **settings}, capture_output=True, text=True, timeout=120
    )


def store(cache: Path, role: str, folder: Path) -> None:
    """Lay `folder` into a Hugging Face cache, under the name and revision of the catalogue."""
    model = CATALOGUE[role]
    home = cache / ("models--" + model.repo.replace("/", "--"))
    (home / "refs").mkdir(parents=True)
    (home / "refs" / "main").write_text(model.revision)
    shutil.copytree(folder, home / "snapshots" / model.revision)


@pytest.fixture
def cache(tmp_path, tiny_decoder):
    """A Hugging Face cache that holds our tiny decoder as the catalogue's."""
    store(tmp_path / "cache", "decoder", tiny_decoder)
    return tmp_path / "cache"


@pytest.fixture
def hub(tiny_decoder):
    """A server on this machine that answers for one repository as the hub does. Gives its address."""
    files = {file.name: file.read_bytes() for file in tiny_decoder.iterdir()}
    files["chat_template.jinja"] = b"{{ messages[0]['content'] }}"
    files["onnx/model.json"] = b"{}"  # other formats in subfolders must stay where they are
    tree = [
        {"type": "file", "path": name, "size": len(data), "oid": f"{i:040}"}
        for i, (name, data) in enumerate(files.items())
    ]

    class Hub(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            kind, _, file = self.path.partition("?")[0].partition(f"/{MODEL.revision}")
            known = {f"/api/models/{MODEL.repo}/tree": json.dumps(tree).encode()}
            known |= {f"/{MODEL.repo}/resolve": files[file[1:]]} if file[1:] in files else {}
            self.send_response(200 if kind in known else 404)
            self.send_header("Content-Length", str(len(known.get(kind, b""))))
            self.send_header("ETag", f'"{MODEL.revision[:8]}{file}"')
            self.send_header("X-Repo-Commit", MODEL.revision)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(known.get(kind, b""))

        do_HEAD = do_GET

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_pinned_to_a_full_commit_of_a_permissive_model(role):
    model = CATALOGUE[role]
    assert len(model.revision) == 40 and int(model.revision, 16)
    assert model.repo.count("/") == 1 and model.licence in ("apache-2.0", "mit")


def test_the_readme_says_how_much_is_downloaded():
    gigabytes = sum(model.weights_mb for model in CATALOGUE.values()) / 1000
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    assert f"them once ({gigabytes:.1f} GB)" in readme


def test_a_cached_model_needs_no_network_and_loads(cache):
    load = PRINT_PATH + "; from transformers import AutoModelForCausalLM as A; A.from_pretrained(model_path('decoder'))"
    done = ask(cache, load, HF_HUB_OFFLINE="1")
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()) == next(cache.glob("*/snapshots/*")).resolve()


@pytest.mark.parametrize(
    "network",
    [
        {"HF_HUB_OFFLINE": "1"},
        pytest.param({"HF_HUB_OFFLINE": "0", "HF_ENDPOINT": "http://127.0.0.1:9"}, marks=pytest.mark.slow),
    ],
    ids=["offline", "unreachable, with the client's retries"],
)
def test_neither_cached_nor_reachable_says_what_to_do(tmp_path, network):
    last = ask(tmp_path, **network).stderr.strip().splitlines()[-1]
    assert last.startswith(f"ConnectionError: {MODEL.repo} (269 MB, revision 12fd25f) is not in the")
    assert "COURSE_MODELS=hub python -m helpers.models" in last and "COURSE_MODELS=lab" in last


def test_another_revision_in_the_cache_is_not_taken_for_ours(cache):
    snapshot = next(cache.glob("*/snapshots/*"))
    snapshot.rename(snapshot.with_name("0" * 40))
    assert "ConnectionError" in ask(cache).stderr


def test_a_damaged_copy_in_the_cache_says_how_to_drop_it(cache):
    weights = next(cache.glob("*/snapshots/*/model.safetensors"))
    weights.write_bytes(weights.read_bytes()[:-8])
    last = ask(cache).stderr.strip().splitlines()[-1]
    assert (
        last.startswith("OSError: model.safetensors of the cached copy") and f"hf cache rm model/{MODEL.repo}" in last
    )


def test_a_download_takes_what_is_needed_and_the_next_run_does_without_the_hub(hub, tmp_path):
    first = ask(tmp_path, HF_HUB_OFFLINE="0", HF_ENDPOINT=hub)
    assert first.returncode == 0, first.stderr
    folder = Path(first.stdout.strip())
    assert {"config.json", "model.safetensors", "tokenizer.json", "chat_template.jinja"} <= {
        file.name for file in folder.iterdir()
    }
    assert not (folder / "onnx").exists()
    assert ask(tmp_path).stdout == first.stdout


def test_the_doctor_reports_hub_models_without_downloading(hub, tmp_path):
    report = ask(tmp_path, ASK_DOCTOR, HF_HUB_OFFLINE="0", HF_ENDPOINT=hub).stdout
    assert "not at hand: decoder, encoder" in report and not list(tmp_path.rglob("model.safetensors"))


@pytest.mark.slow
def test_lesson_00_runs_on_models_from_the_cache(tmp_path, monkeypatch):
    """The lab models stand in for the public ones: what is shown is that a lesson finds its models in the cache."""
    for role in ROLES:
        store(tmp_path, role, LAB_FOLDER / role)
    settings = {"COURSE_MODELS": "hub", "HF_HUB_CACHE": str(tmp_path)}
    monkeypatch.setattr(course, "SETTINGS", course.SETTINGS | settings)
    lesson = Path(__file__).resolve().parents[2] / "notebooks" / "00_start_here.ipynb"
    nb = read(lesson)
    nb.cells.insert(0, new_code_cell("from helpers.models import model_path; print(model_path('decoder'))"))
    course.execute(nb, lesson.parent)
    assert nb.cells[0].outputs[0].text.startswith(str(tmp_path))
    report = next(cell for cell in nb.cells if cell.id == "doctor").outputs[0].text
    assert f"hub: {', '.join(ROLES)}" in report and "NO  Models" not in report
