"""Number footnotes in the order of their first reference."""

from dataclasses import replace

from exporter.diagnostics import Diagnostics
from exporter.model.document import Document
from exporter.model.nodes import FootnoteReference, Inline
from exporter.model.walk import rebuild, walk


def with_numbers(document: Document, _diagnostics: Diagnostics) -> Document:
    """Return the document with its footnotes numbered, without footnotes that nothing refers to."""
    notes = {note.label: note for note in document.footnotes}
    numbers: dict[str, int] = {}
    pending = [document.body]
    while pending:
        for node in walk(pending.pop(0)):
            if isinstance(node, FootnoteReference) and node.label in notes and node.label not in numbers:
                numbers[node.label] = len(numbers) + 1
                pending.append(notes[node.label].children)

    def number(inline: Inline) -> tuple[Inline, ...]:
        if not isinstance(inline, FootnoteReference):
            return (inline,)
        return (replace(inline, number=numbers[inline.label]),) if inline.label in numbers else ()

    kept = (
        replace(notes[label], number=n, children=rebuild(notes[label].children, inline=number))
        for label, n in numbers.items()
    )
    return replace(document, body=rebuild(document.body, inline=number), footnotes=tuple(kept))
