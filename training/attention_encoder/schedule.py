"""What the clock decides: learning rate, sequence length, tokens of a step."""

from typing import TypeVar

from .configuration import Recipe

_Value = TypeVar("_Value", int, float)


def rate_factor(recipe: Recipe, steps: int, progress: float) -> float:
    """Factor (0 to 1) on the learning rates after some steps, at a share of the time budget: up, constant, linear down."""
    up = steps / recipe.warm_up_steps
    down = (1.0 - progress) / recipe.decay_share
    return max(0.0, min(1.0, up, down))


def stage(stages: tuple[tuple[float, _Value], ...], progress: float) -> _Value:
    """The value of the last stage that has begun at a share (0 to 1) of the time budget."""
    return [value for begins, value in stages if progress >= begins][-1]
