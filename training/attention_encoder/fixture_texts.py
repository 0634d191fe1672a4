"""Text written for the fixtures (none of it from the corpus), and sequences of an exact length made from it."""

import numpy as np
from tokenizers import Tokenizer

from .configuration import BEGIN, MASK, SEPARATOR

TEXTS = (
    "def average(values):\n    total = 0\n    for value in values:\n        total = total + value\n"
    "    if not values:\n        raise ValueError('no values')\n    return total / len(values)\n",
    "export function clamp(value: number, low: number, high: number): number {\n"
    "  if (low > high) {\n    throw new RangeError(`empty range: ${low}..${high}`);\n  }\n"
    "  return Math.min(Math.max(value, low), high);\n}\n\nconst corners = [[0, 0], [1, 0], [1, 1], [0, 1]];\n",
    "static int compare(const void *left, const void *right)\n{\n    const struct entry *a = left, *b = right;\n"
    "    return (a->weight > b->weight) - (a->weight < b->weight);\n}\n",
    "An attention head gives every word a share of its gaze. Some heads look at the word before; others look for the "
    "bracket that opened a list, or for the last place where the same name stood. The old clockmaker wound the clock, "
    "but the clock did not thank the clockmaker.\n",
    "어텐션 헤드는 낱말마다 다른 낱말들을 얼마나 볼지 정합니다. 어떤 헤드는 바로 앞의 낱말을 보고, 어떤 헤드는 같은 이름이 "
    "처음 나온 곳을 찾습니다. 함수가 값을 반환하면 화면이 다시 그려집니다.\n",
    '{\n  "name": "lighthouse",\n  "keywords": ["lamp", "coast", "등대"],\n  "height": 31.5,\n  "open": true\n}\n',
    ".panel > .title:hover {\n  color: #2a6f97;\n  margin: 0 auto;\n}\n",
)

#: Within the first line of the first text, so that there is something to predict it from.
_MASKED_AT = 5


def sequence_of(tokenizer: Tokenizer, length: int) -> np.ndarray:
    """Exactly `length` ids (int64): `<s>`, segments each followed by `</s>`, cut off and closed at the end.

    A length of 1 is `<s>` alone, 2 is `<s> </s>`.
    """
    if length == 1:
        return np.array([BEGIN], np.int64)
    ids = [BEGIN]
    at = 0
    while len(ids) < length:
        ids += [*tokenizer.encode(TEXTS[at % len(TEXTS)]).ids, SEPARATOR]
        at += 1
    return np.array([*ids[: length - 1], SEPARATOR], np.int64)


def masked_sequence_of(tokenizer: Tokenizer, length: int) -> tuple[np.ndarray, list[int]]:
    """The same with one token replaced by `<mask>` (sequences of 17 or more), and the positions of `<mask>`."""
    tokens = sequence_of(tokenizer, length)
    masked = [_MASKED_AT] if length > _MASKED_AT + 1 else []
    tokens[masked] = MASK
    return tokens, masked
