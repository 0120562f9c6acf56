"""Files without the mark of an accessible document (PDF/UA-1): their export must say why."""

from exporter.backends.base import Rendered
from exporter.build.files import OutputFile
from exporter.diagnostics import Code, Diagnostic, Severity
from exporter.model.position import Pos
from exporter.output import Entry

HINT = "correct the findings of its page, or give the export 'accessible: false' with a 'reason'"

UNMARKED = Code(
    "unmarked-file",
    Severity.ERROR,
    "A file does not have the mark of an accessible document, and its export does not say why.",
    why="Some readers cannot use the file, and nobody decided that.",
    mend=f"C{HINT[1:]}.",
)
MARK_LOST = Code(
    "mark-lost",
    Severity.ERROR,
    "A file has the mark of an accessible document, and its page no longer allows that.",
    why="Readers who can use the file today could not use the new one.",
    mend=f"C{HINT[1:]}.",
)
CODES = (UNMARKED, MARK_LOST)


def unmarked(file: OutputFile, entry: Entry, pos: Pos | None) -> Diagnostic | None:
    """Return the finding that a built file has no mark, unless its export allows that; None for a marked file."""
    if not entry.unmet or not file.export.accessible:
        return None
    return UNMARKED.remark(f"'{file.shown}' has no {' and no '.join(entry.unmet)} mark", pos, HINT)


def lost_mark(file: OutputFile, old: Entry | None, new: Rendered) -> Diagnostic | None:
    """Return the finding that a file has a mark and would lose it, unless its export allows that; else None."""
    lost = [name for name in new.unmet if old is not None and name in old.standards]
    if not lost or not file.export.accessible:
        return None
    message = f"'{file.shown}' has the {' and '.join(lost)} mark, and its page no longer allows it"
    return MARK_LOST.finding(message, file.export.pos, HINT)


def is_accessible(entry: Entry, mark: str) -> bool:
    """Return whether a built file has the ``mark`` of its format, if there is one, and no failed criterion."""
    marked = not mark or any(standard.startswith(mark) for standard in entry.standards)
    return marked and not entry.accessibility.get("failed")
