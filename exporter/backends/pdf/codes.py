"""Every kind of finding that the PDF backend may report."""

from exporter.diagnostics import Code, Severity

LANGUAGE = Code(
    "pdf-language",
    Severity.ERROR,
    "The document has no language that is a BCP 47 tag.",
    why="Screen readers would read the text in a wrong voice, and PDF/UA-1 demands a language.",
    mend="Give a tag such as 'en' or 'pt-BR' as 'language' of the page or in exporter.yaml, or 'lang' of a passage.",
    lowered=True,
)
TITLE = Code(
    "pdf-title",
    Severity.ERROR,
    "The document has no title.",
    why="Readers see a file name where a title belongs, and PDF/UA-1 demands a title.",
    mend="Give the page or the export a 'title'.",
    lowered=True,
)
ALT_TEXT = Code(
    "pdf-alt-text",
    Severity.ERROR,
    "A picture has no alternative text and is not marked as decorative.",
    why="Blind readers do not learn what the picture shows, and PDF/UA-1 demands a description.",
    mend="Say what the picture shows, as its 'alt' or the component's 'altImage'; alt=\"\" marks decoration.",
    lowered=True,
)
HEADING_ORDER = Code(
    "pdf-heading-order",
    Severity.ERROR,
    "A heading skips a level of the outline.",
    why="Who moves by headings misses one, and PDF/UA-1 demands levels without gaps.",
    mend="Give the heading the level that follows the one above it.",
    lowered=True,
)
TABLE_SHAPE = Code(
    "pdf-table-shape",
    Severity.ERROR,
    "The rows of a table are not equally wide.",
    why="Screen readers cannot tell which header a cell belongs to, and PDF/UA-1 demands rows of one width.",
    mend="Give each row as many cells as the first; colspan and rowspan count.",
    lowered=True,
)
EMPTY_LINK = Code(
    "pdf-empty-link",
    Severity.WARNING,
    "A link has no words: its address is read out instead.",
    why="Screen readers read the address letter by letter.",
    mend="Put words into the link that say where it leads.",
)
ANCHOR = Code(
    "pdf-anchor",
    Severity.WARNING,
    "A link leads to a place that the document does not have.",
    why="Readers who follow the link stay where they are.",
    mend="Check the name behind the '#': it is that of a heading or question of the document.",
)
PICTURE = Code(
    "pdf-picture",
    Severity.ERROR,
    "A picture is missing or cannot be drawn.",
    why="The file would lack a picture that the page shows.",
    mend="Check the picture's path; save it anew as PNG or JPEG where it cannot be drawn.",
)
GLYPH = Code(
    "pdf-glyph",
    Severity.ERROR,
    "No font has a glyph for a character, and nothing may stand for it.",
    why="Readers would see an empty box in place of the character.",
    mend="Write the character in words, or install the fonts of the language (pip install 'mdc-exporter[cjk]').",
)
SUBSTITUTE = Code(
    "pdf-substitute",
    Severity.LOSS,
    "A character without a glyph was replaced by words.",
    why="Readers see words in place of a sign that no font has.",
    mend="Write what you mean in words, if the words put there are not right.",
)
FONT = Code(
    "pdf-font",
    Severity.WARNING,
    "The theme names a family that is not among the fonts of the exporter.",
    why="The PDF is set in another font than the theme asks for.",
    mend="Name a family in the theme that ships with the exporter.",
)
STYLE = Code(
    "pdf-style",
    Severity.WARNING,
    "A rule of a style sheet was ignored.",
    why="A part of the document does not look as the style sheet says.",
    mend="Mend or remove the named rule in the theme's style sheet.",
    needs_layout=True,
)
ENGINE = Code(
    "pdf-engine",
    Severity.WARNING,
    "The layout engine reported something else.",
    why="The layout may differ from what was meant.",
    mend="Look at the page in the PDF; report it with the page if you see no reason for it.",
    needs_layout=True,
)
UNMARKED = Code(
    "pdf-unmarked",
    Severity.WARNING,
    "The file does not carry the PDF/UA mark, and why.",
    why="Checkers and libraries do not accept the file as PDF/UA-1.",
    mend="Mend the findings that the message names, or install the version of WeasyPrint that the project names.",
    needs_layout=True,
)
DEPTH = Code(
    "pdf-depth",
    Severity.ERROR,
    "The document is nested too deeply to be laid out.",
    why="The layout engine cannot place boxes nested that deeply, so that there is no file.",
    mend="Take lists, quotes or components out of each other.",
    needs_layout=True,
)
LINK_TITLE = Code(
    "pdf-link-title",
    Severity.LOSS,
    "The title of a link, which browsers show in a tooltip.",
    why="Readers of the PDF do not see the words of the tooltip.",
    mend="Put the words of the title into the text, if readers need them.",
)

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
