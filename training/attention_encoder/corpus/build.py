"""`corpus`: gather documents, leave out what is unwanted, hold out whole packages, write one file per kind and split."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..configuration import KIND_SHARES
from .document import Document, Package
from .filters import Duplicates, is_unwanted
from .limits import CorpusLimits
from .split import family, held_out_families, order

_WHOLE = CorpusLimits()


def build(documents: Iterable[Document], folder: Path, limits: CorpusLimits = _WHOLE) -> dict:
    """Write `<kind>.<split>.jsonl` and `sources.json` into a folder and return the latter.

    Every line of a .jsonl file is one document: {"package", "path", "text"}.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = _kept(documents, limits.package_bytes)
    digest = hashlib.sha256()
    totals: dict[str, dict[str, int]] = {}
    sources = []
    chosen_of = {kind: _chosen(kept[kind], limits.kind_bytes[kind]) for kind in KIND_SHARES}
    sizes: dict[str, dict[str, int]] = {kind: defaultdict(int) for kind in KIND_SHARES}
    for kind, chosen in chosen_of.items():
        for package in chosen:
            sizes[kind][package.name] += _size(kept[kind][package])
    families = held_out_families(sizes, limits.held_out_share)
    for kind, chosen in chosen_of.items():
        packages = kept[kind]
        held_out = {package for package in chosen if family(package.name) in families}
        totals[kind] = {"train": 0, "heldout": 0}
        with (folder / f"{kind}.train.jsonl").open("w") as train, (folder / f"{kind}.heldout.jsonl").open("w") as heldout:
            for package in chosen:
                split = "heldout" if package in held_out else "train"
                content = hashlib.sha256()
                for document in packages[package]:
                    line = {"package": package.name, "path": document.path, "text": document.text}
                    (heldout if package in held_out else train).write(json.dumps(line, ensure_ascii=False) + "\n")
                    content.update(document.text.encode())
                size = _size(packages[package])
                totals[kind][split] += size
                digest.update(content.digest())
                sources.append(
                    {"kind": kind, "split": split, "name": package.name, "version": package.version,
                     "licence": package.licence, "files": len(packages[package]), "bytes": size,
                     "sha256": content.hexdigest()}
                )
    result = {"corpusHash": digest.hexdigest(), "bytes": totals, "sources": sources}
    (folder / "sources.json").write_text(_listing(result))
    return result


def _listing(result: dict) -> str:
    """JSON with one source a line, so that two versions can be compared."""
    head = json.dumps({"corpusHash": result["corpusHash"], "bytes": result["bytes"]})[:-1]
    lines = ",\n".join(json.dumps(source, ensure_ascii=False) for source in result["sources"])
    return f'{head}, "sources": [\n{lines}\n]}}\n'


def _kept(documents: Iterable[Document], package_bytes: int) -> dict[str, dict[Package, list[Document]]]:
    kept: dict[str, dict[Package, list[Document]]] = {kind: defaultdict(list) for kind in KIND_SHARES}
    sizes: dict[tuple[str, Package], int] = defaultdict(int)
    duplicates = Duplicates()
    for document in documents:
        if document.kind not in kept or is_unwanted(document.path, document.text, document.kind):
            continue
        key = (document.kind, document.package)
        if sizes[key] < package_bytes and not duplicates.seen(document.text):
            kept[document.kind][document.package].append(document)
            sizes[key] += len(document.text.encode())
    return kept


def _size(documents: list[Document]) -> int:
    return sum(len(document.text.encode()) for document in documents)


def _chosen(packages: dict[Package, list[Document]], limit: int) -> list[Package]:
    """Packages in an order set by their names alone, until `limit` bytes."""
    chosen, total = [], 0
    for package in sorted(packages, key=lambda package: order(package.name)):
        if packages[package] and total < limit:
            chosen.append(package)
            total += _size(packages[package])
    return chosen


def read_documents(folder: Path, kind: str, split: str) -> Iterator[dict]:
    """The documents of a kind ("javascript", …) and split ("train" or "heldout")."""
    with (folder / f"{kind}.{split}.jsonl").open() as lines:
        yield from map(json.loads, lines)
