"""What a model that looks at no context, or only at the token before, would reach."""

import numpy as np

from .configuration import KIND_SHARES
from .token_stream import TokenStream

#: Weight of the unigram distribution in the bigram one, in counts; the best on held-out text is taken.
_SMOOTHING = (1.0, 3.0, 10.0, 30.0, 100.0)


def unigram_distribution(streams: dict[str, TokenStream], vocabulary: int) -> np.ndarray:
    """Probability of every token on the training text, kinds weighted as they are drawn, [V], add-one smoothed."""
    mixed = np.zeros(vocabulary)
    for kind, stream in streams.items():
        counts = np.bincount(stream.tokens, minlength=vocabulary) + 1.0
        mixed += KIND_SHARES[kind] * counts / counts.sum()
    return mixed / mixed.sum()


class Bigram:
    """P(token | the one before) = (count(pair) + k · P(token)) / (count(before) + k), counts from the training text."""

    def __init__(self, streams: dict[str, TokenStream], unigram: np.ndarray):
        self._unigram = unigram
        vocabulary = len(unigram)
        pairs = [stream.tokens[:-1].astype(np.int64) * vocabulary + stream.tokens[1:] for stream in streams.values()]
        self._pairs, self._counts = np.unique(np.concatenate(pairs), return_counts=True)
        self._before = np.bincount(self._pairs // vocabulary, weights=self._counts, minlength=vocabulary)

    def losses(self, before: np.ndarray, tokens: np.ndarray) -> np.ndarray:
        """Cross-entropy in nats of every token [T], given the true token before it [T], with the best k."""
        wanted = before * len(self._unigram) + tokens
        at = np.minimum(np.searchsorted(self._pairs, wanted), len(self._pairs) - 1)
        counts = np.where(self._pairs[at] == wanted, self._counts[at], 0)
        tried = [
            -np.log((counts + k * self._unigram[tokens]) / (self._before[before] + k)) for k in _SMOOTHING
        ]
        return min(tried, key=lambda losses: losses.mean())
