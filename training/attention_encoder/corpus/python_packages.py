"""Documents from Python's library and installed distributions."""

import platform
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from .document import Document, Package
from .filters import read_text
from .kinds import kind_of

_SKIPPED = {"site-packages", "dist-packages", "__pycache__", "lib2to3", "idlelib", "ensurepip"}


def library_documents(library: Path) -> Iterator[Document]:
    """Python's own library: every top-level module or package is a package that can be held out."""
    for entry in sorted(library.iterdir()):
        if entry.name in _SKIPPED or entry.name.startswith(("config-", "_sysconfigdata")):
            continue
        package = Package(f"python:{entry.stem}", platform.python_version(), "PSF-2.0")
        paths = sorted(entry.rglob("*.py")) if entry.is_dir() else [entry]
        for path in paths:
            if path.suffix == ".py" and (text := read_text(path.read_bytes())):
                yield Document("python", package, str(path.relative_to(library)), text)


def distribution_documents(folder: Path) -> Iterator[Document]:
    """The files of every distribution installed in a site-packages folder, with the licence its metadata states."""
    for distribution in sorted(metadata.distributions(path=[str(folder)]), key=lambda one: one.name.lower()):
        package = Package(f"pypi:{distribution.name}", distribution.version, _licence_of(distribution))
        for file in sorted(distribution.files or [], key=str):
            path = Path(str(file.locate()))
            if kind_of(path.name, "") is None or "dist-info" in str(file) or not path.is_file():
                continue
            text = read_text(path.read_bytes())
            if text is not None:
                yield Document(kind_of(path.name, text) or "", package, str(file), text)


def _licence_of(distribution: metadata.Distribution) -> str:
    fields = distribution.metadata
    if stated := fields.get("License-Expression"):
        return stated
    for classifier in fields.get_all("Classifier") or []:
        if classifier.startswith("License ::"):
            return classifier.rsplit(" :: ", 1)[-1]
    first_line = re.split(r"\n", (fields.get("License") or "unstated").strip())[0]
    return first_line[:60]
