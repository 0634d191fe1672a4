"""`restore`: the bundled encoder as a checkpoint of a run. Its file holds the weights exactly, so it is the checkpoint."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from .configuration import EncoderShape
from .encoder import Encoder
from .onnx_encoder import OUTPUT_BIAS_STORED
from .places import SOURCES


def restore(media: Path, run: Path) -> None:
    """Write `best.pt` and what `export`, `fixtures` and `check` read beside it into a run's folder; no optimiser's state.

    Raises FileExistsError where the run has a checkpoint.
    """
    if (run / "best.pt").exists():
        raise FileExistsError(f"{run} has a checkpoint already; name another folder with --run")
    described = json.loads((media / "encoder.json").read_text())
    training = described["training"]
    (run / "corpus").mkdir(parents=True, exist_ok=True)
    for file, copy in (
        (media / "tokenizer.json", run / "tokenizer.json"),
        (media / "evaluation.json", run / "evaluation.json"),
        (SOURCES, run / "corpus" / "sources.json"),
    ):
        shutil.copyfile(file, copy)
    content = {
        "encoder": restored_encoder(media).state_dict(),
        "recipe": training["recipes"][-1]["recipe"],
        "recipes": training["recipes"],
        "progress": {"steps": training["steps"], "tokens": training["tokensSeen"], "seconds": training["seconds"]},
        "rounding": json.loads((media / "evaluation.json").read_text())["rounding"],
        "record": {"loss": training["heldOutLoss"], "unigram_loss": training["unigramLoss"]},
    }
    torch.save(content, run / "best.pt")


def restored_encoder(media: Path) -> Encoder:
    """The encoder of an encoder.onnx, in evaluation mode; exporting it gives the same bytes."""
    described = json.loads((media / "encoder.json").read_text())
    graph = onnx.load(media / "encoder.onnx").graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    shape = EncoderShape(
        layers=described["layers"], heads=described["heads"], dimension=described["dimension"],
        feed_forward=len(stored["layer.0.feed_forward.expand.bias"]), vocabulary=described["vocabularySize"],
    )
    encoder = Encoder(shape)
    encoder.load_state_dict(_weights(shape, lambda name: _tensor(stored, name)))
    return encoder.eval()


def _tensor(stored: dict[str, np.ndarray], name: str) -> Tensor:
    if f"{name}.int16" in stored:
        return torch.tensor(stored[f"{name}.int16"].astype(np.float32) * stored[f"{name}.scale"])
    return torch.tensor(stored[name])


def _weights(shape: EncoderShape, tensor: Callable[[str], Tensor]) -> dict[str, Tensor]:
    """PyTorch's parameters by their names; a matrix is stored [in, out], and PyTorch's is [out, in]."""
    weights = {"embedding.weight": tensor("embedding"), "output_bias": tensor(OUTPUT_BIAS_STORED)}
    for layer in range(shape.layers):
        graph, module = f"layer.{layer}", f"layers.{layer}"
        for part in ("query", "key", "value", "output"):
            weights[f"{module}.attention.{part}.weight"] = tensor(f"{graph}.{part}.weight").T
        for part in ("expand", "contract"):
            weights[f"{module}.{part}.weight"] = tensor(f"{graph}.feed_forward.{part}.weight").T
            weights[f"{module}.{part}.bias"] = tensor(f"{graph}.feed_forward.{part}.bias")
        for part in ("norm_1", "norm_2"):
            weights[f"{module}.{part}.weight"] = tensor(f"{graph}.{part}.gain")
            weights[f"{module}.{part}.bias"] = tensor(f"{graph}.{part}.bias")
    return weights
