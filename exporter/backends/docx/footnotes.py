"""The footnotes part (17.11): the two separators, and each note with its number in front."""

from dataclasses import replace

from exporter.backends.docx.blocks import story
from exporter.backends.docx.writing import BlockContext, Writing
from exporter.ooxml import runs
from exporter.ooxml.elements import Element, element, properties, root
from exporter.ooxml.names import qname

SEPARATORS = ((-1, "separator"), (0, "continuationSeparator"))


def footnotes_part(writing: Writing, context: BlockContext) -> Element | None:
    """Return the root of the part, None if there are no notes."""
    if not writing.document.footnotes:
        return None
    made = root("w:footnotes", ("r", "wp", "a", "pic"))
    for number, kind in SEPARATORS:
        line = element("w:p", properties("w:pPr", [_tight()]), runs.around(element(f"w:{kind}")))
        made.append(element("w:footnote", line, type=kind, id=number))
    for note in writing.document.footnotes:
        inside = replace(context, style="footnote text", kind="footnote", key=f"f{note.number}")
        content = list(story(writing, inside, note.children))
        _number(writing, content)
        made.append(element("w:footnote", *content, id=note.number))
    return made


def _tight() -> Element:
    return element("w:spacing", before=0, after=0, line=240, lineRule="auto")


def _number(writing: Writing, content: list[Element]) -> None:
    """Put the note's number at the start of its first paragraph."""
    style = element("w:rStyle", val=writing.styles.id("footnote reference"))
    marks = [runs.around(element("w:footnoteRef"), style), runs.text(" ")]
    first = content[0]
    if first.tag != qname("w:p"):
        formatting = properties("w:pPr", [element("w:pStyle", val=writing.styles.id("footnote text"))])
        content.insert(0, element("w:p", formatting, *marks))
        return
    at = 1 if first.find(qname("w:pPr")) is not None else 0
    for mark in reversed(marks):
        first.insert(at, mark)


def footnote_settings() -> Element:
    """Return the settings that name the separators."""
    return element("w:footnotePr", *(element("w:footnote", id=number) for number, _ in SEPARATORS))
