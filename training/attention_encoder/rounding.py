"""What storing weights in 16 bits does to attention."""

import torch

from .encoder import Encoder
from .held_out import HeldOut


@torch.no_grad()
def rounding_shift(original: Encoder, shipped: Encoder, held_out: dict[str, HeldOut]) -> dict[str, float]:
    """How much attention moved when weights were rounded, over all heads and held-out rows.

    `largest` and `mean`: absolute differences of a share; `sameMostAttended`: share of rows whose first key stayed.
    """
    largest, means, same = 0.0, [], []
    for one in held_out.values():
        pairs = zip(original.trace(one.tokens).attention, shipped.trace(one.tokens).attention, strict=True)
        for before, after in pairs:
            difference = (before - after).abs()
            largest = max(largest, float(difference.max()))
            means.append(float(difference.mean()))
            same.append(float((before.argmax(-1) == after.argmax(-1)).float().mean()))
    return {
        "largest": float(f"{largest:.2g}"),
        "mean": float(f"{sum(means) / len(means):.2g}"),
        "sameMostAttended": round(sum(same) / len(same), 5),
    }
