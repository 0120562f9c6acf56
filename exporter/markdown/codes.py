"""The kinds of finding that the reader reports."""

from exporter.diagnostics import Code, Severity

UNCLOSED = Code(
    "unclosed-component",
    Severity.WARNING,
    "a component that is not closed; it ends where what holds it ends",
    why="What follows may be shown inside the component though it was not meant to be.",
    mend="Close the component with as many colons as it was opened with.",
)
STRAY_END = Code(
    "stray-component-end",
    Severity.WARNING,
    "colons that close no component; they are shown as text",
    why="Readers see colons that were meant as a mark.",
    mend="Remove the colons, or use as many as the component was opened with.",
)
UNCLOSED_YAML = Code(
    "unclosed-yaml",
    Severity.WARNING,
    "a component's YAML without its end; the component keeps no props",
    why="All props of the component are lost.",
    mend="Write '---' on a line of its own behind the last prop.",
)
LOST_YAML = Code(
    "lost-yaml",
    Severity.WARNING,
    "a component's YAML that is indented in another way than it; it is shown as text",
    why="Readers see the props as text, and the component goes without them.",
    mend="Indent the YAML block as far as the component itself.",
)
BAD_ATTRIBUTES = Code(
    "bad-attributes",
    Severity.WARNING,
    "braces that are not attributes; the site shows them as text",
    why="Readers see the braces and what is in them.",
    mend='Write attributes as {name="value"}, or a backslash in front of a brace that is meant as such.',
)
LOST_ATTRIBUTES = Code(
    "lost-attributes",
    Severity.WARNING,
    "attributes behind something that takes none; the site drops them",
    why="What the attributes say has no effect.",
    mend="Put them right behind the link, picture or word that they belong to, without a blank.",
)
BAD_COMPONENT = Code(
    "bad-component",
    Severity.WARNING,
    "a line that begins like a component but is not one; it is shown as text",
    why="Readers see the line as it is written, with its colons.",
    mend="Write the component's name right behind the colons, such as '::sh-alert'.",
)
UNSAFE_ATTRIBUTE = Code(
    "unsafe-attribute",
    Severity.WARNING,
    "an attribute that runs scripts; the site drops it",
    why="A script in an attribute could run in the browser of whoever opens the page.",
    mend="Remove the attribute that the message names.",
)
BAD_ESCAPE = Code(
    "bad-escape",
    Severity.WARNING,
    "an address with a '%' that begins no character; the website fails at its page",
    why="The website shows an error in place of the page.",
    mend="Write '%25' where a percent sign is meant.",
)
UNCLOSED_HTML = Code(
    "unclosed-html",
    Severity.WARNING,
    "an HTML element that is not closed",
    why="The browser guesses where the element ends, which may be much later than you meant.",
    mend="Add the end tag, such as '</div>'.",
)
STRAY_HTML_END = Code(
    "stray-html-end",
    Severity.WARNING,
    "an HTML end tag without its start",
    why="An end without a start often means that a start tag is misspelt.",
    mend="Remove the end tag, or write the start tag that belongs to it.",
)
TOO_DEEP = Code(
    "too-deep",
    Severity.ERROR,
    "blocks, inlines or HTML nested deeper than the limit; they are shown flat",
    why="What is nested deeper than the limit is shown flat.",
    mend="Take lists, quotes or components out of each other, or raise the limit in exporter.yaml.",
    lowered=True,
)
TOO_LONG = Code(
    "too-long",
    Severity.ERROR,
    "a page, line or link longer than the limit",
    why="What is longer than the limit is cut or shown as plain text.",
    mend="Split the page or the line, or raise the limit in exporter.yaml.",
    lowered=True,
)
TOO_WIDE = Code(
    "too-many-cells",
    Severity.ERROR,
    "a table whose rows lack more cells than the limit",
    why="The rows of the table would be filled up with more empty cells than the limit allows.",
    mend="Give the rows as many cells as the first has, or raise the limit in exporter.yaml.",
    lowered=True,
)
LOST_CELLS = Code(
    "lost-cells",
    Severity.WARNING,
    "cells of a table's row beyond the columns of its head; the site drops them",
    why="Neither the website nor the document shows the words of these cells.",
    mend="Give the head as many columns, or take the cells out; a bar that is text is written as backslash and bar.",
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
    TOO_DEEP,
    TOO_LONG,
    LOST_CELLS,
    TOO_WIDE,
)
