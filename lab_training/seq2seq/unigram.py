"""The seq2seq model's tokenizer: Unigram (Kudo 2018) with T5's space mark and closing </s>."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

SPECIALS = ["<pad>", "</s>", "<unk>"]
SETTINGS = {
    "tokenizer_class": "PreTrainedTokenizerFast",
    "pad_token": "<pad>",
    "eos_token": "</s>",
    "unk_token": "<unk>",
    "model_max_length": 256,
    "clean_up_tokenization_spaces": False,
    "model_input_names": ["input_ids", "attention_mask"],
}


def train(texts: Iterable[str], size: int = 2600, pieces: int = 700) -> Tokenizer:
    """A tokenizer of at most `size` tokens: `pieces` trained letters and parts of words, then the most frequent words.

    The trainer looks for parts in the list of different words, so it never keeps a word without relatives, however
    frequent; such words are added with their own log probability, as the model defines it.
    """
    texts = list(texts)
    made = pipeline(models.Unigram())
    made.train_from_iterator(
        texts,
        trainers.UnigramTrainer(
            vocab_size=pieces,
            special_tokens=SPECIALS,
            unk_token="<unk>",
            show_progress=False,
            initial_alphabet=[chr(i) for i in range(33, 127)],
        ),
    )
    trained = dict(json.loads(made.to_str())["model"]["vocab"])
    counts = Counter(word for text in texts for word, _ in made.pre_tokenizer.pre_tokenize_str(text))
    words = [word for word, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if n > 1]
    vocabulary = dict(trained)
    for word in words:
        if len(vocabulary) == size:
            break
        vocabulary[word] = math.log(counts[word] / counts.total())
    return pipeline(models.Unigram(list(vocabulary.items()), unk_id=SPECIALS.index("<unk>")))


def pipeline(model: models.Unigram) -> Tokenizer:
    """What surrounds the model: spaces become marks; digits, punctuation and what an apostrophe elides stand alone."""
    tokenizer = Tokenizer(model)
    tokenizer.add_special_tokens(SPECIALS)
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Metaspace(),
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.Split(Regex("[.,!?;:]"), "isolated"),
            pre_tokenizers.Split("'", "merged_with_previous"),
        ]
    )
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="$A </s>", special_tokens=[("</s>", SPECIALS.index("</s>"))]
    )
    return tokenizer
