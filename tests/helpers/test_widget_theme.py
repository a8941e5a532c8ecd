"""The widgets on light and dark pages, of JupyterLab and of anybody else: they take the page's side and can be read."""

import io

import numpy as np
import PIL.Image
import pytest
from selenium.webdriver.common.by import By

from helpers.attention_explorer import explore_attention
from helpers.palette import PALETTE
from tests.helpers.test_palette import contrast
from tests.helpers.test_playground import playground
from tests.support.explorer import MAPS, OTHER, TIRED, WIDE, wait_for

pytestmark = pytest.mark.browser
WIDGETS = {
    "explorer": lambda: explore_attention(MAPS, TIRED, (OTHER, WIDE), focus="animal"),
    "playground": lambda: playground("undo é"),
}
LETTERS = {
    "explorer": ["h3", "h4 small", "h5", ".attn-numbers b", ".attn-numbers small", "[role=rowheader]", "footer span"],
    "playground": ["textarea", "input[type=number]", ".tokp-chosen td", ".tokp-sizes", ".tokp-strip li", "thead th"],
}
LIGHT_PAGES = {
    "JupyterLab's light theme": ("light", ""),
    "nothing said": ("", ""),
    "white": ("", "background: white"),
    "oklch": ("", "background: oklch(0.97 0.01 250)"),
    "a mixture": ("", "background: color-mix(in oklab, white 92%, black)"),
    "transparent": ("", "background: transparent"),
    "almost clear black": ("", "background: rgb(0 0 0 / 4%)"),
    "a theme of JupyterLab in oklch": ("light", "--jp-layout-color0: oklch(0.98 0.01 90)"),
}
DARK_PAGES = {
    "JupyterLab's dark theme": ("dark", ""),
    "black": ("", "background: #111"),
    "oklch": ("", "background: oklch(0.2 0.02 250)"),
    "a mixture": ("", "background: color-mix(in oklab, white 8%, black)"),
    "a theme of JupyterLab in oklch": ("dark", "--jp-layout-color0: oklch(0.2 0.02 250)"),
}
PAGES = [("light", *page) for page in LIGHT_PAGES.items()] + [("dark", *page) for page in DARK_PAGES.items()]


def seen_colors(page, selector):
    """(letters, ground) of an element as red, green, blue from 0 to 1: the ground is what a screenshot shows most of.

    The colour of letters is painted over that ground, since it may be half clear.
    """
    element = page.driver.find_element(By.CSS_SELECTOR, selector)
    picture = PIL.Image.open(io.BytesIO(element.screenshot_as_png)).convert("RGB")
    pixels = np.asarray(picture).reshape(-1, 3)
    values, counts = np.unique(pixels, axis=0, return_counts=True)
    ground = values[counts.argmax()] / 255
    painted = page.js(
        "const [element, ground] = arguments, canvas = document.createElement('canvas');"
        "const context = canvas.getContext('2d', {willReadFrequently: true});"
        "for (const color of [ground, getComputedStyle(element).color]) {"
        "  context.fillStyle = color; context.fillRect(0, 0, 1, 1); }"
        "return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)]",
        element,
        f"rgb({' '.join(str(round(255 * part)) for part in ground)})",
    )
    return [part / 255 for part in painted], ground


@pytest.mark.parametrize("widget", WIDGETS)
@pytest.mark.parametrize(("side", "name", "how"), PAGES, ids=[f"{side}: {name}" for side, name, _ in PAGES])
def test_a_widget_takes_the_side_of_its_page_and_can_be_read(opened, widget, side, name, how):
    theme, body = how
    page = opened(WIDGETS[widget](), theme, body=body)
    wait_for(lambda: page.theme() == side, f"the {side} theme", patience_s=30)
    for selector in LETTERS[widget]:
        letters, ground = seen_colors(page, f".course-widget {selector}")
        ratio = contrast(letters, ground)
        assert ratio >= 4.5, f"{selector} has a contrast of {ratio:.1f} on {ground}"


def test_a_page_is_as_dark_as_it_looks_whatever_the_reader_prefers(opened, shared_browser):
    """A page that says nothing is white also where the system prefers dark; one that follows the system is not."""
    preference = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    shared_browser.execute_cdp_cmd("Emulation.setEmulatedMedia", preference)
    try:
        page = opened(WIDGETS["explorer"](), "")
        wait_for(lambda: page.theme() == "light", "the light theme", patience_s=30)
        page.js("document.documentElement.style.colorScheme = 'light dark'")
        wait_for(lambda: page.theme() == "dark", "the dark theme", patience_s=30)
        letters, ground = seen_colors(page, "h3")
        assert contrast(letters, ground) > 7
    finally:
        shared_browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_a_theme_switched_while_open_is_followed(one):
    before, thumbnails = one.pictures(), one.pictures(".attn-grid canvas")
    one.js("document.body.style.setProperty('--jp-layout-color0', '#111')")
    one.js("document.body.setAttribute('data-jp-theme-light', 'false')")
    one.changed(before)
    one.changed(thumbnails, ".attn-grid canvas")
    one.js("document.body.style.setProperty('--jp-layout-color0', '#fff')")
    one.js("document.body.setAttribute('data-jp-theme-light', 'true')")
    one.becomes(before)


def hex_of(pixel):
    return "#" + "".join(f"{int(part):02X}" for part in pixel[:3])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pictures_have_the_colours_of_the_palette(opened, theme):
    """The scale under the widget runs from the first colour of the ramp to its last, one for each sentence."""
    page = opened(WIDGETS["explorer"](), theme)
    for place, ramp in enumerate(("ramp", "second_ramp")):
        scale = page.pixels(f"footer canvas:nth-of-type({place + 1})")[0]
        colors = PALETTE[theme][ramp]
        assert [hex_of(scale[0]), hex_of(scale[-1])] == [colors[0], colors[-1]]
    strong = page.pixels(".attn-stage canvas")
    accent = [int(PALETTE[theme]["accent"][at : at + 2], 16) for at in (1, 3, 5)]
    assert (strong[..., :3] == accent).all(-1).sum() > 100, "the chosen token stands on the accent"


def test_a_playground_switched_while_open_is_followed(opened):
    page = opened(WIDGETS["playground"](), "light")
    page.js("document.body.setAttribute('data-jp-theme-light', 'false')")
    wait_for(lambda: page.theme() == "dark", "the dark theme", patience_s=30)
