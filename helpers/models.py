"""Role -> a folder that `from_pretrained` loads: the lab models of this repository, or public models from the hub.

`COURSE_MODELS=lab` (the default) needs no network. `COURSE_MODELS=hub` takes the public models named in `CATALOGUE`
from the Hugging Face cache, and downloads them on first use.
"""

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
    download_mb: int  # MB = 1e6 bytes, weights only


# The revisions of encoder_classifier and encoder_qa are those that transformers' own pipelines name or named as their
# defaults (transformers/pipelines/__init__.py: 714eb0f, 564e9b5); the other three are the commits of the model pages
# https://huggingface.co/<repo>/commit/<revision>.
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
    "encoder_qa": HubModel(
        "distilbert/distilbert-base-cased-distilled-squad",
        "564e9b582944a57a3e586bbb98fd6f0a4118db7f",
        "apache-2.0",
        261,
    ),
    "seq2seq": HubModel("google-t5/t5-small", "df1b051c49625cf57a3d0d8d3863ed4d13564fe4", "apache-2.0", 242),
}
ROLES = tuple(CATALOGUE)


def model_path(role: str) -> str:
    """The local folder of the model that plays `role`, ready for `from_pretrained`.

    role: one of ROLES. The environment variable COURSE_MODELS chooses the source: "lab" (default) or "hub".
    Raises ValueError for an unknown role or source, FileNotFoundError for missing files, OSError for a damaged weight
    file, ConnectionError when a hub model is neither cached nor reachable; each says what to do.
    """
    if role not in CATALOGUE:
        raise ValueError(f"Unknown role {role!r}: expected one of {', '.join(ROLES)}.")
    source = os.environ.get("COURSE_MODELS") or "lab"
    if source == "lab":
        folder = LAB_FOLDER / role
        cure = f"bring it back with `git checkout -- lab_models/{role}`"
    elif source == "hub":
        folder = _hub_folder(CATALOGUE[role])
        cure = "delete that folder and run this again with a network"
    else:
        raise ValueError(f'COURSE_MODELS is {source!r}: expected "lab" (offline, the default) or "hub".')
    _check_folder(folder, cure)
    return str(folder)


def _hub_folder(model: HubModel) -> Path:
    """The snapshot of `model` in the Hugging Face cache, downloaded when it is not there."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    wanted = dict(
        revision=model.revision,
        allow_patterns=["*.json", "*.safetensors", "*.txt"],
        ignore_patterns=["*/*"],  # subfolders hold other formats of the same weights
    )
    try:
        return Path(snapshot_download(model.repo, **wanted))
    except (LocalEntryNotFoundError, HfHubHTTPError, OSError) as error:
        raise ConnectionError(
            f"{model.repo} (revision {model.revision[:7]}, {model.download_mb} MB) is not in your Hugging Face cache "
            f"and could not be downloaded: {type(error).__name__}. "
            "Connect to the internet once (without HF_HUB_OFFLINE=1) and run this again; or use the offline models: "
            "COURSE_MODELS=lab."
        ) from error


def _check_folder(folder: Path, cure: str) -> None:
    """Raise if `folder` lacks what `from_pretrained` needs or a weight file's header and length disagree."""
    needed = ("config.json", "model.safetensors", "tokenizer.json")
    missing = [name for name in needed if not (folder / name).is_file()]
    if missing:
        raise FileNotFoundError(f"The model folder {folder} lacks {', '.join(missing)}: {cure}.")
    weights = folder / "model.safetensors"
    try:
        with safe_open(weights, framework="pt"):  # reads the header and compares it with the file's length
            pass
    except SafetensorError as error:
        raise OSError(f"{weights} is damaged or cut short ({error}): {cure}.") from error
