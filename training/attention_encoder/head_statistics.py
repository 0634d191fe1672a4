"""What each head does, measured (Clark et al. 2019, §3; Vig & Belinkov 2019, §4)."""

from dataclasses import dataclass

import torch
from torch import Tensor

from .configuration import BEGIN, SEPARATOR


@dataclass
class HeadStatistics:
    """Means over queries, each float64 [layers, heads].

    previous, next, itself, first, delimiter: mean share (0 to 1) of a query's attention on that key; `first` is the
    token at position 0, `delimiter` every `<s>` and `</s>`. Queries without a previous or next token are left out there,
    and so are special tokens as queries everywhere.
    entropy: nats, 0 to ln N. distance: mean of Σ attention · |query - key|, tokens.
    """

    previous: Tensor
    next: Tensor
    itself: Tensor
    first: Tensor
    delimiter: Tensor
    entropy: Tensor
    distance: Tensor


def head_statistics(attention: list[Tensor], tokens: Tensor) -> HeadStatistics:
    """Statistics of one batch: attention per layer [B, H, N, N] (rows are queries) and ids [B, N]."""
    length = tokens.shape[1]
    special = (tokens == BEGIN) | (tokens == SEPARATOR)
    queries = (~special).double()
    # Position 0 is always `<s>` and the last one `</s>`, so every query that counts has both neighbours.
    count = queries.sum()
    positions = torch.arange(length, dtype=torch.float64)
    distances = (positions[:, None] - positions[None, :]).abs()

    def mean(per_query: Tensor) -> Tensor:
        return (per_query.double() * queries[:, None, :]).sum((0, 2)) / count

    def shifted(layer: Tensor, offset: int) -> Tensor:
        diagonal = layer.diagonal(offset, -2, -1)
        return torch.nn.functional.pad(diagonal, (-min(offset, 0), max(offset, 0)))

    rows = {
        "previous": lambda a: shifted(a, -1),
        "next": lambda a: shifted(a, 1),
        "itself": lambda a: shifted(a, 0),
        "first": lambda a: a[..., 0],
        "delimiter": lambda a: (a * special[:, None, None, :]).sum(-1),
        "entropy": lambda a: torch.special.entr(a).sum(-1),
        "distance": lambda a: (a.double() * distances).sum(-1),
    }
    return HeadStatistics(**{name: torch.stack([mean(row(layer)) for layer in attention]) for name, row in rows.items()})


def mean_statistics(batches: list[HeadStatistics]) -> HeadStatistics:
    """The mean over batches of equal size."""
    return HeadStatistics(*(torch.stack(values).mean(0) for values in zip(*(vars(b).values() for b in batches), strict=True)))
