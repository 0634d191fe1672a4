"""Writes a fixture's files."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from .reference import Attention

#: How far a reader's probabilities may be from PyTorch's in float32.
TOLERANCE = {"float32": 1e-5, "float16": 2e-3, "int8": 5e-2, "q4": 5e-2}


def write_inputs(folder: Path, inputs: dict[str, np.ndarray]) -> None:
    _write_json(folder / "inputs.json", {name: array.tolist() for name, array in inputs.items()})


def write_expected(folder: Path, facts: dict[str, object], attention: Sequence[Attention]) -> None:
    """expected.json says what expected.bin holds: float32, little-endian, one attention after the other."""
    offset, entries = 0, []
    for a in attention:
        _refuse_uniform(a)
        entries.append(
            {
                "group": a.group,
                "layer": a.layer,
                "shape": list(a.weights.shape),
                "offset": offset,
                **_site(a),
            }
        )
        offset += a.weights.size
    _write_json(folder / "expected.json", {"name": folder.name, **facts, **_site(attention[0]), "attention": entries})
    (folder / "expected.bin").write_bytes(b"".join(a.weights.astype("<f4").tobytes() for a in attention))


def _site(a: Attention) -> dict[str, object]:
    return {"scale": a.scale, "keyHeads": a.key_heads, "mask": list(a.mask), "bias": a.bias}


def _refuse_uniform(a: Attention) -> None:
    largest = float(a.weights.max(axis=-1).mean())
    if largest < 2.5 / a.weights.shape[-1]:
        raise ValueError(f"{a.group} {a.layer} is nearly uniform: {largest:.3f}")


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False) + "\n", encoding="utf-8")
