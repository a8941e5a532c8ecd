"""What the widgets of the course are made of: files beside this one, joined so that a browser asks for nothing else."""

from pathlib import Path

from helpers.palette import widget_css

_FOLDER = Path(__file__).parent


def script(*names: str) -> str:
    """One module: what the widgets share, then these files; the last one exports `render`."""
    return "\n".join(_read(f"{name}.js") for name in ("widget", *names))


def style(name: str) -> str:
    """The colours of the course as CSS variables, then the widget's own rules."""
    return widget_css() + _read(f"{name}.css")


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
