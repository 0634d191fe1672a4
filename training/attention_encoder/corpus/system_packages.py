"""Documents from what a Debian-like system installs: C headers, manual pages, documentation, translations."""

import gettext
import gzip
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .document import Document, Package
from .filters import read_text
from .groff import plain_text
from .kinds import hangul_share, kind_of

_LISTS = Path("/var/lib/dpkg/info")
_USED = re.compile(
    r"^/usr/(?:include/.*\.h|share/man/(?:ko/)?man\d/.*|share/doc/.*\.(?:txt|md|rst|html|css)(?:\.gz)?"
    r"|share/locale/ko/LC_MESSAGES/.*\.mo|lib/python3/dist-packages/.*\.py)$"
)
_LICENCE = re.compile(r"^License:\s*(\S.*)$", re.M)


def system_documents() -> Iterator[Document]:
    """The text files of the installed system packages; nothing where there is no dpkg."""
    if not _LISTS.is_dir():
        return
    versions = _versions()
    for listing in sorted(_LISTS.glob("*.list")):
        name = listing.stem.split(":")[0]
        paths = [Path(line) for line in listing.read_text().splitlines() if _USED.match(line)]
        if not paths:
            continue
        package = Package(f"debian:{name}", versions.get(name, ""), _licence_of(name))
        for path in sorted(paths):
            if path.is_file() and (found := _read(path)):
                kind, text = found
                yield Document(kind, package, str(path.relative_to("/usr")), text)


def _read(path: Path) -> tuple[str, str] | None:
    if path.suffix == ".mo":
        return "korean", _translations(path)
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = read_text(raw)
    if text is None:
        return None
    if "/man/" in str(path):
        text = plain_text(text)
        return ("korean" if hangul_share(text) > 0.05 else "english"), text
    kind = kind_of(path.name.removesuffix(".gz"), text)
    return (kind, text) if kind else None


def _translations(path: Path) -> str:
    """The Korean sentences of a gettext catalogue, one a line, without its header."""
    with path.open("rb") as stream:
        catalogue = gettext.GNUTranslations(stream)._catalog  # noqa: SLF001 - gettext offers no other way to list
    sentences = [sentence for key, sentence in catalogue.items() if key and hangul_share(sentence) > 0.1]
    return "\n".join(sentences)


def _versions() -> dict[str, str]:
    listing = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${Version}\\n"], capture_output=True, text=True, check=True
    )
    return dict(line.split(" ", 1) for line in listing.stdout.splitlines())


def _licence_of(name: str) -> str:
    """The licences that a package's machine-readable copyright file names."""
    path = Path("/usr/share/doc") / name / "copyright"
    if not path.is_file():
        return "see the package's copyright file"
    names = sorted(set(_LICENCE.findall(path.read_text(errors="replace"))))
    return ", ".join(names[:6]) or "see the package's copyright file"
