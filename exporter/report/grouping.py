"""Findings grouped by their words, and the summary line of a run."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exporter.build.outcome import Run
from exporter.diagnostics import Diagnostic, Severity, counted, visible
from exporter.model.position import Pos

# how many of the other places of a finding are named
NAMED_PLACES = 3


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """A finding, and the other places with the same finding."""

    first: Diagnostic
    others: tuple[Pos, ...] = ()
    count: int = 1

    @property
    def elsewhere(self) -> str:
        """The first of the other places, and the number of more; empty if the finding has no place."""
        named = ", ".join(f"{pos.file}:{pos.start.line}" for pos in self.others[:NAMED_PLACES])
        more = self.count - 1 - min(NAMED_PLACES, len(self.others))
        return f"{named} and {more} more" if named and more > 0 else named


def grouped(findings: Iterable[Diagnostic]) -> list[FindingGroup]:
    """Group findings with the same words: one group for all places, at the first of them."""
    groups: dict[tuple[str, ...], list[Diagnostic]] = {}
    for finding in findings:
        words = (finding.code, finding.severity, finding.message, finding.hint or "")
        groups.setdefault(words, []).append(finding)
    return [_group(group) for group in groups.values()]


def _group(findings: Sequence[Diagnostic]) -> FindingGroup:
    others = tuple(f.pos for f in findings[1:] if f.pos is not None)
    return FindingGroup(findings[0], others, len(findings))


def summary(run: Run) -> str:
    """Return the summary of a run: ``15 built, 0 failed, 2 warnings, 3.1 s``."""
    states: Counter[str] = Counter(result.state for result in run.results)
    severities = Counter(f.severity for f in run.all_findings())
    parts = [f"{states[s]} {s}" for s in states if s not in ("built", "failed")]
    if run.command == "build":
        parts = [f"{states['built']} built", *parts, f"{states['failed']} failed"]
    elif states["failed"]:
        parts.append(f"{states['failed']} failed")
    nouns = ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.LOSS, "loss"))
    counts = [(severities[severity], noun) for severity, noun in nouns]
    parts += [counted(n, noun) for n, noun in counts if n or noun == "warning"]
    unmet = Counter(name for result in run.results for name in result.unmet)
    parts += [f"{count} without {name}" for name, count in sorted(unmet.items())]
    return visible(", ".join([*parts, f"{run.seconds:.1f} s", *([run.where] if run.where else [])]))


def size_words(size: int) -> str:
    """Return a number of bytes for people: ``830 bytes``, ``120 KB``, ``4.2 MB``; a KB has 1000 bytes."""
    if size < 1000:
        return counted(size, "byte")
    return f"{size / 1e3:.0f} KB" if size < 1e6 else f"{size / 1e6:.1f} MB"
