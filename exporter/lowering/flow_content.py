"""Flow content: paragraphs, headings, quotations, code blocks, figures, details (HTML, section 3.2.5.2.2)."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from exporter.diagnostics import shortened
from exporter.lowering import codes
from exporter.lowering.anchors import line_with_id, marks_of
from exporter.lowering.attribute_text import captioned, place
from exporter.lowering.bindings import lower_binding
from exporter.lowering.context import Items, Lowering
from exporter.lowering.github_alerts import lower_alert
from exporter.lowering.images import aligned, alignment, among_words
from exporter.lowering.line_notations import ReadCode, read_notations
from exporter.lowering.links import prop_place
from exporter.lowering.math import in_line, is_math, lower_tex
from exporter.lowering.normalise import as_blocks, as_inlines
from exporter.lowering.page_breaks import is_command, page_break
from exporter.lowering.text import fold
from exporter.markdown.tree import MdcElement, MdcNode, MdcText
from exporter.model.anchors import mark, shows_nothing, split_marks, with_marks
from exporter.model.characters import CONTROL
from exporter.model.math import Math
from exporter.model.nodes import (
    Block,
    CodeBlock,
    Container,
    Figure,
    Heading,
    HeadingNumbering,
    Image,
    Inline,
    Paragraph,
    Quote,
    Reference,
    Rule,
    Span,
    Table,
    Text,
)
from exporter.model.offsets import offsets_of
from exporter.model.roles import FORMULA
from exporter.model.slugs import anchor_of
from exporter.model.walk import plain_text, rebuild_inlines

NUMBERINGS: Final[tuple[HeadingNumbering, ...]] = ("unnumbered", "appendix")


def lower_paragraph(lowering: Lowering, element: MdcElement) -> Items:
    """Lower a ``p``: a paragraph, or several around the blocks inside it; a titled picture alone is a figure."""
    items = lowering.items(element.children)
    blocks = as_blocks(items, lowering.places)
    blocks = tuple(
        replace(b, children=in_line(among_words(b.children))) if isinstance(b, Paragraph) else b for b in blocks
    )
    if is_command(blocks):
        return [page_break(lowering, element)]
    if len(blocks) != 1 or not isinstance(blocks[0], Paragraph):
        return aligned(list(blocks), alignment(element))
    paragraph = Paragraph(children=blocks[0].children, role=blocks[0].role, pos=lowering.pos(element.span))
    own, line = split_marks(paragraph.children)
    match line, captioned(element):
        case (Math(display=True),), _:
            return aligned([replace(paragraph, role=FORMULA)], alignment(element))
        case (Image() as image,), MdcElement() as titled:
            caption = lowering.generated(str(titled.props["title"]), place(titled, "title"))
            figure = Figure(image=image, caption=(caption,), pos=paragraph.pos)
            return aligned([with_marks(figure, own)], alignment(element))
        case _:
            return aligned([paragraph], alignment(element))


def lower_heading(lowering: Lowering, element: MdcElement) -> Items:
    """Lower a heading with the id that the site gives it; a heading without words is left out."""
    level = int(element.tag[1])
    written = rebuild_inlines(lowering.inlines(element.children), partial(_without_reference, lowering))
    children = fold(written, lowering.places)
    if all(map(shows_nothing, children)):
        return children
    own = element.props.get("id")
    anchor = lowering.anchor(str(own) if own else anchor_of(plain_text(children)), own=bool(own))
    lowering.level = level
    pos = lowering.pos(element.span)
    return [Heading(level=level, children=children, anchor=anchor, numbering=_numbering(element), pos=pos)]


def _without_reference(lowering: Lowering, inline: Inline) -> tuple[Inline, ...]:
    """Leave out a link without words in a heading, which is the heading's own permalink on many sites."""
    if not isinstance(inline, Reference) or inline.kind == "citation":
        return (inline,)
    lowering.diagnostics.add(codes.LINK_EMPTY, f"link to '{shortened(inline.target)}' without words", inline.pos)
    return ()


def _numbering(heading: MdcElement) -> HeadingNumbering:
    """Return how a heading is numbered, by a class of it or of its only part: ``## [Words]{.appendix}``."""
    match [child for child in heading.children if not isinstance(child, MdcText) or child.value.strip()]:
        case [MdcElement() as only]:
            classes = f"{heading.props.get('class', '')} {only.props.get('class', '')}".split()
        case _:
            classes = str(heading.props.get("class", "")).split()
    return next((kind for kind in NUMBERINGS if kind in classes), "")


def lower_quote(lowering: Lowering, element: MdcElement) -> Items:
    """Lower a ``blockquote``, or the alert that it is."""
    if (alert := lower_alert(lowering, element)) is not None:
        return alert
    children = lowering.blocks(element.children)
    return [Quote(children=children, pos=lowering.pos(element.span))] if children else []


def lower_rule(lowering: Lowering, element: MdcElement) -> Items:
    """Lower an ``hr``."""
    return [Rule(pos=lowering.pos(element.span))]


def lower_code_block(lowering: Lowering, element: MdcElement) -> Items:
    """Lower a ``pre``: its characters as they stand, without one line end at each end (HTML, section 13.1.2.5).

    TeX on lines of its own is a formula.
    """
    inner = element.children[0] if element.children else None
    if isinstance(inner, MdcElement) and is_math(lowering, inner):
        return lower_tex(lowering, inner, element)
    texts = _code_texts(lowering, element.children)
    text = "".join(one.text for one in texts)
    offsets: list[int] = []
    end = element.span.end
    for one in texts:
        own = offsets_of(one) or ()
        offsets.extend(own[:-1])
        end = own[-1]
    first = 1 if text.startswith("\n") and "code" not in element.props else 0
    last = len(text) - 1 if text.endswith("\n") else len(text)
    kept: Sequence[int] = range(first, max(first, last))
    if CONTROL.search(text):
        lowering.report_controls(text, offsets)
        kept = [i for i in kept if not CONTROL.match(text[i])]
    places = (*(offsets[i] for i in kept), offsets[last] if last < len(offsets) else end)
    language = _word(lowering, element, "language")
    written = ReadCode("".join(text[i] for i in kept), places, _numbers(element.props.get("highlights")))
    code = read_notations(written, language)
    node = CodeBlock(
        text=code.text,
        language=language,
        filename=_word(lowering, element, "filename"),
        highlights=code.highlights,
        marks=code.marks,
        pos=lowering.pos(element.span),
        offsets=tuple(code.places) if texts else None,
    )
    return [node]


def _code_texts(lowering: Lowering, nodes: list[MdcNode]) -> list[Text]:
    out: list[Text] = []
    stack = nodes[::-1]
    while stack:
        node = stack.pop()
        if isinstance(node, MdcText):
            out.append(Text(text=node.value, pos=lowering.pos(node.span), offsets=node.offsets))
        elif isinstance(node, MdcElement) and node.tag == "br":
            out.append(lowering.generated("\n", node.span))
        elif isinstance(node, MdcElement) and node.tag == "binding":
            out.extend(i for i in lower_binding(lowering, node) if isinstance(i, Text))
        elif isinstance(node, MdcElement):
            _report_lost(lowering, node)
            stack.extend(node.children[::-1])
    return out


def _report_lost(lowering: Lowering, element: MdcElement) -> None:
    """Report a picture or link in a code block, whose text is characters alone."""
    if element.tag == "img" or (element.tag == "a" and element.props.get("href")):
        what = "a picture" if element.tag == "img" else "a link"
        message = f"<{element.tag}>: {what} in a code block is not shown"
        lowering.report(codes.LOSS_CODE, message, element.span, "put it below the code", element.tag)


def _word(lowering: Lowering, element: MdcElement, name: str) -> str:
    value = element.props.get(name)
    return lowering.printable(str(value), prop_place(element, name)).strip() if value else ""


def _numbers(value: Any) -> tuple[int, ...]:
    return tuple(n for n in value if isinstance(n, int)) if isinstance(value, list) else ()


def lower_figure(lowering: Lowering, element: MdcElement) -> Items:
    """Lower a ``figure``: a picture or a table with its caption; else the content with the caption below it."""
    captions = [c for c in element.children if isinstance(c, MdcElement) and c.tag == "figcaption"]
    caption = as_inlines([i for c in captions for i in lowering.items(c.children)], lowering.places)
    if caption:
        caption = (*marks_of(lowering, captions), *caption)
    blocks = lowering.blocks([c for c in element.children if c not in captions])
    pos = lowering.pos(element.span)
    own, figure = _only_image(blocks)
    match figure:
        case Figure(image=image, caption=title) if not (title and caption):
            made = with_marks(Figure(image=image, caption=title or caption, pos=pos), own)
            return aligned([made], alignment(element))
    match blocks:
        case (Table() as table,) if caption and not table.caption:
            return [replace(table, caption=fold(caption, lowering.places))]
    return [*blocks, *([Paragraph(children=caption, role="caption", pos=pos)] if caption else [])]


def _only_image(blocks: tuple[Block, ...]) -> tuple[list[Span], Figure | None]:
    """Return the only picture with the caption that its title makes, and its anchors; None for other content."""
    match blocks:
        case (Figure() as figure,):
            return [], figure
        case (Container(role="", children=(Figure() as figure,)) as around,):
            return [mark(around.anchor)], figure
        case (Paragraph() as paragraph,):
            own, line = split_marks(paragraph.children)
            return own, Figure(image=line[0]) if len(line) == 1 and isinstance(line[0], Image) else None
        case _:
            return [], None


def lower_details(lowering: Lowering, element: MdcElement) -> Items:
    """Lower a ``details``: a titled section, open."""
    summary = next((c for c in element.children if isinstance(c, MdcElement) and c.tag == "summary"), None)
    title = line_with_id(lowering, summary, lowering.inlines(summary.children)) if summary else ()
    children = lowering.blocks([c for c in element.children if c is not summary])
    return [Container(role="section", title=title, children=children, pos=lowering.pos(element.span))]
