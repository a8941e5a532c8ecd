"""Token strips: a text cut into its tokens, as coloured boxes in a notebook and as plain text everywhere else.

Colours only help the eye: neighbours alternate between two tints, and what a token is shows in its border and its
letters as well. Tints are transparent and letters take the page's own colour, so a strip reads in light and dark.
"""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ipywidgets import HTML, IntSlider, VBox

from helpers.letters import visible
from helpers.palette import TOKEN

_MARKS = {" ": "·", "\n": "⏎", "\t": "⇥"}
_SPACES = {"▁": "·", "Ġ": "·"}  # what stands for a space in a vocabulary
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

    tokenizer: of transformers. ids: of one text, as a list, an array or a tensor [n] or [1, n]. WordPiece keeps its
    "##"; an added token is shown as it was added. An id of no token (a padded vocabulary, a label of -100) is
    "id -100", unknown. Raises ValueError for the ids of several texts.
    """
    ids = _one_text(ids)
    core = getattr(tokenizer, "backend_tokenizer", None)  # the ones in plain Python have none
    cutters = (core.normalizer, core.pre_tokenizer, core.decoder) if core else ()
    byte_of = _byte_letters() if "ByteLevel" in repr(cutters) else {}
    control = {i for i, added in tokenizer.added_tokens_decoder.items() if added.special} | set(
        tokenizer.all_special_ids
    )
    if not _plays_another_part(tokenizer, tokenizer.unk_token_id):
        control.discard(tokenizer.unk_token_id)
    return [_read(tokenizer, i, control, byte_of) for i in ids]


def _one_text(ids) -> list[int]:
    if ids is None or isinstance(ids, (str, Mapping)):
        raise TypeError(f"expected ids, got {type(ids).__name__}: pass tokenizer(text)['input_ids'].")
    rows = _plain(ids)
    rows = [_plain(row) for row in rows] if hasattr(rows, "__iter__") else [rows]
    if any(isinstance(row, (list, tuple)) for row in rows):
        if len(rows) != 1 or any(isinstance(i, (list, tuple)) for i in rows[0]):
            raise ValueError(f"ids of {len(rows)} texts: pass those of one, such as ids[0].")
        rows = rows[0]
    return [int(i) for i in rows]


def _plain(ids):
    return ids.tolist() if hasattr(ids, "tolist") else ids


def _plays_another_part(tokenizer, i: int | None) -> bool:
    """Whether the unknown token also ends texts, as in GPT-2: then it stands for no lost text."""
    parts = ("bos", "eos", "sep", "cls", "mask", "pad")
    return i is not None and i in [getattr(tokenizer, f"{part}_token_id", None) for part in parts]


def _read(tokenizer, i: int, control: set[int], byte_of: Mapping[str, int]) -> Token:
    piece = _piece(tokenizer, i)
    if piece is None:
        return Token(f"id {i}", "unknown", i)
    if i in control:
        return Token(_seen(piece), "control", i)
    if i == tokenizer.unk_token_id:
        return Token(_seen(piece), "unknown", i)
    if i in tokenizer.added_tokens_decoder:
        return Token(_seen(piece), "text", i)
    raw = _bytes(piece, byte_of)
    if raw is None:
        return Token(_marked(piece), "text", i)
    try:
        return Token(_seen(raw.decode()), "text", i)
    except UnicodeDecodeError:
        return Token(raw.hex(" ").upper(), "part", i)


def _piece(tokenizer, i: int) -> str | None:
    try:
        return tokenizer.convert_ids_to_tokens(i)
    except (IndexError, OverflowError):  # beyond a vocabulary in plain Python; negative
        return None


def _bytes(piece: str, byte_of: Mapping[str, int]) -> bytes | None:
    """The bytes that `piece` spells, in the letters of a byte-level vocabulary or as SentencePiece's "<0xF0>"."""
    if fallback := re.fullmatch("<0x([0-9A-F]{2})>", piece):
        return bytes.fromhex(fallback[1])
    return bytes(byte_of[letter] for letter in piece) if byte_of and byte_of.keys() >= set(piece) else None


def _byte_letters() -> dict[str, int]:
    """The letter that stands for each byte in a byte-level vocabulary (GPT-2, 2019), turned round."""
    from transformers.convert_slow_tokenizer import bytes_to_unicode  # costs a second

    return {letter: byte for byte, letter in bytes_to_unicode().items()}


def _marked(piece: str) -> str:
    """A piece of a vocabulary with its own sign for a space as a mark."""
    return _seen("".join(_SPACES.get(letter, letter) for letter in piece))


def _seen(text: str) -> str:
    """Text that can be seen: spaces as marks, what is invisible as its code point, nothing at all as "''"."""
    return visible("".join(_MARKS.get(letter, letter) for letter in text)) or "''"


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
