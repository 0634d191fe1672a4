"""Models of equal weights whose inputs hold a sequence in different ways: `[batch, N]` or `[N, batch]`, of any or of fixed
length and batch, with masks of several kinds. PyTorch's attention is the same for all of them.

    cd test && python3 -m zoo.layouts

writes test/fixtures/layouts with PyTorch's TorchScript exporter; it takes torch and numpy alone."""

import io
import json
import sys
import warnings
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from .weights import randomize

FIXTURES = Path(__file__).parent.parent / "fixtures" / "layouts"
VOCABULARY, SIZE, HEADS, LAYERS, LONGEST = 58, 16, 4, 2, 32
#: The source and the target that PyTorch's attention is computed for: `[CLS] a b c [SEP]` and `[CLS] d e [SEP]`.
SOURCE, TARGET = [2, 4, 5, 6, 3], [2, 7, 8, 3]
#: The id that the tokenizer pads with.
PAD = 0
#: The length that models of a fixed one are exported with.
FIXED = 7


class Attending(torch.nn.MultiheadAttention):
    """PyTorch's attention, which keeps its weights `[batch, heads, queries, keys]`; exported without them."""

    weights: torch.Tensor

    def attend(self, query: torch.Tensor, key: torch.Tensor, padding: torch.Tensor | None, causal: bool) -> torch.Tensor:
        axis = 1 if self.batch_first else 0
        mask = None
        if causal:
            ones = torch.ones(query.shape[axis], query.shape[axis], dtype=torch.bool)
            mask = torch.triu(ones, diagonal=1)
        keeps = not torch.onnx.is_in_onnx_export()
        result, weights = self(query, key, key, padding, keeps, mask, average_attn_weights=False)
        if keeps:
            self.weights = weights
        return result


@dataclass(frozen=True)
class Layout:
    """How a model is exported. `mask`: keep (1 for what is read), drop (True for padding, as PyTorch has it), added
    (a number of the score), ids (no input: padding is told by its id), none. `length` and `batch`: fixed, or None for any."""

    name: str
    batch_first: bool = True
    mask: str = "keep"
    mask_sequence_first: bool = False
    mask_rank: int = 2
    length: int | None = None
    batch: int | None = None
    ids_type: torch.dtype = torch.int64
    mask_type: torch.dtype = torch.int64
    axes: tuple[str, str] | None = None
    causal: bool = False
    embeddings: bool = False
    decoder: bool = False
    names: dict[str, str] = field(default_factory=dict)


class Model(torch.nn.Module):
    """Token and position embeddings and layers of attention; with a decoder, one that attends to them."""

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        self.layout = layout
        self.token_embedding = torch.nn.Embedding(VOCABULARY, SIZE)
        self.position_embedding = torch.nn.Embedding(LONGEST, SIZE)
        attention = lambda: torch.nn.ModuleList(  # noqa: E731
            Attending(SIZE, HEADS, batch_first=layout.batch_first) for _ in range(LAYERS)
        )
        self.attention = attention()
        self.target_attention, self.cross_attention = attention(), attention()

    def forward(self, *values: torch.Tensor) -> torch.Tensor:
        given = dict(zip(inputs_of(self.layout), values, strict=True))
        padding = given["ids"] == PAD if self.layout.mask == "ids" else self._padding(given.get("mask"))
        states = given["embeddings"] if self.layout.embeddings else self._embedded(given["ids"])
        for layer in self.attention:
            states = torch.tanh(states + layer.attend(states, states, padding, self.layout.causal))
        if not self.layout.decoder:
            return states
        target = self._embedded(given["target"])
        for own, cross in zip(self.target_attention, self.cross_attention, strict=True):
            target = torch.tanh(target + own.attend(target, target, None, True))
            target = torch.tanh(target + cross.attend(target, states, padding, False))
        return target

    def _embedded(self, ids: torch.Tensor) -> torch.Tensor:
        positions = torch.arange(ids.shape[1 if self.layout.batch_first else 0])
        placed = self.position_embedding(positions)
        return self.token_embedding(ids.long()) + (placed if self.layout.batch_first else placed.unsqueeze(1))

    def _padding(self, mask: torch.Tensor | None) -> torch.Tensor | None:
        """`[batch, N]`, True for padding, or what is added to scores."""
        if mask is None:
            return None
        flat = mask.reshape(mask.shape[0], mask.shape[-1]) if mask.dim() > 2 else mask
        rows = flat.transpose(0, 1) if self.layout.mask_sequence_first else flat
        kinds = {"keep": lambda: rows == 0, "drop": lambda: rows != 0, "added": lambda: rows < -1}
        return kinds[self.layout.mask]()


def inputs_of(layout: Layout) -> list[str]:
    first = "embeddings" if layout.embeddings else "ids"
    return [first, *(["mask"] if layout.mask not in ("none", "ids") else []), *(["target"] if layout.decoder else [])]


def model_of(layout: Layout) -> Model:
    model = Model(layout).eval()
    randomize(model, seed=11)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name.endswith("in_proj_weight"):
                parameter.mul_(2.2)
    return model


def example(layout: Layout) -> tuple[torch.Tensor, ...]:
    """Inputs that a model is exported with."""
    n, batch = layout.length or 9, layout.batch or (1 if layout.length else 3)
    ids = torch.arange(batch * n).reshape(batch, n) % VOCABULARY
    target = torch.arange(batch * (n - 1)).reshape(batch, n - 1) % VOCABULARY
    turned = (lambda x: x) if layout.batch_first else (lambda x: x.transpose(0, 1).contiguous())
    mask = torch.full((batch, n), 1 if layout.mask == "keep" else 0)
    mask = mask.transpose(0, 1).contiguous() if layout.mask_sequence_first else mask
    mask = mask.reshape(batch, *[1] * (layout.mask_rank - 2), n) if layout.mask_rank > 2 else mask
    made = {
        "ids": turned(ids).to(layout.ids_type),
        "mask": mask.to(layout.mask_type),
        "target": turned(target).to(layout.ids_type),
        "embeddings": turned(torch.zeros(batch, n, SIZE)),
    }
    return tuple(made[name] for name in inputs_of(layout))


def export(layout: Layout, path: Path) -> None:
    usual = {"ids": "input_ids", "mask": "attention_mask", "target": "decoder_input_ids", "embeddings": "inputs_embeds"}
    names = {role: layout.names.get(role, usual[role]) for role in inputs_of(layout)}
    own = layout.axes or (("batch", "sequence") if layout.batch_first else ("sequence", "batch"))
    dynamic = {}
    for role, name in names.items():
        if role == "mask":
            axes = ("sequence", "batch") if layout.mask_sequence_first else ("batch", "sequence")
            places = (0, layout.mask_rank - 1)
        else:
            axes, places = own, (0, 1)
        if role == "target":
            axes = tuple(f"target_{axis}" if "seq" in axis else axis for axis in axes)
        fixed = {"batch": layout.batch if layout.length is None else 1, "sequence": layout.length}
        free = {place: axis for place, axis in zip(places, axes, strict=True) if fixed[axis.split("_")[-1]] is None}
        dynamic[name] = free
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model_of(layout),
            example(layout),
            str(path),
            input_names=list(names.values()),
            output_names=["last_hidden_state"],
            opset_version=14,
            dynamic_axes={name: axes for name, axes in dynamic.items() if axes},
        )


def attention(layout: Layout) -> dict[str, np.ndarray]:
    """PyTorch's attention of one text, `[heads, queries, keys]`, unpadded and `[1, N]`."""
    plain = Layout("plain", causal=layout.causal, decoder=layout.decoder, mask="none", embeddings=layout.embeddings)
    model = model_of(plain)
    source = torch.tensor([SOURCE])
    given = {"ids": source, "target": torch.tensor([TARGET]), "embeddings": embeddings_of_source()}
    with torch.no_grad():
        model(*(given[name] for name in inputs_of(plain)))
    found = {f"encoder_{i}": layer.weights[0] for i, layer in enumerate(model.attention)}
    if layout.decoder:
        found |= {f"decoder_{i}": layer.weights[0] for i, layer in enumerate(model.target_attention)}
        found |= {f"cross_{i}": layer.weights[0] for i, layer in enumerate(model.cross_attention)}
    return {name: weights.numpy() for name, weights in found.items()}


def embeddings_of_source() -> torch.Tensor:
    """`[1, N, size]`, rounded so that JSON holds them exactly."""
    numbers = torch.randn(1, len(SOURCE), SIZE, generator=torch.Generator().manual_seed(5))
    return torch.round(numbers * 8) / 8


INT32, BOOL, FLOAT = torch.int32, torch.bool, torch.float32
PADDING = {"mask": "src_key_padding_mask"}

LAYOUTS = [
    Layout("batch-first"),
    Layout("sequence-first", batch_first=False),
    Layout("sequence-first-misnamed", batch_first=False, axes=("batch", "sequence")),
    Layout("sequence-first-masks", batch_first=False, mask_sequence_first=True),
    Layout("sequence-first-padding-mask", batch_first=False, mask="drop", mask_type=BOOL, names=PADDING),
    Layout("sequence-first-fixed", batch_first=False, length=FIXED, ids_type=INT32),
    Layout("sequence-first-decoder", batch_first=False, decoder=True),
    Layout(
        "sequence-first-transformer",
        batch_first=False,
        decoder=True,
        mask="drop",
        mask_type=BOOL,
        names={"ids": "src", "target": "tgt", **PADDING},
    ),
    Layout("sequence-first-decoder-fixed", batch_first=False, decoder=True, length=FIXED),
    Layout("fixed", length=FIXED, ids_type=INT32, mask_type=INT32),
    Layout("fixed-float", length=FIXED, ids_type=FLOAT, mask_type=FLOAT),
    Layout("fixed-inverted-mask", length=FIXED, mask="drop", mask_type=BOOL),
    Layout("fixed-added-mask", length=FIXED, mask="added", mask_type=FLOAT),
    Layout("fixed-mask-of-scores", length=FIXED, mask_rank=4),
    Layout("fixed-mask-of-ids", length=FIXED, mask="ids"),
    Layout("fixed-unmasked", length=FIXED, mask="none"),
    Layout("fixed-causal", length=FIXED, mask="none", causal=True),
    Layout("fixed-decoder", length=FIXED, decoder=True),
    Layout("fixed-embeddings", length=FIXED, embeddings=True),
    Layout("batch-2", batch=2),
    Layout("batch-2-fixed", batch=2, length=FIXED),
    Layout("batch-2-sequence-first", batch=2, batch_first=False),
]


def main(names: Sequence[str]) -> None:
    FIXTURES.mkdir(parents=True, exist_ok=True)
    expected = {}
    for layout in LAYOUTS:
        kind = "decoder" if layout.decoder else "causal" if layout.causal else "embeddings" if layout.embeddings else "plain"
        expected.setdefault(kind, {name: weights.tolist() for name, weights in attention(layout).items()})
        if not names or layout.name in names:
            export(layout, FIXTURES / f"{layout.name}.onnx")
    facts = {
        "source": SOURCE,
        "target": TARGET,
        "embeddings": embeddings_of_source()[0].tolist(),
        "attention": expected,
    }
    (FIXTURES / "expected.json").write_text(json.dumps(facts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
