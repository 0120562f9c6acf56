"""The space between neighbouring blocks, and the paragraphs that tables need around them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from exporter.backends.docx.paragraphs import bare
from exporter.backends.docx.stylesheet import SPACED
from exporter.backends.docx.writing import BlockContext, Writing
from exporter.model.nodes import Block, CodeBlock, Container, Quote
from exporter.ooxml.elements import Element, element, set_property, value
from exporter.ooxml.names import qname

SPACE_AFTER_TABLE = 220  # twips
SPACE_BETWEEN_HEADINGS = 150  # twips
BOX_OFFSET = 12  # twips: more than office programs round away, less than the eye sees
_PARAGRAPH, _TABLE, _CONTENTS = qname("w:p"), qname("w:tbl"), qname("w:sdt")


def keep_with_next(part: Element) -> Element:
    """Keep a paragraph on the page of what follows; tables break where they have to."""
    return set_property(part, element("w:keepNext")) if part.tag == _PARAGRAPH else part


def kept_whole(content: Iterable[Element]) -> Iterator[Element]:
    """Yield the paragraphs of a box so that they stay on one page; tables in it break where they have to."""
    parts = list(content)
    for number, part in enumerate(parts, 1):
        if part.tag == _PARAGRAPH:
            set_property(part, element("w:keepLines"))
        yield part if number == len(parts) else keep_with_next(part)


def start_page(part: Element) -> Element:
    """Let a paragraph, or the first one of the contents or of a change's range, start a new page."""
    for paragraph in islice(part.iter(qname("w:p")), 1):
        set_property(paragraph, element("w:pageBreakBefore"))
    return part


def on_new_page(writing: Writing, context: BlockContext, content: Iterable[Element]) -> Iterator[Element]:
    """Yield ``content`` at the top of a new page; a table gets a paragraph before it, since its rows begin none."""
    for number, part in enumerate(content):
        if number == 0 and part.tag == _TABLE:
            yield start_page(bare(writing, context, "Table End"))
        yield start_page(part) if number == 0 and part.tag != _TABLE else part


def below_heading(part: Element) -> Element:
    """Give a heading that follows a heading no more space than belongs to both."""
    spacing = element("w:spacing", before=SPACE_BETWEEN_HEADINGS)
    return set_property(part, spacing) if part.tag == _PARAGRAPH else part


def share_a_box(before: Block | None, block: Block) -> bool:
    """Whether Word would draw one box around two neighbours: around those with the same borders and indents."""
    match before, block:
        case Container(), Container():
            return before.role == block.role
        case (CodeBlock(), CodeBlock()) | (Quote(), Quote()):
            return True
        case _:
            return False


def in_own_box(context: BlockContext) -> BlockContext:
    """Return the context of the second of two such neighbours: an indent of its own gives it a box of its own."""
    return replace(context, right=context.right + BOX_OFFSET)


def separate_tables(writing: Writing, context: BlockContext, content: Iterable[Element]) -> Iterator[Element]:
    """Yield ``content`` with the paragraphs that tables need around them.

    Word joins tables that touch, and wants a paragraph at the end (17.4.65); a paragraph has no space to a table above
    it but its own. At the top of a cell no space is wanted, or headings stand lower than the words beside them.
    """
    after_table, empty = False, True
    for part in content:
        if empty and context.cell and part.tag == _PARAGRAPH and _has_space_above(writing, part):
            set_property(part, element("w:spacing", before=0))
        if after_table and part.tag == _TABLE:
            yield bare(writing, context, "Table End")
        elif after_table and part.tag in (_PARAGRAPH, _CONTENTS):
            _add_space_above(writing, next(part.iter(_PARAGRAPH)))
        if part.tag in (_PARAGRAPH, _TABLE, _CONTENTS):
            after_table, empty = part.tag == _TABLE, False
        yield part
    if empty or after_table:
        yield bare(writing, context, context.style if empty else "Table End")


def _add_space_above(writing: Writing, part: Element) -> None:
    """Give a paragraph the space that paragraphs have below, unless its style has more."""
    if not _has_space_above(writing, part):
        set_property(part, element("w:spacing", before=SPACE_AFTER_TABLE))


def _has_space_above(writing: Writing, part: Element) -> bool:
    """Whether a paragraph's style has space above: a heading's."""
    formatting = part.find(qname("w:pPr"))
    return formatting is not None and value(formatting, "w:pStyle") in {writing.styles.id(name) for name in SPACED}
