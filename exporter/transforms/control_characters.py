"""Remove control characters from a document's own fields, such as its title and status."""

from dataclasses import fields, replace

from exporter.diagnostics import Diagnostics
from exporter.model.characters import CONTROL
from exporter.model.document import Document
from exporter.model.strings import with_strings

_SKIPPED = frozenset({"labels", "assets", "attachments", "modified", "body", "footnotes", "toc", "pos"})


def without_control_characters(document: Document, diagnostics: Diagnostics) -> Document:
    """Return the document without control characters in its own fields; lowering removed those of the text."""
    own = {f.name: getattr(document, f.name) for f in fields(document) if f.name not in _SKIPPED}
    cleaned = {name: with_strings(value, _without_controls) for name, value in own.items()}
    changed = [name for name, value in cleaned.items() if value != own[name]]
    for name in changed:
        from exporter.lowering.codes import CONTROL_CHARACTER  # noqa: PLC0415 (rarely needed, and loads the reader)

        message = f"control character in the document's {name}"
        diagnostics.add(CONTROL_CHARACTER, message, document.pos, "delete it")
    return replace(document, **cleaned) if changed else document


def _without_controls(text: str) -> str:
    return CONTROL.sub("", text)
