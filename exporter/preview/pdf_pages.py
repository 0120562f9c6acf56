"""The pages of a PDF for the screen: their sizes, their pictures, and their words with places."""

import io
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2

PICTURE_WIDTH = 1200  # pixels of a page's picture: sharp at twice the width of its place on screen


@dataclass(frozen=True, slots=True)
class Words:
    """Words on one line; ``left``, ``top``, ``width`` and ``height`` are parts of the page's width and height."""

    text: str
    left: float
    top: float
    width: float
    height: float


@lru_cache(maxsize=8)
def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Return the width and height of each page of a PDF, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [document.get_page_size(number) for number in range(len(document))]


@lru_cache(maxsize=64)
def page_picture(pdf: bytes, number: int) -> bytes:
    """Return page ``number`` (from 1) of a PDF as a PNG ``PICTURE_WIDTH`` pixels wide."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number - 1]
        out = io.BytesIO()
        page.render(scale=PICTURE_WIDTH / page.get_width()).to_pil().save(out, "PNG")
        return out.getvalue()


@lru_cache(maxsize=64)
def page_words(pdf: bytes, number: int) -> list[Words]:
    """Return the words of page ``number`` (from 1) of a PDF, in reading order."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number - 1]
        width, height = page.get_size()
        text = page.get_textpage()
        found = []
        for index in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(index)
            words = text.get_text_bounded(left, bottom, right, top).strip()
            if words:
                place = (left / width, 1 - top / height, (right - left) / width, (top - bottom) / height)
                found.append(Words(words, *(round(part, 5) for part in place)))
        return found
