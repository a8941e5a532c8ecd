"""A card to draw on: boxes, lines and words in one style, written as SVG.

Cards are light with a background of their own, so that they read the same on a light and on a dark page.
"""

import json
from dataclasses import dataclass, field
from html import escape

from tools.notebooks import ROOT

PALETTE = json.loads((ROOT / "helpers" / "palette.json").read_text(encoding="utf-8"))
LIGHT, TINT = PALETTE["light"], PALETTE["tint"]
INK, MUTED, PAPER, SURFACE, LINE = (LIGHT[role] for role in ("ink", "muted", "paper", "surface", "line"))
# What is drawn has a role, and a role has one pair of colours in every drawing: a soft one and a strong one.
SOFT = {
    "prompt": TINT["orange"],
    "new": TINT["blue"],
    "alone": TINT["green"],
    "text": TINT["amber"],
    "idle": TINT["grey"],
    "none": SURFACE,
}
STRONG = {
    "prompt": LIGHT["second"],
    "new": LIGHT["accent"],
    "alone": LIGHT["good"],
    "text": PALETTE["series"]["amber"],
    "idle": MUTED,
    "none": LINE,
}
WIDTH, MARGIN = 960, 40
FONT = "Inter, Segoe UI, Helvetica Neue, Arial, DejaVu Sans, sans-serif"
MONO = "DejaVu Sans Mono, Menlo, Consolas, monospace"
NARROW, WIDE = set("fijlrtI.,:;'|!()[]- "), set("mwMWCDGHNOQU@%+=…")


def text_width(words: str, size: float, bold: bool = False, mono: bool = False) -> float:
    """About how wide these words are, in the units of the card: never less than in the widest of the fonts."""
    if mono:
        return 0.605 * size * len(words)
    shares = [0.42 if letter in NARROW else 0.9 if letter in WIDE else 0.68 for letter in words]
    return size * sum(shares) * (1.08 if bold else 1.0)


@dataclass
class Card:
    """One drawing: its name, what it says in words, its height, and its parts in the order of drawing."""

    name: str
    title: str
    lead: str
    says: str
    height: int
    parts: list[str] = field(default_factory=list)
    words: list[tuple[float, float, float, float, str]] = field(default_factory=list)  # left, top, right, bottom, text
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)  # left, top, right, bottom

    def __post_init__(self):
        self.text(MARGIN, 54, self.title, 25, bold=True, anchor="start")
        self.text(MARGIN, 83, self.lead, 17, color=MUTED, anchor="start")

    def text(self, x, y, words, size=16.0, *, color=INK, bold=False, anchor="middle", mono=False):
        """Words whose baseline is at y; anchor says which of their ends is at x, or "middle"."""
        wide = text_width(words, size, bold, mono)
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        self.words.append((left, y - size * 0.8, left + wide, y + size * 0.25, words))
        family = f' font-family="{MONO}"' if mono else ""
        weight = ' font-weight="bold"' if bold else ""
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self.parts.append(
            f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{color}"{place}{weight}{family}>'
            f"{escape(words)}</text>"
        )

    def panel(self, x, y, w, h, radius=12):
        """A quiet white ground for what belongs together."""
        self.box(x, y, w, h, kind="none", edge=True, radius=radius)

    def stack(self, x, y, w, h, sheets=3, step=7):
        """A panel with others of its kind behind it."""
        for behind in range(sheets - 1, 0, -1):
            self.panel(x + step * behind, y - step * behind, w, h)
            self.boxes.pop()  # overlaps on purpose
        self.panel(x, y, w, h)

    def box(self, x, y, w, h, *lines, kind="idle", strong=False, edge=False, size=16.0, bold=False, radius=8,
            mono=False):  # fmt: skip
        """A rounded box with centred lines of words, in the colours of its kind; strong: full, with light letters."""
        fill = STRONG[kind] if strong else SOFT[kind]
        stroke = f' stroke="{STRONG[kind]}" stroke-width="{1.5 if kind == "none" else 2}"' if edge else ""
        color = SURFACE if strong and kind != "text" else INK
        self.boxes.append((x, y, x + w, y + h))
        self.parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="{radius}" fill="{fill}"{stroke}/>'
        )
        first = y + h / 2 + size * 0.36 - (len(lines) - 1) * size * 0.64
        for place, line in enumerate(lines):
            self.text(x + w / 2, first + place * size * 1.28, line, size, bold=bold, mono=mono, color=color)

    def line(self, *points, color=MUTED, width=2.0, arrow=False, dashed=False):
        """A line through points, with an arrow's head at its end if asked for."""
        path = " ".join(f"{x:g},{y:g}" for x, y in points)
        head = f' marker-end="url(#head{color[1:]})"' if arrow else ""
        dash = ' stroke-dasharray="2 6"' if dashed else ""
        self.parts.append(
            f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="{width:g}"'
            f' stroke-linejoin="round" stroke-linecap="round"{dash}{head}/>'
        )

    def span(self, left, right, y, color=INK):
        """A measure between two places."""
        for x in (left, right):
            self.line((x, y - 7), (x, y + 7), color=color, width=2.5)
        self.line((left, y), (right, y), color=color, width=2.5)

    def circle(self, x, y, radius, words="", color=INK):
        """A circle with a sign in it."""
        self.parts.append(
            f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{SURFACE}" stroke="{color}" stroke-width="2"/>'
        )
        if words:
            self.text(x, y + 6, words, 18, bold=True)

    def svg(self) -> str:
        """The whole drawing."""
        colors = dict.fromkeys(part.split("#head")[1][:6] for part in self.parts if "#head" in part)
        heads = "".join(
            f'<marker id="head{color}" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="9" markerHeight="9"'
            f' markerUnits="userSpaceOnUse" orient="auto"><path d="M0,0 L10,5 L0,10 z" fill="#{color}"/></marker>'
            for color in colors
        )
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{self.height}"'
            f' viewBox="0 0 {WIDTH} {self.height}" font-family="{FONT}" role="img">',
            f"<title>{escape(self.says)}</title>",
            f"<defs>{heads}</defs>",
            f'<rect x="1" y="1" width="{WIDTH - 2}" height="{self.height - 2}" rx="16"'
            f' fill="{PAPER}" stroke="{LINE}"/>',
            *self.parts,
            "</svg>",
        ]
        return "\n".join(lines) + "\n"
