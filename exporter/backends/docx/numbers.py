"""Numbers that Word counts itself: lists of headings (ECMA-376 part 1, 17.9), sequences of captions (17.16.5.56).

The values are filled in, so that a reader who updates no field sees them too.
"""

from collections.abc import Iterator

from exporter.backends.docx.document_styles import DocumentStyles
from exporter.backends.docx.inlines import inline_runs
from exporter.backends.docx.lists import Numbering, list_properties
from exporter.backends.docx.writing import BlockContext, HeadingLists, Writing
from exporter.model.captions import Captioned, before_caption, kind_of, label_anchor, label_parts
from exporter.model.document import Document
from exporter.model.nodes import Heading, Text
from exporter.model.walk import every_node
from exporter.ooxml import runs
from exporter.ooxml.anchors import bookmark
from exporter.ooxml.elements import Element
from exporter.ooxml.numbering import LEVELS, ListLevel

HEADINGS = 6
# Takes a paragraph out of the list of its style. The number 0 does so too (17.9.18), which validators do not know.
_NO_NUMBER = ListLevel(text="", number_format="none", left=0, hanging=0, after="nothing")


def heading_lists(document: Document, styles: DocumentStyles, numbering: Numbering) -> HeadingLists | None:
    """Return the lists that count headings, and bind the styles of headings to theirs; None without numbers.

    A user's own list for headings stays, but in a partial document, whose headings are in no list.
    """
    headings = [node for node in every_node(document) if isinstance(node, Heading)]
    names = [f"heading {level}" for level in range(1, HEADINGS + 1)]
    own = next((number for name in names for number in styles.counted_by(name) if number), 0)
    if document.numbering.partial:
        return HeadingLists(0, 0, numbering.new_kind([_NO_NUMBER] * LEVELS)) if own else None
    if not any(heading.number for heading in headings):
        return None
    main = own or numbering.new_kind(_levels("decimal", [styles.id(name) for name in names]))
    if not own:
        for level, name in enumerate(names):
            styles.number_by(name, main, level)
    lettered = any(heading.number[:1].isalpha() for heading in headings)
    return HeadingLists(
        main,
        numbering.new_kind(_levels("upperLetter", [])) if lettered else 0,
        numbering.new_kind([_NO_NUMBER] * LEVELS) if not all(heading.number for heading in headings) else 0,
    )


def _levels(first: str, styles: list[str]) -> list[ListLevel]:
    """Return the levels of a list of headings: the number of each begins with that of the level above."""
    return [
        ListLevel(
            text=".".join(f"%{at + 1}" for at in range(level + 1)),
            number_format="decimal" if level else first,
            left=0,
            hanging=0,
            after="space",
            style=styles[level] if level < len(styles) else None,
        )
        for level in range(LEVELS)
    ]


def heading_number(writing: Writing, block: Heading, level: int) -> list[Element]:
    """Return the property that counts a heading otherwise than its style of this ``level`` does."""
    lists, depth = writing.heading_lists, block.number.count(".")
    if lists is None:
        return []
    if writing.document.numbering.partial or not block.number:
        return [list_properties(lists.unnumbered, 0)]
    if block.number[0].isalpha():
        return [list_properties(lists.appendices, depth)]
    return [] if depth == level - 1 else [list_properties(lists.headings, depth)]


def typed_number(writing: Writing, block: Heading) -> str:
    """Return the words of a heading's number where Word cannot count it: in a partial document."""
    return f"{block.number} " if writing.document.numbering.partial and block.number else ""


def caption_label(writing: Writing, context: BlockContext, node: Captioned) -> list[Element]:
    """Return the runs of "Table 2: " in front of a caption, the number in a field; empty without a number."""
    return list(_caption_label(writing, context, node)) if before_caption(node, writing.words) else []


def _caption_label(writing: Writing, context: BlockContext, node: Captioned) -> Iterator[Element]:
    kind = kind_of(node)

    def shown(words: str) -> list[Element]:
        return inline_runs(writing, context, (Text(text=words),)) if words else []

    before, behind = label_parts(kind, writing.words)
    reset = rf" \r {node.number}" if writing.document.numbering.partial else ""
    number = runs.field(rf"SEQ {SEQUENCES[kind]} \* ARABIC{reset}", shown(str(node.number)))
    name = writing.anchors.name(label_anchor(node))
    inside = [*shown(before), *number, *shown(behind)]
    yield from bookmark(name, writing.annotation_ids.next(), inside)
    yield from shown(writing.words["caption_separator"])


SEQUENCES = {"figure": "Figure", "table": "Table"}
"""The names of the sequences, as Word's own in English."""
