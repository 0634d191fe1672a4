"""The encoder of "Attention Is All You Need" (Vaswani et al. 2017, §3.1–3.5), post-norm, with ReLU.

Shapes: B sequences, N tokens, H heads, d dimensions, d_k = d / H.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from .configuration import EncoderShape
from .initialisation import initialise
from .trace import AttentionTrace, LayerTrace, Trace

NORM_EPSILON = 1e-5


def positional_encoding(length: int, dimension: int, dtype: torch.dtype = torch.float32) -> Tensor:
    """Sines at even and cosines at odd indices, [N, d], in [-1, 1] (§3.5).

    PE(p, 2i) = sin(p / 10000^(2i/d)), PE(p, 2i+1) = cos(p / 10000^(2i/d)).
    """
    frequencies = 10000.0 ** (-torch.arange(0, dimension, 2, dtype=torch.float64) / dimension)
    angles = torch.arange(length, dtype=torch.float64)[:, None] * frequencies[None, :]
    return torch.stack((angles.sin(), angles.cos()), dim=-1).flatten(1).to(dtype)


class MultiHeadAttention(nn.Module):
    """Attention(Q, K, V) = softmax(Q Kᵀ / √d_k) V in H heads, their contexts concatenated and times W_O (§3.2)."""

    def __init__(self, shape: EncoderShape):
        super().__init__()
        self.heads, self.head_dimension = shape.heads, shape.head_dimension
        self.query = nn.Linear(shape.dimension, shape.dimension, bias=False)
        self.key = nn.Linear(shape.dimension, shape.dimension, bias=False)
        self.value = nn.Linear(shape.dimension, shape.dimension, bias=False)
        self.output = nn.Linear(shape.dimension, shape.dimension, bias=False)

    def forward(self, hidden: Tensor, head_mask: Tensor | None = None) -> AttentionTrace:
        """[B, N, d], and what each head's context is multiplied by [H] → everything computed, its output last."""
        query, key, value = (self._split(project(hidden)) for project in (self.query, self.key, self.value))
        products = query @ key.transpose(-1, -2)
        scores = products / math.sqrt(self.head_dimension)
        attention = scores.softmax(-1)
        context = attention @ value
        if head_mask is not None:
            context = context * head_mask[:, None, None]
        output = self.output(context.transpose(1, 2).flatten(2))
        return AttentionTrace(query, key, value, products, scores, attention, context, output)

    def _split(self, projected: Tensor) -> Tensor:
        return projected.unflatten(-1, (self.heads, self.head_dimension)).transpose(1, 2)


class Layer(nn.Module):
    """Self-attention, Add & Norm, feed-forward, Add & Norm (§3.1, §3.3)."""

    def __init__(self, shape: EncoderShape):
        super().__init__()
        self.attention = MultiHeadAttention(shape)
        self.norm_1 = nn.LayerNorm(shape.dimension, eps=NORM_EPSILON)
        self.expand = nn.Linear(shape.dimension, shape.feed_forward)
        self.contract = nn.Linear(shape.feed_forward, shape.dimension)
        self.norm_2 = nn.LayerNorm(shape.dimension, eps=NORM_EPSILON)

    def forward(self, hidden: Tensor, head_mask: Tensor | None = None) -> LayerTrace:
        """[B, N, d] and this layer's head mask [H] → everything computed; the next layer reads `add_norm_2`."""
        attended = self.attention(hidden, head_mask)
        normalised = self.norm_1(hidden + attended.attention_output)
        feed_forward = self.contract(functional.relu(self.expand(normalised)))
        return LayerTrace(**vars(attended), add_norm_1=normalised, feed_forward=feed_forward,
                          add_norm_2=self.norm_2(normalised + feed_forward))


class Encoder(nn.Module):
    """Token ids to hidden states; `predict` is the masked-language-model head with tied weights (§3.4)."""

    def __init__(self, shape: EncoderShape):
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.dimension)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.output_bias = nn.Parameter(torch.zeros(shape.vocabulary))
        initialise(self.embedding, self.layers)

    def embed(self, tokens: Tensor, offsets: Tensor | None = None) -> Tensor:
        """Ids [B, N] → embedding · √d + positional encoding, [B, N, d]; positions count from 0 or from offsets [B]."""
        scaled = self._token_embedding(tokens)
        length = tokens.shape[1]
        if offsets is None:
            return scaled + positional_encoding(length, self.shape.dimension, scaled.dtype)
        table = positional_encoding(length + int(offsets.max()), self.shape.dimension, scaled.dtype)
        return scaled + table[offsets[:, None] + torch.arange(length)]

    def _token_embedding(self, tokens: Tensor) -> Tensor:
        return self.embedding(tokens) * math.sqrt(self.shape.dimension)

    def forward(self, tokens: Tensor, offsets: Tensor | None = None) -> Tensor:
        """Ids [B, N] and where each sequence begins [B] → last hidden state [B, N, d]."""
        hidden = self.embed(tokens, offsets)
        for layer in self.layers:
            hidden = layer(hidden).add_norm_2
        return hidden

    def trace(self, tokens: Tensor, head_mask: Tensor | None = None) -> Trace:
        """Ids [B, N], and what each head's context is multiplied by [layers, H] (nothing: 1) → everything computed."""
        scaled = self._token_embedding(tokens)
        positions = positional_encoding(tokens.shape[1], self.shape.dimension, scaled.dtype)
        trace = Trace(scaled, positions, scaled + positions, [])
        for index, layer in enumerate(self.layers):
            trace.layers.append(layer(trace.hidden[-1], None if head_mask is None else head_mask[index]))
        return trace

    def predict(self, hidden: Tensor) -> Tensor:
        """Hidden states [..., d] → logits over the vocabulary [..., V]."""
        return functional.linear(hidden, self.embedding.weight, self.output_bias)
