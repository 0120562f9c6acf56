"""Findings of a run: codes, severities, places, and the errors that end a run.

``ExporterError``
  +-- ``UsageError``        wrong command line or configuration (exit code 2)
  +-- ``EnvironmentFault``  a library, program or permission that is missing (exit code 3)
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum

from exporter.model.position import Pos


class Severity(StrEnum):
    """The severity of a finding; a ``LOSS`` is content that a format cannot show, a note unless a policy says more."""

    NOTE = "note"
    LOSS = "loss"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding: lower case, the thing named, no full stop; the hint says what the reader can do next.

    ``subject`` is the component or element of a loss. ``lowered`` marks an error that `severities:` may lower,
    ``fatal`` an error that stays one, ``spared`` an error that the file shows at its place, so that the file is made.
    """

    code: str
    severity: Severity
    message: str
    pos: Pos | None = None
    hint: str | None = None
    subject: str | None = None
    lowered: bool = False
    fatal: bool = False
    spared: bool = False

    @property
    def advice(self) -> str | None:
        """The hint as shown; for an error that may be lowered, with the key that lowers it."""
        if not (self.lowered and self.severity is Severity.ERROR):
            return self.hint
        lower = f"or build with it: severities: {{{self.code}: warning}} in exporter.yaml"
        if not self.hint:
            return lower.removeprefix("or ")
        return f"{self.hint}{'' if self.hint.endswith('?') else ';'} {lower}"

    def __str__(self) -> str:
        place = visible(f"{self.pos}: ") if self.pos else ""
        if place.startswith("::"):  # GitHub Actions takes such a line for a command
            place = f"\\u003a{place[1:]}"
        hint = f"\n  hint: {visible(self.advice)}" if self.advice else ""
        return f"{place}{self.severity}[{self.code}]: {visible(self.message)}{hint}"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: a stable name, a default severity, and its texts for people.

    ``meaning`` says what is wrong, ``why`` what follows for readers or writers, ``mend`` what to do: `exporter explain`
    and the documentation print them. ``lowered`` marks an error that `severities:` may lower, since a file can be made
    with it; other errors stay errors. ``needs_layout`` marks findings that arise only while a file is made, so that
    `validate` needs `--render` for them.
    """

    name: str
    severity: Severity
    meaning: str
    why: str = ""
    mend: str = ""
    lowered: bool = False
    needs_layout: bool = False

    def finding(
        self, message: str, pos: Pos | None = None, hint: str | None = None, subject: str | None = None
    ) -> Diagnostic:
        """Return a finding with the code's severity; only a loss keeps its ``subject``."""
        return Diagnostic(
            code=self.name,
            severity=self.severity,
            message=message,
            pos=pos,
            hint=hint,
            subject=subject if self.severity is Severity.LOSS else None,
            lowered=self.lowered,
            fatal=self.severity is Severity.ERROR and not self.lowered,
        )

    def remark(self, message: str, pos: Pos | None = None, hint: str | None = None) -> Diagnostic:
        """Return a finding about an existing file: it prevents no file, so that its severity may be lowered."""
        return replace(self.finding(message, pos, hint), lowered=False, fatal=False)


@dataclass(slots=True)
class Diagnostics:
    """The list of findings that stages add to, and go on."""

    found: list[Diagnostic] = field(default_factory=list)

    def add(
        self, code: Code, message: str, pos: Pos | None = None, hint: str | None = None, subject: str | None = None
    ) -> None:
        """Add a finding with the code's severity; only a loss keeps its ``subject``."""
        self.found.append(code.finding(message, pos, hint, subject))

    def extend(self, findings: Iterable[Diagnostic]) -> None:
        """Add findings of another list."""
        self.found.extend(findings)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    @property
    def failed(self) -> bool:
        """Whether an error is among them."""
        return any(d.severity is Severity.ERROR for d in self.found)


# Characters that move a terminal's cursor, turn the writing direction, end a line, or cannot be encoded; and the
# bracket of a command such as ``##[group]`` in the log of a job.
_UNSEEN = re.compile(
    "[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"  # one character each
    "|(?<=##)\\["
)


def visible(text: str, *, lines: bool = False) -> str:
    """Escape the characters of ``text`` that a terminal must not get: pages and names of files may hold anything.

    With ``lines``, line ends stay.
    """
    return _UNSEEN.sub(lambda found: found[0] if lines and found[0] == "\n" else f"\\u{ord(found[0]):04x}", text)


def shortened(text: str, most: int = 60) -> str:
    """Return ``text`` for a message, cut to ``most`` characters."""
    return text if len(text) <= most else f"{text[: most - 3]}..."


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: ``1 change``, ``1,000 losses``; ``many`` is an irregular plural."""
    ending = "es" if one.endswith(("s", "x", "ch", "sh")) else "s"
    return f"{number:,} {one if number == 1 else many or one + ending}"


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the known word nearest to ``word``, in any case of letters, if one is as near as ``likeness``."""
    by_lower = {k.lower(): k for k in known}
    near = get_close_matches(word.lower(), list(by_lower), n=1, cutoff=likeness)
    return by_lower[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a hint that names the known word nearest to ``word``, if one is near."""
    near = nearest(word, known)
    return f"did you mean '{near}'?" if near else None


class ExporterError(Exception):
    """An error that stops a run, shown as one diagnostic without a traceback."""

    exit_code = 2

    def __init__(self, message: str, *, code: str = "usage", pos: Pos | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic(code=code, severity=Severity.ERROR, message=message, pos=pos, hint=hint)


class UsageError(ExporterError):
    """Wrong arguments or configuration."""


class EnvironmentFault(ExporterError):
    """A library, program or permission that the machine does not have."""

    exit_code = 3
