"""Everything that the encoder computes on the way, by the names it has in the field.

Shapes: B sequences, N tokens, H heads, d dimensions, d_k = d / H.
"""

from dataclasses import dataclass

from torch import Tensor


@dataclass
class AttentionTrace:
    """One layer's multi-head attention (Vaswani et al. 2017, §3.2).

    query, key, value: [B, H, N, d_k]. products: Q Kᵀ, [B, H, N, N]. scores: products / √d_k. attention: their softmax,
    rows sum to 1. context: attention · V times the head mask, [B, H, N, d_k]. attention_output: contexts joined · W_O,
    [B, N, d].
    """

    query: Tensor
    key: Tensor
    value: Tensor
    products: Tensor
    scores: Tensor
    attention: Tensor
    context: Tensor
    attention_output: Tensor


@dataclass
class LayerTrace(AttentionTrace):
    """One layer (§3.1): after each of its two parts, and after each Add & Norm; all [B, N, d]."""

    add_norm_1: Tensor
    feed_forward: Tensor
    add_norm_2: Tensor


@dataclass
class Trace:
    """The whole encoder.

    token_embedding (times √d) [B, N, d] + positional_encoding [N, d] = embedding [B, N, d]; then the layers in order.
    """

    token_embedding: Tensor
    positional_encoding: Tensor
    embedding: Tensor
    layers: list[LayerTrace]

    @property
    def attention(self) -> list[Tensor]:
        """Attention per layer, [B, H, N, N]."""
        return [layer.attention for layer in self.layers]

    @property
    def hidden(self) -> list[Tensor]:
        """The embedding and the state after every layer: layers + 1 of [B, N, d]."""
        return [self.embedding, *(layer.add_norm_2 for layer in self.layers)]
