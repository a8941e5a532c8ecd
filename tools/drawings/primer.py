"""The tensor primer: each operator of the course with its picture."""

from tools.drawings.canvas import MUTED, SURFACE, Card

CELL = 26


def grid(card: Card, x: float, y: float, rows: list[str], fills: str = "", cell: float = CELL) -> float:
    """A tensor: rows of words separated by blanks; fills: a letter a cell (b, o, g, a, or . for plain).

    Returns where it ends on the right.
    """
    kinds = {"b": "blue", "o": "orange", "g": "green", "a": "amber", ".": "grey"}
    letters = iter(fills.replace(" ", "") or "." * 100)
    for r, row in enumerate(rows):
        for c, word in enumerate(row.split()):
            card.cell(x + c * (cell + 3), y + r * (cell + 3), cell, kinds[next(letters)], "" if word == "_" else word)
    return x + max(len(row.split()) for row in rows) * (cell + 3)


def tile(card: Card, place: int, code: str, what: str) -> tuple[float, float]:
    """The frame of one operator. Returns where its picture begins."""
    x, y = 24 + 306 * (place % 3), 72 + 172 * (place // 3)
    card.box(x, y, 298, 162, fill=SURFACE, edge="sky")
    card.text(x + 12, y + 25, code, 15, bold=True, anchor="start", mono=True)
    card.text(x + 12, y + 150, what, 13.5, anchor="start", color=MUTED)
    return x + 14, y + 39


def tensor_primer() -> Card:
    card = Card(
        "tensor_primer",
        "Tensor primer: twelve operations, each on a few numbers",
        "Twelve small pictures: picking a row, picking a column, adding a dimension, matrix product, transpose, "
        "reshape, broadcasting, masked_fill, softmax along a row, amax and argmax, cat and stack, boolean mask.",
        776,
    )

    def arrow(x, y):
        card.line((x + 4, y), (x + 26, y), arrow=True)
        return x + 36

    x, y = tile(card, 0, "x[0]", "the first row")
    right = grid(card, x, y, ["1 2 3", "4 5 6"], "ooo...")
    grid(card, arrow(right, y + 28), y + 14, ["1 2 3"], "ooo")
    x, y = tile(card, 1, "x[..., 0]", "the first of the last dimension")
    right = grid(card, x, y, ["1 2 3", "4 5 6"], "o..o..")
    grid(card, arrow(right, y + 28), y + 14, ["1 4"], "oo")
    x, y = tile(card, 2, "x[:, None]", "a new dimension: [3] becomes [3, 1]")
    right = grid(card, x, y + 28, ["1 2 3"], "bbb")
    grid(card, arrow(right, y + 41), y, ["1", "2", "3"], "bbb")
    x, y = tile(card, 3, "a @ b", "row times column, summed")
    right = grid(card, x, y, ["1 2", "3 4"], "oo..")
    right = grid(card, right + 10, y, ["5 6", "7 8"], "b.b.")
    grid(card, arrow(right, y + 28), y, ["19 22", "43 50"], "g...")
    x, y = tile(card, 4, "x.transpose(-2, -1)", "rows become columns")
    right = grid(card, x, y + 14, ["1 2 3", "4 5 6"], "bbb...")
    grid(card, arrow(right, y + 42), y, ["1 4", "2 5", "3 6"], "b.b.b.")
    x, y = tile(card, 5, "x.reshape(2, 3)", "same numbers, other shape")
    right = grid(card, x, y + 14, ["1 2 3 4 5 6"], "bbb...", 19)
    grid(card, arrow(right, y + 26), y, ["1 2 3", "4 5 6"], "bbb...")
    x, y = tile(card, 6, "column + row", "broadcasting: both are stretched")
    right = grid(card, x, y, ["0", "10"], "oo")
    right = grid(card, right + 10, y + 14, ["1 2 3"], "bbb")
    grid(card, arrow(right, y + 28), y, ["1 2 3", "11 12 13"], "gggggg")
    x, y = tile(card, 7, "x.masked_fill(m, 0)", "replaced where the mask is true")
    right = grid(card, x, y, ["1 2", "3 4"], "....")
    right = grid(card, right + 10, y, ["_ T", "_ _"], ".o..")
    grid(card, arrow(right, y + 28), y, ["1 0", "3 4"], ".o..")
    x, y = tile(card, 8, "x.softmax(dim=-1)", "each row becomes shares of 1")
    right = grid(card, x, y, ["0 0", "2 0"], "....")
    grid(card, arrow(right, y + 28), y, [".50 .50", ".88 .12"], "gggg", 34)
    x, y = tile(card, 9, "x.amax(-1)  x.argmax(-1)", "the largest of a row; its place")
    right = grid(card, x, y, ["1 7 3", "9 5 6"], ".o.o..")
    right = grid(card, arrow(right, y + 28), y + 14, ["7 9"], "oo")
    grid(card, right + 14, y + 14, ["1 0"], "aa")
    x, y = tile(card, 10, "cat([a, b])  stack([a, b])", "end to end; as a new dimension")
    right = grid(card, x, y, ["1 2"], "oo")
    grid(card, x, y + 29, ["3 4"], "bb")
    right = grid(card, arrow(right, y + 28), y + 14, ["1 2 3 4"], "oobb")
    grid(card, right + 12, y, ["1 2", "3 4"], "oobb")
    x, y = tile(card, 11, "x[x > 2]", "a boolean mask picks what is true")
    right = grid(card, x, y, ["1 7", "3 2"], ".oo.")
    grid(card, arrow(right, y + 28), y + 14, ["7 3"], "oo")
    return card
