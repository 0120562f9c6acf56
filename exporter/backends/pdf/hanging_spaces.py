"""Let a text's last space hang at the end of a line (CSS Text 3, 4.1.3) where WeasyPrint 70 counts it.

The last words before an inline element may fit but for the space behind them. Pango has them on one line; WeasyPrint
takes that line for too wide, and leaves the first word alone on it. WeasyPrint has no public hook for this;
``weasyprint.layout.inline.split_first_line`` is called through its module for every line of text.
"""

from contextlib import AbstractContextManager
from contextvars import ContextVar
from importlib import import_module
from typing import Any

from exporter.backends.pdf.engine_patches import switched_on

_COLLAPSING = ("normal", "pre-line")  # values of white-space with lines that break and spaces that hang
_RESUME, _WIDTH = 2, 3  # in WeasyPrint's tuple of a line: the index of the next line's first byte, the width

_active: ContextVar[bool] = ContextVar("hanging_spaces_active", default=False)


def hanging_spaces() -> AbstractContextManager[None]:
    """Let spaces hang in the layouts made meanwhile; other versions of WeasyPrint may work unchanged."""
    return switched_on(_active, True, _wrap)


def _wrap() -> None:
    inline: Any = import_module("weasyprint.layout.inline")
    split = getattr(inline, "split_first_line", None)
    if split is None or getattr(split, "hangs_spaces", False):
        return

    def split_first_line(text: str, style: Any, context: Any, max_width: Any, *rest: Any, **options: Any) -> Any:
        line = split(text, style, context, max_width, *rest, **options)
        if not (_active.get() and max_width is not None and style["white_space"] in _COLLAPSING):
            return line
        if _ends_in_first_word(text, line[_RESUME]):
            words = split(text.rstrip(" "), style, context, max_width, *rest, **options)
            if words[_RESUME] is None and words[_WIDTH] <= max_width:
                return split(text, style, context, None, *rest, **options)
        return line

    split_first_line.hangs_spaces = True  # type: ignore[attr-defined]  # marks the function as wrapped
    inline.split_first_line = split_first_line


def _ends_in_first_word(text: str, resume: int | None) -> bool:
    """Whether a line that the byte ``resume`` follows ends in the first of several words; a space ends ``text``."""
    first, _, others = text.partition(" ")
    return resume is not None and text.endswith(" ") and bool(others.strip()) and resume <= len(first.encode()) + 1
