"""Differences of a published file as findings at the lines of its page."""

from exporter.diagnostics import Code, Diagnostic
from exporter.model.position import Pos
from exporter.published import codes
from exporter.published.compare import Difference, Kind

# changes that a finding names, and characters of each side of one
NAMED = 4
LONGEST = 90

_SAID: dict[Kind, tuple[Code, str]] = {
    "missing": (codes.MISSING, "is missing"),
    "another text": (codes.OTHER_TEXT, "has another text"),
    "reworded": (codes.REWORDED, "is worded differently"),
    "added": (codes.ADDED, "is not in the page"),
    "reordered": (codes.REORDERED, "stands at another place"),
}


def finding(difference: Difference, file: str, pos: Pos | None) -> Diagnostic:
    """What is different in a published ``file``; ``pos`` is the place of what the page does not have."""
    code, said = _SAID[difference.kind]
    named = difference.question or "the text in front"
    message = f"'{file}': '{named}' {said}{changes(difference)}"
    return code.remark(message, difference.pos or pos)


def changes(difference: Difference) -> str:
    """The words that differ, as far as they are short enough to be read."""
    told = [_change(there, here) for there, here in difference.changes[:NAMED]]
    more = len(difference.changes) - NAMED
    return f": {'; '.join(told)}{f'; {more} more' if more > 0 else ''}" if told else ""


def _change(there: str, here: str) -> str:
    if not there:
        return f"without '{_short(here)}'"
    return f"'{_short(there)}' for '{_short(here)}'" if here else f"with '{_short(there)}'"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} ..."
