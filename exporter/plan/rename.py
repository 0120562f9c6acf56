"""Rename an output: the edits of pages and of the configuration."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from exporter import yamltext
from exporter.config import Config, LocatedEntry
from exporter.diagnostics import Diagnostics, UsageError
from exporter.model.export import Format
from exporter.model.paths import path_key
from exporter.model.position import KeyPath, Places, Pos
from exporter.plan.collector import front_matter_exports
from exporter.plan.output_names import split_suffix
from exporter.plan.page_outline import DownloadLink, PageOutline
from exporter.source.front_matter import BLOCK

# characters that need no quotes in YAML and no encoding in a link
_PLAIN = re.compile(r"[\w./-]+(?: [\w./-]+)*")


@dataclass(frozen=True, slots=True)
class Edit:
    """A text that replaces a span of a file."""

    pos: Pos
    text: str


def rename_edits(
    old: str,
    new: str,
    pages: Iterable[PageOutline],
    texts: Mapping[str, str],
    config: Config,
    formats: Sequence[Format],
) -> list[Edit]:
    """Return the edits that rename the output ``old`` to ``new``; ``texts`` are the texts of the files by name.

    Links keep their host, suffix and notation. Raises ``UsageError`` for a link whose target is not written once.
    """
    edits = [edit for page in pages for edit in _page(old, new, page, texts, formats)]
    entries = (e for e in config.entries.entries if _names(e, old, formats))
    edits += [_value(pos, new, texts) for entry in entries if (pos := entry.where("output")) is not None]
    keys = (config.where("published", key, key=True) for key in config.published if _is_name_of(key, old, formats))
    return edits + [_value(pos, new, texts) for pos in keys if pos is not None]


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return a file's text with the edits applied."""
    for edit in sorted(edits, key=lambda e: e.pos.start.offset, reverse=True):
        text = text[: edit.pos.start.offset] + edit.text + text[edit.pos.end.offset :]
    return text


def _page(old: str, new: str, page: PageOutline, texts: Mapping[str, str], formats: Sequence[Format]) -> Iterator[Edit]:
    for link in page.links:
        if path_key(link.download.output) == path_key(old) and link.pos is not None:
            yield _link(link, link.pos, new, texts[page.file], formats)
    entries = [entry.path for entry in front_matter_exports(page, Diagnostics()).entries if _names(entry, old, formats)]
    for pos in _front_matter(page.file, texts[page.file], entries):
        yield _value(pos, new, texts)


def _front_matter(file: str, text: str, entries: Iterable[KeyPath]) -> Iterator[Pos]:
    """Yield the places of the outputs of some entries in a page's front matter."""
    block, places = BLOCK.match(text), Places.of(file, text)
    if block is None:
        return
    read = yamltext.load(block[1], places, Diagnostics(), lambda at: block.start(1) + at)
    spans = (read.places[*entry, "output"].value for entry in entries) if read else ()
    yield from (places.pos(*span) for span in spans)


def _link(link: DownloadLink, pos: Pos, new: str, text: str, formats: Sequence[Format]) -> Edit:
    """Return the edit that replaces the path of a link's target."""
    path = urlsplit(link.target).path
    suffix = next(f.suffix for f in formats if f.name == link.download.format)
    written = text[pos.start.offset : pos.end.offset]
    if written.count(link.target) != 1 or not path:
        hint = f"change it by hand to '/{new}{suffix}'"
        raise UsageError("the link is not written as one plain target", code="rename", pos=pos, hint=hint)
    raw = unquote(path) == path and " " in path and _PLAIN.fullmatch(new) is not None
    renamed = "/" + (new if raw else quote(new)) + path[len(path) - len(suffix) :]
    start = pos.start.offset + written.index(link.target) + link.target.index(path)
    return Edit(Places.of(pos.file, text).pos(start, start + len(path)), renamed)


def _value(pos: Pos, new: str, texts: Mapping[str, str]) -> Edit:
    """Return the edit that replaces a scalar of YAML, in the same quotes."""
    written = texts[pos.file][pos.start.offset : pos.end.offset]
    mark = written[:1] if written[:1] in ("'", '"') else ""
    if not mark and not _PLAIN.fullmatch(new):
        mark = "'"
    inside = new.replace("'", "''") if mark == "'" else new
    inside = inside.replace("\\", "\\\\").replace('"', '\\"') if mark == '"' else inside
    return Edit(pos, f"{mark}{inside}{mark}")


def _names(entry: LocatedEntry, output: str, formats: Sequence[Format]) -> bool:
    return entry.entry.output is not None and _is_name_of(entry.entry.output, output, formats)


def _is_name_of(written: str, output: str, formats: Sequence[Format]) -> bool:
    return path_key(split_suffix(written, formats)[0]) == path_key(output)
