"""Masked language modelling (Devlin et al. 2019, §3.1), with more tokens masked than there: small models learn faster."""

import torch
from torch import Tensor
from torch.nn import functional

from .configuration import MASK, SPECIAL_TOKENS
from .encoder import Encoder


def mask_tokens(tokens: Tensor, share: float, vocabulary: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Ids [B, N] → (corrupted ids [B, N], which are to be predicted, bool [B, N]).

    Of the chosen tokens 80 % become the mask, 10 % a random token, 10 % stay; special tokens are never chosen.
    """
    chosen = (torch.rand(tokens.shape, generator=generator) < share) & (tokens >= len(SPECIAL_TOKENS))
    how = torch.rand(tokens.shape, generator=generator)
    random_tokens = torch.randint(len(SPECIAL_TOKENS), vocabulary, tokens.shape, generator=generator)
    corrupted = torch.where(chosen & (how < 0.8), MASK, tokens)
    corrupted = torch.where(chosen & (how >= 0.9), random_tokens, corrupted)
    return corrupted, chosen


def masked_loss(
    encoder: Encoder, corrupted: Tensor, chosen: Tensor, tokens: Tensor, offsets: Tensor | None = None
) -> Tensor:
    """Mean cross-entropy in nats at the chosen positions; logits are computed there only."""
    return functional.cross_entropy(encoder.predict(encoder(corrupted, offsets)[chosen]), tokens[chosen])
