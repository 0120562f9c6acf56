"""Publication: copy built files to where the pages' download links lead, and check that each link finds its file."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from exporter.build import gone_copies
from exporter.build.accessibility import is_accessible, unmarked
from exporter.build.check import today
from exporter.build.conflicts import other_page
from exporter.build.editions import Editions
from exporter.build.files import OutputFile, output_file, shown
from exporter.build.flow import Flow
from exporter.build.outcome import FileResult, FileState, Run
from exporter.build.stored_findings import NODE
from exporter.cache import key_of
from exporter.diagnostics import Diagnostic, Diagnostics, Severity, UsageError
from exporter.disk import leads_out, sha256_of
from exporter.evaluation.criteria import judged_formats
from exporter.model.export import Export
from exporter.model.paths import path_key
from exporter.model.position import Pos
from exporter.output import Entry, Folder, Verdict
from exporter.output.folder import EDITED, FOREIGN, UNWRITABLE
from exporter.output.publish_folder import NOTE, PublishedFile, PublishFolder, PublishStatus
from exporter.plan.addresses import place_of
from exporter.plan.output_names import dated_name, latest_name, with_date
from exporter.plan.page_outline import DownloadLink
from exporter.published import codes
from exporter.version import __version__

BUILD = "run 'exporter build'"
RELEASE = "build and publish a release: --release NAME for both commands"
INVISIBLE = ("environment", "modified")  # inputs of a file that its readers do not see


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One file and one address for it; ``pos`` is the place of the link to it, or else of the export.

    ``latest`` is the address of the newest version, for a file with a version or a date in its name.
    """

    file: OutputFile
    address: str
    pos: Pos | None
    linked: bool
    latest: str = ""

    @property
    def unreleased(self) -> bool:
        """Whether its name is waiting for a version."""
        return bool(self.file.export.template) and not self.latest


@dataclass(slots=True)
class Publisher:
    """Copies built files to the folders that they are served from. ``dry_run`` writes nothing.

    ``removing`` also removes the published files of deleted exports.
    """

    flow: Flow
    dry_run: bool = False
    removing: bool = False
    folder: Folder = field(init=False)
    targets: dict[Path, PublishFolder] = field(default_factory=dict)
    links: dict[tuple[str, str], list[DownloadLink]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder = Folder(self.flow.project.output_root)
        for link in (link for page in self.flow.known.values() for link in page.outline.links):
            self.links.setdefault((link.download.format, path_key(link.download.output)), []).append(link)

    def publish(self, exports: Sequence[Export]) -> Run:
        """Copy new files to the folders of ``publish:``; a file there that the exporter did not write is an error."""
        self._check_roots()
        found = Diagnostics()
        results = []
        try:
            for delivery in self.deliveries(exports):
                results += [r for r in [self._publish(delivery, found)] if r is not None]
            config = self.flow.project.config
            for root in dict.fromkeys(config.folder / named for named in config.publish.values()):
                results += self._editions(self.targets.setdefault(root, PublishFolder(root)), found)
        finally:
            if not self.dry_run:
                self._save(found)
        notes = (self.folder.findings, *(folder.findings for folder in self.targets.values()), found)
        return Run(
            command="publish", version=__version__, results=results, findings=[f for note in notes for f in note]
        )

    def _save(self, found: Diagnostics) -> None:
        for folder in self.targets.values():
            try:
                folder.save()
            except OSError as error:
                message = f"cannot write '{shown(folder.root / NOTE)}': {error.strerror or error}"
                found.add(UNWRITABLE, message, None, "check the path")

    def _editions(self, folder: PublishFolder, found: Diagnostics) -> Iterator[FileResult]:
        """Keep a folder of versions in order: the newest under its own name, older ones marked, and their list."""
        versions = Editions(folder, self.flow.project.theme, self.dry_run, found)
        yield from versions.copy_newest()
        yield from versions.mark_superseded()
        planned = self._planned(folder.root)
        yield from gone_copies.orphaned(folder, planned, found, removing=self.removing, dry_run=self.dry_run)
        yield from versions.list_downloads()

    def _planned(self, root: Path) -> gone_copies.Planned:
        """Return the names of all exports of the project, and the paths of their files below a folder."""
        exports = self.flow.plan(Diagnostics())
        places = (place_of(d.address, self.flow.project.config) for d in self.deliveries(exports))
        paths = frozenset(place[1] for place in places if place is not None and place[0] == root)
        return gone_copies.Planned(frozenset(map(latest_name, exports)), paths)

    def unanswered(self, exports: Sequence[Export]) -> list[Diagnostic]:
        """Return findings for the download links that lead to no file, or to other bytes than the manifest has."""
        links = (delivery for delivery in self.deliveries(exports) if delivery.linked)
        return [found for delivery in links if (found := self._unanswered(delivery)) is not None]

    def deliveries(self, exports: Iterable[Export]) -> Iterator[Delivery]:
        """Yield each public file at the site's own address, and each file at the addresses of its links."""
        for export in exports:
            stable = latest_name(export)
            for name in export.formats:
                file = output_file(self.flow.project, self.folder, export, name)
                newest = f"/{stable}{self.flow.project.formats[name].suffix}" if stable != export.output else ""
                asked = {k.target or f"/{file.name}": k.pos for k in self._asking(name, export.output)}
                if newest:
                    asked |= {_beside(k.target or newest, file.name): k.pos for k in self._asking(name, stable)}
                public = self.flow.project.formats[name].public
                for address, pos in (asked or ({f"/{file.name}": export.pos} if public else {})).items():
                    latest = _beside(address, newest) if newest else ""
                    yield Delivery(file=file, address=address, pos=pos, linked=bool(asked), latest=latest)

    def _asking(self, name: str, output: str) -> list[DownloadLink]:
        return self.links.get((name, path_key(output)), [])

    def _publish(self, delivery: Delivery, found: Diagnostics) -> FileResult | None:
        """Publish one file; return None if no prefix of ``publish:`` covers its address, or if it has no version."""
        place = place_of(delivery.address, self.flow.project.config)
        if place is None:
            return None
        if delivery.unreleased:
            message = f"'{delivery.file.export.output}' has no version, and is not published"
            found.add(codes.UNRELEASED, message, delivery.file.export.pos, RELEASE)
            return None
        target = shown(place[0] / place[1])
        built, fault = self._built(delivery)
        if built is None or fault is not None:
            return _result(delivery, target, FileState.FAILED, (fault,) if fault else ())
        folder = self.targets.setdefault(place[0], PublishFolder(place[0]))
        record = self._record(delivery, built)
        status = folder.status(place[1], built.sha256, record.content)
        if status is PublishStatus.CURRENT:
            folder.files[place[1]] = record
            return _result(delivery, target, FileState.CURRENT, size=built.size)
        if delivery.latest and status is PublishStatus.SAME_CONTENT:
            return _result(delivery, target, FileState.CURRENT, size=built.size)
        if status is PublishStatus.FOREIGN:
            hint = "move it away, or choose another folder in 'publish'"
            return _failed(delivery, target, FOREIGN.remark(foreign(target), delivery.pos, hint))
        if delivery.latest and status is PublishStatus.OLDER:
            message = f"'{target}' was published with other content, and stays"
            return _failed(delivery, target, codes.DATED.remark(message, delivery.pos, self._next_name(delivery)))
        if self.dry_run:
            folder.files[place[1]] = record
            return _result(delivery, target, FileState.TO_PUBLISH, size=built.size)
        return self._copy(delivery, folder, place[1], record, target)

    def _next_name(self, delivery: Delivery) -> str:
        export = delivery.file.export
        if export.template:
            return "give it the next version"
        new = with_date(export.output, today())
        rename = f"exporter rename '{export.output}' '{new}'"
        return f"publish it under the next date: {rename}" if new != export.output else "publish it on another day"

    def _record(self, delivery: Delivery, built: Entry) -> PublishedFile:
        """Return the record of a file for the folder that it is published to."""
        export, known = delivery.file.export, judged_formats().get(delivery.file.format)
        page = self.flow.known.get(export.pages[0])
        seen = {name: value for name, value in built.inputs.items() if name not in INVISIBLE}
        return PublishedFile(
            sha256=built.sha256,
            content=key_of(seen),
            export=latest_name(export),
            edition=(export.version if export.template else dated_name(export.output).date) if delivery.latest else "",
            address=delivery.address,
            latest=delivery.latest,
            format=built.format,
            size=built.size,
            pages=built.pages,
            accessible=is_accessible(built, known.mark) if known is not None else None,
            route=page.outline.route if page is not None else "",
            section=export.heading,
            title=built.title,
            language=export.language,
            date=export.date,
            version=export.version,
        )

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

    def _copy(
        self, delivery: Delivery, folder: PublishFolder, path: str, record: PublishedFile, target: str
    ) -> FileResult:
        try:
            data = self.folder.read(delivery.file.path)
            folder.put(path, data, record)
        except OSError as error:
            message = f"cannot write '{target}': {error.strerror or error}"
            return _failed(delivery, target, UNWRITABLE.remark(message, delivery.pos, "check the path"))
        return _result(delivery, target, FileState.PUBLISHED, size=len(data))

    def _built(self, delivery: Delivery) -> tuple[Entry | None, Diagnostic | None]:
        """Return the manifest's entry of an unchanged file, or the finding that it is missing or changed."""
        path, name = delivery.file.path, delivery.file.shown
        entry = self.folder.manifest.files.get(path)
        verdict = self.folder.verdict(path)[0]
        if verdict is Verdict.MISSING or entry is None:
            release = self.flow.project.release
            hint = f"run 'exporter build --release {release}'" if release else BUILD
            return None, codes.GONE.remark(f"'{name}' is missing", delivery.pos, hint)
        if verdict is not Verdict.OWN:
            hint = "move it away, or build over it with --force"
            return None, EDITED.remark(f"'{name}' was changed since the exporter wrote it", delivery.pos, hint)
        if any(finding["severity"] == Severity.ERROR and NODE not in finding for finding in entry.findings):
            hint = "fix the errors of its pages, and run 'exporter build'"
            return None, codes.FAULTY.remark(f"'{name}' was built with errors", delivery.pos, hint)
        other = other_page(self.flow.project, self.folder, delivery.file)
        return entry, other or unmarked(delivery.file, entry, delivery.pos)

    def _unanswered(self, delivery: Delivery) -> Diagnostic | None:
        if delivery.file.export.template:
            return self._unreleased(delivery)
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
            digest = sha256_of(target, links=True)
        except OSError:
            hint = "run 'exporter publish'" if config.publish else BUILD
            return codes.LINK.remark(f"'{address}' points to a missing file: '{shown(target)}'", pos, hint)
        if digest == entry.sha256 or (delivery.latest and self._is_same(delivery, entry, place)):
            return None
        hint = "run 'exporter publish'" if config.publish else BUILD
        return codes.LINK.remark(
            f"'{address}' points to a file that differs from the built one: '{shown(target)}'", pos, hint
        )

    def _unreleased(self, delivery: Delivery) -> Diagnostic | None:
        """Return the finding that a link to the newest version leads to no file; any version will do."""
        address, config = delivery.latest or delivery.address, self.flow.project.config
        place = place_of(address, config)
        if place is None or (place[0] / place[1]).is_file():
            return None
        message = f"'{address}' points to a missing file: '{shown(place[0] / place[1])}'"
        return codes.LINK.remark(message, delivery.pos, "publish a release: exporter publish --release NAME")

    def _is_same(self, delivery: Delivery, entry: Entry, place: tuple[Path, str]) -> bool:
        folder = self.targets.setdefault(place[0], PublishFolder(place[0]))
        content = self._record(delivery, entry).content
        return folder.status(place[1], entry.sha256, content) is PublishStatus.SAME_CONTENT


def _beside(address: str, name: str) -> str:
    """Return the address of a file beside another."""
    return f"{address.rpartition('/')[0]}/{quote(name.rpartition('/')[2])}"


def foreign(target: str) -> str:
    """Return the words about a file of somebody else."""
    return f"'{target}' was not written by the exporter"


def _failed(delivery: Delivery, path: str, finding: Diagnostic) -> FileResult:
    return _result(delivery, path, FileState.FAILED, (finding,))


def _result(
    delivery: Delivery, path: str, state: FileState, findings: tuple[Diagnostic, ...] = (), *, size: int = 0
) -> FileResult:
    return FileResult.of(delivery.file.export, delivery.file.format, path, state, size=size, findings=findings)
