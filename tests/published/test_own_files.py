"""The exporter's own files beside their own pages: no false alarm in any of them."""

from pathlib import Path

import pytest

from exporter.build.flow import Flow
from exporter.build.project import open_project
from exporter.cli import run
from exporter.diagnostics import Diagnostics
from exporter.model.document import Document
from exporter.published import compare, read_published
from exporter.published.document_parts import parts_of

ROOT = Path(__file__).resolve().parents[2]
FAQ = "documents/whitepapers/OMA-WP-LwM2M-for-Utilities/OMA-QA-Utilities-And-LwM2M-20231120-D"
QUESTIONS = {
    "faq/OMASpecWorks FAQ": 7,
    "faq/LwM2M FAQ": 4,
    "faq/Test Events FAQ": 2,
    FAQ: 10,
    "faq/Frequently Asked Questions": 23,
}


FILES = ("public/{}.pdf", "review/{}.docx")


def build(out: Path, *arguments: str) -> None:
    """Make files of the seed."""
    told = ["--config", str(ROOT / "exporter.yaml"), "--out", str(out), "--no-cache", "-q"]
    assert run(["build", *arguments, *told]) == 0


def documents() -> dict[str, Document]:
    """The seed's documents by their outputs."""
    flow = Flow(open_project(ROOT, Diagnostics(), file=ROOT / "exporter.yaml"))
    found = {export.output: flow.document(export) for export in flow.plan(Diagnostics())}
    return {output: document for output, document in found.items() if document is not None and output in QUESTIONS}


def test_own_files_say_what_their_pages_say(tmp_path: Path) -> None:
    """All questions of five exports are found in their PDFs and Word files, and nothing differs."""
    build(tmp_path, "--to", "pdf,docx")
    seed = documents()
    assert {output: len(parts_of(document)) for output, document in seed.items()} == QUESTIONS
    published = {(o, f): read_published(tmp_path / f.format(o)) for o in QUESTIONS for f in FILES}
    assert {key: found for key, lines in published.items() if (found := compare(seed[key[0]], lines))} == {}


WIDE = "\n".join(
    (
        "| Object[^a] | " + " | ".join(f"InteroperabilityOf{n}" for n in range(16)) + " |",
        "|---" * 17 + "|",
        *(f"| Object {row}[^a] " + f"| TestSpecification{row} " * 16 + "|" for row in range(4)),
    )
)
LONG = "<table><tr><th>Group</th><th>Text</th></tr>{}</table>".format(
    "".join(
        f'<tr><td rowspan="40">Group {group}</td><td>Item 1</td></tr>'
        + "".join(f"<tr><td>Item {row} of the list</td></tr>" for row in range(2, 41))
        for group in "abc"
    )
)


def test_repeated_cells_of_tables_are_no_added_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Groups of columns with a repeated label, and the label of a row span on each page, read as the page's table."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text(
        f"# A\n\n{WIDE}\n\n{LONG}\n\n[^a]: A note about all of the objects of this table.\n", encoding="utf-8"
    )
    (tmp_path / "exporter.yaml").write_text("every_page: true\nformats: [pdf, docx]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["build", "-q", "--no-cache", "--in-process"]) == 0
    flow = Flow(open_project(tmp_path, Diagnostics()))
    (export,) = flow.plan(Diagnostics())
    page = flow.document(export)
    assert page is not None
    for kind in FILES:
        lines = read_published(tmp_path / "out" / kind.format("a/a"))
        assert compare(page, lines) == []
        assert lines.count("Item 40 of the list") == 3
        edited = [line.replace("TestSpecification2", "ReportOnTests") for line in lines]
        assert [d.kind for d in compare(page, edited)] == ["reworded"]


def test_file_of_another_section_lacks_all_questions(tmp_path: Path) -> None:
    """Comparing with the wrong file is no agreement by chance."""
    build(tmp_path, FAQ, "--to", "docx", "--in-process")
    found = compare(documents()["faq/Test Events FAQ"], read_published(tmp_path / f"review/{FAQ}.docx"))
    assert [d.kind for d in found[:2]] == ["missing", "missing"]
    assert {d.kind for d in found[2:]} == {"added"}
