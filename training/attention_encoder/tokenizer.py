"""The byte-level BPE tokenizer (Sennrich et al. 2016; byte alphabet as in GPT-2): nothing is ever unknown.

There is no normalizer, so offsets are exact, and the special tokens are plain entries of the vocabulary: they are not
in `added_tokens`, so that a literal `<s>` in a text is text.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from .configuration import KIND_SHARES, SPECIAL_TOKENS
from .corpus.build import read_documents
from .progress import counted

#: Every bracket and every quote is a token of its own, with the space before it as byte-level BPE has it, so that a head
#: can tell one from the other in `))`; an apostrophe within a word is none.
_ALONE = r" ?[()\[\]{}\"`]| ?(?<!\w)'|'(?!\w)"

#: Text that the merges are learned from, over all kinds.
_TRAINING_BYTES = 36_000_000


def train_tokenizer(corpus: Path, destination: Path, vocabulary: int) -> Tokenizer:
    """Learn `vocabulary` tokens (256 bytes, 4 special, the rest merges) and write tokenizer.json."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(_ALONE), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=list(SPECIAL_TOKENS),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        max_token_length=24,
        show_progress=False,
    )
    tokenizer.train_from_iterator(counted(_sample(corpus), "tokenizer: {} documents read"), trainer)
    described = json.loads(tokenizer.to_str())
    described["added_tokens"] = []
    destination.write_text(json.dumps(described, ensure_ascii=False, separators=(",", ":")))
    return load_tokenizer(destination)


def load_tokenizer(path: Path) -> Tokenizer:
    """Read tokenizer.json; raises ValueError where a special token could be made from text."""
    tokenizer = Tokenizer.from_file(str(path))
    for identifier, token in enumerate(SPECIAL_TOKENS):
        if tokenizer.token_to_id(token) != identifier:
            raise ValueError(f"{token} must have the id {identifier}")
        if identifier in tokenizer.encode(f"{token} x{token}").ids:
            raise ValueError(f"the text {token} was read as the special token")
    return tokenizer


def _sample(corpus: Path) -> Iterator[str]:
    """Documents of every kind in the shares that training draws them in."""
    for kind, share in KIND_SHARES.items():
        left = int(share * _TRAINING_BYTES)
        for document in read_documents(corpus, kind, "train"):
            if left <= 0:
                break
            text = document["text"][: max(200, min(left, 60_000))]
            left -= len(text.encode())
            yield text
