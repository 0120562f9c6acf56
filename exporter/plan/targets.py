"""Names on the command line: pages' files, folders and patterns of them, outputs with or without folder and suffix."""

from collections.abc import Sequence
from dataclasses import dataclass
from os.path import normpath
from pathlib import Path

from exporter.config import Config
from exporter.diagnostics import Diagnostics, did_you_mean
from exporter.model.export import Format
from exporter.plan import codes, outputs
from exporter.plan.lookup import Lookup
from exporter.plan.outline import PageOutline
from exporter.plan.requests import Request
from exporter.source.reader import is_page


@dataclass(frozen=True, slots=True)
class Selection:
    """What the command line asks for.

    ``targets`` are pages' files and folders (from ``folder`` on; None: the configuration's), patterns of them (``*``,
    ``?``, ``**``) and outputs, none of them for everything; ``formats`` are those to make, none of them for those
    planned.
    """

    targets: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Targets:
    """What targets are looked up in."""

    requests: Sequence[Request]
    lookup: Lookup
    config: Config
    formats: Sequence[Format]

    def choose(self, selection: Selection, found: Diagnostics) -> list[tuple[Request, tuple[str, ...]]]:
        """The requests that are asked for, each with the formats that the command line wants of it (none: all)."""
        if not selection.targets:
            return [(request, selection.formats) for request in self.requests]
        chosen: dict[int, tuple[Request, tuple[str, ...]]] = {}
        for target in selection.targets:
            requests, suffix = self._named(target, selection.folder or self.config.folder)
            if not requests:
                self._unknown(target, found)
            for request in requests:
                before = chosen.get(id(request), (request, ()))[1]
                chosen[id(request)] = (request, (*before, suffix) if suffix else selection.formats)
        return list(chosen.values())

    def _named(self, target: str, folder: Path) -> tuple[list[Request], str | None]:
        if is_page(target):
            file = self.config.shown(Path(normpath(folder / target)))
            pages = [p for p in self.lookup.pages if p.file == file] or self.lookup.matching(target)
            return [request for page in pages for request in self._whole(page)], None
        output, suffix = outputs.bare(self._below_output(target, folder), self.formats)
        key = outputs.same(output)
        requests = [r for r in self.requests if outputs.same(r.output) == key]
        return (requests, suffix) if requests else (self._inside(target, folder), None)

    def _inside(self, target: str, folder: Path) -> list[Request]:
        """The exports of the pages in a folder, and in those below it."""
        start = self.config.shown(Path(normpath(folder / target))) + "/"
        return [request for page in self.lookup.pages if page.file.startswith(start) for request in self._whole(page)]

    def _whole(self, page: PageOutline) -> list[Request]:
        """The exports of the whole page that are planned, else one that is made up."""
        planned = [r for r in self.requests if r.pages == (page,) and r.section is None]
        return planned or [whole_request(page)]

    def _below_output(self, target: str, folder: Path) -> str:
        path = Path(normpath(folder / target))
        tops = (self.config.output_folder(f.name, f.public) for f in self.formats)
        return next(
            (path.relative_to(t).as_posix() for t in tops if path.is_relative_to(normpath(t))), normpath(target)
        )

    def _unknown(self, target: str, found: Diagnostics) -> None:
        known = [*self.lookup.names(), *(p.file for p in self.lookup.pages), *(r.output for r in self.requests)]
        kind = "page" if is_page(target) else "page or output"
        hint = did_you_mean(target, known) or "'exporter list' shows what there is"
        found.add(codes.TARGET, f"no {kind} '{target}'", None, hint)


def whole_request(page: PageOutline) -> Request:
    """The request for a whole page that nothing but the command line asks for."""
    return Request(outputs.made_up(page.route, page.file, ""), (page,), None, "command line", None)
