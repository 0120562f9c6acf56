"""Files that a person names: the message about one that cannot be read."""

from pathlib import Path

from exporter.diagnostics import UsageError
from exporter.model.position import Pos


def unreadable(
    file: Path | str,
    error: Exception,
    what: str = "",
    *,
    code: str = "usage",
    hint: str = "check its path",
    pos: Pos | None = None,
) -> UsageError:
    """Return the error about a file, with the reason and with ``what`` it is."""
    reason = getattr(error, "strerror", None) or str(error) or "it is damaged"
    return UsageError(f"cannot read {f'{what} ' if what else ''}'{file}': {reason}", code=code, hint=hint, pos=pos)
