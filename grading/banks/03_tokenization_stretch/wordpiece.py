"""Answers to stretch part 1, the longest match."""
# ruff: noqa: F811  (one function, many answers)

from grading.banks import Bank

bank = Bank()


@bank.wrong("takes the shortest match")
def wordpiece(word, vocab, max_chars=100):
    pieces, start = [], 0
    if len(word) > max_chars:
        return ["[UNK]"]
    while start < len(word):
        for end in range(start + 1, len(word) + 1):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocab:
                break
        else:
            return ["[UNK]"]
        pieces.append(piece)
        start = end
    return pieces


@bank.wrong("looks without ## inside the word")
def wordpiece(word, vocab, max_chars=100):
    pieces, start = [], 0
    if len(word) > max_chars:
        return ["[UNK]"]
    while start < len(word):
        for end in range(len(word), start, -1):
            if word[start:end] in vocab:
                break
        else:
            return ["[UNK]"]
        pieces.append(word[start:end])
        start = end
    return pieces


@bank.wrong("matches with or without ##")
def wordpiece(word, vocab, max_chars=100):
    pieces, start = [], 0
    if len(word) > max_chars:
        return ["[UNK]"]
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = next((p for p in ("##" + word[start:end], word[start:end]) if p in vocab), None)
            if piece:
                break
        else:
            return ["[UNK]"]
        pieces.append(piece)
        start = end
    return pieces


@bank.wrong("leaves the ## out of the answer")
def wordpiece(word, vocab, max_chars=100):
    pieces, start = [], 0
    if len(word) > max_chars:
        return ["[UNK]"]
    while start < len(word):
        for end in range(len(word), start, -1):
            if ("##" if start else "") + word[start:end] in vocab:
                break
        else:
            return ["[UNK]"]
        pieces.append(word[start:end])
        start = end
    return pieces


@bank.wrong("[UNK] for the letter that does not match, and goes on")
def wordpiece(word, vocab, max_chars=100):
    pieces, start = [], 0
    if len(word) > max_chars:
        return ["[UNK]"]
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocab:
                break
        else:
            piece, end = "[UNK]", start + 1
        pieces.append(piece)
        start = end
    return pieces


@bank.wrong("keeps the pieces found before the unknown rest")
def wordpiece(word, vocab, max_chars=100):
    pieces, start = [], 0
    if len(word) > max_chars:
        return ["[UNK]"]
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocab:
                break
        else:
            return pieces + ["[UNK]"]
        pieces.append(piece)
        start = end
    return pieces


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


@bank.wrong("off by one: never tries the whole rest")
def wordpiece(word, vocab, max_chars=100):
    pieces, start = [], 0
    if len(word) > max_chars:
        return ["[UNK]"]
    while start < len(word):
        for end in range(max(len(word) - 1, start + 1), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocab:
                break
        else:
            return ["[UNK]"]
        pieces.append(piece)
        start = end
    return pieces


@bank.wrong("off by one: never tries a single letter")
def wordpiece(word, vocab, max_chars=100):
    pieces, start = [], 0
    if len(word) > max_chars:
        return ["[UNK]"]
    while start < len(word):
        for end in range(len(word), start + 1, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocab:
                break
        else:
            return ["[UNK]"]
        pieces.append(piece)
        start = end
    return pieces


@bank.wrong("no limit of length")
def wordpiece(word, vocab, max_chars=100):
    pieces, start = [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocab:
                break
        else:
            return ["[UNK]"]
        pieces.append(piece)
        start = end
    return pieces


@bank.wrong("cuts a long word instead of giving it up")
def wordpiece(word, vocab, max_chars=100):
    word, pieces, start = word[:max_chars], [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocab:
                break
        else:
            return ["[UNK]"]
        pieces.append(piece)
        start = end
    return pieces


@bank.wrong("limit of length counted in bytes")
def wordpiece(word, vocab, max_chars=100):
    pieces, start = [], 0
    word = word.encode().decode("latin-1")
    if len(word) > max_chars:
        return ["[UNK]"]
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocab:
                break
        else:
            return ["[UNK]"]
        pieces.append(piece)
        start = end
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
