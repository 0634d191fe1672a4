"""What must hold of the encoder whatever its weights are."""

import math

import pytest
import torch

from attention_encoder.configuration import BEGIN, SEPARATOR, EncoderShape, Recipe
from attention_encoder.encoder import Encoder, positional_encoding
from attention_encoder.head_statistics import head_statistics
from attention_encoder.masked_language_model import mask_tokens
from attention_encoder.schedule import rate_factor, stage

SHAPE = EncoderShape(layers=2, heads=4, dimension=32, feed_forward=64, vocabulary=300)


@pytest.fixture(name="encoder")
def _encoder() -> Encoder:
    torch.manual_seed(1)
    return Encoder(SHAPE).eval()


def test_attention_rows_sum_to_one_and_the_trace_agrees_with_the_plain_run(encoder: Encoder) -> None:
    tokens = torch.randint(4, 300, (3, 11))
    trace = encoder.trace(tokens)
    for attention in trace.attention:
        assert attention.shape == (3, 4, 11, 11)
        assert torch.allclose(attention.sum(-1), torch.ones(3, 4, 11), atol=1e-6)
    assert torch.allclose(trace.hidden[-1], encoder(tokens), atol=1e-5)


def test_positional_encoding_is_the_papers() -> None:
    table = positional_encoding(50, 16)
    assert table[7, 4].item() == pytest.approx(math.sin(7 / 10000 ** (4 / 16)), abs=1e-6)
    assert table[7, 5].item() == pytest.approx(math.cos(7 / 10000 ** (4 / 16)), abs=1e-6)


def test_offsets_move_positions_only(encoder: Encoder) -> None:
    tokens = torch.randint(4, 300, (2, 5))
    moved = encoder.embed(tokens, torch.tensor([0, 9])) - encoder.embed(tokens)
    expected = positional_encoding(14, 32)[9:] - positional_encoding(5, 32)
    assert torch.equal(moved[0], torch.zeros(5, 32))
    assert torch.allclose(moved[1], expected, atol=1e-6)


def test_special_tokens_are_never_masked() -> None:
    tokens = torch.tensor([[BEGIN, *range(10, 200), SEPARATOR]])
    corrupted, chosen = mask_tokens(tokens, 0.9, 300, torch.Generator().manual_seed(0))
    assert not chosen[0, 0] and not chosen[0, -1]
    assert torch.equal(corrupted[~chosen], tokens[~chosen])


def test_statistics_of_heads_that_are_known() -> None:
    length = 6
    tokens = torch.tensor([[BEGIN, 10, 11, 12, 13, SEPARATOR]])
    previous = torch.eye(length).roll(-1, dims=1)
    uniform = torch.full((length, length), 1 / length)
    statistics = head_statistics([torch.stack([previous, uniform])[None]], tokens)
    assert statistics.previous[0].tolist() == pytest.approx([1.0, 1 / 6])
    assert statistics.distance[0, 0].item() == pytest.approx(1.0)
    assert statistics.entropy[0].tolist() == pytest.approx([0.0, math.log(length)], abs=1e-6)
    assert statistics.delimiter[0].tolist() == pytest.approx([0.25, 2 / 6])


def test_schedules_follow_the_clock() -> None:
    recipe = Recipe()
    assert rate_factor(recipe, 0, 0.0) == 0.0
    assert rate_factor(recipe, recipe.warm_up_steps, 0.3) == 1.0
    assert rate_factor(recipe, 10_000, 1.0) == 0.0
    assert stage(recipe.lengths, 0.0) == recipe.lengths[0][1]
    assert stage(recipe.lengths, 1.0) == recipe.trained_length
