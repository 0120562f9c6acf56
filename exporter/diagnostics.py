"""What a run found: codes, severities, findings at their places, and the errors that end a run.

``ExporterError``
  +-- ``UsageError``        wrong command line or configuration (exit code 2)
  +-- ``EnvironmentFault``  something that this machine lacks (exit code 3)
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum

from exporter.model.position import Pos


class Severity(StrEnum):
    """How grave a finding is; ``LOSS`` is what a format could not show, a note unless a policy says more."""

    NOTE = "note"
    LOSS = "loss"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: a stable name, its severity where nothing says otherwise, and what it means (for the docs)."""

    name: str
    severity: Severity
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding: lower case, the thing named, no full stop; the hint says what the reader can do next.

    ``subject`` is the component or element that a loss is of. A ``fixed`` finding keeps its severity, whatever the
    configuration and comments in pages say: what was asked for is not done.
    """

    code: str
    severity: Severity
    message: str
    pos: Pos | None = None
    hint: str | None = None
    subject: str | None = None
    fixed: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        place = visible(f"{self.pos}: ") if self.pos else ""
        if place.startswith("::"):  # a line that begins so is a command to GitHub Actions
            place = f"\\u003a{place[1:]}"
        hint = f"\n  hint: {visible(self.hint)}" if self.hint else ""
        return f"{place}{self.severity}[{self.code}]: {visible(self.message)}{hint}"


@dataclass(slots=True)
class Diagnostics:
    """The list that stages write their findings to, and go on."""

    found: list[Diagnostic] = field(default_factory=list)

    def add(
        self, code: Code, message: str, pos: Pos | None = None, hint: str | None = None, subject: str | None = None
    ) -> None:
        """Note one finding with its code's own severity; ``subject`` is what a loss is of, of no other finding."""
        subject = subject if code.severity is Severity.LOSS else None
        self.found.append(
            Diagnostic(code=code.name, severity=code.severity, message=message, pos=pos, hint=hint, subject=subject)
        )

    def extend(self, found: Iterable[Diagnostic]) -> None:
        """Take over findings of another list."""
        self.found.extend(found)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    @property
    def failed(self) -> bool:
        """Whether an error is among them."""
        return any(d.severity is Severity.ERROR for d in self.found)


# What moves a terminal's cursor, turns the writing direction, ends a line, or cannot be encoded at all; and the bracket
# of a command such as ``##[group]`` in the log of a job.
_UNSEEN = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|(?<=##)\\[")


def visible(text: str, *, lines: bool = False) -> str:
    """``text`` on one line, as a terminal may show it: words of a page, and names of files, hold anything.

    With ``lines`` its line ends stay.
    """
    return _UNSEEN.sub(lambda found: found[0] if lines and found[0] == "\n" else f"\\u{ord(found[0]):04x}", text)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A hint that names the known word nearest to ``word``, if one is near."""
    by_lower = {k.lower(): k for k in known}
    near = get_close_matches(word.lower(), list(by_lower), n=1, cutoff=0.6)
    return f"did you mean '{by_lower[near[0]]}'?" if near else None


class ExporterError(Exception):
    """What stops a run; shown as one diagnostic without a traceback."""

    exit_code = 2

    def __init__(self, message: str, *, code: str = "usage", pos: Pos | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic(code=code, severity=Severity.ERROR, message=message, pos=pos, hint=hint)


class UsageError(ExporterError):
    """Wrong arguments or configuration."""


class EnvironmentFault(ExporterError):
    """A library or program that the machine lacks."""

    exit_code = 3
