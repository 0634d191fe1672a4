import numpy as np

from attention_encoder.configuration import BEGIN, SEPARATOR
from attention_encoder.retyped_brackets import BracketKinds

TEXTS = [b"", b"", b"", b"", *(bytes([byte]) for byte in b"()[]{}ab,'"), *(b" " + bytes([byte]) for byte in b"([{")]
_PARTNER = {b"(": b")", b"[": b"]", b"{": b"}"}


def ids(text: str) -> list[int]:
    return [BEGIN, *(TEXTS.index(character.encode()) for character in text), SEPARATOR]


def test_pairs_stay_pairs_and_nothing_else_changes() -> None:
    tokens = np.array([ids("(a,[b],{a})(a[b]")] * 200)
    tokens[:, 4] = TEXTS.index(b" [")
    retyped = BracketKinds(TEXTS).retyped(tokens, 1.0, np.random.default_rng(1))
    pairs = [(1, 11), (4, 6), (8, 10), (14, 16)]
    seen = set()
    for row in retyped:
        for opening, closing in pairs:
            kind = TEXTS[row[opening]]
            assert kind.startswith(b" ") == (opening == 4)
            assert _PARTNER[kind.strip()] == TEXTS[row[closing]]
            seen.add((opening, kind.strip()))
    assert len(seen) == 3 * len(pairs)
    others = [position for position in range(tokens.shape[1]) if not any(position in pair for pair in pairs)]
    assert np.array_equal(retyped[:, others], tokens[:, others])


def test_a_share_of_the_rows_is_retyped() -> None:
    tokens = np.array([ids("(a)(b)(a)(b)")] * 400)
    changed = (BracketKinds(TEXTS).retyped(tokens, 0.25, np.random.default_rng(1)) != tokens).any(1).mean()
    assert 0.18 < changed < 0.32
    assert np.array_equal(BracketKinds(TEXTS).retyped(tokens, 0.0, np.random.default_rng(1)), tokens)
