"""The words of a manual page without its markup."""

import re

_ESCAPES = (
    (re.compile(r'\\".*'), ""),
    (re.compile(r"\\f(?:\[[^\]]*\]|\(..|.)"), ""),
    (re.compile(r"\\s[-+]?\d+"), ""),
    (re.compile(r"\\\((?:aq|cq|oq)"), "'"),
    (re.compile(r"\\\((?:lq|rq|dq)"), '"'),
    (re.compile(r"\\\((?:em|en|hy)|\\-"), "-"),
    (re.compile(r"\\\(bu"), "*"),
    (re.compile(r"\\(?:[&|^/,:%]|\(..|\[[^\]]*\]|\*\(..|\*.)"), ""),
    (re.compile(r"\\[ ~]"), " "),
    (re.compile(r"\\e"), r"\\"),
)
#: Requests whose arguments are words of the text; those of all others are layout.
_TEXT_REQUESTS = re.compile(r"^\.\s*(?:SH|SS|B|I|BR|IR|BI|IB|RB|RI|SM|SB|TP|IP|Sh|Ss|Nm|Nd|Fl|Ar|Pa|Xr|It|Op|Li|Dq|Ql|Em|Sy|Cm)\b\s*")


def plain_text(source: str) -> str:
    """The text of a groff page (man or mdoc macros), roughly as it is read."""
    lines = []
    for line in source.split("\n"):
        if line.startswith((".", "'")):
            line, count = _TEXT_REQUESTS.subn("", line)
            if not count or not line.strip():
                continue
            line = line.replace('"', "")
        for pattern, replacement in _ESCAPES:
            line = pattern.sub(replacement, line)
        lines.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
