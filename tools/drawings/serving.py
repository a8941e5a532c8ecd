"""What happens to a request: the cache over steps, prefill and decode in time, batches, the road through a server."""

from tools.drawings.canvas import INK, MUTED, SOLID, SURFACE, Card


def kv_cache() -> Card:
    card = Card(
        "kv_cache",
        "The KV cache over four steps",
        "Prefill computes keys and values for all five prompt tokens at once. Each decode step computes one "
        "column, for the newest token, and reads all columns kept so far.",
        430,
    )
    tokens = ["The", "cat", "sat", "on", "the", "mat", ".", "It"]
    for place, word in enumerate(tokens):
        card.text(230 + 66 * place, 100, word, 16, bold=place < 5, color=INK if place < 5 else SOLID["blue"])
    for step in range(4):
        y, known = 116 + 62 * step, 5 + step
        card.text(32, y + 31, "prefill" if step == 0 else f"decode {step}", 17, bold=True, anchor="start")
        for place in range(known):
            new = place == known - 1 or step == 0
            card.box(202 + 66 * place, y, 56, 46, "K V", fill="orange" if new else "blue",
                     edge="orange" if new else None, size=14)  # fmt: skip
        made = "writes 5" if step == 0 else f"writes 1, reads {known}"
        card.text(748, y + 29, made, 16, anchor="start")
    card.box(202, 378, 26, 22, fill="orange", edge="orange", radius=4)
    card.text(238, 395, "computed in this step", 15, anchor="start")
    card.box(452, 378, 26, 22, fill="blue", radius=4)
    card.text(488, 395, "kept from before: the past never changes", 15, anchor="start")
    return card


def prefill_decode() -> Card:
    card = Card(
        "prefill_decode",
        "One request in time: wait, prefill, decode",
        "A request waits in a queue, its prompt is read in one long prefill step, which ends with the first "
        "token; then short decode steps follow, one token each. TTFT reaches from arrival to the first token, "
        "TPOT from token to token.",
        440,
    )
    y = 150
    card.box(48, y, 110, 60, "queue", fill="grey")
    card.box(162, y, 250, 60, "prefill", fill="orange", edge="orange", bold=True, size=18)
    for place in range(7):
        card.box(418 + 64 * place, y, 58, 60, "decode", fill="blue", edge="blue", size=13)
    for place in range(8):
        x = 412 + 64 * place
        card.line((x, y + 66), (x, y + 92), arrow=True)
        card.text(x, y + 112, f"{place + 1}", 15, bold=True, color=SOLID["blue"])
    card.text(330, y + 112, "tokens out:", 15, anchor="end")
    card.span(48, 412, 118, "TTFT: time to first token")
    card.span(604, 668, 118, "TPOT: time per token")
    card.box(48, 300, 420, 108, fill=SURFACE, edge="orange")
    card.text(258, 330, "prefill: the whole prompt at once", 16, bold=True)
    card.text(258, 358, "each weight is read once and used for", 15)
    card.text(258, 380, "every prompt token: compute-bound", 15)
    card.box(492, 300, 420, 108, fill=SURFACE, edge="blue")
    card.text(702, 330, "decode: one token a step", 16, bold=True)
    card.text(702, 358, "all weights and the KV cache are read", 15)
    card.text(702, 380, "for one token: bandwidth-bound", 15)
    return card


RAGGED = [  # (request, steps, colour) of each row
    [("A", 4, "blue"), ("E", 7, "green")],
    [("B", 9, "amber"), ("G", 2, "blue")],
    [("C", 3, "purple"), ("F", 5, "orange"), ("H", 3, "amber")],
    [("D", 6, "green"), ("I", 5, "purple")],
]


def batch() -> Card:
    card = Card(
        "batch",
        "Two ways to run four requests at once",
        "Left, a static batch: a rectangle in which short prompts are padded on the left and finished rows idle "
        "until the longest is done. Right, continuous batching: as soon as one request ends, the next takes its "
        "place.",
        440,
    )
    rows = [("A", 3, 2, 4), ("B", 0, 5, 6), ("C", 4, 1, 3), ("D", 2, 3, 5)]
    card.text(32, 92, "static batch: a padded rectangle", 17, bold=True, anchor="start")
    for row, (name, pad, prompt, new) in enumerate(rows):
        y = 112 + 58 * row
        card.text(42, y + 28, name, 17, bold=True)
        for column in range(11):
            kind = "grey" if column < pad else "blue" if column < 5 else "orange" if column < 5 + new else "grey"
            card.box(
                62 + 36 * column, y, 32, 42, fill=kind, edge={"blue": "blue", "orange": "orange"}.get(kind), radius=4
            )
            assert prompt + pad == 5
    card.line((240, 104), (240, 342), dashed=True)
    card.text(150, 362, "prompts", 15, color=MUTED)
    card.text(345, 362, "new tokens", 15, color=MUTED)
    card.box(62, 386, 26, 22, fill="grey", radius=4)
    card.text(98, 403, "filler: computed, thrown away", 15, anchor="start")
    card.text(506, 92, "continuous batching: ragged, no filler", 17, bold=True, anchor="start")
    for row, requests in enumerate(RAGGED):
        x, y = 536, 112 + 58 * row
        card.text(516, y + 28, str(row + 1), 15, color=MUTED)
        for name, length, color in requests:
            card.box(x, y, 35 * length - 4, 42, name, fill=color, edge=color, bold=True, radius=4)
            x += 35 * length
    card.line((536, 354), (920, 354), arrow=True)
    card.text(728, 378, "steps: who ends makes room for the next", 15, color=MUTED)
    return card


STATIONS = [
    ("client", "sends text", "grey"),
    ("validate", "422, 413", "grey"),
    ("tokenize", "text to ids", "amber"),
    ("queue", "full: 503", "grey"),
    ("prefill", "first token", "orange"),
    ("decode", "token by token", "blue"),
    ("detokenize", "ids to text", "amber"),
    ("stream", "to the client", "grey"),
]


def request_road() -> Card:
    card = Card(
        "request_road",
        "The road of a request through a server",
        "A request is validated, tokenized and queued; prefill reads its prompt, a decode loop adds token after "
        "token while its KV blocks grow; each token is turned into text and streamed back. Waiting counts into "
        "TTFT, the loop is TPOT.",
        400,
    )
    for place, (name, what, color) in enumerate(STATIONS):
        x, y = 40 + 230 * (place % 4), 100 + 150 * (place // 4)
        if place >= 4:
            x = 40 + 230 * (7 - place)
        card.box(x, y, 190, 74, fill=color, edge=color if color != "grey" else None)
        card.text(x + 95, y + 33, name, 17, bold=True)
        card.text(x + 95, y + 57, what, 14.5, color=MUTED)
        if place < 3:
            card.line((x + 192, y + 37), (x + 224, y + 37), arrow=True)
        elif place == 3:
            card.line((x + 95, y + 76), (x + 95, y + 144), arrow=True)
        elif place < 7:
            card.line((x - 2, y + 37), (x - 34, y + 37), arrow=True)
    card.line((135, 248), (135, 180), arrow=True)
    card.line((560, 326), (560, 346), (630, 346), (630, 330), arrow=True)
    card.text(646, 352, "again, until it stops", 14, anchor="start", color=MUTED)
    card.text(150, 218, "words appear while it still writes", 14, anchor="start", color=MUTED)
    card.text(720, 218, "TTFT ends at prefill", 14, anchor="end", color=MUTED)
    return card
