"""Numbers of headings in a published text: a PDF has them as words, a Word file counts them itself."""

from collections.abc import Iterable

from exporter.model.document import Document
from exporter.model.nodes import Heading
from exporter.model.walk import plain_text, walk


def without_heading_numbers(lines: Iterable[str], document: Document) -> list[str]:
    """Return ``lines`` without the numbers of the document's headings in front of the headings' words."""
    headings = (node for node in walk(document.body) if isinstance(node, Heading) and node.number)
    known = {heading.number: "".join(plain_text(heading.children).split()) for heading in headings}
    return [_without_number(line, known) for line in lines] if known else list(lines)


def _without_number(line: str, known: dict[str, str]) -> str:
    number, _, words = line.strip().partition(" ")
    heading, shown = known.get(number, ""), "".join(words.split())
    if heading and shown and (heading.startswith(shown) or shown.startswith(heading)):
        return words
    return line
