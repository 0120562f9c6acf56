"""Review files as the exporter writes them, edited in Word's XML, and the page's changed lines."""

import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape

from exporter.backends.docx import BACKEND
from exporter.backends.docx.options import DocxOptions
from exporter.model.document import Asset
from exporter.model.nodes import Image
from exporter.model.walk import walk
from exporter.review import Session, Statuses, select_changes, write_changes
from exporter.review.write.unified_diff import diff
from exporter.theme.files import Theme
from tests.backends.documents import SVG, png
from tests.review.docxfile import read_page
from tests.review.redline_loop import PATH, document, reviewed

Edit = Callable[[str], str]
"""An edit of the XML of a document part."""
BY = 'w:author="Rita" w:date="2026-01-02T03:04:05Z"'


@cache
def export(text: str) -> bytes:
    """The review file of a page."""
    page = document(read_page(PATH, text)[0])
    names = (node.asset for node in walk(page.body) if isinstance(node, Image))
    assets = {n: _asset(n) for n in names}
    data = BACKEND.render(replace(page, assets=assets), DocxOptions(review=True, fonts="none"), Theme()).data
    assert data is not None
    return data


def _asset(name: str) -> Asset:
    if name.endswith(".svg"):
        data, drawn = SVG.encode(), png(320, 80)
        return Asset(name=name, media_type="image/svg+xml", data=data, width=160, height=40, fallback=drawn)
    return Asset(name=name, media_type="image/png", data=png(8, 8), width=8, height=8)


def edited(data: bytes, edit: Edit, part: str = "word/document.xml") -> bytes:
    """A file with an edit of one of its parts."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, edit(content.decode()).encode() if name == part else content)
    return out.getvalue()


def without_forms(xml: str) -> str:
    """A map as older versions of the exporter wrote it."""
    for name in ("around", "level", "ordered", "looks"):
        while (at := xml.find(f' {name}="')) >= 0:
            xml = xml[:at] + xml[xml.index('"', at + len(name) + 3) + 1 :]
    while (at := xml.find("<r:picture ")) >= 0:
        xml = xml[:at] + xml[xml.index("/>", at) + 2 :]
    return xml


def new(style: str, text: str, *, number: int = 0, level: int = 0, more: str = "") -> str:
    """A paragraph that a reviewer inserted, with tracking on."""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    mark = f'<w:rPr><w:ins w:id="9001" {BY}/></w:rPr>'
    words = f'<w:ins w:id="9002" {BY}><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:ins>'
    return f"<w:p><w:pPr>{styled}{listed}{more}{mark}</w:pPr>{words}</w:p>"


def behind(words: str, *paragraphs: str) -> Edit:
    """Paragraphs behind the one that has these words."""

    def edit(xml: str) -> str:
        at = xml.index("</w:p>", xml.index(words)) + len("</w:p>")
        return xml[:at] + "".join(paragraphs) + xml[at:]

    return edit


def before(words: str, *paragraphs: str) -> Edit:
    """Paragraphs in front of the one that has these words."""

    def edit(xml: str) -> str:
        at = xml.rindex("<w:p>", 0, xml.index(words))
        return xml[:at] + "".join(paragraphs) + xml[at:]

    return edit


def written_under(words: str, text: str, style: str) -> Edit:
    """A paragraph typed behind another one, as LibreOffice writes it: the old mark comes to the new paragraph."""

    def edit(xml: str) -> str:
        at = xml.rindex("<w:p>", 0, xml.index(words))
        end = xml.index("</w:p>", at) + len("</w:p>")
        first = xml[at:end].replace("</w:pPr>", f'<w:rPr><w:ins w:id="9001" {BY}/></w:rPr></w:pPr>', 1)
        run = f'<w:ins w:id="9002" {BY}><w:r><w:t>{text}</w:t></w:r></w:ins>'
        last = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'
        return xml[:at] + first + last + xml[end:]

    return edit


def replaced(old: str, new_xml: str) -> Edit:
    """XML in the place of other XML, which stands once in the document."""

    def edit(xml: str) -> str:
        assert xml.count(old) == 1, (old, xml.count(old))
        return xml.replace(old, new_xml)

    return edit


def words_replaced(old: str, by: str) -> Edit:
    """Words that are a run of their own, replaced with tracking on."""

    def edit(xml: str) -> str:
        at = xml.index(f">{old}</w:t>")
        start, end = xml.rindex("<w:r>", 0, at), xml.index("</w:r>", at) + len("</w:r>")
        run = xml[start:end]
        gone = run.replace("<w:t ", "<w:delText ").replace("<w:t>", "<w:delText>").replace("</w:t>", "</w:delText>")
        fresh = run.replace(f">{old}</w:t>", f">{by}</w:t>")
        pair = f'<w:del w:id="9003" {BY}>{gone}</w:del><w:ins w:id="9004" {BY}>{fresh}</w:ins>'
        return xml[:start] + pair + xml[end:]

    return edit


def gone(words: str) -> Edit:
    """A paragraph deleted as a whole."""

    def edit(xml: str) -> str:
        at = xml.index(f">{words}</w:t>")
        start, end = xml.rindex("<w:r>", 0, at), xml.index("</w:r>", at) + len("</w:r>")
        run = f'<w:del w:id="9" {BY}>{xml[start:end].replace("w:t>", "w:delText>")}</w:del>'
        close = xml.rindex("</w:pPr>", 0, start)
        mark = f'<w:rPr><w:del w:id="8" {BY}/></w:rPr>'
        return xml[:close] + mark + xml[close:start] + run + xml[end:]

    return edit


def all_of(*edits: Edit) -> Edit:
    """Several edits in turn."""

    def edit(xml: str) -> str:
        for one in edits:
            xml = one(xml)
        return xml

    return edit


def session_of(text: str, edit: Edit, *, old_map: bool = False) -> Session:
    """The session of an edited file against its page."""
    data = edited(export(text), edit)
    return reviewed(edited(data, without_forms, "customXml/item1.xml") if old_map else data, text)


def outcome(text: str, edit: Edit, *, old_map: bool = False, untracked: bool = False) -> tuple[list[str], list[str]]:
    """The changed lines of the page, with their signs, and the reasons of what is not written."""
    session = session_of(text, edit, old_map=old_map)
    chosen = {c.id for c in session.changes} if untracked else select_changes(session)[0]
    texts, statuses = write_changes(session, chosen, read_page)
    return changed_lines(text, texts.get(PATH, text)), reasons(session, statuses)


def changed_lines(old: str, now: str) -> list[str]:
    """The lines that a page lost and gained, without blank ones."""
    lines = (line.rstrip("\n") for line in list(diff(PATH, old, now))[1:])
    return [line for line in lines if line[:1] in "+-" and line[1:].strip()]


def reasons(session: Session, statuses: Statuses) -> list[str]:
    """The status and reason of each change that is not written."""
    left: Iterable[tuple[str, str]] = (statuses[c.id] for c in session.changes)
    return [f"{status}: {reason}" for status, reason in left if status != "automatic"]
