"""The encoder-decoders of `zoo.aligned`: one layer on each side, as T5, as BART, and as a recurrent one with attention.

`compute(source [B, S], mask [B, S], target [B, T])` gives logits [B, T, vocabulary] and cross-attention
[B, heads, T, S]; `forward` takes what the exported graph takes and gives the logits alone.
"""

import math

import torch
from torch import Tensor, nn

WIDTH, HEADS, HIDDEN = 24, 2, 40
#: Distances that T5's table tells apart, in each direction.
FURTHEST = 8


class Attention(nn.Module):
    """Multi-head attention; `scale` is what the product of queries and keys is multiplied by."""

    def __init__(self, scale: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH, bias=False) for _ in range(4))
        self.scale = scale

    def forward(self, read: Tensor, looked_at: Tensor, added: Tensor) -> tuple[Tensor, Tensor]:
        """[B, N, d], [B, M, d] and what is added to the scores, broadcast to [B, heads, N, M]."""
        query, key = self.apart(self.query(read)), self.apart(self.key(looked_at))
        value = self.apart(self.value(looked_at))
        weights = (query @ key.transpose(-1, -2) * self.scale + added).softmax(-1)
        joined = (weights @ value).transpose(1, 2)
        return self.output(joined.reshape(joined.shape[0], joined.shape[1], WIDTH)), weights

    @staticmethod
    def apart(states: Tensor) -> Tensor:
        return states.reshape(states.shape[0], states.shape[1], HEADS, WIDTH // HEADS).transpose(1, 2)


class RootMeanSquareNorm(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(WIDTH))

    def forward(self, states: Tensor) -> Tensor:
        return self.weight * states * torch.rsqrt(states.pow(2).mean(-1, keepdim=True) + 1e-6)


class FeedForward(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.expand, self.contract = nn.Linear(WIDTH, HIDDEN), nn.Linear(HIDDEN, WIDTH)

    def forward(self, states: Tensor) -> Tensor:
        return self.contract(self.expand(states).relu())


def hidden_padding(mask: Tensor) -> Tensor:
    """[B, S] of 1 and 0 → what is added to scores, [B, 1, 1, S]."""
    return (1.0 - mask[:, None, None].float()) * -1e9


def hidden_future(target: Tensor) -> Tensor:
    """[T, T]: what is added to the scores of tokens that are not written yet."""
    place = torch.arange(target.shape[1])
    return (place[None] > place[:, None]).float() * -1e9


class T5Like(nn.Module):
    """Norms come first, scores are not scaled, and distances are added to them (Raffel et al. 2020, §2.1)."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.encoder_distances, self.decoder_distances = (nn.Embedding(2 * FURTHEST + 1, HEADS) for _ in range(2))
        self.own, self.decoder_own, self.cross = (Attention(1.0) for _ in range(3))
        self.forwards = nn.ModuleList(FeedForward() for _ in range(2))
        self.norms = nn.ModuleList(RootMeanSquareNorm() for _ in range(7))
        self.logits = nn.Linear(WIDTH, vocabulary, bias=False)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, decoder_input_ids: Tensor) -> Tensor:
        return self.compute(input_ids, attention_mask, decoder_input_ids)[0]

    def compute(self, source: Tensor, mask: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
        padding = hidden_padding(mask)
        read = self.words(source)
        normed = self.norms[0](read)
        read = read + self.own(normed, normed, padding + self.bias(self.encoder_distances, source))[0]
        read = self.norms[2](read + self.forwards[0](self.norms[1](read)))
        states = self.words(target)
        normed = self.norms[3](states)
        future = hidden_future(target) + self.bias(self.decoder_distances, target)
        states = states + self.decoder_own(normed, normed, future)[0]
        attended, cross = self.cross(self.norms[4](states), read, padding)
        states = states + attended
        states = states + self.forwards[1](self.norms[5](states))
        return self.logits(self.norms[6](states)), cross

    @staticmethod
    def bias(table: nn.Embedding, ids: Tensor) -> Tensor:
        """[1, heads, N, N]"""
        place = torch.arange(ids.shape[1])
        distance = (place[None] - place[:, None]).clamp(-FURTHEST, FURTHEST) + FURTHEST
        return table(distance).permute(2, 0, 1)[None]


class BartLike(nn.Module):
    """Norms come last, positions are learned, scores are scaled (Lewis et al. 2020, §2.1)."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.encoder_positions, self.decoder_positions = nn.Embedding(16, WIDTH), nn.Embedding(16, WIDTH)
        self.own, self.decoder_own, self.cross = (Attention(1 / math.sqrt(WIDTH // HEADS)) for _ in range(3))
        self.forwards = nn.ModuleList(FeedForward() for _ in range(2))
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in range(7))
        self.logits = nn.Linear(WIDTH, vocabulary)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, decoder_input_ids: Tensor) -> Tensor:
        return self.compute(input_ids, attention_mask, decoder_input_ids)[0]

    def compute(self, source: Tensor, mask: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
        padding = hidden_padding(mask)
        read = self.norms[0](self.placed(source, self.encoder_positions))
        read = self.norms[1](read + self.own(read, read, padding)[0])
        read = self.norms[2](read + self.forwards[0](read))
        states = self.norms[3](self.placed(target, self.decoder_positions))
        states = self.norms[4](states + self.decoder_own(states, states, hidden_future(target))[0])
        attended, cross = self.cross(states, read, padding)
        states = self.norms[5](states + attended)
        states = self.norms[6](states + self.forwards[1](states))
        return self.logits(states), cross

    def placed(self, ids: Tensor, positions: nn.Embedding) -> Tensor:
        return self.words(ids) + positions(torch.arange(ids.shape[1]))


class Recurrent(nn.Module):
    """Gated recurrent units with the multiplicative attention of Luong et al. 2015, §3.1 (`dot`, global)."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.words, self.written = nn.Embedding(vocabulary, WIDTH), nn.Embedding(vocabulary, WIDTH)
        self.encoder, self.decoder = nn.GRU(WIDTH, HIDDEN, batch_first=True), nn.GRU(WIDTH, HIDDEN, batch_first=True)
        self.combine = nn.Linear(2 * HIDDEN, WIDTH)
        self.logits = nn.Linear(WIDTH, vocabulary)

    def forward(self, src: Tensor, tgt: Tensor) -> Tensor:
        return self.compute(src, src, tgt)[0]

    def compute(self, source: Tensor, mask: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
        read, last = self.encoder(self.words(source))
        states, _ = self.decoder(self.written(target), last)
        weights = (states @ read.transpose(1, 2)).softmax(-1)
        attended = torch.cat([weights @ read, states], -1)
        return self.logits(self.combine(attended).tanh()), weights[:, None]
