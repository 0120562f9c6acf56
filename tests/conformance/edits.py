"""Random edits of review files: ``python -m tests.conformance.edits COUNT FOLDER...``, folders of pages.

Each edit is made in Word's XML of one page's review file, reviewed and written, and the page exported anew. The
judge is a reader of Word files of its own (``tests.review.word_reader``): both files, with all changes accepted, must
show the same paragraphs, kinds, links and alternative texts. An edit is *right* then, *by hand* if the page stays as it
is and a row says why, *wrong* if the page shows anything else, *silent* if no row tells of it.
"""

import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from random import Random

from exporter.build.documents import assemble
from exporter.build.pictures import Pictures
from exporter.build.project import open_project
from exporter.build.reading import read_page
from exporter.build.settings import ExportSettings
from exporter.diagnostics import Diagnostics
from exporter.model.export import Export
from exporter.ooxml.package import read_package
from exporter.review import write_changes
from exporter.source.reader import SourceFile
from tests.conformance.fresh import reader, reading
from tests.review.docxfile import session_of
from tests.review.random_edits import edit
from tests.review.word_edits import WordFile
from tests.review.word_reader import Shown, read

CONFIGURATION = "public: public\ndocx: {fonts: none}\n"
MOST_CHARACTERS = 40_000  # of a page: longer ones take their time and show nothing new
_ANCHOR = re.compile(r"""#[^\s"'()<>]+""")
DONE = ("automatic", "no effect")
MOST_LINES = 40  # of a page that one edit may change: a row of a table has many


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an edit: ``right``, ``by hand``, ``wrong`` or ``silent``."""

    word: str
    page: str
    edit: str
    reason: str = ""


class Pages:
    """The pages of a folder as a project, and their review files."""

    def __init__(self, folder: Path, place: Path) -> None:
        place.mkdir()
        for name in ("content", "public"):
            if (folder / name).is_dir():
                shutil.copytree(folder / name, place / name)
        if not (place / "content").is_dir():
            shutil.copytree(folder, place / "content")
        (place / "public").mkdir(exist_ok=True)
        (place / "exporter.yaml").write_text(CONFIGURATION, "utf-8")
        self.project = open_project(place, Diagnostics())
        self.sources = {s.file: s for s in self.project.sources if len(s.text) < MOST_CHARACTERS}
        self._files: dict[str, bytes] = {}

    @cached_property
    def _pictures(self) -> Pictures:
        return Pictures(self.project.config)

    def review_file(self, name: str) -> bytes:
        """The review file of a page, empty if it has none."""
        if name not in self._files:
            self._files[name] = self.export(self.sources[name])
        return self._files[name]

    def export(self, source: SourceFile) -> bytes:
        """The review file of a page with this text."""
        page = read_page(source, reading(self.project)).page
        export = Export(output="review", pages=(source.file,), formats=("docx",), title="Review")
        whole = assemble(export, {source.file: page}, self.project, self._pictures).document
        chosen = ExportSettings(self.project).of(export, "docx")
        return (whole and self.project.formats["docx"].render(whole, chosen.options, chosen.theme).data) or b""

    def judged(self, name: str, random: Random, new: str) -> Verdict | None:
        """The verdict on a random edit of a page; None if the page allows none."""
        data = self.review_file(name)
        file = WordFile(data) if data else None
        said = edit(file, random, new) if file else ""
        if file is None or not said:
            return None
        reviewed, old = file.data(), self.sources[name].text
        session = session_of(read_package(BytesIO(reviewed), name), {name: old}.get, reader(self.project))
        texts, statuses = write_changes(session, {c.id for c in session.changes}, reader(self.project))
        now = texts.get(name, old)
        left = [f"{status}: {reason}" for status, reason in statuses.values() if status not in DONE]
        wanted, before = read(reviewed), read(data)
        if not session.changes:
            return Verdict("right" if wanted == before else "silent", name, said)
        shown = read(self.export(self.sources[name].with_text(now)))
        faults = list(_faults(wanted, before, shown, whole=not left)) + list(
            _text_faults(old, now, new, whole=not left)
        )
        if faults:
            return Verdict("wrong", name, said, "; ".join([*faults, *left]))
        return Verdict("by hand" if left else "right", name, said, "; ".join(left))


def _faults(wanted: list[Shown], before: list[Shown], shown: list[Shown], *, whole: bool) -> Iterator[str]:
    """What the new page shows otherwise; of an edit that is left in part, each paragraph is an old or a new one."""
    if whole and wanted != shown:
        for want, got in zip([*wanted, None], [*shown, None], strict=False):
            if want != got:
                yield f"wanted {want}, shown {got}"
                return
        yield f"{len(wanted)} paragraphs wanted, {len(shown)} shown"
    if not whole:
        yield from (f"shown {one}" for one in shown if one not in wanted and one not in before)


def _text_faults(old: str, now: str, new: str, *, whole: bool) -> Iterator[str]:
    """What is wrong with the text of the page: more lines changed than one edit can, or a new word is there twice."""
    before, after = Counter(old.split("\n")), Counter(now.split("\n"))
    if (before - after).total() > MOST_LINES:
        yield f"{(before - after).total()} lines changed"
    words = _ANCHOR.sub("", now)  # links to a renamed heading follow it
    if words.count(new) > 1 or (not whole and old == now and new in now):
        yield f"{words.count(new)} times {new}"


def verdicts(folders: list[Path], count: int, seed: int = 0) -> Iterator[Verdict]:
    """The verdicts on random edits of the pages of these folders."""
    random = Random(seed)
    with tempfile.TemporaryDirectory() as place:
        sites = [Pages(folder, Path(place) / str(number)) for number, folder in enumerate(folders)]
        pages = [(site, name) for site in sites for name in sorted(site.sources)]
        made = 0
        while made < count:
            site, name = random.choice(pages)
            if verdict := site.judged(name, random, f"zebra{made}"):
                made += 1
                yield verdict


def main(count: int, folders: list[Path]) -> int:
    """Print the figures, and each edit that went wrong; 1 if there was any."""
    totals: Counter[str] = Counter()
    for verdict in verdicts(folders, count):
        totals[verdict.word] += 1
        if verdict.word != "right":
            print(f"{verdict.word}: {verdict.page}: {verdict.edit}: {verdict.reason}", flush=True)
    figures = ", ".join(f"{totals[word]} {word}" for word in ("right", "by hand", "wrong", "silent"))
    print(f"{count} random edits: {figures}")
    return 1 if totals["wrong"] or totals["silent"] else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), [Path(a) for a in sys.argv[2:]]))
