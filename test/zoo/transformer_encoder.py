"""PyTorch's own encoder, `torch.nn.TransformerEncoder`."""

import math

import torch

from .reference import Attention, Reference
from .single_model import VOCABULARY, padded_ids
from .weights import randomize, sharpen

NAMES = ("input_ids", "attention_mask")


class TransformerEncoder(torch.nn.Module):
    """Token and position embeddings, then PyTorch's layers."""

    def __init__(self, norm_first: bool) -> None:
        super().__init__()
        self.token_embedding = torch.nn.Embedding(VOCABULARY, 32)
        self.position_embedding = torch.nn.Embedding(32, 32)
        layer = torch.nn.TransformerEncoderLayer(32, 4, 48, batch_first=True, norm_first=norm_first)
        self.layers = torch.nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)

    def embedded(self, input_ids: torch.Tensor) -> torch.Tensor:
        positions = torch.arange(input_ids.shape[1], device=input_ids.device)
        return self.token_embedding(input_ids) + self.position_embedding(positions)

    def forward(self, *values: torch.Tensor) -> torch.Tensor:
        input_ids, attention_mask = values
        return self.layers(self.embedded(input_ids), src_key_padding_mask=attention_mask == 0)

    def attention(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> list[torch.Tensor]:
        """[1, heads, N, N] of each layer."""
        hidden, hidden_mask, found = self.embedded(input_ids), attention_mask == 0, []
        with torch.no_grad():
            for layer in self.layers.layers:
                x = layer.norm1(hidden) if layer.norm_first else hidden
                found.append(layer.self_attn(x, x, x, hidden_mask, average_attn_weights=False)[1])
                hidden = layer(hidden, src_key_padding_mask=hidden_mask)
        return found


class SinusoidalEncoder(TransformerEncoder):
    """Positions as in PyTorch's tutorial: sines and cosines by turns, in a table that is cut to the tokens."""

    def __init__(self, norm_first: bool) -> None:
        super().__init__(norm_first)
        del self.position_embedding
        positions = torch.arange(32).unsqueeze(1)
        angles = positions * torch.exp(torch.arange(0, 32, 2) * (-math.log(10000.0) / 32))
        table = torch.stack([torch.sin(angles), torch.cos(angles)], dim=-1).reshape(1, 32, 32)
        self.register_buffer("positional_encoding", table)

    def embedded(self, input_ids: torch.Tensor) -> torch.Tensor:
        return self.token_embedding(input_ids) * 32**0.5 + self.positional_encoding[:, : input_ids.shape[1]]


def transformer_encoder(attn: str, kind: type[TransformerEncoder] = TransformerEncoder) -> Reference:
    """`attn` is sdpa: PyTorch's layers know no other."""
    if attn != "sdpa":
        raise ValueError(attn)
    torch.backends.mha.set_fastpath_enabled(False)  # one fused operator, which no exporter knows
    model = kind(norm_first=True).eval()
    randomize(model, seed=30)
    inputs = padded_ids(30, 9, 2, 0, NAMES)
    tensors = [torch.from_numpy(array) for array in inputs.values()]
    sharpen(model, r"self_attn\.in_proj", lambda: model.attention(*tensors))
    layers = tuple(
        Attention("encoder", layer, weights[0].numpy(), 8**-0.5, 4, ("padding",))
        for layer, weights in enumerate(model.attention(*tensors))
    )
    dynamic = {name: {0: "batch", 1: "sequence"} for name in NAMES}
    return Reference("torch.nn.TransformerEncoder", model, inputs, layers, dynamic=dynamic)
