"""What a trace holds, and what a head mask does to it."""

import math

import pytest
import torch

from attention_encoder.configuration import EncoderShape
from attention_encoder.encoder import Encoder
from attention_encoder.tensor_table import table_values, tensor_table
from attention_encoder.trace import Trace

SHAPE = EncoderShape(layers=2, heads=4, dimension=32, feed_forward=64, vocabulary=300)
TOKENS = torch.arange(20, 27)[None]


@pytest.fixture(name="encoder")
def _encoder() -> Encoder:
    torch.manual_seed(1)
    return Encoder(SHAPE).double().eval()


@torch.no_grad()
def traced(encoder: Encoder, head_mask: torch.Tensor | None = None) -> Trace:
    return encoder.trace(TOKENS, head_mask)


def test_every_intermediate_follows_from_those_before(encoder: Encoder) -> None:
    trace = traced(encoder)
    assert torch.equal(trace.embedding, trace.token_embedding + trace.positional_encoding)
    hidden = trace.embedding
    for layer, module in zip(trace.layers, encoder.layers, strict=True):
        assert torch.allclose(layer.query[0, 1], (hidden @ module.attention.query.weight.T)[0, :, 8:16])
        assert torch.allclose(layer.products, layer.query @ layer.key.mT)
        assert torch.allclose(layer.scores, layer.products / math.sqrt(8))
        assert torch.allclose(layer.attention, layer.scores.softmax(-1))
        assert torch.allclose(layer.context, layer.attention @ layer.value)
        concatenated = torch.cat([layer.context[:, head] for head in range(4)], -1)
        assert torch.allclose(layer.attention_output, concatenated @ module.attention.output.weight.T)
        assert torch.allclose(layer.add_norm_1, module.norm_1(hidden + layer.attention_output))
        expanded = module.expand(layer.add_norm_1).relu()
        assert torch.allclose(layer.feed_forward, module.contract(expanded))
        assert torch.allclose(layer.add_norm_2, module.norm_2(layer.add_norm_1 + layer.feed_forward))
        hidden = layer.add_norm_2
    assert torch.equal(hidden, encoder(TOKENS))


def test_the_table_has_every_tensor_in_the_shape_it_states(encoder: Encoder) -> None:
    values = table_values(encoder, TOKENS)
    table = tensor_table(SHAPE)
    assert list(values) == [tensor.key for tensor in table]
    for tensor in table:
        assert values[tensor.key].shape == tuple(7 if size == "N" else size for size in tensor.shape), tensor.name
    assert len({tensor.name for tensor in table}) == len(table) == 3 + 10 * 2 + 1
    assert [tensor.name for tensor in table if tensor.key == ("addNorm2", 1)] == ["last_hidden_state"]


def test_a_head_mask_of_ones_changes_nothing(encoder: Encoder) -> None:
    assert torch.equal(traced(encoder).hidden[-1], traced(encoder, torch.ones(2, 4)).hidden[-1])


def test_a_masked_head_adds_nothing_and_attends_as_before(encoder: Encoder) -> None:
    mask = torch.ones(2, 4, dtype=torch.float64)
    mask[0, 1] = 0
    mask[1, 3] = 0.5
    every, some = traced(encoder), traced(encoder, mask)
    assert torch.equal(some.layers[0].attention, every.layers[0].attention)
    assert not some.layers[0].context[:, 1].any()
    assert torch.equal(some.layers[0].context[:, [0, 2, 3]], every.layers[0].context[:, [0, 2, 3]])
    second = some.layers[1]
    assert torch.allclose(second.context[:, 3], 0.5 * second.attention[:, 3] @ second.value[:, 3])
    # As if the head's columns of W_O were zero.
    with torch.no_grad():
        encoder.layers[0].attention.output.weight[:, 8:16] = 0
        encoder.layers[1].attention.output.weight[:, 24:32] *= 0.5
    assert torch.allclose(some.hidden[-1], traced(encoder).hidden[-1])
