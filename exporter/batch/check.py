"""Whether the files are as their pages are: nothing is rendered, nothing is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from exporter import __version__
from exporter.batch.build import shown
from exporter.batch.files import File, inputs, reason, units
from exporter.diagnostics import Code, Diagnostic, Severity
from exporter.drift import Difference, compare, read_published
from exporter.model.document import Document
from exporter.model.export import Export
from exporter.model.nodes import Heading, QuestionAnswer
from exporter.model.position import Pos
from exporter.model.walk import plain_text, walk
from exporter.output import Entry, Folder, Verdict
from exporter.pipeline.documents import Selected
from exporter.pipeline.flow import Flow
from exporter.pipeline.jobs import job_key
from exporter.pipeline.run import Result, Run

STALE = Code("stale-file", Severity.ERROR, "A file was made from other content than its page has now.")
MISSING = Code("missing-file", Severity.ERROR, "A file that the plan asks for is not there.")
EDITED = Code("edited-output", Severity.ERROR, "A file was changed since the exporter wrote it.")
ORPHAN = Code("orphan", Severity.WARNING, "A file that the exporter wrote is of an export that is gone.")
DIFFERENT = Code("published-differs", Severity.ERROR, "A published copy does not say what its page says.")
CODES = (STALE, MISSING, EDITED, ORPHAN, DIFFERENT)

_STATES = {"stale": STALE, "missing": MISSING, "edited": EDITED}


def check(flow: Flow, exports: Sequence[Export]) -> Run:
    """The state of each planned file: current, stale, missing, edited, or failing where its page has errors."""
    folder = Folder(flow.project.output_root)
    results = [result for export in exports for result in _states(flow, folder, export)]
    gone = [p for p in sorted(folder.manifest.orphans) if folder.verdict(p)[1]]
    orphans = [_finding(ORPHAN, f"'{shown(folder.root / p)}' is of an export that is gone", None) for p in gone]
    return Run(command="check", version=__version__, results=results, findings=orphans)


def _states(flow: Flow, folder: Folder, export: Export) -> Iterator[Result]:
    selected = flow.select(export)
    for name in export.formats:
        base = flow.project.folder_of(name)
        below = export.output + flow.project.formats[name].suffix
        path = folder.path(base, below)
        file = File(export=export, format=name, base=base, name=below, path=path, shown=shown(base / below))
        yield _result(file, *_state(flow, folder, file, selected), selected)


def _state(flow: Flow, folder: Folder, file: File, selected: Selected) -> tuple[str, str, Pos | None]:
    """A file's state, why, and the place in the page that tells most of it."""
    if selected.failed:
        return "failing", "its page has errors", None
    verdict, _ = folder.verdict(file.path)
    entry = folder.manifest.files.get(file.path)
    if verdict is Verdict.MISSING or (entry is None and verdict is Verdict.OWN):
        return "missing", "it is not there", None
    if verdict is not Verdict.OWN or entry is None:
        return "edited", "it was changed by hand, or written by someone else", None
    try:
        options = flow.project.options(file.export, file.format)
    except ValidationError:
        return "failing", "its options are wrong", None
    parts = inputs(selected.parts, options, flow.project.theme.fingerprint(), flow.project.environment)
    if entry.key == job_key(file.format, parts):
        return "current", "", None
    changed = _changed(entry, selected.document) if entry.inputs.get("text") != parts.get("text") else []
    words = ", ".join(f"'{part.words}' {part.how}" for part in changed)
    return "stale", words or reason(entry, parts), changed[0].pos if changed else None


@dataclass(frozen=True, slots=True)
class Part:
    """A question or section that is not as it was in the file."""

    words: str
    how: str
    pos: Pos | None


def _changed(entry: Entry, document: Document | None) -> list[Part]:
    if document is None:
        return []
    now, names = units(document), {"": (document.title, document.pos)}
    for node in walk(document.body):
        if isinstance(node, QuestionAnswer):
            names[node.anchor] = (plain_text(node.question), node.pos)
        elif isinstance(node, Heading):
            names[node.anchor] = (plain_text(node.children), node.pos)
    new = [Part(*_named(names, a, "is new")) for a in now if a not in entry.units]
    other = [Part(*_named(names, a, "changed")) for a, h in now.items() if a in entry.units and entry.units[a] != h]
    gone = [Part(anchor, "is gone", None) for anchor in entry.units if anchor not in now]
    return [*other, *new, *gone]


def _named(names: dict[str, tuple[str, Pos | None]], anchor: str, how: str) -> tuple[str, str, Pos | None]:
    words, pos = names.get(anchor, (anchor, None))
    return words, how, pos


def _result(file: File, state: str, why: str, pos: Pos | None, selected: Selected) -> Result:
    found = list(selected.findings) if state == "failing" else []
    code = _STATES.get(state)
    if code is not None:
        found.append(_finding(code, f"'{file.shown}' is {state}: {why}", pos or file.export.pos))
    return Result(
        path=file.shown,
        export=file.export.output,
        format=file.format,
        state="failed" if state == "failing" else state,
        title=file.export.title,
        page=file.export.pages[0],
        findings=tuple(found),
        reason=why,
    )


def against(flow: Flow, export: Export, published: Path) -> Result:
    """A published copy, by whomever it was made, beside its page. Raises ``OSError`` or ``ValueError``."""
    document = flow.document(export)
    differences = compare(document, read_published(published)) if document is not None else []
    found = tuple(_difference(d, published, export) for d in differences)
    state = "stale" if found else "current"
    facts = {"title": export.title, "page": export.pages[0], "findings": found}
    form = published.suffix.lstrip(".")
    return Result(path=shown(published.absolute()), export=export.output, format=form, state=state, **facts)  # type: ignore[arg-type] # the keywords are fields


def likeliest(flow: Flow, exports: Sequence[Export], published: Path) -> Export | None:
    """The export of which a published file has most questions, at least a half. Raises as ``against``."""
    lines = read_published(published)
    shares = []
    for export in exports:
        document = flow.document(export)
        questions = [n for n in walk(document.body) if isinstance(n, QuestionAnswer)] if document is not None else []
        if document is not None and questions:
            missing = sum(d.kind == "missing" for d in compare(document, lines))
            shares.append((1 - missing / len(questions), export.output, export))
    share, _, best = max(shares, default=(0.0, "", None))
    return best if share >= 0.5 else None


def _difference(difference: Difference, published: Path, export: Export) -> Diagnostic:
    changes = "; ".join(_change(old, new) for old, new in difference.changes[:5])
    more = f" and {len(difference.changes) - 5} more" if len(difference.changes) > 5 else ""
    message = f"'{published.name}': question '{difference.question}' is {difference.kind}"
    return _finding(DIFFERENT, f"{message}{f' ({changes}{more})' if changes else ''}", difference.pos or export.pos)


def _change(old: str, new: str) -> str:
    if old and new:
        return f"'{old}' is now '{new}'"
    return f"'{old}' is gone" if old else f"'{new}' is new"


def _finding(code: Code, message: str, pos: Pos | None) -> Diagnostic:
    hint = "run 'exporter build'" if code in (STALE, MISSING) else None
    return Diagnostic(code=code.name, severity=code.severity, message=message, pos=pos, hint=hint)
