"""Reviewed files of LibreOffice, and the loop: ``python -m tests.conformance.review FOLDER [SEEDS [FIRST]]``.

``FOLDER/libreoffice`` holds a page's review copy after edits in two versions of LibreOffice, the map of that copy
(``b_bm.docx.map.json``) and the page as it moved on (``g_current.md``); the page itself is the project's own FAQ. The
loop is run on as many random changes as there are seeds.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

from exporter.ooxml.package import Package, open_package
from exporter.ooxml.review_map import MapEntry, ReviewMap, to_xml
from exporter.ooxml.shown_words import LinkRange
from exporter.review import Session, select_changes, write_changes
from exporter.review.match.text_blocks import text_blocks
from exporter.review.word.document import DocumentView, paragraphs
from exporter.review.word.reader import read
from tests.review.docxfile import read_page, session_of
from tests.review.redline_loop import PAGE, loop, mutated

_PATH = "content/faq.md"
# Of the tracked edits E01 to E37. The map does not have a heading that E21 renames: its old words count as new ones
# that are deleted.
_EXPECTED = {"automatic": 22, "by hand": 4, "no effect": 2}


def main(folder: Path, seeds: int = 500, first: int = 0) -> int:
    """Prints what was measured; 1 where something fell short."""
    faults = sum(_reviewed(file, folder) for file in sorted((folder / "libreoffice").glob("c_*.docx")))
    looks, bytes_ = 0, 0
    for seed in range(first, first + seeds):
        result = loop(PAGE, mutated(PAGE, Random(seed)))
        looks += result.same_look and result.texts == "equal"
        bytes_ += result.same_bytes
    print(f"closed loop: {looks} of {seeds} show the same, {bytes_} byte for byte")
    return 1 if faults or looks < seeds or bytes_ < seeds * 0.85 else 0


def _reviewed(file: Path, folder: Path) -> int:
    """Lists and applies one file against the page as exported and as it moved on; 1 where less came out than should."""
    package = _with_map(open_package(file), folder)
    session, statuses = _applied(package, PAGE)
    tracked = [c for c in session.changes if c.tracked]
    counted = {name: sum(statuses[c.id][0] == name for c in tracked) for name in _EXPECTED}
    matched, comments = session.document.matched, len(session.reviewed.comments)
    print(f"{file.name}: {matched} paragraphs matched, {counted}, {comments} comments")
    moved_on = (folder / "libreoffice" / "g_current.md").read_text(encoding="utf-8")
    _, later = _applied(package, moved_on)
    kept = sum(later[c.id][0] in ("automatic", "no effect") for c in tracked)
    print(f"{file.name} on the page as it moved on: {kept} of {len(tracked)} written or there already")
    return int(counted != _EXPECTED)


def _applied(package: Package, today: str) -> tuple[Session, dict[str, tuple[str, str]]]:
    session = session_of(package, lambda _: today, read_page)
    chosen, _ = select_changes(session)
    return session, write_changes(session, chosen, read_page)[1]


def _with_map(package: Package, folder: Path) -> Package:
    """The package with the map that the exporter would have put into it."""
    known = json.loads((folder / "libreoffice" / "b_bm.docx.map.json").read_text(encoding="utf-8"))
    shown = iter(block for block in text_blocks(read_page(_PATH, PAGE)[0]) if block.unit.question)
    looks = _looks(open_package(folder / "libreoffice" / "b_bm.docx"))
    entries = []
    for question in known:
        for number, (text, block) in enumerate(zip(question["paras"], shown, strict=False)):
            key = question["key"]
            name = f"faq_{key}_{number}"
            style, links = looks[name]
            entry = MapEntry(
                name=name, kind=block.kind, key=key, text=text, section=block.section, style=style, links=links
            )
            entries.append(replace(entry, pos=block.pos))
    data = to_xml(ReviewMap(title="FAQ", page=_PATH, entries=tuple(entries)))
    return Package({**package.parts, "customXml/item99.xml": data}, package.main, package.name)


def _looks(package: Package) -> dict[str, tuple[str, tuple[LinkRange, ...]]]:
    """The style and the links of each paragraph as it was exported, by its bookmark."""
    characters = read(package).characters
    found = {}
    for paragraph in paragraphs(characters, DocumentView.ORIGINAL):
        names = [name for i in paragraph.indexes for name in characters[i].bookmarks]
        links = tuple((n, n + 1, characters[i].href) for n, i in enumerate(paragraph.indexes) if characters[i].href)
        found |= dict.fromkeys(names, (characters[paragraph.mark].form.style, links))
    return found


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *(int(a) for a in sys.argv[2:4])))
