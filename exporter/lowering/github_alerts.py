"""Alerts as GitHub and Obsidian write them: quotations that begin with ``[!NOTE]``.

The site shows them as quotations with the words ``!NOTE``; with ``alerts: true`` they are read as alerts.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from exporter.lowering import codes
from exporter.lowering.context import Item, Items, Lowering
from exporter.lowering.normalise import as_inlines
from exporter.lowering.text import keep
from exporter.markdown.tree import MdcElement, MdcText
from exporter.model.nodes import Container, LineBreak, Text

ROLES: Final[Mapping[str, str]] = {
    f"!{kind}": f"alert-{kind}"
    for kind in ("note", "tip", "important", "warning", "caution", "info", "success", "danger")
}

COMPONENTS = ("note", "tip", "warning", "caution")  # Nuxt's components of the same kinds


def lower_alert(lowering: Lowering, quote: MdcElement) -> Items | None:
    """Return the alert that a quotation is; None for a quotation. Without ``alerts: true`` an alert is a finding."""
    first = next((c for c in quote.children if not (isinstance(c, MdcText) and not c.value.strip())), None)
    mark = first.children[0] if isinstance(first, MdcElement) and first.tag == "p" and first.children else None
    role = ROLES.get(_words(mark).lower()) if isinstance(mark, MdcElement) and mark.tag == "span" else None
    if role is None or mark is None or not isinstance(first, MdcElement):
        return None
    if not lowering.syntax.alerts:
        message = f"the website shows this alert as a quotation that begins with '{_words(mark)}'"
        kind = _words(mark)[1:].lower()
        hint = f"write ::{kind if kind in COMPONENTS else 'callout'}, or set 'alerts: true' in exporter.yaml"
        lowering.report(codes.GITHUB_ALERT, message, mark.span, hint)
        return None
    title, rest = _title(lowering, lowering.items(first.children[1:]))
    below = lowering.blocks(quote.children[quote.children.index(first) + 1 :])
    children = (*lowering.as_blocks(rest), *below)
    line = as_inlines(title, lowering.places)
    return [Container(role=role, children=children, title=line, label=True, pos=lowering.pos(quote.span))]


def _words(mark: object) -> str:
    match mark:
        case MdcElement(children=[MdcText(value=words)], props={}):
            return words
        case _:
            return ""


def _title(lowering: Lowering, items: Items) -> tuple[Sequence[Item], Sequence[Item]]:
    """Split the first paragraph behind the mark at its first line end: the title, without a fold mark, and the rest."""
    title: list[Item] = []
    for at, item in enumerate(items):
        if isinstance(item, LineBreak):
            return title, items[at + 1 :]
        if not isinstance(item, Text):
            title.append(item)
            continue
        start = 1 if at == 0 and item.text[:1] in ("-", "+") else 0
        line = item.text.find("\n")
        end = len(item.text) if line < 0 else line
        title += [part] if (part := keep(item, list(range(start, end)), lowering.places)) else []
        if line >= 0:
            left = keep(item, list(range(line + 1, len(item.text))), lowering.places)
            return title, [*([left] if left else []), *items[at + 1 :]]
    return title, []
