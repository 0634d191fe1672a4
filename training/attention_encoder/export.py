"""`export`: write the encoder, its tokenizer and their description to the folder that the extension bundles."""

import hashlib
import json
import shutil
from pathlib import Path

from .configuration import BEGIN, MASK, PAD, SEPARATOR, SPECIAL_TOKENS
from .encoder import Encoder
from .model_card import write_model_card
from .onnx_encoder import INPUT, POSITIONAL_ENCODING, onnx_encoder, output_names
from .places import SOURCES
from .shipped import shipped_encoder
from .tokenizer import load_tokenizer

VERSION = "0"
_DESCRIPTION = (
    "A small encoder as in “Attention Is All You Need”, trained by masked language modelling "
    "on code, English and Korean."
)


def export(run: Path, destination: Path) -> dict:
    """Write encoder.onnx, tokenizer.json and encoder.json, and after `evaluate` the model card; returns encoder.json.

    The same checkpoint always gives the same bytes. The losses are `evaluate`'s where it has run on this checkpoint.
    """
    encoder, content = shipped_encoder(run)
    destination.mkdir(parents=True, exist_ok=True)
    load_tokenizer(run / "tokenizer.json")
    shutil.copyfile(run / "tokenizer.json", destination / "tokenizer.json")
    (destination / "encoder.onnx").write_bytes(onnx_encoder(encoder).SerializeToString(deterministic=True))
    described = _description(encoder, _training(run, content))
    described["sha256"] = {name: _sha256(destination / name) for name in ("encoder.onnx", "tokenizer.json")}
    (destination / "encoder.json").write_text(json.dumps(described, ensure_ascii=False, indent=2) + "\n")
    (run / "recipe.json").write_text(json.dumps(content["recipe"], indent=2) + "\n")
    shutil.copyfile(run / "corpus" / "sources.json", SOURCES)
    if (destination / "evaluation.json").exists():
        write_model_card(run, destination)
    return described


def _description(encoder: Encoder, training: dict) -> dict:
    shape = encoder.shape
    special = {"begin": BEGIN, "separator": SEPARATOR, "mask": MASK, "pad": PAD}
    return {
        "name": "attention-inspector-encoder",
        "version": VERSION,
        "description": _DESCRIPTION,
        "layers": shape.layers,
        "heads": shape.heads,
        "dimension": shape.dimension,
        "headDimension": shape.head_dimension,
        "vocabularySize": shape.vocabulary,
        "trainedLength": 512,
        "specialTokens": {name: {"id": token, "text": SPECIAL_TOKENS[token]} for name, token in special.items()},
        "inputs": {"tokens": INPUT},
        "outputs": {**output_names(shape), "positionalEncoding": POSITIONAL_ENCODING},
        "positionalEncoding": "sinusoidal",
        "training": training,
    }


def _training(run: Path, content: dict) -> dict:
    progress, record = content["progress"], content["record"]
    losses = {"heldOutLoss": record["loss"], "unigramLoss": record["unigram_loss"]}
    evaluation = run / "evaluation.json"
    if evaluation.exists():
        evaluated = json.loads(evaluation.read_text())
        if evaluated["steps"] == progress["steps"]:
            losses = {"heldOutLoss": evaluated["overall"]["loss"], "unigramLoss": evaluated["overall"]["unigram"]}
    return {
        "tokensSeen": progress["tokens"],
        "minutes": round(progress["seconds"] / 60, 1),
        **{name: round(loss, 4) for name, loss in losses.items()},
        "corpusHash": json.loads((run / "corpus" / "sources.json").read_text())["corpusHash"],
    }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
