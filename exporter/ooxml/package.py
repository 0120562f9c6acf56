"""The reader of a DOCX that somebody else made: bounded, without DTDs, entities or access to the network.

The package is the Open Packaging Conventions' (ECMA-376 part 2). Only its XML parts are read.
"""

import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Annotated, Final

from lxml import etree

from exporter.diagnostics import ExporterError, counted
from exporter.disk import opened_to_read
from exporter.model.limit import Limit
from exporter.model.paths import is_inner
from exporter.ooxml.archive import CONTENT_TYPES

MIB: Final = 1 << 20
_CHUNK: Final = 1 << 16
_OPENDOCUMENT: Final = b"application/vnd.oasis.opendocument.text"
_TEXT: Final = "content.xml"  # the main part of an OpenDocument text
_OFFICE_DOCUMENT: Final = "/officeDocument"
_WORD: Final = "wordprocessingml"
_DAMAGE: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(NotImplementedError, RuntimeError, EOFError, ValueError, OSError),
)
_DOCTYPE: Final = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_STRICT: Final = (  # ISO/IEC 29500 strict names, read as the transitional ones
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)


@dataclass(frozen=True, slots=True)
class PackageLimits:
    """Limits of a package."""

    part: Annotated[int, Limit("bytes of one XML part, unpacked; a book of a thousand pages has 10 MB.")] = 64 * MIB
    total: Annotated[int, Limit("bytes of all parts, unpacked; pictures are kept as they are packed.")] = 192 * MIB
    parts: Annotated[int, Limit("the number of parts; a file with a thousand pictures has about as many.")] = 5000
    ratio: Annotated[
        int,
        Limit("the compression of a part above a megabyte; Word packs to a tenth or less."),
    ] = 200
    tags: Annotated[int, Limit("tags of one part; a book has some hundred thousand.")] = 3_000_000


class PackageError(ExporterError):
    """A file that is no DOCX, is damaged or is too large to read."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message, code="not-a-docx", hint=hint)


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship of a part: the last word of its type, its target, and whether that is outside the package."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The XML parts of a package by their names, the name of the main document part, and the hashes of its pictures.

    ``opendocument`` says that it is an OpenDocument text, not a Word file.
    """

    parts: Mapping[str, bytes] = field(repr=False)
    main: str
    name: str = ""
    media: Mapping[str, str] = field(default_factory=dict, repr=False)
    opendocument: bool = False

    def custom_parts(self, namespace: str) -> Iterator[str]:
        """Yield the custom XML parts (15.2.5) that name a namespace."""
        wanted = namespace.encode()
        yield from (p for p, data in sorted(self.parts.items()) if p.startswith("customXml/") and wanted in data)

    def xml(self, part: str) -> "etree._Element | None":
        """Return the root of a part, None if the package has no part of this name."""
        data = self.parts.get(part)
        return None if data is None else _parse(data, part)

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of a part by their ids; targets inside the package are names of parts."""
        return _relationships(self.parts, part)

    def content_type(self, part: str) -> str:
        """Return the content type of a part (part 2, 7.2.3): its own, else its suffix's, else an empty string."""
        root = self.xml(CONTENT_TYPES)
        suffix = part.rpartition(".")[2].lower()
        of_suffix = ""
        for entry in () if root is None else root:
            if entry.get("PartName", "").lstrip("/").lower() == part.lower():
                return entry.get("ContentType", "")
            if entry.get("Extension", "").lower() == suffix:
                of_suffix = entry.get("ContentType", "")
        return of_suffix

    def related(self, kind: str) -> Iterator[str]:
        """Yield the parts that the main document refers to by relationships of this kind (``comments``, ``styles``)."""
        for relationship in self.relationships(self.main).values():
            if relationship.kind == kind and not relationship.external:
                yield relationship.target


def open_package(path: Path, limits: PackageLimits = PackageLimits(), *, opendocument: bool = False) -> Package:
    """Return the DOCX at ``path``, or the ODT if that may be; ``PackageError`` says why it cannot be read."""
    try:
        with opened_to_read(path, links=True) as file:
            return read_package(file, path.name, limits, opendocument=opendocument)
    except OSError as error:
        raise PackageError(f"'{path}' cannot be read: {error.strerror or error}") from None


def read_package(
    file: IO[bytes], name: str = "file", limits: PackageLimits = PackageLimits(), *, opendocument: bool = False
) -> Package:
    """Return the DOCX in an open binary file, or the ODT if that may be; errors call it ``name``."""
    _refuse_other_formats(file, name)
    try:
        with zipfile.ZipFile(file) as archive:
            is_text = _is_opendocument(archive, name, allowed=opendocument)
            parts = dict(_xml_parts(archive, name, limits))
            media = dict(_media(archive, name, limits))
    except _DAMAGE as error:
        raise PackageError(f"'{name}' is damaged: {error}", "ask for the file again") from None
    main = _text_part(parts, name) if is_text else _main_part(parts, name)
    return Package(parts, main, name, media, is_text)


def read_part(path: Path, part: str, limit: int) -> bytes:
    """Return the bytes of one part of the DOCX at ``path``, at most ``limit``; raises ``PackageError``."""
    try:
        with opened_to_read(path, links=True) as file:
            return read_binary(file, part, limit, path.name)
    except OSError as error:
        raise PackageError(f"'{path}' cannot be read: {error.strerror or error}") from None


def read_binary(file: IO[bytes], part: str, limit: int, name: str = "file") -> bytes:
    """Return the bytes of one part, at most ``limit``; ``PackageError`` says why it cannot be read."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _bounded(archive, archive.getinfo(part), limit, name)
    except KeyError:
        raise PackageError(f"'{name}' is damaged: it has no part '{part}'") from None
    except _DAMAGE as error:
        raise PackageError(f"'{name}' is damaged: {error}", "ask for the file again") from None


def read_parts(file: IO[bytes], name: str, limits: PackageLimits) -> dict[str, bytes]:
    """Return all parts of an open binary file within limits, pictures and fonts too. Raises ``PackageError``."""
    found: dict[str, bytes] = {}
    left = limits.total
    try:
        with zipfile.ZipFile(file) as archive:
            for info in archive.infolist():
                if not info.is_dir():
                    part = _part_name(info.filename, name)
                    found[part] = _bounded(archive, info, min(left, _unpacked(info, limits)), name)
                    left -= len(found[part])
    except _DAMAGE as error:
        raise PackageError(f"'{name}' is damaged: {error}", "ask for the file again") from None
    return found


def _refuse_other_formats(file: IO[bytes], name: str) -> None:
    head = file.read(8)
    file.seek(0)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise PackageError(f"'{name}' is encrypted or a .doc of Word 97", "save it as .docx without a password")
    if not head.startswith(b"PK"):
        raise PackageError(f"'{name}' is not a DOCX file", "give the .docx file that came back from review")


def _xml_parts(archive: zipfile.ZipFile, name: str, limits: PackageLimits) -> Iterator[tuple[str, bytes]]:
    infos = archive.infolist()
    if len(infos) > limits.parts:
        raise PackageError(f"'{name}' has {counted(len(infos), 'part')}, but at most {limits.parts} are allowed")
    seen: set[str] = set()
    total = 0
    for info in infos:
        if info.is_dir() or not info.filename.lower().endswith((".xml", ".rels")):
            continue
        if info.flag_bits & 1:
            raise PackageError(f"'{name}' is encrypted", "save it as .docx without a password")
        part = _part_name(info.filename, name)
        if part in seen:
            raise PackageError(f"'{name}' has two parts '{part}'")
        seen.add(part)
        data = _bounded(archive, info, min(limits.part, limits.total - total, _unpacked(info, limits)), name)
        if data.count(b"<") > limits.tags:
            raise PackageError(f"'{name}' has more than {limits.tags:,} tags in '{part}'")
        total += len(data)
        yield part, data


def _media(archive: zipfile.ZipFile, name: str, limits: PackageLimits) -> Iterator[tuple[str, str]]:
    """Yield the hashes of the pictures, as many as the limits allow."""
    left = limits.total
    for info in archive.infolist():
        if (
            ("/media/" in info.filename or info.filename.startswith("Pictures/"))
            and not info.flag_bits & 1
            and info.file_size <= left
        ):
            data = _bounded(archive, info, left, name)
            left -= len(data)
            yield info.filename, digest_of(data)


def digest_of(data: bytes) -> str:
    """Return the hash by which a picture is known again."""
    return sha256(data).hexdigest()[:32]


def _is_opendocument(archive: zipfile.ZipFile, name: str, *, allowed: bool) -> bool:
    """Whether a file is an OpenDocument text. Raises ``PackageError`` for other ones, and if none is allowed."""
    if "mimetype" not in archive.namelist():
        return False
    kind = _bounded(archive, archive.getinfo("mimetype"), 4096, name)
    if b"opendocument" not in kind:
        return False
    if not allowed or kind.strip() != _OPENDOCUMENT:
        raise PackageError(f"'{name}' is an OpenDocument file", "save it as Word 2007-365 (.docx)")
    return True


def _text_part(parts: Mapping[str, bytes], name: str) -> str:
    """Return the main part of an OpenDocument text (part 2, 3)."""
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise PackageError(f"'{name}' is encrypted", "save it without a password")
    if _TEXT not in parts:
        raise PackageError(f"'{name}' is damaged: it has no content", "ask for the file again")
    return _TEXT


def _part_name(filename: str, name: str) -> str:
    if not is_inner(filename):
        raise PackageError(f"'{name}' has a part with the bad name '{filename}'")
    return filename


def _unpacked(info: zipfile.ZipInfo, limits: PackageLimits) -> int:
    """Return the bytes that a part may unpack to, by its packed size."""
    return max(MIB, limits.ratio * info.compress_size)


def _bounded(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int, name: str) -> bytes:
    """Return the bytes of a part, read in pieces, since the sizes that a ZIP file states may be wrong."""
    pieces: list[bytes] = []
    size = 0
    with archive.open(info) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > limit:
                raise PackageError(f"'{name}' is too large when unpacked ('{info.filename}')")
            pieces.append(piece)
    return b"".join(pieces)


def _main_part(parts: Mapping[str, bytes], name: str) -> str:
    roots = _relationships(parts, "")
    main = next((r.target for r in roots.values() if r.kind == _OFFICE_DOCUMENT[1:] and not r.external), "")
    if main not in parts:
        raise PackageError(f"'{name}' is not a DOCX file: it has no main document")
    root = _parse(parts[main], main)
    if not str(root.tag).endswith("}document") or _WORD not in str(root.tag):
        raise PackageError(f"'{name}' is not a Word document", "give the .docx file that came back from review")
    return main


def _relationships(parts: Mapping[str, bytes], part: str) -> dict[str, Relationship]:
    folder, base = posixpath.split(part)
    data = parts.get(posixpath.join(folder, "_rels", f"{base}.rels"))
    if data is None:
        return {}
    found = {}
    for element in _parse(data, f"{part}.rels"):
        external = element.get("TargetMode") == "External"
        target = element.get("Target", "")
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[element.get("Id", "")] = Relationship(element.get("Type", "").rpartition("/")[2], target, external)
    return found


def _parse(data: bytes, part: str) -> "etree._Element":
    if any(mark in data for mark in _DOCTYPE):
        raise PackageError(f"the part '{part}' has a document type, which is not allowed")
    for strict, transitional in _STRICT:
        data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PackageError(f"the part '{part}' is not well-formed: {error}") from None
