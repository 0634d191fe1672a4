"""`fixtures`: what PyTorch and Python's tokenizers compute, for the extension's tests to compare with.

Encoder: `n<N>.json` {"tokens": [N ids], "rows": [query indices], "layers", "heads"}, and little-endian float32 files
`n<N>.attention.f32` [layers, heads, rows, N], `n<N>.hidden.f32` (last hidden state) [rows, d],
`n<N>.positional.f32` [rows, d]. Computed in float64 from the shipped float16 weights, then cast.
"""

import json
from pathlib import Path

import numpy as np
import torch

from .encoder import Encoder, positional_encoding
from .fixture_texts import sequence_of
from .places import ENCODER_FIXTURES, MEDIA, TOKENIZER_FIXTURES
from .shipped import shipped_encoder
from .tokenizer import load_tokenizer
from .tokenizer_cases import CASES

LENGTHS = (1, 2, 17, 128, 512)
#: Queries kept of long sequences; all of them would be 8 MB at N = 512.
_ROWS = 12


def write_fixtures(run: Path) -> None:
    """Write both folders of fixtures from the best checkpoint of a run and the exported tokenizer."""
    encoder, _ = shipped_encoder(run)
    tokenizer = load_tokenizer(MEDIA / "tokenizer.json")
    ENCODER_FIXTURES.mkdir(parents=True, exist_ok=True)
    TOKENIZER_FIXTURES.mkdir(parents=True, exist_ok=True)
    encoder.double()
    for length in LENGTHS:
        _write_encoder_fixture(encoder, sequence_of(tokenizer, length), ENCODER_FIXTURES)
    cases = []
    for text in CASES:
        encoding = tokenizer.encode(text)
        cases.append({"text": text, "ids": encoding.ids, "tokens": encoding.tokens, "offsets": encoding.offsets})
    # Escaped, so that no editor normalises a decomposed or invisible character.
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (TOKENIZER_FIXTURES / "cases.json").write_text(f"[\n{lines}\n]\n")


@torch.no_grad()
def _write_encoder_fixture(encoder: Encoder, tokens: np.ndarray, folder: Path) -> None:
    length, shape = len(tokens), encoder.shape
    rows = np.arange(length) if length <= 17 else np.unique(np.linspace(0, length - 1, _ROWS).round().astype(int))
    trace = encoder.trace(torch.from_numpy(tokens[None]))
    attention = torch.stack(trace.attention)[:, 0].numpy()[:, :, rows]
    values = {
        "attention": attention,
        "hidden": trace.hidden[-1][0].numpy()[rows],
        "positional": positional_encoding(length, shape.dimension, torch.float64).numpy()[rows],
    }
    for name, value in values.items():
        (folder / f"n{length}.{name}.f32").write_bytes(np.ascontiguousarray(value).astype("<f4").tobytes())
    described = {"tokens": tokens.tolist(), "rows": rows.tolist(), "layers": shape.layers, "heads": shape.heads}
    (folder / f"n{length}.json").write_text(json.dumps(described, separators=(",", ":")) + "\n")
