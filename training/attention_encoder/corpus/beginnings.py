"""The beginnings of sources, for a corpus that is made in seconds."""

from collections import Counter
from collections.abc import Iterable, Iterator

from .document import Document
from .limits import CorpusLimits


def beginnings(sources: Iterable[Iterator[Document]], limits: CorpusLimits, most_bytes: int) -> Iterator[Document]:
    """Of every source the first documents, no more of a kind or package than `limits` keep of it.

    A source is left after `most_bytes`, however little of a kind it gave: reading is what takes the time.
    """
    for source in sources:
        read = 0
        of_kind: Counter[str] = Counter()
        of_package: Counter[tuple[str, str]] = Counter()
        for document in source:
            size = len(document.text.encode())
            read += size
            package = (document.kind, document.package.name)
            wanted = of_kind[document.kind] < limits.kind_bytes.get(document.kind, 0)
            if wanted and of_package[package] < limits.package_bytes:
                of_kind[document.kind] += size
                of_package[package] += size
                yield document
            if read >= most_bytes:
                break
