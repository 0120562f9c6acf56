"""The plan of an export: one file, or its siblings in several formats, out of one or more pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol

from exporter.model.document import Numbering, RevisionEntry
from exporter.model.paths import path_key
from exporter.model.position import Pos

VERSION: Final = "{version}"
"""The place of the version in the name of an output."""
LATEST: Final = "latest"
"""The word in that place for an export without a version, and for the newest published one."""


class Format(Protocol):
    """A format as the stages before rendering know it; every backend is one."""

    @property
    def name(self) -> str:
        """Its name on the command line and in the configuration."""
        ...

    @property
    def suffix(self) -> str:
        """The suffix of its files, with the dot."""
        ...

    @property
    def public(self) -> bool:
        """Whether its files are for the public, else for review."""
        ...


OriginKind = Literal[
    "command line", "front matter", "exports", "link", "every_page", "name", "folder", "page", "default"
]
"""The source of a value; ``exports`` and ``every_page`` are keys of the configuration, ``name`` is the output's."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of a value."""

    kind: OriginKind
    pos: Pos | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.kind} {self.pos}" if self.pos else self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRef:
    """A picture in the configuration: its path and its alternative text."""

    path: str
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A page's place in a book: the level of its heading, from 1 on, and the titles of the parts that it opens.

    The parts are folders of the site, the outermost first. ``opens_own`` says that its heading is that of a part too:
    the index page of a folder that has the page's title.
    """

    level: int = 1
    parts: tuple[str, ...] = ()
    opens_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One export.

    ``output`` is its path below the folder of each format, without suffix. ``pages`` are the files of its pages in
    order (``Page.file``), ``chapters`` the place of each in a book of several. ``missing`` are the pages that a book
    names and the site does not have, each with the number of pages before it. ``section`` is the anchor of the heading
    to which it is limited (empty: all), ``heading`` that heading's words. ``date`` is ISO 8601, ``comment_period`` a
    date or an interval of it. If not ``accessible``, its files may be published without the mark of an accessible
    document. ``theme`` takes the place of the project's. ``tagged`` says that git tags add rows to its ``history``.
    ``template`` is the output with ``{version}`` in the place of its version, if it was written so. ``options`` are a
    format's options for this export alone, over those of the project. ``offered`` are the formats that the project asks
    for, whichever a run builds. ``origins`` has the origin of each field's value.
    ``pos`` is the link or entry that asks for the export.
    """

    output: str
    pages: tuple[str, ...]
    formats: tuple[str, ...]
    title: str
    missing: tuple[tuple[int, str], ...] = ()
    chapters: tuple[Chapter, ...] = ()
    section: str = ""
    heading: str = ""
    subtitle: str = ""
    description: str = ""
    language: str = "en"
    identifier: str = ""
    date: str = ""
    status: str = ""
    author: str = ""
    publisher: str = ""
    keywords: tuple[str, ...] = ()
    logo: str = ""
    picture: PictureRef | None = None
    cover: bool = False
    theme: str = ""
    numbering: Numbering = field(default_factory=Numbering)
    accessible: bool = True
    version: str = ""
    working_group: str = ""
    supersedes: tuple[str, ...] = ()
    comment_period: str = ""
    contacts: tuple[str, ...] = ()
    history: tuple[RevisionEntry, ...] = ()
    tagged: bool = False
    template: str = ""
    legal: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    offered: tuple[str, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False, repr=False)
    pos: Pos | None = field(default=None, compare=False, repr=False)

    @property
    def known_as(self) -> str:
        """The output in every release: answers and reviewed files know the export by it."""
        return self.template.replace(VERSION, LATEST) or self.output

    @property
    def siblings(self) -> tuple[str, ...]:
        """The formats in which its document exists, for files that name each other."""
        return self.offered or self.formats

    @property
    def is_book(self) -> bool:
        """Whether it has several pages, present or missing."""
        return len(self.pages) + len(self.missing) > 1


def is_version(name: str, template: str) -> bool:
    """Return whether a name is that of a template with ``{version}``, with some version in its place."""
    before, placeholder, after = map(path_key, template.partition(VERSION))
    key = path_key(name)
    return bool(placeholder) and len(key) > len(before + after) and key.startswith(before) and key.endswith(after)
