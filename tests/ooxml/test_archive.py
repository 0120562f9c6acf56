"""Packages as the same bytes."""

import zipfile
from io import BytesIO

from exporter.ooxml import archive


def test_order_of_parts_does_not_matter() -> None:
    """The same parts in another order give the same archive, content types first."""
    parts = {"word/document.xml": b"<a/>", "_rels/.rels": b"<b/>", archive.CONTENT_TYPES: b"<c/>"}
    made = archive.write(parts)
    assert made == archive.write(dict(reversed(parts.items())))
    assert zipfile.ZipFile(BytesIO(made)).namelist()[0] == archive.CONTENT_TYPES
