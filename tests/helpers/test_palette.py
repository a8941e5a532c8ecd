"""One palette: no colour is written anywhere else, and its roles can be read."""

import ast
import re

import matplotlib
import pytest
from IPython.core.inputtransformer2 import TransformerManager
from matplotlib.colors import CSS4_COLORS, to_rgb

from helpers.palette import PALETTE, TOKEN, widget_css
from tools.notebooks import ROOT, executed_notebooks, stored

NAMES = set(CSS4_COLORS)
MAPS = set(matplotlib.colormaps)
SHORT = re.compile(r"[bgrcmykw]|C\d|(tab|xkcd):[\w ]+")  # matplotlib's own spellings
LINE_FORMAT = re.compile(r"([bgrcmykw]|C\d)(-|--|:|-\.)?[.,ovs^<>*+xXDd]?")
HEX = re.compile(r"(?<![\w#&])#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6})\b")
SHORT_HEX = re.compile(r"(?<![\w#&])#[0-9a-fA-F]{3,4}\b")
FUNCTION = re.compile(r"(?<![\w-])(?:rgba?|hsla?|hwb|oklab|oklch|lab|lch|color)\(")
ATTRIBUTE = re.compile(r"""(?:fill|stroke|color|background)\s*[=:]\s*["']?([a-z]+)""")
PAINT = re.compile(r"(\w*_)?(color|colour|facecolor|edgecolor)s?|c|fc|ec|cmap|ink|paper")


def in_text(text):
    """Colours in a string of a program: in CSS or SVG that it holds, or as its whole."""
    whole = [text] if SHORT_HEX.fullmatch(text) else []
    named = [name for name in ATTRIBUTE.findall(text) if name in NAMES]
    return whole + HEX.findall(text) + FUNCTION.findall(text) + named


def names_in(value, known):
    """Strings of an expression that are colours; not what it looks up or passes to a call."""
    if isinstance(value, ast.Constant):
        text = value.value
        return [text] if isinstance(text, str) and (text in known or SHORT.fullmatch(text)) else []
    inner = [value.value] if isinstance(value, ast.Subscript) else ast.iter_child_nodes(value)
    return [] if isinstance(value, ast.Call) else [name for child in inner for name in names_in(child, known)]


def painted(node):
    """(name, value) of what a piece of Python calls a colour."""
    if isinstance(node, ast.Call):
        yield from ((keyword.arg or "", keyword.value) for keyword in node.keywords)
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        yield from (("cmap", value) for value in node.args if called == "get_cmap")
    if isinstance(node, ast.Dict):
        yield from ((key.value, value) for key, value in zip(node.keys, node.values, strict=True)
                    if isinstance(key, ast.Constant) and isinstance(key.value, str))  # fmt: skip
    if isinstance(node, ast.Assign):
        yield from ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))


def in_python(source):
    """A list of colours may be named by series of the palette, to be looked up there: ("blue", "orange")."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += in_text(node.value)
        looked_up = set(PALETTE["series"]) if isinstance(node, ast.Assign) else set()
        for name, value in painted(node):
            if PAINT.fullmatch(name):
                found += names_in(value, (NAMES | MAPS) - looked_up)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "plot":
            texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            found += [text for text in texts if isinstance(text, str) and LINE_FORMAT.fullmatch(text)]
    return found


def in_css(source):
    plain = re.sub(r"/\*.*?\*/", "", source, flags=re.S)
    values = re.findall(r":([^;{}]+)[;}]", plain)
    words = [word for value in values for word in re.findall(r"(?<![\w-])[a-z]+(?![\w-])", value)]
    return HEX.findall(plain) + SHORT_HEX.findall(plain) + FUNCTION.findall(plain) + [w for w in words if w in NAMES]


def in_javascript(source):
    plain = re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", source, flags=re.S)
    texts = [text for _, text in re.findall(r"""(["'`])((?:\\.|(?!\1).)*)\1""", plain, flags=re.S)]
    return [color for text in texts for color in [*in_text(text), *([text] if text in NAMES else [])]]


def in_cell(source):
    try:
        return in_python(TransformerManager().transform_cell(source))
    except SyntaxError:  # a lesson may show one
        return in_text(source)


READERS = {".py": in_python, ".css": in_css, ".js": in_javascript}
FILES = [*executed_notebooks(), *(path for folder in ("helpers", "tools") for path in sorted((ROOT / folder).rglob("*"))
                                  if path.suffix in READERS)]  # fmt: skip


def strays(path):
    if path.suffix in READERS:
        return READERS[path.suffix](path.read_text(encoding="utf-8"))
    cells = [cell.source for cell in stored(path)[0].cells if cell.cell_type == "code"]
    return [color for source in cells for color in in_cell(source)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_colour_is_written_outside_the_palette(path):
    found = strays(path)
    assert not found, f"{found}: use a role of helpers/palette.json (in Python COLORS[...], in CSS var(--course-...))"


STRAYS = {
    ".py": [
        'x = "#0072B2"', 'x = "#fff"', 'css = "border: 1px solid #888888"', 'css = "color: red"',
        "s = '<g fill=\"red\"/>'", 'ax.bar(a, b, color="black")',
        'ax.plot(a, "k--")', 'style = {"color": "white"}', "plt.get_cmap('Blues')",
        'color = "white" if dark else INK', 'imshow(x, cmap="viridis")', 'f(c="C0")', 'x = f"rgba({a}, 0.3)"',
        'colors = ("red", "blue")', 'bar(color=["blue"])',
    ],
    ".css": [
        "a { color: #FFF }", "a { color: var(--x, #0072b2); }", "a { border: 1px solid red; }", "a{background:white}",
        "a { background: rgba(0, 0, 0, 0.1); }", "a { color: oklch(0.5 0 0); }",
    ],
    ".js": ['const a = "#0072b2";', "f('red')", "const s = `rgb(${r})`;", 'el.style = "color: red";'],
}  # fmt: skip
ALLOWED = {
    ".py": [
        'bar(color=COLORS["black"])', 'x = "##abc"', 'ax.plot(a, "o-")', 'card.box(fill="grey", edge="blue")',
        'x = "tan"', 'colors = ("sky", "blue")', 'x = "issue #123"',
        'style = {"color": COLORS[color]}', 'f(color="none")',
    ],
    ".css": ["/* red #fff */ a { border: 2px solid transparent; }", ".tan { color: var(--course-red, inherit); }"],
    ".js": ['// "red" and "#fff"\nconst a = "none";', 'f("rows", "##ab")'],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "source"), [(kind, source) for kind in STRAYS for source in STRAYS[kind]])
def test_a_stray_colour_is_found(kind, source):
    assert READERS[kind](source)


@pytest.mark.parametrize(("kind", "source"), [(kind, source) for kind in ALLOWED for source in ALLOWED[kind]])
def test_a_role_is_no_stray_colour(kind, source):
    assert not READERS[kind](source)


def luminance(color):
    """Relative luminance, WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_letters_and_frames_stand_out_from_every_ground(theme):
    roles = PALETTE[theme]
    for ground in ("paper", "surface"):
        for role in ("ink", "muted", "accent", "second", "good", "bad"):
            assert contrast(roles[role], roles[ground]) >= 4.5, f"{role} on {ground}"
        for color in (roles["warning"], TOKEN["control"], TOKEN["unknown"], TOKEN["part"]):
            assert contrast(color, roles[ground]) >= 3, f"{color} on {ground}"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ramp", ["ramp", "second_ramp"])
def test_a_ramp_runs_one_way_from_the_page_to_its_opposite(theme, ramp):
    steps = [luminance(color) for color in PALETTE[theme][ramp]]
    assert steps == sorted(steps, reverse=theme == "light")
    assert contrast(PALETTE[theme][ramp][0], PALETTE[theme]["surface"]) < 1.2


def test_both_themes_have_the_same_roles():
    assert PALETTE["light"].keys() == PALETTE["dark"].keys()


def test_widgets_get_every_role_of_each_theme():
    light, dark = widget_css().split('[data-course-theme="dark"]')
    for css, theme in ((light, "light"), (dark, "dark")):
        for role, value in PALETTE[theme].items():
            for suffix, color in (
                [("", value)] if isinstance(value, str) else [(f"-{i}", v) for i, v in enumerate(value)]
            ):
                assert f"--course-{role.replace('_', '-')}{suffix}: {color};" in css
    assert all(f"--course-token-{kind}: {color};" in light for kind, color in TOKEN.items())
