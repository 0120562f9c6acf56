"""The downloads that change between two releases, by their files alone.

The name of a release is no change, and neither are other versions of libraries.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from exporter.build.download_changes import LOOKS, DownloadChange
from exporter.build.workers import WorkerPool
from exporter.build.workers.limits import size_of
from exporter.build.workers.tasks import Failure, run_all
from exporter.diagnostics import UsageError
from exporter.model.export import LATEST
from exporter.model.paths import path_key
from exporter.model.slugs import anchor_of
from exporter.output import Entry
from exporter.output.release_files import ReleaseFiles
from exporter.published.built_lines import READERS, lines_of
from exporter.textdiff.passage_changes import PassageChange, PassageText, text_changes

_NUMBER: Final = re.compile(r"^(?:\d{1,3}[.)])*\d{1,3}[.)]?\s+(?=\S)")
_LONGEST_TITLE: Final = 300  # characters
_NAMING: Final = 4  # words of a line that has little beside a version or an address
_LARGEST: Final = 100_000_000  # bytes of a file whose words are compared
_MARKUP: Final = 10  # bytes of a file for each character of its text, at most


@dataclass(frozen=True, slots=True)
class ReleasedDownload:
    """An export of a release: its output, and the entries of its files by their formats."""

    output: str
    files: Mapping[str, Entry]

    @property
    def formats(self) -> tuple[str, ...]:
        """Its formats."""
        return tuple(self.files)

    @property
    def by_suffix(self) -> dict[str, Entry]:
        """The entries of its files by their suffixes."""
        return {PurePosixPath(entry.path).suffix: entry for entry in self.files.values()}

    @property
    def first(self) -> Entry:
        """The entry of one of its files, for facts that they share."""
        return next(iter(self.files.values()))

    @property
    def known_as(self) -> str:
        """The output with ``latest`` for the version in it."""
        version = self.first.version
        return path_key(self.output.replace(version, LATEST) if version else self.output)


ReleaseChange = DownloadChange[ReleasedDownload]
Pair = tuple[ReleasedDownload | None, ReleasedDownload | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPair:
    """A file before and after, with the anchors of its questions and headings, and with the page's addresses.

    ``number`` is that of its download.
    """

    number: int
    suffix: str
    before: bytes = field(repr=False)
    after: bytes = field(repr=False)
    anchors: tuple[frozenset[str], frozenset[str]]
    addresses: tuple[str, str]
    versions: tuple[str, str]

    @property
    def size(self) -> float:
        """The size by which the limits of the comparison grow."""
        return size_of([max(len(self.before), len(self.after)) // _MARKUP])


def release_changes(old: ReleaseFiles, new: ReleaseFiles, workers: WorkerPool) -> list[ReleaseChange]:
    """Return the changed downloads in the order of the newer release, then those that are gone."""
    pairs = list(_pairs(_downloads(old), _downloads(new)))
    faults: dict[int, str] = {}
    words: dict[int, tuple[PassageChange, ...]] = {}
    for task, result in run_all(workers, compare_texts, _text_pairs(pairs, old, new, faults)):
        if isinstance(result, Failure):
            faults[task.number] = f"its words cannot be compared: {result.finding.message}"
        else:
            words[task.number] = result
    found = (_change(pair, words.get(at, ()), faults.get(at, "")) for at, pair in enumerate(pairs))
    return [change for change in found if change is not None]


def compare_texts(pair: TextPair) -> tuple[PassageChange, ...]:
    """Return the changes of words between two files. Raises ``ExporterError`` for a file that cannot be read."""
    files = zip((pair.before, pair.after), pair.addresses, strict=True)
    before, after = (list(_without_source(lines_of(pair.suffix, data), address)) for data, address in files)
    before = list(_renamed(before, after, *pair.versions))
    return tuple(text_changes(_passages(before, pair.anchors[0]), _passages(after, pair.anchors[1])))


def _downloads(release: ReleaseFiles) -> list[ReleasedDownload]:
    files: dict[str, dict[str, Entry]] = {}
    for _, entry in sorted(release.manifest.files.items()):
        files.setdefault(entry.export, {})[entry.format] = entry
    return [ReleasedDownload(output, entries) for output, entries in files.items()]


def _pairs(old: Sequence[ReleasedDownload], new: Sequence[ReleasedDownload]) -> Iterator[Pair]:
    """Yield each newer download with its older one: that of its name, of its name in any version, or of its page."""
    left = {path_key(one.output): one for one in old}
    pairs: dict[str, ReleasedDownload] = {}
    for key in (lambda one: path_key(one.output), lambda one: one.known_as, _source):
        known = {key(one): name for name, one in reversed(left.items())}
        for one in new:
            if one.output not in pairs and (name := known.pop(key(one), None)) is not None:
                pairs[one.output] = left.pop(name)
    yield from ((pairs.get(one.output), one) for one in new)
    yield from ((one, None) for one in left.values())


def _source(one: ReleasedDownload) -> object:
    return one.first.page, one.first.section, frozenset(one.first.sources)


def _text_pairs(
    pairs: Sequence[Pair], old: ReleaseFiles, new: ReleaseFiles, faults: dict[int, str]
) -> Iterator[TextPair]:
    """Yield the files to compare, one of each download that may have changed; note files that cannot be read."""
    for number, (before, after) in enumerate(pairs):
        if before is None or after is None or _is_same(before, after):
            continue
        old_files, new_files = before.by_suffix, after.by_suffix
        suffix = next((s for s in READERS if s in old_files and s in new_files), "")
        if not suffix:
            if before.first.units != after.first.units:
                faults[number] = "its text changed; no format of both releases shows the words"
            continue
        there, here = old_files[suffix], new_files[suffix]
        try:
            data = old.file(there.path), new.file(here.path)
        except UsageError as error:
            faults[number] = f"its words cannot be compared: {error}"
            continue
        if max(map(len, data)) > _LARGEST:
            faults[number] = "its words cannot be compared: a file is too large"
            continue
        yield TextPair(
            number=number,
            suffix=suffix,
            before=data[0],
            after=data[1],
            anchors=(frozenset(there.units), frozenset(here.units)),
            addresses=(there.address, here.address),
            versions=(there.version, here.version),
        )


def _is_same(before: ReleasedDownload, after: ReleasedDownload) -> bool:
    same = {name: entry.sha256 for name, entry in before.files.items()}
    return same == {name: entry.sha256 for name, entry in after.files.items()}


def _change(pair: Pair, words: tuple[PassageChange, ...], fault: str) -> ReleaseChange | None:
    before, after = pair
    if before is None or after is None:
        return DownloadChange(kind="gone" if after is None else "new", old=before, new=after)
    facts = tuple(_facts(before, after, fault, bool(words)))
    if path_key(before.output) != path_key(after.output) and before.known_as != after.known_as:
        return DownloadChange(kind="renamed", old=before, new=after, changes=words, facts=facts)
    return DownloadChange(kind="changed", old=before, new=after, changes=words, facts=facts) if words or facts else None


def _facts(before: ReleasedDownload, after: ReleasedDownload, fault: str, reworded: bool) -> Iterator[str]:
    there, here = before.first, after.first
    if there.title != here.title:
        yield f"title '{there.title}' becomes '{here.title}'"
    if before.formats != after.formats:
        yield f"formats {', '.join(before.formats)} become {', '.join(after.formats)}"
    shared = [name for name in after.files if name in before.files]
    for part, words in LOOKS.items():
        if any(before.files[name].inputs.get(part) != after.files[name].inputs.get(part) for name in shared):
            yield f"{words} changed"
    if fault:
        yield fault
    elif there.units != here.units and not reworded:
        yield "links, emphasis or the order of parts changed"


def _without_source(lines: Sequence[str], address: str) -> Iterator[str]:
    """Yield the lines without the one that leads to the page: it stands below the last part, whichever that is."""
    for line in lines:
        if not (address and line.endswith(address) and len(line.split()) <= _NAMING):
            yield line


def _renamed(before: Sequence[str], after: Sequence[str], old: str, new: str) -> Iterator[str]:
    """Yield the older lines; a line that only differs by the name of the release is that of the newer one.

    A newer state without a name has no line for it.
    """
    known = set(after)
    word = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)") if old and old != new else None
    for line in before:
        if word is not None and not new and len(line.split()) <= _NAMING and line not in known and word.search(line):
            continue
        other = word.sub(lambda _: new, line) if word is not None and line not in known else line
        yield other if other in known else line


def _passages(lines: Sequence[str], anchors: frozenset[str]) -> list[PassageText]:
    """Return the passages of a text; a line that one of the anchors is made of is a title."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in lines:
        title = _NUMBER.sub("", line) if len(line) <= _LONGEST_TITLE else ""
        if (anchor := anchor_of(title)) and anchor in anchors:
            found.append((title, []))
        else:
            found[-1][1].append(line)
    filled = {title for title, text in found if text}
    kept = {(title, " ".join(text)): None for title, text in found if text or (title and title not in filled)}
    return [PassageText(title, text, title.endswith("?")) for title, text in kept]
