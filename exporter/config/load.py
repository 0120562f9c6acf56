"""Finding and reading ``exporter.yaml``."""

import hashlib
from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from exporter import yamltext
from exporter.config.configuration import FILE, Config, ConfigSource, Exports, LocatedEntry
from exporter.config.errors import UNKNOWN, WRONG, Where, dotted, findings, place
from exporter.config.sections import ExportEntry
from exporter.diagnostics import Code, Diagnostic, Diagnostics, Severity, UsageError, did_you_mean
from exporter.disk import read_regular
from exporter.model.position import KeyPath, Places, Pos

BROKEN = Code(
    "broken-configuration",
    Severity.ERROR,
    "The configuration cannot be read.",
    why="The exporter needs the configuration to build files.",
    mend="Correct the file at the named line: often a colon, a quotation mark or the indentation.",
)
FORMAT = Code(
    "unknown-format",
    Severity.ERROR,
    "An unknown format.",
    why="The exporter cannot make files in an unknown format.",
    mend="Correct the name; 'exporter build --help' and the documentation list the formats.",
)
COMMAND = Code(
    "command-not-trusted",
    Severity.ERROR,
    "A configuration that names a program to run.",
    why="The file may come with anybody's pull request: the program would run on the machine that builds it.",
    mend="Remove the key. Name the program with --diagram, or in your own configuration outside of the project.",
)
CODES = (BROKEN, UNKNOWN, WRONG, FORMAT, COMMAND)
COMMANDS = ("diagrams", "diagram")  # keys under which other programs have commands for diagrams
LARGEST = 5_000_000  # bytes of a configuration


def find(start: Path) -> Path | None:
    """Return the nearest ``exporter.yaml`` in ``start`` or a folder above it."""
    start = start.absolute()
    return next((f for folder in (start, *start.parents) if (f := folder / FILE).is_file()), None)


def load(start: Path, formats: Collection[str], diagnostics: Diagnostics, file: Path | None = None) -> Config:
    """Load the configuration for work in ``start``: ``file``, else the nearest one upward, else the defaults.

    ``formats`` are the names under which options of a format may stand. Unknown keys and wrong exports are findings and
    left out. Raises ``UsageError`` for a file that is missing or broken, and for wrong values.
    """
    path = file or find(start)
    if path is None:
        config = Config()
        config._source = ConfigSource(start.absolute())
        return config
    path = path.absolute()
    text = _text(path)
    data, where = _parsed(path.name, text)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _checked(data, ConfigSource(path.parent, path, where, sha256=digest), formats, diagnostics)


def load_copy(copy: Path, file: Path, formats: Collection[str], diagnostics: Diagnostics) -> Config:
    """Load the configuration ``file`` from the copy of a trusted revision. Raises as ``load``."""
    data, where = read_file(copy)
    return _checked(data, ConfigSource(file.parent, file, where, copy.parent), formats, diagnostics)


def read_file(path: Path) -> tuple[dict[str, Any], Where]:
    """Return the file's mapping and its places. Raises ``UsageError`` with the first fault that prevents reading."""
    return _parsed(path.name, _text(path))


def _text(path: Path) -> str:
    try:
        return read_regular(path, LARGEST, links=True).decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"cannot read '{path}': {error.strerror}", code=BROKEN.name, hint="check the path") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"'{path.name}' is not UTF-8", code=BROKEN.name, hint="save the file as UTF-8") from error


def _parsed(shown: str, text: str) -> tuple[dict[str, Any], Where]:
    places, broken = Places.of(shown, text), Diagnostics()
    read = yamltext.load(text, places, broken)
    if broken.failed or read is None:
        first = next(iter(broken))
        raise UsageError(first.message, code=first.code, pos=first.pos, hint=first.hint)
    return read.value, partial(_place, read, places)


def _place(read: yamltext.YamlProps, places: Places, path: KeyPath, key: bool) -> Pos | None:
    found = read.places.get(path)
    return places.pos(*(found.key if key else found.value)) if found else None


def _checked(data: dict[str, Any], source: ConfigSource, formats: Collection[str], diagnostics: Diagnostics) -> Config:
    _refuse_commands(data, source.where)
    options = {name: data.pop(name) for name in list(data) if name in formats and name not in Config.model_fields}
    exports = read_entries(data.pop("exports", None), source.where, ("exports",), diagnostics)
    config = _validated(data, source.where, diagnostics)
    config = config.model_copy(update={"exports": tuple(located.entry for located in exports.entries)})
    config._source = source
    config._options = _mappings(options, source.where, diagnostics)
    config._exports = exports
    return _with_known_formats(config, source.where, formats, diagnostics)


def _refuse_commands(data: dict[str, Any], where: Where) -> None:
    """Raise ``UsageError`` for a command: no program of a project runs, whoever wrote the file."""
    for key in COMMANDS:
        if data.get(key):
            message = f"'{key}' names a program to run, and no configuration of a project may do that"
            hint = "remove it; name the program with --diagram, or in your own configuration outside of the project"
            raise UsageError(message, code=COMMAND.name, pos=where((key,), True), hint=hint)


def _validated(data: dict[str, Any], where: Where, diagnostics: Diagnostics) -> Config:
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        faults = error.errors()
        wrong = list(findings(error, Config, where))
    fatal = next((d for d in wrong if d.code != UNKNOWN.name), None)
    diagnostics.extend(d for d in wrong if d is not fatal)
    if fatal:
        raise _fatal(fatal)
    for fault in faults:
        _remove(data, fault["loc"])
    try:
        return Config.model_validate(data)
    except ValidationError as error:  # of a value that needs another key than the unknown one
        raise _fatal(wrong[0]) from error


def _fatal(fault: Diagnostic) -> UsageError:
    return UsageError(fault.message, code=fault.code, pos=fault.pos, hint=fault.hint)


def _remove(data: Any, path: KeyPath) -> None:
    """Remove the value at a path, which may be of another form in the file."""
    for step in path[:-1]:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(data, dict):
        data.pop(path[-1], None)


def _mappings(options: dict[str, Any], where: Where, diagnostics: Diagnostics) -> dict[str, dict[str, Any]]:
    """Return the options of formats that are mappings; an empty one counts as not given."""
    for name, value in options.items():
        if value is not None and not isinstance(value, dict):
            diagnostics.add(WRONG, f"'{name}' must be a mapping of keys and values", where((name,), False))
    return {name: value for name, value in options.items() if isinstance(value, dict)}


def _with_known_formats(config: Config, where: Where, formats: Collection[str], diagnostics: Diagnostics) -> Config:
    """Leave out formats that are not known, with a finding. Raises ``UsageError`` if ``formats`` has no other."""
    named: list[tuple[str, KeyPath, bool]] = [(n, ("output", n), True) for n in config.output]
    named += [(n, ("formats", i), False) for i, n in enumerate(config.formats)]
    by_format = {name: policy for name, policy in config.losses.items() if isinstance(policy, dict)}
    named += [(n, ("losses", name, n), True) for name, policy in by_format.items() for n in policy]
    known = tuple(dict.fromkeys(name for name in config.formats if name in formats))
    for name, path, key in named:
        if name not in formats:
            hint = did_you_mean(name, formats) or f"formats are {', '.join(formats)}"
            pos = place(where, path, key=key)
            if path[0] == "formats" and not known:
                raise UsageError(f"no format '{name}'", code=FORMAT.name, pos=pos, hint=hint)
            diagnostics.add(FORMAT, f"no format '{name}'", pos, hint)
    return config.model_copy(update={"formats": known})


def read_entries(raw: Any, where: Where, at: KeyPath, diagnostics: Diagnostics) -> Exports:
    """Return the entries of an ``exports:`` list at the path ``at``; a wrong one is a finding and left out."""
    if raw is None:
        return Exports()
    if not isinstance(raw, list):
        diagnostics.add(WRONG, f"'{dotted(at)}' must be a list", where(at, False), "begin each entry with '- '")
        return Exports()
    entries, broken = [], set()
    for index, item in enumerate(raw):
        path = (*at, index)
        try:
            entries.append(LocatedEntry(ExportEntry.model_validate(item), path, where))
        except ValidationError as error:
            diagnostics.extend(findings(error, ExportEntry, where, path))
            if isinstance(item, dict) and isinstance(item.get("output"), str):
                broken.add(item["output"])
    return Exports(tuple(entries), frozenset(broken))
