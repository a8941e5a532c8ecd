"""Answers to stretch part 2, windows with overlap."""
# ruff: noqa: F811  (one function, many answers)

from grading.banks import Bank

bank = Bank()


@bank.wrong("loses a last window that is shorter")
def windows(n_tokens, size, overlap):
    if n_tokens < 1 or not 0 <= overlap < size:
        raise ValueError("out of range")
    return [(start, start + size) for start in range(0, n_tokens - size + 1, size - overlap)]


@bank.wrong("a last window that holds nothing new")
def windows(n_tokens, size, overlap):
    if n_tokens < 1 or not 0 <= overlap < size:
        raise ValueError("out of range")
    return [(start, min(start + size, n_tokens)) for start in range(0, n_tokens, size - overlap)]


@bank.wrong("the last window reaches beyond the text")
def windows(n_tokens, size, overlap):
    if n_tokens < 1 or not 0 <= overlap < size:
        raise ValueError("out of range")
    return [(start, start + size) for start in range(0, max(n_tokens - overlap, 1), size - overlap)]


@bank.wrong("moves the last window back until it is full")
def windows(n_tokens, size, overlap):
    if n_tokens < 1 or not 0 <= overlap < size:
        raise ValueError("out of range")
    starts = range(0, max(n_tokens - overlap, 1), size - overlap)
    return [(max(0, min(start, n_tokens - size)), min(start + size, n_tokens)) for start in starts]


@bank.wrong("takes the overlap for the step")
def windows(n_tokens, size, overlap):
    if n_tokens < 1 or not 0 <= overlap < size:
        raise ValueError("out of range")
    spans, start = [(0, min(size, n_tokens))], 0
    while spans[-1][1] < n_tokens:
        start += max(overlap, 1)
        spans.append((start, min(start + size, n_tokens)))
    return spans


@bank.wrong("no overlap")
def windows(n_tokens, size, overlap):
    if n_tokens < 1 or not 0 <= overlap < size:
        raise ValueError("out of range")
    return [(start, min(start + size, n_tokens)) for start in range(0, n_tokens, size)]


@bank.wrong("end is the last token of the window")
def windows(n_tokens, size, overlap):
    if n_tokens < 1 or not 0 <= overlap < size:
        raise ValueError("out of range")
    starts = range(0, max(n_tokens - overlap, 1), size - overlap)
    return [(start, min(start + size, n_tokens) - 1) for start in starts]


@bank.wrong("skips a token: adds the overlap to the step")
def windows(n_tokens, size, overlap):
    if n_tokens < 1 or not 0 <= overlap < size:
        raise ValueError("out of range")
    return [(start, min(start + size, n_tokens)) for start in range(0, n_tokens, size + overlap)]


@bank.wrong("no window for a text that is shorter than the overlap")
def windows(n_tokens, size, overlap):
    if n_tokens < 1 or not 0 <= overlap < size:
        raise ValueError("out of range")
    starts = range(0, n_tokens - overlap, size - overlap)
    return [(start, min(start + size, n_tokens)) for start in starts]


@bank.wrong("leaves out a rest of one token")
def windows(n_tokens, size, overlap):
    if n_tokens < 1 or not 0 <= overlap < size:
        raise ValueError("out of range")
    starts = range(0, max(n_tokens - overlap - 1, 1), size - overlap)
    return [(start, min(start + size, n_tokens)) for start in starts]


@bank.wrong("accepts an overlap of a whole window")
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


@bank.wrong("no window, and no error, for no tokens")
def windows(n_tokens, size, overlap):
    if not 0 <= overlap < size:
        raise ValueError("out of range")
    spans, start = [], 0
    while start < n_tokens and (not spans or spans[-1][1] < n_tokens):
        spans.append((start, min(start + size, n_tokens)))
        start += size - overlap
    return spans


@bank.wrong("lists instead of pairs")
def windows(n_tokens, size, overlap):
    if n_tokens < 1 or not 0 <= overlap < size:
        raise ValueError("out of range")
    starts = range(0, max(n_tokens - overlap, 1), size - overlap)
    return [list(range(start, min(start + size, n_tokens))) for start in starts]


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


@bank.right("counts the windows first")
def windows(n_tokens, size, overlap):
    if n_tokens < 1 or overlap not in range(size):
        raise ValueError("out of range")
    step = size - overlap
    further = max(0, -(-(n_tokens - size) // step))
    return [(i * step, min(i * step + size, n_tokens)) for i in range(further + 1)]
