"""What the reading of one text gathers beside its tree: references, notes, findings."""

from collections.abc import Callable
from dataclasses import dataclass, field

from exporter.diagnostics import Code, Diagnostics
from exporter.markdown.elements import Node
from exporter.markdown.limits import Limits
from exporter.model.position import Places

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
    locate: Locate = same
    references: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    notes: dict[str, Node] = field(default_factory=dict)
    note_list: list[Node] = field(default_factory=list)

    def report(self, code: Code, message: str, start: int, end: int, hint: str) -> None:
        """Notes a finding at offsets of the text read."""
        first = self.locate(start)
        last = self.locate(end - 1) + 1 if end > start else first
        self.diagnostics.add(code, message, self.places.pos(first, last), hint)
