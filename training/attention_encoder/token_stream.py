"""Tokenized documents of every kind, and sequences drawn from them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from .configuration import BEGIN, KIND_SHARES, SEPARATOR
from .corpus.build import read_documents

_BATCH = 256

#: Documents that a kind needs in each split; evaluation halves the held-out ones.
_LEAST_DOCUMENTS = {"train": 1, "heldout": 2}


@dataclass
class TokenStream:
    """The documents of one kind, end to end: `tokens` uint16 [T], `starts` int64 [documents + 1].

    `packages` int64 [documents] has one number for all documents of a package, which stand together.
    """

    tokens: np.ndarray
    starts: np.ndarray
    packages: np.ndarray

    def segment(self, length: int, random: np.random.Generator) -> np.ndarray:
        """Up to `length` tokens in a row from one document, ids as int64; long documents come up more often."""
        at = int(random.integers(len(self.tokens)))
        document = int(np.searchsorted(self.starts, at, side="right")) - 1
        first, last = int(self.starts[document]), int(self.starts[document + 1])
        begin = max(first, min(at, last - length))
        return self.tokens[begin : min(last, begin + length)].astype(np.int64)


def write_streams(corpus: Path, tokenizer: Tokenizer, folder: Path) -> list[str]:
    """Tokenize every kind and split of the corpus into `<kind>.<split>.npz`; returns the kinds that are left out.

    Left out is a kind that the machine has too little of: nothing to train on, or less than two held-out documents.
    """
    left_out = []
    for kind in KIND_SHARES:
        print(f"tokenizer: {kind}", flush=True)
        streams = {split: _tokenized(corpus, tokenizer, kind, split) for split in _LEAST_DOCUMENTS}
        if any(len(streams[split][0]) < least for split, least in _LEAST_DOCUMENTS.items()):
            left_out.append(kind)
        for split, (tokens, packages) in streams.items():
            path = folder / f"{kind}.{split}.npz"
            if kind in left_out:
                path.unlink(missing_ok=True)
            else:
                starts = np.cumsum([0, *map(len, tokens)])
                np.savez(path, tokens=np.concatenate(tokens), starts=starts, packages=np.array(packages))
    return left_out


def shares_drawn(left_out: list[str]) -> str:
    """A sentence on the kinds of text that are left out and the shares of the others.

    Raises SystemExit where there are no others.
    """
    used = {kind: share for kind, share in KIND_SHARES.items() if kind not in left_out}
    if not used:
        raise SystemExit("this machine has too little text of any kind")
    shares = ", ".join(f"{kind} {share / sum(used.values()):.0%}" for kind, share in used.items())
    without = f"left out, for too little text on this machine: {', '.join(left_out)}; " if left_out else ""
    return f"{without}drawn: {shares}"


def _tokenized(corpus: Path, tokenizer: Tokenizer, kind: str, split: str) -> tuple[list[np.ndarray], list[int]]:
    """Ids uint16 of every document that has any, and the number of its package."""
    tokens: list[np.ndarray] = []
    packages: list[int] = []
    numbers: dict[str, int] = {}
    documents = [(document["package"], document["text"]) for document in read_documents(corpus, kind, split)]
    for at in range(0, len(documents), _BATCH):
        names, texts = zip(*documents[at : at + _BATCH], strict=True)
        for name, encoding in zip(names, tokenizer.encode_batch_fast(list(texts)), strict=True):
            if encoding.ids:
                tokens.append(np.array(encoding.ids, np.uint16))
                packages.append(numbers.setdefault(name, len(numbers)))
    return tokens, packages


def read_streams(folder: Path, split: str) -> dict[str, TokenStream]:
    """The streams of a split ("train" or "heldout"), by kind; kinds that were left out are not there.

    Raises FileNotFoundError where there is none at all.
    """
    streams = {}
    for kind in KIND_SHARES:
        path = folder / f"{kind}.{split}.npz"
        if path.exists():
            with np.load(path) as arrays:
                streams[kind] = TokenStream(arrays["tokens"], arrays["starts"], arrays["packages"])
    if not streams:
        raise FileNotFoundError(f"no tokenized text in {folder}: run `tokenizer` first")
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

    Kinds of text (all that there are, or those given) come in the shares of `KIND_SHARES`, which need not sum to 1.
    """
    kinds = kinds or list(streams)
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
