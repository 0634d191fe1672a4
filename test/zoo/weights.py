"""Random weights under which attention is far from uniform."""

import re
from collections.abc import Callable, Sequence

import torch

#: The standard deviation of a row's scores that `sharpen` aims at.
SCORE_DEVIATION = 2.5


def randomize(model: torch.nn.Module, seed: int) -> None:
    """Draws every parameter anew: matrices keep a normalized vector's length, norms stay near 1, biases near 0."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if not parameter.requires_grad:  # sinusoidal tables
                continue
            noise = torch.randn(parameter.shape, generator=generator)
            if parameter.dim() >= 2:
                embedding = re.search(r"embed|wte|wpe|relative_attention_bias", name)
                parameter.copy_(noise if embedding else noise / parameter.shape[-1] ** 0.5)
            elif name.endswith("bias"):
                parameter.copy_(noise * 0.1)
            else:
                parameter.copy_(1 + noise * 0.1)


def sharpen(
    model: torch.nn.Module,
    projections: str,
    attention: Callable[[], Sequence[torch.Tensor]],
    deviation: float = SCORE_DEVIATION,
) -> None:
    """Scales the parameters whose names match until the logarithms of a row's weights deviate as much as wanted."""
    chosen = [p for name, p in model.named_parameters() if re.search(projections, name)]
    if not chosen:
        raise ValueError(f"no parameter matches {projections}")
    for _ in range(8):
        with torch.no_grad():
            measured = torch.stack([_deviation(a) for a in attention()]).mean()
            for parameter in chosen:
                parameter.mul_((deviation / measured) ** 0.5)


def _deviation(weights: torch.Tensor) -> torch.Tensor:
    rows = [row[row > 1e-12].log() for row in weights.reshape(-1, weights.shape[-1])]
    return torch.stack([row.std() for row in rows if row.numel() > 2]).mean()
