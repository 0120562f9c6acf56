"""The reading order of a PDF's pages: the blocks of the tag tree, and a picture of each page."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from io import BytesIO
from typing import Any

# pixels per point: wide enough to read the words
SCALE = 1.0
# structure types (ISO 32000-1, 14.8.4) that begin a block of their own; the others are parts of the block around them
BLOCKS = frozenset(
    ("P", "H", *(f"H{n}" for n in range(1, 7)), "LI", "TD", "TH", "Figure", "Caption", "Code", "TOCI", "Note", "FENote")
)


@dataclass(slots=True)
class ReadBlock:
    """A block in reading order: its structure type, its words, its box in parts of the page from the top left corner.

    A figure's words are its alternative text. ``texts`` are the words of each marked content (ISO 32000-1, 14.6) in the
    order of the tag tree, which the page may draw in another order.
    """

    kind: str
    words: str = ""
    left: float = 1.0
    top: float = 1.0
    right: float = 0.0
    bottom: float = 0.0
    texts: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A page's blocks in reading order; ``picture`` is a PNG. Numbers count from 1."""

    number: int
    blocks: tuple[ReadBlock, ...]
    picture: bytes = field(default=b"", repr=False)


def available() -> bool:
    """Return whether PDFs can be read here."""
    return find_spec("pypdfium2") is not None


def reading_order(pdf: bytes, *, pictures: bool) -> list[ReadPage]:
    """Return the pages of a tagged PDF in reading order, with ``pictures`` if asked for."""
    import pypdfium2  # noqa: PLC0415 (needs the extra "preview")

    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        return [_page(page, number, pictures=pictures) for number, page in enumerate(document, 1)]
    finally:
        document.close()


def _page(page: Any, number: int, *, pictures: bool) -> ReadPage:
    import pypdfium2.raw as pdfium  # noqa: PLC0415 (as above)

    tree = pdfium.FPDF_StructTree_GetForPage(page)
    try:
        blocks = list(_blocks(pdfium, tree))
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    by_mark = {mark: block for block in blocks for mark in block.texts}
    width, height = page.get_size()
    text = page.get_textpage()
    for thing in page.get_objects(max_depth=1):
        mark = pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)
        block = by_mark.get(mark)
        if block is None:
            continue
        left, bottom, right, top = thing.get_bounds()
        if 1 - bottom / height > block.bottom:  # a new line
            block.texts[mark] += " "
        block.left, block.right = min(block.left, left / width), max(block.right, right / width)
        block.top, block.bottom = min(block.top, 1 - top / height), max(block.bottom, 1 - bottom / height)
        if thing.type == pdfium.FPDF_PAGEOBJ_TEXT and block.kind != "Figure":
            block.texts[mark] += _string(
                lambda *buffer, raw=thing.raw: pdfium.FPDFTextObj_GetText(raw, text.raw, *buffer)
            )
    for block in blocks:
        block.words = " ".join("".join((block.words, *block.texts.values())).split())
    seen = tuple(block for block in blocks if block.right > block.left)
    return ReadPage(number=number, blocks=seen, picture=_picture(page) if pictures else b"")


def _blocks(pdfium: Any, tree: Any) -> Iterator[ReadBlock]:
    """Yield the blocks of a page's tag tree in the order of the tree."""
    last: ReadBlock | None = None
    kids = pdfium.FPDF_StructTree_CountChildren(tree)
    roots = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, at) for at in reversed(range(kids))]
    stack: list[tuple[Any, int, ReadBlock | None]] = [(root, -1, None) for root in roots if root]
    while stack:  # of kids in elements, each an element or marked content; -1 stands for an element itself
        element, at, around = stack.pop()
        if at >= 0:
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, at)
            if mark >= 0 and around is not None:
                around.texts[mark] = ""
            if child := pdfium.FPDF_StructElement_GetChildAtIndex(element, at):
                stack.append((child, -1, around))
            continue
        kind = _string(lambda *buffer, e=element: pdfium.FPDF_StructElement_GetType(e, *buffer))
        block = around
        # the first paragraph of an item or a cell is the item's own text
        first = kind == "P" and last is not None and around is last and last.kind in BLOCKS
        if around is None or (kind in BLOCKS and not first):
            block = last = ReadBlock(kind)
            if kind == "Figure":
                block.words = _string(lambda *buffer, e=element: pdfium.FPDF_StructElement_GetAltText(e, *buffer))
            yield block
        count = pdfium.FPDF_StructElement_CountChildren(element)
        stack += ((element, inner, block) for inner in reversed(range(count)))


def _string(read: Callable[..., int]) -> str:
    """Return the UTF-16 text that a function of PDFium writes into a buffer."""
    size = read(None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * size)()
    read(buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")


def _picture(page: Any) -> bytes:
    out = BytesIO()
    page.render(scale=SCALE).to_pil().convert("P", palette=1, colors=64).save(out, "PNG", optimize=True)
    return out.getvalue()
