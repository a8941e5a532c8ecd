"""Colours by role, from palette.json: the only place of the course where a colour is written.

light, dark: the roles of a page in each theme; a ramp runs from no weight over a middling one to a full one.
series: colours of lines and bars, after Okabe and Ito (2008, "Color Universal Design"); tint: fills behind letters.
token: frames and grounds of tokens, which read on a light and on a dark page; heat: the colour map for weights.
"""

import json
from pathlib import Path

PALETTE = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
SERIES, TOKEN = PALETTE["series"], PALETTE["token"]


def widget_css() -> str:
    """The roles as CSS variables of `.course-widget`: --course-ink, --course-ramp-0, --course-token-even, ...

    The script of a widget sets data-course-theme="dark" on its root where the page is dark.
    """
    light = _variables(PALETTE["light"]) + _variables(TOKEN, "token-")
    dark = _variables(PALETTE["dark"])
    return f'.course-widget {{\n{light}}}\n.course-widget[data-course-theme="dark"] {{\n{dark}}}\n'


def _variables(roles: dict, prefix: str = "") -> str:
    lines = []
    for role, value in roles.items():
        name = f"--course-{prefix}{role.replace('_', '-')}"
        if isinstance(value, str):
            lines.append(f"  {name}: {value};\n")
        else:
            lines += [f"  {name}-{place}: {color};\n" for place, color in enumerate(value)]
    return "".join(lines)
