"""Banks of answers that prove a notebook's grading: `grading/banks/<notebook>/<function>.py`, a Bank for each function.

An answer is the reference with one piece of text replaced, or, where its structure differs, a whole function:

    bank = Bank("causal_mask")

    bank.patch("<=", "<", "no token sees itself")                      # must lose points, on its own part alone
    bank.patch("<=", "<=", "the same", also={...}, right=True)          # must lose none

    @bank.wrong("starts the triangle in the top left corner")
    def causal_mask(n_new, n_past=0):
        return torch.ones(n_new, n_past + n_new).tril().bool()

    @bank.right("compares positions in loops")
    def causal_mask(n_new, n_past=0):
        ...

A whole answer's text goes into the notebook as it stands, so it may use what the notebook's set-up cell imports, and
imports anything else itself. Beside answers a bank says what grading/mutants.py and grading/regions.py need to know:

    bank.equivalent("`a` -> `b`", why="...")     # this small change changes nothing
    bank.region("n_past == 7", ...)              # inputs where a function may be wrong alone, beside the generic ones
    bank.error("n_new == 0", ...)                # inputs that must be refused
    bank.outside("n_new == 0", why="...")        # the docstring excludes these generic inputs; * is anything

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
    """One way to write `function`: a whole text, or changes to the reference. right: whether it deserves all points."""

    function: str
    note: str
    right: bool
    source: str = ""
    changes: tuple[tuple[str, str], ...] = ()

    def text(self, reference: str) -> str:
        """The answer's text. ValueError if the reference (without docstring) has a replaced piece not once."""
        if self.source:
            return self.source
        changed = code = _without_docstring(reference)
        for old, new in self.changes:
            if code.count(old) != 1 or new == old:
                found = f"occurs {code.count(old)} times in the reference, not once, or changes nothing"
                raise ValueError(f"{self.function}, {self.note}: {old!r} {found}")
        for old, new in sorted(self.changes, key=lambda change: -code.index(change[0])):  # the last one first
            at = code.index(old)
            changed = changed[:at] + new + changed[at + len(old) :]
        return changed


@dataclass
class Bank:
    """Answers to one function, and what is known about small changes and about regions of its inputs."""

    function: str
    answers: list[Answer] = field(default_factory=list)
    equivalents: dict[str, str] = field(default_factory=dict)
    regions: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    excluded: dict[str, str] = field(default_factory=dict)

    def patch(self, old: str, new: str, why: str, *, also: dict[str, str] | None = None, right: bool = False) -> None:
        """The reference with `old`, which occurs once, replaced by `new` (and each key of `also` by its value)."""
        changes = ((old, new), *(also or {}).items())
        self._add(Answer(self.function, why, right, changes=changes))

    def wrong(self, note: str):
        """Decorator: this answer is a mistake people make."""
        return lambda function: self._add(Answer(self._name(function), note, False, _source(function)))

    def right(self, note: str):
        """Decorator: this answer differs from the reference and is as good."""
        return lambda function: self._add(Answer(self._name(function), note, True, _source(function)))

    def equivalent(self, change: str, why: str) -> None:
        """The change (as `python -m grading.proof` names it) leaves the function's results as they are."""
        self.equivalents[change] = why

    def region(self, *inside: str) -> None:
        """Expressions over the parameters (`given`: the names that were passed) on which an answer may fail alone."""
        self.regions += inside

    def error(self, *inside: str) -> None:
        """Expressions over the parameters, for inputs that must be refused: one for each way into the error."""
        self.errors += inside

    def outside(self, *patterns: str, why: str) -> None:
        """Regions that the docstring excludes or no input reaches; "dtype where ..." leaves out one way to fail."""
        self.excluded |= dict.fromkeys(patterns, why)

    def _name(self, function):
        if function.__name__ != self.function:
            raise ValueError(f"this bank is for {self.function}, the answer for {function.__name__}")
        return function.__name__

    def _add(self, answer):
        if answer.note in [known.note for known in self.answers]:
            raise ValueError(f"two answers for {self.function} have the note {answer.note!r}: say how they differ")
        self.answers.append(answer)


def load(notebook: str) -> dict[str, Bank]:
    """{function: its bank} for the notebook of this name. Raises ValueError if there is none."""
    banks = {}
    for path in sorted((HERE / notebook).glob("*.py")):
        module = importlib.import_module(f"grading.banks.{notebook}.{path.stem}")
        for bank in (value for value in vars(module).values() if isinstance(value, Bank)):
            if banks.get(bank.function, bank) is not bank:
                raise ValueError(f"{notebook} has two banks for {bank.function}: join them")
            banks[bank.function] = bank
    if not banks:
        raise ValueError(f"{notebook}.ipynb has no bank of answers: write grading/banks/{notebook}/<function>.py")
    return banks


def _without_docstring(source: str) -> str:
    first = ast.parse(source).body[0].body[0]
    lines = source.splitlines()
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        del lines[first.lineno - 1 : first.end_lineno]
    return "\n".join(lines)


def _source(function) -> str:
    """The function as it is written, without its decorators."""
    text = textwrap.dedent(inspect.getsource(function))
    definition = ast.parse(text).body[0]
    return "\n".join(text.splitlines()[definition.lineno - 1 :])
