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
    """Scales the parameters whose names match, layer by layer, until the logarithms of a row's weights deviate as much
    as wanted."""
    with torch.no_grad():
        for layer in range(len(attention())):
            chosen = _projections(model, projections, layer)
            for _ in range(8):
                measured = _deviation(attention()[layer])
                for parameter in chosen:
                    parameter.mul_((deviation / measured) ** 0.5)


def _projections(model: torch.nn.Module, projections: str, layer: int) -> list[torch.nn.Parameter]:
    """Those of the layer; all of them where layers share them."""
    named = [(name, p) for name, p in model.named_parameters() if re.search(projections, name)]
    layers = [int(re.findall(r"\.(\d+)\.", name)[0]) for name, _ in named]  # the first: T5 counts within a layer too
    shared = len(set(layers)) == 1
    chosen = [p for (_, p), number in zip(named, layers, strict=True) if shared or number == layer]
    if not chosen:
        raise ValueError(f"no parameter matches {projections} in layer {layer}")
    return chosen


def _deviation(weights: torch.Tensor) -> torch.Tensor:
    rows = [row[row > 1e-12].log() for row in weights.reshape(-1, weights.shape[-1])]
    return torch.stack([row.std() for row in rows if row.numel() > 2]).mean()
