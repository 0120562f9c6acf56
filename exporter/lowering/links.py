"""Links: the targets that a document may carry, and the treatment of all others.

An allow-list of schemes holds in all formats; a scheme is read as browsers read it. Control characters are left out: no
format can carry them.
"""

import re
from typing import Any

from exporter.diagnostics import counted, shortened
from exporter.lowering import codes
from exporter.lowering.context import Items, Lowering
from exporter.lowering.normalise import wrapped
from exporter.markdown.tree import MdcElement, SourceSpan
from exporter.model.anchors import shows_nothing
from exporter.model.characters import CONTROL
from exporter.model.limit import raised
from exporter.model.links import CARRIED, as_read, is_remote, scheme_of
from exporter.model.nodes import Block, Inline, Link, Paragraph, Reference, Text
from exporter.model.walk import plain_text

# Schemes that a writer may use in good faith; all others can run code or read the reader's machine.
HARMLESS = frozenset(
    {
        "ftp",
        "ftps",
        "sftp",
        "sms",
        "geo",
        "news",
        "nntp",
        "irc",
        "ircs",
        "xmpp",
        "sip",
        "sips",
        "git",
        "ssh",
        "magnet",
        "urn",
        "doi",
        "coap",
        "coaps",
    }
)


def clean(target: str) -> str:
    """Return the target as a browser reads it, without control characters."""
    return CONTROL.sub("", as_read(target))


def accepted(lowering: Lowering, target: str, at: SourceSpan) -> str | None:
    """Return the target if a document may carry it; else None, with a finding."""
    target = clean(target)
    name = scheme_of(target)
    if len(target) > lowering.limits.link:
        more = raised("lowering", "link", lowering.limits.link, len(target))
        hint = f"links can have at most {lowering.limits.link} characters; allow more: {more}"
        lowering.report(codes.LINK_REFUSED, f"link of {counted(len(target), 'character')}", at, hint)
    elif re.match(r"[/\\]\s*[/\\]", target) or target.startswith("\\"):
        lowering.report(
            codes.LINK_REFUSED,
            f"link '{shortened(target)}' has a host without a scheme",
            at,
            "write https: in front",
        )
    elif not name or name in CARRIED:
        return target
    elif name in HARMLESS:
        lowering.report(codes.LINK_SCHEME, f"link of the scheme '{name}:'", at, _SCHEMES)
    else:
        lowering.report(codes.LINK_REFUSED, f"link '{shortened(target)}' of the scheme '{name}:'", at, _SCHEMES)
    return None


_SCHEMES = "documents can have links with " + ", ".join(f"{s}:" for s in CARRIED) + ", paths of the site and #anchors"


def prop_place(element: MdcElement, name: str) -> SourceSpan:
    """Return the place of a prop's value; the element's if that is unknown."""
    place = element.places.get(name) or element.places.get(f":{name}")
    return place.value if place else element.span


def lower_link(lowering: Lowering, element: MdcElement) -> Items:
    """Lower an ``a`` element: a link, or its words if a document may not carry its target."""
    items = lowering.items(element.children)
    written = text_prop(element, "href")
    if written is None:
        return items
    target = accepted(lowering, written, prop_place(element, "href"))
    if target is None:
        return items
    if not target:
        lowering.report(
            codes.LINK_EMPTY, "link without a target", element.span, "give it an address, or remove the link"
        )
        return items
    if not items and _is_reference(lowering, element, target):
        return [Reference(target=target, written=CONTROL.sub("", written), pos=lowering.pos(element.span))]
    if not items or not (plain_text(items).strip() or _pictures(items)):
        lowering.report(codes.LINK_EMPTY, f"link to '{shortened(target)}' without words", element.span, "give it words")
        return items
    pos = lowering.pos(element.span)
    title = lowering.printable(text_prop(element, "title") or "", prop_place(element, "title"))

    def link(children: tuple[Inline, ...]) -> Inline:
        if all(isinstance(c, Text) and not c.text.strip() for c in children):
            return children[0]
        return Link(target=target, children=children, title=title, written=CONTROL.sub("", written), pos=pos)

    return wrapped(items, link)


def _is_reference(lowering: Lowering, element: MdcElement, target: str) -> bool:
    """Whether a link without words is Markdown's ``[](#id)``, to a place in the document."""
    return lowering.source.startswith("[](", element.span.start) and not is_remote(target)


def lower_area(lowering: Lowering, element: MdcElement) -> Items:
    """Lower an ``area`` of an image map: a link under its alternative text, on a line of its own."""
    words, written = text_prop(element, "alt") or "", text_prop(element, "href") or ""
    target = accepted(lowering, written, prop_place(element, "href")) if written.strip() else None
    if not words.strip():
        return []
    text = lowering.generated(words.strip(), prop_place(element, "alt"))
    pos = lowering.pos(element.span)
    line = Link(target=target, children=(text,), written=clean(written), pos=pos) if target else text
    return [Paragraph(children=(line,), pos=pos)]


def _pictures(items: Items) -> bool:
    return any(isinstance(i, Block) or not shows_nothing(i) for i in items)


def text_prop(element: MdcElement, name: str) -> str | None:
    """Return a prop's value as text; None if the element does not have the prop."""
    value: Any = element.props.get(name)
    return None if value is None else str(value)
