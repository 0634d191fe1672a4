"""Nothing of a held-out package is trained on, whatever kind of text it is."""

import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from attention_encoder.configuration import HELD_OUT_SHARE, KIND_SHARES
from attention_encoder.corpus.build import build
from attention_encoder.corpus.document import Document, Package
from attention_encoder.corpus.limits import CorpusLimits
from attention_encoder.corpus.split import family, held_out_families
from attention_encoder.model_card_limits import held_out_packages, lengths_section, other_text

#: What the bundled encoder was trained on; its split was made for each kind of text by itself.
SOURCES = json.loads((Path(__file__).parents[1] / "sources.json").read_text())["sources"]


def sizes_of_sources() -> dict[str, dict[str, int]]:
    sizes: dict[str, dict[str, int]] = {kind: defaultdict(int) for kind in KIND_SHARES}
    for source in SOURCES:
        sizes[source["kind"]][source["name"]] += source["bytes"]
    return sizes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("debian:python3-requests", "pypi:requests"),
        ("debian:node-lodash", "npm:lodash"),
        ("pypi:typing_extensions", "pypi:typing-extensions"),
        ("pypi:Jinja2", "debian:python3-jinja2"),
    ],
)
def test_a_package_is_one_in_every_ecosystem(one: str, other: str) -> None:
    assert family(one) == family(other)


def test_different_packages_are_different() -> None:
    names = ["npm:lodash", "npm:@babel/helpers", "npm:helpers", "plain", "other"]
    names += ["git:reactjs/ko.react.dev/content", "git:vuejs/docs-ko/content"]
    assert len({family(name) for name in names}) == len(names)


@pytest.mark.parametrize("packages", [2, 20])
def test_something_is_held_out_of_few_large_packages_and_of_many_small_ones(packages: int) -> None:
    held_out = held_out_families({"python": {f"python-{at}": 400 for at in range(packages)}, "web": {"web-0": 400}}, 0.2)
    assert 0 < len(held_out) < packages


def test_about_the_share_of_every_kind_is_held_out_of_the_bundled_encoders_sources() -> None:
    sizes = sizes_of_sources()
    held_out = held_out_families(sizes, HELD_OUT_SHARE)
    for kind, packages in sizes.items():
        share = sum(size for name, size in packages.items() if family(name) in held_out) / sum(packages.values())
        assert 0.9 * HELD_OUT_SHARE <= share <= 1.5 * HELD_OUT_SHARE, f"{kind}: {share:.3f}"


def test_nothing_of_a_held_out_package_is_trained_on(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    lines = ["".join(random.choice(list("abcdefgh "), 40)) for _ in range(40 * len(KIND_SHARES) * 10)]
    documents = []
    for kind in KIND_SHARES:
        for at in range(40):
            text = "\n".join(lines.pop() for _ in range(10))
            # Every other package has text of every kind; one in four bears another ecosystem's name and version there.
            name = f"npm:shared-{at}" if at % 2 else f"npm:{kind}-{at}"
            if at % 4 == 3 and kind == "english":
                name = f"debian:node-shared-{at}"
            documents.append(Document(kind, Package(name, kind, "MIT"), "one", text))
    limits = CorpusLimits(dict.fromkeys(KIND_SHARES, 100_000), package_bytes=2_000, held_out_share=0.2)
    result = build(documents, tmp_path, limits)
    splits = defaultdict(set)
    for source in result["sources"]:
        splits[family(source["name"])].add(source["split"])
    assert [name for name, split in splits.items() if len(split) > 1] == []
    for kind in KIND_SHARES:
        assert min(result["bytes"][kind].values()) > 0, kind


def test_the_card_says_how_far_the_bundled_encoders_split_is_from_that() -> None:
    splits = defaultdict(set)
    for source in SOURCES:
        splits[source["name"]].add(source["split"])
    both = {name for name, split in splits.items() if len(split) > 1}
    card = (Path(__file__).parents[2] / "media" / "encoder" / "MODEL_CARD.md").read_text()
    assert f"{len(both)} package names stand in both splits" in card
    assert held_out_packages(SOURCES) in card


def test_the_card_of_a_split_by_name_claims_no_less_than_is_true() -> None:
    held_out = held_out_families(sizes_of_sources(), HELD_OUT_SHARE)
    resplit = [{**one, "split": "heldout" if family(one["name"]) in held_out else "train"} for one in SOURCES]
    assert held_out_packages(resplit) == "Whole packages are held out, by name over all kinds of text."


def test_the_card_gives_a_length_beside_the_figure_of_a_head() -> None:
    evaluation = json.loads((Path(__file__).parents[2] / "media" / "encoder" / "evaluation.json").read_text())
    section = lengths_section(evaluation, 512)
    assert "| 1,024 (beyond the trained length) | 0.23 |" in section
    assert "| 512 | 0.42–0.48 | 0.64 |" in section
    other = {**evaluation, "encoder": "of another training"}
    assert lengths_section(other, 512).endswith("Longer ones were not measured.")
    assert other_text(other) == "“english” is documentation: manual pages, READMEs and the like."
