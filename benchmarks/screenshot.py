"""`python -m benchmarks.screenshot` takes the README's picture of the explorer: the lab encoder on two sentences."""

from pathlib import Path

import torch
from selenium.webdriver.common.by import By
from transformers import AutoModelForMaskedLM, AutoTokenizer

from benchmarks.chromium import headless
from benchmarks.explorer_page import open_page, served
from helpers.attention import attention_maps, tokens_of, top_head, weight_between
from helpers.attention_explorer import explore_attention
from helpers.models import model_path

IMAGE = Path(__file__).resolve().parents[1] / "notebooks" / "images" / "attention_explorer.png"
ENDINGS = {"tired": "animal", "wide": "street"}


def take() -> None:
    """Show the head whose weight from "it" to the right noun is largest in the worse of the two sentences."""
    folder = model_path("encoder")
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForMaskedLM.from_pretrained(folder, attn_implementation="eager").eval()
    sentences, scores = [], []
    for ending, noun in ENDINGS.items():
        text = f"The animal didn't cross the street because it was too {ending}."
        inputs = tokenizer(text, return_tensors="pt")
        maps, tokens = attention_maps(model, inputs), tokens_of(tokenizer, inputs["input_ids"])
        sentences.append((maps, tokens))
        scores.append(weight_between(maps, tokens.index("it"), tokens.index(noun)))
    layer, head = top_head(torch.minimum(*scores))
    labels = [f"… it was too {ending}" for ending in ENDINGS]
    explorer = explore_attention(*sentences[0], sentences[1], labels=labels, layer=layer, head=head, focus="it")
    IMAGE.parent.mkdir(parents=True, exist_ok=True)
    with served(explorer, width=880) as (address, _), headless(920, 900) as driver:
        open_page(driver, address)
        driver.find_element(By.CSS_SELECTOR, ".attn").screenshot(str(IMAGE))


if __name__ == "__main__":
    take()
