"""Writers' notes to the reviewer as Word comments (17.13.4)."""

from collections.abc import Iterator

from exporter.backends.docx.writing import BlockContext, Writing
from exporter.backends.front_back import author as author_of
from exporter.model.nodes import ReviewNote
from exporter.ooxml import runs
from exporter.ooxml.elements import Element, element, properties, root


def comment(writing: Writing, context: BlockContext, note: ReviewNote) -> Iterator[Element]:
    """Yield the marks of a comment at this place; its text goes to the comments part.

    Only files for review have comments, and only their main part may: a comment in a footnote stands at its mark.
    """
    if not (writing.options.review and context.part.allows_comments):
        return
    number = len(writing.comments)
    reviewer = author_of(writing.document) or writing.label("review")
    writing.comments.append(_comment_element(writing, note, number, reviewer))
    yield element("w:commentRangeStart", id=number)
    yield element("w:commentRangeEnd", id=number)
    style = element("w:rStyle", val=writing.styles.id("annotation reference"))
    yield runs.around(element("w:commentReference", id=number), style)


def _comment_element(writing: Writing, note: ReviewNote, number: int, author: str) -> Element:
    style, mark = (writing.styles.id(name) for name in ("annotation text", "annotation reference"))
    lines = [line.strip() for line in note.text.splitlines() if line.strip()] or [""]
    made = element(
        "w:comment", id=number, author=author, initials="".join(word[:1] for word in author.split())[:3] or None
    )
    for at, line in enumerate(lines):
        reference_mark = runs.around(element("w:annotationRef"), element("w:rStyle", val=mark)) if at == 0 else None
        formatting = properties("w:pPr", [element("w:pStyle", val=style)])
        made.append(element("w:p", formatting, reference_mark, runs.text(line)))
    return made


def comments_part(writing: Writing) -> Element | None:
    """Return the root of the comments part, None if there are no comments."""
    if not writing.comments:
        return None
    made = root("w:comments")
    made.extend(writing.comments)
    return made
