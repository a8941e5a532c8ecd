"""The tensor primer: each operator of the course with its picture."""

from tools.drawings.canvas import MARGIN, MUTED, Card

KINDS = {"b": "new", "o": "prompt", "g": "alone", "G": "alone", ".": "idle"}
PITCH, CELL = 33, 30
TILE, TALL = 284, 222


def grid(card: Card, x: float, y: float, rows: list[str], kinds: str = "", wide: float = CELL) -> float:
    """A tensor: rows of words separated by blanks ("_" is empty); kinds: a letter of KINDS for each cell.

    Returns where it ends on the right.
    """
    letters = iter(kinds or "." * 100)
    for down, row in enumerate(rows):
        for along, word in enumerate(row.split()):
            letter = next(letters)
            kind = KINDS[letter]
            words = () if word == "_" else (word,)
            strong = letter in "boG"
            card.box(x + along * (wide + 3), y + down * PITCH, wide, CELL, *words, kind=kind, strong=strong, size=15,
                     radius=4, bold=strong)  # fmt: skip
    return x + max(len(row.split()) for row in rows) * (wide + 3)


def arrow(card: Card, x: float, y: float) -> float:
    """An arrow after a picture that ends at x. Returns where the next begins."""
    card.line((x + 6, y), (x + 30, y), arrow=True)
    return x + 38


def tile(card: Card, place: int, code: str, what: str, wide: float, rows: float) -> tuple[float, float]:
    """The frame of one operator. Returns where a picture of this width and number of rows begins."""
    x, y = MARGIN + 298 * (place % 3), 106 + 234 * (place // 3)
    card.panel(x, y, TILE, TALL)
    card.text(x + TILE / 2, y + 30, code, 16, bold=True, mono=True)
    card.text(x + TILE / 2, y + TALL - 16, what, 14.5, color=MUTED)
    return x + (TILE - wide) / 2, y + 115 - rows * PITCH / 2


def picking(card: Card) -> None:
    """A row, a column, a new dimension."""
    x, y = tile(card, 0, "x[0]", "the first row", 236, 2)
    right = grid(card, x, y, ["1 2 3", "4 5 6"], "ooo...")
    grid(card, arrow(card, right, y + 32), y + 17, ["1 2 3"], "ooo")
    x, y = tile(card, 1, "x[..., 0]", "place 0 of the last dimension", 203, 2)
    right = grid(card, x, y, ["1 2 3", "4 5 6"], "o..o..")
    grid(card, arrow(card, right, y + 32), y + 17, ["1 4"], "oo")
    x, y = tile(card, 2, "v[:, None]", "a new dimension: [3] to [3, 1]", 170, 3)
    right = grid(card, x, y + PITCH, ["1 2 3"], "ooo")
    grid(card, arrow(card, right, y + 48), y, ["1", "2", "3"], "ooo")


def shaping(card: Card) -> None:
    """Matrix product, transpose, reshape."""
    x, y = tile(card, 3, "a @ b", "row times column, summed", 140, 4.2)
    grid(card, x, y + 73, ["1 2", "3 4"], "oo..")
    grid(card, x + 73, y, ["5 6", "7 8"], "b.b.")
    grid(card, x + 73, y + 73, ["19 22", "43 50"], "Gggg")
    x, y = tile(card, 4, "x.transpose(-2, -1)", "rows become columns", 203, 3)
    right = grid(card, x, y + 17, ["1 2 3", "4 5 6"], "ooobbb")
    grid(card, arrow(card, right, y + 48), y, ["1 4", "2 5", "3 6"], "obobob")
    x, y = tile(card, 5, "x.reshape(3, 2)", "same numbers, read row by row", 203, 3)
    right = grid(card, x, y + 17, ["1 2 3", "4 5 6"], "ooobbb")
    grid(card, arrow(card, right, y + 48), y, ["1 2", "3 4", "5 6"], "ooobbb")


def computing(card: Card) -> None:
    """Broadcasting, masked_fill, softmax."""
    x, y = tile(card, 6, "column + row", "broadcasting: both are stretched", 139, 3.2)
    grid(card, x, y + 40, ["0", "10"], "oo")
    grid(card, x + 40, y, ["1 2 3"], "bbb")
    grid(card, x + 40, y + 40, ["1 2 3", "11 12 13"], "gggggg")
    x, y = tile(card, 7, "x.masked_fill(m, 0)", "replaced where the mask is true", 246, 2)
    right = grid(card, x, y, ["1 2", "3 4"])
    right = grid(card, right + 10, y, ["_ T", "_ _"], ".o..")
    grid(card, arrow(card, right, y + 32), y, ["1 0", "3 4"], ".o..")
    x, y = tile(card, 8, "x.softmax(dim=-1)", "each row becomes shares of 1", 198, 2)
    right = grid(card, x, y, ["0 0", "2 0"])
    grid(card, arrow(card, right, y + 32), y, [".50 .50", ".88 .12"], "ggGg", 44)


def reducing(card: Card) -> None:
    """The largest and its place, joining, choosing by a mask."""
    x, y = tile(card, 9, "x.amax(-1) x.argmax(-1)", "of each row: the largest, its place", 217, 2)
    right = grid(card, x, y, ["1 7 3", "9 5 6"], ".o.o..")
    right = grid(card, arrow(card, right, y + 32), y, ["7", "9"], "oo")
    grid(card, right + 14, y, ["1", "0"], "gg")
    x, y = tile(card, 10, "cat([a, b]) stack([a, b])", "end to end; as a new dimension", 236, 3.2)
    right = grid(card, x, y + 20, ["1 2"], "oo")
    grid(card, x, y + 60, ["3 4"], "bb")
    right = arrow(card, right, y + 52)
    grid(card, right, y, ["1 2 3 4"], "oobb")
    grid(card, right, y + 40, ["1 2", "3 4"], "oobb")
    x, y = tile(card, 11, "x[x > 2]", "where the condition is true", 170, 2)
    right = grid(card, x, y, ["1 7", "3 2"], ".oo.")
    grid(card, arrow(card, right, y + 32), y + 17, ["7 3"], "oo")


def tensor_primer() -> Card:
    card = Card(
        "tensor_primer",
        "Tensor primer",
        "Twelve operations, each on a few numbers that you can check by hand.",
        "Twelve small pictures: picking a row, picking a column, adding a dimension, matrix product, transpose, "
        "reshape, broadcasting, masked_fill, softmax along a row, amax and argmax, cat and stack, boolean mask.",
        1070,
    )
    for part in (picking, shaping, computing, reducing):
        part(card)
    return card
