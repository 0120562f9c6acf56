"""The kinds of finding that lowering reports."""

from exporter.diagnostics import Code, Severity

UNKNOWN_ELEMENT = Code(
    "unknown-element",
    Severity.WARNING,
    "an HTML element that the exporter does not know; its content stays",
    why="The element's look and behaviour are lost; its words stay.",
    mend="Use a component or Markdown instead, or check the spelling of the element.",
)
UNKNOWN_COMPONENT = Code(
    "unknown-component",
    Severity.WARNING,
    "an unknown component with a name close to a known one; its words stay",
    why="The component that you meant does more than show the words of its props and slots.",
    mend="Correct the name, or describe the component under 'components' in exporter.yaml.",
)
LOSS_COMPONENT = Code(
    "loss-component",
    Severity.LOSS,
    "an unknown component; its words stay, its looks and the named props do not",
    why="The words of its props and slots stay; only the website knows its looks and behaviour.",
    mend="If its words are not enough, describe it under 'components' in exporter.yaml.",
)
DROPPED_SCRIPT = Code(
    "dropped-script",
    Severity.WARNING,
    "a script in content; it is left out",
    why="A document runs no scripts, so the output of the script is missing.",
    mend="Write the words that readers need in the page itself.",
)
DROPPED_STYLE = Code(
    "dropped-style",
    Severity.NOTE,
    "a style sheet or page head element in content; it is left out",
    why="Styles in the page have no effect in the document.",
    mend="Put styles into the theme; if only the website needs them, nothing has to be done.",
)
LINK_REFUSED = Code(
    "link-refused",
    Severity.ERROR,
    "a link that could run code, read files or leave the site unnoticed; its words stay",
    why="The link could run code or read files on a reader's machine.",
    mend="Write an address that begins with https, mailto or tel, or the path of a page.",
    lowered=True,
)
LINK_SCHEME = Code(
    "link-scheme",
    Severity.WARNING,
    "a link with a scheme that documents cannot use; its words stay",
    why="Readers could not follow the link from a document.",
    mend="Write an address that begins with https, mailto or tel.",
)
LINK_EMPTY = Code(
    "link-empty",
    Severity.WARNING,
    "a link without words or without a target",
    why="Readers see no link, or a broken one.",
    mend="Write the words of the link in square brackets and its target in round brackets.",
)
CONTROL_CHARACTER = Code(
    "control-character",
    Severity.WARNING,
    "a control character or noncharacter in text, which files cannot contain",
    why="Documents cannot contain the character; it is invisible and often comes from copied text.",
    mend="Delete the character at the named place, or retype the word.",
)
UNRESOLVED_BINDING = Code(
    "unresolved-binding",
    Severity.WARNING,
    "a binding with a name that the front matter does not set",
    why="Readers would see nothing instead of the value.",
    mend="Add the name to the page's front matter, or write the words themselves.",
)
HIDDEN = Code(
    "hidden",
    Severity.NOTE,
    "an element that the website does not show; it is left out",
    why="The website hides this element, so the document leaves it out too.",
    mend="Nothing has to be done; to show the element, remove the attribute that hides it.",
)
BAD_LANGUAGE = Code(
    "bad-language",
    Severity.WARNING,
    "a lang attribute that is not a language tag (BCP 47)",
    why="Screen readers cannot find out the language of the passage.",
    mend="Write a language tag such as 'en', 'de' or 'pt-BR'.",
)
DUPLICATE_ANCHOR = Code(
    "duplicate-anchor",
    Severity.WARNING,
    "two elements of a page have the same id",
    why="Links to this id open the first element.",
    mend="Give one of the two elements another id, or change the words of one heading.",
)
GITHUB_ALERT = Code(
    "github-alert",
    Severity.WARNING,
    "an alert in GitHub's way, which the site shows as a quotation",
    why="The website and the document show a quotation that begins with '!NOTE'.",
    mend="Write the component (::note), or set 'alerts: true' in exporter.yaml to read such quotations as alerts.",
)
FORMULA = Code(
    "formula",
    Severity.ERROR,
    "a formula that cannot be read; its source is shown",
    why="Readers see TeX instead of the formula, and screen readers read it letter by letter.",
    mend="Correct the formula at the named place; in text write a backslash before a dollar.",
    lowered=True,
)
FORMULA_LETTER = Code(
    "formula-letter",
    Severity.WARNING,
    "a character in a formula that has no drawing; a PDF shows a box",
    why="Readers of the PDF see a box in place of the character.",
    mend="Write the words beside the formula, not in it.",
)
FORMULA_LIBRARY = Code(
    "formula-library",
    Severity.WARNING,
    "formulas on a machine without the library that reads them; their source is shown",
    why="Readers see TeX instead of formulas.",
    mend="Install it: pip install 'mdc-exporter[math]'.",
)
DEPTH = Code(
    "depth",
    Severity.ERROR,
    "blocks, lists or inlines nested deeper than the limit; the rest is plain text",
    why="Deeper content becomes plain text.",
    mend="Take lists, quotes or components out of each other, or raise the limit in exporter.yaml.",
    lowered=True,
)
TABLE_SPAN = Code(
    "table-span",
    Severity.NOTE,
    "a colspan or rowspan beyond its table or the limit; it is cut",
    why="Cells beyond the table's edge have no place and are cut.",
    mend="Correct colspan or rowspan to the rows and columns of the table.",
)
TABLE_SIZE = Code(
    "table-size",
    Severity.ERROR,
    "a table with more cells than the limit; the rest is left out",
    why="The document would not show the rest of the table.",
    mend="Split the table or offer it as a data file, or raise the limit in exporter.yaml.",
    lowered=True,
)
IMAGE_SOURCE = Code(
    "image-source",
    Severity.WARNING,
    "a picture without a source",
    why="The document shows nothing, since the picture names no file.",
    mend="Write the picture's path in its round brackets or 'src'.",
)
LOSS_MEDIA = Code(
    "loss-media",
    Severity.LOSS,
    "a video, sound or embedded page; a link replaces it",
    why="A document cannot play it; a link replaces it.",
    mend="Nothing has to be done; describe it in words for readers who cannot follow the link.",
)
LOSS_FORM = Code(
    "loss-form",
    Severity.LOSS,
    "a form or a control; a link to the page replaces it",
    why="A document cannot be filled in and sent; a link to the page replaces it.",
    mend="Nothing has to be done; give an address or telephone number next to the form.",
)
LOSS_DRAWING = Code(
    "loss-drawing",
    Severity.LOSS,
    "a drawing in the page's own HTML; it is left out",
    why="The document does not show a drawing in the page's HTML.",
    mend="Save the drawing as an SVG file below the public folder and show it as a picture with alternative text.",
)
LOSS_ATTRIBUTE = Code(
    "loss-attribute",
    Severity.LOSS,
    "words in an attribute that documents do not show",
    why="Readers of the document do not see words that the website shows.",
    mend="Put the words into the text, if readers of documents need them.",
)
LOSS_CODE = Code(
    "loss-code",
    Severity.LOSS,
    "a link or picture inside a code block, which shows only characters",
    why="A code block shows only characters: the link does not work, and the picture is missing.",
    mend="Put the link or picture above or below the code.",
)
LOSS_LIST = Code(
    "loss-list",
    Severity.LOSS,
    "the numbering of a list other than 1, 2, 3",
    why="The items have other numbers than on the website.",
    mend="Write the numbers into the text if readers refer to them.",
)

CODES = tuple(value for value in list(globals().values()) if isinstance(value, Code))
