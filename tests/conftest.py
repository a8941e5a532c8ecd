"""Fixtures for more than one test file: a browser, and a model that is small enough to break."""

import os

import pytest


def _chromium():
    from benchmarks.chromium import find_chromium, headless

    if not all(find_chromium()):
        stop = pytest.fail if os.environ.get("CI") else pytest.skip
        stop("needs Chromium and its driver: `sudo apt-get install chromium chromium-driver`")
    return headless(1400, 1000)


@pytest.fixture
def browser():
    """A fresh headless Chromium under selenium. Without one the test is skipped here, and fails in CI."""
    with _chromium() as chrome:
        yield chrome


@pytest.fixture(scope="module")
def shared_browser():
    """The same, one for all tests of a file."""
    with _chromium() as chrome:
        yield chrome


@pytest.fixture(scope="session")
def tiny_decoder(tmp_path_factory):
    """A folder with a real Llama of a few thousand weights and a tokenizer of a few words. It only says "restarts"."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    words = ["restarts", "Once", "upon", "a", "time", "<pad>", "<unk>", "<eos>"]
    core = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="<unk>"))
    core.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=core, eos_token="<eos>", unk_token="<unk>", pad_token="<pad>")
    config = LlamaConfig(
        vocab_size=len(words), hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2,
        pad_token_id=5, bos_token_id=None, eos_token_id=7,
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("tiny") / "decoder"
    model = LlamaForCausalLM(config)
    torch.nn.init.zeros_(model.lm_head.weight)  # all words equally likely: the first one wins
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
