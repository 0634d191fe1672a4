"""What all models of transformers with one stack of layers have in common."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch

from .reference import Attention, Reference
from .weights import SCORE_DEVIATION, randomize, sharpen

SIZES = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 48}
VOCABULARY = 90


class LastHiddenState(torch.nn.Module):
    """Names the inputs that it is given in order."""

    def __init__(self, model: torch.nn.Module, names: Sequence[str], **constants: Any) -> None:
        super().__init__()
        self.model, self.names, self.constants = model, names, constants

    def forward(self, *values: torch.Tensor) -> torch.Tensor:
        return self.model(**dict(zip(self.names, values, strict=True)), **self.constants)[0]


def padded_ids(seed: int, length: int, padding: int, pad: int, names: Sequence[str]) -> dict[str, np.ndarray]:
    """`input_ids` and the other inputs that are asked for, int64 [1, length]; the last `padding` tokens are masked."""
    ids = np.random.default_rng(seed).integers(6, VOCABULARY, (1, length))
    mask = np.ones_like(ids)
    if padding:
        ids[:, -padding:], mask[:, -padding:] = pad, 0
    types = (np.arange(length) >= length // 2).astype(np.int64)[None]
    all_inputs = {
        "input_ids": ids,
        "attention_mask": mask,
        "token_type_ids": types,
        "position_ids": np.arange(length)[None],
    }
    return {name: all_inputs[name] for name in names}


def single(
    family: str,
    model: torch.nn.Module,
    attn: str,
    projections: str,
    *,
    names: Sequence[str] = ("input_ids", "attention_mask"),
    inputs: dict[str, np.ndarray] | None = None,
    length: int = 9,
    padding: int = 2,
    seed: int = 1,
    scale: float | None = 8**-0.5,
    key_heads: int = 4,
    mask: Callable[[int], tuple[str, ...]] | tuple[str, ...] = ("padding",),
    bias: str = "none",
    constants: dict[str, Any] | None = None,
    deviation: float = SCORE_DEVIATION,
    adjust: Callable[[torch.nn.Module], None] | None = None,
) -> Reference:
    """A reference whose attentions are the model's own `attentions`; `attn` is what it is exported with. `adjust` has
    the last word about the weights."""
    model.eval()
    model.set_attn_implementation("eager")
    randomize(model, seed)
    pad = getattr(model.config, "pad_token_id", None) or 0
    inputs = inputs or padded_ids(seed, length, padding, pad, names)
    tensors = {name: torch.from_numpy(inputs[name]) for name in names}
    constants = constants or {}

    def attention() -> Sequence[torch.Tensor]:
        with torch.no_grad():
            return model(**tensors, **constants, output_attentions=True).attentions

    sharpen(model, projections, attention, deviation)
    if adjust is not None:
        adjust(model)
    layers = tuple(
        Attention(
            "encoder", layer, weights[0].numpy(), scale, key_heads, mask(layer) if callable(mask) else mask, bias
        )
        for layer, weights in enumerate(attention())
    )
    model.set_attn_implementation(attn)
    dynamic = {name: {0: "batch", 1: "sequence"} for name in names}
    module = LastHiddenState(model, names, **constants)
    return Reference(family, module, {name: inputs[name] for name in names}, layers, dynamic=dynamic)
