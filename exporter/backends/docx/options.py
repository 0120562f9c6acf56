"""Options of Word files, and the kinds of findings that writing them reports."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field, field_validator

from exporter.backends.base import CodeOptions, Held
from exporter.backends.contents import Toc, TocOption
from exporter.diagnostics import Code, Severity

PATH = "templates/docx/reference.docx"  # of the reference document in a theme
STYLES = Code(
    "docx-styles",
    Severity.NOTE,
    "the reference document is missing styles; the exporter adds its own",
    why="Parts with the added styles may not look like the rest of your template.",
    mend="Copy the named styles from the file that 'exporter template docx' writes into your reference document.",
)
REFERENCE = Code(
    "docx-reference",
    Severity.ERROR,
    "the reference document cannot be read as a Word file",
    why="The Word file takes its look from the reference document.",
    mend="Save it in Word as .docx without macros and links to files, or start from 'exporter template docx'.",
)
LINK = Code(
    "docx-link",
    Severity.WARNING,
    "a link that a Word file may not hold, or to a missing place in it",
    why="The link would not work in Word, so only its words stay.",
    mend="Correct the link's target: an address with https, http, mailto or tel, or a heading of the same document.",
)
PICTURE = Code(
    "docx-picture",
    Severity.LOSS,
    "a missing picture; its alternative text replaces it",
    why="Readers of the Word file see the description instead of the picture.",
    mend="Check the picture's path, or save the drawing as PNG.",
)
FONT = Code(
    "docx-font",
    Severity.NOTE,
    "a family of the theme that the Word file does not contain",
    why="Reviewers see the text in another font than in the PDF.",
    mend="Put fonts that may be embedded into the theme's folder 'fonts', or set 'docx: {fonts: none}'.",
)
RULES = Code(
    "docx-formula-rules",
    Severity.LOSS,
    "an array of a formula with lines between its columns or rows, which Word's equations do not have",
    why="Readers of the Word file see the array without its lines.",
    mend="Group the parts with brackets, or make it a table with formulas in its cells.",
    needs_layout=True,
)
HEADERS = Code(
    "docx-table-header",
    Severity.LOSS,
    "headers of a table outside of its first rows and a whole first column, which Word does not know",
    why="Screen readers in Word read these headers as plain cells.",
    mend="Make all cells of the first column headers, or divide the table.",
)
FORM_PATH = "templates/docx/form.docx"  # of the form of a change request in a theme
FORM = Code(
    "docx-form",
    Severity.ERROR,
    "the form of a change request cannot be used as the beginning of a Word file",
    why="The change request would have no cover.",
    mend="Save it in Word as .docx without macros, footnotes, embedded objects and links to files.",
)
FORM_FIELD = Code(
    "docx-form-field",
    Severity.WARNING,
    "a field of a change request's form without a value, or a given value without a field in the form",
    why="The form stays open at this place, or a part of the request is not in it.",
    mend="Correct the name in the form or in the option --field, or give the missing value.",
    needs_layout=True,
)
CODES = (STYLES, REFERENCE, LINK, PICTURE, FONT, RULES, HEADERS, FORM, FORM_FIELD)


class DocxOptions(CodeOptions):
    """The options under ``docx:``."""

    FILES: ClassVar[Mapping[str, str]] = {"reference": PATH}

    reference: str = Field(
        default="", description="A Word file whose styles, header and footer are used; relative to the configuration."
    )
    review: bool = Field(
        default=True,
        description="A file for reviewers: tracked changes, a wide margin, and marks that connect edits with the page.",
    )
    toc: TocOption = Field(
        default=Toc(),
        description="Whether to write contents; 'auto': with more than twelve lines, or more than about four pages.",
    )
    toc_pages: bool | Literal["auto"] = Field(
        default="auto",
        description="Page numbers in the contents. 'auto': those of the PDF of the same export, if it is built; true: "
        "always, and Word asks on opening whether to fill in its own.",
    )
    line_numbers: bool | Literal["lines"] = Field(
        default=False, description="Number the lines of the text in the margin; Word cannot number paragraphs there."
    )
    fonts: Literal["subset", "embed", "none"] = Field(
        default="subset",
        description="The theme's fonts in the file: 'subset' with the letters of the text's scripts, 'embed' whole, "
        "or 'none' and the reader's own; a file with a reference document has the fonts of that.",
    )
    watermark: str | None = Field(
        default=None, description="A word behind the text; by default the status of a draft, '' for none."
    )

    @field_validator("line_numbers", mode="before")
    @classmethod
    def _countable(cls, value: object) -> object:
        if value == "paragraphs":
            raise ValueError("Word counts lines in the margin, not paragraphs: set true, and 'paragraphs' below 'pdf'")
        return value

    @property
    def holds(self) -> frozenset[Held]:
        """``places`` for a review file, which leads each paragraph back to its place; ``toc_pages`` for contents."""
        wanted: tuple[tuple[Held, object], ...] = (("places", self.review), ("toc_pages", self.toc_pages))
        return frozenset(held for held, value in wanted if value)
