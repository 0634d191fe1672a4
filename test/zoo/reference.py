"""A model in PyTorch with its inputs and what it attends to: what a fixture is exported from and judged by."""

from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import torch

Group = Literal["encoder", "decoder", "cross"]


@dataclass(frozen=True)
class Attention:
    """One layer's attention. `weights`: float32 [heads, queries, keys]; the rest as in `AttentionSite`."""

    group: Group
    layer: int
    weights: np.ndarray
    scale: float | None
    key_heads: int
    mask: tuple[str, ...] = ()
    bias: str = "none"


@dataclass(frozen=True)
class Reference:
    """`module` takes the inputs in their order and returns the tensor named `output`; `dynamic` names axes by input."""

    family: str
    module: torch.nn.Module
    inputs: dict[str, np.ndarray]
    attention: tuple[Attention, ...]
    output: str = "last_hidden_state"
    dynamic: dict[str, dict[int, str]] = field(default_factory=dict)

    def tensors(self) -> tuple[torch.Tensor, ...]:
        return tuple(torch.from_numpy(array) for array in self.inputs.values())

    def result(self) -> np.ndarray:
        with torch.no_grad():
            return self.module(*self.tensors()).numpy()

    def with_module(self, module: torch.nn.Module) -> "Reference":
        return replace(self, module=module)
