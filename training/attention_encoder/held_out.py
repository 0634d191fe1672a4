"""Held-out text, in two halves: heads are chosen on the one and reported on the other."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .code_structure import CodeStructure, code_structure
from .configuration import KIND_SHARES, SEED
from .masked_language_model import mask_tokens
from .token_stream import TokenStream, draw_batch, read_streams
from .token_text import token_bytes
from .tokenizer import load_tokenizer

LENGTH = 128
MASK_SHARE = 0.15

#: Sequences of every kind of text in each half.
SEQUENCES = 64

#: How a comment to the end of the line begins, in the kinds of text whose brackets and quotes are looked at.
_COMMENTS = {"javascript": b"//", "python": b"#", "c": b"//", "web": b"//"}


@dataclass
class HeldOut:
    """Sequences of one kind and half: ids, ids with masks, which are to be predicted, each [B, N]; structure of code."""

    tokens: Tensor
    corrupted: Tensor
    chosen: Tensor
    structures: list[CodeStructure]


def held_out_halves(run: Path) -> tuple[dict[str, HeldOut], dict[str, HeldOut]]:
    """The same sequences and masks every time, by kind of text; no document is in both halves."""
    texts = token_bytes(load_tokenizer(run / "tokenizer.json"))
    random, masks = np.random.default_rng(SEED + 2), torch.Generator().manual_seed(SEED + 2)
    halves: tuple[dict[str, HeldOut], dict[str, HeldOut]] = ({}, {})
    for kind, stream in read_streams(run, "heldout").items():
        for half, part in zip(halves, _halves(stream), strict=True):
            tokens = draw_batch({kind: part}, SEQUENCES, LENGTH, 0.0, random, kinds=[kind])
            comment = _COMMENTS.get(kind)
            structures = [] if comment is None else [code_structure(row, texts, comment) for row in tokens]
            ids = torch.from_numpy(tokens)
            half[kind] = HeldOut(ids, *mask_tokens(ids, MASK_SHARE, len(texts), masks), structures)
    return halves


def _halves(stream: TokenStream) -> tuple[TokenStream, TokenStream]:
    """Two streams of whole documents, cut nearest to the middle; documents of one package stand together."""
    inner = stream.starts[1:-1]
    middle = 1 + int(np.abs(inner - len(stream.tokens) // 2).argmin())
    at = int(stream.starts[middle])
    return (
        TokenStream(stream.tokens[:at], stream.starts[: middle + 1]),
        TokenStream(stream.tokens[at:], stream.starts[middle:] - at),
    )


def overall(by_kind: dict[str, float]) -> float:
    """The mean over kinds of text, weighted as training draws them."""
    weights = {kind: KIND_SHARES[kind] for kind in by_kind}
    return sum(weights[kind] * value for kind, value in by_kind.items()) / sum(weights.values())
