"""Conflicts of outputs: two that are one file, or a file where another output needs a folder.

The first planned output keeps its file: download links in the order of the pages, front matter, configuration, then
the command line. The others are not made; the finding has both places.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from exporter.config import Config
from exporter.diagnostics import Diagnostic, Diagnostics
from exporter.model import paths
from exporter.model.export import Format
from exporter.model.position import Pos
from exporter.plan import codes
from exporter.plan.requests import Request

RENAME = "give one of them another 'output', in the front matter of its page or in exporter.yaml"


@dataclass(frozen=True, slots=True)
class Destinations:
    """The output folder of each format, and the files that no output may replace, each with its name in words."""

    folders: Mapping[str, str]
    reserved: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, config: Config, formats: Iterable[Format]) -> "Destinations":
        """Return the folders that the configuration names."""
        return cls({f.name: config.output_folder(f.name, f.public).as_posix() for f in formats})


@dataclass(frozen=True, slots=True)
class _Owner:
    """The owner of a file or folder: its path, and the export that reserved it, or its name in words."""

    path: str
    request: Request | None
    words: str = ""


@dataclass(slots=True)
class ReservedFiles:
    """The files and folders of exports, reserved in the order of planning."""

    destinations: Destinations
    formats: Sequence[Format]
    case_variants: bool
    _bases: dict[str, tuple[str, str]] = field(default_factory=dict)
    _outputs: dict[str, Request] = field(default_factory=dict)
    _files: dict[str, list[_Owner]] = field(default_factory=dict)
    _folders: dict[str, list[_Owner]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path, words in self.destinations.reserved.items():
            self._files.setdefault(paths.path_key(path), []).append(_Owner(normalize("NFC", path), None, words))

    def reserve(self, request: Request, names: Sequence[str], diagnostics: Diagnostics) -> tuple[str, ...]:
        """Reserve the files of a request; return the formats that got theirs, and report the others."""
        key = paths.path_key(request.output)
        first = self._outputs.setdefault(key, request)
        if first is not request and not self._may_share(request.output, first.output):
            diagnostics.extend([duplicate_output(request, request.pos, first)])
            return ()
        reported: dict[Diagnostic, None] = {}
        kept = tuple(name for name in names if self._reserve_file(request, key, name, reported))
        diagnostics.extend(reported)
        return kept

    def _may_share(self, one: str, other: str) -> bool:
        return self.case_variants and not paths.same_case(one, other)

    def _reserve_file(self, request: Request, key: str, name: str, reported: dict[Diagnostic, None]) -> bool:
        suffix = next(f.suffix for f in self.formats if f.name == name)
        base, base_key = self._base(name)
        file = normalize("NFC", f"{base}/{request.output}{suffix}")
        file_key = f"{base_key}/{key}{suffix}"
        folders = [(file_key[:a], file[:b]) for a, b in zip(_slashes(file_key), _slashes(file), strict=True)]
        owners = [(self._files, file_key, file), (self._folders, file_key, file)]
        owners += [(self._files, folder_key, folder) for folder_key, folder in folders]
        for reserved, place, path in owners:
            if (owner := _nearest(reserved.get(place, ()), path)) is not None:
                finding = _conflict(request, path, owner)
                reported[finding] = None
                if finding.fatal or not self.case_variants:
                    return False
        self._files.setdefault(file_key, []).append(_Owner(file, request))
        for folder_key, folder in folders:
            known = self._folders.setdefault(folder_key, [])
            if not any(owner.path == folder for owner in known):
                known.append(_Owner(folder, request, file))
        return True

    def _base(self, name: str) -> tuple[str, str]:
        if name not in self._bases:
            base = normalize("NFC", self.destinations.folders[name]).rstrip("/")
            self._bases[name] = base, paths.path_key(base)
        return self._bases[name]


def _nearest(owners: Iterable[_Owner], path: str) -> _Owner | None:
    """Return the owner of exactly this path, else the first owner."""
    known = list(owners)
    return next((owner for owner in known if owner.path == path), None) or next(iter(known), None)


def _slashes(path: str) -> Iterator[int]:
    """Yield the indexes of the slashes behind the first character."""
    at = path.find("/", 1)
    while at > 0:
        yield at
        at = path.find("/", at + 1)


def allows_case_variants(config: Config) -> bool:
    """Return whether outputs that differ only in case may both be made."""
    return config.severities.get(codes.TWICE.name, codes.TWICE.severity.value) != codes.TWICE.severity.value


def duplicate_output(new: Request, pos: Pos | None, first: Request) -> Diagnostic:
    """Return the finding that two exports have one output."""
    return _finding(f"two exports have the output '{new.output}'", new, pos, _place(first), new.output, first.output)


def _conflict(request: Request, path: str, owner: _Owner) -> Diagnostic:
    """Return the finding that another owner has ``path``, the file of a request or a folder above it."""
    output, name = request.output, path.rpartition("/")[2]
    if owner.request is None:
        message = f"the output '{output}' would replace {owner.words}"
        return _finding(message, request, request.pos, "", path, owner.path, "give it another 'output'")
    if owner.request is request:
        message = f"two formats of the output '{output}' have the file '{name}'"
        return _finding(message, request, request.pos, "", path, owner.path, "give each its own folder with 'output:'")
    other = owner.request.output
    message = f"'{name}' would be a file of the output '{output}' and a folder of the output '{other}'"
    if not owner.words:
        message = f"'{name}' would be a file of the output '{other}' and a folder of the output '{output}'"
        if paths.path_key(other) == paths.path_key(output):
            return duplicate_output(request, request.pos, owner.request)
    return _finding(message, request, request.pos, _place(owner.request), path, owner.path)


def _place(request: Request) -> str:
    """Return the place that asks for an export, else its page, in words."""
    return f"the other is requested at {request.pos}" if request.pos else f"the other is of page '{_page(request)}'"


def _page(request: Request) -> str:
    return request.pages[0].file


def _finding(
    message: str, request: Request, pos: Pos | None, other: str, one: str, two: str, advice: str = RENAME
) -> Diagnostic:
    """Return an error; its severity can be lowered only if the two paths differ in case alone."""
    certain = paths.same_case(one, two)
    if pos is None:
        message += f" (page '{_page(request)}')"
    hint = "; ".join(filter(None, (other, advice)))
    return dataclasses.replace(codes.TWICE.finding(message, pos, hint), lowered=not certain, fatal=certain)
