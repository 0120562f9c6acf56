"""The exporter's own files beside their own pages: no false alarm in any of them."""

from pathlib import Path

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
    return {output: document for output, document in found.items() if document is not None}


def test_own_files_say_what_their_pages_say(tmp_path: Path) -> None:
    """All questions of five exports are found in their PDFs and Word files, and nothing differs."""
    build(tmp_path, "--to", "pdf,docx")
    seed = documents()
    assert {output: len(parts_of(document)) for output, document in seed.items()} == QUESTIONS
    published = {(o, f): read_published(tmp_path / f.format(o)) for o in QUESTIONS for f in FILES}
    assert {key: found for key, lines in published.items() if (found := compare(seed[key[0]], lines))} == {}


def test_file_of_another_section_lacks_all_questions(tmp_path: Path) -> None:
    """Comparing with the wrong file is no agreement by chance."""
    build(tmp_path, FAQ, "--to", "docx", "--in-process")
    found = compare(documents()["faq/Test Events FAQ"], read_published(tmp_path / f"review/{FAQ}.docx"))
    assert [d.kind for d in found[:2]] == ["missing", "missing"]
    assert {d.kind for d in found[2:]} == {"added"}
