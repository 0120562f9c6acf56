"""The mark of a draft: its word across each page, behind the text, as a margin box that is as wide as the page."""

from exporter.backends.front_back import draft_word
from exporter.model.document import Document
from exporter.model.page_size import page_size
from exporter.theme.contrast import WATERMARK

SIZE, LENGTH = 120, 600  # points: the largest letters, and the length of the word in letters of one em


def draft_css(document: Document, words: dict[str, str], string: str) -> str:
    """Return the rules of the mark, empty unless the document is a draft; ``string`` is its word as a CSS string."""
    if not (word := draft_word(document, words)):
        return ""
    size = min(SIZE, LENGTH / len(word))
    width, height = page_size(document.page_size)
    look = (
        f"content: {string}; z-index: -1; color: {WATERMARK}; font: 700 {size:.0f}pt/1 var(--font-heading);"
        " hyphens: manual; white-space: nowrap; text-align: center; vertical-align: middle; transform: rotate(-45deg)"
    )
    rule = "@page {} {{ @left-middle {{ {}; width: {}pt; margin-right: calc(100% - {}pt) }} }}"
    sides = (("", width / 20), ("landscape", height / 20))
    return "\n".join(rule.format(name, look, side, side) for name, side in sides)
