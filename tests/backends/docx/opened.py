"""A DOCX as tests look at it: its parts as XML, and the faults that may not be in one."""

import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from lxml import etree
from ooxml_integrity import check
from openxml_audit import FileFormat, OpenXmlValidator

from exporter.backends.docx import BACKEND
from exporter.backends.docx.options import DocxOptions
from exporter.model.document import Document
from exporter.ooxml.names import NAMESPACES, qname
from exporter.theme.files import Theme

W = NAMESPACES["w"]
VALUE = qname("w:val")


def rendered(document: Document, **options: object) -> bytes:
    """Render a document with the DOCX backend."""
    data = BACKEND.render(document, DocxOptions(**options), Theme()).data
    assert data is not None
    return data


class Opened:
    """An open package."""

    def __init__(self, data: bytes) -> None:
        archive = zipfile.ZipFile(BytesIO(data))
        self.names = archive.namelist()
        self.files = {name: archive.read(name) for name in self.names}

    def xml(self, name: str) -> etree._Element:
        """Return a part's root."""
        return etree.fromstring(self.files[name])

    @property
    def document(self) -> etree._Element:
        """The root of the main part."""
        return self.xml("word/document.xml")

    def find(self, path: str, part: str = "word/document.xml") -> list[etree._Element]:
        """Return the elements of a part that an XPath finds."""
        return self.xml(part).xpath(path, namespaces=NAMESPACES)  # type: ignore[return-value]

    def paragraphs(self, part: str = "word/document.xml") -> list[tuple[str, str]]:
        """Return style and words of each paragraph, in order."""
        return [(_style(p), words(p)) for p in self.find("//w:p", part)]

    def targets(self, part: str = "word/document.xml") -> dict[str, str]:
        """Return the targets of a part's relationships."""
        folder, _, name = part.rpartition("/")
        rels = self.files.get(f"{folder}/_rels/{name}.rels")
        return {} if rels is None else {r.get("Id"): r.get("Target") for r in etree.fromstring(rels)}  # type: ignore[misc]


def _style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{qname('w:pPr')}/{qname('w:pStyle')}")
    return "" if found is None else found.get(VALUE, "")


def words(node: etree._Element) -> str:
    """Return the shown and the deleted text, with tabs and line breaks."""
    signs = {qname("w:tab"): "\t", qname("w:br"): "\n"}
    shown = node.xpath(
        "descendant-or-self::w:r/*[self::w:t or self::w:delText or self::w:tab or self::w:br]", namespaces=NAMESPACES
    )
    return "".join(signs.get(e.tag) or e.text or "" for e in shown)  # type: ignore[union-attr, arg-type]


def audit(data: bytes, folder: Path) -> list[str]:
    """Return the faults that openxml-audit (as Word 365 and 2019), ooxml-integrity and ``faults`` find."""
    path = folder / "audited.docx"
    path.write_bytes(data)
    found = [str(finding) for finding in check(path)]
    for version in (FileFormat.OFFICE_2019, FileFormat.MICROSOFT_365):
        found += [str(error) for error in OpenXmlValidator(file_format=version).validate(path).errors]
    return [*found, *faults(data)]


def faults(data: bytes) -> list[str]:
    """Return the faults that no validator at hand reports."""
    opened = Opened(data)
    stories = ["word/document.xml", *(name for name in opened.names if name.startswith(_STORIES))]
    return [
        *_doubles("part", opened.names),
        *_doubles("property", [child.tag for child in opened.xml("docProps/core.xml")]),
        *_doubles("docPr id", [e.get("id") for name in stories for e in opened.find("//wp:docPr", name)]),
        *_doubles("bookmark", [e.get(qname("w:name")).lower() for e in _all(opened, stories, "//w:bookmarkStart")]),
        *_doubles("annotation id", [e.get(qname("w:id")) for e in _all(opened, stories, _ANNOTATIONS)]),
        *_dangling(opened, stories),
        *(f"{name}: a comment outside of the main part" for name in stories[1:] if opened.find(_COMMENTS, name)),
        *(fault for name in stories for fault in _of_story(opened, name)),
    ]


_STORIES = ("word/footnotes", "word/header", "word/footer")
_COMMENTS = "//w:commentReference | //w:commentRangeStart | //w:commentRangeEnd"
_ANNOTATIONS = "//w:bookmarkStart | //w:ins | //w:del | //w:moveFrom | //w:moveTo | //w:moveFromRangeStart"


def _all(opened: Opened, stories: list[str], path: str) -> Iterator[etree._Element]:
    for name in stories:
        yield from opened.find(path, name)


def _doubles(kind: str, values: list[str | None]) -> list[str]:
    return [f"{kind} '{value}' {count} times" for value, count in Counter(values).items() if count > 1]


def _dangling(opened: Opened, stories: list[str]) -> Iterator[str]:
    known = {e.get(qname("w:name")) for e in _all(opened, stories, "//w:bookmarkStart")}
    for link in _all(opened, stories, "//w:hyperlink[@w:anchor]"):
        if link.get(qname("w:anchor")) not in known:
            yield f"link to no bookmark: {link.get(qname('w:anchor'))}"
    for code in _all(opened, stories, "//w:instrText[contains(., 'REF ')]"):
        if (code.text or "").split()[1] not in known:
            yield f"field with no bookmark: {code.text}"
    for name in known:
        if len(name or "") > 40:
            yield f"name of a bookmark too long: {name}"


def _of_story(opened: Opened, name: str) -> Iterator[str]:
    depth = 0
    for mark in opened.find("//w:fldChar", name):
        depth += {"begin": 1, "end": -1}.get(mark.get(qname("w:fldCharType"), ""), 0)
        if depth not in (0, 1, 2):
            yield f"{name}: fields are out of order"
    if depth:
        yield f"{name}: a field has no end"
    for table in opened.find("//w:tbl", name):
        columns = len(table.findall(f"{qname('w:tblGrid')}/{qname('w:gridCol')}"))
        for row in table.findall(qname("w:tr")):
            spans = row.xpath("w:tc/w:tcPr/w:gridSpan/@w:val", namespaces=NAMESPACES)
            cells = len(row.findall(qname("w:tc")))
            if cells - len(spans) + sum(map(int, spans)) != columns:  # type: ignore[arg-type]
                yield f"{name}: a row is not as wide as its table's grid"
    for picture in opened.find("//wp:docPr", name):
        if not picture.get("descr") and not picture.xpath(".//adec:decorative", namespaces=NAMESPACES):
            yield f"{name}: a picture has no alternative text"
    for paragraph in opened.find("//w:p[text()[normalize-space()]] | //w:r[text()[normalize-space()]]", name):
        yield f"{name}: stray text in {paragraph.tag}"
