"""Held-out text, in two halves: heads are chosen on the one and reported on the other."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .code_structure import LINE_COMMENTS, CodeStructure, code_structure
from .configuration import KIND_SHARES, SEED
from .masked_language_model import mask_tokens
from .token_stream import TokenStream, draw_batch, read_streams
from .token_text import token_bytes
from .tokenizer import load_tokenizer

LENGTH = 128
MASK_SHARE = 0.15

#: Sequences of every kind of text in each half.
SEQUENCES = 64


@dataclass
class HeldOut:
    """Sequences of one kind and half: ids, ids with masks, which are to be predicted, each [B, N]; structure of code."""

    tokens: Tensor
    corrupted: Tensor
    chosen: Tensor
    structures: list[CodeStructure]


def held_out_halves(run: Path) -> tuple[dict[str, HeldOut], dict[str, HeldOut]]:
    """The same sequences and masks every time, by kind of text; no package is in both halves where there are two."""
    texts = token_bytes(load_tokenizer(run / "tokenizer.json"))
    random, masks = np.random.default_rng(SEED + 2), torch.Generator().manual_seed(SEED + 2)
    halves: tuple[dict[str, HeldOut], dict[str, HeldOut]] = ({}, {})
    for kind, stream in read_streams(run, "heldout").items():
        for half, part in zip(halves, _halves(stream), strict=True):
            tokens = draw_batch({kind: part}, SEQUENCES, LENGTH, 0.0, random, kinds=[kind])
            is_code = kind in LINE_COMMENTS
            structures = [code_structure(row, texts, LINE_COMMENTS[kind]) for row in tokens] if is_code else []
            ids = torch.from_numpy(tokens)
            half[kind] = HeldOut(ids, *mask_tokens(ids, MASK_SHARE, len(texts), masks), structures)
    return halves


def _halves(stream: TokenStream) -> tuple[TokenStream, TokenStream]:
    """Two streams of whole packages, cut nearest to the middle; of documents where there is one package alone."""
    begins = np.flatnonzero(np.diff(stream.packages)) + 1
    candidates = begins if len(begins) > 0 else np.arange(1, len(stream.packages))
    middle = int(candidates[np.abs(stream.starts[candidates] - len(stream.tokens) // 2).argmin()])
    at = int(stream.starts[middle])
    return (
        TokenStream(stream.tokens[:at], stream.starts[: middle + 1], stream.packages[:middle]),
        TokenStream(stream.tokens[at:], stream.starts[middle:] - at, stream.packages[middle:]),
    )


def overall(by_kind: dict[str, float]) -> float:
    """The mean over kinds of text, weighted as training draws them."""
    weights = {kind: KIND_SHARES[kind] for kind in by_kind}
    return sum(weights[kind] * value for kind, value in by_kind.items()) / sum(weights.values())
