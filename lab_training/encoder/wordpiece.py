"""The encoder's tokenizer: WordPiece (Schuster & Nakajima 2012) with every common word whole, as BERT's has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
SETTINGS = {
    "tokenizer_class": "BertTokenizer",
    "do_lower_case": True,
    "model_max_length": 128,
    "pad_token": "[PAD]",
    "unk_token": "[UNK]",
    "cls_token": "[CLS]",
    "sep_token": "[SEP]",
    "mask_token": "[MASK]",
}


def train(texts: Iterable[str], whole: Iterable[str] = (), *, pieces: int = 500, least: int = 4) -> Tokenizer:
    """A tokenizer with `pieces` trained letters and pieces, the words of `whole`, and words met `least` times.

    Whole words keep a noun one token wide, so that one attention weight is the weight on that noun.
    """
    texts = list(texts)
    split = blank({token: i for i, token in enumerate(SPECIALS)})
    trainer = trainers.WordPieceTrainer(vocab_size=pieces, special_tokens=SPECIALS, show_progress=False)
    split.train_from_iterator(texts, trainer)
    trained = sorted(split.get_vocab(), key=split.get_vocab().get)
    counts = Counter(word for text in texts for word in words(split, text))
    common = sorted(word for word, n in counts.items() if n >= least and word.isalpha())
    wanted = sorted({part for text in whole for part in words(split, text) if part.isalpha()})
    tokens = dict.fromkeys(SPECIALS + trained + wanted + common)
    return blank({token: i for i, token in enumerate(tokens)})


def words(tokenizer: Tokenizer, text: str) -> list[str]:
    return [word for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(tokenizer.normalizer.normalize_str(text))]


def blank(vocab: dict[str, int]) -> Tokenizer:
    """BERT's pipeline around a vocabulary: lower case, split at spaces and punctuation, [CLS] a [SEP] b [SEP]."""
    tokenizer = Tokenizer(models.WordPiece(vocab, unk_token="[UNK]", max_input_chars_per_word=60))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.add_special_tokens(SPECIALS)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0",
        pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[(name, SPECIALS.index(name)) for name in ("[CLS]", "[SEP]")],
    )
    return tokenizer
