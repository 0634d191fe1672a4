"""The held-out look that training takes every minute: one fixed batch, so that its figures can be compared."""

import numpy as np
import torch

from .code_structure import LINE_COMMENTS, code_structure
from .configuration import Recipe
from .encoder import Encoder
from .head_statistics import head_statistics
from .masked_language_model import mask_tokens, masked_loss
from .structure_statistics import StructureCount
from .token_stream import TokenStream, draw_batch

_MASK_SHARE = 0.25

#: Sequences and tokens of each batch: the last part of training is on long sequences, which short ones do not tell of.
_SEQUENCES = ((96, 128), (8, 512))


class Validation:
    """Fixed held-out sequences of 128 and of 512 tokens with fixed masks, and some of code, where there is any, for its structure.

    `texts` are the bytes of every token.
    """

    def __init__(self, streams: dict[str, TokenStream], recipe: Recipe, unigram: np.ndarray, texts: list[bytes]):
        random = np.random.default_rng(recipe.seed + 1)
        masks = torch.Generator().manual_seed(recipe.seed + 1)
        self._batches = []
        for sequences, length in _SEQUENCES:
            tokens = torch.from_numpy(draw_batch(streams, sequences, min(length, recipe.trained_length), 0.0, random))
            self._batches.append((tokens, *mask_tokens(tokens, _MASK_SHARE, recipe.shape.vocabulary, masks)))
        kind = next((kind for kind in LINE_COMMENTS if kind in streams), next(iter(streams)))
        code = draw_batch(streams, 24, 128, 0.0, random, kinds=[kind])
        self._code = torch.from_numpy(code)
        self._structures = [code_structure(row, texts, LINE_COMMENTS.get(kind)) for row in code]
        losses = [-np.log(unigram[tokens[chosen].numpy()]).mean() for tokens, _, chosen in self._batches]
        self.unigram_loss = float(np.mean(losses))

    @torch.no_grad()
    def look(self, encoder: Encoder) -> dict[str, float | str]:
        """Held-out loss in nats, the best head of each kind ("layer.head share"), and the mean entropy in nats."""
        losses = [masked_loss(encoder, corrupted, chosen, tokens) for tokens, corrupted, chosen in self._batches]
        loss = float(torch.stack(losses).mean())
        tokens = self._batches[0][0][:24]
        trace = encoder.trace(tokens)
        code = encoder.trace(self._code).attention
        statistics = head_statistics(trace.attention, tokens)
        last = trace.hidden[-1]
        # 1 where all tokens have one hidden state: a post-norm encoder that has collapsed never recovers.
        alike = float(last.mean((0, 1)).norm() / last.norm(dim=-1).mean())
        structure = StructureCount(encoder.shape.layers, encoder.shape.heads, self._code.shape[1])
        for row, found in enumerate(self._structures):
            structure.add(torch.stack([layer[row] for layer in code]), found)
        heads = encoder.shape.heads
        best = {}
        shares = {**vars(statistics), **vars(structure.statistics())}
        for name in ("previous", "next", "itself", "first", "bracketTop1", "identifierShare"):
            share, at = shares[name].flatten().max(0)
            # "layer.head share", for a line that can be read while training runs
            best[name] = f"{int(at) // heads}.{int(at) % heads} {float(share):.2f}"
        return {"loss": loss, **best, "entropy": round(float(statistics.entropy.mean()), 3), "alike": round(alike, 3)}
