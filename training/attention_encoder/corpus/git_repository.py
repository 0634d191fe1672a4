"""Documents from one commit of a git repository, bare or not."""

import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from .document import Document, Package
from .filters import read_text
from .kinds import kind_of


def git_documents(name: str, repository: Path, licence: str, commit: str = "HEAD") -> Iterator[Document]:
    """The text files of a commit; each folder of pages is a package of its own, so that some can be held out.

    Raises CalledProcessError where the folder is no repository or lacks the commit.
    """

    def git(*arguments: str) -> bytes:
        return subprocess.run(["git", "-C", str(repository), *arguments], capture_output=True, check=True).stdout

    version = git("rev-parse", commit).decode().strip()
    for path in git("ls-tree", "-r", "-z", "--name-only", version).decode().split("\0"):
        if not path or kind_of(path, "") is None:
            continue
        try:
            raw = git("show", f"{version}:{path}")
        except subprocess.CalledProcessError:
            continue  # a partial copy may list files that it does not hold
        text = read_text(raw)
        if text is not None:
            folder = "/".join(PurePosixPath(path).parts[:-1][-2:])
            yield Document(kind_of(path, text) or "", Package(f"git:{name}/{folder}", version, licence), path, text)
