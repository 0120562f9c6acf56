"""Page breaks that a page asks for: by the style or class of an element, or by a command in a paragraph of its own."""

from exporter.lowering.context import Items, Lowering
from exporter.lowering.inline_style import declared
from exporter.markdown.tree import MdcElement
from exporter.model.nodes import Block, Paragraph, Rule, Text

COMMANDS = frozenset({r"\pagebreak", r"\newpage", r"\clearpage"})
_FORCED = frozenset({"always", "all", "page", "left", "right", "recto", "verso"})  # CSS Fragmentation 3, section 3.1
_CLASSES = frozenset({"page-break", "pagebreak", "break-after-page"})  # the last one is Tailwind's
_CLASSES_BEFORE = frozenset({"page-break-before", "break-before-page"})
_CLASSES_AFTER = _CLASSES | {"page-break-after"}


def page_break(lowering: Lowering, element: MdcElement) -> Rule:
    """Return a break at the place of an element."""
    return Rule(role="page-break", pos=lowering.pos(element.span))


def with_breaks(lowering: Lowering, element: MdcElement, items: Items) -> Items:
    """Return what an element became, with the page breaks that its style and class ask for."""
    if not element.props.keys() & {"style", "class"}:
        return items
    classes = frozenset(str(element.props.get("class") or "").split())
    before = declared(element, "page-break-before", "break-before") in _FORCED or classes & _CLASSES_BEFORE
    after = declared(element, "page-break-after", "break-after") in _FORCED or classes & _CLASSES_AFTER
    made = page_break(lowering, element)
    return [*([made] if before else []), *items, *([made] if after else [])]


def is_command(blocks: tuple[Block, ...]) -> bool:
    """Whether a paragraph is a command alone, as of LaTeX and Pandoc."""
    match blocks:
        case (Paragraph(children=(Text(text=words),)),):
            return words.strip() in COMMANDS
        case _:
            return False
