"""Dates as documents write them (ISO 8601)."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

# Keys of a page's front matter that say when it was changed, the surest first.
CHANGED = ("updated", "modified", "date")


def iso_date(text: str) -> str:
    """Return a day, or a day with a time, in the one form of ISO 8601 that everybody reads. Raises ``ValueError``."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return date.fromisoformat(text).isoformat()
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T", text):
        return datetime.fromisoformat(text).isoformat(timespec="seconds")
    raise ValueError("not a date (ISO 8601)")


def iso_interval(text: str) -> str:
    """Return a day, or a first and a last day with a slash between them (ISO 8601, 5.5). Raises ``ValueError``."""
    days = [iso_date(day) for day in text.split("/")]
    if len(days) > 2 or days != sorted(days):
        raise ValueError("not a period (ISO 8601)")
    return "/".join(days)


def is_date(value: object) -> bool:
    """Whether a value is text with a date of the calendar."""
    try:
        return isinstance(value, str) and bool(iso_date(value))
    except ValueError:
        return False


def changed(data: Mapping[str, Any]) -> str:
    """Return the date of a page's last change by its front matter; empty if it names none."""
    return next((iso_date(data[key]) for key in CHANGED if is_date(data.get(key))), "")


def moment(text: str) -> datetime | None:
    """Return a date in UTC, at midnight without a time; None for other text and beyond the calendar in UTC."""
    try:
        parsed = datetime.fromisoformat(text)
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None
