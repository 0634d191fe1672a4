"""How training corrupts text: whole words, and brackets that are swapped."""

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from attention_encoder.configuration import BEGIN, MASK, SEPARATOR, SPECIAL_TOKENS
from attention_encoder.masked_language_model import TrainingMasks
from attention_encoder.token_text import TokenClasses, token_bytes, token_classes


@pytest.fixture(name="tokenizer", scope="module")
def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=290, special_tokens=list(SPECIAL_TOKENS), show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    tokenizer.train_from_iterator(["ab ab cd cd (x) (y) 커피"] * 9, trainer)
    return tokenizer


@pytest.fixture(name="classes", scope="module")
def _classes(tokenizer: Tokenizer) -> TokenClasses:
    return token_classes(tokenizer)


def ids(tokenizer: Tokenizer, text: str) -> torch.Tensor:
    return torch.tensor([[BEGIN, *tokenizer.encode(text).ids, SEPARATOR]])


def test_the_bytes_of_tokens_are_the_text(tokenizer: Tokenizer) -> None:
    text = "커피 (x)\n\t\"é\" 😀"
    texts = token_bytes(tokenizer)
    assert b"".join(texts[token] for token in tokenizer.encode(text).ids) == text.encode()
    assert texts[: len(SPECIAL_TOKENS)] == [b""] * len(SPECIAL_TOKENS)


def test_words_are_runs_of_letters_digits_and_other_scripts(tokenizer: Tokenizer, classes: TokenClasses) -> None:
    tokens = ids(tokenizer, "abz9 (cd커)")
    of_token = dict(zip(range(tokens.shape[1]), classes.words(tokens)[0].tolist(), strict=True))
    texts = token_bytes(tokenizer)
    words: dict[int, bytes] = {}
    for position, word in of_token.items():
        words[word] = words.get(word, b"") + texts[tokens[0, position]]
    assert [word for word in words.values() if word] == ["abz9".encode(), b" (", "cd커".encode(), b")"]


def test_whole_words_are_masked_whole(tokenizer: Tokenizer, classes: TokenClasses) -> None:
    masks = TrainingMasks(0.4, 1.0, 0.4, 0.5, 0.3)
    tokens = ids(tokenizer, "xyzw pqrs " * 40)
    _, chosen = masks.mask(tokens, classes, torch.Generator().manual_seed(3))
    words = classes.words(tokens)[0]
    shares = {chosen[0, words == word].float().mean().item() for word in words.unique() if word > 0}
    assert shares == {0.0, 1.0}


def test_brackets_are_masked_swapped_or_kept(tokenizer: Tokenizer, classes: TokenClasses) -> None:
    masks = TrainingMasks(0.0, 0.0, 0.5, 0.5, 0.3)
    tokens = ids(tokenizer, "(a)[b]{c}" * 300)
    corrupted, chosen = masks.mask(tokens, classes, torch.Generator().manual_seed(3))
    assert torch.equal(chosen, chosen & classes.is_bracket[tokens])
    assert chosen.sum() / classes.is_bracket[tokens].sum() == pytest.approx(0.5, abs=0.05)
    now = corrupted[chosen]
    assert (now == MASK).float().mean() == pytest.approx(0.5, abs=0.05)
    assert classes.is_bracket[now[now != MASK]].all()
    assert torch.equal(corrupted[~chosen], tokens[~chosen])
