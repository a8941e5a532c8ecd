"""Letters that can be seen: what stands for the characters of a token that leave no mark on a page."""

import unicodedata

_NO_MARK = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp", "Zs"}  # controls, formats, private ones, half pairs, spaces
_SHORT = {"\n": "⏎", "\t": "⇥", "\r": "␍", " ": " "}


def visible(text: str) -> str:
    """`text` with each character that would not be seen as a mark or as its code point: "⏎", "U+200B".

    A plain space stays. So does an accent, unless it comes first and has no letter to stand on.
    """
    return "".join(_SHORT.get(letter) or _seen(letter, place == 0) for place, letter in enumerate(text))


def _seen(letter: str, first: bool) -> str:
    kind = unicodedata.category(letter)
    return f"U+{ord(letter):04X}" if kind in _NO_MARK or (first and kind == "Mn") else letter
