"""What a run found: codes, severities, findings at their places, and the errors that end a run.

``ExporterError``
  +-- ``UsageError``        wrong command line or configuration (exit code 2)
  +-- ``EnvironmentFault``  something that this machine lacks (exit code 3)
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum

from exporter.model.position import Pos


class Severity(StrEnum):
    """How grave a finding is; ``LOSS`` is what a format could not show, a note unless a policy says more."""

    NOTE = "note"
    LOSS = "loss"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding: lower case, the thing named, no full stop; the hint says what the reader can do next.

    ``subject`` is the component or element that a loss is of. ``lowered`` says that it is of an error's code
    that `severities:` may lower, ``fatal`` that it is of one that stays an error whatever is said of it.
    """

    code: str
    severity: Severity
    message: str
    pos: Pos | None = None
    hint: str | None = None
    subject: str | None = None
    lowered: bool = False
    fatal: bool = False

    @property
    def advice(self) -> str | None:
        """The hint as it is shown: an error that a file can be made with names the key that lowers it."""
        if not (self.lowered and self.severity is Severity.ERROR):
            return self.hint
        lower = f"or build with it: severities: {{{self.code}: warning}} in exporter.yaml"
        if not self.hint:
            return lower.removeprefix("or ")
        return f"{self.hint}{'' if self.hint.endswith('?') else ';'} {lower}"

    def __str__(self) -> str:
        place = visible(f"{self.pos}: ") if self.pos else ""
        if place.startswith("::"):  # a line that begins so is a command to GitHub Actions
            place = f"\\u003a{place[1:]}"
        hint = f"\n  hint: {visible(self.advice)}" if self.advice else ""
        return f"{place}{self.severity}[{self.code}]: {visible(self.message)}{hint}"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: a stable name, its severity where nothing says otherwise, and its texts for people.

    ``meaning`` is what is found, ``why`` what comes of it for readers or writers, ``mend`` what to do: `exporter
    explain` and the documentation print them. ``lowered`` says that an error of this code is one that a file can be
    made with: `severities:` may lower it. Any other error stays one. ``needs_layout`` marks what is found only while a
    file is made, so that `validate` needs `--render` for it.
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
        """A finding with the code's own severity; ``subject`` is what a loss is of, of no other finding."""
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
        """A finding about a file that was made before: nothing is left unmade, so that any may be lowered."""
        return replace(self.finding(message, pos, hint), lowered=False, fatal=False)


@dataclass(slots=True)
class Diagnostics:
    """The list that stages write their findings to, and go on."""

    found: list[Diagnostic] = field(default_factory=list)

    def add(
        self, code: Code, message: str, pos: Pos | None = None, hint: str | None = None, subject: str | None = None
    ) -> None:
        """Note one finding with its code's own severity; ``subject`` is what a loss is of, of no other finding."""
        self.found.append(code.finding(message, pos, hint, subject))

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
_UNSEEN = re.compile(
    "[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"  # one character each
    "|(?<=##)\\["
)


def visible(text: str, *, lines: bool = False) -> str:
    """``text`` on one line, as a terminal may show it: words of a page, and names of files, hold anything.

    With ``lines`` its line ends stay.
    """
    return _UNSEEN.sub(lambda found: found[0] if lines and found[0] == "\n" else f"\\u{ord(found[0]):04x}", text)


def shortened(text: str, most: int = 60) -> str:
    """Return ``text`` for a message: of a longer one the first of its characters, ``most`` in all."""
    return text if len(text) <= most else f"{text[: most - 3]}..."


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its word: ``1 change``, ``2 changes``, ``1,000 losses``; ``many`` where it is no ``-s``."""
    ending = "es" if one.endswith(("s", "x", "ch", "sh")) else "s"
    return f"{number:,} {one if number == 1 else many or one + ending}"


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
