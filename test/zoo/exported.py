"""A model in ONNX, and what it is known to compute."""

from dataclasses import dataclass

import numpy as np
import onnx

from .reference import Attention


@dataclass(frozen=True)
class Exported:
    """`result` is what the model's one output is for the inputs, as PyTorch or NumPy computes it."""

    family: str
    model: onnx.ModelProto
    inputs: dict[str, np.ndarray]
    attention: tuple[Attention, ...]
    result: np.ndarray
