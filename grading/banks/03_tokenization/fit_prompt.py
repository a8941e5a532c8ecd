"""Answers to part 3, a prompt that has to fit."""
# ruff: noqa: F811  (one function, many answers)

from grading.banks import Bank

bank = Bank("fit_prompt")
patch = bank.patch
ROOM = "room = window_tokens - max_new_tokens - len(start) - len(end)"
DROPPED = "dropped = max(0, len(text) - room)"
RETURN = "return start + text[dropped:] + end, dropped"
WHOLE = "return (start + text + end)"

patch("text[dropped:]", "text[: len(text) - dropped]", "keeps the start of the text")
patch(RETURN, WHOLE + "[dropped:], dropped", "cuts the finished prompt: loses the special token at the start")
patch(RETURN, WHOLE + "[: window_tokens - max_new_tokens], dropped", "cuts the end of the finished prompt")
patch("text[dropped:]", "text[-room:]", "text[-0:] is the whole text")
patch("text[dropped:]", "text[-dropped:]", "takes as many tokens as it should drop")
patch(" - max_new_tokens -", " -", "leaves no room for the answer")
patch(" - len(start) - len(end)", "", "leaves no room for the special tokens")
patch(" - len(end)", "", "leaves no room for the special tokens at the end")
patch("len(start) - len(end)", "2", "counts one special token on each side, as BERT has them")
patch("len(start) - len(end)", "3", "counts the three special tokens of the example")
patch("len(text) - room)", "len(text) - room + 1)", "keeps one token less than fits")
patch("len(text) - room)", "len(text) - room - 1)", "keeps one token more than fits")
patch(DROPPED, DROPPED + "\n    if text and len(text) == room:\n        dropped = 1", "cuts a text that fits exactly")
patch("if room < 0:", "if room <= 0:", "refuses when the whole text has to go")
patch("if room < 0:", "if room < min(1, len(text)):", "refuses when no token of the text is left")
patch("    if room < 0:", "    room = max(0, room)\n    if room < 0:", "never refuses")
patch("if room < 0:", "if max_new_tokens > window_tokens:", "refuses only an answer that is too long by itself")
patch("if room < 0:", "if room < -1:", "lets one token too many pass")
patch("if room < 0:", "if room < len(text):", "refuses instead of cutting")
patch("    dropped =", "    if not text:\n        return [], 0\n    dropped =", "nothing at all for no text")
patch("+ end, dropped", ", dropped", "loses the end's special tokens")
patch(RETURN, "start += text[dropped:] + end\n    return start, dropped", "adds to the caller's list")
patch(RETURN, "del text[:dropped]\n    return start + text + end, dropped", "removes from the caller's list")
patch(
    RETURN,
    "if not start and not end and not dropped:\n        return text, 0\n    " + RETURN,
    "returns the caller's own list when nothing has to change",
)
patch(
    DROPPED,
    "text = [one for one in text if one not in start + end]\n    " + DROPPED,
    "takes out special tokens inside the text as well",
)
patch(RETURN, "return start + text[dropped:] + end, len(text) - dropped", "reports how many tokens were kept")
patch(RETURN, "return start + text[dropped:] + end, len(text) - room", "reports a negative number when all fits")
patch(RETURN, "return start + text[dropped:] + end, bool(dropped)", "reports whether something was dropped")
patch(RETURN, "return [*start, *text[dropped:], *end]", "returns the prompt alone")


@bank.right("drops one token after the other from a copy")
def fit_prompt(start, text, end, window_tokens, max_new_tokens):
    kept = list(text)
    while len(start) + len(kept) + len(end) + max_new_tokens > window_tokens:
        if not kept:
            raise ValueError("special tokens and answer do not fit into the window")
        kept.pop(0)
    return [*start, *kept, *end], len(text) - len(kept)


@bank.right("collects from the end")
def fit_prompt(start, text, end, window_tokens, max_new_tokens):
    free = window_tokens - max_new_tokens - len(start + end)
    if free < 0:
        raise ValueError("special tokens and answer do not fit into the window")
    kept = []
    for one in reversed(text):
        if len(kept) == free:
            break
        kept.append(one)
    return start + kept[::-1] + end, len(text) - len(kept)


@bank.right("a slice of the last tokens, with none as a case of its own")
def fit_prompt(start, text, end, window_tokens, max_new_tokens):
    room = window_tokens - max_new_tokens - len(start) - len(end)
    if room < 0:
        raise ValueError("special tokens and answer do not fit into the window")
    kept = text[-room:] if room else []
    return start + kept + end, len(text) - len(kept)


LEFT = "window_tokens - max_new_tokens - len(start) - len(end)"
bank.region(f"{LEFT} == len(text) > 0", f"{LEFT} == len(text) - 1", f"{LEFT} == 0 < len(text)", f"{LEFT} > len(text)")
bank.region(f"0 < {LEFT} < len(text) - 1", f"{LEFT} == 0 == len(text)", "not start and not end", "not text and start")
bank.region("start and not end", "end and not start", "max_new_tokens == 0 < window_tokens", "set(start) & set(text)")
bank.region(
    "window_tokens == max_new_tokens", "len(text) > 1000", "len(start) > len(end) > 0", "0 < len(start) < len(end)"
)
bank.error(f"{LEFT} == -1 and start and end", f"{LEFT} < -1 and start and end", f"{LEFT} == -1 and not text")
bank.error(
    "not start and len(end) + max_new_tokens > window_tokens", "max_new_tokens > window_tokens and not start + end"
)
bank.error("not end and len(start) + max_new_tokens > window_tokens", "max_new_tokens == 0 and " + LEFT + " < 0")
bank.error(
    "max_new_tokens < window_tokens and " + LEFT + " < 0", "len(start) > window_tokens", "len(end) > window_tokens"
)
