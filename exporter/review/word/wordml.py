"""Elements of WordprocessingML for text and changes, in tables (ECMA-376 part 1, 17.3 and 17.13.5)."""

from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from exporter.ooxml.names import qname
from exporter.review.word.document import LayoutKind, Region

MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VALUE: Final = qname("w:val")
ID: Final = qname("w:id")

ALTERNATIVES: Final = f"{COMPATIBILITY}AlternateContent"
TEXT: Final = (qname("w:t"), f"{MATH}t")
SKIPPED: Final = frozenset(  # properties, and elements without text of the document
    [qname(f"w:{name}") for name in ("sdtPr", "sdtEndPr", "tblPr", "tblGrid", "sectPr", "smartTagPr", "customXmlPr")]
    + [qname(f"w:{name}") for name in ("rt", "rubyPr", "proofErr", "permStart", "permEnd", "lastRenderedPageBreak")]
    + [f"{COMPATIBILITY}Fallback"]
)
INSERTING: Final = (qname("w:ins"), qname("w:moveTo"))
DELETING: Final = (qname("w:del"), qname("w:moveFrom"))
PROPERTY_CHANGES: Final = {
    qname("w:tblPrChange"): LayoutKind.TABLE_PROPERTIES,
    qname("w:tblPrExChange"): LayoutKind.TABLE_PROPERTIES,
    qname("w:trPrChange"): LayoutKind.ROW_PROPERTIES,
    qname("w:tcPrChange"): LayoutKind.CELL_PROPERTIES,
    qname("w:sectPrChange"): LayoutKind.PAGE_SETUP,
    qname("w:cellMerge"): LayoutKind.MERGED_CELLS,
}
STORIES: Final = (Region.HEADER, Region.FOOTER)
OBJECTS: Final = frozenset(qname(f"w:{name}") for name in ("drawing", "pict", "object"))
NOTES: Final = {qname("w:footnoteReference"): Region.FOOTNOTE, qname("w:endnoteReference"): Region.ENDNOTE}
NOTE_NUMBERS: Final = (qname("w:footnoteRef"), qname("w:endnoteRef"))
FIELD_PARTS: Final = frozenset(qname(f"w:{name}") for name in ("fldChar", "instrText", "delInstrText"))


def paragraph_style(properties: "etree._Element | None") -> str:
    """Return the id of a paragraph's style, ``""`` for the default."""
    style = properties.find(qname("w:pStyle")) if properties is not None else None
    return style.get(VALUE, "") if style is not None else ""


def pictures(element: "etree._Element") -> Iterator[str]:
    """Yield the relationships of the pictures in a drawing (20.1.8.13), or in a shape of older versions."""
    yield from (blip.get(qname("r:embed"), "") for blip in element.iter(qname("a:blip")))
    yield from (image.get(qname("r:id"), "") for image in element.iter(qname("v:imagedata")))


def alternative_text(element: "etree._Element") -> str:
    """Return the alternative text of a drawing (20.4.2.5), or of a shape of older versions."""
    for properties in element.iter(qname("wp:docPr")):
        return properties.get("descr", "")
    return next((shape.get("alt", "") for shape in element.iter(qname("v:shape"))), "")


def in_fallback(element: "etree._Element") -> bool:
    """Whether an element is in a fallback for old readers."""
    return any(a.tag == f"{COMPATIBILITY}Fallback" for a in element.iterancestors())


def _line_break(element: "etree._Element") -> str:
    """Return the character of a line break, a form feed for a break to another page or column."""
    if element.get(qname("w:type"), "textWrapping") == "textWrapping":
        return "\n"
    return "" if _begins_page(element) else "\f"


def _begins_page(element: "etree._Element") -> bool:
    """Whether a page break says that its paragraph begins a page: LibreOffice writes it before the first bookmark."""
    run = element.getparent()
    around = run.getparent() if run is not None else None
    if run is None or around is None or around.tag != qname("w:p"):
        return False
    before, after = run.getprevious(), run.getnext()
    first = before is None or before.tag == qname("w:pPr")
    return first and after is not None and after.tag == qname("w:bookmarkStart")


def _symbol(element: "etree._Element") -> str:
    try:
        return chr(int(element.get(qname("w:char"), ""), 16))
    except (ValueError, OverflowError):
        return "\ufffd"


CHARACTERS: Final[dict[str, Callable[[etree._Element], str]]] = {  # elements of a run that stand for one character
    qname("w:br"): _line_break,
    qname("w:cr"): lambda _: "\n",
    qname("w:tab"): lambda _: "\t",
    qname("w:ptab"): lambda _: "\t",
    qname("w:noBreakHyphen"): lambda _: "\u2011",
    qname("w:softHyphen"): lambda _: "\u00ad",
    qname("w:sym"): _symbol,
}
