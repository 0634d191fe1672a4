"""What the zoo holds."""

from collections.abc import Callable
from dataclasses import dataclass

from . import encoder_decoders, encoders
from .reference import Reference


@dataclass(frozen=True)
class Recipe:
    """How a fixture is made: a model, how it attends in PyTorch, how it is exported."""

    name: str
    model: Callable[[str], Reference]
    attn: str = "eager"
    exporter: str = "torchscript"
    opset: int = 17
    precision: str = "float32"


RECIPES = [
    Recipe("bert-eager", encoders.bert),
    Recipe("gpt2", encoders.gpt2),
    Recipe("t5-encoder", encoders.t5_encoder),
    Recipe("llama-gqa", encoders.llama),
    Recipe("deberta-v2", encoders.deberta_v2),
    Recipe("bart", encoder_decoders.bart),
]
