"""Writers' notes to the reviewer as Word comments (17.13.4)."""

from collections.abc import Iterator

from exporter.backends.docx.writing import Place, Writing
from exporter.backends.front_back import author
from exporter.model.nodes import ReviewNote
from exporter.ooxml import runs
from exporter.ooxml.elements import Element, element, properties, root


def comment(writing: Writing, place: Place, note: ReviewNote) -> Iterator[Element]:
    """The marks of a comment at this place; its words go to the comments part.

    Only files for review have them, and only their main part may: what stands in a footnote is said at its mark.
    """
    if not (writing.options.review and place.part.commented):
        return
    number = len(writing.comments)
    who = author(writing.document) or writing.label("review")
    writing.comments.append(_body(writing, note, number, who))
    yield element("w:commentRangeStart", id=number)
    yield element("w:commentRangeEnd", id=number)
    style = element("w:rStyle", val=writing.styles.id("annotation reference"))
    yield runs.holding(element("w:commentReference", id=number), style)


def _body(writing: Writing, note: ReviewNote, number: int, who: str) -> Element:
    style, mark = (writing.styles.id(name) for name in ("annotation text", "annotation reference"))
    lines = [line.strip() for line in note.text.splitlines() if line.strip()] or [""]
    made = element("w:comment", id=number, author=who, initials="".join(word[:1] for word in who.split())[:3] or None)
    for at, line in enumerate(lines):
        sign = runs.holding(element("w:annotationRef"), element("w:rStyle", val=mark)) if at == 0 else None
        look = properties("w:pPr", [element("w:pStyle", val=style)])
        made.append(element("w:p", look, sign, runs.text(line)))
    return made


def comments_part(writing: Writing) -> Element | None:
    """The comments part's root, None where there are no comments."""
    if not writing.comments:
        return None
    made = root("w:comments")
    made.extend(writing.comments)
    return made
