"""`check`: ONNX Runtime on the exported file against PyTorch, and what the tokenizer must never do."""

import json
from pathlib import Path

import numpy as np
import torch

from .encoder import positional_encoding
from .fixture_texts import sequence_of
from .places import MEDIA
from .shipped import shipped_encoder
from .tokenizer import load_tokenizer

LENGTHS = (1, 2, 17, 128, 512)
TOLERANCE = 1e-5


def largest_differences(run: Path, folder: Path = MEDIA) -> dict[int, dict[str, float]]:
    """Largest absolute difference of attention, hidden states and positional encoding by length N.

    Raises ImportError where onnxruntime is not installed.
    """
    import onnxruntime

    encoder, _ = shipped_encoder(run)
    tokenizer = load_tokenizer(folder / "tokenizer.json")
    described = json.loads((folder / "encoder.json").read_text())
    session = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), providers=["CPUExecutionProvider"])
    outputs = described["outputs"]
    differences = {}
    for length in LENGTHS:
        tokens = sequence_of(tokenizer, length)
        names = [*outputs["attention"], *outputs["hidden"], outputs["positionalEncoding"]]
        values = dict(zip(names, session.run(names, {described["inputs"]["tokens"]: tokens[None]}), strict=True))
        with torch.no_grad():
            trace = encoder.trace(torch.from_numpy(tokens[None]))
        differences[length] = {
            "attention": _largest(values, outputs["attention"], trace.attention),
            "hidden": _largest(values, outputs["hidden"], trace.hidden),
            "positional": _largest(
                values, [outputs["positionalEncoding"]], [positional_encoding(length, encoder.shape.dimension)]
            ),
        }
    return differences


def _largest(values: dict[str, np.ndarray], names: list[str], expected: list[torch.Tensor]) -> float:
    return max(float(np.abs(values[name] - one.numpy()).max()) for name, one in zip(names, expected, strict=True))


def check(run: Path) -> None:
    """Print the differences; raises SystemExit where attention differs by more than `TOLERANCE`."""
    differences = largest_differences(run)
    for length, of_length in differences.items():
        print(f"N = {length:3}", "  ".join(f"{name} {value:.1e}" for name, value in of_length.items()))
    if max(of_length["attention"] for of_length in differences.values()) > TOLERANCE:
        raise SystemExit(f"attention differs by more than {TOLERANCE}")
