"""Lines that were broken before are not broken again, and each byte is that of WeasyPrint alone."""

from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest

from exporter.backends.pdf import engine, known_lines, relayout
from exporter.backends.pdf.known_lines import KnownLines
from exporter.fonts.families import FAMILIES
from exporter.fonts.fontconfig import configuration

FONTS = configuration({FAMILIES[0]: frozenset()})
WORDS = "Interoperability of specifications takes words that are long enough to be divided, and some more. " * 3
CSS = """
@page { size: 90mm 70mm; margin: 10mm } p { hyphens: auto; orphans: 3; widows: 3 } h2 { break-after: avoid }
code { letter-spacing: 1px; overflow-wrap: anywhere } .cut { text-overflow: ellipsis; overflow: hidden; width: 50px }
.right { text-align: justify } u { text-decoration: underline overline }
"""
HTML = f"""<html lang=en><body><h2>Words</h2><p>{WORDS}<p class=right>{WORDS}<p style="word-spacing: 3px">{WORDS}
<table><tr><td>{WORDS}<td><code>{"x" * 90}</code><td>{WORDS}</table><div class=cut style="white-space: nowrap">{WORDS}
</div><h2>More</h2><p lang=de>{WORDS}<p><u>{WORDS}</u><pre>one\ttwo\n\nthree</pre><p>{"Long. " * 900}"""


def laid_out(*, adapted: bool) -> list[bytes]:
    """Two layouts of one document, the second with another height of lines, as files."""
    with pytest.MonkeyPatch.context() as patch:
        if not adapted:
            patch.setattr(engine, "known_lines", nullcontext)
        typesetter = engine.Typesetter(FONTS, {})
        layouts = [typesetter.layout(HTML, (CSS, extra), None) for extra in ("", "html { line-height: 1.1 }")]
    assert len(layouts[0].pages) > 5
    return [layout.write_pdf(pdf_tags=True) for layout in layouts]


def test_the_bytes_are_those_of_weasyprint_alone() -> None:
    """Hyphens, tables, letters and words apart, cut words, other languages, and texts too long to be kept."""
    engine.load(FONTS)
    assert laid_out(adapted=True) == laid_out(adapted=False)


def test_a_long_document_keeps_a_bounded_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is forgotten beyond a number of letters, with the styles; the bytes stay the same."""
    engine.load(FONTS)
    monkeypatch.setattr(known_lines, "MOST_LETTERS", 2000)
    typesetter = engine.Typesetter(FONTS, {})
    layout = typesetter.layout(HTML, (CSS,), None)
    assert sum(len(key[0]) for key in typesetter._known._lines) <= 2000
    assert layout.write_pdf(pdf_tags=True) == laid_out(adapted=False)[0]


def test_a_second_layout_breaks_no_line_of_the_same_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pango breaks each line once for both layouts, and again where the width differs."""
    engine.load(FONTS)
    asked: list[str] = []
    first = KnownLines.first

    def watched(self: KnownLines, split: Any, text: str, *rest: Any, **options: Any) -> Any:
        def counted(text: str, *given: Any, **named: Any) -> Any:
            asked.append(text)
            return split(text, *given, **named)

        return first(self, counted, text, *rest, **options)

    monkeypatch.setattr(KnownLines, "first", watched)
    typesetter = engine.Typesetter(FONTS, {})
    html = f"<p>{WORDS}<p>{WORDS}"
    broken = []
    for css in ("", "html { line-height: 1.1 }", "html { width: 200px }"):
        asked.clear()
        typesetter.layout(html, (css,), None)
        broken.append(len(asked))
    assert broken[0] > 3
    assert broken[1] == 0
    assert broken[2] > broken[0]


@pytest.mark.parametrize(("last", "left"), [(0.29, ()), (0.2, (0.15,)), (0.2, (0.05, 0.01)), (0.1, (0.09, 0.08, 0.05))])
def test_hopeless_layouts_are_not_tried(monkeypatch: pytest.MonkeyPatch, last: float, left: tuple[float, ...]) -> None:
    """A last page with more words than a style sheet ever saved is left as it is; ``left`` has the fill after each."""
    monkeypatch.setattr(relayout, "last_page_fill", lambda layout: layout.fill)
    fills = iter(left)
    tried: list[str] = []

    def lay_out(css: str) -> SimpleNamespace:
        tried.append(css)
        return SimpleNamespace(pages=[None, None], fill=next(fills))

    assert relayout.tightened(SimpleNamespace(pages=[None, None], fill=last), lay_out) is None
    assert len(set(tried)) == len(left)
