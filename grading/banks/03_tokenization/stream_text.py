"""Answers to part 4, streaming without half a character."""
# ruff: noqa: F811  (one function, many answers)

import codecs

from grading.banks import Bank

bank = Bank()


@bank.wrong("decodes each token on its own: prints halves as �")
def stream_text(ids, vocab):
    for one in ids:
        text = vocab[one].decode("utf-8", errors="replace")
        if text:
            yield text


@bank.wrong("leaves out what it cannot decode")
def stream_text(ids, vocab):
    for one in ids:
        text = vocab[one].decode("utf-8", errors="ignore")
        if text:
            yield text


@bank.wrong("keeps unfinished bytes, and swallows them at the end")
def stream_text(ids, vocab):
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for one in ids:
        text = decoder.decode(vocab[one])
        if text:
            yield text


@bank.wrong("sends empty strings")
def stream_text(ids, vocab):
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for one in ids:
        yield decoder.decode(vocab[one])
    yield decoder.decode(b"", True)


@bank.wrong("an empty string at the end")
def stream_text(ids, vocab):
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for one in ids:
        text = decoder.decode(vocab[one])
        if text:
            yield text
    yield decoder.decode(b"", True)


@bank.wrong("fails at bytes that are not UTF-8")
def stream_text(ids, vocab):
    decoder = codecs.getincrementaldecoder("utf-8")()
    for one in ids:
        text = decoder.decode(vocab[one])
        if text:
            yield text
    text = decoder.decode(b"", True)
    if text:
        yield text


@bank.wrong("drops bytes that are not UTF-8")
def stream_text(ids, vocab):
    decoder = codecs.getincrementaldecoder("utf-8")("ignore")
    for one in ids:
        text = decoder.decode(vocab[one])
        if text:
            yield text
    text = decoder.decode(b"", True)
    if text:
        yield text


@bank.wrong("waits while the text ends in �: a real one is held back")
def stream_text(ids, vocab):
    held = b""
    for one in ids:
        held += vocab[one]
        text = held.decode("utf-8", errors="replace")
        if text and not text.endswith("�"):
            yield text
            held = b""
    if held:
        yield held.decode("utf-8", errors="replace")


@bank.wrong("waits while there is a � anywhere")
def stream_text(ids, vocab):
    held = b""
    for one in ids:
        held += vocab[one]
        text = held.decode("utf-8", errors="replace")
        if text and "�" not in text:
            yield text
            held = b""
    if held:
        yield held.decode("utf-8", errors="replace")


@bank.wrong("takes every � out of the text")
def stream_text(ids, vocab):
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for one in ids:
        text = decoder.decode(vocab[one]).replace("�", "")
        if text:
            yield text
    text = decoder.decode(b"", True)
    if text:
        yield text


@bank.wrong("waits until the whole buffer decodes")
def stream_text(ids, vocab):
    held = b""
    for one in ids:
        held += vocab[one]
        try:
            text = held.decode("utf-8")
        except UnicodeDecodeError:
            continue
        held = b""
        if text:
            yield text
    if held:
        yield held.decode("utf-8", errors="replace")


@bank.wrong("drops the complete part of a token that ends in half a character")
def stream_text(ids, vocab):
    held = b""
    for one in ids:
        held += vocab[one]
        try:
            text = held.decode("utf-8")
        except UnicodeDecodeError as error:
            held = held[error.start :]
            continue
        held = b""
        if text:
            yield text
    if held:
        yield held.decode("utf-8", errors="replace")


@bank.wrong("collects all tokens, then sends one string")
def stream_text(ids, vocab):
    text = b"".join(vocab[one] for one in ids).decode("utf-8", errors="replace")
    if text:
        yield text


@bank.wrong("collects all tokens, then sends the right pieces")
def stream_text(ids, vocab):
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    pieces = [decoder.decode(vocab[one]) for one in ids]
    pieces.append(decoder.decode(b"", True))
    return iter([text for text in pieces if text])


@bank.wrong("one token late")
def stream_text(ids, vocab):
    decoder, before = codecs.getincrementaldecoder("utf-8")("replace"), ""
    for one in ids:
        if before:
            yield before
        before = decoder.decode(vocab[one])
    if before:
        yield before
    rest = decoder.decode(b"", True)
    if rest:
        yield rest


@bank.wrong("one buffer for all streams")
def stream_text(ids, vocab, decoder=codecs.getincrementaldecoder("utf-8")("replace")):  # noqa: B008
    for one in ids:
        text = decoder.decode(vocab[one])
        if text:
            yield text
    rest = decoder.decode(b"", True)
    if rest:
        yield rest


@bank.wrong("takes the tokens in the order of the vocabulary")
def stream_text(ids, vocab):
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for piece, _ in zip(vocab, ids, strict=False):
        text = decoder.decode(piece)
        if text:
            yield text
    rest = decoder.decode(b"", True)
    if rest:
        yield rest


@bank.wrong("sends all the text so far, again and again")
def stream_text(ids, vocab):
    data, sent = b"", ""
    for one in ids:
        data += vocab[one]
        text = data.decode("utf-8", errors="ignore")
        if text != sent:
            yield text
            sent = text
    text = data.decode("utf-8", errors="replace")
    if text != sent:
        yield text


@bank.wrong("byte by byte as Latin-1")
def stream_text(ids, vocab):
    for one in ids:
        if vocab[one]:
            yield vocab[one].decode("latin-1")


@bank.right("by hand: keeps the tail that more bytes could complete")
def stream_text(ids, vocab):
    held = b""
    for one in ids:
        held, text = held + vocab[one], ""
        while held:
            try:
                text, held = text + held.decode("utf-8"), b""
            except UnicodeDecodeError as error:
                text += held[: error.start].decode("utf-8")
                if error.reason == "unexpected end of data":
                    held = held[error.start :]
                    break
                text, held = text + "�", held[error.end :]
        if text:
            yield text
    if held:
        yield "�"


@bank.right("decodes everything again each time, and sends what is new")
def stream_text(ids, vocab):
    data, sent = b"", 0
    for one in ids:
        data += vocab[one]
        text = codecs.utf_8_decode(data, "replace", False)[0]
        if len(text) > sent:
            yield text[sent:]
            sent = len(text)
    text = data.decode("utf-8", errors="replace")
    if len(text) > sent:
        yield text[sent:]


@bank.right("the codec's stateless function, with the number of bytes it used")
def stream_text(ids, vocab):
    held = bytearray()
    for one in ids:
        held += vocab[one]
        text, used = codecs.utf_8_decode(held, "replace", False)
        del held[:used]
        if text:
            yield text
    if held:
        yield bytes(held).decode("utf-8", "replace")


@bank.right("codecs.iterdecode")
def stream_text(ids, vocab):
    return codecs.iterdecode((vocab[one] for one in ids), "utf-8", errors="replace")
