"""`evaluate`: the shipped encoder on held-out packages, with baselines and an untrained encoder beside it."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .baselines import Bigram, unigram_distribution
from .checkpoint import load_encoder
from .configuration import KIND_SHARES, SEED
from .encoder import Encoder
from .head_statistics import HeadStatistics, head_statistics, mean_statistics
from .masked_language_model import mask_tokens
from .shipped import shipped_encoder
from .token_stream import draw_batch, read_streams

_LENGTH = 128
_SEQUENCES = 32
_MASK_SHARE = 0.15


@dataclass
class _HeldOut:
    """Held-out sequences of one kind: ids, ids with masks, and which are to be predicted, each [B, N]."""

    tokens: Tensor
    corrupted: Tensor
    chosen: Tensor


def evaluate(run: Path, destination: Path) -> dict:
    """Write evaluation.json to the run's folder and to `destination`, and return it.

    Losses in nats at masked positions (15 % of the tokens); `bigram` knows the true token before each. Overall figures
    weight the kinds of text as training does. Head statistics are taken on text without masks, all kinds alike.
    """
    encoder, content = shipped_encoder(run)
    held_out = _held_out(run, encoder)
    train_streams = read_streams(run, "train")
    unigram = unigram_distribution(train_streams, encoder.shape.vocabulary)
    bigram = Bigram(train_streams, unigram)
    torch.manual_seed(SEED)
    untrained = Encoder(encoder.shape).eval()
    kinds = {kind: _losses(encoder, one, unigram, bigram) for kind, one in held_out.items()}
    names = next(iter(kinds.values()))
    result = {
        "steps": content["progress"]["steps"],
        "sequences": _SEQUENCES * len(kinds),
        "sequenceLength": _LENGTH,
        "maskedShare": _MASK_SHARE,
        "overall": {
            name: round(sum(KIND_SHARES[kind] * kinds[kind][name] for kind in kinds) / sum(KIND_SHARES.values()), 4)
            for name in names
        },
        "kinds": kinds,
        "heads": _statistics(encoder, held_out).rounded(),
        "untrainedHeads": _statistics(untrained, held_out).rounded(),
        "float16": _rounding_shift(run, encoder, held_out),
    }
    text = json.dumps(result, indent=1) + "\n"
    destination.mkdir(parents=True, exist_ok=True)
    for folder in (run, destination):
        (folder / "evaluation.json").write_text(text)
    print("evaluate", result["overall"])
    return result


def _held_out(run: Path, encoder: Encoder) -> dict[str, _HeldOut]:
    """The same sequences and masks every time, by kind of text."""
    streams = read_streams(run, "heldout")
    random, masks = np.random.default_rng(SEED + 2), torch.Generator().manual_seed(SEED + 2)
    held_out = {}
    for kind in KIND_SHARES:
        tokens = torch.from_numpy(draw_batch(streams, _SEQUENCES, _LENGTH, 0.0, random, kinds=[kind]))
        held_out[kind] = _HeldOut(tokens, *mask_tokens(tokens, _MASK_SHARE, encoder.shape.vocabulary, masks))
    return held_out


@torch.no_grad()
def _losses(encoder: Encoder, held_out: _HeldOut, unigram: np.ndarray, bigram: Bigram) -> dict[str, float]:
    expected = held_out.tokens[held_out.chosen]
    logits = encoder.predict(encoder(held_out.corrupted)[held_out.chosen])
    before = held_out.tokens.roll(1, dims=1)[held_out.chosen]
    return {
        "loss": round(float(torch.nn.functional.cross_entropy(logits, expected)), 4),
        "top1": round(float((logits.argmax(-1) == expected).float().mean()), 4),
        "unigram": round(float(-np.log(unigram[expected.numpy()]).mean()), 4),
        "bigram": round(float(bigram.losses(before.numpy(), expected.numpy()).mean()), 4),
    }


@torch.no_grad()
def _statistics(encoder: Encoder, held_out: dict[str, _HeldOut]) -> HeadStatistics:
    return mean_statistics([head_statistics(encoder.trace(one.tokens).attention, one.tokens) for one in held_out.values()])


@torch.no_grad()
def _rounding_shift(run: Path, shipped: Encoder, held_out: dict[str, _HeldOut]) -> dict[str, float]:
    """How much attention moved when the weights were rounded to float16, over all heads and held-out rows.

    `largest` and `mean`: absolute differences of a share; `sameMostAttended`: share of rows whose first key stayed.
    """
    original, _ = load_encoder(run / "best.pt")
    largest, means, same = 0.0, [], []
    for one in held_out.values():
        pairs = zip(original.trace(one.tokens).attention, shipped.trace(one.tokens).attention, strict=True)
        for before, after in pairs:
            difference = (before - after).abs()
            largest = max(largest, float(difference.max()))
            means.append(float(difference.mean()))
            same.append(float((before.argmax(-1) == after.argmax(-1)).float().mean()))
    return {"largest": float(f"{largest:.2g}"), "mean": float(f"{np.mean(means):.2g}"), "sameMostAttended": round(float(np.mean(same)), 5)}
