"""`export`: write the encoder, its tokenizer and their description to the folder that the extension bundles."""

import base64
import hashlib
import json
import shutil
from pathlib import Path

from .configuration import BEGIN, MASK, PAD, SEPARATOR, SPECIAL_TOKENS
from .encoder import Encoder
from .model_card import write_model_card
from .onnx_additions import default_head_mask, logits_nodes
from .onnx_encoder import onnx_encoder
from .places import MEDIA, SOURCES
from .shipped import shipped_encoder
from .tensor_table import HEAD_MASK, INPUT, LOGITS, OUTPUT, TableTensor, tensor_table
from .tokenizer import load_tokenizer

VERSION = "1"
_DESCRIPTION = (
    "A small encoder as in “Attention Is All You Need”, trained by masked language modelling "
    "on code, English and Korean."
)


def export(run: Path, destination: Path) -> dict:
    """Write encoder.onnx, tokenizer.json and encoder.json, and after `evaluate` the model card; returns encoder.json.

    The same checkpoint always gives the same bytes. The losses are `evaluate`'s where it has run on this checkpoint.
    The list of sources beside the recipe is that of the encoder that is bundled: written for no other destination.
    """
    encoder, content = shipped_encoder(run)
    destination.mkdir(parents=True, exist_ok=True)
    load_tokenizer(run / "tokenizer.json")
    shutil.copyfile(run / "tokenizer.json", destination / "tokenizer.json")
    (destination / "encoder.onnx").write_bytes(encoder_bytes(encoder))
    hashes = {name: _sha256(destination / name) for name in ("encoder.onnx", "tokenizer.json")}
    described = description(encoder, _training(run, content, hashes["encoder.onnx"]))
    described["sha256"] = hashes
    (destination / "encoder.json").write_text(json_listing(described))
    if destination.resolve() == MEDIA:
        shutil.copyfile(run / "corpus" / "sources.json", SOURCES)
    if evaluation_of(run, described["sha256"]["encoder.onnx"]) is None:
        print("no model card: `evaluate` has not run on this checkpoint")
    else:
        write_model_card(run, destination)
    return described


def evaluation_of(run: Path, encoder: str) -> dict | None:
    """evaluation.json of a run where it is of the encoder with this hash."""
    path = run / "evaluation.json"
    evaluation = json.loads(path.read_text()) if path.exists() else {}
    return evaluation if evaluation.get("encoder") == encoder else None


def encoder_bytes(encoder: Encoder) -> bytes:
    """encoder.onnx: the graph, then the default of the head mask, which whoever always feeds it can leave away."""
    return onnx_encoder(encoder).SerializeToString(deterministic=True) + default_head_mask(encoder.shape)


def description(encoder: Encoder, training: dict) -> dict:
    """encoder.json without the hashes, given what it is to say of the training."""
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
        "inputs": {
            "tokens": INPUT,
            "headMask": {"name": HEAD_MASK, "defaultBytes": len(default_head_mask(shape))},
        },
        "outputs": [OUTPUT],
        "tensors": [_row(tensor) for tensor in tensor_table(shape)],
        "positionalEncoding": "sinusoidal",
        "training": training,
    }


def _row(tensor: TableTensor) -> dict:
    row = {"kind": tensor.kind, "layer": tensor.layer, "name": tensor.name, "shape": tensor.shape}
    return {**row, "graph": base64.b64encode(logits_nodes()).decode()} if tensor.name == LOGITS else row


def json_listing(described: dict) -> str:
    """A description as JSON with one tensor a line."""
    rows = ",\n".join(f"    {json.dumps(row)}" for row in described["tensors"])
    text = json.dumps({**described, "tensors": []}, ensure_ascii=False, indent=2)
    return text.replace('"tensors": []', f'"tensors": [\n{rows}\n  ]') + "\n"


def _training(run: Path, content: dict, encoder: str) -> dict:
    progress, record = content["progress"], content["record"]
    losses = {"heldOutLoss": record["loss"], "unigramLoss": record["unigram_loss"]}
    evaluation = evaluation_of(run, encoder)
    if evaluation is not None:
        losses = {"heldOutLoss": evaluation["overall"]["loss"], "unigramLoss": evaluation["overall"]["unigram"]}
    return {
        "steps": progress["steps"],
        "tokensSeen": progress["tokens"],
        "seconds": round(progress["seconds"]),
        **{name: round(loss, 4) for name, loss in losses.items()},
        "corpusHash": json.loads((run / "corpus" / "sources.json").read_text())["corpusHash"],
        "recipes": content["recipes"],
    }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
