"""Which sources this machine offers: found by asking Python and the system, or named on the command line."""

import sys
import sysconfig
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from .document import Document
from .git_repository import git_documents
from .node_packages import node_documents
from .python_packages import distribution_documents, library_documents
from .system_packages import system_documents

#: Licence of a `--git` source that states none on the command line.
_GIT_LICENCE = "CC-BY-4.0"


def all_sources(node: list[Path], git: list[str]) -> Iterator[Iterator[Document]]:
    """Every source's documents, in an order that depends on names only.

    `node`: further node_modules folders. `git`: repositories as NAME=FOLDER or NAME=FOLDER@COMMIT.
    """
    for source in git:
        name, _, rest = source.partition("=")
        folder, _, commit = rest.partition("@") if not Path(rest).exists() else (rest, "", "")
        yield git_documents(name, Path(folder), _GIT_LICENCE, commit or "HEAD")
    for folder in [*node, *_global_node_folders()]:
        yield node_documents(folder)
    yield library_documents(Path(sysconfig.get_path("stdlib")))
    for folder in _site_packages():
        yield distribution_documents(folder)
    yield system_documents()


def all_documents(node: list[Path], git: list[str]) -> Iterator[Document]:
    """The documents of all sources, one source after the other."""
    return chain.from_iterable(all_sources(node, git))


def _global_node_folders() -> list[Path]:
    return [folder for folder in map(Path, ("/usr/lib/node_modules", "/usr/local/lib/node_modules")) if folder.is_dir()]


def _site_packages() -> list[Path]:
    """The running interpreter's packages, and those of the interpreter that its virtual environment was made from."""
    base = sysconfig.get_path("purelib", vars={"base": sys.base_prefix, "platbase": sys.base_prefix})
    return [folder for folder in dict.fromkeys((Path(sysconfig.get_path("purelib")), Path(base))) if folder.is_dir()]
