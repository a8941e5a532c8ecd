"""Answers to stretch part 2, windows with overlap."""
# ruff: noqa: F811  (one function, many answers)

from grading.banks import Bank

bank = Bank("windows")
patch = bank.patch
CHECK = "if n_tokens < 1 or not 0 <= overlap < size:"
STARTS = "range(0, max(n_tokens - overlap, 1), size - overlap)"
SPANS = "return [(start, min(start + size, n_tokens)) for start in starts]"
END = "min(start + size, n_tokens)"

patch("max(n_tokens - overlap, 1)", "n_tokens - size + 1", "loses a last window that is shorter")
patch("max(n_tokens - overlap, 1)", "max(n_tokens - size, 0) + 1", "loses a short last window, but not a short text")
patch("max(n_tokens - overlap, 1)", "n_tokens", "a last window that holds nothing new")
patch(END, "start + size", "the last window reaches beyond the text")
patch("(start, min", "(max(0, min(start, n_tokens - size)), min", "moves the last window back until it is full")
patch(STARTS, "range(0, max(n_tokens - size, 0) + max(overlap, 1), max(overlap, 1))", "takes the overlap for the step")
patch(STARTS, "range(0, n_tokens, size)", "no overlap")
patch(END, END + " - 1", "end is the last token of the window")
patch(STARTS, "range(0, n_tokens, size + overlap)", "skips a token: adds the overlap to the step")
patch("max(n_tokens - overlap, 1)", "n_tokens - overlap", "no window for a text that is shorter than the overlap")
patch("n_tokens - overlap, 1", "n_tokens - overlap - 1, 1", "leaves out a rest of one token")
patch("size - overlap)", "max(size - overlap, 2))", "steps of one token are too small for it")
patch(
    "0 <= overlap < size",
    "0 <= overlap <= size",
    "range refuses an overlap of a whole window, with a ValueError",
    right=True,
)
patch("not 0 <= overlap < size", "not 0 < overlap < size", "refuses windows without overlap")
patch("not 0 <= overlap < size", "overlap >= size", "lets a negative overlap pass")
patch("n_tokens < 1 or ", "", "one empty window, and no error, for no tokens")
patch("n_tokens < 1 or not", "n_tokens < 0 or not", "one empty window for a text of 0 tokens")
patch(CHECK, "if n_tokens < size or not 0 <= overlap < size:", "refuses a text shorter than a window")
patch("(start, min(start + size, n_tokens))", "[start, min(start + size, n_tokens)]", "lists instead of pairs")
patch("(start, min(start + size, n_tokens))", "range(start, min(start + size, n_tokens))", "ranges instead of pairs")
patch(SPANS, "return ((start, min(start + size, n_tokens)) for start in starts)", "a generator")


@bank.wrong("takes an overlap of a whole window, and stops somewhere")
def windows(n_tokens, size, overlap):
    if n_tokens < 1 or not 0 <= overlap <= size:
        raise ValueError("out of range")
    spans = [(0, min(size, n_tokens))]
    while spans[-1][1] < n_tokens:
        start = spans[-1][1] - overlap
        if start <= spans[-1][0]:
            break
        spans.append((start, min(start + size, n_tokens)))
    return spans


@bank.right("one window after the other, until one reaches the end")
def windows(n_tokens, size, overlap):
    if n_tokens <= 0:
        raise ValueError("no tokens")
    if overlap < 0 or overlap >= size:
        raise ValueError("the overlap must be smaller than a window")
    spans, start = [], 0
    while True:
        end = min(start + size, n_tokens)
        spans.append((start, end))
        if end == n_tokens:
            return spans
        start = end - overlap


@bank.right("counts the windows first; named tuples")
def windows(n_tokens, size, overlap):
    from collections import namedtuple

    span = namedtuple("Span", "start end")
    if n_tokens < 1 or overlap not in range(size):
        raise ValueError("out of range")
    step = size - overlap
    further = max(0, -(-(n_tokens - size) // step))
    return [span(i * step, min(i * step + size, n_tokens)) for i in range(further + 1)]


bank.region(
    "n_tokens < size", "n_tokens == size", "n_tokens == size + 1", "n_tokens <= overlap", "n_tokens == overlap + 1"
)
bank.region(
    "overlap == size - 1 and n_tokens > size", "overlap == 0 and n_tokens % size", "overlap == 0 == n_tokens % size"
)
bank.region(
    "n_tokens > size and (n_tokens - overlap) % (size - overlap) == 0", "size == 1 < n_tokens", "2 * overlap > size"
)
bank.region("n_tokens > size and (n_tokens - overlap) % (size - overlap) == 1", "size == 2 and overlap == 1")
bank.error("n_tokens == 0 and size > overlap >= 0", "n_tokens < 0 and size > overlap >= 0", "overlap == size > 0")
bank.error("overlap > size > 0", "overlap == -1", "overlap < -1", "size == 0", "size < 0", "n_tokens == 0 == size")
bank.error("n_tokens < overlap == size", "size < 0 and overlap < 0", "size < 0 <= overlap")
bank.outside("n_tokens == 0", "size == 0", why="an error")
