"""Paragraphs: style, indents, anchors, changes, and the entry of each in the review map."""

from collections.abc import Iterable, Sequence

from exporter.backends.docx.inlines import changed, copied, inline_runs
from exporter.backends.docx.links import shown_target
from exporter.backends.docx.writing import Place, Writing, stamp_of
from exporter.model.languages import language_of
from exporter.model.nodes import BlockChange, Inline, Text
from exporter.model.position import Pos
from exporter.ooxml import reviewmap
from exporter.ooxml.anchors import bookmark
from exporter.ooxml.elements import Element, element, properties
from exporter.ooxml.names import qname
from exporter.ooxml.tracked import Stamp

KEEP = qname("w:keepNext")
NUMBERED = qname("w:numPr")
_ALIGNED = {"left": "start", "center": "center", "right": "end"}


def paragraph(
    writing: Writing,
    place: Place,
    content: Sequence[Inline],
    *,
    style: str | None = None,
    kind: str = "",
    anchor: str = "",
    generated: str = "",
    own_left: int | None = None,
    further: Iterable[Element] = (),
    pos: Pos | None = None,
    end: BlockChange | None = None,
) -> Element:
    """The ``w:p`` that shows ``content``.

    ``style`` is one other than the place's; ``generated`` words stand in front of the page's. ``own_left`` says where
    the text starts by the style itself, where its indents do not tell (a list's). ``end`` is what a redline does to
    the paragraph's mark alone.
    """
    name, look = style or place.style, list(further)
    inside = inline_runs(writing, place, (Text(text=generated), *content) if generated else content)
    inside = changed(writing, place.stamp, inside)
    if end is not None and end.change == "inserted":
        writing.unfinished.extend(content)  # with the next one it is a single paragraph of the page under review
    else:
        whole = [*writing.unfinished, *content]
        writing.unfinished.clear()
        shown = _styled(writing, name, look)
        inside = _anchored(writing, place, whole, inside, kind or place.kind, shown, generated, pos)
    if anchor and writing.claim(anchor, place.stamp):
        inside = bookmark(writing.anchors.name(anchor), writing.annotations.next(), inside)
    mark = stamp_of(end) or place.stamp
    return element("w:p", _properties(writing, place, name, own_left, look, mark), *inside)


def bare(
    writing: Writing, place: Place, style: str, content: Sequence[Element] = (), *, keep: bool | None = None
) -> Element:
    """A paragraph that shows no words of the page: a picture, a rule, the end of a table.

    ``keep`` says whether it stays on the page of the next one, where that is not for its style to say.
    """
    look: list[Element | None] = [element("w:pStyle", val=writing.styles.id(style))]
    if place.cell or keep is not None:
        look.append(element("w:keepNext", val=int(place.row_kept if place.cell else bool(keep))))
    if content and not writing.styles.frame(style):
        look += copied(place.frame)
    if any(place.indents):
        look.append(element("w:ind", left=place.indents[0], right=place.indents[1] or None))
    if place.stamp is not None:
        look.append(element("w:rPr", place.stamp.around(writing.annotations.next())))
    return element("w:p", properties("w:pPr", look), *content)


def _properties(
    writing: Writing, place: Place, name: str, own_left: int | None, further: Sequence[Element], mark: Stamp | None
) -> Element | None:
    made = [part for part in further if not (place.cell and part.tag == KEEP)]
    if place.row_kept or (place.cell and writing.styles.keeps_next(name)):
        made.append(element("w:keepNext", val=int(place.row_kept)))
    if name.lower() != "normal":
        made.append(element("w:pStyle", val=writing.styles.id(name)))
    if place.frame and place.frame_style not in (name, writing.styles.base(name)):
        made += copied(place.frame)
    made += _indent(writing, place, name, own_left, any(part.tag == NUMBERED for part in made))
    if place.align:
        made.append(element("w:jc", val=_ALIGNED[place.align]))
    turned = language_of(place.lang or writing.document.language).right_to_left
    if turned != language_of(writing.document.language).right_to_left:
        made.append(element("w:bidi", val=int(turned)))
    if mark is not None:
        made.append(element("w:rPr", mark.around(writing.annotations.next())))
    return properties("w:pPr", made)


def _styled(writing: Writing, name: str, further: Sequence[Element]) -> str:
    """A paragraph's style as the review map has it."""
    style = "" if name.lower() == "normal" else writing.styles.id(name)
    return style + (reviewmap.LISTED if any(part.tag == NUMBERED for part in further) else "")


def _indent(writing: Writing, place: Place, name: str, own_left: int | None, numbered: bool) -> list[Element]:
    """Indents where they differ from the style's; a framed paragraph's style may have more than the place."""
    left, right = writing.styles.indents(name)
    if own_left is not None:
        left = own_left
    own = place.indents
    if (left, right) == own:
        return []
    hanging = min(writing.numbering.step, own[0]) if numbered else None
    return [element("w:ind", left=own[0], right=own[1] if own[1] or right else None, hanging=hanging)]


def _anchored(
    writing: Writing,
    place: Place,
    content: Sequence[Inline],
    inside: list[Element],
    kind: str,
    style: str,
    generated: str,
    pos: Pos | None,
) -> list[Element]:
    """``inside`` within the bookmark by which a reviewed file's paragraph is found again."""
    if not (writing.options.review and place.marked):
        return inside
    key = place.key or writing.section[0]
    number = writing.counted.get(key, 0)
    writing.counted[key] = number + 1
    name = reviewmap.bookmark_name(key, number)
    writing.entries.append(
        reviewmap.Entry(
            name=name,
            kind=kind,
            key=key,
            section=writing.section[1],
            text=generated + reviewmap.shown_text(content),
            generated=len(generated),
            style=style,
            links=reviewmap.shown_links(content, lambda link: shown_target(writing, link), len(generated)),
            pos=reviewmap.span_of(content) or pos,
        )
    )
    return bookmark(name, writing.annotations.next(), inside)
