"""`check`: ONNX Runtime on the exported files against PyTorch in float64, tensor by tensor."""

from collections import defaultdict
from pathlib import Path

import numpy as np
import onnx
import torch

from .encoder import Encoder
from .exported_model import ExportedModel, Key
from .fixture_texts import masked_sequence_of
from .fixtures import LENGTHS, two_heads_off
from .places import MEDIA
from .shipped import shipped_encoder
from .tensor_table import OUTPUT, table_values
from .tokenizer import load_tokenizer

#: Absolute where a tensor's values are at most 1, as attention's are; else in units of its largest magnitude.
TOLERANCE = 1e-5


def check(run: Path, folder: Path = MEDIA) -> None:
    """Compare every tensor at every length, with all heads and with two switched off, and print the differences.

    Raises SystemExit where one is larger than `TOLERANCE` or the head mask does anything but what it says, ImportError
    where onnxruntime is not installed, onnx.checker.ValidationError where the file is no valid model.
    """
    encoder = shipped_encoder(run)[0].double()
    tokenizer = load_tokenizer(folder / "tokenizer.json")
    model = ExportedModel(folder)
    onnx.checker.check_model(str(folder / "encoder.onnx"), full_check=True)
    onnx.checker.check_model(onnx.load_from_string(model.with_tensors(typed=True)), full_check=True)
    plain, session = model.plain(), model.session_with_tensors()
    every_head = torch.ones(encoder.shape.layers, encoder.shape.heads, dtype=torch.float64)
    wrong = []
    for length in LENGTHS:
        tokens, masked = masked_sequence_of(tokenizer, length)
        for name, mask in (("", every_head), (", two heads off", two_heads_off(encoder))):
            found = model.values(session, tokens, mask.numpy())
            expected = _expected(encoder, tokens, mask)
            differences = relative_differences(found, expected)
            print(f"N = {length:3}{name}:", "  ".join(f"{kind} {value:.1e}" for kind, value in differences.items()))
            too_large = [kind for kind, value in differences.items() if value > TOLERANCE]
            wrong += [f"{', '.join(too_large)} (N = {length}{name})"] if too_large else []
            wrong += _wrong_predictions(found, expected, masked)
            if mask is every_head:
                unmasked = found
                wrong += _wrong_defaults(plain.run(None, {model.described["inputs"]["tokens"]: tokens[None]}), found)
        wrong += _wrong_masks(unmasked, found, mask.numpy())
    if wrong:
        raise SystemExit(f"not as PyTorch has it, to {TOLERANCE}: {'; '.join(wrong)}")


def _expected(encoder: Encoder, tokens: np.ndarray, mask: torch.Tensor) -> dict[Key, np.ndarray]:
    values = table_values(encoder, torch.from_numpy(tokens[None]), mask)
    return {key: value.numpy() for key, value in values.items()}


def relative_differences(found: dict[Key, np.ndarray], expected: dict[Key, np.ndarray]) -> dict[str, float]:
    """By kind the largest difference, over the largest magnitude of the tensor or 1, whichever is larger.

    Raises ValueError where tensors or shapes are not the same.
    """
    if {key: value.shape for key, value in found.items()} != {key: value.shape for key, value in expected.items()}:
        raise ValueError("the exported encoder has other tensors than PyTorch's")
    largest: dict[str, float] = defaultdict(float)
    for key, value in expected.items():
        difference = float(np.abs(found[key] - value).max()) / max(1.0, float(np.abs(value).max()))
        largest[key[0]] = max(largest[key[0]], difference if np.isfinite(difference) else np.inf)
    return dict(largest)


def _wrong_predictions(found: dict[Key, np.ndarray], expected: dict[Key, np.ndarray], masked: list[int]) -> list[str]:
    first, wanted = (values["logits", None][0, masked].argmax(-1) for values in (found, expected))
    return [] if np.array_equal(first, wanted) else ["what is predicted at a mask"]


def _wrong_defaults(outputs: list[np.ndarray], found: dict[Key, np.ndarray]) -> list[str]:
    """The file as it is has one output, the same as with a head mask of ones."""
    last = [value for (kind, _), value in found.items() if kind == "addNorm2"][-1]
    same = len(outputs) == 1 and np.abs(outputs[0] - last).max() <= TOLERANCE * np.abs(last).max()
    return [] if same else [f"the file's own {OUTPUT}"]


def _wrong_masks(every: dict[Key, np.ndarray], some: dict[Key, np.ndarray], mask: np.ndarray) -> list[str]:
    """A head that is off has a context of 0; up to there its layer computes as before."""
    wrong = []
    for layer, head in np.argwhere(mask == 0):
        if some["context", layer][:, head].any():
            wrong.append(f"the context of head {layer}.{head}, which is off")
    first = int(np.argwhere(mask == 0)[0][0])
    if not np.array_equal(every["attention", first], some["attention", first]):
        wrong.append(f"the attention of layer {first} with a head off")
    return wrong
