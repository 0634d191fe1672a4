"""`fixtures`: what PyTorch and Python's tokenizers compute, for the extension's tests to compare with.

Encoder: `n<N>.json` {"tokens": [N ids], "masked": [positions of `<mask>`], "headMask": null or [layers][heads],
"tensors": [{"kind", "layer", "shape", "rows", "offset"}]} and `n<N>.f32`, little-endian float32, the tensors one after
the other, each from its `offset` in bytes on. `rows` are the positions (queries) that were kept, along the last axis
but one; `shape` is what is left. `n17.heads-off` has some tensors of a run with two heads switched off. Computed in
float64 from the weights as shipped, then cast.
"""

import json
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from .encoder import Encoder
from .fixture_texts import masked_sequence_of
from .places import ENCODER_FIXTURES, TOKENIZER_FIXTURES
from .shipped import shipped_encoder
from .tensor_table import table_values
from .tokenizer import load_tokenizer
from .tokenizer_cases import CASES

LENGTHS = (1, 2, 17, 128, 512)
#: Length of the run with heads switched off.
_HEADS_OFF_LENGTH = 17
#: Of longer sequences a few rows are kept (all would be 130 MB); logits are the largest.
_LONGEST_WHOLE = 17
_LONGEST_WHOLE_LOGITS = 2


def write_fixtures(run: Path) -> None:
    """Write both folders of fixtures from the best checkpoint and the tokenizer of a run."""
    encoder, _ = shipped_encoder(run)
    encoder.double()
    tokenizer = load_tokenizer(run / "tokenizer.json")
    for folder in (ENCODER_FIXTURES, TOKENIZER_FIXTURES):
        folder.mkdir(parents=True, exist_ok=True)
    for old in (*ENCODER_FIXTURES.glob("*.f32"), *ENCODER_FIXTURES.glob("*.json")):
        old.unlink()
    for length in LENGTHS:
        tokens, masked = masked_sequence_of(tokenizer, length)
        _write(encoder, tokens, masked, None, ENCODER_FIXTURES / f"n{length}")
    tokens, masked = masked_sequence_of(tokenizer, _HEADS_OFF_LENGTH)
    _write(encoder, tokens, masked, two_heads_off(encoder), ENCODER_FIXTURES / f"n{_HEADS_OFF_LENGTH}.heads-off")
    (TOKENIZER_FIXTURES / "cases.json").write_text(_tokenizer_cases(tokenizer))


def two_heads_off(encoder: Encoder) -> torch.Tensor:
    """A head mask [layers, heads] that switches off one head of the first layer and one of the last."""
    mask = torch.ones(encoder.shape.layers, encoder.shape.heads, dtype=encoder.output_bias.dtype)
    mask[0, 1] = mask[-1, -1] = 0
    return mask


def _write(encoder: Encoder, tokens: np.ndarray, masked: list[int], head_mask: torch.Tensor | None, path: Path) -> None:
    values = table_values(encoder, torch.from_numpy(tokens[None]), head_mask)
    if head_mask is not None:
        last = ("addNorm2", encoder.shape.layers - 1)
        values = {key: value for key, value in values.items() if key[0] in ("context", "logits") or key == last}
    parts, index, offset = [], [], 0
    for (kind, layer), value in values.items():
        rows = _kept_rows(len(tokens), masked, _LONGEST_WHOLE_LOGITS if kind == "logits" else _LONGEST_WHOLE)
        part = np.ascontiguousarray(value.numpy()[..., rows, :]).astype("<f4")
        index.append({"kind": kind, "layer": layer, "shape": part.shape, "rows": rows, "offset": offset})
        parts.append(part.tobytes())
        offset += part.nbytes
    path.with_name(f"{path.name}.f32").write_bytes(b"".join(parts))
    described = {
        "tokens": tokens.tolist(), "masked": masked, "headMask": None if head_mask is None else head_mask.tolist()
    }
    head = json.dumps(described, separators=(",", ":"))[:-1]
    lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in index)
    path.with_name(f"{path.name}.json").write_text(f'{head},"tensors":[\n{lines}\n]}}\n')


def _kept_rows(length: int, masked: list[int], longest_whole: int) -> list[int]:
    """All positions of a short sequence; of a long one the first, the masked one, one more and the last."""
    if length <= longest_whole:
        return list(range(length))
    return sorted({0, *masked, length * 2 // 3, length - 1})


def _tokenizer_cases(tokenizer: Tokenizer) -> str:
    cases = []
    for text in CASES:
        encoding = tokenizer.encode(text)
        cases.append({"text": text, "ids": encoding.ids, "tokens": encoding.tokens, "offsets": encoding.offsets})
    # Escaped, so that no editor normalises a decomposed or invisible character.
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    return f"[\n{lines}\n]\n"
