"""What every lesson shares besides figures: the forms of a prediction and of a quiz.

Prediction. A code cell holds a literal that the learner may fill in, and `reveal` answers either way:

    guess = None                      # your guess, 0 to 1
    reveal("top weight", weights.max(), guess)

Quiz. Pure Markdown, so that it works in every viewer and without a kernel. Under the heading "Check yourself" there is
one cell per question: it begins with "**Question", then has one `<details>` block per choice. The summary is the
choice; the text behind it begins with "Right" in exactly one block and with "Wrong" in the others, and says why.
"""

_CLOSE = 1.1


def reveal(label: str, measured, guess=None, unit: str = "") -> None:
    """Print what was measured, and how far `guess` was if there is one.

    measured: a number (or a tensor with one element), a bool or a text. guess: the same kind, or None for "show me"; of
    a text, capitals and spaces around it do not count.
    Whole numbers are printed in full; others to three significant digits, so that they read the same on every machine.
    Raises TypeError if the guess is of another kind than what was measured.
    """
    measured = _plain(measured)
    line = f"{label}: {_readable(measured)}{unit and ' ' + unit}"
    if guess is None:
        print(line)
        return
    print(f"{line}; your guess {_readable(_plain(guess))} {_verdict(label, measured, _plain(guess))}")


def _plain(value):
    return value.item() if hasattr(value, "item") else value


def _readable(value) -> str:
    if isinstance(value, (bool, str)):
        return str(value)
    if isinstance(value, int):
        return f"{value:,}"
    if value != 0 and not 1e-3 <= abs(value) < 1e15:
        return f"{value:.3g}"
    rounded = float(f"{value:.3g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:g}"


def _forgiving(value) -> str:
    return " ".join(_readable(value).split()).casefold()


def _verdict(label, measured, guess) -> str:
    numbers = [isinstance(v, (int, float)) and not isinstance(v, bool) for v in (measured, guess)]
    if numbers[0] != numbers[1] or (not numbers[0] and type(measured) is not type(guess)):
        raise TypeError(
            f"your guess for {label!r} is {guess!r}, but a value like {_readable(measured)} is measured: "
            f"write a {'number' if numbers[0] else type(measured).__name__}, or None to just see it."
        )
    if measured == guess or _forgiving(measured) == _forgiving(guess):
        return "is right"
    if not numbers[0]:
        return "is not right"
    if measured > 0 and guess > 0:
        times = max(measured / guess, guess / measured)
        if times < _CLOSE:
            return "is close"
        return f"is {_readable(float(f'{times:.2g}'))} times too {'high' if guess > measured else 'low'}"
    return f"is off by {_readable(guess - measured)}"
