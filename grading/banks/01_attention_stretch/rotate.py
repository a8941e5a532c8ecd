"""Answers to stretch part 2, rotary positions."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

bank = Bank("rotate")
patch = bank.patch
HALVES = "first, second = x[..., : d // 2], x[..., d // 2 :]"
RATES = "rates = base ** (-torch.arange(0, d, 2) / d)"
ANGLES = "angles = positions[:, None] * rates"
ROUNDED = "cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)"
RETURN = "return torch.cat([turned_first, turned_second], dim=-1)"

patch(
    HALVES,
    "first, second = x[..., 0::2], x[..., 1::2]",
    "pairs neighbours",
    also={RETURN: "return torch.stack([turned_first, turned_second], dim=-1).flatten(-2)"},
)
patch("cos - second", "cos + second", "turns the other way", also={"cos + first": "cos - first"})
patch("cos - second", "cos + second", "same sign at both sines: a shear, not a turn")
patch(ANGLES, "angles = torch.arange(x.shape[-2])[:, None] * rates", "ignores the positions it is given")
patch(
    ANGLES,
    "angles = (positions[0] + torch.arange(x.shape[-2]))[:, None] * rates",
    "starts at the first position and counts on",
)
patch("positions[:, None]", "(positions[:, None] + 1)", "counts positions from 1")
patch("= base ** (", "= 10_000.0 ** (", "ignores the base it is given")
patch("base: float = 10_000.0", "base: float = 4.0", "keeps the base of the example")
patch("-torch.arange(0, d, 2) / d", "-torch.arange(d // 2) / d", "exponent i / d instead of 2i / d")
patch("-torch.arange", "torch.arange", "forgets the minus in the exponent")
patch(ANGLES, "angles = positions[:, None] * torch.ones(d // 2)", "turns all pairs at one rate")
patch(RATES, "rates = base ** -torch.linspace(0, 1, d // 2)", "rates spread from 1 to 1 / base, both ends included")
patch(ANGLES, "angles = positions[:, None].to(x.dtype) * rates.to(x.dtype)", "computes the angles in the dtype of x")
patch(ROUNDED, "angles = angles.to(torch.bfloat16).float()\n    " + ROUNDED, "rounds the angles to bfloat16")
patch(ROUNDED, "cos, sin = angles.cos(), angles.sin()", "answers in float32 whatever comes in")
patch("second * cos + first * sin", "second * cos + turned_first * sin", "reads the new first half for the second")
patch(
    RETURN,
    "x[..., : d // 2], x[..., d // 2 :] = turned_first, turned_second\n    return x",
    "turns x itself",
)
patch("if d % 2:", "if False:", "checks nothing")
patch(
    "    d = x.shape[-1]\n    if d % 2:",
    "    d = x.shape[-1] // 2 * 2\n    x = x[..., :d]\n    if d % 2:",
    "takes an odd width, and drops a number",
)
patch("if d % 2:", "if d % 2 and d > 1:", "takes a width of 1 for even")
patch(
    RETURN,
    "return torch.cat([turned_first, turned_second], dim=-1).reshape(-1, *x.shape[-2:])",
    "joins the leading dimensions",
)


@bank.right("cos and sin doubled, and rotate_half")
def rotate(x, positions, base=10_000.0):
    if x.shape[-1] % 2 == 1:
        raise ValueError("odd width")
    half = x.shape[-1] // 2
    rates = 1.0 / base ** (torch.arange(half).double() / half)
    angles = torch.outer(positions.double(), rates)
    angles = torch.cat([angles, angles], dim=-1)
    turned = torch.cat([-x[..., half:], x[..., :half]], dim=-1)
    return (x * angles.cos() + turned * angles.sin()).to(x.dtype)


@bank.right("complex numbers")
def rotate(x, positions, base=10_000.0):
    a, b = x.double().tensor_split(2, dim=-1)
    if a.shape != b.shape:
        raise ValueError("odd width")
    angles = positions.double()[:, None] * base ** (-torch.arange(a.shape[-1]).double() / a.shape[-1])
    turned = torch.complex(a, b) * torch.polar(torch.ones_like(angles), angles)
    return torch.cat([turned.real, turned.imag], dim=-1).to(x.dtype)


@bank.right("pair by pair, rates in float32")
def rotate(x, positions, base=10_000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    result = torch.empty_like(x)
    for i in range(d // 2):
        angle = positions.float() * (base ** (-2 * i / d))
        cos, sin = angle.cos().to(x.dtype), angle.sin().to(x.dtype)
        result[..., i] = x[..., i] * cos - x[..., i + d // 2] * sin
        result[..., i + d // 2] = x[..., i + d // 2] * cos + x[..., i] * sin
    return result


FAR = "positions.max() > 50_000"
bank.region(*(f"{FAR} and x.dtype == torch.{dtype}" for dtype in ("float16", "bfloat16", "float32", "float64")))
bank.region(
    "x.shape[-1] == 2",
    "x.shape[-1] > 4 and 'base' in given",
    "'base' in given and base > 10_000",
    "x.shape[-2] == 1 and x.ndim == 2",
)
bank.region("base == 10_000 and 'base' in given", "positions[0] > 0", "x.ndim > 2 and positions[0] > 0")
bank.error(
    "x.shape[-1] == 1", "x.shape[-1] == 3", "x.shape[-1] > 3 and x.shape[-1] % 2", "x.ndim > 2 and x.shape[-1] % 2"
)
bank.outside("x.shape[-1] == 1", why="an odd width: an error")
bank.outside("x.ndim == 1", "*and x.ndim == 1", why="the docstring asks for at least [n, d]")
bank.outside("positions.shape[-2] == 1", why="positions have one dimension")
bank.outside("base == 0", "0 < base < 1", why="the base is over 1")
