"""Which kind of text a file holds."""

from pathlib import PurePath

_BY_SUFFIX = {
    **dict.fromkeys((".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"), "javascript"),
    **dict.fromkeys((".py", ".pyi"), "python"),
    **dict.fromkeys((".h", ".c", ".hpp", ".cc"), "c"),
    **dict.fromkeys((".json", ".css", ".scss", ".html", ".svg"), "web"),
    **dict.fromkeys((".md", ".mdx", ".rst", ".txt"), "english"),
}

#: A prose file with more Hangul syllables than this is Korean.
_HANGUL_SHARE = 0.08


def hangul_share(text: str) -> float:
    """Share of the characters (0 to 1) that are Hangul syllables."""
    return sum("가" <= character <= "힣" for character in text) / max(1, len(text))


def kind_of(path: str, text: str) -> str | None:
    """The kind of a file, or None for a file that is not used."""
    kind = _BY_SUFFIX.get(PurePath(path).suffix.lower())
    if kind in ("english", "web") and hangul_share(text) > _HANGUL_SHARE:
        return "korean"
    return kind
