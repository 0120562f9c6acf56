"""Read the tag tree of a PDF with other engines than the one that wrote it (qpdf, PDFium)."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium


@dataclass(slots=True)
class Tag:
    """A structure element: its type, the words directly in it and below, its attributes, its place in the file."""

    kind: str
    page: int | None
    kids: list["Tag | str"] = field(default_factory=list)
    alt: str = ""
    lang: str = ""
    scope: str = ""
    numbering: str = ""
    link: str = ""  # the description of a link

    @property
    def words(self) -> str:
        """All words in it, in reading order."""
        return "".join(kid if isinstance(kid, str) else kid.words for kid in self.kids)

    def walk(self) -> Iterator["Tag"]:
        """It and the elements below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.walk()


@dataclass(slots=True)
class TagTree:
    """One file's tags."""

    root: Tag
    artifacts: list[str]  # the words of each page that are in no element

    @classmethod
    def of(cls, data: bytes) -> "TagTree":
        """The tags of a file."""
        marked, artifacts = _texts(data)
        with pikepdf.open(BytesIO(data)) as pdf:
            pages = {page.objgen: at for at, page in enumerate(pdf.pages)}
            return cls(_tag(pdf.Root.StructTreeRoot.K[0], None, pages, marked), artifacts)

    def all(self, *kinds: str) -> list[Tag]:
        """The elements of these types, in reading order."""
        return [tag for tag in self.root.walk() if tag.kind in kinds]


def squeezed(text: str) -> str:
    """``text`` without white space and hyphens: where lines end is no part of what is compared.

    PDFium leaves a hyphen out where a line ends with it.
    """
    return "".join(c for c in text if not c.isspace() and c not in "-\u00ad\u2010\ufffe\x02")


def _tag(element: Any, page: Any, pages: dict[Any, int], marked: dict[tuple[int, int], str]) -> Tag:
    page = element.get("/Pg", page)
    at = pages.get(page.objgen) if page is not None else None
    tag = Tag(kind=str(element.S)[1:], page=at, alt=str(element.get("/Alt", "")), lang=str(element.get("/Lang", "")))
    attributes = element.get("/A", {})
    tag.scope = str(attributes.get("/Scope", ""))[1:]
    tag.numbering = str(attributes.get("/ListNumbering", ""))[1:]
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            tag.kids.append(marked.get((at or 0, kid), ""))
        elif kid.get("/Type") == "/MCR":
            tag.kids.append(marked.get((pages[kid.Pg.objgen], int(kid.MCID)), ""))
        elif kid.get("/Type") == "/OBJR":
            tag.link = str(kid.Obj.get("/Contents", ""))
        else:
            tag.kids.append(_tag(kid, page, pages, marked))
    return tag


def _texts(data: bytes) -> tuple[dict[tuple[int, int], str], list[str]]:
    """The words by page and marked content, and those in no marked content by page."""
    marked: dict[tuple[int, int], str] = {}
    free: list[str] = []
    with pypdfium2.PdfDocument(data) as pdf:
        for at, page in enumerate(pdf):
            text_page = page.get_textpage()
            loose = ""
            for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                mark = pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)
                words = _words(thing.raw, text_page.raw)
                if mark < 0:
                    loose += words
                else:
                    marked[at, mark] = marked.get((at, mark), "") + words
            free.append(loose)
            text_page.close()
            page.close()
    return marked, free


def _words(thing: Any, text_page: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(thing, text_page, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFTextObj_GetText(thing, text_page, buffer, size)
    return bytes(buffer)[:size].decode("utf-16-le", "replace").rstrip("\0")
