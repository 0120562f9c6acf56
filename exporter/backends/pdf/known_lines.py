"""Break a text into lines once: WeasyPrint 70 asks Pango again for each page, table and layout that it tries.

The line that a text begins with depends on the text, the width and a few properties of its style alone. So the lines of
a document are kept for all of its layouts; the layout, and each byte of the file, is the same.

WeasyPrint has no public hook for this; ``split_first_line`` is called through its modules for every line of text.
"""

from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from copy import copy
from functools import cache
from importlib import import_module
from operator import itemgetter
from typing import Any, Final

from exporter.backends.pdf.engine_patches import is_compared, switched_on

MOST_LETTERS: Final = 1_000_000  # of the texts that are kept, after which all are forgotten
LONG: Final = 4_000  # letters of a text that is not kept: its rest would be kept with each of its lines

_PROPERTIES: Final = itemgetter(
    *("font_family", "font_size", "font_style", "font_stretch", "font_weight", "font_variant_ligatures"),
    *("font_variant_position", "font_variant_caps", "font_variant_numeric", "font_variant_alternates"),
    *("font_variant_east_asian", "font_feature_settings", "font_variation_settings", "font_kerning"),
    *("font_language_override", "lang", "direction", "text_decoration_line", "letter_spacing", "word_spacing"),
    *("overflow_wrap", "word_break", "white_space", "tab_size", "hyphens", "hyphenate_character"),
    *("hyphenate_limit_chars", "hyphenate_limit_zone"),
)


class KnownLines:
    """The lines of one document, by the text that begins with them."""

    def __init__(self) -> None:
        self._lines: dict[Any, Any] = {}
        self._letters = 0
        self._styles: dict[int, tuple[Any, Any]] = {}  # with each style itself, so that no other takes its identity
        self._same: dict[str, int] = {}

    def first(self, split: Any, text: str, style: Any, *rest: Any, **options: Any) -> Any:
        """Return the first line of a text as ``split`` gives it."""
        if len(text) > LONG:
            return split(text, style, *rest, **options)
        key = (text, self._style(style), *rest[1:], *options.items())
        if (line := self._lines.get(key)) is None:
            line = split(text, style, *rest, **options)
            self._letters += len(text)
            if self._letters <= MOST_LETTERS:
                self._lines[key] = line
            else:
                self._forget()
            return line
        return (copy(line[0]), *line[1:])

    def _forget(self) -> None:
        self._letters = 0
        for known in (self._lines, self._styles, self._same):
            known.clear()

    def _style(self, style: Any) -> int:
        """Return a number for all styles with the same properties of text."""
        found = self._styles.get(id(style))
        if found is None:
            values = repr(_PROPERTIES(style))
            found = self._styles[id(style)] = style, self._same.setdefault(values, len(self._same))
        return found[1]


_active: ContextVar[KnownLines | None] = ContextVar("known_lines", default=None)


def known_lines(lines: KnownLines) -> AbstractContextManager[None]:
    """Look lines up in ``lines`` in the layouts made meanwhile; other versions of WeasyPrint work unchanged."""
    return switched_on(_active, lines, _wrap) if is_compared() else nullcontext()


@cache
def _wrap() -> None:
    for name in ("inline", "preferred"):
        module: Any = import_module(f"weasyprint.layout.{name}")
        module.split_first_line = _looking_up(module.split_first_line)


def _looking_up(split: Any) -> Any:
    def split_first_line(*arguments: Any, **options: Any) -> Any:
        lines = _active.get()
        return split(*arguments, **options) if lines is None else lines.first(split, *arguments, **options)

    return split_first_line
