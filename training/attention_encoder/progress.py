"""How far a long step is, told every few seconds."""

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

_Item = TypeVar("_Item")

_SECONDS = 5.0


def counted(items: Iterable[_Item], what: str) -> Iterator[_Item]:
    """The items as they are; how many there were so far is printed every five seconds, in place of `{}` in `what`."""
    told = time.monotonic()
    for number, item in enumerate(items, 1):
        yield item
        if time.monotonic() - told >= _SECONDS:
            print(what.format(f"{number:,}"), flush=True)
            told = time.monotonic()
