"""Contents that a word processor has renewed."""

import re
from dataclasses import replace
from functools import cache

from exporter.backends.docx import BACKEND
from exporter.backends.docx.options import DocxOptions
from exporter.model.document import TocEntry
from exporter.model.nodes import Heading
from exporter.theme.files import Theme
from tests.review.docxfile import read_page
from tests.review.exported import BY, Edit, edited
from tests.review.redline_loop import PATH, document, reviewed

PAGE = (
    "---\ntitle: Page\n---\n\nSome words.\n\n## One\n\nMore words.\n\n## Two\n\nWords.\n\n## Release 2\n\nLast words.\n"
)
NUMBER = re.compile(r'(PAGEREF \S+ \\h .*?"separate"/></w:r>)<w:r><w:t>(\d+)</w:t></w:r>')
LINES = re.compile(r"(<w:sdtContent><w:p>.*?</w:p>)(.*)(</w:sdtContent>)")


@cache
def numbered() -> bytes:
    """A review file whose contents show the pages of a PDF."""
    page = document(read_page(PATH, PAGE)[0])
    heads = [block for block in page.body if isinstance(block, Heading)]
    toc = tuple(TocEntry(level=head.level, anchor=head.anchor, children=head.children) for head in heads)
    options = DocxOptions.model_validate({"toc": "always", "fonts": "none"})
    made = BACKEND.render(replace(page, toc=toc, toc_pages=(1, 2, 2)), options, Theme()).data
    assert made is not None
    return made


def listed(*edits: Edit) -> list[tuple[str, str]]:
    """The words that a review lists, before and after."""
    data = numbered()
    for edit in edits:
        data = edited(data, edit)
    session = reviewed(data, PAGE)
    assert session.notes == []
    return [(change.before, change.after) for change in session.changes]


def updated(xml: str) -> str:
    """All numbers of pages renewed with tracking off."""
    return NUMBER.sub(lambda m: f"{m[1]}<w:r><w:t>{int(m[2]) + 3}</w:t></w:r>", xml)


def tracked(xml: str) -> str:
    """All numbers of pages renewed with tracking on."""
    return NUMBER.sub(
        lambda m: (
            f"{m[1]}<w:del w:id='9001' {BY}><w:r><w:delText>{m[2]}</w:delText></w:r></w:del>"
            f"<w:ins w:id='9002' {BY}><w:r><w:t>{int(m[2]) + 3}</w:t></w:r></w:ins>"
        ),
        xml,
    )


def rebuilt(xml: str) -> str:
    """The whole contents renewed with tracking on: old lines deleted, new ones inserted."""

    def line(text: str, kind: str) -> str:
        """A line as the tracked change ``kind``."""
        if kind == "del":
            text = re.sub("(?<=w:)(?:t|instrText)(?=[ >])", lambda m: {"t": "delText"}.get(m[0], "delInstrText"), text)
        marked = text.replace("</w:pPr>", f'<w:rPr><w:{kind} w:id="9003" {BY}/></w:rPr></w:pPr>')
        return re.sub("(<w:r>.*?</w:r>)", rf'<w:{kind} w:id="9004" {BY}>\1</w:{kind}>', marked)

    return LINES.sub(lambda m: m[1] + line(m[2], "del") + line(updated(m[2]), "ins") + m[3], xml)


def test_renewed_contents_are_no_change() -> None:
    """Numbers or lines that Word renewed list nothing, with tracking on or off."""
    for edit in (updated, tracked, rebuilt):
        assert edited(numbered(), edit) != numbered()
        assert listed(edit) == []


def test_words_changed_in_contents_are_listed() -> None:
    """A changed word is listed where numbers changed too, also if it is a number."""

    def misnamed(xml: str) -> str:
        """The last of the new lines with another number in its words."""
        contents, end, page = rebuilt(xml).partition("</w:sdtContent>")
        head, words, tail = contents.rpartition("Release 2")
        assert words
        return f"{head}Release 3{tail}{end}{page}"

    assert listed(misnamed) == [("Release 2\t2¶", ""), ("", "Release 3\t5¶")]
