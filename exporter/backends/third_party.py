"""The boundary around formats of other packages: their exceptions and wrong results become findings."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import EntryPoint
from typing import Any

from exporter.backends.base import Backend, Options, Rendered
from exporter.diagnostics import Code, Diagnostic, Severity, UsageError
from exporter.model.document import Document
from exporter.plugins import FORMATS, HINT, PASSED_ON, described, kind_of, loaded, points
from exporter.theme.files import Theme

FAILED = Code(
    "format",
    Severity.ERROR,
    "a format of another package does not work",
    why="The file cannot be made; files in other formats are made as usual.",
    mend="Report the message to the author of the package that it names, or uninstall that package.",
    needs_layout=True,
)
NAME = re.compile(r"[a-z][a-z0-9-]*")
SUFFIX = re.compile(r"(\.[a-z0-9]+)+")


def load_installed(name: str, taken: frozenset[str]) -> Backend:
    """Return the format ``name`` of another package; ``taken`` are the suffixes of the shipped formats.

    Raises ``UsageError`` if it cannot be used.
    """
    return _load(next(point for point in points(FORMATS) if point.name == name), taken)


@cache
def _load(point: EntryPoint, taken: frozenset[str]) -> Backend:
    return InstalledBackend.of(loaded(point, partial(_fault, point.name, taken)), point.module)


def _fault(name: str, taken: frozenset[str], value: Any) -> str | None:
    """Return the reason why a value cannot be used as the format ``name``."""
    if getattr(value, "name", None) != name or not NAME.fullmatch(name):
        return "its name must be that of the entry point, in small letters, digits and hyphens"
    if not (isinstance(value.suffix, str) and SUFFIX.fullmatch(value.suffix)) or value.suffix in taken:
        return f"its suffix {value.suffix!r} must be one such as '.csv' that no shipped format has"
    if not (isinstance(value.media_type, str) and isinstance(value.public, bool)):
        return "its media_type must be text, and its public True or False"
    if not (isinstance(value.options, type) and issubclass(value.options, Options)):
        return "its options are not a subclass of exporter.backends.base.Options"
    if not (isinstance(value.codes, tuple) and all(isinstance(code, Code) for code in value.codes)):
        return "its codes are not a tuple of exporter.diagnostics.Code"
    missing = next((m for m in ("environment", "check", "render") if not callable(getattr(value, m, None))), None)
    return f"it has no function '{missing}'" if missing else None


@dataclass(slots=True)
class InstalledBackend:
    """A format of another package, as the contract has it."""

    inner: Backend
    module: str
    name: str
    suffix: str
    media_type: str
    public: bool
    options: type[Options]
    codes: tuple[Code, ...]

    @classmethod
    def of(cls, inner: Backend, module: str) -> "InstalledBackend":
        """Return the format that the package offers."""
        return cls(inner, module, inner.name, inner.suffix, inner.media_type, inner.public, inner.options, inner.codes)

    def environment(self) -> Mapping[str, str]:
        """Return its versions. Raises ``UsageError`` if it fails."""
        found: Mapping[str, str] | Diagnostic = self._guarded(self.inner.environment, _versions_fault)
        if isinstance(found, Diagnostic):
            raise UsageError(found.message, code="plugin", hint=found.hint)
        return found

    def check(self, document: Document, options: Any, theme: Theme) -> tuple[Diagnostic, ...]:
        """Return its findings, or the finding that it fails."""
        found = self._guarded(lambda: self.inner.check(document, options, theme), _findings_fault)
        return (found,) if isinstance(found, Diagnostic) else tuple(found)

    def render(self, document: Document, options: Any, theme: Theme) -> Rendered:
        """Return its file, or the finding that it fails."""
        made = self._guarded(lambda: self.inner.render(document, options, theme), _rendered_fault)
        return Rendered(None, findings=(made,)) if isinstance(made, Diagnostic) else made

    def _guarded(self, call: Callable[[], Any], fault: Callable[[Any], str | None]) -> Any:
        """Return the result of ``call``, or the finding that it fails."""
        try:
            result = call()
            reason = fault(result)
            if reason is None:
                return result
        except PASSED_ON:
            raise
        except BaseException as error:  # a package may call sys.exit() too
            reason = described(error, self.module)
        return FAILED.finding(f"the format {self.name} of '{self.module}' does not work: {reason}", hint=HINT)


def _versions_fault(value: Any) -> str | None:
    fits = isinstance(value, Mapping) and all(isinstance(part, str) for item in value.items() for part in item)
    return None if fits else f"its environment gave {kind_of(value)} instead of versions by name"


def _findings_fault(value: Any) -> str | None:
    fits = isinstance(value, tuple | list) and all(isinstance(one, Diagnostic) for one in value)
    return None if fits else f"its check gave {kind_of(value)} instead of a tuple of findings"


def _rendered_fault(value: Any) -> str | None:
    if not isinstance(value, Rendered):
        return f"its render gave {kind_of(value)} instead of Rendered"
    if value.data is not None and not isinstance(value.data, bytes):
        return f"its file is {kind_of(value.data)} instead of bytes"
    return _findings_fault(value.findings)
