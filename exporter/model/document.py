"""A whole document: the content of one export, with everything that a backend needs to render it anywhere.

It travels to other processes and machines, and cache keys are made of its content.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from exporter.model.bibliography import Bibliography
from exporter.model.nodes import Block, Image, Inline
from exporter.model.position import KeyPath, Pos

CaptionKind = Literal["figure", "table"]
MediaType = Literal["image/png", "image/jpeg", "image/gif", "image/svg+xml"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A picture's checked bytes; ``width`` and ``height`` in pixels (of an SVG: CSS pixels).

    ``fallback`` is a PNG of an SVG, for formats that need one; without ``vector`` a PDF needs it too. ``losses`` say in
    words what of the drawing is not shown; ``words`` is the text in it.
    """

    name: str
    media_type: MediaType
    data: bytes = field(repr=False)
    width: float
    height: float
    fallback: bytes | None = field(default=None, repr=False)
    vector: bool = True
    losses: tuple[str, ...] = ()
    words: str = field(default="", repr=False)

    @property
    def printed(self) -> bytes:
        """The bytes that a PDF shows: those of the fallback if vectors would change the drawing."""
        return self.data if self.vector or self.fallback is None else self.fallback

    @property
    def photograph(self) -> bool:
        """Whether it may be one: a JPEG, or a PNG (ISO 15948, 11.2.2) of colours without palette and clear ground."""
        return self.media_type == "image/jpeg" or (self.media_type == "image/png" and self.data[25:26] == b"\x02")


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A footnote's blocks, in the order of first reference; ``number`` counts from 1."""

    label: str
    number: int
    children: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """The parts that a document numbers, paragraphs by their anchors alone, and the kinds of captions that it lists.

    Of a ``partial`` document, parts are left out: programs that count would give others other numbers.
    """

    headings: bool = False
    figures: bool = False
    tables: bool = False
    paragraphs: bool = False
    lists: tuple[CaptionKind, ...] = ()
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCaption:
    """A line in the list of figures or of tables."""

    kind: CaptionKind
    number: int
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TocEntry:
    """A line of the contents: a heading, or a question (``question`` true); ``role``, ``number`` as of the heading."""

    level: int
    anchor: str
    children: tuple[Inline, ...]
    question: bool = False
    role: Literal["", "part", "chapter"] = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionEntry:
    """A row of the revision history table, from configuration."""

    version: str
    date: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestField:
    """A field of a change request: its name in forms, the word for it, its value; ``given`` by a person."""

    name: str
    word: str
    value: str
    given: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """Document control: what is shown where it is known; an empty string is not shown.

    ``date`` is ISO 8601 (``2023-11-20``). ``status`` is as the export has it: a known one (``draft``) is a key that
    formats print in the document's language. ``address`` is the page's absolute address on the site, ``source`` its
    file below the content folder. ``section`` is the heading that the export shows (empty for a whole page), ``anchor``
    that heading's anchor in the page: a place, and so not part of the content. ``export`` is the export's name, by
    which a reviewed file finds its pages (empty for a document without a plan). ``comment_period`` is a date or an
    interval of ISO 8601 (``2026-01-15/2026-02-28``). The fields of a change ``request`` are shown in
    place of all others.
    """

    identifier: str = ""
    date: str = ""
    status: str = ""
    address: str = ""
    source: str = ""
    section: str = ""
    anchor: str = field(default="", compare=False)
    export: str = ""
    source_date: str = ""
    history: tuple[RevisionEntry, ...] = ()
    legal: tuple[str, ...] = ()
    version: str = ""
    working_group: str = ""
    supersedes: tuple[str, ...] = ()
    comment_period: str = ""
    contacts: tuple[str, ...] = ()
    request: tuple[RequestField, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The request to a reviewer on the first page of a review file (configured)."""

    instructions: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The verdict that a file meets all criteria of accessibility: the people who judged, and the last day."""

    by: str
    date: str


class Pagination(NamedTuple):
    """The pages of a document's PDF: for each, the number of units of text before it, None if it has no text.

    ``units`` is the number of all; ``notes_at_foot`` says that notes stand at the foot of pages and do not count.
    ``toc`` has the page of each line of ``Document.toc``, then of ``Document.captions``; empty if one has no page.
    """

    starts: tuple[int | None, ...]
    units: int
    notes_at_foot: bool
    toc: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sibling:
    """A public file made from the same export: its format and its absolute address or path of the site."""

    format: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningLine:
    """The words of a header or footer at its two ends, in pieces: words, and ``{page}``, ``{pages}``, ``{section}``."""

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()


_PLACEHOLDER = re.compile(r"(\{(?:pages?|section)\})")


def running_pieces(words: str) -> tuple[str, ...]:
    """Return words such as ``Page {page} of {pages}`` as pieces of a ``RunningLine``."""
    return tuple(piece for piece in _PLACEHOLDER.split(words) if piece)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One export's content and all that goes with it.

    ``language`` is a BCP 47 tag. ``page_size`` is a CSS page size (``A4``, ``Letter``); ``margins`` are those at the
    top, right, bottom and left in twips, empty for the usual ones; so are ``header`` and ``footer`` if they are None.
    ``toc`` lists all entries; each backend decides by its options and the document's length whether to show it.
    ``captions`` are the lines of the lists that ``numbering`` asks for; ``bibliography`` has the works that it may
    cite, ``abbreviations`` the words for abbreviations. ``logo`` and ``Image.asset`` name entries of ``assets``;
    ``picture`` stands in the head. ``labels`` are the generated words in the document's language
    (``templates/labels/<language>.toml``). ``attachments`` are embedded files by name. ``modified`` is the last change
    of its pages (ISO 8601), if a format shows it and version control knows it; ``evaluation`` is that of people, if a
    format shows it. ``pagination`` is that of the PDF of the same export, and ``toc_pages`` its pages of the lines of
    contents alone. ``pos`` is the place of the link or configuration entry that asks for the export.
    """

    title: str
    subtitle: str = ""
    language: str = "en"
    description: str = ""
    author: str = ""
    publisher: str = ""
    keywords: tuple[str, ...] = ()
    page_size: str = "A4"
    margins: tuple[int, ...] = ()
    header: RunningLine | None = None
    footer: RunningLine | None = None
    logo: str = ""
    picture: Image | None = None
    cover: bool = False
    control: Control = Control()
    review: Review = Review()
    siblings: tuple[Sibling, ...] = ()
    body: tuple[Block, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    toc: tuple[TocEntry, ...] = ()
    numbering: Numbering = Numbering()
    captions: tuple[ListedCaption, ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    abbreviations_list: bool = False
    bibliography: Bibliography = field(default_factory=Bibliography)
    labels: Mapping[str, str] = field(default_factory=dict)
    assets: Mapping[str, Asset] = field(default_factory=dict)
    attachments: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)
    modified: str = field(default="", compare=False)
    evaluation: Evaluation | None = field(default=None, compare=False)
    pagination: Pagination | None = field(default=None, compare=False)
    toc_pages: tuple[int, ...] = field(default=(), compare=False)
    pos: Pos | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site in core nodes, before anything is selected from it.

    ``file`` is its path as findings show it, ``route`` its address below the site (``/about/faq``), ``data`` its front
    matter. Links and pictures are as written in the page. ``sha256`` is the source file's. ``places`` has the places of
    front matter keys by their path (``("exports", 0, "title")``). ``anchors`` are all possible targets of links on the
    site, the ids of elements that became no heading among them. ``language`` is the page's own (BCP 47), from its front
    matter or its folder; empty for the project's.
    """

    file: str
    route: str
    sha256: str
    data: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[KeyPath, Pos] = field(default_factory=dict, repr=False)
    body: tuple[Block, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    anchors: frozenset[str] = frozenset()
    language: str = ""
