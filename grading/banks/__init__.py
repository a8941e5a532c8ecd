"""Banks of answers that prove a notebook's grading: `grading/banks/<notebook>/<function>.py` for each graded function.

A bank holds answers as plain functions, each under a note that says what is different about it. The name says which
function of the notebook an answer replaces; the text goes into the notebook as it stands, so it may use what the
notebook's set-up cell imports, and imports anything else itself.

    bank = Bank()

    @bank.wrong("starts the triangle in the top left corner")      # must lose points, on its own part alone
    def causal_mask(n_new, n_past=0):
        return torch.ones(n_new, n_past + n_new).tril().bool()

    @bank.right("compares positions in loops")                     # must lose none
    def causal_mask(n_new, n_past=0):
        ...

    bank.equivalent("causal_mask", "`a` -> `b`", why="...")        # changes nothing: see grading/mutants.py

To add an assignment: write its banks and run `python -m grading.proof`.
"""

import ast
import importlib
import inspect
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Answer:
    """One way to write `function`. right: whether it deserves all points."""

    function: str
    note: str
    source: str
    right: bool


@dataclass
class Bank:
    """Answers, and the small changes known to change nothing: {(function, change): why}."""

    answers: list[Answer] = field(default_factory=list)
    equivalents: dict[tuple[str, str], str] = field(default_factory=dict)

    def wrong(self, note: str):
        """Decorator: this answer is a mistake people make."""
        return lambda function: self._add(function, note, right=False)

    def right(self, note: str):
        """Decorator: this answer differs from the reference and is as good."""
        return lambda function: self._add(function, note, right=True)

    def equivalent(self, function: str, change: str, why: str) -> None:
        """The change (as `python -m grading.proof` names it) leaves the function's results as they are."""
        self.equivalents[function, change] = why

    def _add(self, function, note, right):
        if any((known.function, known.note) == (function.__name__, note) for known in self.answers):
            raise ValueError(f"two answers for {function.__name__} have the note {note!r}: say how they differ")
        self.answers.append(Answer(function.__name__, note, _source(function), right))
        return function


def load(notebook: str) -> Bank:
    """All answers to the notebook of this name. Raises ValueError if there are none."""
    merged = Bank()
    for path in sorted((HERE / notebook).glob("*.py")):
        bank = importlib.import_module(f"grading.banks.{notebook}.{path.stem}").bank
        merged.answers += bank.answers
        merged.equivalents |= bank.equivalents
    if not merged.answers:
        raise ValueError(f"{notebook}.ipynb has no bank of answers: write grading/banks/{notebook}/<function>.py")
    return merged


def _source(function) -> str:
    """The function as it is written, without its decorators."""
    text = textwrap.dedent(inspect.getsource(function))
    definition = ast.parse(text).body[0]
    return "\n".join(text.splitlines()[definition.lineno - 1 :])
