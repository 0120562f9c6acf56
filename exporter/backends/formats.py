"""The table of formats. Command line choices, cache keys, schemas and tests read it; nothing else names a format."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from exporter import plugins
from exporter.diagnostics import UsageError, did_you_mean

if TYPE_CHECKING:  # the contract loads pydantic, and the table is read before a run loads anything heavy
    from exporter.backends.base import Backend


@dataclass(frozen=True, slots=True)
class FormatEntry:
    """The place of a format's code.

    ``package`` has the ``BACKEND``. ``preload`` is the module that imports the format's libraries; the server that
    worker processes are forked off imports it. A format without libraries has no such module.
    """

    package: str
    preload: str | None = None


SHIPPED = {
    "pdf": FormatEntry("exporter.backends.pdf", preload="exporter.backends.pdf.preload"),
    "docx": FormatEntry("exporter.backends.docx", preload="exporter.backends.docx.document"),
    "html": FormatEntry("exporter.backends.html", preload="exporter.backends.html.standalone"),
    "epub": FormatEntry("exporter.backends.epub", preload="exporter.backends.epub.book"),
    "gfm": FormatEntry("exporter.backends.gfm"),
    "text": FormatEntry("exporter.backends.text"),
    "json": FormatEntry("exporter.backends.json"),
}


class FormatTable(Mapping[str, FormatEntry]):
    """The shipped formats, then those of other packages, by name. Other packages are looked for when needed first."""

    def __getitem__(self, name: str) -> FormatEntry:
        return SHIPPED[name] if name in SHIPPED else self._every()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._every())

    def __len__(self) -> int:
        return len(self._every())

    def _every(self) -> Mapping[str, FormatEntry]:
        return SHIPPED | {
            p.name: FormatEntry(p.module) for p in plugins.points(plugins.FORMATS) if p.name not in SHIPPED
        }


FORMATS = FormatTable()


def load(name: str) -> "Backend":
    """Return the backend of a format; the first call imports it.

    Raises ``UsageError`` if a format of another package cannot be used.
    """
    if name in SHIPPED:
        backend: Backend = import_module(SHIPPED[name].package).BACKEND
        return backend
    from exporter.backends.third_party import load_installed  # noqa: PLC0415 (it loads the contract)

    return load_installed(name, frozenset(load(one).suffix for one in SHIPPED))


def known_formats(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of formats as the table has them. Raises ``UsageError`` for an unknown one."""
    found = tuple(name.strip().lower() for name in names)
    for name in found:
        if name not in FORMATS:
            hint = did_you_mean(name, FORMATS) or f"there are {', '.join(FORMATS)}"
            raise UsageError(f"no format '{name}'", code="unknown-format", hint=hint)
    return found


def preloads(names: Iterable[str]) -> list[str]:
    """Return the modules that import the libraries of these formats."""
    return [module for name in names if (module := FORMATS[name].preload) is not None]
