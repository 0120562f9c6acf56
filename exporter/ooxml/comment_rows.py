"""The rows of a comment table as data: the part of its Word file that leads an answer back to the comment.

It travels as a custom XML part (ECMA-376 part 1, 15.2.5), and each row of the table has a bookmark with its name. It
holds only words that the reviewed files showed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from exporter.ooxml.elements import clean

NAMESPACE: Final = "urn:exporter:comment-table:1"
ITEM_ID: Final = "{3F0C6B1E-92D4-4A57-8B7E-5D1C0A9E4F26}"
_ROW, _REMARK = f"{{{NAMESPACE}}}row", f"{{{NAMESPACE}}}remark"
_ABOUT: Final = ("name", "clause", "section", "paragraph", "quoted", "words")


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment or an answer to it."""

    author: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A row: the name of its bookmark, its place, and its remarks, the first of which the others answer.

    ``paragraph`` is the text of its paragraph, ``section`` the heading above, ``quoted`` the words that it is about.
    ``clause`` and ``words`` are cells of the row, the latter its comment, or the change that it proposes.
    """

    name: str
    clause: str
    section: str
    paragraph: str
    quoted: str
    words: str
    remarks: tuple[Remark, ...]


def to_xml(export: str, rows: Sequence[CommentRow]) -> bytes:
    """Return the rows as a part; ``export`` is the name of the document's export."""
    root = etree.Element(f"{{{NAMESPACE}}}commentTable", {"export": clean(export)}, nsmap={"c": NAMESPACE})
    for row in rows:
        element = etree.SubElement(root, _ROW, {name: clean(getattr(row, name)) for name in _ABOUT})
        for remark in row.remarks:
            made = etree.SubElement(element, _REMARK, {"author": clean(remark.author), "date": clean(remark.date)})
            made.text = clean(remark.text)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data


def is_comment_table(root: "etree._Element") -> bool:
    """Whether a part's root element has the rows of a comment table."""
    return bool(root.tag == f"{{{NAMESPACE}}}commentTable")


def from_element(root: "etree._Element") -> tuple[str, list[CommentRow]]:
    """Return the export and the rows of a part."""
    return root.get("export", ""), [_row(element) for element in root.iterfind(_ROW)]


def _row(element: "etree._Element") -> CommentRow:
    remarks = (Remark(e.get("author", ""), e.get("date", ""), e.text or "") for e in element.iterfind(_REMARK))
    about = {name: element.get(name, "") for name in _ABOUT}
    return CommentRow(**about, remarks=tuple(remarks))
