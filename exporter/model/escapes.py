"""Words as Markdown that stand for themselves: escapes, code spans and fences (CommonMark, GFM)."""

import re
from collections.abc import Collection

SIGNS = frozenset("\\`*_[]<>~|")
"""Signs that would be syntax inside a line of GitHub's Markdown (CommonMark 2.4, GFM 4.10)."""
MDC_SIGNS = frozenset("\\`*_[]<~{}:")
"""Signs that would be syntax inside a line of MDC, outside of a table."""

ENTITY = re.compile(r"&(?=#?\w+;)")
_COMPONENT = re.compile(r"(?<![\w:]):(?=[A-Za-z])|:(?=:)")
_LINE_START = re.compile(r"^(\s*)(?:([-+=#])|(\d+)([.)]))", re.MULTILINE)
_START = re.compile(r"(?P<sign>[#+>=|-]|:|\d{1,9}[.)](?=\s|\Z))")
_BRACKET = re.compile(r"[<>]")
_BLANK_OR_BRACKET = re.compile(r"[\s()<>]")


def escape(text: str, signs: Collection[str] = SIGNS) -> str:
    """Text that stands for itself inside a line of GitHub's Markdown."""
    escaped = "".join(f"\\{char}" if char in signs else char for char in text)
    return escaped if "&" in signs else ENTITY.sub("&amp;", escaped)


def is_sign(text: str, at: int, signs: Collection[str]) -> bool:
    """Whether the character at a place would be syntax there; an underscore within a word, or a lone ``&``, is none."""
    char = text[at]
    match char:
        case "&":
            return bool(ENTITY.match(text, at))
        case "_" if char in signs:
            return not (at > 0 and text[at - 1].isalnum() and text[at + 1 : at + 2].isalnum())
        case ":" if char in signs:
            return bool(_COMPONENT.match(text, at))
        case _:
            return char in signs


def escape_starts(text: str) -> str:
    """Lines of Markdown that begin no block (GFM 4 and 5)."""
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", text)


def escape_start(text: str) -> str:
    """The start of a block's text in MDC, so that it begins no list, heading, quotation, table or component."""
    match = _START.match(text)
    if not match:
        return text
    sign = match["sign"]
    return f"{sign[:-1]}\\{text[len(sign) - 1 :]}" if sign[0].isdigit() else f"\\{text}"


def fence(text: str, least: int = 1) -> str:
    """A run of backticks longer than any in ``text``."""
    return "`" * max(least, *(len(run) + 1 for run in re.findall("`+", text)), 0)


def code_span(text: str) -> str:
    """A code span (GFM 6.3)."""
    marks = fence(text)
    space = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{marks}{space}{text}{space}{marks}"


def fenced(text: str, language: str) -> str:
    """A code block (GFM 4.5)."""
    marks = fence(text, 3)
    return f"{marks}{language}\n{text.rstrip()}\n{marks}"


def destination(target: str) -> str:
    """A link's address (GFM 6.6)."""
    return f"<{_BRACKET.sub(_escaped, target)}>" if _BLANK_OR_BRACKET.search(target) else target


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}"
