"""The lines of a built file, without marks of its format."""

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from io import BytesIO
from typing import Final

from exporter.ooxml.package import PackageLimits, read_parts
from exporter.published.extraction import read_docx, read_pdf

_BLANKS: Final = re.compile(r"\s+")
_RULE: Final = re.compile(r"[=*-]{3,}|\* \* \*")
_SILENT: Final = frozenset(("head", "script", "style", "template", "nav", "footer"))
_INLINE: Final = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp")
) | {"small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}


def lines_of(suffix: str, data: bytes) -> list[str]:
    """Return the lines of a file with the suffix, one of ``READERS``. Raises ``ExporterError``."""
    lines = (" ".join(line.split()) for line in READERS[suffix](data))
    return [line for line in lines if line]


def _text(data: bytes) -> list[str]:
    lines = data.decode("utf-8", "replace").splitlines()
    return [line.lstrip("# ") for line in lines if not _RULE.fullmatch(line)]


def _html(data: bytes) -> list[str]:
    reader = _Lines()
    reader.feed(data.decode("utf-8", "replace"))
    reader.close()
    return "".join(reader.text).split("\n")


def _epub(data: bytes) -> list[str]:
    parts = read_parts(BytesIO(data), "the book", PackageLimits())
    return [line for name in sorted(parts) if name.endswith(".xhtml") for line in _html(parts[name])]


class _Lines(HTMLParser):
    """Collects the text of a page; each element that is not inline begins and ends a line."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self._silent += tag in _SILENT
        self._end_line(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(self._silent - (tag in _SILENT), 0)
        self._end_line(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text.append(_BLANKS.sub(" ", data))

    def _end_line(self, tag: str) -> None:
        if tag not in _INLINE:
            self.text.append("\n")


READERS: Final[Mapping[str, Callable[[bytes], list[str]]]] = {
    ".txt": _text,
    ".html": _html,
    ".docx": lambda data: read_docx(BytesIO(data)),
    ".md": _text,
    ".epub": _epub,
    ".pdf": lambda data: read_pdf(BytesIO(data)),
}
"""The readers by suffix, the nearest to the page's own words first."""
