"""Answers that are right except in one region of their inputs: a dtype, a rank, a tie, an optional argument, ...

`regions` lists such regions from a function's annotations and docstring; a bank adds its own, and names those that the
docstring excludes. `region_mutants` makes an answer from each: the reference, wrapped so that it goes wrong there, and
nowhere else. Hidden tests must notice: whoever answers for float32 alone, or for one way into an error alone, has not
done what the docstring asks.

How a wrapped function goes wrong: "value" (the last number, letter or item of the result is another one), "dtype" (a
tensor comes in another dtype), "type" (a plain number comes as a tensor or a float), "in place" (an argument is
changed), "accepts" (what must be refused is not).
"""

import ast
import contextlib
import functools
import inspect
import re
import types
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

import torch

from grading.mutants import Mutant

FLOATS = ("float16", "bfloat16", "float32", "float64")
MUTABLE = ("torch.Tensor", "list", "dict", "set")
WIDER = {torch.float32: torch.float64, torch.int64: torch.int32, torch.bool: torch.uint8}


def regions(source: str) -> list[str]:
    """Expressions over the parameters of the function in `source`, each for an input that is easily forgotten."""
    definition = ast.parse(source).body[0]
    text = ast.get_docstring(definition) or ""
    found, first = [], True
    for name, kind in _parameters(definition):
        if kind == "torch.Tensor":
            found += _tensor(name, whole=bool(re.search(rf"\b{name}: int64", text)), first=first)
            first = False
        else:
            found += [form.format(name) for form in _PLAIN.get(kind.partition("[")[0], ())]
    for argument in definition.args.args[len(definition.args.args) - len(definition.args.defaults) :]:
        found += [f"'{argument.arg}' in given", f"'{argument.arg}' not in given"]
    return found


def _parameters(definition):
    return [(one.arg, ast.unparse(one.annotation) if one.annotation else "") for one in definition.args.args]


def _tensor(name, whole, first):
    yield from (f"{name}.shape[{i}] == 1" for i in (0, -2, -1))
    yield f"not {name}.is_contiguous()"
    if whole:
        yield from (f"({name} == {number}).all()" for number in (0, 1))
        yield from (f"{name}.min() > 0", f"{name}.max() > 1000", f"(mixed := {name}.diff()).min() < 0 < mixed.max()")
        return
    yield from (f"{name}.max() < 0", f"{name}.amax(-1).min() < -1000", f"{name}.max() > 1000", f"not {name}.any()")
    yield f"({name} == {name}.amax(-1, keepdim=True)).sum(-1).max() > 1"
    if first:
        yield from (f"{name}.ndim == {rank}" for rank in (1, 2, 3, 4, 5))
        for dtype in FLOATS:
            yield f"{name}.dtype == torch.{dtype}"
            yield f"{name}.dtype == torch.{dtype} and not {name}.is_contiguous()"
            yield from (f"{name}.dtype == torch.{dtype} and {name}.ndim == {rank}" for rank in (1, 2, 3, 4, 5))


_PLAIN = {
    "int": ("{} == 0", "{} == 1", "{} == 2", "{} > 2", "{} > 1000"),
    "float": ("{} == 0", "0 < {} < 1", "{} > 1", "{} > 1000", "type({}) is int"),
    "str": ("{} == ''", "len({}) == 1", "len({}) > 20", "not {}.isascii()"),
    "list": ("len({}) == 0", "len({}) == 1", "len({}) == 2", "len({}) > 4"),
    "tuple": ("len({}) == 0", "len({}) == 1", "len({}) == 2", "len({}) > 4"),
    "dict": ("len({}) == 0", "len({}) == 1", "len({}) > 4"),
    "set": ("len({}) == 1", "len({}) > 4"),
    "torch.dtype": tuple(f"{{}} == torch.{dtype}" for dtype in FLOATS),
}


def region_mutants(source: str, bank) -> Iterator[Mutant]:
    """The reference in `source` made wrong in one region at a time: the generic ones, and those of the bank."""
    name = ast.parse(source).body[0].name
    for kind, inside in _changes(source, bank):
        if not any(_excludes(pattern, kind, inside) for pattern in bank.excluded):
            wrapped = f"{name} = wrong_in({name}, {inside!r}, {kind!r})"
            yield Mutant(f"{kind} where {inside}", f"{source}\n\n\nfrom grading.regions import wrong_in\n\n{wrapped}")


def unknown(source: str, bank) -> list[str]:
    """Patterns of the bank that exclude nothing."""
    made = _changes(source, bank)
    return [pattern for pattern in bank.excluded if not any(_excludes(pattern, *change) for change in made)]


def _changes(source, bank):
    """[(kind, region)]: each way to go wrong in each region."""
    definition = ast.parse(source).body[0]
    returns = ast.unparse(definition.returns) if definition.returns else ""
    kinds = ["value"] + ["dtype"] * ("Tensor" in returns) + ["type"] * bool(re.search(r"\b(int|float)\b", returns))
    generic = regions(source)
    dtypes = [inside for inside in generic if re.fullmatch(r"\w+\.dtype == torch\.\w+", inside)]
    changes = [(kind, inside) for inside in generic + bank.regions for kind in kinds]
    changes += [("accepts", inside) for inside in bank.errors]
    for name, kind in _parameters(definition):
        if kind.partition("[")[0] in MUTABLE:
            changes += [(f"in place, {name}", inside) for inside in ["True", *dtypes]]
    return changes


def _excludes(pattern, kind, inside):
    return inside == pattern or fnmatchcase(inside, pattern) or fnmatchcase(f"{kind} where {inside}", pattern)


def wrong_in(function, inside: str, kind: str):
    """The function, wrong in this way where the expression holds for its arguments."""
    signature, condition = inspect.signature(function), compile(inside, "region", "eval")

    @functools.wraps(function)
    def changed(*args, **named):
        bound = signature.bind(*args, **named)
        given = frozenset(bound.arguments)
        bound.apply_defaults()
        if not _holds(condition, {**bound.arguments, "given": given}):
            return function(*args, **named)
        if kind == "accepts":
            return _accepting(function, args, named)
        result = function(*args, **named)
        if kind.startswith("in place"):
            result = result.clone() if isinstance(result, torch.Tensor) else result
            _spoil_in_place(bound.arguments[kind.partition(", ")[2]])
            return result
        return _SPOIL[kind](result)

    return changed


def _holds(condition, arguments) -> bool:
    try:
        return bool(eval(condition, {"torch": torch, **arguments}))
    except (IndexError, RuntimeError, TypeError, ValueError, KeyError, AttributeError):
        return False  # the question makes no sense for this input


def _accepting(function, args, named):
    try:
        return function(*args, **named)
    except ValueError:
        return None


def _each(change, result):
    """Change the last item of a collection; `change` does it for what is none."""
    if isinstance(result, types.GeneratorType):
        return _changed_stream(change, result)
    if isinstance(result, tuple) and result:
        items = *result[:-1], _each(change, result[-1])
        return type(result)(*items) if hasattr(result, "_fields") else items
    if isinstance(result, list) and result:
        return [*result[:-1], _each(change, result[-1])]
    if isinstance(result, dict) and result:
        last = list(result)[-1]
        return {**result, last: _each(change, result[last])}
    return change(result)


def _changed_stream(change, pieces: Iterable):
    held = next(pieces, None)
    for piece in pieces:
        yield held
        held = piece
    if held is not None:
        yield change(held)
    else:
        yield "?"


def _another_value(result):
    if isinstance(result, torch.Tensor):
        return _another_tensor(result.clone())
    if isinstance(result, bool) or result is None:
        return not result
    if isinstance(result, int):
        return result + 1
    if isinstance(result, float):
        return result * 1.01 + 1e-9
    if isinstance(result, str):
        return result + "?"
    return {tuple: (0,), list: [0], dict: {"?": 0}}.get(type(result))


def _another_tensor(result):
    last = result.reshape(-1)[-1:]
    if not len(last):
        return result[None]
    if result.dtype == torch.bool:
        other = ~last
    elif result.is_floating_point():
        other = last + 0.1 + 0.1 * last.abs()
    else:
        other = last + 1
    return torch.cat([result.reshape(-1)[:-1], other]).reshape(result.shape)


def _another_dtype(result):
    return result.to(WIDER.get(result.dtype, torch.float32)) if isinstance(result, torch.Tensor) else result


def _another_type(result):
    if isinstance(result, float):
        return torch.tensor(result, dtype=torch.float64)
    return float(result) if isinstance(result, int) else result


def _spoil_in_place(argument):
    if isinstance(argument, torch.Tensor):
        with contextlib.suppress(RuntimeError):  # a view in which numbers share their memory
            argument.copy_(_another_tensor(argument.detach()))
    elif isinstance(argument, list):
        argument[:] = argument[1:] if argument else [0]
    elif isinstance(argument, dict):
        argument["?"] = 0
    else:
        argument.add("?")


_SPOIL = {
    kind: functools.partial(_each, change)
    for kind, change in {"value": _another_value, "dtype": _another_dtype, "type": _another_type}.items()
}
