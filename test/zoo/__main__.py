"""`python -m zoo [NAME …]` makes all fixtures, or those that are named."""

import sys
from pathlib import Path

import numpy as np
import onnx

from .exporting import export
from .fixture import TOLERANCE, write_expected, write_inputs
from .recipes import RECIPES, Recipe
from .verification import errors_of_attention, operators, run

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "zoo"


def make(recipe: Recipe) -> str:
    """Writes a fixture and returns a line about it; raises where it is not good."""
    folder = FIXTURES / recipe.name
    folder.mkdir(parents=True, exist_ok=True)
    reference = recipe.model(recipe.attn)
    path = folder / "model.onnx"
    path.write_bytes(export(reference, recipe.exporter, recipe.opset).SerializeToString(deterministic=True))
    onnx.checker.check_model(str(path))
    tolerance = TOLERANCE[recipe.precision]
    facts = {
        "family": reference.family,
        "attn": recipe.attn,
        "exporter": recipe.exporter,
        "opset": recipe.opset,
        "precision": recipe.precision,
        "tolerance": tolerance,
    }
    write_inputs(folder, reference.inputs)
    write_expected(folder, facts, reference.attention)
    result = float(np.abs(run(path, reference.inputs)[0] - reference.result()).max())
    errors = errors_of_attention(path, reference.inputs, reference.attention)
    error = max(errors)
    if error > tolerance:
        raise ValueError(f"{recipe.name}: attention is off by {errors}")
    found = ", ".join(f"{count} {name}" for name, count in sorted(operators(path).items()))
    return f"{recipe.name:28} {path.stat().st_size:8} attention {error:.0e} output {result:.0e}  {found}"


def main(names: list[str]) -> int:
    failed = 0
    for recipe in RECIPES:
        if names and recipe.name not in names:
            continue
        try:
            print(make(recipe), flush=True)
        except Exception as error:
            failed += 1
            print(f"{recipe.name:28} FAILED {type(error).__name__}: {str(error)[:400]}", flush=True)
    return 1 if failed else 0


sys.exit(main(sys.argv[1:]))
