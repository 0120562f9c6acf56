"""Comments that suppress findings, in the form of linters for Markdown.

====================================================  =============================================
``<!-- exporter-disable-next-line CODE -->``          the codes on the next line
``<!-- exporter-disable-line CODE -->``               the codes on this line
``<!-- exporter-disable CODE -->``                    the codes from here to the end, or to ``enable``
``<!-- exporter-enable CODE -->``                     the codes again from here on
====================================================  =============================================

Blanks or commas separate several codes; without codes all are suppressed. In YAML (front matter and props) the
comment is ``# exporter-disable-next-line CODE``. A finding belongs to the line where it starts.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from exporter.diagnostics import Code, Diagnostic, Diagnostics, Severity, did_you_mean
from exporter.model.position import Places

DIRECTIVE = re.compile(
    r"(?:<!--|\#)[ \t]*exporter-(disable-next-line|disable-line|disable|enable)"
    r"(?:[ \t]+([\w,\t -]*?))?[ \t]*(?:-->|(?=[\r\n])|\Z)"
)
ALL = "*"
MARK = "exporter-"  # every page with such a comment contains it

UNKNOWN = Code(
    "unknown-code",
    Severity.WARNING,
    "A comment or the configuration names an unknown code.",
    why="The comment or setting has no effect.",
    mend="Correct the code: the hint has the nearest one, 'exporter explain' lists all.",
)
CODES = (UNKNOWN,)


@dataclass(slots=True)
class FileSuppressions:
    """The suppressed codes of one file, by line."""

    lines: dict[int, set[str]] = field(default_factory=dict)
    spans: list[tuple[int, int, str]] = field(default_factory=list)  # from line, up to line, code

    def covers(self, line: int, code: str) -> bool:
        """Return whether findings of a code on a line are suppressed."""
        own = self.lines.get(line, set())
        if ALL in own or code in own:
            return True
        return any(start <= line < end and name in (ALL, code) for start, end, name in self.spans)


def read_comments(text: str) -> FileSuppressions:
    """Read the comments of a source."""
    suppressions, opened = FileSuppressions(), dict[str, int]()
    if MARK not in text:
        return suppressions
    places = Places.of("", text)
    for comment in DIRECTIVE.finditer(text):
        codes = set(re.split(r"[\s,]+", comment[2] or "")) - {""} or {ALL}
        _apply(suppressions, opened, comment[1], codes, places.point(comment.start()).line)
    end = len(places.line_starts) + 1
    suppressions.spans.extend((start, end, code) for code, start in opened.items())
    return suppressions


def _apply(suppressions: FileSuppressions, opened: dict[str, int], kind: str, codes: set[str], line: int) -> None:
    if kind == "disable":
        for code in codes:
            opened.setdefault(code, line)
    elif kind == "enable":
        ended = set(opened) if ALL in codes else codes & set(opened)
        suppressions.spans.extend((opened.pop(code), line, code) for code in ended)
    else:
        suppressions.lines.setdefault(line + (kind == "disable-next-line"), set()).update(codes)


class Suppressions:
    """The suppressions of pages; ``texts`` are their sources by file, read on first use."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._read: dict[str, FileSuppressions] = {}

    def unsuppressed(self, findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Return the findings that no comment suppresses; a finding that prevents a file is always among them."""
        return (finding for finding in findings if finding.fatal or not self._covers(finding))

    def of(self, files: Collection[str]) -> "Suppressions":
        """Return the suppressions of these files, without files that have no comments."""
        texts = {file: self._texts[file] for file in files if file in self._texts}
        return Suppressions({file: text for file, text in texts.items() if MARK in text})

    def _covers(self, finding: Diagnostic) -> bool:
        if finding.pos is None or finding.pos.file not in self._texts:
            return False
        file = finding.pos.file
        if file not in self._read:
            self._read[file] = read_comments(self._texts[file])
        return self._read[file].covers(finding.pos.start.line, finding.code)


def check(texts: Mapping[str, str], known: Iterable[str], diagnostics: Diagnostics) -> None:
    """Warn of unknown codes in the comments of pages."""
    names = frozenset(known)
    for file, text in texts.items():
        if MARK not in text:
            continue
        places = Places.of(file, text)
        for comment in DIRECTIVE.finditer(text):
            for word in re.finditer(r"[^\s,]+", comment[2] or ""):
                if word[0] not in names:
                    start = comment.start(2) + word.start()
                    at = places.pos(start, start + len(word[0]))
                    diagnostics.add(UNKNOWN, f"no finding has the code '{word[0]}'", at, did_you_mean(word[0], names))
