"""The weights as they are shipped: rounded to float16, computed with in float32."""

from pathlib import Path

import torch

from .checkpoint import load_encoder
from .encoder import Encoder


@torch.no_grad()
def rounded(encoder: Encoder) -> Encoder:
    """Round every weight to float16 in place; returns the encoder. Raises OverflowError beyond float16's range."""
    for parameter in encoder.parameters():
        half = parameter.half()
        if not half.isfinite().all():
            raise OverflowError("a weight is too large for float16")
        parameter.copy_(half.float())
    return encoder


def shipped_encoder(run: Path) -> tuple[Encoder, dict]:
    """The best checkpoint of a run by held-out loss, rounded, and the checkpoint's content."""
    encoder, content = load_encoder(run / "best.pt")
    return rounded(encoder), content
