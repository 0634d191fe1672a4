"""How much text is kept."""

from dataclasses import dataclass, field

from ..configuration import HELD_OUT_SHARE, KIND_BYTES, PACKAGE_BYTES


@dataclass(frozen=True)
class CorpusLimits:
    """Most bytes of each kind, most bytes of one package and kind, and the share of a kind's bytes that is held out."""

    kind_bytes: dict[str, int] = field(default_factory=lambda: dict(KIND_BYTES))
    package_bytes: int = PACKAGE_BYTES
    held_out_share: float = HELD_OUT_SHARE
