"""A space at the end of a line hangs: it never costs the words before it their line."""

from contextlib import nullcontext

import pytest

from exporter.backends.pdf import engine
from exporter.backends.pdf.relayout import boxes
from exporter.fonts.families import FAMILIES
from exporter.fonts.fontconfig import configuration
from tests.backends.pdf.typography import text_of

WORDS = "Then it is set to <code>.value</code> and more"  # no line may begin with a full stop, says UAX 14
WIDTHS = [100 + step / 4 for step in range(600)]


def lines() -> list[list[str]]:
    """The lines of the words in a paragraph of each width."""
    fonts = configuration({FAMILIES[0]: frozenset()})
    engine.load(fonts)
    html = "".join(f'<p style="width: {width}px">{WORDS}</p>' for width in WIDTHS)
    layout = engine.Typesetter(fonts, {}).layout(f"<body>{html}</body>", (), None)
    paragraphs = [box for page in layout.pages for box in boxes(page._page_box) if type(box).__name__ == "BlockBox"]
    return [[text_of(line) for line in p.children] for p in paragraphs if p.element_tag == "p"]


def test_no_first_word_stands_alone() -> None:
    """At no width does a line end behind the first of words that fit on it."""
    found = lines()
    assert len(found) == len(WIDTHS)
    assert [p for p in found if p[0].strip() == "Then"] == []


def test_the_engine_still_needs_this(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it a first word stands alone; if this fails with a new WeasyPrint, remove ``hanging_spaces``."""
    monkeypatch.setattr(engine, "hanging_spaces", nullcontext)
    assert any(p[0].strip() == "Then" for p in lines())
