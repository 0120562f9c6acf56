"""The head of the document: logo, title, what is asked of reviewers, document control; and what stands at its end."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from exporter.backends.docx.blocks import blocks, story
from exporter.backends.docx.paragraphs import bare, paragraph
from exporter.backends.docx.pictures import picture
from exporter.backends.docx.stylesheet.names import CONTROL
from exporter.backends.docx.tables import table
from exporter.backends.docx.writing import Place, Writing
from exporter.backends.matter import status_word
from exporter.model.nodes import Block, Cell, Image, Inline, Link, Paragraph, Row, Table, Text
from exporter.model.walk import plain_text
from exporter.ooxml import runs
from exporter.ooxml.elements import Element, element, properties, set_property
from exporter.ooxml.names import qname

LOGO_WIDTH = 180  # CSS pixels
PICTURE_HEIGHT = 166  # CSS pixels: the 44 mm that the PDF's head gives a picture
COVER_DROP = 3400  # twips that a title stands lower on a cover


def head(writing: Writing, place: Place) -> Iterator[Element]:
    """What stands above the body on the first page."""
    document = writing.document
    yield from _pictures(writing, place)
    named = replace(place, key="title")
    lowered = [element("w:spacing", before=COVER_DROP)] if document.cover else []
    yield paragraph(writing, named, _text(document.title), style="Title", kind="title", further=lowered)
    if document.subtitle:
        yield paragraph(writing, named, _text(document.subtitle), style="Subtitle", kind="title")
    yield from _notice(writing)
    for control in _control(writing):
        quiet = replace(place, marked=False)
        yield from table(writing, quiet, control, story, CONTROL)


def _pictures(writing: Writing, place: Place) -> Iterator[Element]:
    """Logo and picture on one line, at its two ends; on a cover below each other."""
    document = writing.document
    shown = []
    if document.logo in document.assets:
        alt = document.publisher
        shown.append(Image(asset=document.logo, alt=alt, decorative=not alt, width=LOGO_WIDTH))
    if document.picture is not None:
        shown.append(_head_picture(writing, document.picture))
    runs_of = [list(picture(writing, place, image)) for image in shown]
    if len(runs_of) == 2 and not document.cover:
        line = bare(writing, place, "Logo", [*runs_of[0], runs.text("\t"), *runs_of[1]])
        yield set_property(line, element("w:tabs", element("w:tab", val="right", pos=place.width)))
    else:
        yield from (bare(writing, place, "Logo", found) for found in runs_of)


def _head_picture(writing: Writing, picture: Image) -> Image:
    """The head's picture, no higher than in the PDF; it stands in no text that could come back."""
    asset = writing.document.assets.get(picture.asset)
    scale = min(1.0, PICTURE_HEIGHT / asset.height) if asset and asset.height else 1.0
    return replace(picture, pos=None, width=asset.width * scale if asset else picture.width)


def start_page(part: Element) -> None:
    """Let ``part`` (a paragraph, or the contents) start on a page of its own: what stands before it is the cover."""
    set_property(next(part.iter(qname("w:p"))), element("w:pageBreakBefore"))


def foot(writing: Writing, place: Place) -> Iterator[Element]:
    """What stands below the body: revision history and legal notice."""
    control = writing.document.control
    if control.history:
        yield _heading(writing, "revision_history")
        names = ("version", "date", "change")
        rows = [(entry.version, entry.date, entry.text) for entry in control.history]
        head_row = _row([_text(writing.label(name)) for name in names], header=True)
        body = tuple(_row([_text(word) for word in row]) for row in rows)
        yield from _unmarked(writing, place, [Table(head=(head_row,), body=body)])
    if control.legal:
        yield _heading(writing, "legal")
        yield from _unmarked(writing, place, [Paragraph(children=_text(words), role="note") for words in control.legal])


def _notice(writing: Writing) -> Iterator[Element]:
    review = writing.document.review
    if not writing.options.review or not (review.instructions or review.until):
        return
    style = element("w:pStyle", val=writing.styles.id("Review Notice"))
    first = writing.label("review")
    if review.until:
        first = writing.label("review_until").replace("{date}", review.until)
    yield element("w:p", properties("w:pPr", [style, element("w:keepNext")]), runs.text(first, element("w:b")))
    for line in review.instructions.splitlines():
        if line.strip():
            style = element("w:pStyle", val=writing.styles.id("Review Notice"))
            yield element("w:p", properties("w:pPr", [style]), runs.text(line.strip()))


def _control(writing: Writing) -> list[Table]:
    """Document control as a table with a header row: what is known, side by side."""
    control = writing.document.control
    source = control.address or control.source
    shown = _text(source.partition("://")[2].rstrip("/") or source)
    facts = {
        "identifier": _text(control.identifier),
        "date": _text(control.date),
        "status": _text(status_word(control.status, writing.words)),
        "source": (Link(target=control.address, children=shown),) if control.address else shown,
        "section": _text(control.section),
    }
    known = {key: words for key, words in facts.items() if plain_text(words)}
    if not known:
        return []
    head_row = _row([_text(writing.label(key)) for key in known], header=True)
    return [Table(head=(head_row,), body=(_row(list(known.values())),))]


def _text(words: str) -> tuple[Inline, ...]:
    return (Text(text=words),)


def _row(cells: Sequence[tuple[Inline, ...]], *, header: bool = False) -> Row:
    scope = "col" if header else None
    return Row(cells=tuple(Cell(children=(Paragraph(children=words),), scope=scope) for words in cells))  # type: ignore[arg-type]


def _heading(writing: Writing, key: str) -> Element:
    style = element("w:pStyle", val=writing.styles.id("Apparatus Heading"))
    return element("w:p", properties("w:pPr", [style]), runs.text(writing.label(key)))


def _unmarked(writing: Writing, place: Place, content: Sequence[Block]) -> Iterator[Element]:
    """Generated blocks: no words of the page, so no place in the review map."""
    yield from blocks(writing, replace(place, marked=False), content)
