"""`/usr/bin/python3 -m zoo.aligned`: tiny encoder-decoders, trained on tasks whose alignment is known.

Each translates word by word, in the source's order or in reverse, so that the row which produces a target word has to
attend to one known source word. Each is trained as such models are, on start + target without its last token, with a
guided-attention term (Tachibana et al. 2018, §4) that makes the alignment sharp. What is written to
`test/fixtures/aligned/NAME`: the model, its tokenizer, its configuration, and `expected.json`, which holds a text that
the model really decodes to its target, token by token, and PyTorch's cross-attention of that decode.

Needs torch 1.13 and onnx 1.12 alone. The numbers are the same from run to run on one machine.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

from .aligned_models import BartLike, Recurrent, T5Like

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "aligned"
SOURCE = "red blue green white black brown pink grey gold cyan".split()
TARGET = "rot blau grün weiß schwarz braun rosa grau golden türkis".split()
LONGEST = 8
STEPS = 1200


@dataclass(frozen=True)
class Recipe:
    """A model, its special tokens, and what its configuration says.

    `start` is what its decoder was trained to begin with; `before` and `after` are the special tokens that its tokenizer
    puts around a text.
    """

    name: str
    module: type[nn.Module]
    special: tuple[str, ...]
    start: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    reverse: bool
    inputs: tuple[str, ...]
    configuration: dict[str, object] | None

    @property
    def vocabulary(self) -> list[str]:
        return [*self.special, *SOURCE, *TARGET]

    def ids(self, words: list[str]) -> list[int]:
        return [self.vocabulary.index(word) for word in words]

    def around(self, words: list[str]) -> list[str]:
        return [*self.before, *words, *self.after]


RECIPES = (
    Recipe(
        "t5-like", T5Like, ("<pad>", "</s>", "<unk>"), "<pad>", (), ("</s>",), False,
        ("input_ids", "attention_mask", "decoder_input_ids"),
        {"model_type": "t5", "is_encoder_decoder": True, "decoder_start_token_id": 0, "pad_token_id": 0,
         "eos_token_id": 1},
    ),
    Recipe(
        "bart-like", BartLike, ("<s>", "<pad>", "</s>", "<unk>"), "</s>", ("<s>",), ("</s>",), True,
        ("input_ids", "attention_mask", "decoder_input_ids"),
        {"model_type": "bart", "is_encoder_decoder": True, "decoder_start_token_id": 2, "bos_token_id": 0,
         "pad_token_id": 1, "eos_token_id": 2},
    ),
    Recipe("recurrent", Recurrent, ("<pad>", "<sos>", "<unk>"), "<sos>", (), (), False, ("src", "tgt"), None),
)


def sentences(recipe: Recipe, generator: torch.Generator, count: int, words: int) -> tuple[Tensor, Tensor, Tensor]:
    """Sources [B, S], labels [B, T] and the source position that each label is made of [B, T]; -1 for special ones."""
    first = len(recipe.special)
    chosen = torch.randint(len(SOURCE), (count, words), generator=generator)
    order = torch.arange(words)
    order = order.flip(0) if recipe.reverse else order
    ends = [torch.tensor(recipe.ids(list(part))).expand(count, -1) for part in (recipe.before, recipe.after)]
    source = torch.cat([ends[0], first + chosen, ends[1]], 1).long()
    labels = torch.cat([ends[0], first + len(SOURCE) + chosen[:, order], ends[1]], 1).long()
    none = [torch.full((count, len(part)), -1) for part in (recipe.before, recipe.after)]
    aligned = torch.cat([none[0], (len(recipe.before) + order).expand(count, -1), none[1]], 1)
    return source, labels, aligned


def shifted(recipe: Recipe, labels: Tensor) -> Tensor:
    """What a decoder reads for labels: its start token, and all labels but the last."""
    start = torch.full((len(labels), 1), recipe.vocabulary.index(recipe.start))
    return torch.cat([start, labels[:, :-1]], 1)


def trained(recipe: Recipe) -> nn.Module:
    torch.manual_seed(11)
    generator = torch.Generator().manual_seed(12)
    model = recipe.module(len(recipe.vocabulary))
    optimiser = torch.optim.Adam(model.parameters(), 3e-3)
    for step in range(STEPS):
        words = int(torch.randint(2, LONGEST + 1, (), generator=generator))
        source, labels, aligned = sentences(recipe, generator, 64, words)
        logits, cross = model.compute(source, torch.ones_like(source), shifted(recipe, labels))
        told = aligned >= 0
        at = aligned.clamp(min=0)[:, None, :, None].expand(-1, cross.shape[1], -1, 1)
        guided = -(cross.gather(-1, at).squeeze(-1) + 1e-9).log().mean(1)[told].mean()
        loss = nn.functional.cross_entropy(logits.flatten(0, 1), labels.flatten()) + guided
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if step == STEPS * 2 // 3:
            optimiser.param_groups[0]["lr"] = 1e-3
    return model.eval()


@torch.no_grad()
def decoded(recipe: Recipe, model: nn.Module, source: Tensor, length: int) -> list[int]:
    """What the model itself writes, always taking the likeliest next token: `length` ids after the start token."""
    ids = [recipe.vocabulary.index(recipe.start)]
    for _ in range(length):
        logits, _ = model.compute(source, torch.ones_like(source), torch.tensor([ids]))
        ids.append(int(logits[0, -1].argmax()))
    return ids[1:]


def make(recipe: Recipe, folder: Path) -> str:
    model = trained(recipe).requires_grad_(False)
    folder.mkdir(parents=True, exist_ok=True)
    words = ["green", "red", "pink", "black", "red", "gold"]
    translated = [TARGET[SOURCE.index(word)] for word in words]
    target = translated[::-1] if recipe.reverse else translated
    source, labels = (torch.tensor([recipe.ids(recipe.around(text))]) for text in (words, target))
    assert decoded(recipe, model, source, labels.shape[1]) == labels[0].tolist(), f"{recipe.name} writes something else"
    inputs = shifted(recipe, labels)
    _, cross = model.compute(source, torch.ones_like(source), inputs)
    places = list(range(len(words)))
    places = places[::-1] if recipe.reverse else places
    for row, place in enumerate(places, len(recipe.before)):
        assert (cross[0, :, row].argmax(-1) == place + len(recipe.before)).all(), f"{recipe.name} looks elsewhere"
    expected = {
        "source": " ".join(words),
        "target": " ".join(target),
        "alignment": places,
        "start": recipe.start,
        "ids": source[0].tolist(),
        "decoderIds": inputs[0].tolist(),
        "producedIds": labels[0].tolist(),
        "cross": [[[float(weight) for weight in row] for row in head] for head in cross[0]],
    }
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False) + "\n", encoding="utf-8")
    write_tokenizer(recipe, folder)
    if recipe.configuration is not None:
        (folder / "config.json").write_text(json.dumps(recipe.configuration) + "\n")
    export(recipe, model, (source, inputs), folder / "model.onnx")
    return f"{recipe.name:12} {(folder / 'model.onnx').stat().st_size} bytes"


def export(recipe: Recipe, model: nn.Module, example: tuple[Tensor, Tensor], file: Path) -> None:
    source, target = example
    given = (source, target) if len(recipe.inputs) == 2 else (source, torch.ones_like(source), target)
    axes = {name: {0: "batch", 1: "source"} for name in recipe.inputs[:-1]}
    axes[recipe.inputs[-1]] = {0: "batch", 1: "target"}
    torch.onnx.export(
        model, given, str(file), input_names=list(recipe.inputs), output_names=["logits"], dynamic_axes=axes,
        opset_version=14,
    )
    graph = onnx.load(str(file))
    for node in graph.graph.node:
        node.doc_string = ""
    onnx.save(graph, str(file))


def write_tokenizer(recipe: Recipe, folder: Path) -> None:
    """A tokenizer.json of whole words, with the special tokens around each text as the recipe has them."""
    special = [
        {"id": place, "content": content, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
         "special": True}
        for place, content in enumerate(recipe.special)
    ]
    names = sorted({*recipe.before, *recipe.after})
    template = {
        "type": "TemplateProcessing",
        "single": [
            *({"SpecialToken": {"id": name, "type_id": 0}} for name in recipe.before),
            {"Sequence": {"id": "A", "type_id": 0}},
            *({"SpecialToken": {"id": name, "type_id": 0}} for name in recipe.after),
        ],
        "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
        "special_tokens": {
            name: {"id": name, "ids": [recipe.vocabulary.index(name)], "tokens": [name]} for name in names
        },
    }
    content = {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": special, "normalizer": None,
        "pre_tokenizer": {"type": "WhitespaceSplit"}, "post_processor": template if names else None, "decoder": None,
        "model": {
            "type": "WordLevel", "vocab": {word: id for id, word in enumerate(recipe.vocabulary)}, "unk_token": "<unk>",
        },
    }
    (folder / "tokenizer.json").write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")


def main(names: list[str]) -> None:
    torch.set_num_threads(1)
    for recipe in RECIPES:
        if not names or recipe.name in names:
            print(make(recipe, FIXTURES / recipe.name), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
