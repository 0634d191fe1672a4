"""The bundled tokenizer: a literal special token in a text is text, and nothing is lost."""

import json
from pathlib import Path

import pytest

from attention_encoder.configuration import KIND_SHARES, SPECIAL_TOKENS
from attention_encoder.places import MEDIA
from attention_encoder.tokenizer import load_tokenizer, train_tokenizer
from attention_encoder.tokenizer_cases import CASES

PATH = MEDIA / "tokenizer.json"
exported = pytest.mark.skipif(not PATH.exists(), reason="no tokenizer has been exported")

#: What a text may hold that looks like a special token of this encoder or of another.
LITERALS = (*SPECIAL_TOKENS, "[MASK]", "[CLS]", "<MASK>", "< mask >")


def in_texts(literal: str) -> list[str]:
    return [literal, f"a{literal}b", f" {literal} {literal}", literal * 3, f"The\n{literal}\n", f"`{literal}`"]


@exported
@pytest.mark.parametrize("literal", LITERALS)
def test_a_literal_special_token_is_text(literal: str) -> None:
    tokenizer = load_tokenizer(PATH)
    for text in in_texts(literal):
        encoding = tokenizer.encode(text)
        assert min(encoding.ids) >= len(SPECIAL_TOKENS)
        assert tokenizer.decode(encoding.ids, skip_special_tokens=False) == text


@pytest.mark.parametrize("literal", LITERALS)
def test_a_literal_special_token_is_text_however_often_it_was_trained_on(literal: str, tmp_path: Path) -> None:
    for kind in KIND_SHARES:
        document = {"package": "one", "path": "one", "text": "".join(in_texts(literal)) * 40}
        (tmp_path / f"{kind}.train.jsonl").write_text(json.dumps(document) + "\n")
    tokenizer = train_tokenizer(tmp_path, tmp_path / "tokenizer.json", 300)
    for text in in_texts(literal):
        assert min(tokenizer.encode(text).ids) >= len(SPECIAL_TOKENS)


@exported
def test_the_file_adds_nothing_by_itself() -> None:
    described = json.loads(PATH.read_text())
    assert described["added_tokens"] == []
    assert described["post_processor"] is None
    assert described["normalizer"] is None
    assert len(described["model"]["vocab"]) == 8192


@exported
@pytest.mark.parametrize("text", CASES)
def test_every_text_comes_back(text: str) -> None:
    tokenizer = load_tokenizer(PATH)
    assert tokenizer.decode(tokenizer.encode(text).ids, skip_special_tokens=False) == text
