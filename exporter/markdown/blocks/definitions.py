"""Link reference definitions (CommonMark, section 4.7)."""

import re

from exporter.markdown.syntax import label_key, unescape

_DEFINITION = re.compile(
    r"""
    [ ]{0,3}\[(?P<label>(?:\\.|[^\[\]\\]){1,999})\]:[ \t]*+\n?+[ \t]*+
    (?P<target><(?:\\.|[^<>\\\n])*+>|(?!<)[^\s]++)(?=\s|\Z)
    (?:(?:[ \t]++\n?+[ \t]*+|\n[ \t]*+)
       (?P<title>"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+'|\((?:\\.|[^()\\])*+\))(?=[ \t]*+(?:\n|\Z)))?+
    [ \t]*+(?:\n|\Z)""",
    re.X | re.S,
)
_PARENTHESIS = re.compile(r"\\.|[()]", re.S)


def take_definitions(text: str, references: dict[str, tuple[str, str | None]]) -> int:
    """Read the definitions at the start of a paragraph's ``text``, and return the number of their characters."""
    at = 0
    while text.startswith("[", at + _blanks(text, at)) and (match := _DEFINITION.match(text, at)):
        key = label_key(match["label"])
        if not key or not balanced(match["target"]) or _blank_title_line(match):
            break
        title = match["title"]
        target = match["target"]
        target = target[1:-1] if target[0] == "<" else target
        references.setdefault(key, (unescape(target), unescape(title[1:-1]) if title else None))
        at = match.end()
    return at


def _blanks(text: str, at: int) -> int:
    return next((n for n in range(4) if text[at + n : at + n + 1] != " "), 4)


def _blank_title_line(match: re.Match[str]) -> bool:
    return bool(match["title"]) and "\n\n" in match["title"]


def balanced(target: str) -> bool:
    """Whether the parentheses of a link's target without ``<>`` are balanced."""
    if target[:1] == "<" or not ("(" in target or ")" in target):
        return True
    depth = 0
    for match in _PARENTHESIS.finditer(target):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth < 0:
            return False
    return depth == 0
