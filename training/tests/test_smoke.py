"""What `smoke` does where a machine has no text of some kind, and what it must not do."""

import json
from pathlib import Path

import numpy as np
import pytest

from attention_encoder.baselines import unigram_distribution
from attention_encoder.configuration import KIND_SHARES, EncoderShape, Recipe
from attention_encoder.corpus.beginnings import beginnings
from attention_encoder.corpus.build import build
from attention_encoder.corpus.document import Document, Package
from attention_encoder.corpus.limits import CorpusLimits
from attention_encoder.encoder import Encoder
from attention_encoder.smoke import begin, learned
from attention_encoder.token_stream import draw_batch, read_streams, shares_drawn, write_streams
from attention_encoder.token_text import token_bytes
from attention_encoder.tokenizer import train_tokenizer
from attention_encoder.validation import Validation

LIMITS = CorpusLimits(dict.fromkeys(KIND_SHARES, 20_000), package_bytes=2_000, held_out_share=0.2)


def documents(kind: str, packages: int) -> list[Document]:
    """One document a package, of 400 bytes or so and no line twice."""
    random = np.random.default_rng(len(kind))
    lines = ["".join(random.choice(list("abcdefgh "), 40)) for _ in range(packages * 10)]
    return [
        Document(kind, Package(f"{kind}-{at}", "1", "MIT"), "one", "\n".join(lines[at * 10 : at * 10 + 10]))
        for at in range(packages)
    ]


@pytest.fixture(name="run")
def _run(tmp_path: Path) -> Path:
    """A run's folder with text of two kinds, and one document of a third."""
    build([*documents("python", 20), *documents("english", 20), *documents("web", 1)], tmp_path / "corpus", LIMITS)
    (tmp_path / "korean.train.npz").write_bytes(b"of an earlier corpus")
    return tmp_path


def test_kinds_without_text_are_left_out_and_said(run: Path) -> None:
    tokenizer = train_tokenizer(run / "corpus", run / "tokenizer.json", 300)
    left_out = write_streams(run / "corpus", tokenizer, run)
    assert left_out == ["javascript", "c", "web", "korean"]
    assert shares_drawn(left_out) == (
        "left out, for too little text on this machine: javascript, c, web, korean; drawn: python 55%, english 45%"
    )
    for split in ("train", "heldout"):
        streams = read_streams(run, split)
        assert list(streams) == ["python", "english"]
        batch = draw_batch(streams, 4, 32, 0.5, np.random.default_rng(1))
        assert batch.shape == (4, 32)
    assert unigram_distribution(read_streams(run, "train"), 300).sum() == pytest.approx(1)
    heldout = read_streams(run, "heldout")
    shape = EncoderShape(layers=1, heads=2, dimension=16, feed_forward=16, vocabulary=300)
    validation = Validation(heldout, Recipe(shape=shape), np.full(300, 1 / 300), token_bytes(tokenizer))
    assert validation.look(Encoder(shape))["loss"] > 0
    english = {"english": heldout["english"]}
    assert Validation(english, Recipe(shape=shape), np.full(300, 1 / 300), token_bytes(tokenizer)).unigram_loss > 0


def test_no_text_at_all_is_said(tmp_path: Path) -> None:
    assert "left out" not in shares_drawn([])
    with pytest.raises(SystemExit, match="too little text of any kind"):
        shares_drawn(list(KIND_SHARES))
    with pytest.raises(FileNotFoundError, match="run `tokenizer` first"):
        read_streams(tmp_path, "train")


def test_something_is_held_out_even_where_all_packages_are_large(tmp_path: Path) -> None:
    result = build(documents("python", 2), tmp_path, LIMITS)
    assert min(result["bytes"]["python"].values()) > 0
    assert [json.loads(line)["package"] for line in (tmp_path / "python.heldout.jsonl").open()] != []


def test_beginnings_end_a_source_and_keep_no_more_than_fills_a_kind() -> None:
    many = documents("python", 100)
    size = len(many[0].text.encode())
    limits = CorpusLimits({**dict.fromkeys(KIND_SHARES, 0), "python": 5 * size}, package_bytes=size)
    sources = [iter(many), iter([*documents("english", 20), *many]), iter([many[0]] * 20)]
    found = list(beginnings(sources, limits, most_bytes=10 * size))
    assert [document.package.name for document in found] == [*(f"python-{at}" for at in range(5)), "python-0"]
    assert len(list(sources[0])) == 90


def test_only_an_empty_folder_or_an_earlier_smoke_run_is_begun_in(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    begin(folder)
    (folder / "latest.pt").touch()
    begin(folder)
    assert not (folder / "latest.pt").exists()
    other = tmp_path / "other"
    other.mkdir()
    (other / "latest.pt").touch()
    with pytest.raises(SystemExit, match="not empty"):
        begin(other)
    assert (other / "latest.pt").exists()


@pytest.mark.parametrize("loss", [6.99, 7.0, 7.5, float("nan")])
def test_a_loss_that_did_not_fall_is_a_failure(loss: float) -> None:
    assert "6.500" in learned(6.5, 7.0)
    with pytest.raises(SystemExit, match="nothing was learned"):
        learned(loss, 7.0)
