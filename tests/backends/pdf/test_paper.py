"""The gate for the paper: words, pictures and rules outside, cut or on each other are found; right pages are silent."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from exporter.backends.pdf import PdfOptions, engine
from exporter.backends.pdf.paper import Fault, Kind, faults
from exporter.backends.pdf.relayout import boxes
from exporter.backends.pdf.rendering import Rendering
from exporter.build.flow import Flow
from exporter.build.project import open_project
from exporter.diagnostics import Diagnostics, Severity
from exporter.fonts.families import BY_NAME
from exporter.fonts.fontconfig import configuration
from exporter.model.document import Asset, Document
from exporter.model.nodes import Block, Columns, Container, Image, List, ListItem, Paragraph, Span
from exporter.model.walk import walk
from exporter.theme.files import Theme
from tests.backends.documents import bullets, paragraph, png, text
from tests.components.test_cases import cases
from tests.lowering.pages import lowered_text, read

ROOT = Path(__file__).parents[3]
SHEET = """
@page { size: 400px 300px; margin: 50px; @top-left { content: "running head"; vertical-align: bottom } }
html { font: 16px/1.2 "Merriweather Sans" }
body, p, hr { margin: 0 }
"""
PICTURE = f"data:image/png;base64,{b64encode(png(100, 40)).decode()}"
Look = Callable[[str], list[Fault]]


@pytest.fixture(scope="module")
def look() -> Look:
    """The faults of a small page of its own: 300 by 200 pixels of text, from 50, 50 on."""
    letters = frozenset(map(chr, range(32, 127)))
    fonts = configuration({BY_NAME["Merriweather Sans"]: letters})
    engine.load(fonts)

    def faults_of(html: str) -> list[Fault]:
        source = f"<html lang=en><body>{html.replace('PICTURE', PICTURE)}</body></html>"
        weasyprint: Any = engine.load(fonts)
        layout = weasyprint.HTML(string=source).render(
            stylesheets=[weasyprint.CSS(string=SHEET)], font_config=engine.font_configuration(fonts)
        )
        return list(faults(layout))

    return faults_of


WRONG = {
    # outside: in the margin, but on the sheet
    "words to the left": ("<p style='margin-left: -30px'>alpha</p>", Kind.OUTSIDE, "alpha"),
    "words to the right": ("<p style='white-space: nowrap'>" + "alpha " * 7 + "</p>", Kind.OUTSIDE, "alpha"),
    "words below": ("<p style='position: absolute; top: 215px'>alpha</p>", Kind.OUTSIDE, "alpha"),
    "a picture": ("<img src=PICTURE style='margin-left: 230px'>", Kind.OUTSIDE, ""),
    "a rule": ("<hr style='width: 330px'>", Kind.OUTSIDE, ""),
    # cut: by the sheet, or by a box
    "words beyond the sheet": ("<p style='white-space: nowrap'>" + "alpha" * 14 + "</p>", Kind.CUT, "alpha"),
    "words above the sheet": ("<p style='position: absolute; top: -70px'>alpha</p>", Kind.CUT, "alpha"),
    "a low box": ("<p style='height: 10px; overflow: hidden'>alpha</p>", Kind.CUT, "alpha"),
    "a narrow box": ("<p style='width: 30px; overflow: hidden'>alphabet</p>", Kind.CUT, "alpha"),
    "boxes in a low box": ("<div style='height: 30px; overflow: hidden'><p>a<p>b<p>gamma</div>", Kind.CUT, "gamma"),
    "a picture in a low box": ("<div style='height: 30px; overflow: hidden'><img src=PICTURE></div>", Kind.CUT, ""),
    # on each other
    "words on words": ("<p>alpha</p><p style='margin-top: -12px'>beta</p>", Kind.COVERED, "beta"),
    "words on a picture": ("<p>alpha</p><img src=PICTURE style='display: block; margin-top: -15px'>", Kind.COVERED, ""),
    "a rule on words": ("<p>alpha</p><hr style='margin-top: -10px'>", Kind.COVERED, ""),
    "words on the running head": ("<p style='position: absolute; top: -20px'>alpha</p>", Kind.COVERED, "alpha"),
    "cells on cells": (
        "<table><tr><td>a<td><div style='height: 5px'>alpha<br>beta</div><tr><td>c<td>gamma</table>",
        Kind.COVERED,
        "beta",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_pages(look: Look, name: str) -> None:
    """Each kind of fault is found, with its words."""
    html, kind, words = WRONG[name]
    found = look(html)
    assert [fault for fault in found if fault.kind is kind and fault.words.startswith(words)], found


RIGHT = {
    "close lines": "<h1 style='line-height: 1'>ÀÉ gjy<br>ÀÉ gjy</h1>",
    "raised words on the first line": "<p>alpha<sup style='line-height: 0'>2</sup> and H<sub>2</sub>O</p>",
    "words beside a float": "<img src=PICTURE style='float: left'><p>" + "alpha " * 40 + "</p>",
    "a picture among words": "<p>alpha <img src=PICTURE> beta</p><p>gamma</p>",
    "blocks in a line": "<p>alpha <span style='display: inline-block; width: 60px'>beta gamma</span> delta</p>",
    "spaces at the end of code": "<pre style='white-space: pre-wrap'>alpha" + " " * 90 + "\nbeta</pre>",
    "words from right to left": "<div dir=rtl><p>alpha beta</p><ul><li>gamma</ul></div>",
    "lists": "<ol style='padding-left: 40px'><li>alpha<ul><li>beta</ul></ol>",
    "a table with spans": "<table><tr><td rowspan=2>alpha<br>beta<td>gamma<tr><td>delta</table>",
    "a table over pages": "<table><thead><tr><th>head</thead>" + "<tr><td>cell" * 40 + "</table>",
    "columns": "<div style='columns: 2'>" + "alpha " * 80 + "</div>",
    "words beside words": "<p>alpha</p><p style='margin: -19px 0 0 150px'>beta</p>",
    "a box that hides nothing": "<div style='overflow: hidden'><p>alpha</p></div>",
    "hanging first lines": "<p style='padding-left: 2em; text-indent: -2em'>" + "alpha " * 30 + "</p>",
    "a rule between words": "<p>alpha</p><hr><p>beta</p>",
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_pages(look: Look, name: str) -> None:
    """What only looks like a fault is none."""
    assert look(RIGHT[name]) == []


# --- in files ------------------------------------------------------------------------------------------------------

PAGE = """\
Words before.

- one
- SECOND

| a | b |
|---|---|
| c | FOURTH |
"""


def themed(css: str) -> Theme:
    """The default theme with more rules."""
    return Theme(files={"styles/print.css": f"{Theme().text('styles/print.css')}\n{css}".encode()})


def document(page: str) -> Document:
    """The page as a document."""
    lowered, *_ = read(page, Diagnostics(), "content/a.md", "/")
    return Document(title="T", body=lowered.body, footnotes=lowered.footnotes)


@pytest.mark.parametrize(
    ("css", "code", "severity", "place"),
    [
        ("li + li { margin-left: -20mm }", "pdf-outside", Severity.WARNING, "content/a.md:4:1"),
        ("td + td { text-indent: -47mm }", "pdf-overlap", Severity.WARNING, "content/a.md:8"),
        ("p { margin-left: -40mm }", "pdf-cut", Severity.ERROR, "content/a.md:1:1"),
    ],
)
def test_a_fault_costs_the_mark(css: str, code: str, severity: Severity, place: str) -> None:
    """The finding stands at the item, cell or paragraph, and the file has no PDF/UA mark."""
    rendered = Rendering(document(PAGE), PdfOptions(), themed(css)).run()
    finding = next(f for f in rendered.findings if f.code == code)
    assert finding.severity is severity
    assert str(finding.pos).startswith(place), rendered.findings
    assert finding.hint
    assert rendered.unmet == ("PDF/UA-1",)
    assert rendered.data, "severities: may lower the error"


def test_a_fault_of_many_lines_is_one_finding() -> None:
    """A paragraph of many lines in the margin is told once."""
    rendered = Rendering(document("word " * 300), PdfOptions(), themed("p { margin-left: -15mm }")).run()
    assert [f.code for f in rendered.findings] == ["pdf-outside"]


def card(times: int) -> Container:
    """A card with this many sentences."""
    return Container(role="card", children=(paragraph("Words of a card that take some lines. " * times),))


GRIDS: dict[str, tuple[Block, ...]] = {
    "a last row that runs over a second page": (
        Container(role="card-group", children=tuple(map(card, (9, 9, 45, 1, 30, 2, 30, 2, 9, 40)))),
    ),
    "cards longer than a page": (
        Container(role="card-group", children=tuple(map(card, (10, 90, 90, 10, 10, 10)))),
        paragraph("after"),
    ),
    "rows of columns longer than a page": (
        Columns(widths=(1,) * 6, columns=tuple((card(n),) for n in (4, 31, 31, 4, 4, 4))),
        paragraph("after"),
    ),
}


@pytest.mark.parametrize("name", GRIDS)
@pytest.mark.parametrize("size", ["A4", "A5"])
def test_cards_and_columns_stay_on_the_paper(layouts: list[Any], name: str, size: str) -> None:
    """Rows that the engine would draw over the head or off the sheet break as tables do, with every word."""
    body = (*map(paragraph, map(str, range(12))), *GRIDS[name])
    rendered = Rendering(Document(title="T", body=body, page_size=size), PdfOptions(toc="never"), Theme()).run()
    assert rendered.findings == ()
    shown = "".join(box.text for page in layouts[-1].pages for box in boxes(page._page_box) if hasattr(box, "text"))
    assert shown.count("Words") == str(body).count("Words")


def test_numbers_of_lists_stay_on_the_paper(layouts: list[Any]) -> None:
    """Lists begin with their first number, and long numbers have room beside the words."""
    starts = (1, 9, 98, 997, 9995, 32767)
    lists = tuple(replace(bullets("x", "y", ordered=True), start=start) for start in starts)
    steps = List(items=tuple(ListItem(children=(paragraph("z"),)) for _ in range(120)), ordered=True, role="steps")
    rendered = Rendering(Document(title="T", body=(*lists, steps)), PdfOptions(), Theme()).run()
    assert rendered.findings == ()
    shown = {box.text.strip() for page in layouts[-1].pages for box in boxes(page._page_box) if hasattr(box, "text")}
    assert {f"{start + more}." for start in starts for more in (0, 1)} | {"120."} <= shown


def test_numbers_of_notes_stay_on_the_paper() -> None:
    """Ten notes have numbers of two digits, at the end as at the foot of pages."""
    table = "<table><tr><td>" + "".join(f"[^{n}]" for n in range(12)) + "</td></tr></table>\n\n"
    notes = "".join(f"[^{n}]: One{f' and [^{n + 1}]' if n < 11 else ''}.\n\n" for n in range(12))
    rendered = Rendering(document(table + notes), PdfOptions(), Theme()).run()
    assert rendered.findings == ()
    assert rendered.unmet == ()


def test_a_fault_beside_a_note_stands_at_its_words() -> None:
    """No node has the number of a note, and a document of a command line has no place."""
    page = document("A[^1] and[^2].\n\n[^1]: One[^2].\n[^2]: Two.\n")
    rendered = Rendering(replace(page, pos=None), PdfOptions(), themed("ol { margin-left: -15mm }")).run()
    assert [(f.code, str(f.pos)) for f in rendered.findings] == [
        ("pdf-outside", f"content/a.md:{line}:7") for line in (3, 4)
    ]


EMPTY_ITEMS = ("-\n-\n- a\n-\n", "1. a\n2.\n3.\n4. b\n", "- a\n  -\n  -\n  - b\n", "- a\n\n-\n\n-\n")


@pytest.mark.parametrize("page", EMPTY_ITEMS)
def test_signs_of_empty_items_stand_below_each_other(page: str) -> None:
    """An item without words is a line high."""
    assert Rendering(document(page), PdfOptions(), Theme()).run().findings == ()


def test_a_badge_of_one_long_word_stays_on_the_paper() -> None:
    """The word breaks within the line."""
    badge = Paragraph(children=(Span(role="badge", children=text("x" * 130)),))
    assert Rendering(Document(title="T", body=(badge,)), PdfOptions(), Theme()).run().findings == ()


CODES = {"pdf-outside", "pdf-cut", "pdf-overlap"}


def test_the_own_exports_are_silent(layouts: list[Any]) -> None:
    """The files of this project's own page have nothing outside, cut or on other words."""
    flow = Flow(open_project(ROOT, Diagnostics(), file=ROOT / "exporter.yaml"))
    documents = [flow.document(export) for export in flow.plan(Diagnostics())]
    found = [f for one in documents if one for f in Rendering(one, PdfOptions(), Theme()).run().findings]
    assert layouts
    assert CODES.isdisjoint(f.code for f in found)


@pytest.mark.parametrize("size", ["A4", "A5"])
@pytest.mark.parametrize("shape", [(300, 2400), (2400, 300)])
def test_the_cases_of_components_are_silent(layouts: list[Any], size: str, shape: tuple[int, int]) -> None:
    """Every component fits the paper, with tall and wide pictures."""
    width, height = shape
    for _, inside in groupby(cases(), lambda case: case.file):
        body = tuple(block for case in inside for block in lowered_text(case.source)[0].body)
        names = {node.asset for node in walk(body) if isinstance(node, Image)}
        picture = Asset(name="p", media_type="image/png", data=png(*shape), width=width, height=height)
        shown = Document(title="T", body=body, assets=dict.fromkeys(names, picture), page_size=size)
        found = [f for f in Rendering(shown, PdfOptions(), Theme()).run().findings if f.code in CODES]
        assert found == []
    assert len(layouts) > 5


@pytest.mark.parametrize("size", ["A4", "A5", "A4 landscape", "105mm 148mm"])
def test_the_sample_fits_small_papers(sample: Document, size: str) -> None:
    """Every node and role stays on the paper, of each size."""
    found = Rendering(replace(sample, page_size=size), PdfOptions(), Theme()).run().findings
    assert [f for f in found if f.code in CODES] == []
