"""Tokenized documents of every kind, and sequences drawn from them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from .configuration import BEGIN, KIND_SHARES, SEPARATOR
from .corpus.build import read_documents

_BATCH = 256


@dataclass
class TokenStream:
    """The documents of one kind, end to end: `tokens` uint16 [T], `starts` int64 [documents + 1]."""

    tokens: np.ndarray
    starts: np.ndarray

    def segment(self, length: int, random: np.random.Generator) -> np.ndarray:
        """Up to `length` tokens in a row from one document, ids as int64; long documents come up more often."""
        at = int(random.integers(len(self.tokens)))
        document = int(np.searchsorted(self.starts, at, side="right")) - 1
        first, last = int(self.starts[document]), int(self.starts[document + 1])
        begin = max(first, min(at, last - length))
        return self.tokens[begin : min(last, begin + length)].astype(np.int64)


def write_streams(corpus: Path, tokenizer: Tokenizer, folder: Path) -> None:
    """Tokenize every kind and split of the corpus into `<kind>.<split>.npz`."""
    for kind in KIND_SHARES:
        for split in ("train", "heldout"):
            tokens: list[np.ndarray] = []
            texts = [document["text"] for document in read_documents(corpus, kind, split)]
            for at in range(0, len(texts), _BATCH):
                encodings = tokenizer.encode_batch_fast(texts[at : at + _BATCH])
                tokens += [np.array(encoding.ids, np.uint16) for encoding in encodings if encoding.ids]
            starts = np.cumsum([0, *map(len, tokens)])
            np.savez(folder / f"{kind}.{split}.npz", tokens=np.concatenate(tokens), starts=starts)


def read_streams(folder: Path, split: str) -> dict[str, TokenStream]:
    """The streams of a split ("train" or "heldout"), by kind."""
    streams = {}
    for kind in KIND_SHARES:
        with np.load(folder / f"{kind}.{split}.npz") as arrays:
            streams[kind] = TokenStream(arrays["tokens"], arrays["starts"])
    return streams


def draw_batch(
    streams: dict[str, TokenStream],
    sequences: int,
    length: int,
    two_segment_share: float,
    random: np.random.Generator,
    kinds: list[str] | None = None,
) -> np.ndarray:
    """Ids int64 [sequences, length]: `<s> segment </s>` or `<s> segment </s> segment </s>`, never padded.

    Kinds of text (all, or those given) come in the shares of `KIND_SHARES`.
    """
    kinds = kinds or list(KIND_SHARES)
    shares = np.array([KIND_SHARES[kind] for kind in kinds])
    batch = np.empty((sequences, length), np.int64)
    for row in batch:
        stream = streams[kinds[random.choice(len(kinds), p=shares / shares.sum())]]
        row[:] = _sequence(stream, length, random.random() < two_segment_share, random)
    return batch


def _sequence(stream: TokenStream, length: int, two_segments: bool, random: np.random.Generator) -> np.ndarray:
    parts = [np.array([BEGIN])]
    filled = 1
    split_at = int(random.integers(length // 4, 3 * length // 4)) if two_segments else length
    while filled < length:
        wanted = min(split_at if filled < split_at else length, length) - filled - 1
        segment = stream.segment(max(1, wanted), random)
        parts += [segment, np.array([SEPARATOR])]
        filled += len(segment) + 1
    sequence = np.concatenate(parts)[:length]
    sequence[-1] = SEPARATOR
    return sequence
