"""Documents from folders of npm packages (node_modules)."""

import json
from collections.abc import Iterator
from pathlib import Path

from .document import Document, Package
from .filters import read_text
from .kinds import kind_of


def node_documents(folder: Path) -> Iterator[Document]:
    """Every text file of the packages in and below a node_modules folder.

    The licence is what package.json states; packages without one are passed over.
    """
    for manifest_path in sorted(folder.rglob("package.json")):
        root = manifest_path.parent
        if "node_modules" not in (root.parent.name, root.parent.parent.name):
            continue
        try:
            manifest = json.loads(manifest_path.read_bytes())
        except (ValueError, OSError):
            continue
        licence = manifest.get("license")
        if not isinstance(licence, str) or "name" not in manifest:
            continue
        package = Package(f"npm:{manifest['name']}", str(manifest.get("version", "")), licence)
        yield from _documents_of(package, root)


def _documents_of(package: Package, root: Path) -> Iterator[Document]:
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if "node_modules" in inside.parts or not path.is_file():
            continue
        if kind_of(path.name, "") is None or path.name.lower().startswith(("license", "changelog")):
            continue
        text = read_text(path.read_bytes())
        if text is None:
            continue
        if path.name.endswith(".json") and "ko" in inside.parts:
            text = _messages_of(text)
        yield Document(kind_of(path.name, text) or "", package, str(inside), text)


def _messages_of(text: str) -> str:
    """The sentences of a catalogue of messages: JSON keys and escapes are of no use to a language model."""
    try:
        catalogue = json.loads(text)
    except ValueError:
        return text
    return "\n".join(value for value in catalogue.values() if isinstance(value, str)) if isinstance(catalogue, dict) else text
