"""The time of the last commit of an export's pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from exporter.build.pages import KnownPage
from exporter.build.records import Records
from exporter.cache import key_of
from exporter.cachedir_tag import repository
from exporter.model.dates import changed
from exporter.model.export import Export
from exporter.source.history import head, last_commit
from exporter.source.reader import SourceFile


@dataclass
class PageDates:
    """The dates of the pages of a project in ``folder``, kept in its records."""

    folder: Path
    sources: Mapping[str, SourceFile]
    known: Mapping[str, KnownPage]
    records: Records

    def of(self, export: Export) -> str:
        """Return the time of the last commit of an export's pages (ISO 8601); empty if they have their own date."""
        data = [self.known[file].outline.data for file in export.pages if file in self.known]
        if export.date or (len(data) == 1 and changed(data[0])) or not self._commit:
            return ""
        sources = [self.sources[file] for file in export.pages if file in self.sources]
        key = key_of("modified", self._commit, [(source.file, source.sha256) for source in sources])
        known = self.records.get(key, str)
        if known is None:
            seconds = last_commit({source.path: source.bytes for source in sources})
            if seconds is None:  # until it is committed, or the clone has its history
                return ""
            known = datetime.fromtimestamp(seconds, UTC).isoformat()
            self.records.put(key, known)
        return known

    @cached_property
    def _commit(self) -> str:
        """The commit that is checked out; empty outside of a repository."""
        return head(self.folder) if repository(self.folder) is not None else ""
