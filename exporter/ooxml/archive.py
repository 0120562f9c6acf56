"""Packages (ECMA-376 part 2) as the same bytes each time: fixed order, times and attributes."""

import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import quoteattr

from exporter.ooxml import names

CONTENT_TYPES = "[Content_Types].xml"
_FIRST = {CONTENT_TYPES: 0, "_rels/.rels": 1}


def write(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of ``parts``; content types come first, as readers that stream expect them."""
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
    """Return the content types item (part 2, 7.2.3) for parts by name (``/word/document.xml``): one override each."""
    lines = [
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>",
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">',
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
        '<Default Extension="xml" ContentType="application/xml"/>',
        *(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in sorted(parts.items())),
        "</Types>",
    ]
    return "".join(lines).encode()


def relationships(targets: Mapping[str, tuple[str, str]], outside: Collection[str] = ()) -> bytes:
    """Return a relationships item (part 2, 6.5.3): id -> type and target; ``outside`` are the ids of external ones."""
    lines = [
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>",
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">',
        *(_relationship(key, kind, target, key in outside) for key, (kind, target) in targets.items()),
        "</Relationships>",
    ]
    return "".join(lines).encode()


def _relationship(key: str, kind: str, target: str, outside: bool) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{key}" Type="{kind}" Target={quoteattr(target)}{mode}/>'


@dataclass(frozen=True, slots=True)
class RelatedPart:
    """A part by its name below ``word/``, and the type of the main document's relationship to it."""

    name: str
    relationship: str
    content_type: str
    data: bytes


_CORE = (
    b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)


def word_package(
    document: bytes,
    related: Sequence[RelatedPart],
    indirect: Mapping[str, bytes] = {},
    indirect_types: Mapping[str, str] = {},
    further: Mapping[str, tuple[str, str]] = {},
    outside: Collection[str] = (),
) -> bytes:
    """Return a Word file with empty core properties; its main part has relationships ``rId1`` and on to ``related``.

    ``indirect`` are other parts, with their relationships; ``indirect_types`` their content types. ``further`` are more
    relationships of the main part, those with the ids ``outside`` external ones.
    """
    files = {"word/document.xml": document, "docProps/core.xml": _CORE}
    files |= {f"word/{part.name}": part.data for part in related}
    types = {"/word/document.xml": names.DOCUMENT_TYPE, "/docProps/core.xml": names.CORE_PROPERTIES_TYPE}
    types |= {f"/word/{part.name}": part.content_type for part in related}
    files[CONTENT_TYPES] = content_types({**types, **indirect_types})
    files["_rels/.rels"] = relationships(
        {
            "rId1": (names.OFFICE_DOCUMENT, "word/document.xml"),
            "rId2": (names.CORE_PROPERTIES, "docProps/core.xml"),
        }
    )
    known = {f"rId{number}": (part.relationship, part.name) for number, part in enumerate(related, 1)}
    files["word/_rels/document.xml.rels"] = relationships({**known, **further}, outside)
    return write({**files, **indirect})
