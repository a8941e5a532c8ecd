"""A widget of the course on a bare page in a headless Chromium: for its tests, benchmark and screenshot.

The page gives the real module the real traits of a real widget through the contract of anywidget (get, set, on, off,
save_changes); nothing of Jupyter is needed. On the page, `model` is that stub and `show()` draws the widget.
"""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from anywidget import AnyWidget
from selenium.webdriver.support.ui import WebDriverWait

# JupyterLab's colours of the same names, as its two themes set them.
_THEMES = {
    "light": "--jp-layout-color0:#fff;--jp-layout-color1:#fff;--jp-border-color2:#e0e0e0;--jp-ui-font-color0:#000000de;"
    "--jp-ui-font-color2:#0000008a",
    "dark": "--jp-layout-color0:#111111;--jp-layout-color1:#212121;--jp-border-color2:#616161;--jp-ui-font-color0:#fff;"
    "--jp-ui-font-color2:#ffffffb3",
}
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>explorer</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="explorer.css">
<body MARK style="margin:8px;BODY">
<div id="cell" style="width:WIDTHpx"></div><script type="module">
class Model {
  constructor(traits) { Object.assign(this, { traits, listeners: {}, sent: [] }); }
  get(name) { return this.traits[name]; }
  set(name, value) {
    if (this.traits[name] === value) return;
    this.traits[name] = value;
    (this.listeners[`change:${name}`] || []).forEach((listener) => listener());
  }
  save_changes() { this.sent.push({ ...this.traits, sentences: undefined }); }
  on(event, listener) { (this.listeners[event] ||= []).push(listener); }
  off(event, listener) { this.listeners[event] = (this.listeners[event] || []).filter((one) => one !== listener); }
}
const restore = (value) => {
  if (Array.isArray(value)) return value.map(restore);
  if (value === null || typeof value !== "object") return value;
  if ("base64" in value) return new DataView(Uint8Array.from(atob(value.base64), (c) => c.charCodeAt(0)).buffer);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, restore(one)]));
};
window.model = new Model(restore(await (await fetch("traits.json")).json()));
window.show = async () => {
  const start = performance.now();
  window.widget = (await import("./explorer.js")).default;
  window.cleanup = widget.render({ model, el: document.getElementById("cell") });
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  return performance.now() - start;
};
</script></body></html>"""


def traits_of(explorer) -> dict:
    """The synchronised traits that the browser reads, bytes as {"base64": ...}."""

    def plain(value):
        if isinstance(value, bytes | memoryview):
            return {"base64": base64.b64encode(value).decode()}
        if isinstance(value, dict):
            return {name: plain(one) for name, one in value.items()}
        return [plain(one) for one in value] if isinstance(value, list) else value

    general = AnyWidget.class_trait_names()
    names = [name for name in explorer.trait_names(sync=True) if name not in general and not name.startswith("_")]
    state = explorer.get_state(names)
    return {name: plain(state[name]) for name in names}


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, files, asked, *args):
        self.files, self.asked = files, asked
        super().__init__(*args)

    def do_GET(self):  # noqa: N802  (the name that http.server calls)
        self.asked.append(self.path)
        kind, text = self.files.get(self.path, (None, ""))
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", kind or "text/plain")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args):
        """Keep the test output quiet."""


@contextmanager
def served(explorer, theme: str = "light", width: int = 860, body: str = "") -> Iterator[tuple[str, list[str]]]:
    """Serve the page on a free port of this machine; yields its address and the growing list of paths asked for.

    theme: JupyterLab's, "light" or "dark"; "" for a page that is none of JupyterLab's. body: more CSS for its body.
    """
    mark = f'data-jp-theme-light="{str(theme == "light").lower()}"' if theme else ""
    ground = f"background:var(--jp-layout-color0);{_THEMES[theme]};" if theme else ""
    page = _PAGE.replace("MARK", mark).replace("BODY", ground + body)
    files = {
        "/": ("text/html", page.replace("WIDTH", str(width))),
        "/explorer.js": ("text/javascript", str(explorer._esm)),
        "/explorer.css": ("text/css", str(explorer._css)),
        "/traits.json": ("application/json", json.dumps(traits_of(explorer))),
    }
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, files, asked))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        server.server_close()


def open_page(driver, address: str, timeout_s: float = 60) -> tuple[float, float]:
    """Open the page and show the widget: milliseconds from importing the module to the first paint, by the clock and of
    the page's main thread at work. The second hardly depends on what else the machine does."""
    driver.get(address)
    driver.set_script_timeout(timeout_s)
    WebDriverWait(driver, timeout_s).until(lambda d: d.execute_script("return Boolean(window.show)"))
    driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    before_s = _busy_s(driver)
    clock_ms = driver.execute_async_script("show().then(arguments[0])")
    return clock_ms, 1000 * (_busy_s(driver) - before_s)


def _busy_s(driver) -> float:
    metrics = driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")
