"""The container: a ZIP whose first entry is the media type (EPUB 3.3, section 4: Open Container Format)."""

import io
import zipfile
from collections.abc import Mapping

MEDIA_TYPE = b"application/epub+zip"
FOLDER = "EPUB/"
CONTAINER = b"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/svg+xml": ".svg"}


def container(files: Mapping[str, bytes]) -> bytes:
    """Return the bytes of an EPUB with these files; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _write(archive, "mimetype", MEDIA_TYPE, zipfile.ZIP_STORED)
        _write(archive, "META-INF/container.xml", CONTAINER, zipfile.ZIP_DEFLATED)
        for path, data in sorted(files.items()):
            _write(archive, FOLDER + path, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _write(archive: zipfile.ZipFile, path: str, data: bytes, method: int) -> None:
    info = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
    info.compress_type = method
    info.create_system = 3
    info.external_attr = 0o644 << 16
    archive.writestr(info, data, compresslevel=9)
