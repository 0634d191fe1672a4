"""The bundled tokenizer: a literal special token in a text is text, and nothing is lost."""

import json

import pytest

from attention_encoder.configuration import SPECIAL_TOKENS
from attention_encoder.places import MEDIA
from attention_encoder.tokenizer import load_tokenizer
from attention_encoder.tokenizer_cases import CASES

PATH = MEDIA / "tokenizer.json"
pytestmark = pytest.mark.skipif(not PATH.exists(), reason="no tokenizer has been exported")


@pytest.mark.parametrize("token", SPECIAL_TOKENS)
def test_a_literal_special_token_is_text(token: str) -> None:
    tokenizer = load_tokenizer(PATH)
    for text in (token, f"a{token}b", f" {token} {token}", token * 3):
        assert not set(tokenizer.encode(text).ids) & set(range(len(SPECIAL_TOKENS)))


def test_the_file_adds_nothing_by_itself() -> None:
    described = json.loads(PATH.read_text())
    assert described["added_tokens"] == []
    assert described["post_processor"] is None
    assert described["normalizer"] is None
    assert len(described["model"]["vocab"]) == 8192


@pytest.mark.parametrize("text", CASES)
def test_every_text_comes_back(text: str) -> None:
    tokenizer = load_tokenizer(PATH)
    assert tokenizer.decode(tokenizer.encode(text).ids, skip_special_tokens=False) == text
