"""What the tokens of the vocabulary are as text, as tables over ids."""

from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer, pre_tokenizers
from torch import Tensor

from .configuration import SPECIAL_TOKENS

BRACKETS = "()[]{}"
_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$")


def token_bytes(tokenizer: Tokenizer) -> list[bytes]:
    """The bytes of every token, by id; nothing for the special ones (byte alphabet of Radford et al. 2019)."""
    byte_of = dict(zip(_byte_alphabet(), range(256), strict=True))
    tokens = (tokenizer.id_to_token(identifier) for identifier in range(tokenizer.get_vocab_size()))
    return [
        b"" if identifier < len(SPECIAL_TOKENS) else bytes(byte_of[character] for character in token)
        for identifier, token in enumerate(tokens)
    ]


def _byte_alphabet() -> list[str]:
    """The character that stands for each byte."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    characters = {byte: chr(byte) for byte in printable} | {byte: chr(256 + at) for at, byte in enumerate(others)}
    assert set(characters.values()) == set(pre_tokenizers.ByteLevel.alphabet())
    return [characters[byte] for byte in range(256)]


@dataclass
class TokenClasses:
    """Tables over the vocabulary [V]: ids of the brackets, and which tokens can go on with, or leave open, a word."""

    brackets: Tensor
    is_bracket: Tensor
    goes_on: Tensor
    leaves_open: Tensor

    def words(self, tokens: Tensor) -> Tensor:
        """Ids [B, N] → the number of the word that each token is part of, counting from 0 in each row."""
        joined = self.goes_on[tokens[:, 1:]] & self.leaves_open[tokens[:, :-1]]
        return torch.nn.functional.pad((~joined).long().cumsum(1), (1, 0))


def token_classes(tokenizer: Tokenizer) -> TokenClasses:
    """Classes of every token; a bracket may have a space before it."""
    texts = token_bytes(tokenizer)
    is_bracket = torch.tensor([text.strip(b" ") in {bytes([b]) for b in BRACKETS.encode()} for text in texts])
    goes_on = torch.tensor([bool(text) and _in_word(text[0]) for text in texts])
    leaves_open = torch.tensor([bool(text) and _in_word(text[-1]) for text in texts])
    return TokenClasses(torch.from_numpy(np.flatnonzero(is_bracket)), is_bracket, goes_on, leaves_open)


def _in_word(byte: int) -> bool:
    return byte in _WORD or byte >= 128
