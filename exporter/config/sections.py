"""The sections of ``exporter.yaml`` as typed models. Editors and the docs show each field's description."""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from exporter.config.values import (
    Address,
    Date,
    Editor,
    FormatNames,
    Host,
    Language,
    Margins,
    PageSize,
    Period,
    Text,
    Texts,
    several,
)
from exporter.model.page_size import TWIPS, page_size

# The lengths for top, right, bottom and left among one to four, as in CSS.
_SIDES_OF = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}
LEAST_TEXT = 1700  # twips: 30 mm
RUNNING_NAMES = ("title", "section", "page", "pages", "date", "identifier", "version", "status", "publisher")


class ConfigSection(BaseModel):
    """A mapping of the configuration: unknown keys are errors, numbers are no text (``1.10`` would lose its zero).

    A key without a value counts as not given.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _given(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {key: value for key, value in data.items() if value is not None or key not in cls.model_fields}


class SiteSection(ConfigSection):
    """The website that the pages belong to."""

    url: Address | None = Field(default=None, description="The site's address; the base of links to the site.")
    hosts: tuple[Host, ...] = Field(
        default=(), description="More hosts of the site: download links there count as links to the site."
    )
    name: Text = Field(default="", description="The site's name: the default publisher.")
    routes: tuple[Text, ...] = Field(
        default=(), description="Addresses of the site without a page in this project, such as '/join'."
    )
    sitemap: Text | None = Field(default=None, description="A sitemap file with more routes.")


class BrandSection(ConfigSection):
    """The brand in the documents."""

    logo: Text = Field(default="", description="The logo's path below the public folder, such as '/images/logo.svg'.")


class RunningLineEntry(ConfigSection):
    """The words of a header or footer; a text alone stands at the left."""

    left: Text = Field(default="", description="The words where the line begins.")
    right: Text = Field(default="", description="The words where the line ends.")

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, data: Any) -> Any:
        return {"left": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _known_names(self) -> "RunningLineEntry":
        for name in re.findall(r"\{(\w+)\}", self.left + self.right):
            if name not in RUNNING_NAMES:
                raise ValueError(f"'{{{name}}}' stands for nothing: it may be {', '.join(RUNNING_NAMES)}")
        return self


class PageSection(ConfigSection):
    """The sheet of paper."""

    size: PageSize = Field(default="A4", description="A CSS page size: 'A4', 'Letter', '210mm 297mm', 'A5 landscape'.")
    margins: Margins = Field(
        default="",
        description="The margins, as in CSS: '25mm' for all, or two to four lengths: top, right, bottom, left.",
    )
    header: RunningLineEntry | None = Field(
        default=None,
        description="The words above each page but the first, in PDF and Word: left and right, with {title}, {section},"
        " {page}, {pages}, {date}, {identifier}, {version}, {status}, {publisher}.",
    )
    footer: RunningLineEntry | None = Field(default=None, description="The words below each page, as of the header.")

    @model_validator(mode="after")
    def _leaves_room(self) -> "PageSection":
        width, height = page_size(self.size)
        for side, (first, second) in ((height, self.sides[0::2]), (width, self.sides[1::2])) if self.sides else ():
            if side - first - second < LEAST_TEXT:
                raise ValueError(f"margins of '{self.margins}' leave no room for text on a page of {self.size}")
        return self

    @property
    def sides(self) -> tuple[int, ...]:
        """The margins at the top, right, bottom and left in twips; empty for the usual ones."""
        lengths = [round(float(one[:-2]) * TWIPS[one[-2:]]) for one in self.margins.split()]
        if not lengths:
            return ()
        top, right, bottom, left = (lengths[at] for at in _SIDES_OF[len(lengths)])
        return top, right, bottom, left


class HistoryEntry(ConfigSection):
    """A row of the revision history; ``git`` stands for a row for each git tag that changed the pages."""

    version: Text = ""
    date: Date = ""
    text: Text = ""
    git: bool = False

    @model_validator(mode="before")
    @classmethod
    def _of_word(cls, data: Any) -> Any:
        return {"git": True} if data == "git" else data

    @model_validator(mode="after")
    def _has_version(self) -> "HistoryEntry":
        if not self.git and not self.version:
            raise ValueError("it needs a 'version'")
        return self


_Rows = tuple[HistoryEntry, ...]
History = Annotated[_Rows, BeforeValidator(several, json_schema_input_type=Literal["git"] | _Rows)]


class DocumentSection(ConfigSection):
    """Defaults of every export, for values that neither a page nor an export sets."""

    publisher: Text = Field(default="", description="The publisher; by default the site's name.")
    author: Text = Field(default="", description="The author.")
    keywords: Texts = Field(default=(), description="Key words in the file's properties.")
    date: Date = Field(default="", description="The document's date, such as '2023-11-20'.")
    status: Text = Field(default="", description="The document's status, such as 'Draft'.")
    version: Text = Field(default="", description="The document's version, such as '1.2'.")
    working_group: Text = Field(default="", description="The group that is responsible for the document.")
    supersedes: Texts = Field(default=(), description="The documents that the document replaces.")
    comment_period: Period = Field(
        default="", description="The last day for comments, or first and last: '2026-01-15/2026-02-28'."
    )
    contacts: Texts = Field(default=(), description="People or addresses for questions about the document.")
    cover: bool = Field(default=False, description="Whether to add a cover page.")
    legal: Texts = Field(default=(), description="Paragraphs of the legal notice.")
    history: History = Field(default=(), description="The revision history: rows, or 'git' for the tags of the pages.")


class NumberingSection(ConfigSection):
    """The parts of a document that have numbers."""

    headings: bool | None = Field(default=None, description="Whether headings have numbers.")
    figures: bool | None = Field(default=None, description="Whether figures with a caption have numbers.")
    tables: bool | None = Field(default=None, description="Whether tables with a caption have numbers.")
    paragraphs: bool | None = Field(
        default=None, description="Whether paragraphs have anchors by their numbers in the clause, such as 'scope-p3'."
    )


def _all_or_none(value: Any) -> Any:
    """Return ``true`` or ``false`` for all parts with printed numbers at once."""
    return dict.fromkeys(("headings", "figures", "tables"), value) if isinstance(value, bool) else value


NumberingValue = Annotated[
    NumberingSection, BeforeValidator(_all_or_none, json_schema_input_type=bool | NumberingSection)
]
_Lists = tuple[Literal["figures", "tables"], ...]
Lists = Annotated[_Lists, BeforeValidator(several, json_schema_input_type=Literal["figures", "tables"] | _Lists)]


SingleDollar = Literal["site", "pandoc", "off"]


class MathSection(ConfigSection):
    """Formulas in the pages."""

    enabled: bool = Field(default=True, description="Whether TeX between dollars is a formula.")
    single_dollar: SingleDollar = Field(
        default="pandoc",
        description="Whether '$x$' is a formula: 'site' as remark-math reads it, 'pandoc' without blanks inside of the"
        " dollars and a digit behind them, 'off' for '$$' alone.",
    )


def _enabled(value: Any) -> Any:
    """Return ``true`` or ``false`` as the section that says so."""
    return {"enabled": value} if isinstance(value, bool) else value


MathValue = Annotated[MathSection, BeforeValidator(_enabled, json_schema_input_type=bool | MathSection)]


class PictureEntry(ConfigSection):
    """A picture in the head of a document."""

    path: Text = Field(description="Its path below the public folder.")
    alt: Text = Field(default="", description="The picture in words; empty for decoration.")


class ExportEntry(ConfigSection):
    """An export, or values that replace those of an export that a download link asks for (matched by ``output``)."""

    output: Text | None = Field(
        default=None,
        description="Its path below the output folders, without a suffix; '{version}' stands for its version.",
    )
    page: Text | None = Field(default=None, description="The page's file, below the content folder or the project.")
    pages: Texts = Field(
        default=(), description="Several pages in one document: files or patterns such as 'guide/**/*.md'."
    )
    section: Text | None = Field(
        default=None, description="Export only this heading of the page, by its words or its anchor."
    )
    formats: FormatNames | None = Field(default=None, description="The formats to make.")
    title: Text | None = Field(default=None, description="The title.")
    subtitle: Text | None = Field(default=None, description="The subtitle.")
    description: Text | None = Field(
        default=None, description="One sentence about the document, in the file's properties."
    )
    language: Language | None = Field(default=None, description="The language, such as 'en' (BCP 47).")
    identifier: Text | None = Field(default=None, description="The document's identifier.")
    date: Date | None = Field(default=None, description="The document's date, such as '2023-11-20'.")
    status: Text | None = Field(default=None, description="The document's status, such as 'Draft'.")
    version: Text | None = Field(default=None, description="The document's version, such as '1.2'.")
    working_group: Text | None = Field(default=None, description="The group that is responsible for the document.")
    supersedes: Texts | None = Field(default=None, description="The documents that the document replaces.")
    comment_period: Period | None = Field(
        default=None, description="The last day for comments, or first and last: '2026-01-15/2026-02-28'."
    )
    contacts: Texts | None = Field(default=None, description="People or addresses for questions about the document.")
    author: Text | None = Field(default=None, description="The author.")
    publisher: Text | None = Field(default=None, description="The publisher.")
    keywords: Texts | None = Field(default=None, description="Key words in the file's properties.")
    logo: Text | None = Field(default=None, description="The logo's path below the public folder; empty for none.")
    picture: PictureEntry | None = Field(default=None, description="A picture in the head.")
    cover: bool | None = Field(default=None, description="Whether to add a cover page.")
    theme: Text | None = Field(
        default=None, description="A shipped theme, such as 'standard', in place of the project's."
    )
    numbering: NumberingValue | None = Field(
        default=None, description="The parts that have numbers: 'true' for all, or 'headings', 'figures', 'tables'."
    )
    lists_of: Lists | None = Field(
        default=None, description="Lists behind the contents: 'figures', 'tables'; what they list has numbers."
    )
    accessible: bool | None = Field(
        default=None,
        description="'false' lets a PDF without the PDF/UA mark be published; 'reason' says why.",
    )
    reason: Text | None = Field(default=None, description="Why the export is not accessible yet.")
    history: History | None = Field(
        default=None, description="The revision history: rows, or 'git' for the tags of the pages."
    )
    legal: Texts | None = Field(default=None, description="Paragraphs of the legal notice.")
    options: dict[str, dict[str, Any]] = Field(default_factory=dict, description="Options of formats, for this export.")

    @model_validator(mode="after")
    def _one_way_to_name_pages(self) -> "ExportEntry":
        if self.page and self.pages:
            raise ValueError("'page' and 'pages' exclude each other")
        if self.section and self.pages:
            raise ValueError("'section' needs one 'page', not 'pages'")
        return self

    @model_validator(mode="after")
    def _reason_for_inaccessible(self) -> "ExportEntry":
        if self.accessible is False and not (self.reason or "").strip():
            raise ValueError("'accessible: false' needs a 'reason'")
        return self


class ComponentEntry(ConfigSection):
    """A component of the site, described without Python."""

    role: Text = Field(
        default="", description="The role in the document (styles/roles.toml), such as 'card' or 'alert-info'."
    )
    include: Text | None = Field(
        default=None, description="The prop with the path of a page below the content folder; that page is shown."
    )
    title: Text | None = Field(default=None, description="The prop with its title.")
    body: Texts = Field(default=(), description="The props with its text, in order.")
    slots: Texts = Field(default=("default",), description="Its slots, in order.")

    @model_validator(mode="after")
    def _one_kind(self) -> "ComponentEntry":
        if bool(self.role) == bool(self.include):
            raise ValueError("it needs either 'role' or 'include'")
        return self


class AssetsSection(ConfigSection):
    """Pictures."""

    remote: tuple[Host, ...] = Field(default=(), description="Hosts to download pictures from; none by default.")


class ChangeRequestSection(ConfigSection):
    """The cover of a change request (exporter redline --only-changed)."""

    cover: Text = Field(default="", description="A Word file with the form, which the fields fill in.")
    fields: dict[Text, Text] = Field(default={}, description="Fields of every change request, such as 'source'.")


class PreviewSection(ConfigSection):
    """The writer's live view."""

    editor: Editor | None = Field(
        default=None,
        description="The address that opens a place in your editor: 'vscode://file/{path}:{line}:{column}'.",
    )
