"""A role gives a folder that loads, or an error that says what to do."""

import shutil

import pytest
import transformers

from helpers import models
from helpers.models import LAB_FOLDER, ROLES, model_path

LOADERS = {
    "decoder": transformers.AutoModelForCausalLM,
    "encoder": transformers.AutoModelForMaskedLM,
    "encoder_classifier": transformers.AutoModelForSequenceClassification,
    "encoder_spam": transformers.AutoModelForSequenceClassification,
    "encoder_qa": transformers.AutoModelForQuestionAnswering,
    "seq2seq": transformers.AutoModelForSeq2SeqLM,
}


@pytest.fixture
def lab(tmp_path, monkeypatch, tiny_decoder):
    """A lab of our own with one good decoder in it, to break."""
    shutil.copytree(tiny_decoder, tmp_path / "decoder")
    monkeypatch.setattr(models, "LAB_FOLDER", tmp_path)
    return tmp_path


@pytest.mark.parametrize("role", ROLES)
def test_every_lab_model_loads_whole_through_its_auto_class(role):
    folder = model_path(role)
    assert folder == str(LAB_FOLDER / role)
    model, info = LOADERS[role].from_pretrained(folder, output_loading_info=True)
    assert not any(info.values()), f"weights and architecture disagree: {info}"
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    assert len(tokenizer) <= model.config.vocab_size
    assert tokenizer.pad_token_id is not None


def test_the_spam_head_answers_through_the_pipeline():
    spotted = transformers.pipeline("text-classification", model=model_path("encoder_spam"), device="cpu")
    assert spotted.model.config.id2label == {0: "ham", 1: "spam"}  # the order that the hub's model has, too
    texts = ["Claim your free prize now!", "The deploy of the billing service is done."]
    assert [answer["label"] for answer in spotted(texts)] == ["spam", "ham"]


def test_lab_models_stay_within_48_mb():
    assert 0 < sum(file.stat().st_size for file in LAB_FOLDER.glob("*/model.safetensors")) <= 48e6


def test_lab_is_the_default(lab, monkeypatch):
    monkeypatch.delenv("COURSE_MODELS")
    assert model_path("decoder") == str(lab / "decoder")


def test_an_unknown_role_names_the_known_ones():
    with pytest.raises(ValueError, match="'gpt': expected one of decoder, encoder, encoder_classifier"):
        model_path("gpt")


def test_an_unknown_source_names_the_known_ones(monkeypatch):
    monkeypatch.setenv("COURSE_MODELS", "Lab")
    with pytest.raises(ValueError, match='COURSE_MODELS is \'Lab\': expected "lab" .* or "hub"'):
        model_path("decoder")


@pytest.mark.parametrize("file", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_missing_file_is_named_with_the_cure(lab, file):
    (lab / "decoder" / file).unlink()
    with pytest.raises(FileNotFoundError, match=rf"lacks {file}: `git checkout -- lab_models/decoder`"):
        model_path("decoder")


@pytest.mark.parametrize("damage", ["cut short", "empty", "not weights"])
def test_a_damaged_weight_file_is_told_apart_from_a_good_one(lab, damage):
    weights = lab / "decoder" / "model.safetensors"
    good = weights.read_bytes()
    weights.write_bytes(
        {"cut short": good[:-1], "empty": b"", "not weights": b"version https://git-lfs.example\n"}[damage]
    )
    with pytest.raises(OSError, match=r"damaged or cut short .*git checkout -- lab_models/decoder"):
        model_path("decoder")


@pytest.mark.parametrize("damage", ["", '{"model_type": ', "[1]", "version https://git-lfs.example\n", b"\xff\xfe"])
@pytest.mark.parametrize("file", ["config.json", "tokenizer.json", "tokenizer_config.json"])
def test_a_damaged_text_file_is_named_with_the_cure(lab, file, damage):
    (lab / "decoder" / file).write_bytes(damage if isinstance(damage, bytes) else damage.encode())
    with pytest.raises(OSError, match=rf"{file} of lab_models/decoder is damaged .*git checkout -- lab_models/decoder"):
        model_path("decoder")


def test_messages_hold_no_machine_path(lab):
    with pytest.raises(FileNotFoundError) as caught:
        model_path("encoder")
    assert str(lab) not in str(caught.value)
