"""One look for every figure of the course, with a text for readers who cannot see it.

The background is opaque and light, so that a figure reads the same in JupyterLab's light and dark theme. Colours come
from palette.json; lines have those of Okabe and Ito, which readers with the common colour blindnesses can tell apart.
"""

import hashlib
import io
import json
import math
import re
from base64 import b64encode

import matplotlib.pyplot as plt
import numpy as np
import PIL.Image
from cycler import cycler
from IPython.display import Markdown, display
from matplotlib.font_manager import findfont, get_font

from helpers.letters import visible
from helpers.palette import PALETTE, SERIES

COLORS = SERIES  # yellow is for fills only: as a line it is too pale
INK, PAPER, SURFACE, FAINT = (PALETTE["light"][role] for role in ("ink", "paper", "surface", "line"))
HEAT = plt.get_cmap(PALETTE["heat"]).with_extremes(bad=FAINT)
MIN_FONT_PT = 9
_SCREEN_DPI, _PIXELS_PER_SCREEN_PIXEL = 96, 1.5
_MAX_COLUMNS_WITH_NUMBERS = 14
_FONT = "DejaVu Sans"  # ships with matplotlib: the same letters on every machine
_LONGEST_LABEL, _LINE_PT = 24, 10.5  # a label in letters, and the height of one in points
_DARK_FROM = 0.71  # share of the colour scale from which white letters read better than black ones


def use_style() -> None:
    """Set matplotlib's defaults to the style of the course. Importing this module does it."""
    lines = [color for name, color in COLORS.items() if name != "yellow"]
    plt.rcParams.update(
        {
            "figure.facecolor": PAPER,
            "savefig.facecolor": PAPER,
            "axes.facecolor": PAPER,
            "figure.figsize": (7.0, 3.4),
            "figure.constrained_layout.use": True,
            "font.family": _FONT,
            "font.size": 10,
            "axes.titlesize": 11,
            "axes.labelsize": 10,
            "xtick.labelsize": 9,
            "ytick.labelsize": 9,
            "legend.fontsize": 9,
            "legend.frameon": False,
            "text.color": INK,
            "axes.labelcolor": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "axes.edgecolor": INK,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.grid": True,
            "axes.axisbelow": True,
            "grid.color": FAINT,
            "grid.linewidth": 0.6,
            "axes.prop_cycle": cycler(color=lines),
            "lines.linewidth": 2.0,
        }
    )


def figure(fig, caption: str) -> None:
    """Show `fig` as one picture, then `caption` as visible text, and close it.

    The caption says in words what the figure shows. It is stored twice: as the picture's alternative text, and as text
    below it, because JupyterLab drops the former. Beside it stands what was drawn (`drawn`), so that a picture can be
    compared with a new one. Raises ValueError if the caption is empty or has several lines.
    """
    if not caption.strip() or "\n" in caption:
        raise ValueError(f"caption is {caption!r}: write one line that says in words what the figure shows.")
    width, png = round(fig.get_figwidth() * _SCREEN_DPI), _small_png(fig)
    facts = {"alt": caption, "width": width, "drawn": json.dumps(drawn(fig))}
    facts["sha256"] = hashlib.sha256(png).hexdigest()[:16]
    display({"image/png": b64encode(png).decode()}, metadata={"image/png": facts}, raw=True)
    display(Markdown(caption_markdown(caption)))
    plt.close(fig)


def drawn(fig) -> list[dict]:
    """What each axes of `fig` shows: its words, and of every line, bar group, image or cloud the kind and the data.

    The data of a mark are summed up as [count, mean, spread] of its finite numbers, to three digits: enough to tell
    one curve from another, and the same on machines whose arithmetic differs in the last bits.
    """
    shown = []
    for ax in fig.axes:
        marks = [("line", line.get_xydata()) for line in ax.lines]
        marks += [("image", image.get_array()) for image in ax.images]
        marks += [("cloud", cloud.get_offsets()) for cloud in ax.collections]
        if ax.patches:
            corners = [patch.get_extents().transformed(ax.transData.inverted()).get_points() for patch in ax.patches]
            marks.append(("patches", corners))
        legend = ax.get_legend()
        words = [ax.get_title(), ax.get_xlabel(), ax.get_ylabel()]
        words += [text.get_text() for text in legend.get_texts()] if legend else []
        shown.append({"words": words, "marks": [[kind, *_summary(data)] for kind, data in marks]})
    return shown


def _summary(data) -> list:
    numbers = np.ma.filled(np.ma.asarray(data, dtype=float), np.nan).ravel()
    finite = numbers[np.isfinite(numbers)]
    if not finite.size:
        return [0]
    return [int(finite.size), *(float(f"{x:.3g}") for x in (finite.mean(), finite.std()))]


def _small_png(fig) -> bytes:
    """The figure as a PNG of 256 colours: a third of the bytes in the notebook, and nothing that the eye would miss."""
    full, small = io.BytesIO(), io.BytesIO()
    fig.savefig(full, dpi=_SCREEN_DPI * _PIXELS_PER_SCREEN_PIXEL)
    rgb = PIL.Image.open(full).convert("RGB")
    rgb.quantize(256, dither=PIL.Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def caption_markdown(caption: str) -> str:
    """The caption in italics, with the characters escaped that Markdown would read as markup."""
    return "*" + re.sub(r"([\\`*_$<\[\]])", r"\\\1", caption) + "*"


def heat(ax, matrix, xlabels=None, ylabels=None, *, title="", vmin=0.0, vmax=1.0, numbers=None):
    """Draw `matrix` as a heatmap on `ax`: rows look, columns are looked at. Returns the image, for a colour bar.

    matrix: array or tensor [rows, columns]; an entry that is not finite (a masked score) is drawn grey. xlabels,
    ylabels: one text per column and row, drawn as `drawable` spells it ("$" begins no formula) and, of many, every
    second, third, ... vmin, vmax: ends of the colour scale; None takes the matrix's own. numbers: write each value into
    its square; by default where there are at most 14 columns. Raises ValueError if shapes and labels disagree.
    """
    values = matrix.detach().float().cpu().numpy() if hasattr(matrix, "detach") else np.asarray(matrix, dtype=float)
    if values.ndim != 2:
        raise ValueError(f"matrix has shape {values.shape}: expected [rows, columns]. Pick one layer and head first.")
    for name, labels, size in (("xlabels", xlabels, values.shape[1]), ("ylabels", ylabels, values.shape[0])):
        if labels is not None and len(labels) != size:
            raise ValueError(f"{name} has {len(labels)} entries, the matrix has {size}: give one label for each.")
    image = ax.imshow(values, cmap=HEAT, vmin=vmin, vmax=vmax, aspect="auto")
    ax.grid(False)
    ax.set_title(drawable(title), parse_math=False)
    frame, dots_per_point = ax.get_window_extent(), ax.figure.dpi / 72
    _ticks(ax.set_xticks, xlabels, frame.width / dots_per_point, turned=True)
    _ticks(ax.set_yticks, ylabels, frame.height / dots_per_point)
    if numbers or (numbers is None and values.shape[1] <= _MAX_COLUMNS_WITH_NUMBERS):
        _write_numbers(ax, values, image)
    return image


def _ticks(set_ticks, labels, room_pt: float, turned: bool = False):
    """Labels where they fit into `room_pt`: each, or every second, third, ...; words are turned as far as they need."""
    texts = [drawable(str(label), _LONGEST_LABEL) for label in labels or []]
    pitch = room_pt / max(1, len(texts))
    step = max(1, math.ceil(_LINE_PT / pitch))
    style = {}
    if turned and any(len(text) > 2 for text in texts):
        slanted = pitch * step * math.sin(math.pi / 4) >= _LINE_PT
        style = {"rotation": 45 if slanted else 90, "ha": "right", "rotation_mode": "anchor"}
        style |= {} if slanted else {"va": "center"}
    set_ticks(range(0, len(texts), step), texts[::step], parse_math=False, **style)


def drawable(text: str, longest: int | None = None) -> str:
    """`text` in letters that a figure can show; the others as code points, such as "U+4E16". longest: cut with "…".

    The font of the figures has Latin, Greek, Cyrillic, Arabic and Hebrew letters, but no CJK and few emoji.
    """
    font = get_font(findfont(_FONT))
    spelled = "".join(x if font.get_char_index(ord(x)) else f"U+{ord(x):04X}" for x in visible(text))
    return spelled if longest is None or len(spelled) <= longest else spelled[: longest - 1] + "…"


def _write_numbers(ax, values, image):
    for (row, column), value in np.ndenumerate(values):
        color = SURFACE if np.isfinite(value) and image.norm(value) > _DARK_FROM else COLORS["black"]
        ax.text(column, row, _short(value), ha="center", va="center", fontsize=MIN_FONT_PT, color=color)


def _short(value: float) -> str:
    """At most four characters for a weight: whole numbers are exact, .07 is rounded."""
    if not np.isfinite(value):
        return "−∞" if value < 0 else ""
    if value == round(value):
        return f"{value:.0f}"
    return re.sub(r"^(-?)0\.", r"\1.", f"{value:.2f}" if abs(value) < 10 else f"{value:.0f}")


use_style()
