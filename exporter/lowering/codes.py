"""The kinds of finding that lowering reports."""

from exporter.diagnostics import Code, Severity

UNKNOWN_ELEMENT = Code(
    "unknown-element", Severity.WARNING, "an HTML element that the exporter does not know; its content stays"
)
UNKNOWN_COMPONENT = Code("unknown-component", Severity.WARNING, "a component that no one knows; its content stays")
DROPPED_SCRIPT = Code("dropped-script", Severity.WARNING, "a script in content; it is left out")
DROPPED_STYLE = Code("dropped-style", Severity.NOTE, "a style sheet or page head element in content; it is left out")
LINK_REFUSED = Code(
    "link-refused", Severity.ERROR, "a link that could run code, read files or leave the site unseen; its words stay"
)
LINK_SCHEME = Code("link-scheme", Severity.WARNING, "a link of a scheme that documents do not carry; its words stay")
LINK_EMPTY = Code("link-empty", Severity.WARNING, "a link without words or without a target")
CONTROL_CHARACTER = Code(
    "control-character", Severity.WARNING, "a control character or noncharacter in text, which files cannot carry"
)
UNRESOLVED_BINDING = Code("unresolved-binding", Severity.WARNING, "a binding whose name the front matter does not have")
HIDDEN = Code("hidden", Severity.NOTE, "an element that the website does not show; it is left out")
BAD_LANGUAGE = Code("bad-language", Severity.WARNING, "a lang attribute that is no language tag (BCP 47)")
DUPLICATE_ANCHOR = Code("duplicate-anchor", Severity.WARNING, "an id that two elements of a page have")
DEPTH = Code("depth", Severity.ERROR, "blocks, lists or inlines nested deeper than the limit; the rest is plain text")
TABLE_SPAN = Code("table-span", Severity.NOTE, "a colspan or rowspan beyond its table or the limit; it is cut")
TABLE_SIZE = Code("table-size", Severity.ERROR, "a table with more cells than the limit; the rest is left out")
IMAGE_SOURCE = Code("image-source", Severity.WARNING, "a picture without a source")
LOSS_MEDIA = Code("loss-media", Severity.LOSS, "a video, sound or embedded page; a link to it stands in its place")
LOSS_FORM = Code("loss-form", Severity.LOSS, "a form or a control; a link to the page stands in its place")
LOSS_ATTRIBUTE = Code("loss-attribute", Severity.LOSS, "words in an attribute that documents have no place for")
LOSS_CODE = Code("loss-code", Severity.LOSS, "a link or picture inside a code block, which is characters alone")
LOSS_LIST = Code("loss-list", Severity.LOSS, "how a list is numbered, where it is not 1, 2, 3")
LOSS_DRAWING = Code("loss-drawing", Severity.LOSS, "a drawing in the page's own HTML; it is left out")

CODES = tuple(value for value in list(globals().values()) if isinstance(value, Code))
