"""Held-out halves, chosen heads, and what the model card says of them."""

import numpy as np
import torch

from attention_encoder.chosen_heads import CHOSEN_BY, Statistics, chosen_heads
from attention_encoder.held_out import _halves
from attention_encoder.model_card_heads import heads_section, verdict
from attention_encoder.token_stream import TokenStream


def statistics(**of: list[list[float]]) -> Statistics:
    every = {name: torch.zeros(1, 2) for name in (*CHOSEN_BY, "bracketShare", "bracketAmongOpenings", "bracketBeyondNearest",
                                                    "bracketBeyondNearestOfKind", "identifierExpected",
                                                    "identifierRatio", "entropy")}
    return Statistics(every | {name: torch.tensor(value) for name, value in of.items()})


def test_halves_are_whole_packages() -> None:
    starts = np.array([0, 10, 45, 60, 100])
    stream = TokenStream(np.arange(100, dtype=np.uint16), starts, np.array([0, 1, 1, 2]))
    first, second = _halves(stream)
    assert first.starts.tolist() == [0, 10, 45, 60]
    assert second.starts.tolist() == [0, 40]
    assert np.concatenate([first.tokens, second.tokens]).tolist() == list(range(100))


def test_halves_of_one_package_are_whole_documents() -> None:
    first, second = _halves(TokenStream(np.arange(100, dtype=np.uint16), np.array([0, 10, 45, 60, 100]), np.zeros(4, int)))
    assert first.starts.tolist() == [0, 10, 45]
    assert second.starts.tolist() == [0, 15, 55]


def test_a_head_chosen_on_one_half_is_reported_on_the_other() -> None:
    chosen = chosen_heads(statistics(previous=[[0.2, 0.9]]), statistics(previous=[[0.8, 0.6]], next=[[0.1, 0.3]]))
    assert (chosen["previous"]["layer"], chosen["previous"]["head"]) == (0, 1)
    assert chosen["previous"]["whenChosen"] == 0.9
    assert chosen["previous"]["previous"] == 0.6
    assert chosen["previous"]["next"] == 0.3


def test_the_model_card_says_no_more_than_the_figures() -> None:
    for share, word in ((0.9, "visibly structured"), (0.3, "structured in part"), (0.05, "hardly structured")):
        report = statistics(previous=[[share, 0.0]], next=[[share, 0.0]], bracketTop1=[[0.0, 0.61]])
        evaluation = {
            "chosenHeads": chosen_heads(report, report),
            "untrainedChosenHeads": [{"seed": 1, **chosen_heads(statistics(), statistics())}],
            "structureBaselines": {"brackets": 5, "bracketBestOffset": 2, "bracketBestOffsetTop1": 0.2,
                                   "bracketNearestOpening": 0.7, "bracketNearestOfKind": 0.8, "quotes": 4, "quoteBestOffset": 2,
                                   "quoteBestOffsetTop1": 0.1, "quoteNearestOfKind": 0.9, "laterIdentifierTokens": 3},
            "heads": report.rounded(), "untrainedHeads": statistics().rounded(), "sequenceLength": 128,
        }
        assert word in verdict(evaluation)
        assert "L1 H2 looks most at its opening one in 61%" in verdict(evaluation)
        row = (
            "| from `)` `]` `}` the opening bracket | L1 H2 | top-1 of all tokens | 0.61 | 0.20 (always 2 before) | 0.00 |"
        )
        assert row in heads_section(evaluation)
