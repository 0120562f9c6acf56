"""The downloads that change between two states of the content."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Literal, Protocol, TypeVar

from exporter.build.documents import ExportContent
from exporter.build.flow import Flow
from exporter.build.settings import WrongSettings
from exporter.cache import key_of
from exporter.diagnostics import Diagnostics
from exporter.model.export import Export
from exporter.model.paths import path_key
from exporter.textdiff.passage_changes import PassageChange, changes

# fields of an export that readers see, by the words for them
FACTS = ("title", "subtitle", "date", "status", "identifier", "version", "language")
LOOKS = {"pictures": "pictures", "options": "options", "theme": "theme", "words": "generated words"}


class Download(Protocol):
    """One document in its formats: an export of today's plan, or one of a release."""

    @property
    def output(self) -> str:
        """The path that its files share."""
        ...

    @property
    def formats(self) -> tuple[str, ...]:
        """Its formats."""
        ...


DownloadKind = TypeVar("DownloadKind", bound=Download)


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadChange(Generic[DownloadKind]):
    """The change of one download.

    ``broken``: it cannot be made any more; ``mended``: it could not be made before. ``old`` and ``new`` are its exports
    in the two states, None if a state has none. ``facts`` are the changes beside the text, in words.
    """

    kind: Literal["new", "gone", "renamed", "changed", "broken", "mended"]
    old: DownloadKind | None
    new: DownloadKind | None
    changes: tuple[PassageChange, ...] = ()
    facts: tuple[str, ...] = ()

    @property
    def export(self) -> DownloadKind:
        """The export, in the new state if that has it."""
        found = self.new or self.old
        assert found is not None, "a change is of an export"
        return found


def download_changes(old: Flow, new: Flow) -> list[DownloadChange[Export]]:
    """Return the changed downloads in the order of the new state's plan, then those that are gone."""
    before = {path_key(export.known_as): export for export in old.plan(Diagnostics())}
    after = {path_key(export.known_as): export for export in new.plan(Diagnostics())}
    gone = [export for key, export in before.items() if key not in after]
    pairs: list[tuple[Export | None, Export]] = []
    for key, export in after.items():
        known = before.get(key) or _renamed(export, gone)
        if known is not None and key not in before:
            gone.remove(known)
        pairs.append((known, export))
    there = {content.export.output: content for content in old.contents([one for one, _ in pairs if one is not None])}
    here = {
        content.export.output: content for content in new.contents([one for known, one in pairs if known is not None])
    }
    found = [
        DownloadChange(kind="new", old=None, new=export)
        if known is None
        else _compared(_State(old, there[known.output]), _State(new, here[export.output]))
        for known, export in pairs
    ]
    changed = [change for change in found if change is not None]
    return changed + [DownloadChange(kind="gone", old=export, new=None) for export in gone]


def _renamed(export: Export, gone: list[Export]) -> Export | None:
    """Return the export that is gone and showed the same section of the same pages."""
    return next((old for old in gone if (old.pages, old.section) == (export.pages, export.section)), None)


@dataclass(frozen=True)
class _State:
    """A download in one of the states."""

    flow: Flow
    content: ExportContent

    @property
    def export(self) -> Export:
        """The export."""
        return self.content.export

    @cached_property
    def inputs(self) -> Mapping[str, str]:
        """The hashes of the inputs of the export's files, for all formats together."""
        try:
            chosen = [self.flow.settings.of(self.export, name) for name in self.export.formats]
        except WrongSettings:
            chosen = []
        looks = {name: key_of([one.parts[name] for one in chosen]) for name in ("options", "theme")}
        return {**self.content.parts, **looks}


def _compared(old: _State, new: _State) -> DownloadChange[Export] | None:
    """Return the change of a download; documents are put together only where the text differs."""
    before, after = old.export, new.export
    if new.content.failed:
        return DownloadChange(kind="broken", old=before, new=after, facts=("'exporter validate' says why",))
    if old.content.failed:
        return DownloadChange(kind="mended", old=before, new=after)
    text: tuple[PassageChange, ...] = ()
    if old.inputs["text"] != new.inputs["text"]:
        there, here = old.content.document, new.content.document
        if there is None or here is None:
            return DownloadChange(kind="mended", old=before, new=after)
        text = tuple(changes(there, here, new.flow.project.theme))
    facts = tuple(_facts(before, after, old.inputs, new.inputs, bool(text)))
    if path_key(before.known_as) != path_key(after.known_as):
        return DownloadChange(kind="renamed", old=before, new=after, changes=text, facts=facts)
    if not text and not facts:
        return None
    return DownloadChange(kind="changed", old=before, new=after, changes=text, facts=facts)


def _facts(
    before: Export, after: Export, there: Mapping[str, str], here: Mapping[str, str], reworded: bool
) -> Iterator[str]:
    renamed = path_key(before.known_as) != path_key(after.known_as)
    differ = (name for name in FACTS if getattr(before, name) != getattr(after, name))
    shown = [name for name in differ if not (renamed and name == "identifier")]
    for name in shown:
        yield f"{name} '{getattr(before, name)}' becomes '{getattr(after, name)}'"
    if before.formats != after.formats:
        yield f"formats {', '.join(before.formats)} become {', '.join(after.formats)}"
    changed = sorted(name for name in here if there.get(name) != here[name])
    yield from dict.fromkeys(f"{LOOKS[name]} changed" for name in changed if name in LOOKS)
    if "text" in changed and not (shown or reworded):
        yield "links, emphasis or the order of parts changed"
