"""What a model is made of: a block, the three architectures, a folder of files."""

from tools.drawings.canvas import MUTED, SOLID, SURFACE, Card

LANES = {"the": 150, "cat": 235, "sat": 320}


def block() -> Card:
    card = Card(
        "block",
        "One transformer block, seen from three tokens",
        "Three tokens run along three lanes. In attention the lanes exchange information; in the feed-forward "
        "network each lane is alone. After both, the result is added to the lane. Many such blocks follow each "
        "other; at the end a head turns each lane into scores for the next token.",
        470,
    )
    card.box(285, 84, 468, 316, fill=SURFACE, edge="sky")
    card.text(519, 110, "one block, repeated: 4, 12, 32 ... times", 15, color=MUTED)
    for word, y in LANES.items():
        card.line((120, y), (905, y), color=SOLID["sky"], width=6)
        card.box(32, y - 22, 92, 44, word, fill="blue", bold=True)
        card.box(156, y - 22, 104, 44, "embedding", fill="grey", size=15)
        card.box(564, y - 26, 120, 52, "feed-", "forward", fill="green", edge="green", size=15)
    card.box(318, 124, 140, 222, fill="orange", edge="orange")
    for a, b in ((150, 235), (150, 320), (235, 320)):
        card.line((334, a), (442, b), color=SOLID["orange"], width=2.5, arrow=False)
    for y in LANES.values():
        card.line((334, y), (442, y), color=SOLID["orange"], width=2.5)
        card.circle(505, y, 15, "+")
        card.circle(722, y, 15, "+")
        card.box(786, y - 22, 132, 44, "head: logits", fill="amber" if y == 320 else "grey", size=15)
    card.text(388, 370, "attention", 17, bold=True)
    card.text(624, 370, "each token alone", 15)
    card.text(388, 390, "tokens meet here only", 14, color=MUTED)
    card.text(614, 390, "+ adds to the lane (residual)", 14, color=MUTED)
    card.text(852, 376, "only the last one", 14, color=MUTED)
    card.text(852, 394, "names the next token", 14, color=MUTED)
    card.text(32, 440, "A norm stands before attention and before the feed-forward network; it is left out here.", 14,
              color=MUTED, anchor="start")  # fmt: skip
    return card


def _mask(card: Card, x: float, y: float, rows: int, columns: int, seen, fill: str) -> None:
    for row in range(rows):
        for column in range(columns):
            card.cell(x + 26 * column, y + 26 * row, 23, fill if seen(row, column) else SURFACE,
                      edge=None if seen(row, column) else None)  # fmt: skip
    card.box(x - 4, y - 4, 26 * columns + 5, 26 * rows + 5, fill="none", edge="sky", radius=4)


def architectures() -> Card:
    card = Card(
        "architectures",
        "Three architectures: who may look at whom, and what comes out",
        "Encoder: every token may look at every other, out comes one vector a token. Decoder: a token may look at"
        " itself and earlier ones, out comes the next token. Encoder-decoder: the target looks back at itself and"
        " at the whole source, out comes a new text.",
        500,
    )
    for x, name, example in ((32, "Encoder", "BERT"), (342, "Decoder", "GPT, Llama"), (652, "Encoder-decoder", "T5")):
        card.box(x, 76, 276, 392, fill=SURFACE, edge="sky")
        card.text(x + 138, 108, name, 19, bold=True)
        card.text(x + 138, 132, example, 15, color=MUTED)
    _mask(card, 100, 172, 5, 5, lambda r, c: True, "green")
    card.text(170, 332, "all look at all", 16)
    _mask(card, 410, 172, 5, 5, lambda r, c: c <= r, "blue")
    card.text(480, 332, "back, and at oneself", 16)
    _mask(card, 676, 172, 3, 3, lambda r, c: True, "green")
    _mask(card, 676, 266, 3, 3, lambda r, c: True, "amber")
    _mask(card, 816, 266, 3, 3, lambda r, c: c <= r, "blue")
    card.text(716, 166, "source", 13, color=MUTED)
    card.text(716, 362, "target to source", 13, color=MUTED)
    card.text(856, 362, "target", 13, color=MUTED)
    card.text(170, 166, "columns: looked at", 13, color=MUTED)
    card.text(480, 166, "rows: looking", 13, color=MUTED)
    for x, lines in (
        (48, ("a vector for each token", "label, span, search")),
        (358, ("the next token", "again and again: text")),
        (668, ("a new text", "translation, summary")),
    ):
        card.line((x + 122, 376), (x + 122, 396), arrow=True)
        card.box(x, 400, 244, 54, fill="grey")
        card.text(x + 122, 423, lines[0], 15.5, bold=True)
        card.text(x + 122, 444, lines[1], 14, color=MUTED)
    return card


FILES = [
    ("config.json", "shapes: layers, heads, widths", "model"),
    ("model.safetensors", "the weights: nearly all bytes", "model"),
    ("generation_config.json", "how to stop, how to sample", "generate"),
    ("tokenizer.json", "vocabulary and merges", "tokenizer"),
    ("tokenizer_config.json", "special tokens, limits, sides", "tokenizer"),
    ("chat_template.jinja", "messages to one text", "tokenizer"),
    ("modeling_*.py", "code: runs only if you trust it", "code"),
]
READERS = {
    "model": (150, "AutoModel...", "blue"),
    "generate": (248, "model.generate", "green"),
    "tokenizer": (338, "AutoTokenizer", "amber"),
    "code": (436, "trust_remote_code", "orange"),
}


def model_folder() -> Card:
    card = Card(
        "model_folder",
        "A model is a folder: what lies in it, and who reads it",
        "Seven files of a model folder and their readers: config and weights are read by the model class, "
        "generation settings by generate, tokenizer files and chat template by the tokenizer class; Python files "
        "run only with trust_remote_code.",
        500,
    )
    card.box(32, 76, 552, 394, fill=SURFACE, edge="sky")
    for place, (name, what, reader) in enumerate(FILES):
        y = 92 + 53 * place
        target, _, color = READERS[reader]
        card.box(48, y, 232, 40, name, fill=color, size=14.5, mono=True)
        card.text(296, y + 26, what, 15, anchor="start")
        card.line((588, y + 20), (690, target), color=SOLID[color], width=2.5)
    for y, name, color in READERS.values():
        card.box(694, y - 25, 226, 50, name, fill=color, edge=color, size=16, bold=True)
    return card
