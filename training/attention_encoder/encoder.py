"""The encoder of "Attention Is All You Need" (Vaswani et al. 2017, §3.1–3.5), post-norm, with ReLU.

Shapes: B sequences, N tokens, H heads, d dimensions, d_k = d / H.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from .configuration import EncoderShape

NORM_EPSILON = 1e-5

#: Scores of 5.6 between equal positions in the first layer: three tokens to either side get most of the attention.
_NEAR_GAIN = 1.4

#: Smaller than Xavier's, as in DeepNorm (Wang et al. 2022) for few layers: post-norm encoders may otherwise collapse
#: to one hidden state for all tokens while they warm up.
_BRANCH_GAIN = 0.4


def positional_encoding(length: int, dimension: int, dtype: torch.dtype = torch.float32) -> Tensor:
    """Sines at even and cosines at odd indices, [N, d], in [-1, 1] (§3.5).

    PE(p, 2i) = sin(p / 10000^(2i/d)), PE(p, 2i+1) = cos(p / 10000^(2i/d)).
    """
    frequencies = 10000.0 ** (-torch.arange(0, dimension, 2, dtype=torch.float64) / dimension)
    angles = torch.arange(length, dtype=torch.float64)[:, None] * frequencies[None, :]
    return torch.stack((angles.sin(), angles.cos()), dim=-1).flatten(1).to(dtype)


@dataclass
class Trace:
    """What the encoder computed: attention per layer [B, H, N, N], hidden states (layers + 1) of [B, N, d]."""

    attention: list[Tensor]
    hidden: list[Tensor]


class MultiHeadAttention(nn.Module):
    """Attention(Q, K, V) = softmax(Q Kᵀ / √d_k) V in H heads, their contexts concatenated and times W_O (§3.2)."""

    def __init__(self, shape: EncoderShape):
        super().__init__()
        self.heads, self.head_dimension = shape.heads, shape.head_dimension
        self.query = nn.Linear(shape.dimension, shape.dimension, bias=False)
        self.key = nn.Linear(shape.dimension, shape.dimension, bias=False)
        self.value = nn.Linear(shape.dimension, shape.dimension, bias=False)
        self.output = nn.Linear(shape.dimension, shape.dimension, bias=False)

    def forward(self, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """[B, N, d] → [B, N, d], and the attention [B, H, N, N] (rows sum to 1)."""
        query, key, value = (self._split(project(hidden)) for project in (self.query, self.key, self.value))
        attention = (query @ key.transpose(-1, -2) / math.sqrt(self.head_dimension)).softmax(-1)
        context = attention @ value
        return self.output(context.transpose(1, 2).flatten(2)), attention

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

    def forward(self, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """[B, N, d] → [B, N, d] and the attention as above."""
        attended, attention = self.attention(hidden)
        hidden = self.norm_1(hidden + attended)
        hidden = self.norm_2(hidden + self.contract(functional.relu(self.expand(hidden))))
        return hidden, attention


class Encoder(nn.Module):
    """Token ids to hidden states; `predict` is the masked-language-model head with tied weights (§3.4)."""

    def __init__(self, shape: EncoderShape):
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.dimension)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.output_bias = nn.Parameter(torch.zeros(shape.vocabulary))
        self._initialise()

    def _initialise(self) -> None:
        # Times √d this is about half the size of the entries of the positional encoding, so that positional heads, which
        # are the first to form, need not find the position under the token.
        nn.init.normal_(self.embedding.weight, std=0.4 / math.sqrt(self.shape.dimension))
        with torch.no_grad():  # and the fastest sinusoids, by which neighbours differ, begin all but free of tokens
            self.embedding.weight[:, : self.shape.dimension // 4] *= 0.1
        for layer in self.layers:
            for linear in (layer.attention.query, layer.attention.key):
                nn.init.xavier_uniform_(linear.weight)
            with torch.no_grad():
                # Equal queries and keys: a head begins by looking at like tokens and near positions, from where
                # heads for a certain distance form sooner than from uniform attention.
                layer.attention.key.weight.copy_(layer.attention.query.weight)
            self._begin_near(layer.attention)
            for linear in (layer.attention.value, layer.attention.output, layer.expand, layer.contract):
                nn.init.xavier_uniform_(linear.weight, gain=_BRANCH_GAIN)
            nn.init.zeros_(layer.expand.bias)
            nn.init.zeros_(layer.contract.bias)

    @torch.no_grad()
    def _begin_near(self, attention: MultiHeadAttention) -> None:
        """Half of the heads read the fast sinusoids alone, alike in queries and keys, and so see a few tokens around.

        Which of them a head comes to look at is left to training. From uniform attention, heads for a neighbour take
        tens of millions of tokens to form.
        """
        fast = self.shape.dimension // 4
        for head in range(self.shape.heads // 2):
            rows = slice(head * self.shape.head_dimension, (head + 1) * self.shape.head_dimension)
            directions = nn.init.orthogonal_(torch.empty(self.shape.head_dimension, fast), gain=_NEAR_GAIN)
            for projection in (attention.query, attention.key):
                projection.weight[rows] = 0.0
                projection.weight[rows, :fast] = directions

    def embed(self, tokens: Tensor, offsets: Tensor | None = None) -> Tensor:
        """Ids [B, N] → embedding · √d + positional encoding, [B, N, d]; positions count from 0 or from offsets [B]."""
        scaled = self.embedding(tokens) * math.sqrt(self.shape.dimension)
        length = tokens.shape[1]
        if offsets is None:
            return scaled + positional_encoding(length, self.shape.dimension, scaled.dtype)
        table = positional_encoding(length + int(offsets.max()), self.shape.dimension, scaled.dtype)
        return scaled + table[offsets[:, None] + torch.arange(length)]

    def forward(self, tokens: Tensor, offsets: Tensor | None = None) -> Tensor:
        """Ids [B, N] and where each sequence begins [B] → last hidden state [B, N, d]."""
        hidden = self.embed(tokens, offsets)
        for layer in self.layers:
            hidden, _ = layer(hidden)
        return hidden

    def trace(self, tokens: Tensor) -> Trace:
        """Ids [B, N] → every layer's attention and hidden state."""
        hidden = self.embed(tokens)
        trace = Trace([], [hidden])
        for layer in self.layers:
            hidden, attention = layer(hidden)
            trace.attention.append(attention)
            trace.hidden.append(hidden)
        return trace

    def predict(self, hidden: Tensor) -> Tensor:
        """Hidden states [..., d] → logits over the vocabulary [..., V]."""
        return functional.linear(hidden, self.embedding.weight, self.output_bias)
