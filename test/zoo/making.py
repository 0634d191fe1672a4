"""Makes one fixture and sees that it is good."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
from tokenizers import Tokenizer

from .exported import Exported
from .exporting import export, stripped
from .fixture import TOLERANCE, write_expected, write_inputs
from .recipes import Recipe
from .tokenized_text import TokenizedText
from .verification import errors_of_attention, operators, run


def make(recipe: Recipe, folder: Path) -> list[str]:
    """Writes a fixture and returns a line about each of its models; raises where one is not good."""
    folder.mkdir(parents=True, exist_ok=True)
    text = _text(recipe, folder)
    exported, configuration = _exported(recipe, text)
    if text is not None:
        text.write(folder, configuration)
    _write_model(folder / recipe.file, exported.model, recipe.external)
    for name, _, change in recipe.variants:
        _write_model(folder / name, change(exported.model), external=False)
    facts = {
        "family": exported.family,
        "attn": recipe.attn,
        "exporter": recipe.exporter,
        "opset": recipe.opset,
        "precision": recipe.precision,
        "tolerance": TOLERANCE[recipe.precision],
        "model": recipe.file,
        "variants": [
            {"model": name, "precision": precision, "tolerance": TOLERANCE[precision]}
            for name, precision, _ in recipe.variants
        ],
    }
    write_inputs(folder, exported.inputs)
    write_expected(folder, facts, exported.attention)
    models = [(recipe.file, recipe.precision), *((name, precision) for name, precision, _ in recipe.variants)]
    return [_verified(folder, name, precision, exported) for name, precision in models]


def _text(recipe: Recipe, folder: Path) -> TokenizedText | None:
    """Training breaks ties by chance: the tokenizer that is there is kept."""
    if recipe.tokenizer is None:
        return None
    text, path = recipe.tokenizer(), folder / "tokenizer.json"
    return replace(text, tokenizer=Tokenizer.from_file(str(path))) if path.exists() else text


def _exported(recipe: Recipe, text: TokenizedText | None) -> tuple[Exported, dict[str, object]]:
    """The model, and its configuration where it is one of transformers with a tokenizer."""
    if recipe.exporter == "hand":
        return recipe.model(), {}
    reference = recipe.model(recipe.attn, text) if text else recipe.model(recipe.attn)
    result, configuration = reference.result(), {}
    if text is not None:
        configuration = reference.module.model.config.to_diff_dict()
        configuration.pop("transformers_version", None)
    prepared = recipe.prepare(reference) if recipe.prepare else reference
    model = export(prepared, recipe.exporter, recipe.opset)
    model = stripped(recipe.change(model)) if recipe.change else model
    return Exported(reference.family, model, reference.inputs, reference.attention, result), configuration


def _write_model(path: Path, model: onnx.ModelProto, external: bool) -> None:
    path.parent.mkdir(exist_ok=True)
    if external:
        (path.parent / f"{path.name}_data").unlink(missing_ok=True)
        model = onnx.ModelProto.FromString(model.SerializeToString())
        onnx.external_data_helper.convert_model_to_external_data(
            model, location=f"{path.name}_data", size_threshold=512, convert_attribute=False
        )
        onnx.save(model, path)
    else:
        path.write_bytes(model.SerializeToString(deterministic=True))


def _verified(folder: Path, name: str, precision: str, exported: Exported) -> str:
    """How far the attention found in the graph and the result are from what is expected. Where a fused operator does
    not offer its probabilities, the result must do."""
    path, tolerance = folder / name, TOLERANCE[precision]
    errors = errors_of_attention(path, exported.inputs, exported.attention)
    known = [error for error in errors if np.isfinite(error)]
    result = float(np.abs(run(path, exported.inputs)[0] - exported.result).max())
    if max(known, default=0) > tolerance or (not known and result > tolerance):
        raise ValueError(f"attention is off by {errors}, the result by {result}")
    attention = f"{max(known):.0e}" if len(known) == len(errors) else "not seen"
    found = ", ".join(f"{count} {operator}" for operator, count in sorted(operators(path).items()))
    label = folder.name if name == "model.onnx" else f"{folder.name}/{name}"
    return f"{label:42} {path.stat().st_size:7} attention {attention:8} result {result:.0e}  {found}"
