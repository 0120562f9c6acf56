"""The package around the document (Open Packaging Conventions): parts, relationships, and its bytes."""

from io import BytesIO
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from exporter.ooxml import archive
from exporter.ooxml.elements import Element, serialize


def open_form(data: bytes) -> WordDocument:
    """Open a form with its text."""
    return docx.Document(BytesIO(data))


def open_reference(data: bytes) -> WordDocument:
    """Open a reference document without its text: the body keeps only the layout of its one section."""
    word = docx.Document(BytesIO(data))
    body = word.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    return word


class Relations:
    """The relationships of one part to links and pictures, each made once."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.made: dict[tuple[str, Any], str] = {}

    def id_of(self, kind: str, target: Any) -> str:
        """Return the id of the relationship to ``target``: a ``Part``, or an address outside."""
        return self.made.setdefault((kind, target), f"{self.prefix}{len(self.made) + 1}")

    def write(self, part: Part) -> None:
        """Give ``part`` these relationships."""
        for (kind, target), key in self.made.items():
            part.load_rel(kind, target, key, is_external=not isinstance(target, Part))


def new_part(word: WordDocument, name: str, content_type: str, content: Element | bytes) -> Part:
    """Return a part called ``name`` (``/word/footnotes.xml``), not yet related to any other."""
    data = content if isinstance(content, bytes) else serialize(content)
    package = word.part.package
    assert package is not None
    return Part(PackURI(name), content_type, data, package)


def package_bytes(package: OpcPackage) -> bytes:
    """Return the package as a zip archive; the same parts give the same bytes."""
    files = {"_rels/.rels": package.rels.xml}
    types = {}
    for part in package.iter_parts():
        name = str(part.partname)
        types[name] = part.content_type
        files[name[1:]] = part.blob
        if len(part.rels):
            files[str(part.partname.rels_uri)[1:]] = part.rels.xml
    files[archive.CONTENT_TYPES] = archive.content_types(types)
    return archive.write(files)
