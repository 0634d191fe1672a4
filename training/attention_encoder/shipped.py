"""The weights as they are shipped: large matrices in 16 bits, all computed with in float32."""

from pathlib import Path

import torch

from .checkpoint import load_encoder
from .encoder import Encoder
from .fixed_point import rounded


@torch.no_grad()
def shipped(encoder: Encoder) -> Encoder:
    """Round the embedding and the feed-forward matrices in place; returns the encoder.

    The matrices of attention, a fifth of the weights, stay as they are: what is looked at should move least.
    """
    for name, parameter in encoder.named_parameters():
        if parameter.ndim == 2 and ".attention." not in name:
            parameter.copy_(rounded(parameter))
    return encoder


def shipped_encoder(run: Path) -> tuple[Encoder, dict]:
    """The best checkpoint of a run by held-out loss, as shipped, and the checkpoint's content."""
    encoder, content = load_encoder(run / "best.pt")
    return shipped(encoder), content
