"""The JSON backend: every node of the model with its ``type`` and its fields, by the schema of ``schema.py``.

A picture has its media type, size and sha256 in place of its bytes, which is a loss. Places in the source are left out.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from exporter.backends.base import Options, Rendered
from exporter.backends.json.schema import SCHEMA_ID
from exporter.backends.losses import Loss, is_picture, losses
from exporter.diagnostics import Code, Diagnostic, Severity
from exporter.model.document import Document
from exporter.theme.files import Theme

PICTURE = Code(
    "json-picture",
    Severity.LOSS,
    "a picture; the file has only its size and hash",
    why="Programs that read the file need the pictures from elsewhere.",
    mend="Nothing has to be done; take the pictures from the site, or use another format.",
)
LOSSES = (Loss(PICTURE, "a picture is not in the file: only its size and hash are", "img", is_picture),)


class JsonBackend:
    """The JSON format."""

    name = "json"
    suffix = ".json"
    media_type = "application/json"
    public = True
    options: type[Options] = Options
    codes: tuple[Code, ...] = (PICTURE,)

    def environment(self) -> Mapping[str, str]:
        """Return no versions: the bytes depend on the exporter alone."""
        return {}

    def check(self, document: Document, options: Any, theme: Theme) -> tuple[Diagnostic, ...]:
        """Return the losses of the JSON: its pictures."""
        return losses(document, LOSSES)

    def render(self, document: Document, options: Any, theme: Theme) -> Rendered:
        """Return the document as indented UTF-8 JSON."""
        value = {"$schema": SCHEMA_ID, **_as_json(document)}
        text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
        return Rendered(data=text.encode("utf-8"), findings=self.check(document, options, theme))


BACKEND = JsonBackend()


def _as_json(value: Any) -> Any:
    match value:
        case bytes():
            return {"bytes": len(value), "sha256": hashlib.sha256(value).hexdigest()}
        case tuple():
            return [_as_json(v) for v in value]
        case Mapping():
            return {key: _as_json(v) for key, v in sorted(value.items())}
        case _ if is_dataclass(value):
            compared = {f.name: _as_json(getattr(value, f.name)) for f in fields(value) if f.compare}
            return {"type": type(value).__name__, **compared}
        case _:
            return value
