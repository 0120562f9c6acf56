"""Collect the record of accessibility from the built files and the documents that they were made from."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from exporter.build.documents import ExportContent
from exporter.build.evaluation import file_facts, items_of
from exporter.build.files import OutputFile, UnpreparedFile, output_files, prepare
from exporter.build.flow import Flow
from exporter.build.outcome import FileResult, FileState
from exporter.build.settings import WrongSettings
from exporter.build.stored_findings import findings_of_today
from exporter.diagnostics import Diagnostic, Diagnostics, Severity
from exporter.evaluation.answers import Answers
from exporter.evaluation.criteria import judged_formats
from exporter.evaluation.items import Item, ItemKind, document_items, file_item, item
from exporter.evaluation.results import Result, counts, evaluate
from exporter.model.document import Asset, Document
from exporter.model.export import Export
from exporter.model.position import Pos
from exporter.output import Folder
from exporter.report.accessibility.reading_order import ReadPage, available, reading_order
from exporter.report.accessibility.record import (
    ColourPair,
    CriterionResult,
    DocumentRecord,
    Fault,
    FileRecord,
    JudgedItem,
    Record,
)
from exporter.source.history import head, head_day, uncommitted
from exporter.theme.contrast import SCHEMES, pairs
from exporter.theme.files import Theme
from exporter.version import __version__


@dataclass(frozen=True, slots=True)
class Evidence:
    """The record, and what shows its items: pictures and pages by the names of the items.

    ``findings`` are those of answers that do not count or are to be looked at.
    """

    record: Record
    findings: tuple[Diagnostic, ...] = ()
    pictures: Mapping[str, Asset] = field(default_factory=dict, repr=False)
    pages: Mapping[str, ReadPage] = field(default_factory=dict, repr=False)


@dataclass(slots=True)
class Collector:
    """Collects the evidence of exports; ``states`` are the results of the check by the paths of files.

    Files for reviewers are left out unless ``reviewers`` is true. ``archived`` names files as the archive of a release
    does, on any machine alike. Answers of days after ``today`` do not count; without it, days do not matter.
    """

    flow: Flow
    states: Mapping[str, FileResult]
    shows: bool = True
    reviewers: bool = False
    archived: bool = False
    today: str = ""
    folder: Folder = field(init=False)
    answers: Answers = field(init=False)
    pictures: dict[str, Asset] = field(default_factory=dict)
    pages: dict[str, ReadPage] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)
    themes: dict[str, Theme] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder = Folder(self.flow.project.output_root)
        self.answers = self.flow.answers.until(self.today) if self.today else self.flow.answers

    def evidence(self, exports: Iterable[Export]) -> Evidence:
        """Return the evidence of exports, in their order."""
        documents = tuple(self._document(export) for export in exports)
        total = Counter[str]()
        for file in (file for document in documents for file in document.files):
            total.update(file.counts)
        findings = (*self.answers.findings, *self._doubts(), *self.findings)
        folder = self.flow.project.config.folder
        commit = head(folder)
        record = Record(
            exporter=__version__,
            environment={k: v for k, v in self.folder.manifest.environment.items() if v},
            commit=commit,
            date=head_day(folder) if commit else "",
            uncommitted=self._uncommitted(documents) if commit else (),
            counts=dict(total),
            doubts=tuple(_fault(finding, _told(finding)) for finding in findings),
            documents=documents,
            colours=tuple(self._colours()),
        )
        return Evidence(record, findings, self.pictures, self.pages)

    def _uncommitted(self, documents: Iterable[DocumentRecord]) -> tuple[str, ...]:
        """Return the pages of documents that are not in the commit as they are."""
        known = self.flow.project.by_file
        pages = {known[file].path: known[file] for d in documents for file in d.sources if file in known}
        changed = uncommitted({path: page.bytes for path, page in pages.items()})
        return tuple(sorted(pages[path].file for path in changed))

    def _doubts(self) -> Iterator[Diagnostic]:
        if self.answers.listed:
            yield from self.answers.early(self.today) if self.today else ()
            yield from self.answers.homeless({export.known_as for export in self.flow.plan(Diagnostics())})

    def outdated_answers(self, export: Export) -> Iterator[Diagnostic]:
        """Yield the findings of answers about items that an export no longer has.

        Items of files are only looked for if all of them are current, and those of pages if they can be read.
        """
        content = self.flow.select(export)
        if content.document is None:
            return
        files = self._files(export)
        shared = document_items(content.document)
        items = [*shared, *(one for file in files for one in self._items_of(file, content.document, shared))]
        if all(map(self._is_current, files)):
            items += (one for file in files for one in self._own_items(file))
        yield from self._outdated(export, files, items)

    def _outdated(self, export: Export, files: Sequence[OutputFile], items: Iterable[Item]) -> Iterator[Diagnostic]:
        seen = all(map(self._is_current, files))
        pages = () if seen and available() else (f"{ItemKind.READING_ORDER}-",)
        unseen = pages if seen else (*pages, f"{ItemKind.FILE}-")
        yield from self.answers.outdated(export.known_as, (one.name for one in items), unseen)

    def _items_of(self, file: OutputFile, document: Document, shared: tuple[Item, ...]) -> tuple[Item, ...]:
        try:
            theme = self.flow.settings.of(file.export, file.format).theme
        except WrongSettings:  # no file is made
            theme = self.flow.project.theme
        return items_of(file.format, document, theme, shared)

    def _document(self, export: Export) -> DocumentRecord:
        content = self.flow.select(export)
        document = content.document
        shared = document_items(document) if document is not None else ()
        items = {one.name: one for one in shared}
        files = []
        for file in self._files(export):
            own = self._items_of(file, document, shared) if document is not None else ()
            own += tuple(self._own_items(file))
            items |= {one.name: one for one in own}
            if self.reviewers or self.flow.project.formats[file.format].public:
                files.append(self._file(file, content, own))
        if document is not None:
            self.pictures |= {one.name: document.assets[one.asset] for one in items.values() if one.asset}
            self.findings += self._outdated(export, self._files(export), items.values())
        wanted = {one.name for one in shared} | {n for f in files for r in f.results for n in (*r.items, *r.failing)}
        wanted |= {one.name for one in items.values() if self.answers.of(one.name)}
        return DocumentRecord(
            export=export.output,
            title=document.title if document is not None else export.title,
            language=export.language,
            version=export.version,
            date=export.date,
            status=export.status,
            address=document.control.address if document is not None else "",
            sources=dict(content.sources),
            files=tuple(files),
            remarks=tuple(_remarks(content.findings, files)),
            items=tuple(
                self._judged(self._placed(one, content), content.findings) for n, one in items.items() if n in wanted
            ),
        )

    def _files(self, export: Export) -> list[OutputFile]:
        found = output_files(self.flow.project, self.folder, (export,))
        return [file for file in found if file.format in judged_formats()]

    def _name(self, file: OutputFile) -> str:
        return file.path if self.archived else file.shown

    def _is_current(self, file: OutputFile) -> bool:
        checked = self.states.get(file.shown)
        return checked is not None and checked.state is FileState.CURRENT

    def _own_items(self, file: OutputFile) -> Iterator[Item]:
        """Yield the items of a file itself: the file, and the pages of a PDF; none of a file that is not current."""
        if not self._is_current(file):
            return
        sha256 = self.folder.manifest.files[file.path].sha256
        yield file_item(sha256, self._name(file))
        if file.format == "pdf" and not available():  # nobody can be shown the pages, so the file is asked about
            yield item(ItemKind.READING_ORDER, self._name(file), sha256)
        elif file.format == "pdf":
            for page in reading_order(self.folder.read(file.path), pictures=self.shows):
                lines = tuple(f"{block.kind}: {block.words}" if block.words else block.kind for block in page.blocks)
                made = item(ItemKind.READING_ORDER, "", *lines, page=page.number, lines=lines)
                self.pages.setdefault(made.name, page)
                yield made

    def _file(self, file: OutputFile, content: ExportContent, items: Sequence[Item]) -> FileRecord:
        checked, entry = self.states[file.shown], self.folder.manifest.files.get(file.path)
        clause, public = judged_formats()[file.format].clause, self.flow.project.formats[file.format].public
        prepared = prepare(self.flow, file, content)
        if checked.state is not FileState.CURRENT or entry is None or isinstance(prepared, UnpreparedFile):
            shown, state, why = self._name(file), checked.state, checked.reason
            return FileRecord(path=shown, format=file.format, state=state, public=public, why=why, clause=clause)
        texts = {source.file: source.text for source in self.flow.project.sources}
        own = (finding for _, finding in findings_of_today(entry, prepared, texts))
        findings = tuple(dict.fromkeys((*prepared.content.findings, *own)))
        theme, document = prepared.settings.theme, content.document
        if document is None:  # it failed: there is no current file
            return FileRecord(
                path=self._name(file), format=file.format, state=checked.state, public=public, clause=clause
            )
        self.themes.setdefault(_theme_name(theme), theme)
        known = file_facts(file.format, theme, document, items, findings, entry.standards)
        results = evaluate(known, self.answers)
        return FileRecord(
            path=self._name(file),
            format=file.format,
            state=checked.state,
            public=public,
            sha256=entry.sha256,
            pages=entry.pages,
            standards=entry.standards,
            unmet=entry.unmet,
            clause=clause,
            theme=_theme_name(theme),
            counts=counts(results),
            results=tuple(map(_result, results)),
        )

    def _judged(self, one: Item, findings: Iterable[Diagnostic]) -> JudgedItem:
        answer = self.answers.of(one.name)
        here = (finding for finding in findings if one.pos and finding.pos and _is_in(finding.pos, one.pos))
        return JudgedItem(
            name=one.name,
            kind=one.kind,
            words=one.words,
            lines=one.lines,
            context=one.context,
            place=_place(one.pos),
            page=one.page,
            fault=one.fault,
            verdict=answer.verdict.value if answer else "",
            criteria=answer.criteria if answer else (),
            by=answer.signature if answer else "",
            note=answer.note if answer else "",
            others=tuple(f"{other.verdict}: {other.signature}" for other in self.answers.others(one.name)),
            remarks=tuple(dict.fromkeys(map(_told, here))),
        )

    def _placed(self, one: Item, content: ExportContent) -> Item:
        """Return an item of the head with the place of the setting that gives it; others have places of their own."""
        if one.pos is not None or content.document is None:
            return one
        origin, front = content.export.origins.get("logo"), content.document.pos
        logo = (origin and origin.pos) or self.flow.project.config.where("brand", "logo")
        places = {ItemKind.PICTURE: logo, ItemKind.OUTLINE: front, ItemKind.LANGUAGE: front}
        return replace(one, pos=places.get(one.kind))

    def _colours(self) -> Iterator[ColourPair]:
        """Yield the pairs of each theme of the files, the lowest contrast first."""
        found = [(n, scheme, pair) for n, t in self.themes.items() for scheme in SCHEMES for pair in pairs(t, scheme)]
        for name, scheme, pair in sorted(found, key=lambda one: (one[0], one[1] != "light", one[2].contrast)):
            colours = {"words_colour": pair.words_color, "ground_colour": pair.ground_color}
            ratio = int(pair.contrast * 100) / 100  # never rounded up to the limit
            yield ColourPair(theme=name, scheme=scheme, words=pair.words, ground=pair.ground, **colours, contrast=ratio)


def _theme_name(theme: Theme) -> str:
    return theme.folder or theme.name


def _is_in(pos: Pos, other: Pos) -> bool:
    return pos.file == other.file and other.start.offset <= pos.start.offset < other.end.offset


def _result(result: Result) -> CriterionResult:
    criterion = result.criterion
    return CriterionResult(
        number=criterion.number,
        name=criterion.name,
        level=criterion.level,
        clause=criterion.clause,
        status=result.status.value,
        by=result.by,
        design=result.design,
        reason=result.reason,
        faults=tuple(_fault(finding) for finding in result.faults),
        items=tuple(one.name for one in result.items),
        failing=tuple(one.name for one in result.failing),
    )


def _fault(finding: Diagnostic, words: str = "") -> Fault:
    return Fault(code=finding.code, message=words or finding.message, place=_place(finding.pos))


def _told(finding: Diagnostic) -> str:
    return f"{finding.message}: {finding.hint}" if finding.hint else finding.message


def _remarks(findings: Iterable[Diagnostic], files: Iterable[FileRecord]) -> Iterator[Fault]:
    """Yield the warnings about pages that are not among the faults of files."""
    known = {(fault.code, fault.place) for file in files for result in file.results for fault in result.faults}
    for finding in dict.fromkeys(findings):
        remark = _fault(finding, _told(finding))
        if finding.severity in (Severity.WARNING, Severity.ERROR) and (remark.code, remark.place) not in known:
            yield remark


def _place(pos: object) -> str:
    return str(pos) if pos else ""
