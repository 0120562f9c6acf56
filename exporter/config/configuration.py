"""The configuration as a typed value: ``exporter.yaml``, its defaults, and the places of its keys and values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from os.path import normpath
from pathlib import Path
from typing import Any
from unicodedata import normalize

from pydantic import Field, PrivateAttr

from exporter.config.errors import Where
from exporter.config.references import ReferencesSection
from exporter.config.review import ReviewSection
from exporter.config.sections import (
    AssetsSection,
    BrandSection,
    ChangeRequestSection,
    ComponentEntry,
    ConfigSection,
    DocumentSection,
    ExportEntry,
    Lists,
    MathValue,
    NumberingSection,
    NumberingValue,
    PageSection,
    PreviewSection,
    SiteSection,
)
from exporter.config.values import ComponentName, FormatNames, Language, Prefix, Severity, Text, Texts
from exporter.disk import leads_out
from exporter.model.position import KeyPath, Pos

FILE = "exporter.yaml"
PUBLIC_OUTPUT = "out/public"
REVIEW_OUTPUT = "out/review"


def nowhere(_path: KeyPath, _key: bool) -> Pos | None:
    """Return None: the places of a configuration without a file."""
    return None


@dataclass(frozen=True, slots=True)
class ConfigSource:
    """The source of a configuration: its folder, its file (None for the defaults alone), the places in it.

    ``trusted`` is the folder beside whose copies of theme, lock and files of options the copy of a revision lies.
    ``sha256`` is of the file's text.
    """

    folder: Path = field(default_factory=Path.cwd)
    file: Path | None = None
    where: Where = field(default=nowhere, repr=False)
    trusted: Path | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class LocatedEntry:
    """An entry of an ``exports:`` list, with its place."""

    entry: ExportEntry
    path: KeyPath
    places: Where = field(repr=False)

    def where(self, *keys: str) -> Pos | None:
        """Return the place of the value at ``keys``, or else of the entry."""
        return self.places((*self.path, *keys), False) or self.places(self.path, False)


@dataclass(frozen=True, slots=True)
class Exports:
    """The entries of an ``exports:`` list; ``broken`` are the outputs of wrong entries, which are not built."""

    entries: tuple[LocatedEntry, ...] = ()
    broken: frozenset[str] = frozenset()


class Config(ConfigSection):
    """The configuration. Paths in it are relative to the folder of its file."""

    site: SiteSection = Field(default=SiteSection(), description="The website of the pages.")
    content: Text = Field(default="content", description="The folder of the pages.")
    public: Texts = Field(
        default=(),
        description="The folders of site-absolute files; by default 'public' below the content folder, then beside it.",
    )
    output: dict[str, Text] = Field(default={}, description="The folder of each format's files.")
    formats: FormatNames = Field(default=("pdf", "docx", "html"), description="The formats to make.")
    language: Language = Field(default="en", description="The language of the pages, such as 'en' (BCP 47).")
    languages: dict[Text, Language] | None = Field(
        default=None,
        description="The languages of folders below the content folder, such as 'fr: fr-FR'. Where it is not given, top"
        " folders named by languages have them if the project's own language is among them; '{}' turns that off.",
    )
    page: PageSection = Field(default=PageSection(), description="The sheet of paper.")
    theme: Text | None = Field(default=None, description="A theme of the exporter, or the folder of your own theme.")
    brand: BrandSection = Field(default=BrandSection(), description="The brand in the documents.")
    document: DocumentSection = Field(default=DocumentSection(), description="Default values of every export.")
    download_links: bool = Field(default=True, description="Whether download links in the pages request exports.")
    every_page: bool = Field(
        default=False,
        exclude=True,  # not in a page's key, as 'exports' is not
        description="Whether each page is an export, beside those that links and 'exports' request.",
    )
    emoji: bool = Field(
        default=True, description="Whether shortcodes such as ':rocket:' become emoji, as in Nuxt's MDC module."
    )
    alerts: bool = Field(
        default=False,
        description="Whether quotations that begin with '[!NOTE]' are alerts, as on GitHub; the site shows quotations.",
    )
    smart: bool = Field(
        default=False,
        description="Whether straight quotes, '--', '---' and '...' become the quotes, dashes and points of omission of"
        " the language.",
    )
    math: MathValue | None = Field(
        default=None,
        description="Whether TeX between dollars is a formula; by default if the site's nuxt.config has remark-math.",
    )
    numbering: NumberingValue = Field(
        default=NumberingSection(),
        exclude=True,  # not in a page's key, as 'exports' is not
        description="The parts of documents that have numbers: 'true' for all, or 'headings', 'figures', 'tables'.",
    )
    lists_of: Lists = Field(
        default=(),
        exclude=True,
        description="Lists behind the contents of every document: 'figures', 'tables'; what they list has numbers.",
    )
    abbreviations: dict[Text, Text] = Field(
        default={}, description="Abbreviations in the text and their words: 'IoT: Internet of Things'."
    )
    abbreviations_list: bool = Field(default=False, description="Whether documents list the abbreviations they use.")
    references: ReferencesSection = Field(
        default=ReferencesSection(), description="Works that pages cite as '[@key]'; a document lists those it cites."
    )
    exports: tuple[ExportEntry, ...] = Field(
        default=(),
        exclude=True,  # not in a page's key: its exports do not change how the page reads
        description="More exports, and values for those of download links.",
    )
    review: ReviewSection = Field(default=ReviewSection(), description="The request to reviewers, and their comments.")
    change_request: ChangeRequestSection = Field(
        default=ChangeRequestSection(), exclude=True, description="The cover of a change request."
    )
    preview: PreviewSection = Field(
        default=PreviewSection(), exclude=True, description="The writer's live view (exporter preview)."
    )
    severities: dict[str, Severity] = Field(
        default={}, description="The severity of findings, by their codes; 'off' silences a finding."
    )
    losses: dict[str, Severity | dict[str, Severity]] = Field(
        default={},
        description="The severity of losses of a component: by its name, or by name and format.",
    )
    terms: Texts = Field(default=(), description="Words with a fixed spelling, such as 'LwM2M'.")
    components: dict[ComponentName, ComponentEntry] = Field(default={}, description="Components of the site, by name.")
    assets: AssetsSection = Field(default=AssetsSection(), description="Pictures.")
    limits: dict[str, dict[str, float]] = Field(default={}, description="Limits of a run, by group and name.")
    publish: dict[Prefix, Text] = Field(
        default={}, description="The folders to publish files to, by the prefixes of their addresses."
    )
    published: dict[str, Text] = Field(
        default={}, description="Published copies to compare with their pages: the file of each output."
    )

    accessibility: Text = Field(
        default="accessibility.yaml",
        exclude=True,  # not in a page's key: answers do not change how the page reads
        description="The file with people's answers to the questions of 'exporter report accessibility'.",
    )

    _source: ConfigSource = PrivateAttr(default_factory=ConfigSource)
    _options: Mapping[str, Mapping[str, Any]] = PrivateAttr(default_factory=dict)
    _exports: Exports = PrivateAttr(default_factory=Exports)

    @property
    def folder(self) -> Path:
        """The folder that paths are relative to."""
        return self._source.folder

    @property
    def file(self) -> Path | None:
        """The file that it was read from."""
        return self._source.file

    @property
    def sha256(self) -> str:
        """The hash of the file's text; empty without a file."""
        return self._source.sha256

    @property
    def trusted_folder(self) -> Path:
        """The folder of the theme, the lock and the files of options: its own, or that of a revision's copies."""
        return self._source.trusted or self.folder

    @property
    def offline(self) -> bool:
        """Whether nothing is downloaded, whatever the configuration allows: it is a revision's, the pages are not."""
        return self._source.trusted is not None

    @property
    def content_folder(self) -> Path:
        """The folder of the pages."""
        return self.folder / self.content

    @property
    def named_public_folders(self) -> tuple[Path, ...]:
        """The folders of site-absolute files such as ``/images/x.png``; the first one that has a file wins.

        Nuxt's own place is ``public/`` beside ``content/``: https://nuxt.com/docs/guide/directory-structure/public
        """
        if self.public:
            return tuple(self.folder / name for name in self.public)
        beside = (self.content_folder.parent / "public",) if self.content_folder != self.folder else ()
        return (self.content_folder / "public", *beside)

    @property
    def public_folders(self) -> tuple[Path, ...]:
        """The named public folders that may be read: no link may show a page the machine's own files."""
        return tuple(folder for folder in self.named_public_folders if self.follows(folder))

    def follows(self, folder: Path) -> bool:
        """Whether a folder of the configuration may be read: not if links lead from the project elsewhere."""
        named = Path(normpath(folder))
        return not named.is_relative_to(self.folder) or not leads_out(named, self.folder)

    def output_folder(self, name: str, public: bool) -> Path:
        """Return the folder for the files of the format ``name``; ``public`` comes from its backend."""
        return self.folder / self.output.get(name, PUBLIC_OUTPUT if public else REVIEW_OUTPUT)

    def options(self, name: str) -> Mapping[str, Any]:
        """Return the options of the format ``name`` as written: its backend checks them."""
        return self._options.get(name, {})

    @property
    def entries(self) -> Exports:
        """The valid entries of ``exports:``, with their places."""
        return self._exports

    @property
    def linked_formats(self) -> frozenset[str]:
        """The formats whose files a download link may name: the usual ones, and the configured ones."""
        return frozenset(type(self).model_fields["formats"].default) | frozenset(self.formats)

    def where(self, *path: str | int, key: bool = False) -> Pos | None:
        """Return the place of a value in the file, or of its key."""
        return self._source.where(path, key)

    def shown(self, path: Path) -> str:
        """Return ``path`` as findings show it: from the configuration's folder on if it is below, accents composed."""
        below = path.relative_to(self.folder) if path.is_relative_to(self.folder) else path
        return normalize("NFC", below.as_posix())

    @property
    def all_hosts(self) -> frozenset[str]:
        """The hosts that count as the site, in lower case."""
        own = {self.site.url.split("/")[2].lower()} if self.site.url else set()
        return frozenset(own | set(self.site.hosts))
