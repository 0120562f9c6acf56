"""Exports with the rows of their history that come from git tags: a part of their keys."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from exporter.diagnostics import Diagnostics
from exporter.model.document import RevisionEntry
from exporter.model.export import Export
from exporter.source.reader import SourceFile
from exporter.source.tags import NO_HISTORY, NoHistory, Tag, tags_of


def with_tag_history(
    exports: Iterable[Export], sources: Mapping[str, SourceFile], diagnostics: Diagnostics
) -> tuple[Export, ...]:
    """Return the exports; those whose history has git's tags with a row for each, behind the written rows.

    All pages are asked about at once, so that git is called once a tag.
    """
    known = tuple(exports)
    wanted = [export for export in known if export.tagged]
    if not wanted:
        return known
    files = dict.fromkeys(file for export in wanted for file in export.pages if file in sources)
    try:
        by_path = tags_of([sources[file].path for file in files])
    except NoHistory as error:
        first = wanted[0]
        origin = first.origins.get("history")
        pos = (origin.pos if origin else None) or first.pos
        hint = "fetch the whole history and its tags: git fetch --unshallow --tags"
        diagnostics.add(NO_HISTORY, f"no history from git tags: {error}", pos, hint)
        return known
    tags = {file: by_path[sources[file].path] for file in files}
    return tuple(replace(e, history=(*e.history, *_rows(e, tags))) if e.tagged else e for e in known)


def _rows(export: Export, tags: Mapping[str, tuple[Tag, ...]]) -> Iterable[RevisionEntry]:
    """Yield a row for each tag that changed a page of the export, the oldest first."""
    found = {tag.name: tag for file in export.pages for tag in tags.get(file, ())}
    for tag in sorted(found.values(), key=lambda tag: tag.place):
        yield RevisionEntry(version=tag.name, date=tag.date, text=tag.subject)
