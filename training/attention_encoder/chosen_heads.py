"""The heads that do one thing best: chosen on one half of the held-out text, reported on the other."""

from dataclasses import dataclass

import torch
from torch import Tensor

from .encoder import Encoder
from .head_statistics import head_statistics, mean_statistics
from .held_out import LENGTH, HeldOut
from .structure_statistics import StructureCount

#: Statistics of which the best head is reported; of each head chosen, the others are given too.
CHOSEN_BY = ("previous", "next", "itself", "first", "delimiter", "bracketTop1", "quoteTop1", "identifierShare")


@dataclass
class Statistics:
    """Every statistic of every head, each [layers, heads], by name; see HeadStatistics and StructureStatistics."""

    of: dict[str, Tensor]

    def rounded(self) -> dict[str, list[list[float]]]:
        """Nested lists [layers][heads] with four digits, for JSON."""
        return {name: [[round(x, 4) for x in row] for row in value.tolist()] for name, value in self.of.items()}

    def best(self, name: str) -> tuple[int, int]:
        """Layer and head, from 0, of the largest value."""
        return divmod(int(self.of[name].argmax()), self.of[name].shape[1])

    def at(self, layer: int, head: int) -> dict[str, float]:
        """Every statistic of one head."""
        return {name: round(float(value[layer, head]), 4) for name, value in self.of.items()}


@torch.no_grad()
def statistics_of(encoder: Encoder, held_out: dict[str, HeldOut]) -> Statistics:
    """Every statistic on text without masks; all kinds of text count alike, structure where there is any."""
    general = []
    structure = StructureCount(encoder.shape.layers, encoder.shape.heads, LENGTH)
    for one in held_out.values():
        attention = encoder.trace(one.tokens).attention
        general.append(head_statistics(attention, one.tokens))
        for row, found in enumerate(one.structures):
            structure.add(torch.stack([layer[row] for layer in attention]), found)
    return Statistics({**vars(mean_statistics(general)), **vars(structure.statistics())})


def chosen_heads(choice: Statistics, report: Statistics) -> dict[str, dict]:
    """By statistic the head with the best one in `choice`, from 0, and all that `report` says of this head."""
    chosen = {}
    for name in CHOSEN_BY:
        layer, head = choice.best(name)
        chosen[name] = {"layer": layer, "head": head, "whenChosen": round(float(choice.of[name][layer, head]), 4),
                        **report.at(layer, head)}
    return chosen
