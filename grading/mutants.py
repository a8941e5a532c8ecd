"""Small changes to a function's text, one at a time: the mistakes nobody thought of when writing the bank.

Each mutant has one operator, number, comparison, call or statement changed. Grading must notice; if it does not, either
a test is missing, or the change changes nothing, and the bank says why (Bank.equivalent).
"""

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_SWAPS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
_MODULES = {"torch", "math", "nn", "F"}


@dataclass(frozen=True)
class Mutant:
    """A changed function and the change: "`old` -> `new` in `statement`"."""

    change: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of the function defined in `source`; its docstring, annotations and error texts are left alone."""
    tree = ast.parse(source)
    seen = Counter()
    for position, statement in _sites(tree):
        for new in _changes(_walk(tree)[position]):
            changed = copy.deepcopy(tree)
            old = _walk(changed)[position]
            label = f"`{ast.unparse(old).splitlines()[0]}` -> `{ast.unparse(new).splitlines()[0]}` in `{statement}`"
            _Replace(old, new).visit(changed)
            seen[label] += 1
            if seen[label] > 1:
                label += f" #{seen[label]}"
            yield Mutant(label, ast.unparse(ast.fix_missing_locations(changed)))


class _Replace(ast.NodeTransformer):
    def __init__(self, old, new):
        self.old, self.new = old, new

    def visit(self, node):
        return self.new if node is self.old else super().visit(node)


def _walk(tree):
    return list(ast.walk(tree))


def _sites(tree):
    """Positions (in the order of ast.walk) that may change, each with the first line of its statement."""
    statement_of, skipped = {}, set()
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and not isinstance(node, ast.FunctionDef):
            first_line = ast.unparse(node).splitlines()[0]
            statement_of |= {id(inner): first_line for inner in ast.walk(node)}
        hidden = []
        if isinstance(node, ast.Raise):
            hidden = [node.exc]
        elif isinstance(node, ast.arg):
            hidden = [node.annotation]
        elif isinstance(node, ast.FunctionDef):
            hidden = [node.returns, *node.decorator_list]
        skipped |= {id(inner) for part in hidden if part for inner in ast.walk(part)}
    for position, node in enumerate(ast.walk(tree)):
        if id(node) not in skipped:
            yield position, statement_of.get(id(node), "def")


def _changes(node):
    """What `node` could be by mistake."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in _SWAPS:
            yield _with(node, ops=[_SWAPS[type(operator)]()])
        case ast.BinOp() | ast.BoolOp() | ast.AugAssign() if type(node.op) in _SWAPS:
            yield _with(node, op=_SWAPS[type(node.op)]())
        case ast.UnaryOp():
            yield node.operand
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int()):
            yield ast.Constant(node.value + 1)
        case ast.Raise():
            yield ast.Pass()
        case ast.Expr() if not isinstance(node.value, ast.Constant):
            yield ast.Pass()
        case ast.Call():
            yield from _calls(node)


def _calls(node):
    """The call left out (`x.float()` -> `x`), and each keyword left out."""
    called = node.func
    if isinstance(called, ast.Attribute) and ast.unparse(called).split(".")[0] not in _MODULES:
        yield called.value
    for i in range(len(node.keywords)):
        yield _with(node, keywords=node.keywords[:i] + node.keywords[i + 1 :])


def _with(node, **changes):
    changed = copy.copy(node)
    for name, value in changes.items():
        setattr(changed, name, value)
    return changed
