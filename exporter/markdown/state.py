"""What the reading of one text gathers beside its tree: references, notes, findings."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from exporter.diagnostics import Code, Diagnostics
from exporter.markdown.codes import TOO_DEEP
from exporter.markdown.elements import Node
from exporter.markdown.limits import Limits
from exporter.model.position import Places
from exporter.yamltext import Span

Locate = Callable[[int], int]


def same(offset: int) -> int:
    """The offset of a text that is the file."""
    return offset


@dataclass(slots=True)
class State:
    """Passed to every rule; ``locate`` gives for an offset in the text read the one in the file."""

    places: Places
    diagnostics: Diagnostics
    limits: Limits = field(default_factory=Limits)
    mdc: bool = True
    start: int = 0
    end: int = 0
    locate: Locate = same
    references: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    notes: dict[str, Node] = field(default_factory=dict)
    note_list: list[Node] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def report(self, code: Code, message: str, start: int, end: int, hint: str) -> None:
        """Notes a finding at offsets of the text read; of many of a kind only the first ones."""
        first = self.locate(start)
        self.report_at(code, message, Span(first, self.locate(end - 1) + 1 if end > start else first), hint)

    def report_at(self, code: Code, message: str, span: Span, hint: str) -> None:
        """Notes a finding at a place in the file."""
        self.counts[code.name] += 1
        most = 1 if code is TOO_DEEP else self.limits.findings
        if self.counts[code.name] > most:
            return
        if self.counts[code.name] == most > 1:
            message += f"; more than {most} findings of this kind are not shown"
        self.diagnostics.add(code, message, self.places.pos(*span), hint)
