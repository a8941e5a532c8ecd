"""Answers to part 4, streaming without half a character."""
# ruff: noqa: F811  (one function, many answers)

import codecs

from grading.banks import Bank

bank = Bank("stream_text")
patch = bank.patch
DECODER = 'decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")'
LOOP = "for one in ids:"
TEXT = "text = decoder.decode(vocab[one])"
SEND = "        if text:\n            yield text"
REST = 'rest = decoder.decode(b"", final=True)'
SEND_REST = "    if rest:\n        yield rest"

patch(TEXT, 'text = vocab[one].decode("utf-8", errors="replace")', "decodes each token on its own: prints halves as �")
patch(TEXT, 'text = vocab[one].decode("utf-8", errors="ignore")', "leaves out what it cannot decode in a token")
patch(TEXT, 'text = vocab[one].decode("latin-1")', "byte by byte as Latin-1")
patch(SEND_REST, "", "keeps unfinished bytes, and swallows them at the end")
patch(SEND, "        yield text", "sends empty strings")
patch(SEND_REST, "    yield rest", "an empty string at the end")
patch('(errors="replace")', "()", "fails at bytes that are not UTF-8")
patch('errors="replace"', 'errors="ignore"', "drops bytes that are not UTF-8")
patch('errors="replace"', 'errors="backslashreplace"', "writes broken bytes as escapes")
patch('"utf-8"', '"utf-8-sig"', "takes a byte-order mark away at the start")
patch(TEXT, 'text = decoder.decode(vocab[one]).replace("\\ufeff", "")', "takes byte-order marks out")
patch(TEXT, 'text = decoder.decode(vocab[one]).replace("�", "")', "takes every � out of the text")
patch(TEXT, 'text = decoder.decode(vocab[one]).replace("\\r\\n", "\\n")', "turns CRLF within a token into LF")
patch(
    DECODER,
    f"import io\n\n    {DECODER}\n    decoder = io.IncrementalNewlineDecoder(decoder, True)",
    "translates line ends",
)
patch("if text:", "if text.strip():", "takes white space for nothing")
patch(TEXT, 'text = decoder.decode(vocab[one]).rstrip("\\0")', "takes NUL for the end of a string")
patch(TEXT, 'text = decoder.decode(vocab[one] or b" ")', "sends a space for a token without bytes")
patch(LOOP, "for one in filter(None, ids):", "leaves out id 0")
patch(LOOP, "for one in dict.fromkeys(ids):", "sends each id once")
patch(LOOP, "for one in list(ids):", "collects all tokens before the first")
patch(LOOP, "for one in range(len(ids)):", "takes the tokens in the order of the vocabulary, of a list")
patch(TEXT, "text = decoder.decode(vocab.pop(0))", "uses up the vocabulary")
patch(
    DECODER,
    "held = b''",
    "waits while the text ends in �: a real one is held back, and two characters come at once",
    also={
        TEXT: "held += vocab[one]\n        text = held.decode('utf-8', errors='replace')",
        SEND: "        if text and not text.endswith('�'):\n            yield text\n            held = b''",
        REST: "rest = held.decode('utf-8', errors='replace')",
    },
)
patch(
    DECODER,
    "held = b''",
    "waits while there is a � anywhere",
    also={
        TEXT: "held += vocab[one]\n        text = held.decode('utf-8', errors='replace')",
        SEND: "        if text and '�' not in text:\n            yield text\n            held = b''",
        REST: "rest = held.decode('utf-8', errors='replace')",
    },
)
patch(
    SEND,
    "        if before:\n            yield before\n        before = text",
    "one token late",
    also={DECODER: f"{DECODER}\n    before = ''", SEND_REST: f"    if before:\n        yield before\n{SEND_REST}"},
)
patch(
    DECODER,
    "global shared_decoder\n    if 'shared_decoder' not in globals():\n"
    "        shared_decoder = codecs.getincrementaldecoder('utf-8')(errors='replace')\n    decoder = shared_decoder",
    "one buffer for all streams",
)


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


@bank.wrong("by hand, and waits at bytes that nothing can complete")
def stream_text(ids, vocab):
    held = b""
    for one in ids:
        held += vocab[one]
        try:
            text, held = held.decode("utf-8"), b""
        except UnicodeDecodeError as error:
            text, held = held[: error.start].decode("utf-8"), held[error.start :]
        if text:
            yield text
    if held:
        yield held.decode("utf-8", errors="replace")


@bank.wrong("by hand, and sends a � for each byte of the unfinished end")
def stream_text(ids, vocab):
    held = b""
    for one in ids:
        text, used = codecs.utf_8_decode(held + vocab[one], "replace", False)
        held = (held + vocab[one])[used:]
        if text:
            yield text
    if held:
        yield "�" * len(held)


@bank.wrong("by hand, and waits four bytes at most, one too many")
def stream_text(ids, vocab):
    data, sent = b"", 0
    for one in ids:
        data += vocab[one]
        text = data.decode("utf-8", errors="replace")
        if text.endswith("�"):
            text = text[:-1]
        if len(text) > sent:
            yield text[sent:]
            sent = len(text)
    text = data.decode("utf-8", errors="replace")
    if len(text) > sent:
        yield text[sent:]


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


LISTED = "not hasattr(ids, '__next__')"
DATA = "b''.join(vocab[i] for i in ids)"


def holds(condition):
    """A region of streams by their bytes; DATA in the condition stands for them."""
    bank.region(f"{LISTED} and {condition.replace('DATA', DATA)}")


bank.region("hasattr(ids, '__next__')", "type(ids) is list", "type(ids) is range", f"{LISTED} and list(ids) == []")
bank.region(f"{LISTED} and len(ids) == 1", f"{LISTED} and len(ids) > 20", f"{LISTED} and len(set(ids)) < len(ids)")
bank.region(
    f"{LISTED} and any(a > b for a, b in zip(ids, ids[1:]))", f"{LISTED} and ids and DATA == b''".replace("DATA", DATA)
)
bank.region("b'' in vocab", f"{LISTED} and max(map(len, vocab)) == 1", f"{LISTED} and max(map(len, vocab)) > 20")
holds(r"DATA.startswith(b'\xef\xbb\xbf')")
holds(r"b'\xef\xbb\xbf' in DATA[1:]")
holds(r"b'\r\n' in DATA")
holds(r"DATA.endswith(b'\r')")
holds(r"b'\r' in DATA and b'\n' not in DATA")
holds(r"b'\0' in DATA")
holds(r"0x7f < DATA[0] < 0xc0")
holds(r"b'\xef\xbf\xbd' in DATA")
holds(r"b'\xf4\x8f\xbf\xbf' in DATA")
holds(r"b'\xf4\x90' in DATA")
holds(r"b'\xc0' in DATA")
holds(r"b'\xe0\x80' in DATA")
holds(r"b'\xff' in DATA")
holds(r"b'\xed\xa0' in DATA")
holds(r"b'\xe2\x80\xa8' in DATA")
holds(r"DATA.endswith(b'\xc3')")
holds(r"DATA.endswith(b'\xe2\x82')")
holds(r"DATA.endswith(b'\xf0\x9f\x8d')")
holds("DATA.isascii()")
holds("len(DATA) > 1000")
holds("not DATA.strip() and DATA")
