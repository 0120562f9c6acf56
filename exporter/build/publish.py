"""Publication: copy built files to where the pages' download links lead, and check that each link finds its file."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from exporter.build.accessibility import unmarked
from exporter.build.conflicts import other_page
from exporter.build.files import OutputFile, output_file, shown
from exporter.build.flow import Flow
from exporter.build.outcome import FileResult, FileState, Run
from exporter.build.stored_findings import NODE
from exporter.diagnostics import Diagnostic, Severity, UsageError
from exporter.disk import leads_out, read_regular
from exporter.model.export import Export
from exporter.model.paths import path_key
from exporter.model.position import Pos
from exporter.output import Entry, Folder, Verdict
from exporter.output.folder import EDITED, FOREIGN, UNWRITABLE
from exporter.output.publish_folder import PublishFolder, PublishStatus
from exporter.plan.addresses import place_of
from exporter.plan.page_outline import DownloadLink
from exporter.published import codes
from exporter.version import __version__

BUILD = "run 'exporter build'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One file and one address for it; ``pos`` is the place of the link to it, or else of the export."""

    file: OutputFile
    address: str
    pos: Pos | None
    linked: bool


@dataclass(slots=True)
class Publisher:
    """Copies built files to the folders that they are served from. ``dry_run`` writes nothing."""

    flow: Flow
    dry_run: bool = False
    folder: Folder = field(init=False)
    targets: dict[Path, PublishFolder] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder = Folder(self.flow.project.output_root)

    def publish(self, exports: Sequence[Export]) -> Run:
        """Copy new files to the folders of ``publish:``; a file there that the exporter did not write is an error."""
        self._check_roots()
        results = [r for d in self.deliveries(exports) if (r := self._publish(d)) is not None]
        notes = (self.folder.findings, *(folder.findings for folder in self.targets.values()))
        return Run(
            command="publish", version=__version__, results=results, findings=[f for note in notes for f in note]
        )

    def unanswered(self, exports: Sequence[Export]) -> list[Diagnostic]:
        """Return findings for the download links that lead to no file, or to other bytes than the manifest has."""
        links = (delivery for delivery in self.deliveries(exports) if delivery.linked)
        return [found for delivery in links if (found := self._unanswered(delivery)) is not None]

    def deliveries(self, exports: Iterable[Export]) -> Iterator[Delivery]:
        """Yield each public file at the site's own address, and each file at the addresses of its links."""
        links = list(_links(self.flow))
        for export in exports:
            for name in export.formats:
                file = output_file(self.flow.project, self.folder, export, name)
                asked = {k.target or f"/{file.name}": k.pos for k in links if _asks(k, export, name)}
                for address, pos in asked.items():
                    yield Delivery(file=file, address=address, pos=pos, linked=True)
                if not asked and self.flow.project.formats[name].public:
                    yield Delivery(file=file, address=f"/{file.name}", pos=export.pos, linked=False)

    def _publish(self, delivery: Delivery) -> FileResult | None:
        """Publish one file; return None if no prefix of ``publish:`` covers its address."""
        place = place_of(delivery.address, self.flow.project.config)
        if place is None:
            return None
        target = shown(place[0] / place[1])
        built, fault = self._built(delivery)
        if built is None or fault is not None:
            return _result(delivery, target, FileState.FAILED, (fault,) if fault else ())
        folder = self.targets.setdefault(place[0], PublishFolder(place[0]))
        status = folder.status(place[1], built.sha256)
        if status is PublishStatus.CURRENT:
            return _result(delivery, target, FileState.CURRENT, size=built.size)
        if status is PublishStatus.FOREIGN:
            hint = "move it away, or choose another folder in 'publish'"
            found = FOREIGN.remark(f"'{target}' was not written by the exporter", delivery.pos, hint)
            return _result(delivery, target, FileState.FAILED, (found,))
        if self.dry_run:
            return _result(delivery, target, FileState.TO_PUBLISH, size=built.size)
        return self._copy(delivery, folder, place[1], target)

    def _check_roots(self) -> None:
        """Raise ``UsageError`` for a folder of ``publish:`` that leads elsewhere by a link.

        An absolute path there says itself where it leads; any other stays below the folder that it shares with the
        project.
        """
        config = self.flow.project.config
        for prefix, named in config.publish.items():
            root = config.folder / named
            shared = Path(os.path.commonpath([config.folder, os.path.normpath(root)]))
            if not Path(named).is_absolute() and leads_out(root, shared):
                message = f"'{named}' is, or is below, a link that points outside the project's folder"
                hint = "remove it, or write its target as an absolute path in 'publish'"
                raise UsageError(message, code=UNWRITABLE.name, pos=config.where("publish", prefix), hint=hint)

    def _copy(self, delivery: Delivery, folder: PublishFolder, path: str, target: str) -> FileResult:
        try:
            data = self.folder.read(delivery.file.path)
            folder.put(path, data)
        except OSError as error:
            message = f"cannot write '{target}': {error.strerror or error}"
            return _result(
                delivery, target, FileState.FAILED, (UNWRITABLE.remark(message, delivery.pos, "check the path"),)
            )
        return _result(delivery, target, FileState.PUBLISHED, size=len(data))

    def _built(self, delivery: Delivery) -> tuple[Entry | None, Diagnostic | None]:
        """Return the manifest's entry of an unchanged file, or the finding that it is missing or changed."""
        path, name = delivery.file.path, delivery.file.shown
        entry = self.folder.manifest.files.get(path)
        verdict = self.folder.verdict(path)[0]
        if verdict is Verdict.MISSING or entry is None:
            return None, codes.GONE.remark(f"'{name}' is missing", delivery.pos, BUILD)
        if verdict is not Verdict.OWN:
            hint = "move it away, or build over it with --force"
            return None, EDITED.remark(f"'{name}' was changed since the exporter wrote it", delivery.pos, hint)
        if any(finding["severity"] == Severity.ERROR and NODE not in finding for finding in entry.findings):
            hint = "fix the errors of its pages, and run 'exporter build'"
            return None, codes.FAULTY.remark(f"'{name}' was built with errors", delivery.pos, hint)
        other = other_page(self.flow.project, self.folder, delivery.file)
        return entry, other or unmarked(delivery.file, entry, delivery.pos)

    def _unanswered(self, delivery: Delivery) -> Diagnostic | None:
        entry = self.folder.manifest.files.get(delivery.file.path)
        config = self.flow.project.config
        place = place_of(delivery.address, config) if config.publish else (delivery.file.base, delivery.file.name)
        address, pos = delivery.address, delivery.pos
        if entry is None:
            return codes.LINK.remark(f"'{address}' is not built", pos, BUILD)
        if place is None:
            hint = "name its folder in 'publish' of exporter.yaml"
            return codes.LINK.remark(f"no prefix in 'publish' covers '{address}'", pos, hint)
        target = place[0] / place[1]
        try:
            digest = hashlib.sha256(read_regular(target, links=True)).hexdigest()
        except OSError:
            hint = "run 'exporter publish'" if config.publish else BUILD
            return codes.LINK.remark(f"'{address}' points to a missing file: '{shown(target)}'", pos, hint)
        if digest == entry.sha256:
            return None
        hint = "run 'exporter publish'" if config.publish else BUILD
        return codes.LINK.remark(
            f"'{address}' points to a file that differs from the built one: '{shown(target)}'", pos, hint
        )


def _links(flow: Flow) -> Iterator[DownloadLink]:
    return (link for page in flow.known.values() for link in page.outline.links)


def _asks(link: DownloadLink, export: Export, name: str) -> bool:
    return link.download.format == name and path_key(link.download.output) == path_key(export.output)


def _result(
    delivery: Delivery, path: str, state: FileState, findings: tuple[Diagnostic, ...] = (), *, size: int = 0
) -> FileResult:
    return FileResult.of(delivery.file.export, delivery.file.format, path, state, size=size, findings=findings)
