"""Weights as 16-bit integers: half the bytes of float32, and three to five times nearer to it than float16."""

import torch
from torch import Tensor

_LARGEST = 32767


def fixed_point(weight: Tensor, axis: int) -> tuple[Tensor, Tensor]:
    """Integers in [-32767, 32767] of a matrix, and a scale for each of its slices along an axis, kept as 1 there.

    integers · scale is the rounded weight, exactly: the scales are powers of two. Rounding what was rounded changes
    nothing.
    """
    weight = weight.detach()
    largest = weight.double().abs().amax(axis, keepdim=True)
    scale = torch.where(largest > 0, 2.0 ** (largest / _LARGEST).clamp(min=2.0**-100).log2().ceil(), 1.0)
    integers = (weight.double() / scale).round()
    return integers.to(torch.int16), scale.float()


def rounded(weight: Tensor) -> Tensor:
    """A matrix [rows, columns] as it is after storing it with a scale for each row, float32."""
    integers, scale = fixed_point(weight, 1)
    return integers.float() * scale
