"""A reviewed file, its export in today's plan, and the pages of that export: where review commands begin."""

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from exporter import review
from exporter.build.flow import Flow
from exporter.build.project import Project
from exporter.cli.destination import replace_file
from exporter.cli.options import SessionOptions, open_cache
from exporter.cli.session import session
from exporter.diagnostics import Diagnostics, UsageError, did_you_mean
from exporter.model.document import Page
from exporter.model.export import Export
from exporter.model.paths import path_key
from exporter.ooxml.package import Package, open_package
from exporter.plan import Selection
from exporter.review import ReadPage, Session
from exporter.review.codes import CHANGED, EXPORT
from exporter.review.write.site_links import SiteLinks
from exporter.source.named_pages import is_page
from exporter.source.reader import ENCODING, UNPUBLISHED, UNREADABLE, SourceFile, read_source
from exporter.transforms.typography import typeset_page

LINKED = "it is a symbolic link, or below one"


@dataclass(frozen=True, slots=True)
class ReviewedFile:
    """A reviewed file against today's plan.

    ``name`` is the file's name, or its path where two files of a round have the same name. ``export`` is the export
    that it is of, ``about`` says so with its pages. ``sources`` are the pages that may be
    written. ``refusal`` says why nothing of the file may be written until somebody names its export; None if it may be
    written.
    """

    project: Project
    session: Session
    read: ReadPage
    about: str
    sources: dict[str, SourceFile]
    refusal: UsageError | None
    export: Export | None = None
    name: str = ""


def save(files: Sequence[ReviewedFile], texts: Mapping[str, str]) -> None:
    """Write pages of reviewed files whole; write none if one has changed since it was read."""
    sources = {path: source for file in files for path, source in file.sources.items()}
    for path in texts:
        _check_unchanged(files[0].project, sources[path])
    for path, text in texts.items():
        source = sources[path]
        replace_file(source.path, replace(source, text=text).bytes)


@contextmanager
def open_round(
    files: Sequence[Path],
    export: str | None,
    config: Path | None,
    cache: Path | None,
    *,
    sent: Path | None = None,
    no_cache: bool = False,
) -> Iterator[tuple[ReviewedFile, ...]]:
    """Read reviewed files and the pages of their exports, which is ``export`` if it is given.

    ``sent`` is the file that was sent to reviewers. Raises ``UsageError`` if a file is neither DOCX nor ODT, and if
    there is no such export.
    """
    _refuse_repeated(files)
    named = (export,) if export is not None else ()
    given = SessionOptions(config=config, targets=named, cache=open_cache(cache, off=no_cache))
    with session(given, renders=False) as opened:
        made = (_reviewed(opened.flow, opened.diagnostics, file, export, sent) for file in files)
        named_files = tuple(replace(one, name=name) for one, name in zip(made, _names(files), strict=True))
        opened.flow.records.save()
        yield named_files


def _names(files: Sequence[Path]) -> list[str]:
    """Return the names of files, or their paths if two have the same name."""
    short = len({file.name for file in files}) == len(files)
    return [file.name if short else file.as_posix() for file in files]


def _refuse_repeated(files: Sequence[Path]) -> None:
    """Raise ``UsageError`` for a file that is given twice."""
    seen: set[Path] = set()
    for file in files:
        if file.absolute() in seen:
            raise UsageError(f"'{file}' is given twice", hint="name each reviewed file once")
        seen.add(file.absolute())


def _reviewed(flow: Flow, diagnostics: Diagnostics, file: Path, export: str | None, sent: Path | None) -> ReviewedFile:
    """Return a reviewed file against today's plan."""
    project = flow.project
    package = open_package(file, project.limits["review"], opendocument=True)
    original = None if review.has_map(package) else _sent(flow, package, export, sent)
    source = None if original is None else open_package(original, project.limits["review"])
    reviewing = review.session_of(package, source)
    if original is not None:
        shown = project.config.shown(original.absolute())
        reviewing.notes.append(f"the file has no review map: that of '{shown}' counts, which must be the file as sent")
    chosen = _named(flow, export, reviewing, diagnostics) if export is not None else _claimed(flow, reviewing)
    refusal = None if export is not None else _refusal(flow, reviewing, chosen)
    sources, why = _pages(flow, chosen)
    reviewing.links = SiteLinks(project.site, lambda: flow.compared_pages.values())
    read = _reader(flow, chosen)
    if reviewing.has_map:
        texts = {path: source.text for path, source in sources.items()}
        review.read_pages(reviewing, texts.get, read, why)
    if refusal is not None:
        reviewing.notes.append(f"{refusal}: {refusal.diagnostic.hint}")
    reason = reviewing.without_map or "no current export has its pages"
    about = review.describe_export(chosen) if chosen else f"no export: {reason}"
    return ReviewedFile(project, reviewing, read, f"{reviewing.name}: {about}", sources, refusal, chosen)


def _sent(flow: Flow, package: Package, export: str | None, sent: Path | None) -> Path | None:
    """Return the Word file that a file without a review map comes from: the named one, else the built one.

    Raises ``UsageError`` if an ODT has none, since it never has a map.
    """
    if sent is not None or not package.opendocument:
        return sent
    planned = flow.plan(Diagnostics(), Selection((export,) if export is not None else ()))
    named = [one for one in planned if export is not None or review.has_name(package.name, one)]
    if len(named) == 1:
        built = flow.project.folders["docx"] / f"{named[0].output}.docx"
        if built.is_file():
            return built
    hint = "give the Word file that was sent to the reviewers with --sent"
    raise UsageError(f"'{package.name}' says not where its paragraphs come from", code=EXPORT.name, hint=hint)


def _reader(flow: Flow, chosen: Export | None) -> ReadPage:
    """Return a function that reads a text as a page of the project, within the limits, as its export shows it."""
    config = flow.project.config

    def read(path: str, text: str) -> tuple[Page, Iterable[tuple[int, int]]]:
        found = flow.read_state(flow.sources[path].with_text(text))
        own = found.page.language if chosen is None or chosen.is_book else ""
        language = own or (chosen.language if chosen else config.language)
        return typeset_page(found.page, language, smart=config.smart), found.scalars

    return read


def _named(flow: Flow, name: str, session: Session, diagnostics: Diagnostics) -> Export:
    """Return the export that a person names: by its output, the last part of it, or its page."""
    exports = flow.plan(Diagnostics(), Selection((name,)))
    planned = flow.plan(Diagnostics())
    exports = exports or tuple(e for e in planned if path_key(e.output.rpartition("/")[2]) == path_key(name))
    if len(exports) == 1:
        return exports[0]
    if exports:
        own = review.find_export(session.review_map, exports, session.name)
        if own is not None:
            return own
        hint = f"name one of them: {', '.join(e.output for e in exports)}"
        raise UsageError(f"'{name}' names {len(exports)} exports", code=EXPORT.name, hint=hint)
    unread = (UNPUBLISHED.name, UNREADABLE.name, ENCODING.name)
    for finding in (f for f in diagnostics if f.code in unread and is_page(name)):
        raise UsageError(finding.message, code=finding.code, pos=finding.pos, hint=finding.hint)
    known = [part for e in planned for part in (e.output, e.output.rpartition("/")[2], *e.pages)]
    hint = did_you_mean(name, known) or "'exporter list' shows all exports"
    raise UsageError(f"no export '{name}'", code="unknown-target", hint=hint)


def _claimed(flow: Flow, session: Session) -> Export | None:
    """Return the export that the file names: a planned one, else that of a whole page, as ``build PAGE`` makes it."""
    review_map = session.review_map
    planned = flow.plan(Diagnostics())
    own = review.find_export(review_map, planned, session.name)
    if own is not None or len(review_map.files) != 1 or review_map.files[0] not in flow.sources:
        return own
    source = flow.sources[review_map.files[0]]
    alone = flow.plan(Diagnostics(), Selection((str(source.path),)))
    return review.find_export(review_map, alone, session.name)


def _refusal(flow: Flow, session: Session, chosen: Export | None) -> UsageError | None:
    """Return why a person must name the export of a file; None if the file is enough."""
    if not session.has_map:
        return None
    if chosen is None:
        name = session.review_map.export
        known = [e.output for e in flow.plan(Diagnostics())]
        message = f"the current plan has no export '{name}'" if name else "no single export has the file's pages"
        hint = f"name the export that '{session.name}' comes from with --export; 'exporter list' shows all exports"
        near = did_you_mean(name, known) if name else None
        return UsageError(message, code=EXPORT.name, hint=f"{near} {hint}" if near else hint)
    if not review.has_name(session.name, chosen):
        message = f"'{session.name}' does not have the name of its export '{chosen.output}'"
        hint = f"if that is right, add --export {shlex.quote(chosen.output)}"
        return UsageError(message, code=EXPORT.name, hint=hint)
    return None


def _pages(flow: Flow, chosen: Export | None) -> tuple[dict[str, SourceFile], dict[str, str]]:
    """Return the pages of an export that may be written, and the reasons against the others."""
    sources: dict[str, SourceFile] = {}
    refused: dict[str, str] = {}
    for file in chosen.pages if chosen else ():
        source = flow.sources.get(file)
        if source is None or not flow.is_read(file):
            refused[file] = "it cannot be read within its limits"
        elif not _is_own(flow.project, source.path):
            refused[file] = LINKED
        else:
            sources[file] = source
    return sources, refused


def _is_own(project: Project, path: Path) -> bool:
    """Return whether a page is a file of the folder that it seems to be in: no link leads to it."""
    folders = (project.config.folder, project.config.content_folder, path.parent)
    base = next(folder for folder in folders if path.is_relative_to(folder))
    return path.resolve() == base.resolve() / path.relative_to(base)


def _check_unchanged(project: Project, source: SourceFile) -> None:
    """Raise ``UsageError`` if a page has changed since it was read."""
    now = read_source(source.path, project.config, Diagnostics())
    if now is None or now.sha256 != source.sha256:
        raise UsageError(f"'{source.file}' was changed meanwhile", code=CHANGED.name, hint="run the command again")
    if not _is_own(project, source.path):
        raise UsageError(
            f"'{source.file}' is not written: {LINKED}", code=CHANGED.name, hint="replace the link with the page itself"
        )
