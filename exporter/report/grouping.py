"""A run's findings grouped, and its one line."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from exporter.build.run import Run
from exporter.diagnostics import Diagnostic, Severity, counted, visible
from exporter.model.position import Pos

# How many of the other places of a finding are named.
NAMED = 3


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """A finding with the other places where the same was found."""

    first: Diagnostic
    others: tuple[Pos, ...] = ()
    count: int = 1

    @property
    def elsewhere(self) -> str:
        """The first of the other places, and how many more there are; empty where the finding has no place."""
        named = ", ".join(f"{pos.file}:{pos.start.line}" for pos in self.others[:NAMED])
        more = self.count - 1 - min(NAMED, len(self.others))
        return f"{named} and {more} more" if named and more > 0 else named


def grouped(findings: Iterable[Diagnostic]) -> list[FindingGroup]:
    """Findings that say the same of many places as one, at the first of them."""
    groups: dict[tuple[str, ...], list[Diagnostic]] = {}
    for found in findings:
        groups.setdefault((found.code, found.severity, found.message, found.hint or ""), []).append(found)
    return [
        FindingGroup(group[0], tuple(f.pos for f in group[1:] if f.pos is not None), len(group)) for group in groups.values()
    ]


def summary(run: Run) -> str:
    """One line: ``15 built, 0 failed, 2 warnings, 3.1 s``."""
    states: Counter[str] = Counter(result.state for result in run.results)
    grave = Counter(f.severity for f in run.all_findings())
    parts = [f"{states[s]} {s}" for s in states if s not in ("built", "failed")]
    if run.command == "build":
        parts = [f"{states['built']} built", *parts, f"{states['failed']} failed"]
    elif states["failed"]:
        parts.append(f"{states['failed']} failed")
    words = ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.LOSS, "loss"))
    counts = [(grave[severity], word) for severity, word in words]
    parts += [counted(n, word) for n, word in counts if n or word == "warning"]
    return visible(", ".join([*parts, f"{run.seconds:.1f} s", *([run.where] if run.where else [])]))


def size_words(size: int) -> str:
    """A number of bytes for people: ``830 bytes``, ``120 KB``, ``4.2 MB``; a KB has 1000 bytes."""
    if size < 1000:
        return counted(size, "byte")
    return f"{size / 1e3:.0f} KB" if size < 1e6 else f"{size / 1e6:.1f} MB"
