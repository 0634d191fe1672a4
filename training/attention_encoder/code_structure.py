"""Brackets, quotes and identifiers of tokenized code, found by reading its characters."""

import keyword
import re
from dataclasses import dataclass, field

import numpy as np

from .configuration import SPECIAL_TOKENS

_CLOSED_BY = {ord(")"): ord("("), ord("]"): ord("["), ord("}"): ord("{")}
_QUOTES = frozenset(b"\"'`")
#: What may stand before a string's quote in Python: f'…', rb'…'.
_STRING_PREFIX = re.compile(rb"(?<![A-Za-z0-9_])[rRbBuUfF]{1,2}$")
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

    brackets: (closing, its opening); openings: the kind of every opening bracket; quotes: (closing, its opening) of a
    string in one line; quote_marks: the kind of every quote, of whatever use; identifiers: for every name of two or more
    characters that is no keyword, the tokens of each occurrence. Comments are left out; in strings of one line nothing
    but the quotes counts. What spans lines (docstrings, templates) is read like code.
    """

    brackets: list[tuple[int, int]] = field(default_factory=list)
    openings: dict[int, int] = field(default_factory=dict)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    quote_marks: dict[int, int] = field(default_factory=dict)
    identifiers: list[list[list[int]]] = field(default_factory=list)


#: Kinds of text that are code, and how a comment to the end of the line begins in them, where one can.
LINE_COMMENTS = {"javascript": b"//", "python": b"#", "c": b"//", "web": None}


def code_structure(tokens: np.ndarray, texts: list[bytes], comment: bytes | None) -> CodeStructure:
    """The structure of ids [N], given every token's bytes and how a comment to the end of the line begins."""
    structure = CodeStructure()
    names: dict[bytes, list[list[int]]] = {}
    specials = np.flatnonzero(tokens < len(SPECIAL_TOKENS))
    for first, last in zip(specials[:-1], specials[1:], strict=True):
        _read_segment(tokens, int(first) + 1, int(last), texts, comment, structure, names)
    structure.identifiers = list(names.values())
    return structure


def _read_segment(
    tokens: np.ndarray, first: int, last: int, texts: list[bytes], comment: bytes | None, found: CodeStructure,
    names: dict[bytes, list[list[int]]],
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
        if byte in _QUOTES and is_token(at):
            found.quote_marks[int(token_at[at])] = byte
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
                found.openings[int(token_at[at])] = byte
        elif byte in _CLOSED_BY:
            if open_brackets and text[open_brackets[-1]] == _CLOSED_BY[byte]:
                opening = open_brackets.pop()
                if is_token(at) and is_token(opening):
                    found.brackets.append((int(token_at[at]), int(token_at[opening])))
            else:  # not understood: nothing that is open can be trusted
                open_brackets.clear()
        at += 1
    for match in _IDENTIFIER.finditer(bytes(code)):
        if match[0] not in _KEYWORDS:
            occurrence = np.unique(token_at[match.start() : match.end()]).tolist()
            names.setdefault(match[0], []).append(occurrence)


def _comment_length(text: bytes, at: int, comment: bytes | None) -> int:
    """Bytes of the comment that begins here, 0 where none does; a sequence may begin within a block comment."""
    line = text.find(b"\n", at) if b"\n" in text[at:] else len(text)
    if comment is not None and text.startswith(comment, at):
        return line - at
    if text.startswith(b"/*", at):
        end = text.find(b"*/", at)
        return (len(text) if end < 0 else end + 2) - at
    begins_line = text[:at].rpartition(b"\n")[2].strip(b" \t") == b""
    return line - at if begins_line and text.startswith(b"* ", at) else 0


def _in_a_word(text: bytes, at: int) -> bool:
    around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    is_apostrophe = text[at] == ord("'") and len(around) == 2 and around.isalnum()
    return is_apostrophe and _STRING_PREFIX.search(text[max(0, at - 3) : at]) is None
