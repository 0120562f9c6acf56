"""Packages (ECMA-376 part 2) as the same bytes each time: fixed order, times and attributes."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

CONTENT_TYPES = "[Content_Types].xml"
_FIRST = {CONTENT_TYPES: 0, "_rels/.rels": 1}


def write(parts: Mapping[str, bytes]) -> bytes:
    """A zip archive of ``parts``; content types come first, as readers that stream expect them."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=lambda name: (_FIRST.get(name, 2), name)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # attributes as Unix has them, whatever machine writes
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, parts[name])
    return out.getvalue()


def content_types(parts: Mapping[str, str]) -> bytes:
    """The content types item (part 2, 7.2.3) for parts by name (``/word/document.xml``): one override each."""
    lines = [
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>",
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">',
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
        '<Default Extension="xml" ContentType="application/xml"/>',
        *(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in sorted(parts.items())),
        "</Types>",
    ]
    return "".join(lines).encode()


def relationships(targets: Mapping[str, tuple[str, str]]) -> bytes:
    """A relationships item (part 2, 6.5.3): id -> type and target inside the package."""
    lines = [
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>",
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">',
        *(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, (kind, target) in targets.items()),
        "</Relationships>",
    ]
    return "".join(lines).encode()
