"""Control characters in what stands around the text: title, subtitle, status and the like, from any source."""

from dataclasses import fields, replace

from exporter.diagnostics import Diagnostics
from exporter.model.characters import CONTROL
from exporter.model.document import Document
from exporter.model.strings import with_strings

_OTHERS = frozenset({"labels", "assets", "attachments", "modified", "body", "footnotes", "toc", "pos"})


def without_control_characters(document: Document, diagnostics: Diagnostics) -> Document:
    """The document with no such character in its own fields; the text was freed of them when it was lowered."""
    own = {f.name: getattr(document, f.name) for f in fields(document) if f.name not in _OTHERS}
    plain = {name: with_strings(value, _plain) for name, value in own.items()}
    changed = [name for name, value in plain.items() if value != own[name]]
    for name in changed:
        from exporter.lowering.codes import CONTROL_CHARACTER  # with it comes the reader, which is rarely needed here

        message = f"control character in the document's {name}"
        diagnostics.add(CONTROL_CHARACTER, message, document.pos, "delete it")
    return replace(document, **plain) if changed else document


def _plain(text: str) -> str:
    return CONTROL.sub("", text)
