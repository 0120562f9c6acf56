"""The options under ``pdf:``, and the standards that one file can meet at once."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from exporter.backends.base import CodeOptions, Held
from exporter.backends.contents import Toc, TocOption

# Each standard: its public name, and the WeasyPrint variant that it needs (PDF/UA is added to a tagged PDF/A; PDF/A-4
# has no variant of its own).
STANDARDS = {
    "a-2a": ("PDF/A-2a", "pdf/a-2a"),
    "a-2u": ("PDF/A-2u", "pdf/a-2u"),
    "a-3a": ("PDF/A-3a", "pdf/a-3a"),
    "a-3u": ("PDF/A-3u", "pdf/a-3u"),
    "a-4": ("PDF/A-4", "pdf/a-4f"),
    "a-4f": ("PDF/A-4f", "pdf/a-4f"),
    "ua-1": ("PDF/UA-1", "pdf/ua-1"),
    "ua-2": ("PDF/UA-2", "pdf/ua-2"),
}
# Each standard of PDF/UA: the PDF/A that one file can meet with it.
UNIVERSAL = {"ua-1": frozenset({"a-2a", "a-3a"}), "ua-2": frozenset({"a-4", "a-4f"})}
_OF_PDF_2 = frozenset({"a-4f", "ua-2"})
ATTACHING = frozenset({"a-3a", "a-3u", "a-4f"})

Standard = Literal["a-2a", "a-2u", "a-3a", "a-3u", "a-4", "a-4f", "ua-1", "ua-2"]

USUAL: tuple[Standard, ...] = ("a-3a", "ua-1")


def _several(value: object) -> object:
    """Return the list that ``none`` or a single name stands for."""
    if value in ("none", ""):
        return ()
    return (value,) if isinstance(value, str) else value


class Metadata(BaseModel):
    """Facts about the document, in place of those that the page and the project give."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    author: str = Field(default="", description="The author.")
    description: str = Field(default="", description="The subject of the PDF.")
    keywords: tuple[str, ...] = Field(default=(), description="The keywords.")


class PdfOptions(CodeOptions):
    """The options of the PDF backend."""

    standard: Annotated[tuple[Standard, ...] | None, BeforeValidator(_several)] = Field(
        default=None,
        description="The standards that each file must meet; 'none' for a plain tagged PDF. By default PDF/A-3a, and"
        " PDF/UA-1 for each page that meets it.",
    )
    toc: TocOption = Field(
        default=Toc(), description="Whether to write contents; 'auto': in documents of more than four pages."
    )
    cover: bool | None = Field(default=None, description="Whether to add a cover page; overrides the export's setting.")
    link_notes: bool = Field(default=False, description="Print the addresses of links as notes at the end.")
    attachments: Literal["none", "source"] = Field(
        default="none", description="'source' attaches the page's source file (PDF/A-3)."
    )
    hyphenation: bool = Field(default=True, description="Whether to divide words at the end of a line.")
    line_numbers: bool | Literal["lines", "paragraphs"] = Field(
        default=False, description="Number the lines in the margin for reviewers, or the paragraphs."
    )
    metadata: Metadata = Field(default=Metadata(), description="Properties of the document.")

    @model_validator(mode="after")
    def _possible(self) -> Self:
        archival = [name for name in self.standards if name.startswith("a-")]
        universal = [name for name in self.standards if name in UNIVERSAL]
        for kind, names in (("PDF/A", archival), ("PDF/UA", universal)):
            if len(names) > 1:
                raise ValueError(f"a file meets one {kind} standard: choose one of {', '.join(names)}")
        for one in archival:
            for other in universal:
                if one not in UNIVERSAL[other]:
                    choice = " or ".join(sorted(UNIVERSAL[other]))
                    raise ValueError(f"no file meets {one} and {other}: choose {choice} beside {other}")
            if self.attachments != "none" and one not in ATTACHING:
                raise ValueError(f"{one} allows no attachments: choose {' or '.join(sorted(ATTACHING))}")
            if self.attachments == "none" and one == "a-4f":
                raise ValueError("a-4f is for files with attachments: choose a-4, or 'attachments: source'")
        return self

    @property
    def standards(self) -> tuple[Standard, ...]:
        """The standards that a file of an accessible page meets."""
        return USUAL if self.standard is None else self.standard

    @property
    def variant(self) -> str | None:
        """The ``pdf_variant`` of WeasyPrint, None for a plain file."""
        first = sorted(self.standards)[:1]
        return STANDARDS[first[0]][1] if first else None

    @property
    def holds(self) -> frozenset[Held]:
        """The pages' sources, where they are attached."""
        return frozenset({"attachments"}) if self.attachments != "none" else frozenset()

    @property
    def embeds(self) -> bool:
        """Whether the file may have embedded files of its structure elements: it is of PDF 2.0, and not PDF/A-4."""
        return not _OF_PDF_2.isdisjoint(self.standards) and "a-4" not in self.standards

    @property
    def universal(self) -> bool:
        """Whether the file should carry the PDF/UA mark."""
        return not UNIVERSAL.keys().isdisjoint(self.standards)

    @property
    def strict(self) -> bool:
        """Whether the file must carry the PDF/UA mark: the configuration names the standard."""
        return self.standard is not None and self.universal
