"""The commands of the recipe and their options."""

import argparse
from pathlib import Path

from .places import MEDIA


def main() -> None:
    """Run one command, or those of a whole training in order."""
    parser = argparse.ArgumentParser(prog="attention_encoder", description=__doc__)
    parser.add_argument("command", choices=[*_RUN, "all"])
    parser.add_argument("--run", type=Path, help="folder of this run's files (runs/encoder, or runs/smoke)")
    parser.add_argument("--media", type=Path, default=MEDIA, help="folder of evaluation.json and of the exported files")
    parser.add_argument("--node", type=Path, action="append", default=[], help="a further node_modules folder")
    parser.add_argument("--git", action="append", default=[], metavar="NAME=FOLDER[@COMMIT]", help="a CC-BY repository")
    parser.add_argument("--minutes", type=float, default=30.0, help="time budget of the training")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    if arguments.run is None:
        arguments.run = Path("runs/smoke" if arguments.command == "smoke" else "runs/encoder")
    for command in _ALL if arguments.command == "all" else [arguments.command]:
        _RUN[command](arguments)


def _corpus(arguments: argparse.Namespace) -> None:
    from .corpus.build import build
    from .corpus.sources import all_documents
    from .progress import counted

    documents = counted(all_documents(arguments.node, arguments.git), "corpus: {} documents looked at")
    result = build(documents, arguments.run / "corpus")
    print("corpus", result["corpusHash"][:16], result["bytes"])


def _tokenizer(arguments: argparse.Namespace) -> None:
    from .configuration import EncoderShape
    from .token_stream import shares_drawn, write_streams
    from .tokenizer import train_tokenizer

    tokenizer = train_tokenizer(arguments.run / "corpus", arguments.run / "tokenizer.json", EncoderShape().vocabulary)
    print(shares_drawn(write_streams(arguments.run / "corpus", tokenizer, arguments.run)))


def _train(arguments: argparse.Namespace) -> None:
    from .configuration import Recipe
    from .train import train

    train(arguments.run, Recipe(minutes=arguments.minutes, threads=arguments.threads, bfloat16=_has_bfloat16()))


def _evaluate(arguments: argparse.Namespace) -> None:
    from .evaluate import evaluate

    evaluate(arguments.run, arguments.media)


def _export(arguments: argparse.Namespace) -> None:
    from .export import export

    for name, value in export(arguments.run, arguments.media)["sha256"].items():
        print(name, value, (arguments.media / name).stat().st_size, "bytes")


def _fixtures(arguments: argparse.Namespace) -> None:
    from .fixtures import write_fixtures

    if arguments.media.resolve() != MEDIA:
        print("no fixtures: they are of the bundled encoder")
        return
    write_fixtures(arguments.run)


def _check(arguments: argparse.Namespace) -> None:
    from .agreement import check

    check(arguments.run, arguments.media)


def _smoke(arguments: argparse.Namespace) -> None:
    from .smoke import smoke

    smoke(arguments.run, arguments.node, arguments.threads, _has_bfloat16())


def _restore(arguments: argparse.Namespace) -> None:
    from .restore import restore

    restore(arguments.media, arguments.run)


def _has_bfloat16() -> bool:
    """Whether this CPU has instructions for it."""
    import torch

    return torch.cpu._is_avx512_bf16_supported()


_RUN = {
    "corpus": _corpus,
    "tokenizer": _tokenizer,
    "train": _train,
    "evaluate": _evaluate,
    "export": _export,
    "fixtures": _fixtures,
    "check": _check,
    "smoke": _smoke,
    "restore": _restore,
}
_ALL = [command for command in _RUN if command not in ("smoke", "restore")]
