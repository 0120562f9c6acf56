"""Limits as fields of a dataclass, each declared with its reason: ``depth: Annotated[int, Limit("...")] = 32``."""

from dataclasses import dataclass
from typing import Any, get_type_hints


@dataclass(frozen=True, slots=True)
class Limit:
    """The mark of a field that is a limit: why it is as it is, for the configuration's schema and the documentation."""

    reason: str


def raised(group: str, name: str, now: float, needed: float = 0) -> str:
    """Return the key that doubles a limit, or raises it to what is ``needed``, as the configuration has it."""
    return f"limits: {{{group}: {{{name}: {_number(max(2 * now, needed))}}}}} in exporter.yaml"


def _number(value: float) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def reasons(limits: type) -> dict[str, str]:
    """Return the reason of each limit of a dataclass, by the name of its field."""
    marked = get_type_hints(limits, include_extras=True).items()
    return {name: mark.reason for name, hint in marked if (mark := _mark(hint)) is not None}


def _mark(hint: Any) -> Limit | None:
    return next((mark for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Limit)), None)
