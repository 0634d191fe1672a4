"""`evaluate`: the shipped encoder on held-out packages, with baselines and untrained encoders beside it."""

import hashlib
import json
from pathlib import Path

import numpy as np
import torch

from .baselines import Bigram, unigram_distribution
from .checkpoint import load_encoder
from .chosen_heads import chosen_heads, statistics_of
from .configuration import MASK
from .encoder import Encoder
from .export import encoder_bytes
from .held_out import LENGTH, MASK_SHARE, SEQUENCES, HeldOut, held_out_halves, overall
from .rounding import rounding_shift
from .shipped import shipped_encoder
from .structure_statistics import structure_baselines
from .token_stream import read_streams

#: Encoders as they are before training, for comparison.
UNTRAINED_SEEDS = (1, 2, 3)


def evaluate(run: Path, destination: Path) -> dict:
    """Write evaluation.json to the run's folder and to `destination`, and return it.

    Losses in nats where a token was replaced by `<mask>` (12 % of the tokens), on all held-out text; `bigram` knows the
    true token before each. Overall figures weight the kinds of text as training does. Heads are looked at on text without
    masks, all kinds alike; the best ones are chosen on one half of the held-out text, and of every head the other half's
    figures are given, but for `whenChosen`.
    """
    encoder, content = shipped_encoder(run)
    choice, report = held_out_halves(run)
    losses = _losses(run, encoder, choice, report)
    trained = statistics_of(encoder, report)
    untrained, untrained_chosen = [], []
    for seed in UNTRAINED_SEEDS:
        torch.manual_seed(seed)
        fresh = Encoder(encoder.shape).eval()
        untrained.append(statistics_of(fresh, report))
        untrained_chosen.append({"seed": seed, **chosen_heads(statistics_of(fresh, choice), untrained[-1])})
    result = {
        "encoder": hashlib.sha256(encoder_bytes(encoder)).hexdigest(),
        "sequences": 2 * SEQUENCES * len(report),
        "sequenceLength": LENGTH,
        "maskedShare": 0.8 * MASK_SHARE,
        "overall": {name: round(overall({kind: one[name] for kind, one in losses.items()}), 4) for name in _LOSSES},
        "kinds": losses,
        "structureBaselines": structure_baselines([found for one in report.values() for found in one.structures]),
        "chosenHeads": chosen_heads(statistics_of(encoder, choice), trained),
        "untrainedChosenHeads": untrained_chosen,
        "heads": trained.rounded(),
        "untrainedHeads": untrained[0].rounded(),
        # What was restored from the bundled file has been rounded already.
        "rounding": content.get("rounding") or rounding_shift(load_encoder(run / "best.pt")[0], encoder, report),
    }
    text = json.dumps(result, indent=1) + "\n"
    destination.mkdir(parents=True, exist_ok=True)
    for folder in (run, destination):
        (folder / "evaluation.json").write_text(text)
    print("evaluate", result["overall"])
    return result


_LOSSES = ("loss", "top1", "unigram", "bigram")


@torch.no_grad()
def _losses(run: Path, encoder: Encoder, *halves: dict[str, HeldOut]) -> dict[str, dict[str, float]]:
    """By kind of text: the encoder's loss and accuracy, and the baselines' losses, over all held-out text."""
    streams = read_streams(run, "train")
    unigram = unigram_distribution(streams, encoder.shape.vocabulary)
    bigram = Bigram(streams, unigram)
    losses = {}
    for kind in halves[0]:
        tokens, corrupted, chosen = (
            torch.cat([getattr(half[kind], name) for half in halves]) for name in ("tokens", "corrupted", "chosen")
        )
        # Of those to be predicted some were left in their places, which would be no prediction.
        chosen &= corrupted == MASK
        expected, before = tokens[chosen], tokens.roll(1, dims=1)[chosen]
        logits = encoder.predict(encoder(corrupted)[chosen])
        values = (
            float(torch.nn.functional.cross_entropy(logits, expected)),
            float((logits.argmax(-1) == expected).float().mean()),
            float(-np.log(unigram[expected.numpy()]).mean()),
            float(bigram.losses(before.numpy(), expected.numpy()).mean()),
        )
        losses[kind] = {name: round(value, 4) for name, value in zip(_LOSSES, values, strict=True)}
    return losses
