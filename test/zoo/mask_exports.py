"""Small models that mask or tell positions as people write it by hand, exported by PyTorch 1.13's TorchScript exporter.

    cd test && python3 -m zoo.mask_exports

writes `test/fixtures/masks/`: each model for texts of any length, and (`-fixed`) for seven tokens. The weights are random.
`maskExports.test.ts` says what each mask is.
"""

import math
from pathlib import Path

import torch
from torch import Tensor, nn

VOCABULARY, SIZE, HEADS, LONGEST = 50, 16, 2, 40
LOWEST = torch.finfo(torch.float32).min


class Attention(nn.Module):
    """One layer of attention over learned embeddings of tokens and positions."""

    def __init__(self) -> None:
        super().__init__()
        self.tokens = nn.Embedding(VOCABULARY, SIZE)
        self.places = nn.Embedding(LONGEST, SIZE)
        self.projection = nn.Linear(SIZE, 3 * SIZE)
        self.register_buffer("tril", torch.tril(torch.ones(LONGEST, LONGEST)))
        self.register_buffer("bias", torch.tril(torch.ones(LONGEST, LONGEST)).view(1, 1, LONGEST, LONGEST))

    def forward(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        batch, n = ids.shape
        states = self.tokens(ids) + self.positions(n)
        q, k, v = (
            part.view(batch, n, HEADS, SIZE // HEADS).transpose(1, 2) for part in self.projection(states).split(SIZE, 2)
        )
        weights = self.changed(q @ k.transpose(-2, -1) / math.sqrt(SIZE // HEADS), n, mask).softmax(-1)
        return (weights @ v).transpose(1, 2).reshape(batch, n, SIZE)

    def positions(self, n: int) -> Tensor | int:
        return self.places(torch.arange(0, n))

    def changed(self, scores: Tensor, n: int, mask: Tensor | None) -> Tensor:
        return scores


class NanoGpt(Attention):
    def changed(self, scores: Tensor, n: int, mask: Tensor | None) -> Tensor:
        return scores.masked_fill(self.bias[:, :, :n, :n] == 0, -math.inf)


class Tril(Attention):
    def changed(self, scores: Tensor, n: int, mask: Tensor | None) -> Tensor:
        return scores.masked_fill(self.tril[:n, :n] == 0, -math.inf)


class Triu(Attention):
    def changed(self, scores: Tensor, n: int, mask: Tensor | None) -> Tensor:
        return scores + torch.full((n, n), -math.inf).triu(1)


class Bert(Attention):
    def changed(self, scores: Tensor, n: int, mask: Tensor | None) -> Tensor:
        return scores + (1.0 - mask[:, None, None, :].float()) * LOWEST


class Alibi(Attention):
    def positions(self, n: int) -> Tensor | int:
        return 0

    def changed(self, scores: Tensor, n: int, mask: Tensor | None) -> Tensor:
        places = torch.arange(n)
        slopes = torch.tensor([2**-4.0, 2**-8.0]).view(1, HEADS, 1, 1)
        biased = scores + slopes * (places[None, :] - places[:, None])
        return biased.masked_fill(self.bias[:, :, :n, :n] == 0, -math.inf)


class Window(Attention):
    def changed(self, scores: Tensor, n: int, mask: Tensor | None) -> Tensor:
        places = torch.arange(n)
        distances = places[:, None] - places[None, :]
        return scores.masked_fill((distances < 0) | (distances >= 4), -math.inf)


class Prefix(Attention):
    def changed(self, scores: Tensor, n: int, mask: Tensor | None) -> Tensor:
        places = torch.arange(n)
        return scores.masked_fill((places[None, :] > places[:, None]) & (places[None, :] >= 5), -1e9)


class T5(Attention):
    def __init__(self) -> None:
        super().__init__()
        self.distances = nn.Embedding(2 * LONGEST, HEADS)

    def positions(self, n: int) -> Tensor | int:
        return 0

    def changed(self, scores: Tensor, n: int, mask: Tensor | None) -> Tensor:
        places = torch.arange(n)
        distances = (places[None, :] - places[:, None]).clamp(-LONGEST, LONGEST - 1) + LONGEST
        padding = (1.0 - mask[:, None, None, :].float()) * -10000.0
        return scores + self.distances(distances).permute(2, 0, 1)[None] + padding


class Gpt2(Attention):
    """Padding is written into the causal mask, as transformers 4.53 does it."""

    def changed(self, scores: Tensor, n: int, mask: Tensor | None) -> Tensor:
        causal = torch.triu(torch.full((n, n), LOWEST), 1)[None, None].expand(mask.shape[0], 1, -1, -1).clone()
        hidden = (causal[:, :, :, :n] + mask[:, None, None, :].float()) == 0
        causal[:, :, :, :n] = causal[:, :, :, :n].masked_fill(hidden, LOWEST)
        return scores + causal


class PositionParameter(Attention):
    def __init__(self) -> None:
        super().__init__()
        self.table = nn.Parameter(torch.randn(1, LONGEST, SIZE))

    def positions(self, n: int) -> Tensor | int:
        return self.table[:, :n]


class PositionBuffer(Attention):
    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("ids", torch.arange(LONGEST).expand(1, -1))

    def positions(self, n: int) -> Tensor | int:
        return self.places(self.ids[:, :n])


#: Whether a model takes a mask of keys, which is called `x7`: its name must tell nothing.
MODELS = {
    NanoGpt: False,
    Tril: False,
    Triu: False,
    Bert: True,
    Alibi: False,
    Window: False,
    Prefix: False,
    T5: True,
    Gpt2: True,
    PositionParameter: False,
    PositionBuffer: False,
}


def main() -> None:
    folder = Path(__file__).parents[1] / "fixtures" / "masks"
    folder.mkdir(parents=True, exist_ok=True)
    for kind, is_masked in MODELS.items():
        for suffix in ("", "-fixed"):
            torch.manual_seed(0)
            model = kind().eval()
            names = ["input_ids", "x7"] if is_masked else ["input_ids"]
            inputs = (torch.randint(0, VOCABULARY, (1, 7)), torch.ones(1, 7, dtype=torch.long))[: len(names)]
            axes = {} if suffix else {name: {0: "batch", 1: "sequence"} for name in names}
            path = str(folder / f"{kind.__name__}{suffix}.onnx")
            torch.onnx.export(model, inputs, path, input_names=names, opset_version=14, dynamic_axes=axes)


if __name__ == "__main__":
    main()
