"""Names on the command line: files of pages, folders and patterns, routes, and outputs.

Every command resolves names this way: first as a page's file, then as an output (with or without folder and suffix),
then as a route, then as a folder or a pattern.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from os.path import normpath
from pathlib import Path

from exporter.config import Config
from exporter.diagnostics import Diagnostics, did_you_mean
from exporter.model import paths
from exporter.model.export import Format, is_version
from exporter.plan import codes, output_names
from exporter.plan.page_index import PageIndex
from exporter.plan.page_outline import PageOutline
from exporter.plan.requests import Request, whole_request, whole_requests
from exporter.source.named_pages import candidates, compiled, full_path, is_folder, is_page, is_pattern, pages_beside

SUGGESTIONS = 5  # unknown names that get a suggestion: each search takes time


@dataclass(frozen=True, slots=True)
class Selection:
    """The targets and formats that the command line names.

    ``targets`` are names, relative to ``folder`` and then to the project's folder (None: to the project's alone); no
    target means every export. ``formats`` are the formats to make; none means the planned ones. ``reported`` are names
    of unreadable pages that already have a finding. ``release`` is the version of every export.
    """

    targets: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    folder: Path | None = None
    reported: frozenset[str] = frozenset()
    release: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The pages or requests that a name matches, and the format of its suffix; empty for an unknown name."""

    pages: Sequence[PageOutline] = ()
    requests: Sequence[Request] = ()
    format: str | None = None

    def __bool__(self) -> bool:
        return bool(self.pages or self.requests)


@dataclass
class TargetResolver:
    """Resolves names to pages and requests; ``lost`` are requests whose output belongs to another request."""

    requests: Sequence[Request]
    index: PageIndex
    config: Config
    formats: Sequence[Format]
    folders: Mapping[str, str]
    lost: Sequence[Request] = ()
    _made: dict[str, Request] = field(default_factory=dict)

    def choose(self, selection: Selection, diagnostics: Diagnostics) -> list[tuple[Request, tuple[str, ...]]]:
        """Return the selected requests, each with the formats that the command line names (none: all)."""
        if not selection.targets:
            return [(request, selection.formats) for request in self.requests]
        chosen: dict[int, tuple[Request, tuple[str, ...]]] = {}
        for target, match in self.matches(selection):
            if not match and target not in selection.reported:
                self._unknown(target, self._folder(selection), diagnostics)
            wanted = [*match.requests, *(r for page in match.pages for r in self._whole(page))]
            for request in wanted:
                before = chosen.get(id(request), (request, ()))[1]
                suffix = (*before, match.format) if match.format else selection.formats
                chosen[id(request)] = (request, tuple(dict.fromkeys(suffix)))
        return list(chosen.values())

    def files(self, selection: Selection) -> frozenset[str]:
        """Return the files of the pages that the names match, also by their outputs."""
        matches = [match for _, match in self.matches(selection)]
        pages = [page for match in matches for page in match.pages]
        pages += [page for match in matches for request in match.requests for page in request.pages]
        return frozenset(page.file for page in pages)

    def matches(self, selection: Selection) -> Iterator[tuple[str, Match]]:
        """Yield each name, once, and its match."""
        folder = self._folder(selection)
        for target in dict.fromkeys(selection.targets):
            yield target, self._match(target, folder)

    def _match(self, target: str, folder: Path) -> Match:
        if is_page(target):
            for place in candidates(target, folder, self.config):
                if place.key in self._by_path:
                    return Match([self._by_path[place.key]])
        if target and not target.endswith("/") and (match := self._outputs(target, folder)):
            return match
        routed = [page for page in self.index.pages if page.route and page.route == target]
        return Match(routed or self._inside(target, folder) or self._matching(target))

    @cached_property
    def _by_path(self) -> Mapping[str, PageOutline]:
        return {full_path(page.file, self.config): page for page in self.index.pages}

    def _inside(self, target: str, folder: Path) -> list[PageOutline]:
        """Return the pages in a folder and below it, or that match a pattern, at the first place that has any."""
        for place in candidates(target, folder, self.config):
            if pages := [page for path, page in self._by_path.items() if place.holds(path)]:
                return pages
        return []

    def _matching(self, target: str) -> list[PageOutline]:
        """Return the pages at a route or a pattern of routes."""
        return self.index.matching(target.rstrip("/") or "/") if target else []

    def _outputs(self, target: str, folder: Path) -> Match:
        """Return the requests with this output, or that match a pattern of outputs, and the format of its suffix."""
        for name in self._below_outputs(target, folder):
            output, suffix = output_names.split_suffix(name, self.formats)
            key = paths.path_key(output)
            found: Sequence[Request] = self._by_output.get(key, ())
            exact = [request for request in found if paths.same_case(request.output, output)]
            if not found:
                found = [request for request in self.requests if is_version(output, request.template)]
            if not found and is_pattern(target):
                fits = compiled(key)
                found = [request for request in self.requests if fits.fullmatch(paths.path_key(request.output))]
            if found:
                return Match((), exact or found, suffix)
        return Match()

    @cached_property
    def _by_output(self) -> Mapping[str, Sequence[Request]]:
        known: dict[str, list[Request]] = {}
        for request in (*self.requests, *self.lost):
            known.setdefault(paths.path_key(request.output), []).append(request)
        return known

    def _below_outputs(self, target: str, folder: Path) -> Iterator[str]:
        """Yield the paths below an output folder that a name may mean, then the name itself."""
        tops = [normpath(top) for top in dict.fromkeys(self.folders.values())]
        for place in candidates(target, folder, self.config):
            for top in (top for top in tops if place.path.is_relative_to(top)):
                yield place.path.relative_to(top).as_posix()
        yield normpath(target)

    def _whole(self, page: PageOutline) -> list[Request]:
        """Return the planned requests for the whole page, else a new one."""
        if page.file in self._made:
            return [self._made[page.file]]
        if planned := self._planned.get(page.file):
            return [request for request in planned if not any(request is lost for lost in self.lost)]
        self._made[page.file] = whole_request(page, "command line")
        return [self._made[page.file]]

    @cached_property
    def _planned(self) -> Mapping[str, Sequence[Request]]:
        return whole_requests((*self.requests, *self.lost))

    def _folder(self, selection: Selection) -> Path:
        return selection.folder or self.config.folder

    def _unknown(self, target: str, folder: Path, diagnostics: Diagnostics) -> None:
        known = [d for d in diagnostics if d.code in (codes.TARGET.name, codes.PAGE.name) and d.pos is None]
        hint = self._hint(target, folder) if len(known) < SUGGESTIONS else None
        file = is_page(target) and not is_pattern(target)
        code, kind = (codes.PAGE, "page") if file else (codes.TARGET, "page or output")
        message = f"no {kind} '{target}'" if target else "the name of a page or output is empty"
        hint = hint or "'exporter list' shows all pages and outputs"
        diagnostics.add(code, message, None, hint)

    def _hint(self, target: str, folder: Path) -> str | None:
        if not target:
            return "leave it out, or name a page, a folder, a pattern or an output"
        written = normpath(target.replace("\\", "/"))
        known = (*self._names(folder), *(r.output for r in self.requests), *pages_beside(written, folder))
        near = did_you_mean(written, dict.fromkeys(known))
        if near is None and is_folder(target, folder, self.config):
            return "the folder has no page: names end in .md; drafts and names that begin with '_' or '.' are left out"
        return near

    def _names(self, folder: Path) -> Iterator[str]:
        """Yield the names of pages and their folders: below the content folder, the project and the current folder."""
        start = full_path(folder.as_posix(), self.config).rstrip("/") + "/"
        near = [path.removeprefix(start) for path in self._by_path if path.startswith(start)]
        for name in (*self.index.names(), *(page.file for page in self.index.pages), *near):
            yield name
            while "/" in name:
                name = name.rpartition("/")[0]
                if name:
                    yield name
