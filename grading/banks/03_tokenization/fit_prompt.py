"""Answers to part 3, a prompt that has to fit."""
# ruff: noqa: F811  (one function, many answers)

from grading.banks import Bank

bank = Bank()


@bank.wrong("keeps the start of the text")
def fit_prompt(start, text, end, window_tokens, max_new_tokens):
    room = window_tokens - max_new_tokens - len(start) - len(end)
    if room < 0:
        raise ValueError("does not fit")
    return start + text[:room] + end, max(0, len(text) - room)


@bank.wrong("cuts the finished prompt: loses the special token at the start")
def fit_prompt(start, text, end, window_tokens, max_new_tokens):
    room = window_tokens - max_new_tokens
    if room < len(start) + len(end):
        raise ValueError("does not fit")
    whole = start + text + end
    dropped = max(0, len(whole) - room)
    return whole[dropped:], dropped


@bank.wrong("cuts the end of the finished prompt")
def fit_prompt(start, text, end, window_tokens, max_new_tokens):
    room = window_tokens - max_new_tokens
    if room < len(start) + len(end):
        raise ValueError("does not fit")
    whole = start + text + end
    return whole[:room], max(0, len(whole) - room)


@bank.wrong("text[-0:] is the whole text")
def fit_prompt(start, text, end, window_tokens, max_new_tokens):
    room = window_tokens - max_new_tokens - len(start) - len(end)
    if room < 0:
        raise ValueError("does not fit")
    kept = text[-room:]
    return start + kept + end, len(text) - len(kept)


@bank.wrong("leaves no room for the answer")
def fit_prompt(start, text, end, window_tokens, max_new_tokens):
    room = window_tokens - len(start) - len(end)
    if room < 0:
        raise ValueError("does not fit")
    dropped = max(0, len(text) - room)
    return start + text[dropped:] + end, dropped


@bank.wrong("leaves no room for the special tokens")
def fit_prompt(start, text, end, window_tokens, max_new_tokens):
    room = window_tokens - max_new_tokens
    if room < len(start) + len(end):
        raise ValueError("does not fit")
    dropped = max(0, len(text) - room)
    return start + text[dropped:] + end, dropped


@bank.wrong("counts one special token on each side, as BERT has them")
def fit_prompt(start, text, end, window_tokens, max_new_tokens):
    room = window_tokens - max_new_tokens - 2
    if room < 0:
        raise ValueError("does not fit")
    dropped = max(0, len(text) - room)
    return start + text[dropped:] + end, dropped


@bank.wrong("keeps one token less than fits")
def fit_prompt(start, text, end, window_tokens, max_new_tokens):
    room = window_tokens - max_new_tokens - len(start) - len(end)
    if room < 0:
        raise ValueError("does not fit")
    dropped = max(0, len(text) - room + 1)
    return start + text[dropped:] + end, dropped


@bank.wrong("cuts a text that fits exactly")
def fit_prompt(start, text, end, window_tokens, max_new_tokens):
    room = window_tokens - max_new_tokens - len(start) - len(end)
    if room < 0:
        raise ValueError("does not fit")
    dropped = 0 if len(text) < room else max(1, len(text) - room) if text else 0
    return start + text[dropped:] + end, dropped


@bank.wrong("refuses when the whole text has to go")
def fit_prompt(start, text, end, window_tokens, max_new_tokens):
    room = window_tokens - max_new_tokens - len(start) - len(end)
    if room <= 0:
        raise ValueError("does not fit")
    dropped = max(0, len(text) - room)
    return start + text[dropped:] + end, dropped


@bank.wrong("never refuses")
def fit_prompt(start, text, end, window_tokens, max_new_tokens):
    room = max(0, window_tokens - max_new_tokens - len(start) - len(end))
    dropped = max(0, len(text) - room)
    return start + text[dropped:] + end, dropped


@bank.wrong("loses the end's special tokens")
def fit_prompt(start, text, end, window_tokens, max_new_tokens):
    room = window_tokens - max_new_tokens - len(start) - len(end)
    if room < 0:
        raise ValueError("does not fit")
    dropped = max(0, len(text) - room)
    return start + text[dropped:], dropped


@bank.wrong("adds to the caller's list")
def fit_prompt(start, text, end, window_tokens, max_new_tokens):
    room = window_tokens - max_new_tokens - len(start) - len(end)
    if room < 0:
        raise ValueError("does not fit")
    dropped = max(0, len(text) - room)
    start += text[dropped:] + end
    return start, dropped


@bank.wrong("removes the oldest tokens from the caller's list")
def fit_prompt(start, text, end, window_tokens, max_new_tokens):
    room, dropped = window_tokens - max_new_tokens - len(start) - len(end), 0
    if room < 0:
        raise ValueError("does not fit")
    while len(text) > room:
        del text[0]
        dropped += 1
    return start + text + end, dropped


@bank.wrong("takes out special tokens inside the text as well")
def fit_prompt(start, text, end, window_tokens, max_new_tokens):
    room = window_tokens - max_new_tokens - len(start) - len(end)
    if room < 0:
        raise ValueError("does not fit")
    text = [one for one in text if one not in start + end]
    dropped = max(0, len(text) - room)
    return start + text[dropped:] + end, dropped


@bank.wrong("reports how many tokens were kept")
def fit_prompt(start, text, end, window_tokens, max_new_tokens):
    room = window_tokens - max_new_tokens - len(start) - len(end)
    if room < 0:
        raise ValueError("does not fit")
    dropped = max(0, len(text) - room)
    return start + text[dropped:] + end, len(text) - dropped


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
