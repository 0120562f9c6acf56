"""Every kind of finding that the PDF backend may report."""

from exporter.diagnostics import Code, Severity

LANGUAGE = Code(
    "pdf-language",
    Severity.WARNING,
    "The document has no valid language (a BCP 47 tag).",
    why="Screen readers may use a wrong voice, and PDF/UA-1 demands a language.",
    mend="Give a tag such as 'en' or 'pt-BR' as 'language' of the page or in exporter.yaml, or 'lang' of a passage.",
    lowered=True,
)
TITLE = Code(
    "pdf-title",
    Severity.WARNING,
    "The document has no title.",
    why="Readers see a file name instead of a title, and PDF/UA-1 demands a title.",
    mend="Give the page or the export a 'title'.",
    lowered=True,
)
ALT_TEXT = Code(
    "pdf-alt-text",
    Severity.WARNING,
    "A picture has no alternative text and is not marked as decorative.",
    why="Blind readers miss the picture, and PDF/UA-1 demands a description.",
    mend="Describe the picture in its 'alt' or the component's 'altImage'; alt=\"\" marks decoration.",
    lowered=True,
)
HEADING_ORDER = Code(
    "pdf-heading-order",
    Severity.WARNING,
    "A heading skips a level of the outline.",
    why="Readers who move by headings miss a level, and PDF/UA-1 demands levels without gaps.",
    mend="Give the heading the level below that of the heading before it.",
    lowered=True,
)
TABLE_SHAPE = Code(
    "pdf-table-shape",
    Severity.WARNING,
    "The rows of a table have different numbers of columns.",
    why="Screen readers cannot tell which header a cell belongs to, and PDF/UA-1 demands rows of one width.",
    mend="Give each row as many cells as the first; colspan and rowspan count.",
    lowered=True,
)
EMPTY_LINK = Code(
    "pdf-empty-link",
    Severity.WARNING,
    "A link has no words.",
    why="Screen readers read the address letter by letter.",
    mend="Put words into the link that name its target.",
)
ANCHOR = Code(
    "pdf-anchor",
    Severity.WARNING,
    "A link points to a missing place in the document.",
    why="The link does nothing.",
    mend="Check the name behind the '#': it must be the name of a heading or question of the document.",
)
PICTURE = Code(
    "pdf-picture",
    Severity.ERROR,
    "A picture is missing or cannot be drawn.",
    why="The picture would be missing in the file.",
    mend="Check the picture's path; if it cannot be drawn, save it again as PNG or JPEG.",
)
GLYPH = Code(
    "pdf-glyph",
    Severity.WARNING,
    "No font has a glyph for a character, and no words may replace it.",
    why="Readers see the character's code in a box.",
    mend="Write the character in words, or install the fonts of the language (pip install 'mdc-exporter[cjk]').",
    lowered=True,
)
SUBSTITUTE = Code(
    "pdf-substitute",
    Severity.LOSS,
    "A character without a glyph was replaced by words.",
    why="Readers see words instead of the character.",
    mend="If the words are not right, write your own words instead of the character.",
)
EMPHASIS = Code(
    "pdf-emphasis",
    Severity.LOSS,
    "Bold or italic words look like all others: the font of their script has no such face.",
    why="Readers do not see the emphasis. Chinese, Japanese and Korean have one weight, most scripts no italic.",
    mend="Use bold instead of italic if the script has it, or emphasize in words.",
)
FONT = Code(
    "pdf-font",
    Severity.WARNING,
    "The theme names a font family that the exporter does not have.",
    why="The PDF shows another font than the theme names.",
    mend="Name a family in the theme that ships with the exporter.",
)
STYLE = Code(
    "pdf-style",
    Severity.WARNING,
    "A rule of a style sheet was ignored.",
    why="A part of the document does not look as the style sheet describes.",
    mend="Correct or remove the named rule in the theme's style sheet.",
    needs_layout=True,
)
ENGINE = Code(
    "pdf-engine",
    Severity.WARNING,
    "The layout engine reported another problem.",
    why="The layout may look wrong.",
    mend="Look at the page in the PDF; if you see no reason, report the problem with the page.",
    needs_layout=True,
)
UNMARKED = Code(
    "pdf-unmarked",
    Severity.WARNING,
    "The file does not have the PDF/UA mark that 'pdf.standard' demands.",
    why="Checkers do not accept the file as PDF/UA-1.",
    mend="Fix the findings that the message names, or install the version of WeasyPrint that the project names.",
    needs_layout=True,
)
DEPTH = Code(
    "pdf-depth",
    Severity.ERROR,
    "The document is nested too deeply for the layout engine.",
    why="The layout engine cannot place boxes nested that deeply, so no file is made.",
    mend="Take lists, quotes or components out of each other.",
    needs_layout=True,
)
CUT = Code(
    "pdf-cut",
    Severity.ERROR,
    "The edge of the paper, or of a box that hides what runs over, cuts words or a picture.",
    why="Readers miss the words, and nothing on the page shows that there were any.",
    mend="Shorten or divide the table, code or picture there; remove 'overflow' and 'height' from a theme of your own.",
    lowered=True,
    needs_layout=True,
)
OVERLAP = Code(
    "pdf-overlap",
    Severity.WARNING,
    "Words lie on other words, on a picture or on a line.",
    why="Readers may not be able to read either of them.",
    mend="Take the named words out of the boxes around them, or shorten them; check the rules of a theme of your own.",
    needs_layout=True,
)
OUTSIDE = Code(
    "pdf-outside",
    Severity.WARNING,
    "Words or a picture stand in the margin of the paper.",
    why="Printers may cut them, and they may lie on the running head or foot.",
    mend="Shorten or divide the table, code or picture there; check the rules of a theme of your own.",
    needs_layout=True,
)
LINK_TITLE = Code(
    "pdf-link-title",
    Severity.LOSS,
    "The title of a link, the tooltip of browsers.",
    why="Readers of the PDF do not see the title.",
    mend="Put the words of the title into the text, if readers need them.",
)

# A document with one of these findings does not meet PDF/UA-1: its file has no mark. Each is an error in a file that
# must have the mark, a warning in others.
CONDITIONS = (LANGUAGE, TITLE, ALT_TEXT, HEADING_ORDER, TABLE_SHAPE, GLYPH, CUT, OVERLAP, OUTSIDE)

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
    EMPHASIS,
    FONT,
    STYLE,
    ENGINE,
    UNMARKED,
    CUT,
    OVERLAP,
    OUTSIDE,
    DEPTH,
)
