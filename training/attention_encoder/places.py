"""Where the repository keeps what the recipe makes."""

from pathlib import Path

_REPOSITORY = Path(__file__).resolve().parents[2]

#: Every package of the corpus of the encoder that is bundled.
SOURCES = _REPOSITORY / "training" / "sources.json"

MEDIA = _REPOSITORY / "media" / "encoder"
ENCODER_FIXTURES = _REPOSITORY / "test" / "fixtures" / "encoder"
TOKENIZER_FIXTURES = _REPOSITORY / "test" / "fixtures" / "tokenizer"
