"""Comments that silence findings, in the form that linters for Markdown have made known.

====================================================  =============================================
``<!-- exporter-disable-next-line CODE -->``          the codes on the next line
``<!-- exporter-disable-line CODE -->``               the codes on this line
``<!-- exporter-disable CODE -->``                    the codes from here to the end, or to ``enable``
``<!-- exporter-enable CODE -->``                     the codes again from here on
====================================================  =============================================

Several codes are parted by blanks or commas; without codes all are meant. In YAML (front matter and props) the
comment is ``# exporter-disable-next-line CODE``. What counts is the line where a finding starts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from exporter.diagnostics import Diagnostic, Diagnostics

DIRECTIVE = re.compile(
    r"(?:<!--|\#)\s*exporter-(disable-next-line|disable-line|disable|enable)(?:[ \t]+([\w,\t -]*?))?\s*(?:-->|$)"
)
ALL = "*"


@dataclass(slots=True)
class Silence:
    """The silenced codes of one file, by line."""

    lines: dict[int, set[str]] = field(default_factory=dict)
    spans: list[tuple[int, int, str]] = field(default_factory=list)  # from line, up to line, code

    def covers(self, line: int, code: str) -> bool:
        """Whether findings of a code on a line are silenced."""
        own = self.lines.get(line, set())
        if ALL in own or code in own:
            return True
        return any(start <= line < end and name in (ALL, code) for start, end, name in self.spans)


def read(text: str) -> Silence:
    """The directives of a source."""
    silence, open_at = Silence(), dict[str, int]()
    end = text.count("\n") + 2
    if "exporter-" not in text:
        return silence
    for number, line in enumerate(text.splitlines(), 1):
        for kind, words in DIRECTIVE.findall(line):
            codes = set(re.split(r"[\s,]+", words.strip())) - {""} or {ALL}
            _apply(silence, open_at, kind, codes, number)
    silence.spans.extend((start, end, code) for code, start in open_at.items())
    return silence


def _apply(silence: Silence, open_at: dict[str, int], kind: str, codes: set[str], line: int) -> None:
    if kind == "disable":
        for code in codes:
            open_at.setdefault(code, line)
    elif kind == "enable":
        ended = set(open_at) if ALL in codes else codes & set(open_at)
        silence.spans.extend((open_at.pop(code), line, code) for code in ended)
    else:
        silence.lines.setdefault(line + (kind == "disable-next-line"), set()).update(codes)


def silenced(diagnostics: Diagnostics, texts: Mapping[str, str]) -> Diagnostics:
    """The findings without those that comments in the pages silence; ``texts`` are the sources by file."""
    silences = {file: read(text) for file, text in texts.items()}

    def kept(found: Diagnostic) -> bool:
        silence = silences.get(found.pos.file) if found.pos else None
        return silence is None or found.pos is None or not silence.covers(found.pos.start.line, found.code)

    return Diagnostics([found for found in diagnostics if kept(found)])
