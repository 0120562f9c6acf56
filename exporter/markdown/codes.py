"""The findings of the reader, for `exporter.diagnostics`."""

from exporter.diagnostics import Code, Severity

UNCLOSED = Code(
    "unclosed-component", Severity.WARNING, "a component that is not closed; it ends where what holds it ends"
)
STRAY_END = Code("stray-component-end", Severity.WARNING, "colons that close no component; they are shown as text")
UNCLOSED_YAML = Code(
    "unclosed-yaml", Severity.WARNING, "a component's YAML without its end; the component keeps no props"
)
LOST_YAML = Code(
    "lost-yaml", Severity.WARNING, "a component's YAML that is indented in another way than it; it is shown as text"
)
BAD_ATTRIBUTES = Code("bad-attributes", Severity.WARNING, "braces that are no attributes; the site shows them as text")
LOST_ATTRIBUTES = Code(
    "lost-attributes", Severity.WARNING, "attributes behind something that takes none; the site drops them"
)
BAD_COMPONENT = Code(
    "bad-component", Severity.WARNING, "a line that begins as a component and is none; it is shown as text"
)
UNSAFE_ATTRIBUTE = Code("unsafe-attribute", Severity.WARNING, "an attribute that runs scripts; the site drops it")
BAD_ESCAPE = Code(
    "bad-escape", Severity.WARNING, "an address with a '%' that begins no character; the website fails at its page"
)
UNCLOSED_HTML = Code("unclosed-html", Severity.WARNING, "an HTML element that is not closed")
STRAY_HTML_END = Code("stray-html-end", Severity.WARNING, "an HTML end tag without its start")
TOO_DEEP = Code("too-deep", Severity.ERROR, "blocks, inlines or HTML nested deeper than the limit; they are shown flat")
TOO_LONG = Code("too-long", Severity.ERROR, "a page, line or link longer than the limit")
LOST_CELLS = Code(
    "lost-cells", Severity.WARNING, "cells of a table's row beyond the columns of its head; the site drops them"
)
TOO_WIDE = Code("too-many-cells", Severity.ERROR, "a table whose rows lack more cells than the limit")

CODES = (
    UNCLOSED,
    STRAY_END,
    UNCLOSED_YAML,
    LOST_YAML,
    BAD_ATTRIBUTES,
    LOST_ATTRIBUTES,
    BAD_COMPONENT,
    UNSAFE_ATTRIBUTE,
    BAD_ESCAPE,
    UNCLOSED_HTML,
    STRAY_HTML_END,
    TOO_DEEP,
    TOO_LONG,
    LOST_CELLS,
    TOO_WIDE,
)
