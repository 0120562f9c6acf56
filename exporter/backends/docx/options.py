"""Options of Word files, and the kinds of findings that writing them reports."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from exporter.backends.base import Held, Options
from exporter.diagnostics import Code, Severity

PATH = "templates/docx/reference.docx"  # of the reference document in a theme
STYLES = Code(
    "docx-styles",
    Severity.NOTE,
    "the reference document lacks styles; ours were added",
    why="The exporter adds its own styles, so that these parts may not look like the rest of your template.",
    mend="Copy the named styles from the file that 'exporter template docx' writes into your reference document.",
)
REFERENCE = Code(
    "docx-reference",
    Severity.ERROR,
    "the reference document cannot be read as a Word file",
    why="Without the reference document there is no look to write the Word file in.",
    mend="Save it in Word as .docx without macros and links to files, or start from 'exporter template docx'.",
)
LINK = Code(
    "docx-link",
    Severity.WARNING,
    "a link that a Word file may not hold, or that leads nowhere in it",
    why="Word would show a link that leads nowhere, so that only its words stay.",
    mend="Mend the link's target: an address with https, http, mailto or tel, or a heading of the same document.",
)
PICTURE = Code(
    "docx-picture",
    Severity.LOSS,
    "a picture that is not there; its alternative text stands for it",
    why="Readers of the Word file see the description in place of the picture.",
    mend="Check the picture's path, or save the drawing as PNG.",
)
CODES = (STYLES, REFERENCE, LINK, PICTURE)


class DocxOptions(Options):
    """The options under ``docx:``."""

    FILES: ClassVar[Mapping[str, str]] = {"reference": PATH}

    reference: str = Field(
        default="", description="A Word file whose styles, header and footer are used; relative to the configuration."
    )
    review: bool = Field(
        default=True,
        description="A file for reviewers: changes tracked, a wide margin, and marks that lead edits back to the page.",
    )
    toc: Literal["auto", "always", "never"] = Field(
        default="auto",
        description="Whether there are contents; 'auto': of more than twelve lines, or of more than about four pages.",
    )
    toc_pages: bool = Field(
        default=False, description="Page numbers in the contents; Word asks on opening whether to fill them in."
    )
    line_numbers: bool = Field(default=False, description="Lines are numbered in the margin.")
    watermark: str | None = Field(
        default=None, description="A word behind the text; without one a draft has its status there, '' for none."
    )

    @property
    def holds(self) -> frozenset[Held]:
        """``places`` for a review file, which leads each paragraph back to its place."""
        return frozenset({"places"}) if self.review else frozenset()
