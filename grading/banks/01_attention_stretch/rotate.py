"""Answers to stretch part 2, rotary positions."""
# ruff: noqa: F811  (one function, many answers)

import torch

from grading.banks import Bank

bank = Bank()


@bank.wrong("pairs neighbours")
def rotate(x, positions, base=10_000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    angles = positions[:, None] * base ** (-torch.arange(0, d, 2) / d)
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, b * cos + a * sin], dim=-1).flatten(-2)


@bank.wrong("turns the other way")
def rotate(x, positions, base=10_000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    angles = positions[:, None] * base ** (-torch.arange(0, d, 2) / d)
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * cos + b * sin, b * cos - a * sin], dim=-1)


@bank.wrong("same sign at both sines: a shear, not a turn")
def rotate(x, positions, base=10_000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    angles = positions[:, None] * base ** (-torch.arange(0, d, 2) / d)
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * cos + b * sin, b * cos + a * sin], dim=-1)


@bank.wrong("ignores the positions it is given")
def rotate(x, positions, base=10_000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    angles = torch.arange(x.shape[-2])[:, None] * base ** (-torch.arange(0, d, 2) / d)
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], dim=-1)


@bank.wrong("starts at the first position and counts on")
def rotate(x, positions, base=10_000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    counted = positions[0] + torch.arange(x.shape[-2])
    angles = counted[:, None] * base ** (-torch.arange(0, d, 2) / d)
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], dim=-1)


@bank.wrong("counts positions from 1")
def rotate(x, positions, base=10_000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    angles = (positions[:, None] + 1) * base ** (-torch.arange(0, d, 2) / d)
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], dim=-1)


@bank.wrong("ignores the base it is given")
def rotate(x, positions, base=10_000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    angles = positions[:, None] * 10_000.0 ** (-torch.arange(0, d, 2) / d)
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], dim=-1)


@bank.wrong("keeps the base of the example")
def rotate(x, positions, base=4.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    angles = positions[:, None] * base ** (-torch.arange(0, d, 2) / d)
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], dim=-1)


@bank.wrong("exponent i / d instead of 2i / d")
def rotate(x, positions, base=10_000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    angles = positions[:, None] * base ** (-torch.arange(d // 2) / d)
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], dim=-1)


@bank.wrong("forgets the minus in the exponent")
def rotate(x, positions, base=10_000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    angles = positions[:, None] * base ** (torch.arange(0, d, 2) / d)
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], dim=-1)


@bank.wrong("turns all pairs at one rate")
def rotate(x, positions, base=10_000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    angles = positions[:, None].float().expand(-1, d // 2)
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], dim=-1)


@bank.wrong("rates spread from 1 to 1 / base, both ends included")
def rotate(x, positions, base=10_000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    angles = positions[:, None] * base ** -torch.linspace(0, 1, d // 2)
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], dim=-1)


@bank.wrong("computes the angles in the dtype of x")
def rotate(x, positions, base=10_000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    rates = (base ** (-torch.arange(0, d, 2) / d)).to(x.dtype)
    angles = positions[:, None].to(x.dtype) * rates
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * angles.cos() - b * angles.sin(), b * angles.cos() + a * angles.sin()], dim=-1)


@bank.wrong("rounds the angles to bfloat16")
def rotate(x, positions, base=10_000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    angles = (positions[:, None] * base ** (-torch.arange(0, d, 2) / d)).to(torch.bfloat16)
    cos, sin = angles.float().cos().to(x.dtype), angles.float().sin().to(x.dtype)
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], dim=-1)


@bank.wrong("answers in float32 whatever comes in")
def rotate(x, positions, base=10_000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    angles = positions[:, None] * base ** (-torch.arange(0, d, 2) / d)
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * angles.cos() - b * angles.sin(), b * angles.cos() + a * angles.sin()], dim=-1)


@bank.wrong("writes the first half in place, and reads it again for the second")
def rotate(x, positions, base=10_000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    angles = positions[:, None] * base ** (-torch.arange(0, d, 2) / d)
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    x = x.clone()
    x[..., : d // 2] = x[..., : d // 2] * cos - x[..., d // 2 :] * sin
    x[..., d // 2 :] = x[..., d // 2 :] * cos + x[..., : d // 2] * sin
    return x


@bank.wrong("turns x itself")
def rotate(x, positions, base=10_000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    angles = positions[:, None] * base ** (-torch.arange(0, d, 2) / d)
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = (half.clone() for half in x.chunk(2, dim=-1))
    x[..., : d // 2] = a * cos - b * sin
    x[..., d // 2 :] = b * cos + a * sin
    return x


@bank.wrong("takes an odd width, and drops a number")
def rotate(x, positions, base=10_000.0):
    d = x.shape[-1] // 2 * 2
    angles = positions[:, None] * base ** (-torch.arange(0, d, 2) / d)
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = x[..., : d // 2], x[..., d // 2 : d]
    return torch.cat([a * cos - b * sin, b * cos + a * sin], dim=-1)


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
