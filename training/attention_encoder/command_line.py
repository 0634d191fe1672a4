"""The commands of the recipe and their options."""

import argparse
from pathlib import Path


def main() -> None:
    """Run one command, or all of them in order."""
    parser = argparse.ArgumentParser(prog="attention_encoder", description=__doc__)
    parser.add_argument("command", choices=["corpus", "tokenizer", "train", "evaluate", "export", "fixtures", "check", "all"])
    parser.add_argument("--run", type=Path, default=Path("runs/encoder"), help="folder of this run's files")
    parser.add_argument("--node", type=Path, action="append", default=[], help="a further node_modules folder")
    parser.add_argument("--git", action="append", default=[], metavar="NAME=FOLDER[@COMMIT]", help="a CC-BY repository")
    parser.add_argument("--minutes", type=float, default=30.0, help="time budget of the training")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    commands = ["corpus", "tokenizer", "train", "evaluate", "export", "fixtures", "check"]
    for command in commands if arguments.command == "all" else [arguments.command]:
        _RUN[command](arguments)


def _corpus(arguments: argparse.Namespace) -> None:
    from .corpus.build import build
    from .corpus.sources import all_documents

    result = build(all_documents(arguments.node, arguments.git), arguments.run / "corpus")
    print("corpus", result["corpusHash"][:16], result["bytes"])


def _tokenizer(arguments: argparse.Namespace) -> None:
    from .configuration import EncoderShape
    from .token_stream import write_streams
    from .tokenizer import train_tokenizer

    tokenizer = train_tokenizer(arguments.run / "corpus", arguments.run / "tokenizer.json", EncoderShape().vocabulary)
    write_streams(arguments.run / "corpus", tokenizer, arguments.run)


def _train(arguments: argparse.Namespace) -> None:
    import torch

    from .configuration import Recipe
    from .train import train

    bfloat16 = torch.cpu._is_avx512_bf16_supported()
    train(arguments.run, Recipe(minutes=arguments.minutes, threads=arguments.threads, bfloat16=bfloat16))


def _evaluate(arguments: argparse.Namespace) -> None:
    from .evaluate import evaluate
    from .places import MEDIA

    evaluate(arguments.run, MEDIA)


def _export(arguments: argparse.Namespace) -> None:
    from .export import export
    from .places import MEDIA

    for name, value in export(arguments.run, MEDIA)["sha256"].items():
        print(name, value, (MEDIA / name).stat().st_size, "bytes")


def _fixtures(arguments: argparse.Namespace) -> None:
    from .fixtures import write_fixtures

    write_fixtures(arguments.run)


def _check(arguments: argparse.Namespace) -> None:
    from .agreement import check

    check(arguments.run)


_RUN = {
    "corpus": _corpus,
    "tokenizer": _tokenizer,
    "train": _train,
    "evaluate": _evaluate,
    "export": _export,
    "fixtures": _fixtures,
    "check": _check,
}
