"""Which packages are held out: by name over all kinds of text, so that nothing of one is trained on."""

import hashlib
import re
from collections import defaultdict

#: What ecosystems put before the name of the same package: `debian:python3-requests` is `pypi:requests`.
_PREFIX = re.compile(r"^(?:python3-|node-|ruby-)")

#: How much of a kind may be held out, as a multiple of what is wanted: a package has text of several kinds.
_MOST = 1.5


def family(name: str) -> str:
    """The name under which a package is held out, whichever ecosystem and version it came with."""
    ecosystem, _, own = name.rpartition(":")
    own = own.lower().replace("_", "-")
    return f"git:{own}" if ecosystem == "git" else _PREFIX.sub("", own)


def order(name: str) -> str:
    """Where a package stands among all: by the hash of its name alone."""
    return hashlib.sha256(name.encode()).hexdigest()


def held_out_families(sizes: dict[str, dict[str, int]], share: float) -> set[str]:
    """Families that make up about `share` of the bytes of every kind of text, at most half as much again.

    `sizes`: by kind, the bytes of each package's text by the package's name. What is held out for one kind is held out
    of all, and counts there. A family is passed over that would be half or more of what a kind is to hold out; if none
    is left for a kind (few large packages), its smallest is held out.
    """
    by_kind: dict[str, dict[str, int]] = {}
    for kind, packages in sizes.items():
        by_kind[kind] = defaultdict(int)
        for name, size in packages.items():
            by_kind[kind][family(name)] += size
    wanted = {kind: share * sum(families.values()) for kind, families in by_kind.items()}
    total = dict.fromkeys(by_kind, 0)
    held_out: set[str] = set()
    for name in sorted({name for families in by_kind.values() for name in families}, key=order):
        own = {kind: families[name] for kind, families in by_kind.items() if name in families}
        needed = any(total[kind] < wanted[kind] for kind in own)
        fits = all(size < wanted[kind] / 2 and total[kind] + size <= _MOST * wanted[kind] for kind, size in own.items())
        if needed and fits:
            held_out.add(name)
            for kind, size in own.items():
                total[kind] += size
    for families in by_kind.values():
        if len(families) > 1 and not held_out & families.keys():  # a small corpus of large packages
            held_out.add(min(families, key=lambda name: (families[name], order(name))))
    return held_out
