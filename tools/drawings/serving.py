"""What happens to a request: the cache over steps, prefill and decode in time, batches, the road through a server."""

from tools.drawings.canvas import MARGIN, MUTED, STRONG, Card

PROMPT = ["The", "cat", "sat", "on", "the"]
ANSWER = ["mat", ".", "It", "was", "warm", "and", "it", "slept"]


def kv_cache() -> Card:
    card = Card(
        "kv_cache",
        "The KV cache, step by step",
        "The prompt fills it at once; then each step adds one column, and reads them all.",
        "Prefill computes keys and values for all five prompt tokens at once and gives the first new token. Each"
        " decode step takes the newest token in, computes one column for it, reads all columns kept so far, and"
        " gives the next token.",
        478,
    )
    for place, word in enumerate(PROMPT + ANSWER[:3]):
        kind = "prompt" if place < 5 else "new"
        card.text(204 + 66 * place, 130, word, 17, bold=True, color=STRONG[kind])
    card.text(782, 130, "reads", 15, color=MUTED)
    card.text(884, 130, "gives", 15, color=MUTED)
    for step in range(4):
        y, known = 148 + 66 * step, 5 + step
        card.text(MARGIN, y + 24, "decode" if step else "prefill", 17, bold=True, anchor="start")
        taken = f"takes in “{ANSWER[step - 1]}”" if step else "takes in all five"
        card.text(MARGIN, y + 44, taken, 14, color=MUTED, anchor="start")
        for place in range(known):
            fresh = step == 0 or place == known - 1
            kind = "prompt" if place < 5 else "new"
            card.box(175 + 66 * place, y, 58, 52, "K", "V", kind=kind, strong=fresh, size=15, bold=fresh)
        card.text(782, y + 33, str(known), 18, bold=True)
        card.line((812, y + 26), (842, y + 26), arrow=True)
        card.box(848, y + 4, 72, 44, ANSWER[step], kind="new", edge=True, size=17, bold=True)
    for x, strong, words in ((175, True, "computed in this step"), (439, False, "kept: the past never changes")):
        card.box(x, 424, 22, 22, kind="prompt", strong=strong, radius=4)
        card.box(x + 26, 424, 22, 22, kind="new", strong=strong, radius=4)
        card.text(x + 58, 440, words, 15.5, anchor="start")
    return card


PHASES = (  # name, what it does, what mostly limits it, its measure, what that grows with, its kind
    ("prefill", "the whole prompt in one pass", "arithmetic", "TTFT", "prompt, queue", "prompt"),
    ("decode", "one pass for each further token", "memory bandwidth", "TPOT", "batch, context", "new"),
)


def prefill_decode() -> Card:
    card = Card(
        "prefill_decode",
        "One request in time",
        "A long step reads the prompt; then short steps write, one token each.",
        "A request waits in a queue, its prompt is read in one long prefill step, which ends with the first"
        " token; then short decode steps follow, one token each. TTFT reaches from arrival to the first token,"
        " TPOT from token to token.",
        510,
    )
    y, first, pitch = 176, 420, 68
    card.box(MARGIN, y, 112, 64, "queue", size=17)
    card.box(156, y, first - 156, 64, "prefill", kind="prompt", strong=True, bold=True, size=20)
    for place in range(7):
        card.box(first + 4 + pitch * place, y, pitch - 4, 64, kind="new", strong=True)
    for place, word in enumerate(ANSWER):
        x = first + pitch * place
        card.line((x, y + 68), (x, y + 92), arrow=True)
        card.text(x, y + 114, word, 16, bold=True, color=STRONG["new"])
    card.text(372, y + 114, "tokens out", 15, color=MUTED, anchor="end")
    card.span(MARGIN, first, 158, STRONG["prompt"])
    card.text((MARGIN + first) / 2, 142, "TTFT: time to first token", 17, bold=True, color=STRONG["prompt"])
    card.span(first + 3 * pitch, first + 4 * pitch, 158, STRONG["new"])
    card.text(first + 3.5 * pitch, 142, "TPOT: time per output token", 17, bold=True, color=STRONG["new"])
    for place, (name, what, limit, measure, cause, kind) in enumerate(PHASES):
        x = MARGIN + 448 * place
        card.panel(x, 320, 432, 154)
        card.text(x + 20, 352, name, 18, bold=True, anchor="start", color=STRONG[kind])
        card.text(x + 20, 382, what, 16, anchor="start")
        for row, (label, value) in enumerate((("mostly limited by", limit), (f"{measure} grows with", cause))):
            card.text(x + 20, 414 + 30 * row, label, 15, anchor="start", color=MUTED)
            card.text(x + 176, 414 + 30 * row, value, 15.5, anchor="start", bold=True)
    return card


REQUESTS = {"A": (2, 4), "B": (5, 6), "C": (1, 3), "D": (3, 5), "E": (2, 3), "F": (3, 4), "G": (1, 2)}  # prompt, new
ROWS = ("AE", "B", "CF", "DG")
LENGTH = max(prompt for prompt, _ in REQUESTS.values()), max(new for _, new in REQUESTS.values())
CELL = 36


def _tokens(card: Card, x: float, y: float, kinds: list[tuple[str, str]]) -> None:
    """A row of tokens: the name written in each, and its kind."""
    for place, (name, kind) in enumerate(kinds):
        card.box(x + CELL * place, y, 33, 40, *([name] if name else []), kind=kind, strong=kind != "idle", radius=5,
                 size=15, bold=True)  # fmt: skip


def padded(name: str) -> list[tuple[str, str]]:
    """A request's row in the rectangle: filler, prompt, new tokens, filler."""
    prompt, new = REQUESTS[name]
    work = [(name, "prompt")] * prompt + [(name, "new")] * new
    return [("", "idle")] * (LENGTH[0] - prompt) + work + [("", "idle")] * (LENGTH[1] - new)


def batch() -> Card:
    rectangle = [padded(row[0]) for row in ROWS]
    cells = [kind for row in rectangle for _, kind in row]
    card = Card(
        "batch",
        "A static and a continuous batch",
        "A square is a token: orange is read, blue is written, grey is filler, thrown away.",
        "Left, a static batch: a rectangle in which short prompts are filled up on the left and finished rows idle"
        " until the longest is done. Right, continuous batching: no filler, and as soon as one request ends, the next"
        " takes its place. Below, one step of each: with idle rows, and packed.",
        536,
    )
    right = MARGIN + 456
    for x, name in ((MARGIN, "static: padded to a rectangle"), (right, "continuous: the next moves in")):
        card.panel(x, 106, 424, 394)
        card.text(x + 16, 138, name, 18, bold=True, anchor="start")
    for place, row in enumerate(ROWS):
        y = 156 + 48 * place
        _tokens(card, MARGIN + 16, y, rectangle[place])
        work = [padded(name) for name in row]
        _tokens(card, right + 16, y, [cell for cells in work for cell in cells if cell[1] != "idle"])
    card.text(
        MARGIN + 16,
        372,
        f"{len(ROWS)} requests, {cells.count('idle')} of {len(cells)} squares are filler",
        16,
        anchor="start",
    )
    card.text(right + 16, 372, f"{len(REQUESTS)} requests, no filler: C ends, F begins", 16, anchor="start")
    for x in (MARGIN, right):
        card.line((x + 16, 394), (x + 408, 394), color=STRONG["none"], width=1.5)
        card.text(x + 16, 420, "one step", 15, bold=True, anchor="start")
    _tokens(card, MARGIN + 16, 432, [("", "idle"), ("B", "new"), ("", "idle"), ("D", "new")])
    card.text(MARGIN + 172, 458, "A and C have ended", 15, anchor="start", color=MUTED)
    _tokens(card, right + 16, 432, [(name, "prompt") for name in "FFF"] + [(name, "new") for name in "ABD"])
    card.text(right + 244, 458, "packed side by side", 15, anchor="start", color=MUTED)
    return card


STATIONS = (  # name, what it does, kind, column, lane
    ("validate", "or refuse: 4xx", "idle", 0, 1),
    ("tokenize", "text to ids", "text", 1, 1),
    ("queue", "full: 503", "idle", 2, 1),
    ("prefill", "first token", "prompt", 3, 2),
    ("decode", "one by one", "new", 4, 2),
    ("detokenize", "ids to text", "text", 5, 1),
)


def request_road() -> Card:
    card = Card(
        "request_road",
        "The road of a request through a server",
        "Text goes in and comes out; in between there are only ids.",
        "A client's text is validated, tokenized and queued on the server's processor; on the accelerator prefill"
        " reads it and a decode loop adds token after token; each token is detokenized and streamed back while the"
        " next is computed. TTFT reaches to the first token, TPOT is one round of the loop.",
        548,
    )
    lanes = ((108, 84, "client", ""), (204, 124, "server", "CPU"), (340, 124, "model", "GPU"))
    for y, height, name, where in lanes:
        card.panel(MARGIN, y, 880, height)
        card.text(MARGIN + 16, y + height / 2 + (-2 if where else 6), name, 16, bold=True, anchor="start")
        if where:
            card.text(MARGIN + 16, y + height / 2 + 19, where, 14, anchor="start", color=MUTED)
    left = [124 + 134 * column for column in range(6)]
    middle = [x + 56 for x in left]
    top = {1: 232, 2: 366}
    for name, what, kind, column, lane in STATIONS:
        card.box(left[column], top[lane], 112, 72, kind=kind, edge=kind != "idle")
        card.text(middle[column], top[lane] + 32, name, 16, bold=True)
        card.text(middle[column], top[lane] + 55, what, 14, color=MUTED)
    card.box(left[0], 128, 112, 44, "sends text", size=16)
    card.box(left[4] + 14, 128, 232, 44, "reads while it is written", size=16)
    card.line((middle[0], 174), (middle[0], 230), arrow=True)
    for column in (0, 1):
        card.line((left[column] + 114, 268), (left[column + 1] - 2, 268), arrow=True)
    card.line((middle[2], 306), (middle[2], 402), (left[3] - 2, 402), arrow=True)
    card.line((left[3] + 114, 402), (left[4] - 2, 402), arrow=True)
    card.line((left[4] + 114, 402), (middle[5], 402), (middle[5], 306), arrow=True)
    card.line((middle[5], 230), (middle[5], 174), arrow=True)
    card.text(middle[5] - 10, 222, "stream", 14, color=MUTED, anchor="end")
    loop = middle[4]
    card.line((loop + 30, 364), (loop + 30, 350), (loop - 30, 350), (loop - 30, 364), color=STRONG["new"], arrow=True)
    card.span(left[0], left[4] - 11, 488, STRONG["prompt"])
    card.text((left[0] + left[4]) / 2, 516, "TTFT: until the first token is out", 16, bold=True, color=STRONG["prompt"])
    card.span(left[4], left[5] + 112, 488, STRONG["new"])
    card.text((left[4] + left[5] + 112) / 2, 516, "TPOT: each further token", 16, bold=True, color=STRONG["new"])
    return card
