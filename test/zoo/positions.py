"""`python -m zoo.positions [NAME …]` writes what PyTorch's models have for positions beside the fixtures' attention:
`positions.json` says what lies where in `positions.bin`, float32, little-endian."""

import json
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import torch

from .recipes import RECIPES, Recipe
from .reference import Reference

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "zoo"


@dataclass(frozen=True)
class Expected:
    """Numbers of a positional encoding, without the batch; the words are those of `src/attention/positions.ts`."""

    kind: str
    place: str
    part: str
    group: str
    layers: tuple[int, ...]
    values: np.ndarray


def expected_positions(reference: Reference) -> list[Expected]:
    """What the model computes of positions where it is run on the fixture's inputs."""
    model = getattr(reference.module, "model", reference.module)
    group = "decoder" if reference.family == "bart" and not hasattr(model, "encoder") else "encoder"
    with _seen(reference, model) as seen:
        reference.result()
    found = [*_embeddings(reference, model, seen, group), *_rotations(reference, seen), *_biases(reference, model, seen)]
    return found


#: The module that gives what is added to the embeddings, by its name's end.
EMBEDDINGS = ("position_embeddings", "position_embedding", "wpe", "embed_positions")

#: What computes a bias, by the class that has it as a method.
BIASES = {
    "T5Attention": "compute_bias",
    "MPNetEncoder": "compute_position_bias",
    "DisentangledSelfAttention": ("disentangled_attention_bias", "disentangled_att_bias"),
    "BloomModel": "build_alibi_tensor",
}

Seen = dict[str, list[Any]]


@contextmanager
def _seen(reference: Reference, model: torch.nn.Module) -> Iterator[Seen]:
    """What modules and functions returned, by their name and class, in the order of the calls."""
    seen: Seen = {}
    with ExitStack() as stack:
        for name, module in reference.module.named_modules():
            if name.endswith((*EMBEDDINGS, "rotary_emb")):
                hook = module.register_forward_hook(
                    lambda _, __, output, name=name: seen.setdefault(name, []).append(output)
                )
                stack.callback(hook.remove)
            for method in np.atleast_1d(BIASES.get(type(module).__name__, [])):
                if hasattr(module, method):
                    _spy(stack, module, str(method), seen, name)
        source = sys.modules[type(model).__module__]
        if hasattr(source, "apply_rotary_pos_emb"):
            _spy(stack, source, "apply_rotary_pos_emb", seen, "rotation", with_arguments=True)
        yield seen


def _spy(stack: ExitStack, holder: Any, method: str, seen: Seen, name: str, with_arguments: bool = False) -> None:
    original: Callable[..., Any] = getattr(holder, method)

    def called(*arguments: Any, **named: Any) -> Any:
        result = original(*arguments, **named)
        seen.setdefault(name, []).append((arguments, result) if with_arguments else result)
        return result

    stack.enter_context(mock.patch.object(holder, method, called))


def _embeddings(reference: Reference, model: torch.nn.Module, seen: Seen, group: str) -> Iterator[Expected]:
    if hasattr(model, "positional_encoding"):
        n = reference.inputs["input_ids"].shape[1]
        yield Expected("sinusoidal", "embeddings", "encoding", "encoder", (0,), model.positional_encoding[0, :n].numpy())
    kind = "sinusoidal" if reference.family == "marian" else "learned"
    for name, outputs in seen.items():
        if name.endswith(EMBEDDINGS):
            side = "decoder" if ".decoder." in name else group
            yield Expected(kind, "embeddings", "encoding", side, (0,), _matrix(outputs[0]))


def _rotations(reference: Reference, seen: Seen) -> Iterator[Expected]:
    """One for each pair of cosines and sines, with the layers that take it."""
    pairs: list[tuple[torch.Tensor, torch.Tensor, list[int], Any]] = []
    for layer, (arguments, result) in enumerate(seen.get("rotation", [])):
        cosine, sine = (argument for argument in arguments[2:4])
        known = next((pair for pair in pairs if torch.equal(pair[0], cosine)), None)
        if known:
            known[2].append(layer)
        else:
            pairs.append((cosine, sine, [layer], (arguments[0], result[0])))
    for cosine, sine, layers, (before, after) in pairs:
        place, all_layers = "queries and keys", tuple(layers)
        yield Expected("rotary", place, "cosine", "encoder", all_layers, _matrix(cosine))
        yield Expected("rotary", place, "sine", "encoder", all_layers, _matrix(sine))
        angles = np.arctan2(_matrix(sine), _matrix(cosine))
        yield Expected("rotary", place, "angle", "encoder", all_layers, angles)
        width = cosine.shape[-1]
        for part, query in (("queryBefore", before), ("queryAfter", after)):
            yield Expected("rotary", place, part, "encoder", all_layers[:1], query[0, ..., :width].detach().numpy())


def _biases(reference: Reference, model: torch.nn.Module, seen: Seen) -> Iterator[Expected]:
    kinds = {"t5": "relative", "mpnet": "relative", "bloom": "alibi"}
    kind = kinds.get(reference.family, "disentangled")
    for name, outputs in seen.items():
        if name == "rotation" or name.endswith((*EMBEDDINGS, "rotary_emb")):
            continue
        first = outputs[0].detach().numpy()
        bias = first.reshape(-1, *first.shape[-2:])
        layers = (0, 1)
        if kind == "disentangled":
            # Each layer has its own; a run shows the first one's.
            if ".0." not in name:
                continue
            layers = (0,)
            table = model.encoder.rel_embeddings.weight.detach().numpy()
            yield Expected(kind, "scores", "relativeTable", "encoder", layers, table)
        yield Expected(kind, "scores", "bias", "decoder" if ".decoder." in name else "encoder", layers, bias)


def _matrix(tensor: torch.Tensor) -> np.ndarray:
    array = tensor.detach().numpy()
    return array.reshape(array.shape[-2:])


def write(recipe: Recipe) -> str:
    """Writes a fixture's two files and returns a line about them."""
    torch.manual_seed(0)
    reference = recipe.model(recipe.attn)
    expected, offset, entries = expected_positions(reference), 0, []
    if not expected:
        raise ValueError("no positions")
    for e in expected:
        entries.append(
            {
                "kind": e.kind,
                "place": e.place,
                "part": e.part,
                "group": e.group,
                "layers": list(e.layers),
                "shape": list(e.values.shape),
                "offset": offset,
            }
        )
        offset += e.values.size
    folder = FIXTURES / recipe.name
    (folder / "positions.json").write_text(json.dumps(entries) + "\n", encoding="utf-8")
    (folder / "positions.bin").write_bytes(b"".join(e.values.astype("<f4").tobytes() for e in expected))
    return f"{recipe.name:42} {', '.join(f'{e.part} {list(e.values.shape)}' for e in expected)}"


def main(names: list[str]) -> int:
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    failed = 0
    for recipe in RECIPES:
        told = recipe.exporter != "hand" and recipe.tokenizer is None
        if not told or (names and recipe.name not in names):
            continue
        try:
            print(write(recipe), flush=True)
        except Exception as error:  # one that fails does not keep the others from being made
            failed += 1
            print(f"{recipe.name:42} FAILED {type(error).__name__}: {str(error)[:400]}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
