"""A card to draw on: boxes, lines and words in one style, written as SVG.

Cards are light with a background of their own, so that they read the same on a light and on a dark page.
"""

import json
from dataclasses import dataclass, field
from html import escape

from tools.notebooks import ROOT

PALETTE = json.loads((ROOT / "helpers" / "palette.json").read_text(encoding="utf-8"))
INK, MUTED, PAPER, SURFACE, LINE = (PALETTE["light"][role] for role in ("ink", "muted", "paper", "surface", "line"))
SOLID, TINT = PALETTE["series"], PALETTE["tint"]
WIDTH = 960
FONT = "DejaVu Sans, Verdana, Geneva, sans-serif"
LETTER = 0.6  # mean width of a letter, as a share of its size


def text_width(words: str, size: float, bold: bool = False) -> float:
    """About how wide these words are, in the units of the card."""
    return len(words) * size * LETTER * (1.08 if bold else 1.0)


@dataclass
class Card:
    """One drawing: its name, what it says in words, its height, and its parts in the order of drawing."""

    name: str
    title: str
    says: str
    height: int
    parts: list[str] = field(default_factory=list)
    words: list[tuple[float, float, float, float, str]] = field(default_factory=list)  # left, top, right, bottom, text

    def __post_init__(self):
        self.text(32, 46, self.title, size=23, bold=True, anchor="start")

    def text(self, x, y, words, size=16.0, *, color=INK, bold=False, anchor="middle", mono=False):
        """Words whose baseline is at y; anchor says which of their ends is at x, or "middle"."""
        wide = text_width(words, size, bold)
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        self.words.append((left, y - size * 0.8, left + wide, y + size * 0.25, words))
        family = ' font-family="DejaVu Sans Mono, Menlo, Consolas, monospace"' if mono else ""
        weight = ' font-weight="bold"' if bold else ""
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self.parts.append(
            f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{color}"{place}{weight}{family}>'
            f"{escape(words)}</text>"
        )

    def box(self, x, y, w, h, *lines, fill="grey", edge=None, size=16.0, bold=False, radius=8, mono=False, color=INK):
        """A rounded box with centred lines of words. fill: a tint. edge: a colour of the series."""
        stroke = f' stroke="{SOLID[edge]}" stroke-width="2"' if edge else ""
        self.parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="{radius}"'
            f' fill="{TINT.get(fill, fill)}"{stroke}/>'
        )
        first = y + h / 2 + size * 0.36 - (len(lines) - 1) * size * 0.64
        for place, line in enumerate(lines):
            self.text(x + w / 2, first + place * size * 1.28, line, size, bold=bold, mono=mono, color=color)

    def cell(self, x, y, size, fill="grey", words="", edge=None):
        """A small square, for tensors and masks."""
        self.box(x, y, size, size, *([words] if words else []), fill=fill, edge=edge, size=size * 0.46, radius=3)

    def line(self, *points, color=MUTED, width=2.0, arrow=False, dashed=False):
        """A line through points, with an arrow's head at its end if asked for."""
        path = " ".join(f"{x:g},{y:g}" for x, y in points)
        head = ' marker-end="url(#head)"' if arrow else ""
        dash = ' stroke-dasharray="5 4"' if dashed else ""
        self.parts.append(
            f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="{width:g}"'
            f' stroke-linejoin="round" stroke-linecap="round"{dash}{head}/>'
        )

    def span(self, left, right, y, words, *, color=INK, size=15.0):
        """A measure between two places, with its name above."""
        self.line((left, y - 6), (left, y + 6), color=color)
        self.line((right, y - 6), (right, y + 6), color=color)
        self.line((left, y), (right, y), color=color)
        self.text((left + right) / 2, y - 12, words, size, bold=True, color=color)

    def circle(self, x, y, radius, words="", *, fill=PAPER, edge=INK):
        """A circle with a sign in it."""
        self.parts.append(
            f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{TINT.get(fill, fill)}" stroke="{edge}"'
            ' stroke-width="2"/>'
        )
        if words:
            self.text(x, y + 6, words, 18, bold=True)

    def svg(self) -> str:
        """The whole drawing."""
        head = (
            f'<marker id="head" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="7" markerHeight="7" orient="auto">'
            f'<path d="M0,0 L10,5 L0,10 z" fill="{MUTED}"/></marker>'
        )
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self.height}"'
            f' font-family="{FONT}" role="img">',
            f"<title>{escape(self.says)}</title>",
            f"<defs>{head}</defs>",
            f'<rect x="1" y="1" width="{WIDTH - 2}" height="{self.height - 2}" rx="14"'
            f' fill="{PAPER}" stroke="{LINE}"/>',
            *self.parts,
            "</svg>",
        ]
        return "\n".join(lines) + "\n"
