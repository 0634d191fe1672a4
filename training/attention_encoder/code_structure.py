"""Brackets, quotes and identifiers of tokenized code, found by reading its characters."""

import keyword
import re
from dataclasses import dataclass, field

import numpy as np

from .configuration import SPECIAL_TOKENS

_CLOSED_BY = {ord(")"): ord("("), ord("]"): ord("["), ord("}"): ord("{")}
_QUOTES = frozenset(b"\"'`")
_IDENTIFIER = re.compile(rb"[A-Za-z_$][A-Za-z0-9_$]+")

#: Words of the languages themselves; what is left are names.
_KEYWORDS = {word.encode() for word in keyword.kwlist} | set(
    b"abstract any as async await boolean break case catch char class const continue debugger declare default define "
    b"delete do double else endif enum export extends extern false final finally float for from function get if ifdef "
    b"ifndef implements import in include inline instanceof int interface let long namespace never new null number "
    b"object of override package private protected public readonly require return self set short signed sizeof static "
    b"string struct super switch symbol template this throw true try type typedef typeof typename undefined union "
    b"unknown unsigned using var virtual void volatile while with yield".split()
)


@dataclass
class CodeStructure:
    """What belongs together in one sequence, as positions of tokens.

    brackets: (closing, its opening); openings: every opening bracket; quotes: (closing, its opening) of a string in one
    line; identifiers: for every name of two or more characters that is no keyword, the tokens of each occurrence.
    Comments are left out; in strings nothing but the quotes counts.
    """

    brackets: list[tuple[int, int]] = field(default_factory=list)
    openings: list[int] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    identifiers: list[list[list[int]]] = field(default_factory=list)


def code_structure(tokens: np.ndarray, texts: list[bytes], comment: bytes) -> CodeStructure:
    """The structure of ids [N], given every token's bytes and how a comment to the end of the line begins."""
    structure = CodeStructure()
    specials = np.flatnonzero(tokens < len(SPECIAL_TOKENS))
    for first, last in zip(specials[:-1], specials[1:], strict=True):
        _read_segment(tokens, int(first) + 1, int(last), texts, comment, structure)
    return structure


def _read_segment(
    tokens: np.ndarray, first: int, last: int, texts: list[bytes], comment: bytes, found: CodeStructure
) -> None:
    parts = [texts[token] for token in tokens[first:last]]
    text = b"".join(parts)
    token_at = np.repeat(np.arange(first, last), [len(part) for part in parts])
    alone = [part.strip(b" ") for part in parts]
    code = bytearray(text)  # comments and strings become spaces, for the search for identifiers
    open_brackets: list[int] = []
    quote: int | None = None  # where the string began that is being read
    at = 0

    def is_token(index: int) -> bool:
        return len(alone[token_at[index] - first]) == 1

    while at < len(text):
        byte = text[at]
        if byte == ord("\\"):
            code[at : at + 2] = b"  "[: len(text) - at]
            at += 2
            continue
        if quote is not None:
            code[at] = ord(" ")
            if byte == text[quote]:
                if is_token(at) and is_token(quote):
                    found.quotes.append((int(token_at[at]), int(token_at[quote])))
                quote = None
            elif byte == ord("\n"):
                quote = None
        elif length := _comment_length(text, at, comment):
            code[at : at + length] = b" " * length
            at += length
            continue
        elif byte in _QUOTES and not _in_a_word(text, at):
            if text[at : at + 3] == bytes([byte]) * 3:  # a docstring's; its text is read like code
                at += 3
                continue
            quote = at
        elif byte in _CLOSED_BY.values():
            open_brackets.append(at)
            if is_token(at):
                found.openings.append(int(token_at[at]))
        elif byte in _CLOSED_BY:
            if open_brackets and text[open_brackets[-1]] == _CLOSED_BY[byte]:
                opening = open_brackets.pop()
                if is_token(at) and is_token(opening):
                    found.brackets.append((int(token_at[at]), int(token_at[opening])))
            else:  # not understood: nothing that is open can be trusted
                open_brackets.clear()
        at += 1
    found.identifiers += _identifiers(bytes(code), token_at)


def _comment_length(text: bytes, at: int, comment: bytes) -> int:
    """Bytes of the comment that begins here, 0 where none does; a sequence may begin within a block comment."""
    line = text.find(b"\n", at) if b"\n" in text[at:] else len(text)
    if text.startswith(comment, at):
        return line - at
    if text.startswith(b"/*", at):
        end = text.find(b"*/", at)
        return (len(text) if end < 0 else end + 2) - at
    begins_line = text[:at].rpartition(b"\n")[2].strip(b" \t") == b""
    return line - at if begins_line and text.startswith(b"* ", at) else 0


def _in_a_word(text: bytes, at: int) -> bool:
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return text[at] == ord("'") and len(around) == 2 and around.isalnum()


def _identifiers(code: bytes, token_at: np.ndarray) -> list[list[list[int]]]:
    occurrences: dict[bytes, list[list[int]]] = {}
    for match in _IDENTIFIER.finditer(code):
        if match[0] not in _KEYWORDS:
            tokens = np.unique(token_at[match.start() : match.end()]).tolist()
            occurrences.setdefault(match[0], []).append(tokens)
    return list(occurrences.values())
