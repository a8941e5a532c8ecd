"""Role -> a folder that `from_pretrained` loads: the lab models of this repository, or public models from the hub.

`COURSE_MODELS=lab` (the default) needs no network. `COURSE_MODELS=hub` takes the public models named in `CATALOGUE`
from the Hugging Face cache, and downloads them on first use; `COURSE_MODELS=hub python -m helpers.models` fetches all.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from safetensors import SafetensorError, safe_open

LAB_FOLDER = Path(__file__).resolve().parents[1] / "lab_models"


@dataclass(frozen=True)
class HubModel:
    """A public model at a fixed commit, so that it is the same model tomorrow."""

    repo: str
    revision: str
    licence: str
    weights_mb: int  # MB = 1e6 bytes


# Small and permissive. 714eb0f and 564e9b5 are also what transformers' pipelines pin for their tasks
# (transformers/pipelines/__init__.py); the others are commits at https://huggingface.co/<repo>/commit/<revision>.
CATALOGUE = {
    "decoder": HubModel(
        "HuggingFaceTB/SmolLM2-135M-Instruct", "12fd25f77366fa6b3b4b768ec3050bf629380bac", "apache-2.0", 269
    ),
    "encoder": HubModel("google-bert/bert-base-uncased", "86b5e0934494bd15c9632b12f734a8a67f723594", "apache-2.0", 440),
    "encoder_classifier": HubModel(
        "distilbert/distilbert-base-uncased-finetuned-sst-2-english",
        "714eb0fa89d2f80546fda750413ed43d93601a13",
        "apache-2.0",
        268,
    ),
    "encoder_spam": HubModel(  # its labels are LABEL_0 (ham) and LABEL_1 (spam): the same order as ours, without names
        "mariagrandury/distilbert-base-uncased-finetuned-sms-spam-detection",
        "6c58384929ce2070e00131c8e45a043f82fb4eb7",
        "apache-2.0",
        268,
    ),
    "encoder_qa": HubModel(
        "distilbert/distilbert-base-cased-distilled-squad",
        "564e9b582944a57a3e586bbb98fd6f0a4118db7f",
        "apache-2.0",
        261,
    ),
    "seq2seq": HubModel("google-t5/t5-small", "df1b051c49625cf57a3d0d8d3863ed4d13564fe4", "apache-2.0", 242),
}
ROLES = tuple(CATALOGUE)


def model_path(role: str, download: bool = True) -> str:
    """The local folder of the model that plays `role`, ready for `from_pretrained`.

    role: one of ROLES. The environment variable COURSE_MODELS chooses the source: "lab" (default) or "hub".
    download: whether a hub model that is not in the cache may be fetched.
    Raises ValueError for an unknown role or source, FileNotFoundError for missing files, OSError for a damaged file,
    ConnectionError when a hub model is neither cached nor reachable; each says what to do.
    """
    if role not in CATALOGUE:
        raise ValueError(f"Unknown role {role!r}: expected one of {', '.join(ROLES)}.")
    source = os.environ.get("COURSE_MODELS") or "lab"
    if source == "lab":
        folder, name = LAB_FOLDER / role, f"lab_models/{role}"
        cure = f"`git checkout -- {name}` brings back the one that came with the course"
    elif source == "hub":
        folder, name = _hub_folder(CATALOGUE[role], download), f"the cached copy of {CATALOGUE[role].repo}"
        cure = f"`hf cache rm model/{CATALOGUE[role].repo}` removes it, then run this again with a network"
    else:
        raise ValueError(f'COURSE_MODELS is {source!r}: expected "lab" (offline, the default) or "hub".')
    _check_folder(folder, name, cure)
    _without_loading_bars()
    return str(folder)


def _without_loading_bars() -> None:
    """Switch off the bar over the loading of weights: it shows times, so stored outputs would differ in every run."""
    from transformers.utils import logging  # here, because it costs a second

    logging.disable_progress_bar()


def _hub_folder(model: HubModel, download: bool) -> Path:
    """The snapshot of `model` in the Hugging Face cache, downloaded when it is not there."""
    from huggingface_hub import snapshot_download  # costs a second, and the lab models do without

    try:
        snapshot = snapshot_download(
            model.repo,
            revision=model.revision,
            allow_patterns=["*.json", "*.safetensors", "*.txt", "*.jinja"],
            ignore_patterns=["*/*"],  # subfolders hold the same weights in other formats
            local_files_only=not download,
        )
    except Exception as error:  # sockets, proxies, HTTP and the disk all fail in their own class
        raise ConnectionError(
            f"{model.repo} ({model.weights_mb} MB, revision {model.revision[:7]}) is not in the Hugging Face cache and "
            f"was not downloaded ({type(error).__name__}). Connect to the internet, unset HF_HUB_OFFLINE and run "
            "`COURSE_MODELS=hub python -m helpers.models` once; or use the offline models, COURSE_MODELS=lab."
        ) from error
    return Path(snapshot)


def _check_folder(folder: Path, name: str, cure: str) -> None:
    """Raise if `folder` lacks what `from_pretrained` needs, or if a file is cut short: the libraries' own
    errors name neither the model nor a cure."""
    missing = [file for file in ("config.json", "model.safetensors") if not (folder / file).is_file()]
    if not any((folder / file).is_file() for file in ("tokenizer.json", "vocab.txt")):
        missing.append("tokenizer.json")
    if missing:
        raise FileNotFoundError(f"{name} lacks {', '.join(missing)}: {cure}.")
    for file in folder.glob("*.json"):
        try:
            whole = isinstance(json.loads(file.read_bytes()), dict)
        except ValueError:  # not JSON, or not even text
            whole = False
        if not whole:
            raise OSError(f"{file.name} of {name} is damaged or cut short: {cure}.")
    try:
        with safe_open(folder / "model.safetensors", framework="np"):  # compares the header with the file's length
            pass
    except SafetensorError as error:
        raise OSError(f"model.safetensors of {name} is damaged or cut short ({error}): {cure}.") from error


if __name__ == "__main__":
    for each in ROLES:
        print(each, model_path(each))
