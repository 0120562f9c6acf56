"""The kinds of finding that lowering reports."""

from exporter.diagnostics import Code, Severity

UNKNOWN_ELEMENT = Code(
    "unknown-element",
    Severity.WARNING,
    "an HTML element that the exporter does not know; its content stays",
    why="The element's own looks and behaviour are lost; its words stay.",
    mend="Use a component or Markdown in its place, or check the spelling of the element.",
)
UNKNOWN_COMPONENT = Code(
    "unknown-component",
    Severity.WARNING,
    "a component that no one knows; its content stays",
    why="The component's own looks and behaviour are lost; its words stay.",
    mend="Correct the name, or describe the component under 'components' in exporter.yaml.",
)
DROPPED_SCRIPT = Code(
    "dropped-script",
    Severity.WARNING,
    "a script in content; it is left out",
    why="A document runs no scripts, so that what the script shows is not there.",
    mend="Write what readers need in the page itself.",
)
DROPPED_STYLE = Code(
    "dropped-style",
    Severity.NOTE,
    "a style sheet or page head element in content; it is left out",
    why="Looks of the page's own have no effect in the document.",
    mend="Put looks into the theme; nothing has to be done where only the website needs them.",
)
LINK_REFUSED = Code(
    "link-refused",
    Severity.ERROR,
    "a link that could run code, read files or leave the site unseen; its words stay",
    why="Such a link could run code or read files of whoever opens the document.",
    mend="Write an address that begins with https, mailto or tel, or the path of a page.",
    lowered=True,
)
LINK_SCHEME = Code(
    "link-scheme",
    Severity.WARNING,
    "a link of a scheme that documents do not carry; its words stay",
    why="Readers could not follow such a link from a document; its words stay.",
    mend="Write an address that begins with https, mailto or tel.",
)
LINK_EMPTY = Code(
    "link-empty",
    Severity.WARNING,
    "a link without words or without a target",
    why="Readers see no link, or one that leads nowhere.",
    mend="Write the words of the link in square brackets and its target in round ones.",
)
CONTROL_CHARACTER = Code(
    "control-character",
    Severity.WARNING,
    "a control character or noncharacter in text, which files cannot carry",
    why="The character is invisible and not allowed in documents; it often comes along when text is copied.",
    mend="Delete the character where the message points, or type the word anew.",
)
UNRESOLVED_BINDING = Code(
    "unresolved-binding",
    Severity.WARNING,
    "a binding whose name the front matter does not have",
    why="Readers would see nothing where the website shows a value.",
    mend="Add the name to the page's front matter, or write the words themselves.",
)
HIDDEN = Code(
    "hidden",
    Severity.NOTE,
    "an element that the website does not show; it is left out",
    why="The website hides this element, so that the document leaves it out too.",
    mend="Nothing has to be done; remove the attribute that hides it if it should be read.",
)
BAD_LANGUAGE = Code(
    "bad-language",
    Severity.WARNING,
    "a lang attribute that is not a language tag (BCP 47)",
    why="Screen readers cannot tell in which language the passage is.",
    mend="Write a language tag such as 'en', 'de' or 'pt-BR'.",
)
DUPLICATE_ANCHOR = Code(
    "duplicate-anchor",
    Severity.WARNING,
    "an id that two elements of a page have",
    why="Links to this name lead to the first of two places.",
    mend="Give one of the two elements another id, or change the words of one heading.",
)
DEPTH = Code(
    "depth",
    Severity.ERROR,
    "blocks, lists or inlines nested deeper than the limit; the rest is plain text",
    why="What is nested deeper than the limit loses its form and becomes plain text.",
    mend="Take lists, quotes or components out of each other, or raise the limit in exporter.yaml.",
    lowered=True,
)
TABLE_SPAN = Code(
    "table-span",
    Severity.NOTE,
    "a colspan or rowspan beyond its table or the limit; it is cut",
    why="Cells beyond the table's edge have no place and are cut.",
    mend="Correct colspan or rowspan to the rows and columns that there are.",
)
TABLE_SIZE = Code(
    "table-size",
    Severity.ERROR,
    "a table with more cells than the limit; the rest is left out",
    why="The rest of a very large table would be missing in the document.",
    mend="Split the table or offer it as a data file, or raise the limit in exporter.yaml.",
    lowered=True,
)
IMAGE_SOURCE = Code(
    "image-source",
    Severity.WARNING,
    "a picture without a source",
    why="Nothing is shown, since no file is named.",
    mend="Write the picture's path in its round brackets or 'src'.",
)
LOSS_MEDIA = Code(
    "loss-media",
    Severity.LOSS,
    "a video, sound or embedded page; a link to it stands in its place",
    why="A document cannot play it; a link stands in its place.",
    mend="Nothing has to be done; say in words what it shows, for those who cannot follow the link.",
)
LOSS_FORM = Code(
    "loss-form",
    Severity.LOSS,
    "a form or a control; a link to the page stands in its place",
    why="A document cannot be filled in and sent; a link to the page stands in its place.",
    mend="Nothing has to be done; give an address or telephone number beside the form.",
)
LOSS_DRAWING = Code(
    "loss-drawing",
    Severity.LOSS,
    "a drawing in the page's own HTML; it is left out",
    why="A drawing inside the page's HTML is not in the document.",
    mend="Save the drawing as an SVG file below the public folder and show it as a picture with alternative text.",
)
LOSS_ATTRIBUTE = Code(
    "loss-attribute",
    Severity.LOSS,
    "words in an attribute that documents have no place for",
    why="Readers of the document do not see words that the website shows.",
    mend="Put the words into the text, if readers of documents need them.",
)
LOSS_CODE = Code(
    "loss-code",
    Severity.LOSS,
    "a link or picture inside a code block, which is characters alone",
    why="A code block shows characters alone: the link leads nowhere, the picture is not there.",
    mend="Put the link or picture above or below the code.",
)
LOSS_LIST = Code(
    "loss-list",
    Severity.LOSS,
    "how a list is numbered, where it is not 1, 2, 3",
    why="The items are numbered otherwise than on the website.",
    mend="Write the numbers into the text where readers refer to them.",
)

CODES = tuple(value for value in list(globals().values()) if isinstance(value, Code))
