"""Text whose pairs of brackets have kinds at random: only its partner tells what a bracket is."""

import numpy as np

from .code_structure import code_structure

_KINDS = (b"()", b"[]", b"{}")


class BracketKinds:
    """Replaces brackets of a vocabulary by brackets of another kind; `texts` are the bytes of every token."""

    def __init__(self, texts: list[bytes]):
        self._texts = texts
        self._token = {text: token for token, text in enumerate(texts)}

    def retyped(self, tokens: np.ndarray, share: float, random: np.random.Generator) -> np.ndarray:
        """Ids [B, N] in which, in a share of the rows, each matched pair of brackets has a kind at random.

        In code as it is, a closing bracket's kind is nearly always that of any opening bracket about, so that a head need
        not find the right one. Rows of every kind of text are read as code with `//` comments.
        """
        retyped = tokens.copy()
        for row in np.flatnonzero(random.random(len(tokens)) < share):
            for closing, opening in code_structure(tokens[row], self._texts, b"//").brackets:
                kind = _KINDS[random.integers(len(_KINDS))]
                before = [self._texts[tokens[row, position]][:-1] for position in (opening, closing)]
                pair = [self._token.get(before[side] + kind[side : side + 1]) for side in (0, 1)]
                if None not in pair:
                    retyped[row, opening], retyped[row, closing] = pair
        return retyped
