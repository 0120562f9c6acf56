"""Status of a change: whether it can be written into the page, and the reason if not."""

from enum import StrEnum
from typing import NamedTuple


class Status(StrEnum):
    """Statuses of changes, as lists show them."""

    AUTOMATIC = "automatic"  # written, or can be
    BY_HAND = "by hand"  # a person has to make it
    CONFLICT = "conflict"  # the page says something else by now
    NO_EFFECT = "no effect"  # the page has it already, or it changes nothing
    NOT_CHOSEN = "not chosen"
    UNTRACKED = "untracked"  # made with tracking off


class Decision(NamedTuple):
    """A status and its reason."""

    status: Status
    reason: str = ""


Statuses = dict[str, Decision]
"""Decisions on changes by their ids."""
