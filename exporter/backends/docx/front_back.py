"""Front and back of the document: logo, title, notice to reviewers, document control; history and legal notice."""

from collections.abc import Iterator
from dataclasses import replace

from exporter.backends.docx.blocks import blocks, story
from exporter.backends.docx.languages import document_run
from exporter.backends.docx.paragraphs import bare, paragraph
from exporter.backends.docx.pictures import picture
from exporter.backends.docx.stylesheet import CONTROL
from exporter.backends.docx.tables import table
from exporter.backends.docx.writing import BlockContext, Writing
from exporter.backends.front_back import (
    FRAME,
    IN_HEAD,
    Fact,
    author,
    control_table,
    facts,
    facts_table,
    logo,
    review_notice,
    rows_table,
    sections,
)
from exporter.model.nodes import Image, Inline, Link, Table, Text
from exporter.ooxml import runs
from exporter.ooxml.elements import Element, element, properties, set_property

LOGO_WIDTH = 180  # CSS pixels
PICTURE_HEIGHT = 166  # CSS pixels: the 44 mm that the PDF's first page gives a picture
COVER_DROP = 3400  # twips that a title stands lower on a cover


def front_elements(writing: Writing, context: BlockContext) -> Iterator[Element]:
    """Yield the elements above the body on the first page."""
    document = writing.document
    yield from _pictures(writing, context)
    title_context = replace(context, key="title")
    lowered = [element("w:spacing", before=COVER_DROP)] if document.cover else []
    yield paragraph(writing, title_context, _text(document.title), style="Title", kind="title", own_properties=lowered)
    if document.subtitle:
        yield paragraph(writing, title_context, _text(document.subtitle), style="Subtitle", kind="title")
    if document.cover and author(document):
        yield paragraph(writing, title_context, (), style="Subtitle", kind="title", generated=author(document))
    yield from _notice(writing)
    for control in _control(writing):
        unmapped = replace(context, mapped=False)
        yield from table(writing, unmapped, control, story, CONTROL)


def _pictures(writing: Writing, context: BlockContext) -> Iterator[Element]:
    """Yield logo and picture on one line, at its two ends; on a cover below each other."""
    document = writing.document
    shown = []
    if document.logo in document.assets and (found := logo(document)):
        shown.append(replace(found, width=LOGO_WIDTH))
    if document.picture is not None:
        shown.append(_front_picture(writing, document.picture))
    runs_of = [list(picture(writing, context, image)) for image in shown]
    if len(runs_of) == 2 and not document.cover:
        line = bare(writing, context, "Logo", [*runs_of[0], runs.text("\t"), *runs_of[1]])
        yield set_property(line, element("w:tabs", element("w:tab", val="right", pos=context.width)))
    else:
        yield from (bare(writing, context, "Logo", found) for found in runs_of)


def _front_picture(writing: Writing, picture: Image) -> Image:
    """Return the document's picture, no higher than in the PDF; no reviewed text contains it, so it has no place."""
    asset = writing.document.assets.get(picture.asset)
    scale = min(1.0, PICTURE_HEIGHT / asset.height) if asset and asset.height else 1.0
    return replace(picture, pos=None, width=asset.width * scale if asset else picture.width)


def back_elements(writing: Writing, context: BlockContext) -> Iterator[Element]:
    """Yield the sections below the body: revision history and legal notice. The review map leaves them out."""
    for section in sections(writing.document, writing.words):
        style = element("w:pStyle", val=writing.styles.id("Apparatus Heading"))
        yield element("w:p", properties("w:pPr", [style]), document_run(writing.document.language, section.heading))
        yield from blocks(writing, replace(context, mapped=False), section.blocks)


def _notice(writing: Writing) -> Iterator[Element]:
    lines = review_notice(writing.document, writing.words) if writing.options.review else ()
    for at, line in enumerate(lines):
        first = at == 0
        formatting = [
            element("w:pStyle", val=writing.styles.id("Review Notice")),
            element("w:keepNext") if first else None,
        ]
        bold = [element("w:b")] if first else []
        yield element("w:p", properties("w:pPr", formatting), document_run(writing.document.language, line, *bold))


def _control(writing: Writing) -> list[Table]:
    """Return document control as a table: few facts side by side below a header row, many below each other."""
    if writing.document.control.request:
        request = control_table(writing.document, writing.words)
        return [rows_table([(fact.word, _text(fact.value)) for fact in request])]
    if control_table(writing.document, writing.words):
        every = facts(writing.document, writing.words, *IN_HEAD, *FRAME, "source", "section")
        return [rows_table([(fact.word, _value(fact)) for fact in every])]
    shown = facts(writing.document, writing.words, *IN_HEAD, "source", "section")
    known = [(fact.word, _value(fact)) for fact in shown]
    return [facts_table(known)] if known else []


def _value(fact: Fact) -> tuple[Inline, ...]:
    """Return the value of a fact; an address without its scheme, to save room."""
    shown = _text(fact.value.partition("://")[2].rstrip("/") or fact.value if fact.key == "source" else fact.value)
    return (Link(target=fact.address, children=shown),) if fact.address else shown


def _text(words: str) -> tuple[Inline, ...]:
    return (Text(text=words),)
