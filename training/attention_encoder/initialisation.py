"""Where training begins; it decides how soon heads form (see the README's "Choices")."""

import math

import torch
from torch import nn

#: Scores of 5.6 between equal positions in the first layer: three tokens to either side get most of the attention.
_NEAR_GAIN = 1.4

#: Smaller than Xavier's, as in DeepNorm (Wang et al. 2022) for few layers: post-norm encoders may otherwise collapse
#: to one hidden state for all tokens while they warm up.
_BRANCH_GAIN = 0.4


@torch.no_grad()
def initialise(embedding: nn.Embedding, layers: nn.ModuleList) -> None:
    """Draw the weights of an encoder's embedding [V, d] and layers from torch's global generator."""
    dimension = embedding.embedding_dim
    # Times √d this is about half the size of the entries of the positional encoding, so that positional heads, which
    # are the first to form, need not find the position under the token.
    nn.init.normal_(embedding.weight, std=0.4 / math.sqrt(dimension))
    # And the fastest sinusoids, by which neighbours differ, begin all but free of tokens.
    embedding.weight[:, : dimension // 4] *= 0.1
    for layer in layers:
        for linear in (layer.attention.query, layer.attention.key):
            nn.init.xavier_uniform_(linear.weight)
        # Equal queries and keys: a head begins by looking at like tokens and near positions, from where heads for a
        # certain distance form sooner than from uniform attention.
        layer.attention.key.weight.copy_(layer.attention.query.weight)
        _begin_near(layer.attention)
        for linear in (layer.attention.value, layer.attention.output, layer.expand, layer.contract):
            nn.init.xavier_uniform_(linear.weight, gain=_BRANCH_GAIN)
        nn.init.zeros_(layer.expand.bias)
        nn.init.zeros_(layer.contract.bias)


def _begin_near(attention: nn.Module) -> None:
    """Half of the heads read the fast sinusoids alone, alike in queries and keys, and so see a few tokens around.

    Which of them a head comes to look at is left to training. From uniform attention, heads for a neighbour take tens
    of millions of tokens to form.
    """
    fast = attention.query.in_features // 4
    for head in range(attention.heads // 2):
        rows = slice(head * attention.head_dimension, (head + 1) * attention.head_dimension)
        directions = nn.init.orthogonal_(torch.empty(attention.head_dimension, fast), gain=_NEAR_GAIN)
        for projection in (attention.query, attention.key):
            projection.weight[rows] = 0.0
            projection.weight[rows, :fast] = directions
