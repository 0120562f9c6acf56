"""Generated numbers in markup: in front of headings and captions."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from markupsafe import Markup

from exporter.model.captions import Captioned, before_caption, kind_of, label, label_anchor
from exporter.model.nodes import Inline
from exporter.model.walk import plain_text


class Writer(Protocol):
    """The parts of ``Body`` that numbers need."""

    @property
    def words(self) -> Mapping[str, str]:
        """The generated words."""
        ...

    def macro(self, template: str, name: str, *values: object) -> Markup:
        """Return the markup of a template's macro."""
        ...

    def line(self, inlines: tuple[Inline, ...]) -> Markup:
        """Return the markup of a whole line."""
        ...

    def narrow_words(self, inlines: tuple[Inline, ...]) -> Markup:
        """Return the markup of a caption."""
        ...


_TEMPLATE = "html/nodes/numbers.html.j2"


def plain_line(inlines: Iterable[Inline], number: str = "") -> str:
    """Return the words of a heading as bookmarks and links to it have them."""
    return " ".join((number, *plain_text(inlines).split())).lstrip()


def numbered(number: str, inlines: tuple[Inline, ...], writer: Writer) -> Markup:
    """Return the words of a heading behind its number, if it has one."""
    words = writer.line(inlines)
    return writer.macro(_TEMPLATE, "numbered", number, words) if number else words


def captioned(node: Captioned, writer: Writer) -> Markup:
    """Return the words of a caption behind its label, if it has one."""
    caption = writer.narrow_words(node.caption)
    if not before_caption(node, writer.words):
        return caption
    own = label(kind_of(node), node.number, writer.words)
    separator = writer.words["caption_separator"]
    return writer.macro(_TEMPLATE, "caption_label", own, label_anchor(node), separator) + caption
