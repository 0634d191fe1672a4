"""Masked language modelling (Devlin et al. 2019, §3.1), with more tokens masked than there: small models learn faster."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from .configuration import MASK, SPECIAL_TOKENS
from .encoder import Encoder
from .token_text import TokenClasses


def mask_tokens(tokens: Tensor, share: float, vocabulary: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Ids [B, N] → (corrupted ids [B, N], which are to be predicted, bool [B, N]).

    Of the chosen tokens 80 % become the mask, 10 % a random token, 10 % stay; special tokens are never chosen.
    """
    chosen = (torch.rand(tokens.shape, generator=generator) < share) & (tokens >= len(SPECIAL_TOKENS))
    return _corrupted(tokens, chosen, vocabulary, generator), chosen


@dataclass(frozen=True)
class TrainingMasks:
    """How training masks: whole words in some of the rows, and brackets that are swapped rather than masked.

    A swapped bracket looks like any other, so every bracket has to be checked against its partner.
    """

    share: float
    #: Share of the rows in which words are masked as wholes, so that a name is found again where else it stands.
    whole_word_share: float
    bracket_share: float
    #: Of the chosen brackets, how many become the mask, and how many another bracket; the rest stay.
    bracket_masked: float
    bracket_swapped: float

    def mask(self, tokens: Tensor, classes: TokenClasses, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        """As `mask_tokens`."""
        vocabulary = len(classes.is_bracket)
        draw = torch.rand(tokens.shape, generator=generator)
        whole = torch.rand((len(tokens), 1), generator=generator) < self.whole_word_share
        draw = torch.where(whole, draw.gather(1, classes.words(tokens)), draw)
        is_bracket = classes.is_bracket[tokens]
        share = torch.where(is_bracket, self.bracket_share, self.share)
        chosen = (draw < share) & (tokens >= len(SPECIAL_TOKENS))
        corrupted = _corrupted(tokens, chosen, vocabulary, generator)
        how = torch.rand(tokens.shape, generator=generator)
        other = classes.brackets[torch.randint(len(classes.brackets), tokens.shape, generator=generator)]
        swapped = torch.where(how < self.bracket_masked + self.bracket_swapped, other, tokens)
        bracket = torch.where(how < self.bracket_masked, MASK, swapped)
        return torch.where(chosen & is_bracket, bracket, corrupted), chosen


def _corrupted(tokens: Tensor, chosen: Tensor, vocabulary: int, generator: torch.Generator) -> Tensor:
    how = torch.rand(tokens.shape, generator=generator)
    random_tokens = torch.randint(len(SPECIAL_TOKENS), vocabulary, tokens.shape, generator=generator)
    corrupted = torch.where(chosen & (how < 0.8), MASK, tokens)
    return torch.where(chosen & (how >= 0.9), random_tokens, corrupted)


def masked_loss(
    encoder: Encoder,
    corrupted: Tensor,
    chosen: Tensor,
    tokens: Tensor,
    offsets: Tensor | None = None,
    weights: Tensor | None = None,
) -> Tensor:
    """Mean cross-entropy in nats at the chosen positions, weighted [B, N]; logits are computed there only."""
    losses = functional.cross_entropy(encoder.predict(encoder(corrupted, offsets)[chosen]), tokens[chosen], reduction="none")
    if weights is None:
        return losses.mean()
    return (losses * weights[chosen]).sum() / weights[chosen].sum()
