"""Answers to stretch part 1, the longest match."""
# ruff: noqa: F811  (one function, many answers)

from grading.banks import Bank

bank = Bank("wordpiece")
patch = bank.patch
LIMIT = "if len(word) > max_chars:"
MARK = 'mark = "##" if start else ""'
END = "end = len(word)\n"
SEARCH = "while end > start and mark + word[start:end] not in vocab:\n            end -= 1"
NOTHING = 'if end == start:\n            return ["[UNK]"]'
APPEND = "pieces.append(mark + word[start:end])"

patch(
    "end = len(word)",
    "end = start + 1",
    "takes the shortest match",
    also={
        SEARCH: "while end <= len(word) and mark + word[start:end] not in vocab:\n            end += 1",
        "if end == start:": "if end > len(word):",
    },
)
patch(MARK, 'mark = ""', "looks without ## inside the word")
patch(MARK, 'mark = "##"', "looks with ## at the start, too")
patch(
    "mark + word[start:end] not in vocab", "not {mark + word[start:end], word[start:end]} & vocab", "with or without ##"
)
patch(APPEND, "pieces.append(word[start:end])", "leaves the ## out of the answer")
patch(NOTHING, "if end == start:\n            return [*pieces, '[UNK]']", "keeps the pieces before the unknown rest")
patch(NOTHING, "if end == start:\n            return pieces or ['[UNK]']", "drops the rest that does not match")
patch(NOTHING, "if end == start:\n            return []", "an unknown word has no pieces")
patch(NOTHING, "if end == start:\n            return '[UNK]'", "the text [UNK] instead of a list")
patch(
    NOTHING,
    "if end == start:\n            pieces.append('[UNK]')\n            start += 1\n            continue",
    "[UNK] for the letter that does not match, and goes on",
)
patch(
    NOTHING,
    "if end == start and '[UNK]' not in vocab:\n            raise KeyError('[UNK]')\n"
    "        if end == start:\n            return ['[UNK]']",
    "wants [UNK] in the vocabulary",
)
patch("end = len(word)", "end = max(len(word) - 1, start + 1)", "off by one: never tries the whole rest")
patch("end > start and", "end > start + 1 and", "off by one: takes a single letter unseen")
patch("end = len(word)", "end = min(len(word), start + 8)", "tries pieces of up to eight letters")
patch(LIMIT, "if False:", "no limit of length")
patch(LIMIT, "if len(word) >= max_chars:", "a word as long as the limit is unknown")
patch(LIMIT, "if len(word) > 100:", "keeps the limit of 100 whatever is asked for")
patch("max_chars: int = 100", "max_chars: int = 200", "the limit of BERT's published code, 200, as default")
patch(LIMIT, "if len(word.encode()) > max_chars:", "limit of length counted in bytes")
patch(LIMIT, "word = word[:max_chars]\n    if False:", "cuts a long word instead of giving it up")
patch(LIMIT, "if max_chars and len(word) > max_chars:", "takes limit 0 for no limit")
patch(LIMIT, "vocab.discard('[UNK]')\n    " + LIMIT, "takes [UNK] out of the caller's vocabulary")
patch("return pieces", "return tuple(pieces)", "returns a tuple")


@bank.wrong("goes back and finds a split that greed misses")
def wordpiece(word, vocab, max_chars=100):
    def split(start):
        if start == len(word):
            return []
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocab:
                rest = split(end)
                if rest is not None:
                    return [piece, *rest]
        return None

    found = None if len(word) > max_chars else split(0)
    return ["[UNK]"] if found is None else found


@bank.wrong("the fewest pieces")
def wordpiece(word, vocab, max_chars=100):
    if len(word) > max_chars:
        return ["[UNK]"]
    best = {0: []}
    for end in range(1, len(word) + 1):
        options = [
            best[start] + [piece]
            for start in range(end)
            if start in best
            for piece in [("##" if start else "") + word[start:end]]
            if piece in vocab
        ]
        if options:
            best[end] = min(options, key=len)
    return best.get(len(word), ["[UNK]"])


@bank.wrong("the longest match from the right")
def wordpiece(word, vocab, max_chars=100):
    pieces, end = [], len(word)
    if len(word) > max_chars:
        return ["[UNK]"]
    while end > 0:
        for start in range(end):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocab:
                break
        else:
            return ["[UNK]"]
        pieces.insert(0, piece)
        end = start
    return pieces


@bank.right("all pieces that fit, the longest of them")
def wordpiece(word, vocab, max_chars=100):
    if len(word) > max_chars:
        return ["[UNK]"]
    rest, found = word, []
    while rest:
        mark = "##" if found else ""
        fitting = [piece for piece in vocab if piece > mark and (mark + rest).startswith(piece)]
        if not fitting:
            return ["[UNK]"]
        piece = max(fitting, key=len)
        found.append(piece)
        rest = rest[len(piece) - len(mark) :]
    return found


@bank.right("for and else")
def wordpiece(word, vocab, max_chars=100):
    pieces, start = [], 0
    while start < len(word) <= max_chars:
        for end in range(len(word), start, -1):
            piece = word[start:end] if start == 0 else f"##{word[start:end]}"
            if piece in vocab:
                pieces.append(piece)
                start = end
                break
        else:
            return ["[UNK]"]
    return pieces or ["[UNK]"]


@bank.right("asks the tokenizers library")
def wordpiece(word, vocab, max_chars=100):
    from tokenizers import Tokenizer, models

    numbered = {piece: i for i, piece in enumerate(sorted(vocab | {"[UNK]"}))}
    model = models.WordPiece(numbered, unk_token="[UNK]", max_input_chars_per_word=max_chars)
    return Tokenizer(model).encode(word).tokens


bank.region("word in vocab", "word[0] not in vocab", "'##' + word[-1] not in vocab", "word in vocab and len(word) > 8")
bank.region("len(word) == max_chars > 0", "len(word) == max_chars + 1", "len(word) > 100 and max_chars == 100")
bank.region("len(word) == 100", "len(word) > 101", "'[UNK]' in vocab", "'[UNK]' not in vocab", "len(word) == 2")
bank.region("len(word) <= 100 < len(word.encode())", "len(word) > 1000", "len(vocab) == 1 and word in vocab")
bank.region(
    "len(vocab) == 1 and word not in vocab", "len(set(word)) == 1 < len(word)", "max_chars == 0 and word in vocab"
)
bank.outside("word == ''", why="a word has at least one character")
