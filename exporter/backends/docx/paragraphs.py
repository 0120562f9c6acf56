"""Paragraphs: style, indents, anchors, changes, and the entry of each in the review map."""

from collections.abc import Iterator, Sequence

from exporter.backends.directions import with_directions
from exporter.backends.docx.equations import equation
from exporter.backends.docx.inlines import anchored, changed, copied, inline_runs, starting_format
from exporter.backends.docx.links import shown_target
from exporter.backends.docx.pictures import is_there, shown_digest
from exporter.backends.docx.writing import BlockContext, Writing, tracked_change
from exporter.model.languages import language_of
from exporter.model.nodes import BlockChange, Inline, Text
from exporter.model.position import Pos
from exporter.ooxml import review_map, shown_words
from exporter.ooxml.anchors import bookmark
from exporter.ooxml.elements import Element, element, properties
from exporter.ooxml.equations import equation_digest
from exporter.ooxml.names import qname
from exporter.ooxml.paragraph_kinds import kind_of
from exporter.ooxml.tracked_changes import TrackedChange

KEEP = qname("w:keepNext")
NUMBERED = qname("w:numPr")
_ALIGNED = {"left": "start", "center": "center", "right": "end"}
_ALIGNED_FROM_RIGHT = {"left": "end", "center": "center", "right": "start"}  # a page means the sides of the sheet


def paragraph(
    writing: Writing,
    context: BlockContext,
    content: Sequence[Inline],
    *,
    style: str | None = None,
    kind: str = "",
    anchor: str = "",
    generated: str = "",
    label: Sequence[Element] = (),
    own_left: int | None = None,
    own_properties: Sequence[Element] = (),
    pos: Pos | None = None,
    end: BlockChange | None = None,
) -> Element:
    """Return the ``w:p`` that shows ``content``.

    ``style`` replaces the context's; ``generated`` words stand in front of the page's, as the runs of ``label`` if
    they have fields. ``own_left`` is the indent that the style's numbering gives the text (a list's). ``end`` is the
    change of a redline to the paragraph mark alone.
    """
    name = style or context.style
    words = (Text(text=generated), *content) if generated and not label else tuple(content)
    words = with_directions(words, context.lang or writing.document.language)
    shown = inline_runs(writing, context, words, starting_format(writing, context, name))
    inside = changed(writing, context.change, [*label, *shown])
    if end is not None and end.change == "inserted":
        writing.split_paragraph.extend(content)  # with the next one it is a single paragraph of the page under review
    else:
        whole = [*writing.split_paragraph, *content]
        writing.split_paragraph.clear()
        look = _mapped_style(writing, name, own_properties)
        inside = mapped(writing, context, whole, inside, kind or context.kind, look, generated, pos)
    inside = anchored(writing, context.change, False, anchor, inside)
    mark = tracked_change(end) or context.change
    return element("w:p", _properties(writing, context, name, own_left, own_properties, mark), *inside)


def bare(
    writing: Writing,
    context: BlockContext,
    style: str,
    content: Sequence[Element] = (),
    *,
    keep: bool | None = None,
    align: str = "",
) -> Element:
    """Return a paragraph without words of the page: a picture, a rule, the end of a table.

    ``keep`` says whether it stays on the page of the next one; None leaves that to its style, as an empty ``align``.
    """
    formatting: list[Element | None] = [element("w:pStyle", val=writing.styles.id(style))]
    if context.cell or keep is not None:
        formatting.append(element("w:keepNext", val=int(context.row_kept if context.cell else bool(keep))))
    if content and not writing.styles.frame(style):
        formatting += copied(context.frame)
    if any(context.indents):
        formatting.append(element("w:ind", left=context.indents[0], right=context.indents[1] or None))
    if align:
        formatting.append(_justified(writing, context, align))
    if context.change is not None:
        formatting.append(element("w:rPr", context.change.wrap(writing.annotation_ids.next())))
    return element("w:p", properties("w:pPr", formatting), *content)


def _justified(writing: Writing, context: BlockContext, align: str) -> Element:
    turned = language_of(context.lang or writing.document.language).right_to_left
    return element("w:jc", val=(_ALIGNED_FROM_RIGHT if turned else _ALIGNED)[align])


def _properties(
    writing: Writing,
    context: BlockContext,
    name: str,
    own_left: int | None,
    own_properties: Sequence[Element],
    mark: TrackedChange | None,
) -> Element | None:
    made = [part for part in own_properties if not (context.cell and part.tag == KEEP)]
    if context.row_kept or (context.cell and writing.styles.keeps_next(name)):
        made.append(element("w:keepNext", val=int(context.row_kept)))
    if name.lower() != "normal":
        made.append(element("w:pStyle", val=writing.styles.id(name)))
    if context.frame and context.frame_style not in (name, writing.styles.base(name)):
        made += copied(context.frame)
    numbered = own_left is not None and any(part.tag == NUMBERED for part in made)
    made += _indent(writing, context, name, own_left, numbered)
    turned = language_of(context.lang or writing.document.language).right_to_left
    if context.align:
        made.append(_justified(writing, context, context.align))
    if turned != language_of(writing.document.language).right_to_left:
        made.append(element("w:bidi", val=int(turned)))
    if mark is not None:
        made.append(element("w:rPr", mark.wrap(writing.annotation_ids.next())))
    return properties("w:pPr", made)


def _mapped_style(writing: Writing, name: str, own_properties: Sequence[Element]) -> str:
    """Return a paragraph's style as the review map has it."""
    style = "" if name.lower() == "normal" else writing.styles.id(name)
    return style + (review_map.LISTED if any(part.tag == NUMBERED for part in own_properties) else "")


def _indent(writing: Writing, context: BlockContext, name: str, own_left: int | None, numbered: bool) -> list[Element]:
    """Return the indents if they differ from the style's; a framed paragraph's style may have more than the context."""
    left, right = writing.styles.indents(name)
    if own_left is not None:
        left = own_left
    own = context.indents
    if (left, right) == own:
        return []
    hanging = min(writing.numbering.step, own[0]) if numbered else None
    return [element("w:ind", left=own[0], right=own[1] if own[1] or right else None, hanging=hanging)]


def mapped(
    writing: Writing,
    context: BlockContext,
    content: Sequence[Inline],
    inside: list[Element],
    kind: str,
    style: str,
    generated: str,
    pos: Pos | None,
) -> list[Element]:
    """Return ``inside`` within the bookmark by which the paragraph is found again in a reviewed file."""
    if not (writing.options.review and context.mapped):
        return inside
    key = context.key or writing.section[0]
    number = writing.paragraph_counts.get(key, 0)
    writing.paragraph_counts[key] = number + 1
    name = review_map.bookmark_name(key, number)
    writing.entries.append(
        review_map.MapEntry(
            name=name,
            kind=kind,
            key=key,
            section=writing.section[1],
            text=generated + shown_words.shown_text(content),
            generated=len(generated),
            style=style,
            around=_around(writing, context, style),
            level=context.list_level if kind == "item" else kind_of(style)[1],
            ordered=kind == "item" and context.counted,
            links=shown_words.shown_links(content, lambda link: shown_target(writing, link), len(generated)),
            looks=shown_words.shown_looks(content, len(generated), frozenset("t" if context.weighted else "")),
            pictures=tuple(_pictures(writing, content, len(generated))),
            pos=shown_words.span_of(content) or pos,
        )
    )
    return bookmark(name, writing.annotation_ids.next(), inside)


def _around(writing: Writing, context: BlockContext, style: str) -> str:
    """Return the style of plain paragraphs in this context if it is another one than ``style``."""
    around = writing.styles.id(context.style)
    own = style.removesuffix(review_map.LISTED) or writing.styles.id("Normal")
    return "" if around == own else around


def _pictures(writing: Writing, content: Sequence[Inline], at: int) -> Iterator[review_map.MapPicture]:
    for place, image in shown_words.shown_images(content, at):
        if is_there(writing.document, image):
            yield review_map.MapPicture(place, image.alt, shown_digest(writing.document, image))
    for place, formula in shown_words.shown_formulas(content, at):
        yield review_map.MapPicture(place, formula.source, equation_digest(equation(formula)))
