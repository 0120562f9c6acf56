"""Reading pages: bytes to text, with a place for every fault."""

import hashlib
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import IO

from exporter.config import Config, limit_values
from exporter.diagnostics import Code, Diagnostics, Severity, UsageError
from exporter.disk import BOM, encoded
from exporter.model.limit import raised
from exporter.model.position import Places, Pos
from exporter.source.files import DEFAULTS, Missing, Refused, TooLarge, read_below
from exporter.source.routes import SUFFIX, is_draft, is_hidden, order, route

FOREIGN = frozenset({"node_modules", "__pycache__"})  # folders of other projects' files, pages among them
UNREADABLE = Code(
    "unreadable-page",
    Severity.ERROR,
    "A page cannot or may not be read.",
    why="The exporter cannot build the page.",
    mend="Check the file's permissions; pages are regular files inside the content folder.",
)
ENCODING = Code(
    "bad-encoding",
    Severity.ERROR,
    "A page is not UTF-8.",
    why="Letters with accents would be wrong.",
    mend="Save the page as UTF-8 in your editor.",
)
MISSING = Code(
    "missing-page",
    Severity.ERROR,
    "A named page is missing.",
    why="The file would have no content.",
    mend="Check the path: it is relative to the content folder or the current folder.",
)
UNPUBLISHED = Code(
    "unpublished-page",
    Severity.ERROR,
    "A named page is a draft or hidden.",
    why="Drafts and hidden pages are not on the site, so their files are not published.",
    mend="Remove 'draft: true' from the page, or the '_' or '.' from its file name.",
)
NOT_FOLLOWED = Code(
    "link-not-followed",
    Severity.WARNING,
    "A folder in the content folder is a symbolic link.",
    why="Pages in the linked folder are not built.",
    mend="Move the folder into the content folder, or name the real folder as 'content' in exporter.yaml.",
)
NO_PAGES = Code(
    "no-pages",
    Severity.ERROR,
    "The content folder has no pages.",
    why="The exporter has nothing to build.",
    mend="Check 'content' in exporter.yaml, and the current folder.",
)
NO_PUBLIC = Code(
    "no-public-folder",
    Severity.WARNING,
    "The folder of site-absolute files is missing.",
    why="The exporter cannot find pictures with paths such as /images/a.png.",
    mend="Create the folder, or name the right one as 'public' in exporter.yaml.",
)
LEADS_OUT = Code(
    "link-leads-out",
    Severity.ERROR,
    "A folder of the project is a link that points outside the project.",
    why="Pages could publish other files of the machine.",
    mend="If you want this, name the link's target in exporter.yaml, by its absolute path.",
)
CODES = (NO_PAGES, NO_PUBLIC, LEADS_OUT, UNREADABLE, ENCODING, MISSING, UNPUBLISHED, NOT_FOLLOWED)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A page's source.

    ``file`` is its path as findings show it, ``route`` its address below the site (empty for a page that is not of the
    site). ``text`` is the file's, line ends included, without a byte order mark (``bom``): offsets count without it.
    ``sha256`` is of the bytes.
    """

    file: str
    path: Path
    text: str = field(repr=False)
    sha256: str
    route: str
    bom: bool = False
    draft: bool = False

    @property
    def bytes(self) -> bytes:
        """The file's bytes."""
        return encoded(self.text, bom=self.bom)

    def with_text(self, text: str) -> "SourceFile":
        """Return the page with another text, such as that of another time."""
        changed = replace(self, text=text)
        return replace(changed, sha256=hashlib.sha256(changed.bytes).hexdigest())

    def places(self) -> Places:
        """Return the places of the text's offsets."""
        return Places.of(self.file, self.text)


def read_sources(config: Config, diagnostics: Diagnostics) -> tuple[SourceFile, ...]:
    """Read all pages of the site in the order of its navigation, without hidden ones and drafts."""
    root = config.content_folder
    if _leads_out(root, "content", config, diagnostics):
        return ()
    paths = sorted(_pages(config, diagnostics), key=order)
    sources = (_read(root / p, root, p, config, diagnostics) for p in paths)
    return tuple(s for s in sources if s and not s.draft)


def check_folders(sources: Collection[SourceFile], config: Config, diagnostics: Diagnostics) -> None:
    """Report a project without pages, and public folders that are missing or lead out of the project."""
    if not sources:
        shown = config.shown(config.content_folder)
        why = f"no pages below '{shown}'" if config.content_folder.is_dir() else f"no pages: no folder '{shown}'"
        named = config.where("content")
        other = "build a page alone: exporter build PAGE.md -o PAGE.pdf" if named else "begin with 'exporter init'"
        hint = f"name their folder as 'content' in exporter.yaml, or {other}"
        diagnostics.add(NO_PAGES, why, named, hint)
    for folder in config.named_public_folders:
        if not _leads_out(folder, "public", config, diagnostics) and config.public and not folder.is_dir():
            hint = "it holds pictures with addresses such as /a.png"
            diagnostics.add(NO_PUBLIC, f"there is no folder '{config.shown(folder)}'", config.where("public"), hint)


def _leads_out(folder: Path, key: str, config: Config, diagnostics: Diagnostics) -> bool:
    """Whether a folder is skipped because a link leads out of the project; reports it."""
    out = not config.follows(folder)
    if out:
        message = f"folder '{config.shown(folder)}' is a link that points outside the project"
        hint = f"name the link's target as '{key}' in exporter.yaml, by its absolute path"
        diagnostics.add(LEADS_OUT, message, config.where(key), hint)
    return out


STREAM = "<stdin>"
"""The name of standard input in findings."""


def read_stream(stream: IO[bytes], folder: Path, config: Config, diagnostics: Diagnostics) -> tuple[SourceFile, ...]:
    """Read the page in a stream, as if it lay in ``folder``; an empty tuple, with a finding, if it cannot be read.

    Raises ``UsageError`` for an empty stream: the program that should have written the page has failed.
    """
    limit = limit_values.own(config, "source", DEFAULTS).page_bytes
    data = stream.read(limit + 1)
    if not data.removeprefix(BOM):
        raise UsageError("the page is empty", hint="pipe a page into the exporter, or name a page's file")
    if len(data) > limit:
        message = f"cannot read page '{STREAM}': it is larger than {limit:,} bytes"
        diagnostics.add(UNREADABLE, message, None, f"split it, or allow more: {raised('source', 'page_bytes', limit)}")
        return ()
    text = decode(data, STREAM, diagnostics)
    if text is None:
        return ()
    digest = hashlib.sha256(data).hexdigest()
    return (SourceFile(STREAM, folder.absolute() / STREAM, text, digest, "", data.startswith(BOM)),)


def read_source(path: Path, config: Config, diagnostics: Diagnostics) -> SourceFile | None:
    """Read one page, of the site or not; None, with a finding, if it is missing, unreadable, hidden or a draft."""
    below = below_content(path, config)
    if below and is_hidden(below):
        hint = "names that begin with '_' or '.' are not pages of the site"
        diagnostics.add(UNPUBLISHED, f"page '{config.shown(path)}' is hidden", None, hint)
        return None
    source = read_page_file(path, config, diagnostics)
    if source and source.draft:
        diagnostics.add(
            UNPUBLISHED, f"page '{source.file}' is a draft", source.places().pos(0, 0), "remove 'draft: true'"
        )
        return None
    return source


def read_page_file(path: Path, config: Config, diagnostics: Diagnostics) -> SourceFile | None:
    """Read one page, of the site or not, drafts included; None, with a finding, if it cannot be read."""
    below = below_content(path, config)
    root = Path(os.path.normpath(config.content_folder)) if below else path.parent
    return _read(path, root, below, config, diagnostics)


def below_content(path: Path, config: Config) -> PurePosixPath | None:
    """Return the path of a page below the content folder; None if it is elsewhere."""
    root, own = (os.path.normpath(one) for one in (config.content_folder, path))
    below = own.removeprefix(root.rstrip(os.sep) + os.sep)
    return PurePosixPath(Path(below).as_posix()) if below != own else None


def is_passed_over(folder: Path, config: Config) -> bool:
    """Whether a folder has no pages of the site: it is hidden, of other projects' files, or of outputs alone."""
    return is_hidden(PurePosixPath(folder.name)) or folder.name in FOREIGN or is_output(folder, config)


def is_output(path: Path, config: Config) -> bool:
    """Whether a path is in a folder that holds outputs alone."""
    folders = (Path(os.path.normpath(config.folder / name)) for name in ("out", *config.output.values()))
    return any(path.is_relative_to(one) and not config.content_folder.is_relative_to(one) for one in folders)


def _pages(config: Config, diagnostics: Diagnostics) -> Iterator[PurePosixPath]:
    """Yield the pages below the content folder, without its public folders."""
    root, public = config.content_folder, config.public_folders
    for folder, inner, files in os.walk(root):
        here = Path(folder)
        for name in [n for n in inner if (here / n).is_symlink() and not is_hidden(PurePosixPath(n))]:
            hint = "put the pages into the content folder"
            diagnostics.add(NOT_FOLLOWED, f"folder '{config.shown(here / name)}' is a symbolic link", None, hint)
        inner[:] = [n for n in inner if here / n not in public and not is_passed_over(here / n, config)]
        below = (PurePosixPath((here / name).relative_to(root).as_posix()) for name in files if name.endswith(SUFFIX))
        yield from (path for path in below if not is_hidden(path))


def _read(
    path: Path,
    root: Path,
    below: PurePosixPath | None,
    config: Config,
    diagnostics: Diagnostics,
) -> SourceFile | None:
    shown = config.shown(path)
    if not _is_text(shown):
        diagnostics.add(UNREADABLE, f"cannot read page '{shown}': its name is not UTF-8", None, "rename the file")
        return None
    limit = limit_values.own(config, "source", DEFAULTS).page_bytes
    try:
        data = read_below(root, path.relative_to(root).parts, limit)
    except Missing:
        diagnostics.add(MISSING, f"no page '{shown}'", None, "check the path")
        return None
    except (Refused, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        too_large = isinstance(error, TooLarge)
        hint = f"split it, or allow more: {raised('source', 'page_bytes', limit)}" if too_large else None
        diagnostics.add(UNREADABLE, f"cannot read page '{shown}': {reason}", None, hint)
        return None
    text = decode(data, shown, diagnostics)
    if text is None:
        return None
    digest = hashlib.sha256(data).hexdigest()
    draft = is_draft(below or PurePosixPath(path.name), text)
    return SourceFile(shown, path, text, digest, route(below) if below else "", data.startswith(BOM), draft)


def _is_text(name: str) -> bool:
    """Whether the bytes of a name on disk are text."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def decode(data: bytes, shown: str, diagnostics: Diagnostics) -> str | None:
    """Decode UTF-8 without its byte order mark; None, with a finding at the first bad byte, for any other encoding."""
    data = data.removeprefix(BOM)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        hint = "save the file as UTF-8"
        diagnostics.add(
            ENCODING, f"byte 0x{data[error.start]:02x} is not UTF-8", _bad_byte(data, error.start, shown), hint
        )
        return None


def _bad_byte(data: bytes, at: int, shown: str) -> Pos:
    before = data[:at].decode("utf-8")
    return Places.of(shown, before + "\ufffd").pos(len(before), len(before) + 1)
