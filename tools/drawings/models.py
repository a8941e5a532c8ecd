"""What a model is made of: a block, the three architectures, a folder of files."""

from tools.drawings.canvas import INK, LINE, MARGIN, MUTED, STRONG, SURFACE, WIDTH, Card

LANES = {"the": 176, "cat": 286, "sat": 396}  # token: where its lane runs
BRANCH = 42  # how far below its lane a branch runs
LANE = STRONG["new"]


def _branch(card: Card, y: float, left: float, norm: float, box: float, end: float, plus: float) -> None:
    """What leaves the lane at `left`, passes a norm and a box up to `end`, and is added to it at `plus`."""
    below = y + BRANCH
    card.line((left, y), (left, below), (norm - 2, below), arrow=True)
    card.line((norm + 56, below), (box - 2, below), arrow=True)
    card.line((end, below), (plus, below), (plus, y + 16), arrow=True)
    card.box(norm, below - 16, 56, 32, "norm", size=15, radius=16)


def _lane(card: Card, word: str, y: float) -> None:
    """One token from its name to its scores."""
    card.line((332, y), (450, y), color=SURFACE, width=14)  # the lane passes over attention like a bridge
    card.line((108, y), (136, y), arrow=True)
    card.line((196, y), (776, y), color=LANE, width=6)
    card.box(MARGIN, y - 21, 66, 42, word, kind="prompt", bold=True, size=17)
    for place in range(4):
        card.box(138 + 15 * place, y - 12, 13, 24, kind="new", strong=True, radius=3)
    for plus in (488, 712):
        card.circle(plus, y, 15, "+")
    card.box(778, y - 23, 64, 46, "norm", "head", edge=True, size=15)


def block() -> Card:
    card = Card(
        "block",
        "A transformer block, seen from three tokens",
        "Each token has a lane. What a part finds out is added to the lane; the lane itself passes by.",
        "Three tokens run along three lanes, from their embeddings to the output head. Attention is the only part in"
        " which the lanes exchange information, and only from earlier to later ones; the feed-forward network works"
        " on each lane alone. Before each part stands a norm, and each result is added to the lane. Such blocks are"
        " stacked; at the end a head turns each lane into scores, and the last lane's give the next token.",
        570,
    )
    card.stack(216, 138, 524, 388)
    card.box(330, 188, 122, 282, kind="prompt", edge=True)
    rows = list(LANES.values())
    for place, y in enumerate(rows):
        for seen in rows[: place + 1]:
            card.line((342, seen + BRANCH), (440, y + BRANCH), color=STRONG["prompt"], width=2.5, arrow=True)
    for word, y in LANES.items():
        _lane(card, word, y)
        _branch(card, y, 236, 250, 330, 452, 488)
        _branch(card, y, 520, 534, 606, 686, 712)
        card.box(606, y + BRANCH - 22, 80, 44, "feed", "forward", kind="alone", edge=True, size=14)
    last = rows[-1]
    card.line((844, last), (862, last), arrow=True)
    card.box(864, last - 21, 56, 42, "on", kind="new", strong=True, bold=True, size=17)
    for x, name, what in (
        (73, "token", ""),
        (161, "embedding", ""),
        (391, "attention", "the only place where tokens meet"),
        (646, "feed-forward", "each token alone"),
        (810, "scores", ""),
        (892, "next", ""),
    ):
        card.text(x, 498 if what else 462, name, 16 if what else 15, bold=True)
        if what:
            card.text(x, 517, what, 14, color=MUTED)
    card.text(WIDTH / 2, 552, "one block of many: our small model stacks 4, Llama-2-70B 80", 15, color=MUTED)
    return card


TOKENS = "the cat sat on a mat".split()
SOURCE, TARGET = "the cat naps".split(), "le chat dort".split()
PITCH = 33


def _mask(card: Card, x: float, y: float, names: list[str], kind_of, gap: float = 0) -> None:
    """Who looks (rows) at whom (columns); gap: between the third and the fourth."""
    places = [PITCH * place + (gap if place > 2 else 0) for place in range(len(names))]
    for row, (down, name) in enumerate(zip(places, names, strict=True)):
        card.text(x - 8, y + down + 20, name, 14, anchor="end")
        card.text(x + down + 15, y - 8, name, 13.5, color=MUTED)
        for column, along in enumerate(places):
            kind = kind_of(row, column)
            card.box(x + along, y + down, 30, 30, kind=kind or "none", strong=bool(kind), edge=not kind, radius=4)


def _cross(row: int, column: int) -> str | None:
    """The kind of a cell of an encoder-decoder, whose first three rows and columns are the source."""
    if row < 3:
        return "alone" if column < 3 else None
    return "text" if column < 3 else "new" if column <= row else None


def architectures() -> Card:
    card = Card(
        "architectures",
        "Three architectures: who may look at whom",
        "Each row looks at the tokens whose squares are filled.",
        "Three tables of who looks at whom. Encoder: every token may look at every other, out comes one vector for"
        " each token. Decoder: a token may look at itself and earlier ones, out comes the next token. Encoder-decoder:"
        " the source looks at itself, the target at the whole source and back at itself, out comes a new text.",
        556,
    )
    columns = (
        ("Encoder", "BERT", "everybody at everybody", "a vector for each token", "labels, spans, search"),
        ("Decoder", "GPT, Llama", "back, and at itself", "the next token", "and the next: text, chat"),
        ("Encoder-decoder", "T5", "", "a new text", "translation, summary"),
    )
    for place, (name, example, rule, out, use) in enumerate(columns):
        x = MARGIN + 298 * place
        card.panel(x, 106, 284, 414)
        card.text(x + 142, 140, name, 20, bold=True)
        card.text(x + 142, 163, example, 15, color=MUTED)
        if rule:
            card.text(x + 142, 428, rule, 15.5)
        card.line((x + 142, 440), (x + 142, 452), arrow=True)
        card.box(x + 16, 454, 252, 54)
        card.text(x + 142, 477, out, 16, bold=True)
        card.text(x + 142, 498, use, 14.5, color=MUTED)
    _mask(card, MARGIN + 60, 204, TOKENS, lambda row, column: "alone")
    _mask(card, MARGIN + 358, 204, TOKENS, lambda row, column: "new" if column <= row else None)
    _mask(card, MARGIN + 650, 204, SOURCE + TARGET, _cross, gap=8)
    card.text(MARGIN + 700, 430, "to the source", 13.5, color=INK)
    card.text(MARGIN + 808, 430, "and back", 13.5, color=INK)
    return card


FILES = (  # reader, its colour, and its files: name, what is in it
    (
        "AutoModel…",
        "new",
        (("config.json", "layers, heads, widths"), ("model.safetensors", "weights: nearly all bytes")),
    ),
    ("model.generate", "alone", (("generation_config.json", "when to stop, how to sample"),)),
    (
        "AutoTokenizer",
        "text",
        (
            ("tokenizer.json", "vocabulary and merges"),
            ("tokenizer_config.json", "special tokens, limits, sides"),
            ("chat_template.jinja", "from messages to one text"),
        ),
    ),
    ("trust_remote_code", "prompt", (("modeling_*.py", "code: runs only if you say so"),)),
)


def model_folder() -> Card:
    card = Card(
        "model_folder",
        "A model is a folder",
        "What lies in it, and who reads which file.",
        "Seven files of a model folder and their readers: config and weights are read by the model class,"
        " generation settings by generate, tokenizer files and chat template by the tokenizer class; Python files"
        " run only with trust_remote_code.",
        572,
    )
    card.parts.append(
        f'<path d="M{MARGIN},536 V122 a12,12 0 0 1 12,-12 H176 l18,20 H572 a12,12 0 0 1 12,12 V536'
        f' a12,12 0 0 1 -12,12 H52 a12,12 0 0 1 -12,-12 z" fill="{SURFACE}" stroke="{LINE}" stroke-width="1.5"/>'
    )
    y = 146
    for reader, kind, files in FILES:
        top = y
        for name, what in files:
            card.box(60, y, 218, 42, name, kind=kind, size=14.5, mono=True)
            card.text(294, y + 27, what, 15.5, anchor="start")
            card.line((590, y + 21), (690, y + 21), color=STRONG[kind], arrow=True)
            y += 50
        card.box(694, top, 226, y - top - 8, reader, kind=kind, edge=True, size=17, bold=True)
        y += 12
    return card
