"""Writing Markdown that stands for itself: escapes, code spans and fences (CommonMark, GFM)."""

import re
from collections.abc import Collection

SIGNS = frozenset("\\`*_[]<>~|")
"""Signs that would be syntax inside a line of GitHub's Markdown (CommonMark 2.4, GFM 4.10)."""
MDC_SIGNS = frozenset("\\`*_[]<~{}:")
"""Signs that would be syntax inside a line of MDC, outside of a table."""
STARTS = frozenset("-+=#")
"""Signs that may begin a block (GFM 4 and 5), in addition to ``SIGNS``."""
MDC_STARTS = STARTS | frozenset(">|:")
"""The same in MDC, where a colon begins a component."""

ENTITY = re.compile(r"&(?=#?\w+;)")
_COMPONENT = re.compile(r"(?<![\w:]):(?=[A-Za-z])|:(?=:)")
_NUMBER = re.compile(r"\d{1,9}(?=[.)](?:\s|\Z))")
_BRACKET = re.compile(r"[<>]")
_BLANK_OR_BRACKET = re.compile(r"[\s()<>]")


def escape(text: str, signs: Collection[str] = SIGNS) -> str:
    """Return text that stands for itself inside a line of GitHub's Markdown."""
    return "".join(f"\\{char}" if is_sign(text, at, signs) else char for at, char in enumerate(text))


def is_sign(text: str, at: int, signs: Collection[str]) -> bool:
    """Whether the character at an index would be syntax; not an underscore within a word, not a lone ``&``."""
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
    """Return Markdown whose lines begin no block."""
    lines = ((line, line.lstrip()) for line in text.split("\n"))
    return "\n".join(line.removesuffix(words) + escape_start(words) for line, words in lines)


def escape_start(text: str, signs: Collection[str] = STARTS) -> str:
    """Escape the start of a line, so that it begins no list, heading, underline or quotation."""
    number = _NUMBER.match(text)
    at = number.end() if number else 0
    return f"{text[:at]}\\{text[at:]}" if number or text[:1] in signs else text


def fence(text: str, least: int = 1) -> str:
    """Return a run of backticks longer than any in ``text``."""
    return "`" * max(least, *(len(run) + 1 for run in re.findall("`+", text)), 0)


def code_span(text: str) -> str:
    """Return a code span (GFM 6.3)."""
    marks = fence(text)
    space = " " if text.strip() and (text[0] in "` " or text[-1] in "` ") else ""
    return f"{marks}{space}{text}{space}{marks}"


def fenced(text: str, language: str) -> str:
    """Return a code block (GFM 4.5)."""
    marks = fence(text, 3)
    return f"{marks}{language}\n{text.rstrip()}\n{marks}"


def destination(target: str) -> str:
    """Return a link's destination (GFM 6.6)."""
    return f"<{_BRACKET.sub(_escaped, target)}>" if _BLANK_OR_BRACKET.search(target) else target


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}"
