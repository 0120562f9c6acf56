"""Plain HTML elements by an allow-list: the table says how each is lowered; raw HTML goes no further than this.

The name of a component made by MDC syntax is looked up among MDC elements first, any other tag in HTML first:
``::note`` is Nuxt's callout, ``::video`` Nuxt's component, ``<video>`` HTML's.
"""

from collections.abc import Callable
from dataclasses import replace

from exporter.diagnostics import shortened
from exporter.lowering import codes
from exporter.lowering.anchors import items_with_id
from exporter.lowering.attribute_text import is_hidden
from exporter.lowering.bindings import lower_binding
from exporter.lowering.citations import list_place, lower_span, without_citations
from exporter.lowering.context import Items, Lowering
from exporter.lowering.flow_content import (
    lower_code_block,
    lower_details,
    lower_figure,
    lower_heading,
    lower_paragraph,
    lower_quote,
    lower_rule,
)
from exporter.lowering.footnotes import is_footnote_part, is_section, lower_reference, lower_section, reference
from exporter.lowering.images import aligned, alignment, lower_image
from exporter.lowering.links import lower_area, lower_link, prop_place
from exporter.lowering.lists import lower_descriptions, lower_list, words_alone
from exporter.lowering.math import lower_math
from exporter.lowering.normalise import as_blocks, wrapped
from exporter.lowering.page_breaks import with_breaks
from exporter.lowering.phrasing_content import (
    lower_abbreviation,
    lower_break,
    lower_code,
    lower_definition,
    lower_quotation,
    lower_ruby,
    spans,
    stressed,
    strong,
)
from exporter.lowering.tables import lower_table
from exporter.lowering.unsupported_elements import lower_control, lower_drawing, lower_media, lower_script, lower_style
from exporter.markdown.tree import MdcElement
from exporter.model.languages import is_language
from exporter.model.nodes import Block, Container, Heading, Inline, Paragraph, Span

Lower = Callable[[Lowering, MdcElement], Items]


def transparent(lowering: Lowering, element: MdcElement) -> Items:
    """Lower an element without a meaning of its own to its content."""
    return lowering.items(element.children)


def lower_division(lowering: Lowering, element: MdcElement) -> Items:
    """Lower an element that parts the flow to its content as blocks."""
    if place := list_place(lowering, element):
        return [place]
    return aligned(list(lowering.blocks(element.children)), alignment(element))


def lower_hidden(lowering: Lowering, element: MdcElement) -> Items:
    """Report an element that browsers do not show (HTML, sections 6.1, 4.12.2 and 4.12.3), and leave it out."""
    lowering.report(codes.HIDDEN, f"<{element.tag}>: the website does not show this", element.span)
    return []


def lower_template(lowering: Lowering, element: MdcElement) -> Items:
    """Lower a slot of a component, or HTML's own inert ``template``."""
    slot = any(key.startswith("v-slot") for key in element.props)
    return (transparent if slot else lower_hidden)(lowering, element)


def lower_sup(lowering: Lowering, element: MdcElement) -> Items:
    """Lower a superscript, or a footnote's mark."""
    link = reference(element)
    return lower_reference(lowering, element, link) if link else spans("sup")(lowering, element)


def lower_anchor(lowering: Lowering, element: MdcElement) -> Items:
    """Lower a link, or a footnote's mark that stood in another link."""
    if mark := reference(element):
        return lower_reference(lowering, element, mark)
    return _lower_link(lowering, element)


_lower_link = without_citations(lower_link)


def lower_section_element(lowering: Lowering, element: MdcElement) -> Items:
    """Lower a ``section``, or the section of footnotes."""
    return lower_section(lowering, element) if is_section(element) else lower_division(lowering, element)


def table(lower: Lower, tags: str) -> dict[str, Lower]:
    """Return the same handling for many elements."""
    return dict.fromkeys(tags.split(), lower)


ELEMENTS: dict[str, Lower] = {
    **table(lower_paragraph, "p"),
    **table(lower_heading, "h1 h2 h3 h4 h5 h6"),
    **table(lower_list, "ul ol menu dir"),
    **table(lower_descriptions, "dl"),
    **table(lower_quote, "blockquote"),
    **table(without_citations(lower_code_block), "pre xmp listing"),
    **table(lower_rule, "hr"),
    **table(lower_table, "table"),
    **table(lower_figure, "figure"),
    **table(lower_details, "details"),
    **table(lower_section_element, "section"),
    **table(lower_division, "div article header footer main nav aside center address hgroup search fieldset legend"),
    **table(
        lower_division, "li dt dd figcaption caption summary thead tbody tfoot tr td th"
    ),  # outside of their usual parents
    **table(stressed, "em i var"),
    **table(lower_definition, "dfn"),
    **table(strong, "strong b"),
    **table(without_citations(lower_code), "code samp tt"),
    **table(lower_anchor, "a"),
    **table(lower_image, "img image"),
    **table(lower_break, "br"),
    **table(lower_sup, "sup"),
    **table(lower_quotation, "q"),
    **table(lower_binding, "binding"),
    **table(spans("kbd"), "kbd"),
    **table(spans("sub"), "sub"),
    **table(spans("mark"), "mark"),
    **table(spans("strike"), "s strike del"),
    **table(spans("inserted"), "ins"),
    **table(spans("underline"), "u"),
    **table(spans("small"), "small"),
    **table(lower_abbreviation, "abbr acronym"),
    **table(spans("cite"), "cite"),
    **table(lower_span, "span"),
    **table(transparent, "time data bdi bdo font label big output picture map rb rt rp rtc nobr blink"),
    **table(lower_ruby, "ruby"),
    **table(transparent, "html body slot button marquee"),
    **table(lower_template, "template"),
    **table(lower_hidden, "noscript"),
    **table(lambda *_: [], "wbr source track param col colgroup"),
    **table(lower_area, "area"),
    **table(lower_script, "script"),
    **table(lower_style, "style link meta base title head"),
    **table(lower_media, "iframe video audio embed object frame frameset applet portal"),
    **table(lower_math, "math"),
    **table(lower_drawing, "svg canvas"),
    **table(lower_control, "form input select textarea option optgroup datalist progress meter dialog"),
}
DEEPEST = 50  # whatever the configuration says: Python's recursion limit is reached at 90 nested components
INLINE = frozenset(
    table(
        transparent,
        "em i dfn var strong b code samp tt a sup sub kbd mark s strike del ins u small abbr cite span font",
    )
)


def lower_element(lowering: Lowering, element: MdcElement) -> Items:
    """Lower an element; if it is nested too deep, its words alone."""
    inline = element.tag in INLINE
    depth = lowering.inline_depth + 1 if inline else lowering.block_depth + 1
    limit = min(lowering.limits.inlines, DEEPEST) if inline else min(lowering.limits.blocks, DEEPEST)
    if depth > limit:
        return _flattened(lowering, element, limit)
    if inline:
        lowering.inline_depth += 1
    else:
        lowering.block_depth += 1
    try:
        items = _in_language(lowering, element, _shown(lowering, _handler(lowering, element)(lowering, element)))
        return (
            items
            if is_footnote_part(element)
            else with_breaks(lowering, element, items_with_id(lowering, element, items))
        )
    finally:
        if inline:
            lowering.inline_depth -= 1
        else:
            lowering.block_depth -= 1


def _shown(lowering: Lowering, items: Items) -> Items:
    """Return the items without empty containers, whose content is a loss that has its own finding."""
    places = lowering.list_places
    return [i for i in items if not isinstance(i, Container) or i.children or i.title or i.role in places]


def _flattened(lowering: Lowering, element: MdcElement, limit: int) -> Items:
    lowering.report_once(
        codes.DEPTH, "depth", f"elements nested more than {limit} deep", element.span, "make them flatter"
    )
    return words_alone(lowering, element)


def _handler(lowering: Lowering, element: MdcElement) -> Lower:
    tag = element.tag
    component = lowering.registry.find(tag)
    html = ELEMENTS.get(tag.removeprefix("prose-"))  # Nuxt's components for plain elements: ::prose-pre
    if html is not None and (component is None or not element.component):
        return lower_hidden if is_hidden(element) else html
    if component is None and not element.component and "-" not in tag:
        return _unknown_element
    lowerable = component or lowering.registry.unknown(tag)
    return lambda low, e: _at_its_level(low, e, lowerable.lower_element(low, e))


def _at_its_level(lowering: Lowering, element: MdcElement, items: Items) -> Items:
    """Make the line of a block component a paragraph of its own: two buttons below each other are two lines."""
    block = lowering.source.startswith("::", element.span.start)
    return as_blocks(items, lowering.places) if block else items


def _unknown_element(lowering: Lowering, element: MdcElement) -> Items:
    hint = lowering.registry.suggest(element.tag) or "write plain Markdown, or an element of HTML"
    lowering.report_once(codes.UNKNOWN_ELEMENT, element.tag, f"HTML has no element <{element.tag}>", element.span, hint)
    return lowering.items(element.children)


def _in_language(lowering: Lowering, element: MdcElement, items: Items) -> Items:
    """Mark the items with the element's language (BCP 47), if it has one."""
    lang = element.props.get("lang") or element.props.get("xmlLang")
    if not lang or not items or element.tag == "pre":
        return items
    language = str(lang).strip()
    if not is_language(language):
        hint = "write a tag such as en or pt-BR"
        lowering.report(
            codes.BAD_LANGUAGE, f"'{shortened(language)}' is not a language", prop_place(element, "lang"), hint
        )
        return items
    if len(items) == 1 and isinstance(items[0], Container):
        return [replace(items[0], lang=language)]
    if len(items) == 1 and isinstance(items[0], Paragraph | Heading):
        block = items[0]
        return [replace(block, children=(Span(children=block.children, lang=language, pos=block.pos),))]
    if not any(isinstance(i, Block) for i in items):
        return wrapped(items, lambda children: _span(children, language))
    blocks = as_blocks(items, lowering.places)
    return [Container(role="", children=blocks, lang=language, pos=lowering.pos(element.span))]


def _span(children: tuple[Inline, ...], language: str) -> Inline:
    return Span(children=children, lang=language)
