"""Every number of the recipe, each in one place."""

from dataclasses import asdict, dataclass, field

SEED = 20261121

#: Ids of the special tokens: entries of the vocabulary that no text is ever tokenized to.
PAD, BEGIN, SEPARATOR, MASK = 0, 1, 2, 3
SPECIAL_TOKENS = ("<pad>", "<s>", "</s>", "<mask>")

#: Share of the training tokens drawn from each kind of text. Korean is weighted up: it is a tenth of the bytes.
KIND_SHARES = {
    "javascript": 0.29,
    "python": 0.22,
    "c": 0.10,
    "web": 0.05,
    "english": 0.18,
    "korean": 0.16,
}

#: Most bytes kept of a kind; more than one training run reads would only slow the corpus down.
KIND_BYTES = {
    "javascript": 24_000_000,
    "python": 20_000_000,
    "c": 10_000_000,
    "web": 4_000_000,
    "english": 14_000_000,
    "korean": 14_000_000,
}

#: Most bytes kept of one package and kind, so that no single package sets the style.
PACKAGE_BYTES = 2_000_000

#: Share of a kind's bytes that is held out, in whole packages.
HELD_OUT_SHARE = 0.04


@dataclass(frozen=True)
class EncoderShape:
    """Sizes of the encoder (Vaswani et al. 2017, table 3, scaled down)."""

    layers: int = 4
    heads: int = 8
    dimension: int = 256
    feed_forward: int = 1024
    vocabulary: int = 8192

    @property
    def head_dimension(self) -> int:
        return self.dimension // self.heads

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


@dataclass(frozen=True)
class Recipe:
    """How the encoder is trained; the clock, not a number of steps, drives the schedules."""

    minutes: float = 30.0
    #: (share of the time budget at which it begins, tokens of a step): many small steps first.
    tokens_per_step: tuple[tuple[float, int], ...] = ((0.0, 1024), (0.25, 2048), (0.75, 4096))
    #: (share of the time budget at which it begins, tokens of a sequence): short first, long last.
    lengths: tuple[tuple[float, int], ...] = ((0.0, 32), (0.12, 64), (0.35, 128), (0.82, 256), (0.93, 512))
    trained_length: int = 512
    mask_share: float = 0.22
    whole_word_share: float = 0.5
    #: Brackets are chosen more often, and of those chosen: the share masked, the share swapped for another bracket.
    bracket_share: float = 0.3
    bracket_masked: float = 0.3
    bracket_swapped: float = 0.45
    #: (share of the time budget at which it begins, weight of a bracket in the loss): words first, structure then.
    bracket_weights: tuple[tuple[float, float], ...] = ((0.0, 1.0), (0.15, 3.0), (0.55, 10.0))
    #: (share of the time budget at which it begins, share of the sequences whose pairs of brackets get kinds at random).
    retyped_shares: tuple[tuple[float, float], ...] = ((0.0, 0.0), (0.55, 0.8), (0.9, 0.4))
    two_segment_share: float = 0.15
    #: Learning rates of AdamW for the layers' matrices, and for the embedding, biases and norms.
    matrix_rate: float = 6e-4
    vector_rate: float = 8e-4
    weight_decay: float = 0.01
    #: Steps, not time: post-norm needs them however slow the machine is.
    warm_up_steps: int = 400
    #: Share of the time at the end in which the learning rate falls linearly to zero.
    decay_share: float = 0.5
    gradient_norm: float = 1.0
    threads: int = 2
    #: Matrix products in bfloat16 (weights stay float32): twice as fast where the CPU has instructions for it.
    bfloat16: bool = False
    seed: int = SEED
    log_seconds: float = 60.0
    checkpoint_seconds: float = 240.0
    shape: EncoderShape = field(default_factory=EncoderShape)
