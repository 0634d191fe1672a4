"""The bundled files are what `export` writes from the bundled checkpoint, which is encoder.onnx itself."""

from pathlib import Path

import pytest

from attention_encoder.export import encoder_bytes, export
from attention_encoder.places import MEDIA
from attention_encoder.restore import restore, restored_encoder


def test_exporting_what_was_restored_gives_the_bundled_files(tmp_path: Path) -> None:
    restore(MEDIA, tmp_path / "run")
    again = tmp_path / "media"
    again.mkdir()
    (again / "evaluation.json").write_bytes((MEDIA / "evaluation.json").read_bytes())
    export(tmp_path / "run", again)
    for name in ("encoder.onnx", "tokenizer.json", "encoder.json", "MODEL_CARD.md"):
        assert (again / name).read_bytes() == (MEDIA / name).read_bytes(), name


def test_another_weight_gives_another_file() -> None:
    encoder = restored_encoder(MEDIA)
    encoder.output_bias.data[7] += 1e-3
    assert encoder_bytes(encoder) != (MEDIA / "encoder.onnx").read_bytes()


def test_a_checkpoint_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "best.pt").touch()
    with pytest.raises(FileExistsError):
        restore(MEDIA, tmp_path)
