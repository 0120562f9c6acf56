"""Review files as they were exported: ``python -m tests.conformance.fresh SITE`` for a folder with ``content``.

Every page that gives a document is exported for review, and each of its sections by itself; read back, none may list a
change that nobody made, nor say that the page has changed.
"""

import sys
import tempfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from exporter.build.documents import assemble
from exporter.build.pages import Reading
from exporter.build.pictures import Pictures
from exporter.build.project import Project, open_project
from exporter.build.reading import read_page
from exporter.build.settings import ExportSettings
from exporter.diagnostics import Diagnostics
from exporter.model.document import Page
from exporter.model.export import Export
from exporter.model.nodes import Heading
from exporter.model.walk import walk
from exporter.ooxml.package import read_package
from exporter.review import ReadPage
from exporter.transforms.typography import typeset_page
from tests.conformance.site import CONFIGURATION, make_site
from tests.review.docxfile import session_of


def main(corpus: Path) -> int:
    """Prints what was listed, and how many files were read; 1 where anything was."""
    with tempfile.TemporaryDirectory() as folder:
        site = make_site(corpus, Path(folder) / "site")
        (site / "exporter.yaml").write_text(CONFIGURATION, "utf-8")
        project = open_project(site, Diagnostics())
        texts = {source.file: source.text for source in project.sources}
        files = wrong = 0
        for name, data in _files(project):
            session = session_of(read_package(BytesIO(data), name), texts.get, reader(project))
            files += 1
            wrong += bool(session.changes or session.notes)
            for note in session.notes:
                print(f"{name}: {note}")
            for change in session.changes:
                print(f"{name}: {change.kind}: {change.before!r} -> {change.after!r}")
    print(f"{files} fresh review files, {wrong} with changes that nobody made")
    return 1 if wrong or not files else 0


def reader(project: Project) -> ReadPage:
    """Reads a text as one of the project's pages."""
    sources = {source.file: source for source in project.sources}

    def read(path: str, text: str) -> tuple[Page, Iterable[tuple[int, int]]]:
        found = read_page(sources[path].with_text(text), reading(project))
        return typeset_page(found.page, found.page.language or project.config.language), found.scalars

    return read


def reading(project: Project) -> Reading:
    """How the project's pages are read."""
    return Reading(project.config, project.site, tuple(project.formats.values()), project.limits)


def _files(project: Project) -> Iterator[tuple[str, bytes]]:
    """The review files of each page and each section, by their names."""
    how = reading(project)
    pictures = Pictures(project.config)
    for source in project.sources:
        page = read_page(source, how).page
        anchors = [node.anchor for node in walk(page.body) if isinstance(node, Heading)]
        for anchor in ("", *anchors):
            export = Export(output="review", pages=(source.file,), formats=("docx",), title="Review", section=anchor)
            whole = assemble(export, {source.file: page}, project, pictures).document
            chosen = ExportSettings(project).of(export, "docx")
            data = whole and project.formats["docx"].render(whole, chosen.options, chosen.theme).data
            if data:
                yield f"{source.file}#{anchor}", data


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
