"""The pointer over the attention explorer: CPU milliseconds that Chromium needs for one move, as the text grows."""

import statistics

import psutil

from benchmarks.chromium import find_chromium, headless
from benchmarks.explorer import random_explorer
from benchmarks.explorer_page import open_page, served

LENGTHS = (256, 512, 1024)
CASES = {"lines": ("lines", 0.05), "lines, threshold 0": ("lines", 0.0), "matrix": ("matrix", 0.05)}
_MOVES, _ROUNDS = 20, 5
# Each move goes to another token, and the page paints before the next one. For comparison, the page also paints alone.
_SCRIPT = """
const [moves, still, done] = arguments, stage = document.querySelector(".attn-stage");
const frame = stage.getBoundingClientRect(), painted = () => new Promise((next) => requestAnimationFrame(
  () => setTimeout(next)));
(async () => {
  for (let i = 0; i < moves; i++) {
    const clientY = frame.top + 20 + ((frame.height - 60) * i) / moves;
    if (!still) {
      stage.dispatchEvent(new PointerEvent("pointermove", { clientX: frame.left + 30, clientY, bubbles: true }));
    }
    await painted();
  }
  done(document.querySelector(".attn-numbers h5").textContent);
})();
"""


def move_ms(n: int, view: str = "lines", threshold: float = 0.05) -> float:
    """Median CPU milliseconds of all processes of a Chromium for one move, on one head of n tokens, zoomed in.

    What the page needs to paint without a move is taken off.
    """
    explorer = random_explorer(1, 1, n)
    explorer.view, explorer.threshold = view, threshold
    with served(explorer) as (address, _), headless() as driver:
        open_page(driver, address)
        _cpu_ms(driver, still=False)  # the first moves compile the script
        moving = [_cpu_ms(driver, still=False) for _ in range(_ROUNDS)]
        still = [_cpu_ms(driver, still=True) for _ in range(_ROUNDS)]
    return statistics.median(moving) - statistics.median(still)


def _cpu_ms(driver, still: bool) -> float:
    before_s = _chromium_cpu_s(driver)
    heading = driver.execute_async_script(_SCRIPT, _MOVES, still)
    if "looks at" not in heading and "looked at" not in heading:
        raise RuntimeError(f"the moves met no token: the explorer says {heading!r}")
    return 1000 * (_chromium_cpu_s(driver) - before_s) / _MOVES


def _chromium_cpu_s(driver) -> float:
    processes = psutil.Process(driver.service.process.pid).children(recursive=True)
    return sum(process.cpu_times().user + process.cpu_times().system for process in processes)


def table() -> str:
    """A Markdown table, one row for each length. Without Chromium there is nothing to measure."""
    rows = [f"| tokens | {' | '.join(CASES)} |", "|---|" + "---|" * len(CASES)]
    for n in LENGTHS:
        found = all(find_chromium())
        measured = [f"{move_ms(n, *case):.0f} ms" if found else "needs Chromium" for case in CASES.values()]
        rows.append(f"| {n} | {' | '.join(measured)} |")
    return "\n".join(rows)
