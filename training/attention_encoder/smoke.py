"""`smoke`: the whole recipe from scratch on a small scale, to see within minutes that every step of it works."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from .agreement import check
from .checkpoint import load
from .configuration import KIND_SHARES, EncoderShape, Recipe
from .corpus.beginnings import beginnings
from .corpus.build import build
from .corpus.limits import CorpusLimits
from .corpus.sources import all_sources
from .evaluate import evaluate
from .export import export
from .token_stream import shares_drawn, write_streams
from .tokenizer import train_tokenizer
from .train import train

_Result = TypeVar("_Result")

#: Packages small enough, and enough of them held out, that every kind has some of both in so little text.
LIMITS = CorpusLimits(dict.fromkeys(KIND_SHARES, 1_000_000), package_bytes=100_000, held_out_share=0.1)

#: Bytes read of one source: five sources of these take some ten seconds.
_SOURCE_BYTES = 30_000_000

#: Steps of warming up: a minute has a hundred steps on a slow machine.
_WARM_UP_STEPS = 50

#: Minutes of training; a machine that is too slow or too busy to take `_LEAST_STEPS` in the first goes on to the next.
_MINUTES = (1.0, 2.0, 3.0)
_LEAST_STEPS = 80

#: Nats below the unigram loss; untrained encoders are some hundredths above it.
_LEAST_LEARNED = 0.03

#: What is for brackets comes in at the end alone, when the rate is low: a minute is too short to learn them, and they
#: would push the loss of all other tokens up.
_BRACKET_WEIGHTS = ((0.0, 1.0), (0.9, 3.0))
_RETYPED_SHARES = ((0.0, 0.0), (0.9, 0.4))

#: Left in a folder by `smoke`, which deletes no other folder.
_MARK = ".smoke"


def smoke(run: Path, node: list[Path], threads: int, bfloat16: bool) -> None:
    """Corpus, tokenizer, a minute of training, evaluation, export to `<run>/media` and check; needs no network.

    Raises SystemExit where the folder holds anything but an earlier smoke run, or where nothing was learned, and
    whatever a step raises that fails.
    """
    begin(run)
    media = run / "media"
    documents = beginnings(all_sources(node, []), LIMITS, _SOURCE_BYTES)
    found = _timed("corpus", lambda: build(documents, run / "corpus", LIMITS))
    print("bytes", found["bytes"])
    tokenizer = _timed(
        "tokenizer", lambda: train_tokenizer(run / "corpus", run / "tokenizer.json", EncoderShape().vocabulary)
    )
    print(shares_drawn(write_streams(run / "corpus", tokenizer, run)))
    for minutes in _MINUTES:
        recipe = Recipe(
            minutes=minutes, warm_up_steps=_WARM_UP_STEPS, bracket_weights=_BRACKET_WEIGHTS,
            retyped_shares=_RETYPED_SHARES, log_seconds=20.0, threads=threads, bfloat16=bfloat16,
        )
        _timed("train", lambda recipe=recipe: train(run, recipe))
        if load(run / "latest.pt")["progress"]["steps"] >= _LEAST_STEPS:
            break
    evaluation = _timed("evaluate", lambda: evaluate(run, media))
    _timed("export", lambda: export(run, media))
    _timed("check", lambda: check(run, media))
    print(learned(evaluation["overall"]["loss"], evaluation["overall"]["unigram"]))


def begin(run: Path) -> None:
    """An empty folder for the run; raises SystemExit where that would delete what `smoke` did not make."""
    if run.exists() and any(run.iterdir()) and not (run / _MARK).exists():
        raise SystemExit(f"smoke begins from scratch, and {run} is not empty and not from an earlier smoke run")
    shutil.rmtree(run, ignore_errors=True)
    run.mkdir(parents=True)
    (run / _MARK).touch()


def learned(loss: float, unigram: float) -> str:
    """A sentence on held-out losses in nats at `<mask>`, the encoder's and that of the unigram distribution.

    Raises SystemExit where the encoder's is not lower by `_LEAST_LEARNED`. The losses of training cannot tell: they leave
    some of the tokens to be predicted in their places, which an untrained encoder sees too.
    """
    if not loss < unigram - _LEAST_LEARNED:
        raise SystemExit(f"nothing was learned: the held-out loss is {loss:.3f}, the unigram loss {unigram:.3f}")
    return f"smoke: held-out loss {loss:.3f}, below the unigram loss {unigram:.3f}"


def _timed(step: str, run: Callable[[], _Result]) -> _Result:
    began = time.monotonic()
    result = run()
    print(f"smoke: {step} took {time.monotonic() - began:.0f} s", flush=True)
    return result
