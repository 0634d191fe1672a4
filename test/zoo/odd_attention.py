"""Models whose attention is not `[heads, N, N]` of their tokens, or not of numbers; and some that only look so.

    cd test && python3 -m zoo.odd_attention

writes test/fixtures/odd-attention with PyTorch's TorchScript exporter; it takes torch alone."""

import io
import warnings
from contextlib import redirect_stdout
from pathlib import Path

import torch

from .weights import randomize

FIXTURES = Path(__file__).parent.parent / "fixtures" / "odd-attention"
VOCABULARY, SIZE, HEADS, LONGEST, BLOCK = 58, 16, 4, 32, 3
WIDTH = SIZE // HEADS


class Layer(torch.nn.Module):
    """One layer of attention, `kind` of which says what is odd about it."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self.query, self.key, self.value = (torch.nn.Linear(SIZE, SIZE) for _ in range(3))
        self.extra_key = torch.nn.Parameter(torch.zeros(1, HEADS, 1, WIDTH))
        self.extra_value = torch.nn.Parameter(torch.zeros(1, HEADS, 1, WIDTH))

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        batch, n = x.shape[0], x.shape[1]
        if self.kind == "constant-length":
            n = int(n)
        if self.kind == "constant-batch":
            batch = int(batch)
        parts = [n // BLOCK, BLOCK] if self.kind == "blocks" else [n]
        q, k, v = (
            part(x).reshape(batch, *parts, HEADS, WIDTH).transpose(-3, -2) for part in (self.query, self.key, self.value)
        )
        if self.kind == "extra-key":
            k, v = (torch.cat([a, b.expand(batch, -1, -1, -1)], dim=2) for a, b in ((k, self.extra_key), (v, self.extra_value)))
        if self.kind == "pooled-keys":
            k, v = (a[:, :, ::2] for a in (k, v))
        scores = q @ k.transpose(-2, -1) * WIDTH**-0.5
        if self.kind == "strictly-causal":
            scores = scores.masked_fill(torch.triu(torch.ones(n, n, dtype=torch.bool)), float("-inf"))
        if mask is not None:
            scores = scores + (1.0 - mask[:, None, None, :].float()) * -1e4
        context = torch.softmax(scores, dim=-1) @ v
        return torch.tanh(x + context.transpose(-3, -2).reshape(batch, n, SIZE))


class Model(torch.nn.Module):
    """Embeddings, and a layer for each kind."""

    def __init__(self, kinds: list[str], flat: bool, masked: bool) -> None:
        super().__init__()
        self.flat, self.masked = flat, masked
        self.token_embedding = torch.nn.Embedding(VOCABULARY, SIZE)
        self.position_embedding = torch.nn.Embedding(LONGEST, SIZE)
        self.layers = torch.nn.ModuleList(Layer(kind) for kind in kinds)

    def forward(self, *values: torch.Tensor) -> torch.Tensor:
        ids, mask = values[0], values[1] if self.masked else None
        rows = ids.unsqueeze(0) if self.flat else ids
        x = self.token_embedding(rows) + self.position_embedding(torch.arange(rows.shape[1]))
        for layer in self.layers:
            x = layer(x, mask)
        return x


def export(name: str, kinds: list[str], flat: bool = False, masked: bool = False, batch: int = 1) -> None:
    model = Model(kinds, flat, masked).eval()
    randomize(model, seed=13)
    ids = torch.arange(9) if flat else torch.arange(9).repeat(batch, 1)
    inputs = (ids, torch.ones_like(ids)) if masked else (ids,)
    names = ["input_ids", "attention_mask"][: len(inputs)]
    axes = {0: "sequence"} if flat else {0: "batch", 1: "sequence"}
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            inputs,
            str(FIXTURES / f"{name}.onnx"),
            input_names=names,
            output_names=["last_hidden_state"],
            opset_version=14,
            dynamic_axes={name: axes for name in names},
        )


def main() -> None:
    FIXTURES.mkdir(parents=True, exist_ok=True)
    for kind in ("blocks", "extra-key", "pooled-keys", "strictly-causal"):
        export(kind, [kind])
    export("half-blocks", ["global", "blocks"])
    export("flat", ["global"], flat=True)
    export("constant-length", ["constant-length"], masked=True)
    export("constant-batch", ["constant-batch"], batch=2)


if __name__ == "__main__":
    main()
