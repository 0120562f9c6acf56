"""The main job: the page behind ``content/about/faq.md`` becomes fifteen files, and no word of it is lost.

The whitepaper beside it becomes one file in each format.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from exporter.build.flow import Flow
from exporter.build.project import open_project
from exporter.cli import run
from exporter.diagnostics import Diagnostics
from exporter.model.document import Document
from exporter.model.nodes import Code, CodeBlock, Heading, Link, QuestionAnswer, Text
from exporter.model.walk import plain_text, walk
from tests.end_to_end.extract import Found, extract, squeezed

ROOT = Path(__file__).parents[2]
UTILITIES = "documents/whitepapers/OMA-WP-LwM2M-for-Utilities/OMA-QA-Utilities-And-LwM2M-20231120-D"
QUESTIONS = {
    "faq/OMASpecWorks FAQ": 7,
    UTILITIES: 10,
    "faq/LwM2M FAQ": 4,
    "faq/Test Events FAQ": 2,
    "faq/Frequently Asked Questions": 23,
}
TITLES = {
    "faq/OMASpecWorks FAQ": "OMA SpecWorks FAQ",
    UTILITIES: "Utilities and LwM2M: Frequently Asked Questions",
    "faq/LwM2M FAQ": "LwM2M FAQ",
    "faq/Test Events FAQ": "OMA Test Events FAQ",
    "faq/Frequently Asked Questions": "Frequently Asked Questions",
}
PARTS = (
    "4.2 A claim is a promise",
    "Table 4: Changes in",
    "A.1 Other looks",
    "[PDF/UA-1, clause 7]",
    "Figure 4: A round",
)
FOLDERS = {"pdf": "public", "html": "public", "docx": "review"}
WHITEPAPER = "whitepapers/One Source"
FORMATS = ("pdf", "docx", "html", "epub", "md", "txt", "json")
FILES = [(output, name) for output in QUESTIONS for name in FOLDERS]
# How far apart two words of one run may stand where a page ends between them: its foot and the next one's head.
PAGE_BREAK = 400


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that no other test or user writes to."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """The output folder of one whole run."""
    out = tmp_path_factory.mktemp("seed") / "out"
    arguments = ["build", "--config", str(ROOT / "exporter.yaml"), "--out", str(out), "--cache", str(cache), "-q"]
    assert run(arguments) == 0
    return out


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    """The model of each export."""
    flow = Flow(open_project(ROOT, Diagnostics(), file=ROOT / "exporter.yaml"))
    selected = {export.output: flow.select(export).document for export in flow.plan(Diagnostics())}
    return {output: document for output, document in selected.items() if document and output in QUESTIONS}


@pytest.fixture(scope="module")
def found(built: Path) -> dict[tuple[str, str], Found]:
    """What is in each file."""
    return {(o, f): extract(built / FOLDERS[f] / f"{o}.{f}") for o, f in FILES}


def test_all_files_and_a_manifest(built: Path) -> None:
    """Five exports in three formats, at the paths that the page's links name, the whitepaper in all, nothing else."""
    files = {p.relative_to(built).as_posix() for p in built.rglob("*") if p.is_file() and not p.name.startswith(".")}
    paper = {f"{FOLDERS.get(suffix, 'public')}/{WHITEPAPER}.{suffix}" for suffix in FORMATS}
    assert files == {f"{FOLDERS[f]}/{o}.{f}" for o, f in FILES} | paper | {"manifest.json"}


def test_the_whitepaper_is_a_document_with_a_frame(built: Path) -> None:
    """It has the marks of both standards, about ten pages, and no reference without its number."""
    (entry,) = (e for e in json.loads((built / "manifest.json").read_text("utf-8"))["files"] if _is_paper(e))
    assert entry["standards"] == ["PDF/A-3a", "PDF/UA-1"]
    assert 9 <= entry["pages"] <= 16
    words = (built / "public" / f"{WHITEPAPER}.txt").read_text("utf-8")
    assert [part for part in PARTS if part not in words] == []
    assert "Missing reference" not in words


def _is_paper(entry: dict[str, Any]) -> bool:
    return str(entry["path"]).endswith(f"{WHITEPAPER}.pdf")


@pytest.mark.parametrize("output", QUESTIONS)
def test_questions_of_the_section(documents: dict[str, Document], output: str) -> None:
    """Each export has exactly the questions of its section, and its title."""
    document = documents[output]
    assert sum(isinstance(n, QuestionAnswer) for n in walk(document.body)) == QUESTIONS[output]
    assert document.title == TITLES[output]


@pytest.mark.parametrize(("output", "name"), FILES)
def test_every_word_is_in_the_file_in_order(
    documents: dict[str, Document], found: dict[tuple[str, str], Found], output: str, name: str
) -> None:
    """Every text run of the model stands in the file, in the order of the page."""
    words = squeezed(found[output, name].words)
    at = words.find(squeezed(documents[output].title))
    assert at >= 0
    for node in walk(documents[output].body):
        if isinstance(node, Text | Code | CodeBlock):
            at = after(words, node.text, at)


def after(words: str, run_of_text: str, at: int) -> int:
    """Where a run ends in the words from ``at`` on; a page may end inside of it, between two of its words."""
    whole = squeezed(run_of_text)
    start = words.find(whole, at)
    if start >= 0:
        return start + len(whole)
    for word in map(squeezed, run_of_text.split()):
        at = across(words, word, at)
    return at


def across(words: str, word: str, at: int) -> int:
    """Where a word ends that stands in two pieces at most, near ``at``."""
    for cut in range(len(word), 0, -1):
        start = words.find(word[:cut], at, at + PAGE_BREAK + cut)
        end = start + cut
        rest = words.find(word[cut:], end, end + PAGE_BREAK + len(word)) if start >= 0 else -1
        if rest >= 0:
            return rest + len(word) - cut
    pytest.fail(f"'{word}' is not there")


@pytest.mark.parametrize(("output", "name"), FILES)
def test_nothing_from_another_section(
    documents: dict[str, Document], found: dict[tuple[str, str], Found], output: str, name: str
) -> None:
    """No question, heading or answer of another section is in the file."""
    words = squeezed(found[output, name].words)
    own = {squeezed(text) for text in (*parts(documents[output]), documents[output].control.section)}
    others = {squeezed(text) for document in documents.values() for text in parts(document)}
    assert [text for text in others - own if len(text) > 12 and text in words and not any(text in o for o in own)] == []


def parts(document: Document) -> list[str]:
    """The headings, questions and answers of a document as text."""
    texts = []
    for node in walk(document.body):
        if isinstance(node, QuestionAnswer):
            texts += [plain_text(node.question), *(plain_text((block,))[:150] for block in node.answer)]
        elif isinstance(node, Heading):
            texts.append(plain_text(node.children))
    return texts


@pytest.mark.parametrize(("output", "name"), FILES)
def test_links_lead_where_the_page_says(
    documents: dict[str, Document], found: dict[tuple[str, str], Found], output: str, name: str
) -> None:
    """Every link of the model is in the file, in order."""
    targets = [n.target for n in walk(documents[output].body) if isinstance(n, Link) and not n.target.startswith("#")]
    there = iter(found[output, name].links)
    assert [t for t in targets if t not in there] == []


@pytest.mark.parametrize(("output", "name"), FILES)
def test_own_download_link_is_left_out(found: dict[tuple[str, str], Found], output: str, name: str) -> None:
    """A file of a section does not ask its reader to download it; that of the whole page still offers the others."""
    offered = "Download these Q&As" in found[output, name].words
    assert offered == (output == "faq/Frequently Asked Questions")


def test_second_run_has_nothing_to_do(built: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is current is left as it is."""
    before = {p: p.stat().st_mtime_ns for p in built.rglob("*.*") if not p.name.startswith(".")}
    command = ["build", "--config", str(ROOT / "exporter.yaml"), "--out", str(built), "--cache", str(cache)]
    assert run([*command, "--dry-run"]) == 0
    assert capsys.readouterr().out == "", "each line says why its file would be made"
    assert run(command) == 0
    assert "0 built, 22 current, 0 failed" in capsys.readouterr().err
    assert {p: p.stat().st_mtime_ns for p in before} == before
