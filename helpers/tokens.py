"""Token strips: a text cut into its tokens, as coloured boxes in a notebook and as plain text everywhere else.

Colours only help the eye: neighbours alternate between two tints, and what a token is shows in its border and its
letters as well. Tints are transparent and letters take the page's own colour, so a strip reads in light and dark.
"""

import html
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ipywidgets import HTML, IntSlider, VBox

from helpers.palette import TOKEN

MARKS = {" ": "·", "▁": "·", "Ġ": "·", "\n": "⏎", "\t": "⇥"}
_TINTS = (TOKEN["even"], TOKEN["odd"])
_BORDERS = {
    "text": "1px solid transparent",
    "control": f"2px solid {TOKEN['control']}",
    "unknown": f"2px dashed {TOKEN['unknown']}",
    "part": f"1px dotted {TOKEN['part']}",
}
_LEGEND = {"control": "solid frame: control token", "unknown": "dashed frame: unknown, the text is lost",
           "part": "dotted frame: some bytes of a character"}  # fmt: skip


class Token(NamedTuple):
    """One token as it is shown. kind: "text", "control", "unknown" or "part" (of a character). id: may be missing."""

    label: str
    kind: str = "text"
    id: int | None = None


def read_tokens(tokenizer, ids) -> list[Token]:
    """What each id stands for, readable: a space is "·", a newline "⏎", bytes that are no whole character are hex.

    tokenizer: of transformers, fast. ids: a list or a tensor, of one text. WordPiece keeps its "##".
    """
    ids = ids.flatten().tolist() if hasattr(ids, "flatten") else list(ids)
    byte_of = _byte_letters() if _is_byte_level(tokenizer) else {}
    pieces = tokenizer.convert_ids_to_tokens(ids)
    return [_read(tokenizer, i, piece, byte_of) for i, piece in zip(ids, pieces, strict=True)]


def _read(tokenizer, i: int, piece: str, byte_of: Mapping[str, int]) -> Token:
    if i == tokenizer.unk_token_id:
        return Token(piece, "unknown", i)
    if i in tokenizer.all_special_ids:
        return Token(piece, "control", i)
    if not byte_of:
        return Token(_marked(piece), "text", i)
    raw = bytes(byte_of[letter] for letter in piece)
    try:
        return Token(_marked(raw.decode()), "text", i)
    except UnicodeDecodeError:
        return Token(raw.hex(" ").upper(), "part", i)


def _is_byte_level(tokenizer) -> bool:
    return "ByteLevel" in repr(tokenizer.backend_tokenizer.pre_tokenizer)


def _byte_letters() -> dict[str, int]:
    """The letter that stands for each byte in a byte-level vocabulary (GPT-2, 2019), turned round."""
    from transformers.convert_slow_tokenizer import bytes_to_unicode  # costs a second

    return {letter: byte for byte, letter in bytes_to_unicode().items()}


def _marked(text: str) -> str:
    return "".join(MARKS.get(letter, letter) for letter in text)


class Strips:
    """Rows of tokens, to be shown as the last line of a cell.

    rows: name -> tokens, each a `Token`, a text, or a tuple of texts. ids: write each id below its token.
    """

    def __init__(self, rows: Mapping[str, Sequence[Token | str]], ids: bool = False):
        self.rows = {
            name: [token if isinstance(token, Token) else Token(_marked(token)) for token in tokens]
            for name, tokens in rows.items()
        }
        self.ids = ids

    def __repr__(self) -> str:
        """One line for each row; tokens are separated by spaces, since their own spaces are written "·"."""
        width = max(map(len, self.rows), default=0)
        return "\n".join(f"{name:{width}} {len(tokens):4}: {' '.join(map(self._word, tokens))}"
                         for name, tokens in self.rows.items())  # fmt: skip

    def _word(self, token: Token) -> str:
        word = f"<{token.label}>" if token.kind == "part" else token.label
        return f"{word}={token.id}" if self.ids and token.id is not None else word

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<div style="margin:6px 0;line-height:2.1"><b>{html.escape(name)}</b> ({len(tokens)}):'
            f" {' '.join(self._box(token, i) for i, token in enumerate(tokens))}</div>"
            for name, tokens in self.rows.items()
        )
        kinds = {token.kind for tokens in self.rows.values() for token in tokens}
        legend = "; ".join(text for kind, text in _LEGEND.items() if kind in kinds)
        return rows + (f'<div style="margin:6px 0;font-size:85%">{legend}</div>' if legend else "")

    def _box(self, token: Token, i: int) -> str:
        label = html.escape(token.label)
        if self.ids and token.id is not None:
            label += f'<span style="font-size:75%"> {token.id}</span>'
        tint = "transparent" if token.kind in ("control", "unknown") else _TINTS[i % 2]
        return (f'<span style="display:inline-block;line-height:1.5;padding:0 4px;border-radius:4px;'
                f'font-family:monospace;background:{tint};border:{_BORDERS[token.kind]}">{label}</span>')  # fmt: skip


class _Slide(VBox):
    def __repr__(self) -> str:
        """Short and the same on every run; the default would print the whole strip."""
        slider = self.children[0]
        return f"a slider over {slider.description} from {slider.min} to {slider.max}: run the notebook to move it"


def slide(draw: Callable[[int], Strips], last: int, description: str, at: int = 0) -> VBox:
    """A slider from 0 to `last` over the strips that `draw` makes of its value; arrow keys move it."""
    slider = IntSlider(value=at, min=0, max=last, description=description)
    view = HTML(draw(at)._repr_html_())
    slider.observe(lambda change: setattr(view, "value", draw(change["new"])._repr_html_()), "value")
    return _Slide([slider, view])
