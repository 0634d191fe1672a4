"""Whether heads follow the structure of code: brackets, quotes, identifiers.

Definitions as in Clark et al. 2019, §4, and Vig & Belinkov 2019, §4, with code for language.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from .code_structure import CodeStructure


@dataclass
class StructureStatistics:
    """By head, float64 [layers, heads]; shares and accuracies are in 0 to 1.

    bracketShare: mean attention from a closing bracket to its opening one; bracketTop1: how often that is the most
    attended of all tokens; bracketAmongOpenings: how often it is the most attended of the opening brackets before it;
    bracketBeyondNearest and bracketBeyondNearestOfKind: the same where the nearest opening bracket, and the nearest of
    the same kind, is another one.
    quoteShare, quoteTop1: the same for the quotes of a string. identifierShare: mean attention from a token of a later
    occurrence of an identifier to the tokens of its earlier ones; identifierExpected: what as many tokens of other
    identifiers get from such queries at the same distances; identifierRatio: the share over that.
    """

    bracketShare: Tensor
    bracketTop1: Tensor
    bracketAmongOpenings: Tensor
    bracketBeyondNearest: Tensor
    bracketBeyondNearestOfKind: Tensor
    quoteShare: Tensor
    quoteTop1: Tensor
    identifierShare: Tensor
    identifierExpected: Tensor
    identifierRatio: Tensor


class StructureCount:
    """Adds up sequences; attention of each is [layers, heads, N, N]."""

    def __init__(self, layers: int, heads: int, longest: int):
        self._sums = {name: torch.zeros(layers, heads, dtype=torch.float64) for name in (
            "bracket", "bracket_first", "bracket_among", "beyond_nearest", "beyond_nearest_of_kind", "quote", "quote_first")}
        self._brackets = self._beyond_nearest = self._beyond_nearest_of_kind = self._quotes = self._queries = 0
        self._other = torch.zeros(layers, heads, longest, dtype=torch.float64)
        self._same = torch.zeros(layers, heads, longest, dtype=torch.float64)
        self._other_pairs = torch.zeros(longest, dtype=torch.float64)
        self._same_pairs = torch.zeros(longest, dtype=torch.float64)

    def add(self, attention: Tensor, structure: CodeStructure) -> None:
        """Count one sequence."""
        first = attention.argmax(-1)
        for name, pairs in (("bracket", structure.brackets), ("quote", structure.quotes)):
            if pairs:
                closing, opening = torch.tensor(pairs).T
                self._sums[name] += attention[..., closing, opening].double().sum(-1)
                self._sums[f"{name}_first"] += (first[..., closing] == opening).double().sum(-1)
        for closing, opening in structure.brackets:
            before = torch.tensor([position for position in structure.openings if position < closing])
            right = before[attention[..., closing, before].argmax(-1)] == opening
            self._sums["bracket_among"] += right
            if int(before.max()) != opening:
                self._sums["beyond_nearest"] += right
                self._beyond_nearest += 1
            if nearest_of_kind(structure.openings, closing, opening) != opening:
                self._sums["beyond_nearest_of_kind"] += right
                self._beyond_nearest_of_kind += 1
        self._brackets += len(structure.brackets)
        self._quotes += len(structure.quotes)
        self._add_identifiers(attention, structure.identifiers)

    def _add_identifiers(self, attention: Tensor, identifiers: list[list[list[int]]]) -> None:
        length = attention.shape[-1]
        name_of = np.full(length, -1)
        occurrence_of = np.zeros(length, int)
        for name, occurrences in enumerate(identifiers):
            for number, tokens in enumerate(occurrences):
                name_of[tokens], occurrence_of[tokens] = name, number
        later = (name_of >= 0) & (occurrence_of > 0)
        earlier = (name_of[None, :] >= 0) & np.tri(length, k=-1, dtype=bool)
        of_one_name = name_of[:, None] == name_of[None, :]
        of_one_occurrence = of_one_name & (occurrence_of[:, None] == occurrence_of[None, :])
        pairs = later[:, None] & earlier & ~of_one_occurrence
        for chosen, sums, counts in (
            (pairs & of_one_name, self._same, self._same_pairs),
            (pairs & ~of_one_name, self._other, self._other_pairs),
        ):
            query, key = map(torch.from_numpy, np.nonzero(chosen))
            sums.index_add_(-1, query - key, attention[..., query, key].double())
            counts.index_add_(0, query - key, torch.ones(len(query), dtype=torch.float64))
        self._queries += int(later.sum())

    def statistics(self) -> StructureStatistics:
        """Means over everything added; zeros where nothing of a kind was."""
        brackets, quotes, queries = (max(1, number) for number in (self._brackets, self._quotes, self._queries))
        known = self._other_pairs > 0
        mean_other = torch.where(known, self._other / self._other_pairs.clamp(min=1), 0.0)
        share = (self._same * known).sum(-1) / queries
        expected = (mean_other * self._same_pairs).sum(-1) / queries
        return StructureStatistics(
            self._sums["bracket"] / brackets,
            self._sums["bracket_first"] / brackets,
            self._sums["bracket_among"] / brackets,
            self._sums["beyond_nearest"] / max(1, self._beyond_nearest),
            self._sums["beyond_nearest_of_kind"] / max(1, self._beyond_nearest_of_kind),
            self._sums["quote"] / quotes,
            self._sums["quote_first"] / quotes,
            share,
            expected,
            share / expected.clamp(min=1e-12),
        )


def nearest_of_kind(kinds: dict[int, int], before: int, like: int) -> int:
    """The last position before one of them whose kind is that of `like`, which is before it too."""
    return max(position for position, kind in kinds.items() if position < before and kind == kinds[like])


def structure_baselines(structures: list[CodeStructure]) -> dict[str, float]:
    """What needs no encoder: the best fixed distance to the opening bracket or quote, the nearest, the nearest alike.

    Zeros where there are none.
    """
    brackets = [(closing, opening, one.openings) for one in structures for closing, opening in one.brackets]
    nearest = sum(max(p for p in openings if p < closing) == opening for closing, opening, openings in brackets)
    of_kind = sum(nearest_of_kind(openings, closing, opening) == opening for closing, opening, openings in brackets)
    marks = sum(
        nearest_of_kind(one.quote_marks, closing, opening) == opening
        for one in structures for closing, opening in one.quotes
    )
    identifiers = sum(len(occurrence) for one in structures for of_name in one.identifiers for occurrence in of_name[1:])
    quotes = Counter(closing - opening for one in structures for closing, opening in one.quotes)
    offsets = Counter(closing - opening for closing, opening, _ in brackets)
    return {
        "brackets": len(brackets),
        **_best_offset("bracket", offsets),
        "bracketNearestOpening": round(nearest / max(1, len(brackets)), 4),
        "bracketNearestOfKind": round(of_kind / max(1, len(brackets)), 4),
        "quotes": quotes.total(),
        **_best_offset("quote", quotes),
        "quoteNearestOfKind": round(marks / max(1, quotes.total()), 4),
        "laterIdentifierTokens": identifiers,
    }


def _best_offset(name: str, offsets: Counter) -> dict[str, float]:
    [(offset, number)] = offsets.most_common(1) or [(0, 0)]
    return {f"{name}BestOffset": offset, f"{name}BestOffsetTop1": round(number / max(1, offsets.total()), 4)}
