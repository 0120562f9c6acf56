"""Elements that no document can show: a link replaces them if there is one, and a finding says so."""

from exporter.lowering import codes
from exporter.lowering.context import Items, Lowering
from exporter.lowering.links import accepted, prop_place, text_prop
from exporter.markdown.tree import MdcElement, SourceSpan
from exporter.model.nodes import Container, Link, Paragraph


def lower_script(lowering: Lowering, element: MdcElement) -> Items:
    """Report a ``script``, and leave it out."""
    lowering.report(codes.DROPPED_SCRIPT, "script in content is left out", element.span, "remove it from the page")
    return []


def lower_style(lowering: Lowering, element: MdcElement) -> Items:
    """Report a ``style`` or another element of a page's head, and leave it out."""
    hint = "the look of documents comes from the theme"
    lowering.report(codes.DROPPED_STYLE, f"<{element.tag}> in content is left out", element.span, hint)
    return []


def lower_media(lowering: Lowering, element: MdcElement) -> Items:
    """Lower an embedded page, a video or a sound to a link, under its title if it has one."""
    source = media_source(element)
    lowering.report(
        codes.LOSS_MEDIA, f"<{element.tag}>: cannot be shown in a document", element.span, subject=element.tag
    )
    target = accepted(lowering, source[0], source[1]) if source else None
    if not target:
        return list(lowering.blocks(element.children))
    return [link_instead(lowering, target, text_prop(element, "title") or target, element.span)]


def link_instead(lowering: Lowering, target: str, words: str, span: SourceSpan) -> Container:
    """Return a link in the place of something that a document cannot show."""
    pos = lowering.pos(span)
    link = Link(target=target, children=(lowering.generated(words, span),), written=target, pos=pos)
    return Container(role="loss", children=(Paragraph(children=(link,), pos=pos),), label=True, pos=pos)


def media_source(element: MdcElement) -> tuple[str, SourceSpan] | None:
    """Return an embedded thing's address and its place: of the element itself, or of the first source in it."""
    for name in ("src", "data"):
        value = text_prop(element, name)
        if value:
            return value, prop_place(element, name)
    for child in element.children:
        if isinstance(child, MdcElement) and child.tag in ("source", "embed", "param"):
            found = media_source(child)
            if found:
                return found
    return None


def lower_control(lowering: Lowering, element: MdcElement) -> Items:
    """Lower a form or one of its controls to the words inside."""
    if element.props.get("type") == "hidden":
        return []
    message = f"<{element.tag}>: a document cannot be filled in"
    lowering.report(codes.LOSS_FORM, message, element.span, subject=element.tag)
    return lowering.items(element.children)


def lower_drawing(lowering: Lowering, element: MdcElement) -> Items:
    """Lower a drawing in the page's own HTML to its title."""
    message, hint = f"<{element.tag}>: a drawing in content is left out", "save it as a picture file"
    lowering.report(codes.LOSS_DRAWING, message, element.span, hint, element.tag)
    titles = [c for c in element.children if isinstance(c, MdcElement) and c.tag in ("title", "desc")]
    return [i for t in titles for i in lowering.items(t.children)]
