"""One file of text and the package it came with."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Package:
    """A unit that is held out or trained on as a whole."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True)
class Document:
    """A text with its kind (a key of `configuration.KIND_SHARES`) and its path inside the package."""

    kind: str
    package: Package
    path: str
    text: str
