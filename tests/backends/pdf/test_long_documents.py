"""The adapter for long documents: the bytes are those of WeasyPrint alone, and its looks grow with the pages."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest

from exporter.backends.pdf import engine, long_documents
from exporter.fonts.families import FAMILIES
from exporter.fonts.fontconfig import configuration

FONTS = configuration({FAMILIES[0]: frozenset()})
PLAIN = """
@page { size: 80mm 60mm; margin: 12mm; @bottom-center { content: counter(page) " of " counter(pages) } }
@page wide { size: 100mm 60mm } .wide { page: wide }
@page:nth(2) { @top-left { content: string(chapter) } }
h2 { string-set: chapter content() } li a::after { content: target-counter(attr(href), page) }
"""
FIXED = PLAIN + "h1 { position: fixed; top: 0 } h2 { bookmark-label: counter(page) ' ' content() }"
PAGES = PLAIN + "ol:last-child li::before { content: target-counter('#c0', pages) }"
NOTES = (
    PLAIN + "i { float: footnote; display: block } i::footnote-call, i::footnote-marker { content: counter(footnote) }"
)
SHEETS = {"plain": PLAIN, "fixed": FIXED, "pages": PAGES, "notes": NOTES}


def markup(chapters: int) -> str:
    """A book with contents in front of it and behind it, and chapters whose boxes reach over pages."""
    entries = "".join(f"<li><a href='#c{n}'>Chapter {n}</a></li>" for n in range(chapters))
    words = "Words that fill a line or two of such a small page, and a few more. " * 6
    parts = (
        f"<div id=d{n} class={'wide' if n % 3 == 1 else 'usual'}><h2 id=c{n}>Chapter {n}</h2>"
        f"<p>{words}<a href='#c{n // 2}' id=a{n}>link</a></p><p>Noted<i>Note {n}</i> twice<i>Once more</i>.</p></div>"
        for n in range(chapters)
    )
    return f"<h1>Book</h1><ol>{entries}</ol>{''.join(parts)}<ol>{entries}</ol>"


def laid_out(html: str, css: str, *, adapted: bool) -> Any:
    """The layout, with the adapter or without."""
    with pytest.MonkeyPatch.context() as patch:
        if not adapted:
            patch.setattr(engine, "linear_pages", nullcontext)
        return engine.Typesetter(FONTS, {}).layout(html, (css,), None)


@pytest.mark.parametrize("name", SHEETS)
def test_the_bytes_are_those_of_weasyprint_alone(name: str) -> None:
    """Counters of pages in contents, heads and bookmarks, fixed boxes, named pages, and boxes on several pages."""
    one, other = (laid_out(markup(6), SHEETS[name], adapted=adapted) for adapted in (True, False))
    assert len(one.pages) > 9
    assert one.write_pdf(pdf_tags=True) == other.write_pdf(pdf_tags=True)


@contextmanager
def counted_looks(patch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The numbers of entries, anchors and styles that each look of the layout goes through."""
    looks: list[int] = []

    class CounterItems(long_documents._CounterItems):
        def items(self) -> Any:
            looks.append(len(super().items()))
            return super().items()

    class PageStyles(long_documents._PageStyles):
        def get_cascaded_styles(self) -> Any:
            looks.append(len(super().get_cascaded_styles()))
            return super().get_cascaded_styles()

    def has_before(self: Any, page: int, anchor: str) -> bool:
        looks.append(len(self.target_pages[anchor]))
        return before(self, page, anchor)

    before = long_documents._PageMaker.has_before
    patch.setattr(long_documents, "_CounterItems", CounterItems)
    patch.setattr(long_documents, "_PageStyles", PageStyles)
    patch.setattr(long_documents._PageMaker, "has_before", has_before)
    yield looks


def test_each_page_looks_at_as_many_others_in_a_long_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times the chapters take about four times the looks, where they took sixteen times."""
    with counted_looks(monkeypatch) as looks:
        laid_out(markup(4), PLAIN, adapted=True)
        few = sum(looks)
        looks.clear()
        laid_out(markup(16), PLAIN, adapted=True)
    assert few > 100
    assert sum(looks) < 5 * few
