"""MODEL_CARD.md, written from figures only: evaluation.json, encoder.json and the list of sources."""

import json
import textwrap
from collections import Counter, defaultdict
from pathlib import Path

from .model_card_heads import heads_section, verdict
from .model_card_limits import held_out_packages, lengths_section, other_text
from .model_card_training import training_section
from .model_card_use import use_section


def write_model_card(run: Path, folder: Path) -> None:
    """Write MODEL_CARD.md beside the encoder. Raises FileNotFoundError before `evaluate` and `export` have run."""
    described = json.loads((folder / "encoder.json").read_text())
    evaluation = json.loads((run / "evaluation.json").read_text())
    sources = json.loads((run / "corpus" / "sources.json").read_text())
    parts = [
        _summary(described, evaluation),
        training_section(described),
        _losses(evaluation),
        heads_section(evaluation),
        lengths_section(evaluation, described["trainedLength"]),
        use_section(described),
        _sources(sources),
        _limits(described, evaluation, (folder / "encoder.onnx").stat().st_size),
    ]
    (folder / "MODEL_CARD.md").write_text("\n\n".join(parts) + "\n")


def _summary(described: dict, evaluation: dict) -> str:
    return (
        f"# {described['name']}, version {described['version']}\n\n"
        f"{described['description']} {described['layers']} layers of {described['heads']} heads, d = "
        f"{described['dimension']}, d_k = {described['headDimension']}, post-norm, sinusoidal positions, ReLU; byte-level BPE "
        f"vocabulary of {described['vocabularySize']:,} tokens, so that nothing is ever unknown. It is there to be looked "
        f"at: it makes no embeddings for search and writes no text.\n\n{verdict(evaluation)}"
    )


def _losses(evaluation: dict) -> str:
    rows = [
        "| text | loss | top-1 | unigram | bigram |",
        "|---|---|---|---|---|",
    ]
    for kind, values in {**evaluation["kinds"], "overall": evaluation["overall"]}.items():
        rows.append(
            f"| {kind} | {values['loss']:.2f} | {values['top1']:.1%} | {values['unigram']:.2f} | {values['bigram']:.2f} |"
        )
    return (
        "## Held-out loss\n\nText of held-out packages (see Sources); nats where a token was replaced by `<mask>` "
        f"({evaluation['maskedShare']:.0%} of the tokens), {evaluation['sequences']} sequences of "
        f"{evaluation['sequenceLength']} tokens. Unigram and bigram are what token frequencies alone, or with the true token "
        "before, would reach.\n\n" + "\n".join(rows) + "\n\n" + other_text(evaluation)
    )


def _sources(sources: dict) -> str:
    packages: dict[tuple[str, str], int] = Counter()
    sizes: dict[tuple[str, str], int] = Counter()
    licences: dict[tuple[str, str], Counter] = defaultdict(Counter)
    for source in sources["sources"]:
        key = (source["kind"], source["name"].split(":")[0])
        packages[key] += 1
        sizes[key] += source["bytes"]
        licences[key][source["licence"]] += source["bytes"]
    rows = ["| text | from | packages | MB | most common licences |", "|---|---|---|---|---|"]
    for (kind, origin), count in packages.items():
        common = "; ".join(textwrap.shorten(licence, 48, placeholder=" …") for licence, _ in licences[kind, origin].most_common(3))
        rows.append(f"| {kind} | {origin} | {count} | {sizes[kind, origin] / 1e6:.1f} | {common} |")
    return (
        "## Sources\n\nPackages installed on an ordinary machine, and the Korean documentation of React and Vue "
        "(reactjs/ko.react.dev, vuejs-translations/docs-ko; CC-BY-4.0). Every package with version, licence, split and "
        "hash is in `training/sources.json`. Minified and generated files and near copies are left out. "
        f"{held_out_packages(sources['sources'])}\n\n" + "\n".join(rows)
    )


def _limits(described: dict, evaluation: dict, size: int) -> str:
    shift = evaluation["rounding"]
    return (
        "## Limits\n\n"
        f"- Trained on up to {described['trainedLength']} tokens; it runs beyond, since positions are computed, but "
        "attention there is not to be trusted, and heads are weaker well before (see Longer sequences).\n"
        "- Small and briefly trained: attention is a fact about this encoder, not about the text.\n"
        "- The tokenizer knows English and Korean: other languages in Latin letters are cut into small pieces, most other "
        "scripts into single bytes.\n"
        "- Held-out text was not trained on, but the recipe was changed when heads had been looked at on it, and the "
        "checkpoint was kept by its loss on it: expect slightly less of a third set of packages. There is none.\n"
        f"- The file is {size / 1e6:.1f} MB: the matrices of attention in float32, the others as 16-bit integers with a scale "
        "for each row; arithmetic is float32. Against float32 weights attention "
        f"moves by at most {shift['largest']} (mean {shift['mean']}); the most attended token stays the same in "
        f"{shift['sameMostAttended']:.2%} of rows.\n"
        "- The checkpoint is `encoder.onnx` itself: `python -m attention_encoder restore` (in `training/`) reads it back into "
        "PyTorch, and `export` writes the same bytes from it, which a test holds. Weights before rounding and the optimiser's "
        "state are not kept."
    )
