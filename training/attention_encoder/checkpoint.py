"""Checkpoints: everything that a run needs to go on as if it had not stopped."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from .configuration import EncoderShape, Recipe
from .encoder import Encoder


@dataclass
class Progress:
    """How far a run is: optimiser steps, tokens read, seconds of training (of all its parts together)."""

    steps: int = 0
    tokens: int = 0
    seconds: float = 0.0


def save(
    path: Path, encoder: Encoder, optimiser: torch.optim.Optimizer, progress: Progress, recipes: list[dict],
    randomness: tuple, record: dict,
) -> None:
    """Write a checkpoint; a crash while writing leaves the old one whole.

    `recipes` are those that the run has had so far, the present one last: {"fromSeconds", "recipe"}.
    """
    numpy_random, torch_random = randomness
    content = {
        "encoder": encoder.state_dict(),
        "optimiser": optimiser.state_dict(),
        "progress": asdict(progress),
        "recipe": recipes[-1]["recipe"],
        "recipes": recipes,
        "random": {"numpy": numpy_random.bit_generator.state, "torch": torch_random.get_state()},
        "record": record,
    }
    unfinished = path.with_suffix(".part")
    torch.save(content, unfinished)
    unfinished.replace(path)


def recipes_with(earlier: list[dict], recipe: Recipe, seconds: float) -> list[dict]:
    """The recipes of a run that goes on with this one after some seconds; the same one is not told twice."""
    present = json.loads(json.dumps(asdict(recipe)))  # as it is read again: lists for tuples
    if earlier and earlier[-1]["recipe"] == present:
        return earlier
    return [*earlier, {"fromSeconds": round(seconds), "recipe": present}]


def load(path: Path) -> dict:
    """Read a checkpoint. Raises FileNotFoundError where there is none yet."""
    return torch.load(path, map_location="cpu", weights_only=True)


def restore_random(content: dict, numpy_random: np.random.Generator, torch_random: torch.Generator) -> None:
    """Set both generators to where the checkpoint left them."""
    numpy_random.bit_generator.state = content["random"]["numpy"]
    torch_random.set_state(content["random"]["torch"])


def load_encoder(path: Path) -> tuple[Encoder, dict]:
    """The encoder of a checkpoint, in evaluation mode, and the checkpoint's content."""
    content = load(path)
    encoder = Encoder(EncoderShape(**content["recipe"]["shape"]))
    encoder.load_state_dict(content["encoder"])
    return encoder.eval(), content
