"""Every kind of finding that the PDF backend may report."""

from exporter.diagnostics import Code, Severity

LANGUAGE = Code("pdf-language", Severity.ERROR, "The document has no language that is a BCP 47 tag.")
TITLE = Code("pdf-title", Severity.ERROR, "The document has no title.")
ALT_TEXT = Code("pdf-alt-text", Severity.ERROR, "A picture has no alternative text and is not marked as decorative.")
HEADING_ORDER = Code("pdf-heading-order", Severity.ERROR, "A heading skips a level of the outline.")
TABLE_SHAPE = Code("pdf-table-shape", Severity.ERROR, "The rows of a table are not equally wide.")
EMPTY_LINK = Code("pdf-empty-link", Severity.WARNING, "A link has no words: its address is read out instead.")
ANCHOR = Code("pdf-anchor", Severity.WARNING, "A link leads to a place that the document does not have.")
LINK_TITLE = Code("pdf-link-title", Severity.LOSS, "The title of a link, which browsers show in a tooltip.")
PICTURE = Code("pdf-picture", Severity.ERROR, "A picture is missing or cannot be drawn.")
GLYPH = Code("pdf-glyph", Severity.ERROR, "No font has a glyph for a character, and nothing may stand for it.")
SUBSTITUTE = Code("pdf-substitute", Severity.LOSS, "A character without a glyph was replaced by words.")
FONT = Code("pdf-font", Severity.WARNING, "The theme names a family that is not among the fonts of the exporter.")
STYLE = Code("pdf-style", Severity.WARNING, "A rule of a style sheet was ignored.")
ENGINE = Code("pdf-engine", Severity.WARNING, "The layout engine reported something else.")
UNMARKED = Code("pdf-unmarked", Severity.WARNING, "The file does not carry the PDF/UA mark, and why.")
DEPTH = Code("pdf-depth", Severity.ERROR, "The document is nested too deeply to be laid out.")

CODES = (
    LANGUAGE,
    TITLE,
    ALT_TEXT,
    HEADING_ORDER,
    TABLE_SHAPE,
    EMPTY_LINK,
    ANCHOR,
    LINK_TITLE,
    PICTURE,
    GLYPH,
    SUBSTITUTE,
    FONT,
    STYLE,
    ENGINE,
    UNMARKED,
    DEPTH,
)
