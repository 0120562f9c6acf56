"""The user's own configuration, outside of all projects: commands for diagrams, which no project may name.

It is ``config.yaml`` in the user's folder of configurations, such as ``~/.config/mdc-exporter`` on Linux.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from exporter.cachedir_tag import distrust
from exporter.config.errors import UNKNOWN, WRONG, Where
from exporter.config.load import COMMAND, read_file
from exporter.diagnostics import UsageError

FILE: Final = "config.yaml"
KEY: Final = "diagrams"


def user_file() -> Path:
    """Return the place of the user's own configuration."""
    from platformdirs import user_config_path  # noqa: PLC0415 (few runs ask for it)

    return user_config_path("mdc-exporter", appauthor=False) / FILE


def user_commands(project: Path, file: Path | None = None) -> Mapping[str, str]:
    """Return the user's commands for diagrams by language; none without a file.

    Raises ``UsageError`` for a broken file, and for one that others may write: in the folder of the ``project``, of
    another user.
    """
    path = file or user_file()
    if not path.is_file():
        return {}
    data, where = read_file(path)
    unknown = next((key for key in data if key != KEY), None)
    if unknown is not None:
        message = f"unknown key '{unknown}' in '{path}'"
        raise UsageError(message, code=UNKNOWN.name, pos=where((unknown,), True), hint=f"it may have '{KEY}' alone")
    commands = data.get(KEY) or {}
    if commands:
        _check_owner(path, project, where)
    if not isinstance(commands, dict) or not all(isinstance(text, str) for text in commands.values()):
        hint = "write 'diagrams: {plantuml: plantuml -tsvg -pipe}'"
        message = f"'{KEY}' must name a command for each language"
        raise UsageError(message, code=WRONG.name, pos=where((KEY,), False), hint=hint)
    return {str(language): text for language, text in commands.items()}


def _check_owner(path: Path, project: Path, where: Where) -> None:
    why = distrust(path.resolve())
    inside = path.resolve().is_relative_to(project.resolve())
    if inside and not Path.home().resolve().is_relative_to(project.resolve()):
        why = f"'{path}' is in the project's folder"
    if why:
        hint = "keep it outside of all projects, as a file of your own that nobody else may write"
        message = f"the commands for diagrams are not trusted: {why}"
        raise UsageError(message, code=COMMAND.name, pos=where((KEY,), True), hint=hint)
