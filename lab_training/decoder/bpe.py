"""A byte-level BPE tokenizer whose tokens a small network can copy: syllables, digits and chosen words stay whole.

Names are runs of syllable tokens, never joined to each other or to the space before them, so that a name has the same
tokens in a sentence, in quotes and at the start of an answer. Chosen words ("solid" words) are one token for the same
reason. All other merges are learned from text in the usual way (Sennrich et al. 2016; byte level as in GPT-2).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors

from lab_training.decoder.names import SHORT_WORDS, SYLLABLES

BOS, EOS, PAD, SYSTEM, USER, ASSISTANT, END = SPECIALS = (
    "<|bos|>",
    "<|eos|>",
    "<|pad|>",
    "<|system|>",
    "<|user|>",
    "<|assistant|>",
    "<|end|>",
)
CHAT_TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
SPACE = "Ġ"
_JOINED = frozenset(SYLLABLES) | {s.capitalize() for s in SYLLABLES}

_splitter = pre_tokenizers.Sequence(
    [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
)


class _Merges:
    """Merge rules as they grow, with the words of the corpus under the rules so far."""

    def __init__(self):
        self.rules: list[tuple[str, str]] = []
        self.rank: dict[tuple[str, str], int] = {}

    def add(self, left: str, right: str) -> None:
        if (left, right) not in self.rank:
            self.rank[left, right] = len(self.rules)
            self.rules.append((left, right))

    def split(self, word: str) -> list[str]:
        """The tokens of a word under the rules."""
        parts = list(word)
        while len(parts) > 1:
            best = min(zip(parts, parts[1:], strict=False), key=lambda pair: self.rank.get(pair, 1 << 30))
            if best not in self.rank:
                break
            parts = _join(parts, best)
        return parts


def _join(parts: list[str], pair: tuple[str, str]) -> list[str]:
    out, i = [], 0
    while i < len(parts):
        if tuple(parts[i : i + 2]) == pair:
            out.append(parts[i] + parts[i + 1])
            i += 2
        else:
            out.append(parts[i])
            i += 1
    return out


def _fixed(solid: Iterable[str]) -> _Merges:
    """The rules that make syllables and solid words whole; they come before all learned ones.

    No rule joins two syllables, or names would lose theirs: a solid word made of syllables alone stays in pieces.
    """
    merges = _Merges()
    for syllable in SYLLABLES:
        merges.add(*syllable)
        merges.add(*syllable.capitalize())
    for word in solid:
        parts = merges.split(word)
        while pair := next((p for p in zip(parts, parts[1:], strict=False) if not _JOINED.issuperset(p)), None):
            merges.add(*pair)
            parts = merges.split(word)
    return merges


def _learn(merges: _Merges, counts: Counter, solid: set[str], rules: int) -> None:
    """Add the most frequent allowed pair again and again, until there are `rules` rules."""

    def allowed(left: str, right: str) -> bool:
        if left == SPACE:
            return right not in solid and (right not in _JOINED or right in SHORT_WORDS)
        return not _JOINED.issuperset((left, right))

    words = {word: merges.split(word) for word in counts}
    pairs, where = Counter(), defaultdict(set)
    for word, parts in words.items():
        for pair in zip(parts, parts[1:], strict=False):
            pairs[pair] += counts[word]
            where[pair].add(word)
    while len(merges.rules) < rules:
        best = max((p for p in pairs if allowed(*p)), key=lambda p: (pairs[p], p), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.add(*best)
        for word in where.pop(best):
            old, new = words[word], _join(words[word], best)
            words[word] = new
            for pair in zip(old, old[1:], strict=False):
                pairs[pair] -= counts[word]
            for pair in zip(new, new[1:], strict=False):
                pairs[pair] += counts[word]
                where[pair].add(word)
        del pairs[best]


def train(texts: Iterable[str], solid: Iterable[str], size: int = 2048) -> Tokenizer:
    """A tokenizer of `size` tokens: controls, bytes, syllables, solid words, then merges learned from `texts`.

    The ids of all but the learned merges depend on `solid` alone.
    """
    counts = Counter(word for text in texts for word, _ in _splitter.pre_tokenize_str(text))
    solid = list(dict.fromkeys(solid))
    merges = _fixed(solid)
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    _learn(merges, counts, set(solid), size - len(SPECIALS) - len(alphabet))
    tokens = [*SPECIALS, *alphabet, *dict.fromkeys(left + right for left, right in merges.rules)]
    tokenizer = Tokenizer(models.BPE(vocab={t: i for i, t in enumerate(tokens)}, merges=merges.rules))
    tokenizer.add_special_tokens(list(SPECIALS))
    tokenizer.pre_tokenizer = _splitter
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{BOS} $A", pair=f"{BOS} $A $B", special_tokens=[(BOS, tokenizer.token_to_id(BOS))]
    )
    return tokenizer


def settings(context: int) -> dict:
    """The content of tokenizer_config.json."""
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": BOS,
        "eos_token": EOS,
        "pad_token": PAD,
        "additional_special_tokens": [SYSTEM, USER, ASSISTANT, END],
        "chat_template": CHAT_TEMPLATE,
        "padding_side": "left",
        "model_max_length": context,
        "clean_up_tokenization_spaces": False,
        "model_input_names": ["input_ids", "attention_mask"],
    }
