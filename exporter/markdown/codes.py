"""The kinds of finding that the reader reports."""

from exporter.diagnostics import Code, Severity

UNCLOSED = Code(
    "unclosed-component",
    Severity.WARNING,
    "a component that is not closed; it ends with the surrounding block",
    why="The text after it may become part of the component.",
    mend="Close the component with as many colons as its first line has.",
)
STRAY_END = Code(
    "stray-component-end",
    Severity.WARNING,
    "colons that close no component; they are shown as text",
    why="Readers see the colons.",
    mend="Remove the colons, or use as many as the component's first line has.",
)
UNCLOSED_YAML = Code(
    "unclosed-yaml",
    Severity.WARNING,
    "a component's YAML without its end; the component loses its props",
    why="The component loses all its props.",
    mend="Write '---' on its own line after the last prop.",
)
LOST_YAML = Code(
    "lost-yaml",
    Severity.WARNING,
    "a component's YAML with another indentation; it is shown as text",
    why="Readers see the props as text, and the component loses them.",
    mend="Indent the YAML block like the component itself.",
)
BAD_ATTRIBUTES = Code(
    "bad-attributes",
    Severity.WARNING,
    "braces that are not attributes; the site shows them as text",
    why="Readers see the braces and their content.",
    mend='Write attributes as {name="value"}, or write a backslash before a literal brace.',
)
LOST_ATTRIBUTES = Code(
    "lost-attributes",
    Severity.WARNING,
    "attributes at a place where the site ignores them",
    why="The attributes have no effect.",
    mend="Put them right after their link, picture or word, without a blank.",
)
BAD_COMPONENT = Code(
    "bad-component",
    Severity.WARNING,
    "a line that only begins like a component; it is shown as text",
    why="Readers see the line as it is written, with its colons.",
    mend="Write the component's name right after the colons, such as '::sh-alert'.",
)
UNSAFE_ATTRIBUTE = Code(
    "unsafe-attribute",
    Severity.WARNING,
    "an attribute that runs scripts; the site drops it",
    why="A script in an attribute could run in a reader's browser.",
    mend="Remove the attribute that the message names.",
)
BAD_ESCAPE = Code(
    "bad-escape",
    Severity.WARNING,
    "an address with a '%' that begins no character; the website cannot show the page",
    why="The website shows an error instead of the page.",
    mend="Write a percent sign as '%25'.",
)
UNCLOSED_HTML = Code(
    "unclosed-html",
    Severity.WARNING,
    "an HTML element that is not closed",
    why="The browser guesses the end of the element, often too late.",
    mend="Add the end tag, such as '</div>'.",
)
STRAY_HTML_END = Code(
    "stray-html-end",
    Severity.WARNING,
    "an HTML end tag without its start",
    why="The start tag is often misspelt.",
    mend="Remove the end tag, or write its start tag.",
)
UNCLOSED_FORMULA = Code(
    "unclosed-formula",
    Severity.WARNING,
    "dollars that begin a formula without its end; they are shown as text",
    why="The website takes the rest of the page for the formula.",
    mend="Write the same dollars on a line below the formula, or a backslash before each dollar.",
)
SINGLE_DOLLAR = Code(
    "single-dollar",
    Severity.WARNING,
    "dollars around words, such as two prices, that the site's parser takes for a formula",
    why="The website shows the words between the dollars as a formula, without their blanks.",
    mend="Write a backslash before each dollar, or 'singleDollarTextMath: false' in the site's remark-math options.",
)
TOO_DEEP = Code(
    "too-deep",
    Severity.ERROR,
    "blocks, inlines or HTML nested deeper than the limit; they are shown flat",
    why="Deeper content is shown flat.",
    mend="Take lists, quotes or components out of each other, or raise the limit in exporter.yaml.",
    lowered=True,
)
TOO_LONG = Code(
    "too-long",
    Severity.ERROR,
    "a page, line or link longer than the limit",
    why="Longer content is cut or shown as plain text.",
    mend="Split the page or the line, or raise the limit in exporter.yaml.",
    lowered=True,
)
TOO_WIDE = Code(
    "too-many-cells",
    Severity.ERROR,
    "a table with more missing cells than the limit",
    why="Empty cells to fill the rows would exceed the limit.",
    mend="Give each row as many cells as the first, or raise the limit in exporter.yaml.",
    lowered=True,
)
LOST_CELLS = Code(
    "lost-cells",
    Severity.WARNING,
    "cells of a table's row beyond the columns of its head; the site drops them",
    why="Neither the website nor the document shows the words of these cells.",
    mend="Give the head as many columns, or remove the cells; write a bar in text as backslash and bar.",
)

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
    UNCLOSED_FORMULA,
    SINGLE_DOLLAR,
    TOO_DEEP,
    TOO_LONG,
    LOST_CELLS,
    TOO_WIDE,
)
