"""Plans of other kinds of paragraphs: headings, quotes, items of other levels and lists, plain paragraphs."""

from typing import Final

from exporter.model.nodes import Heading, List, ListItem, Paragraph
from exporter.ooxml.paragraph_kinds import OTHER, PLAIN, kind_of, style_key
from exporter.review.match.changes import ReviewChange
from exporter.review.match.current_paragraph import MergeState
from exporter.review.match.text_blocks import TextBlock
from exporter.review.word.document import ParagraphForm
from exporter.review.write.page_plan import NewForm
from exporter.review.write.plan_blocks import NOT_ADDED
from exporter.review.write.planner import ChangeRefused, Planner, by_hand
from exporter.review.write.status import Status

_RESTYLED: Final = ("paragraph", "heading", "item", "quote")
_UNWRITTEN: Final = "the page has no syntax for this kind of paragraph here"
_OUTSIDE: Final = "its component gives it its look: move the paragraph out of the component in the page"
_COMPONENT: Final = "the style '{}' belongs to a component: put the paragraph into one in the page"
_QUESTION: Final = "a question has an answer of its own: change the list of questions in the page"
_OTHERS: Final = {
    **NOT_ADDED,
    "question": _QUESTION,
    "code": "code stands between fences: put its lines between two lines of ``` in the page",
}
_SIGN: Final = "the exporter makes the sign in front of a question: it is a label of the theme, not of the page"


def plan_style(planner: Planner, change: ReviewChange) -> None:
    """Plan another kind of a paragraph."""
    current = planner.paragraph(change.entry)
    mark = planner.alignment[change.indexes[0]].character
    form, block = mark.form, current.block
    if form.unnumbered:
        raise by_hand(_SIGN)
    node = block.ancestors[-1]
    if block.chars[0].start < 0 or node.pos is None:
        raise by_hand("the place of this paragraph in the page is unknown")
    level = planner.heading_level(change, form) if form.kind == "heading" else 0
    new = _form(block, form, level)
    if not current.unchanged:
        planner.require(MergeState.DONE if new == form_of(block) else MergeState.CONFLICT)
    if new == form_of(block):
        frame = planner.frame_style(block)
        if kind_of(frame)[0] == OTHER and style_key(form.style) != frame:
            raise by_hand(_OUTSIDE)
        raise ChangeRefused(Status.NO_EFFECT, "the page has one kind of paragraph for both styles")
    planner.page_plan.forms[block.index] = new


def _form(block: TextBlock, form: ParagraphForm, level: int) -> NewForm:
    """Return the new form of a block. Raises ``ChangeRefused`` if a page has none."""
    inside_item = isinstance(block.ancestors[-2] if len(block.ancestors) > 1 else None, ListItem)
    if block.kind not in _RESTYLED or not isinstance(block.ancestors[-1], Paragraph | Heading):
        raise by_hand(_QUESTION if block.kind == "question" else _UNWRITTEN)
    if inside_item and block.kind != "item":
        raise by_hand("it is a further paragraph of an item: change the list in the page")
    if form.kind == "heading" and 1 <= level <= 6:
        return NewForm("heading", level)
    if form.kind == PLAIN:
        return NewForm("paragraph", indented=form.indent > 0)
    if form.kind == "item":
        return NewForm("item", form.level, form.ordered)
    if form.kind == "quote":
        return NewForm("quote")
    raise by_hand(_OTHERS.get(form.kind, _UNWRITTEN) if form.kind != OTHER else _COMPONENT.format(form.style))


def form_of(block: TextBlock) -> NewForm:
    """Return the form of a block of the page."""
    node, lists = block.ancestors[-1], [n for n in block.ancestors if isinstance(n, List)]
    if isinstance(node, Heading):
        return NewForm("heading", node.level)
    return NewForm("item", len(lists) - 1, lists[-1].ordered) if block.kind == "item" else NewForm(block.kind)
