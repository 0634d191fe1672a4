"""The table of everything that the bundled encoder can be asked for: kinds, names in the graph, shapes."""

from dataclasses import dataclass

import torch
from torch import Tensor

from .configuration import EncoderShape
from .encoder import Encoder

INPUT = "input_ids"
HEAD_MASK = "head_mask"
OUTPUT = "last_hidden_state"
LOGITS = "logits"


@dataclass(frozen=True)
class TableTensor:
    """One tensor: its kind, its layer (None outside of the layers), its name in the graph, its shape with N as "N"."""

    kind: str
    layer: int | None
    name: str
    shape: tuple[int | str, ...]

    @property
    def key(self) -> tuple[str, int | None]:
        return self.kind, self.layer


def tensor_table(shape: EncoderShape) -> list[TableTensor]:
    """Every tensor in the order of computation; the last layer's state has the name of the graph's one output."""
    states = (1, "N", shape.dimension)
    of_heads = (1, shape.heads, "N", shape.head_dimension)
    pairs = (1, shape.heads, "N", "N")
    of_layer = {
        "query": of_heads, "key": of_heads, "value": of_heads, "products": pairs, "scores": pairs, "attention": pairs,
        "context": of_heads,
        "attention_output": states, "add_norm_1": states, "feed_forward": states, "add_norm_2": states,
    }
    return [
        TableTensor("tokenEmbedding", None, "token_embedding", states),
        TableTensor("positionalEncoding", None, "positional_encoding", ("N", shape.dimension)),
        TableTensor("embedding", None, "embedding", states),
        *(
            TableTensor(_kind(field), layer, layer_tensor(layer, field, shape), dimensions)
            for layer in range(shape.layers)
            for field, dimensions in of_layer.items()
        ),
        TableTensor("logits", None, LOGITS, (1, "N", shape.vocabulary)),
    ]


def layer_tensor(layer: int, field: str, shape: EncoderShape) -> str:
    """The name in the graph of a field of `LayerTrace`."""
    return OUTPUT if (layer, field) == (shape.layers - 1, "add_norm_2") else f"layer.{layer}.{field}"


def _kind(field: str) -> str:
    first, *others = field.split("_")
    return first + "".join(map(str.capitalize, others))


@torch.no_grad()
def table_values(
    encoder: Encoder, tokens: Tensor, head_mask: Tensor | None = None
) -> dict[tuple[str, int | None], Tensor]:
    """Ids [1, N] and the head mask [layers, H] → every tensor of the table as PyTorch computes it, by (kind, layer)."""
    trace = encoder.trace(tokens, head_mask)
    layers = enumerate(trace.layers)
    return {
        ("tokenEmbedding", None): trace.token_embedding,
        ("positionalEncoding", None): trace.positional_encoding,
        ("embedding", None): trace.embedding,
        **{(_kind(field), index): value for index, layer in layers for field, value in vars(layer).items()},
        ("logits", None): encoder.predict(trace.hidden[-1]),
    }
