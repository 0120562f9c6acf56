"""``exporter report accessibility``: the record of built files, the answers about them, and what ``check`` says."""

import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pypdfium2
import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe

from exporter.backends.base import Rendered
from exporter.backends.pdf.printed import Printed
from exporter.cli import run
from exporter.report.accessibility.record import record_schema
from tests.backends.pdf.marks import untrue
from tests.cli.conftest import Write

REPORT = ["report", "accessibility", "-o", "record.json", "--format", "json"]
SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
PAGE = """\
---
title: Dots
language: en
---

## First

![A black dot](/dot.svg) is a dot, see [its page](https://example.org/dot).

| Dot | Size |
|---|---|
| black | 9 |

## Second

[Ein Wort]{lang=de} of another language.

- One
- Two
"""
CONFIGURATION = """\
site: {url: https://example.org}
formats: [pdf, html, text]
exports:
  - {page: good.md, output: files/dots}
"""


@pytest.fixture
def built(site: Write) -> Write:
    """A page with one item of each kind, built as PDF, web page and text."""
    site("exporter.yaml", CONFIGURATION)
    site("content/good.md", PAGE)
    site("content/public/dot.svg", DOT)
    assert run(["build", "--in-process"]) == 0
    return site


def record(*names: str) -> Any:
    """The record as JSON, which keeps to its schema."""
    assert run([*REPORT, *names]) == 0
    found = json.loads(Path("record.json").read_text("utf-8"))
    jsonschema.validate(found, json.loads((SCHEMAS / "accessibility.schema.json").read_text("utf-8")))
    return found


def answered(found: Any, verdict: str = "pass") -> str:
    """Answers about all items of a record, as its page has them to fill in."""
    assert run(["report", "accessibility", "-o", "record.html"]) == 0
    page = Path("record.html").read_text("utf-8")
    text = re.search(r"<pre>(.*?)</pre>", page, re.DOTALL)[1].replace("&#34;", '"')  # type: ignore[index]
    assert len(yaml.safe_load(text)["answers"]) > 5
    return re.sub(r"verdict: .*\n    by:\n    date:", f"verdict: {verdict}\n    by: Ann\n    date: 2026-11-29", text)


def test_the_schema_in_the_docs_is_the_present_one() -> None:
    """`exporter schema accessibility` printed the file."""
    assert json.loads((SCHEMAS / "accessibility.schema.json").read_text("utf-8")) == record_schema()


def test_the_record_has_files_marks_and_items(built: Write) -> None:
    """Each file of a format with a clause has its hash as in the manifest, its marks, and all results."""
    (document,) = record()["documents"]
    entries = {e["format"]: e for e in json.loads(Path("out/manifest.json").read_text("utf-8"))["files"]}
    files = {file["format"]: file for file in document["files"]}
    assert list(files) == ["pdf", "html"]
    assert [(f["clause"], f["sha256"], len(f["results"])) for f in files.values()] == [
        (10, entries["pdf"]["sha256"], 52),
        (9, entries["html"]["sha256"], 51),
    ]
    assert files["pdf"]["standards"] == ["PDF/A-3a", "PDF/UA-1"]
    assert [f["counts"] for f in files.values()] == [entries[name]["accessibility"] for name in files]
    assert "accessibility" not in entries["text"]
    kinds = {item["kind"] for item in document["items"]}
    assert kinds == {"picture", "link", "outline", "table", "language", "passage", "file", "reading-order"}
    page = next(item for item in document["items"] if item["kind"] == "reading-order")
    assert [line.partition(":")[0] for line in page["lines"]][:4] == ["H1", "H2", "P", "Figure"]
    assert "LI: • One" in page["lines"]
    assert "P: is a dot, see its page." in page["lines"]  # in the order of the words, the link's too
    assert all(pair["contrast"] >= 4.5 for pair in record()["colours"])


def test_no_conformance_and_no_law(built: Write) -> None:
    """Once people answered everything, the page names them; conformance and laws are theirs to speak of."""
    found = record()
    answers = answered(found)
    assert "is failed or open" not in Path("record.html").read_text("utf-8")
    built("accessibility.yaml", answers)
    after = record()
    assert after["counts"]["needs a person"] == after["counts"]["failed"] == 0
    assert run(["report", "accessibility", "-o", "record.html"]) == 0
    page = Path("record.html").read_text("utf-8")
    assert page.count("decides 2.4.5, 3.2.3, 3.2.4, 9.6: judge them there") == 1
    assert page.count("is failed or open: by the answers of Ann, 2026-11-29, and by") == 2
    assert "conforms" not in page
    assert "nothing left but 2.4.5, 3.2.3, 3.2.4, 9.6: judge them on the website" in page
    assert "helps to meet" in page
    assert not re.search(r"meets the|complies|compliant|directive|\bAct\b", page, re.IGNORECASE)
    assert run(["check"]) == 0


def test_a_fault_fails_at_its_line(built: Write) -> None:
    """A picture without words fails 1.1.1 of both files at its line, and people's answers do not change that."""
    built("accessibility.yaml", answered(record()))
    built("content/good.md", PAGE.replace("A black dot", ""))
    shutil.rmtree("out")  # or the file would keep its mark
    assert run(["build", "--in-process"]) == 0
    (document,) = record()["documents"]
    for file in document["files"]:
        result = next(r for r in file["results"] if r["number"] == "1.1.1")
        assert result["status"] == "failed"
        assert any(fault["place"].startswith("content/good.md:8:") for fault in result["faults"])


def test_only_what_changed_is_asked_again(built: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """After a change of one passage, `check` names the old answers, and the record asks about the new items alone."""
    built("accessibility.yaml", answered(record()))
    built("content/good.md", PAGE.replace("of another language", "in German"))
    assert run(["build", "--in-process"]) == 0
    assert run(["check"]) == 0
    told = capsys.readouterr().err
    assert "accessibility.yaml:" in told
    assert "warning[old-answer]: an answer is about 'passage-" in told
    (document,) = record()["documents"]
    asked = {name.rpartition("-")[0] for f in document["files"] for r in f["results"] for name in r["items"]}
    assert asked == {"passage", "reading-order", "file", "language"}  # the beginning of a text shows its language
    assert run(["check", "--strict"]) == 1


def test_the_colours_of_each_theme_and_the_place_of_each_picture_are_told(built: Write) -> None:
    """An export's own theme has colours of its own, and a picture of the configuration stands there."""
    picture = (
        "{page: good.md, output: files/own, theme: standard, formats: [html], picture: {path: /dot.svg, alt: Dot}}"
    )
    built("exporter.yaml", f"{CONFIGURATION}  - {picture}\nbrand: {{logo: /dot.svg}}\n")
    assert run(["build", "--in-process"]) == 0
    found = record()
    assert {pair["theme"] for pair in found["colours"]} == {"specworks", "standard"}
    own = next(one for one in found["documents"] if one["export"] == "files/own")
    (shown,) = (one for one in own["items"] if one["context"] == "the head of the document" and one["words"] == "Dot")
    assert shown["place"].startswith("exporter.yaml:5:")
    (logo,) = (one for one in own["items"] if one["kind"] == "picture" and not one["words"])
    assert logo["place"].startswith("exporter.yaml:6:")
    assert {file["theme"] for file in own["files"]} == {"standard"}


def test_an_answer_of_no_export_is_told(built: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """An export that was renamed leaves its answers behind."""
    built("accessibility.yaml", answered(record()).replace("files/dots", "files/dot"))
    assert run(["check"]) == 0
    assert "the export 'files/dot', which is not there\n  hint: did you mean 'files/dots'?" in capsys.readouterr().err


def test_a_slip_in_an_answer_is_told_at_its_line(built: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """The record and the check name an unknown item where it is written, with the name that is meant, or as gone."""
    name = next(item["name"] for item in record()["documents"][0]["items"] if item["kind"] == "link")
    slip = f"link-{'0' if name[5] != '0' else '1'}{name[6:]}"
    answer = (
        "  - export: {}\n    items:\n      - {}\n      - {}\n    verdict: pass\n    by: Ann\n    date: 2026-11-29\n"
    )
    text = answer.format("files/dots", slip, "link-fedcba987654") + answer.format("files/dot", name, name)
    text += answer.format("files/dots", name, name).replace("2026-11-29", "9999-01-01")
    built("accessibility.yaml", f"answers:\n{text}")
    for command in (REPORT, ["check"]):
        capsys.readouterr()
        assert run(command) == 0
        told = capsys.readouterr().err
        assert f"accessibility.yaml:4:9: warning[old-answer]: an answer is about '{slip}'" in told
        assert f"hint: did you mean '{name}'?" in told
        assert "accessibility.yaml:5:9: warning[old-answer]: an answer is about 'link-fedcba987654', which" in told
        assert "accessibility.yaml:9:5: warning[old-answer]: an answer is of the export 'files/dot'" in told
    found = json.loads(Path("record.json").read_text("utf-8"))
    codes = [fault["code"] for fault in found["doubts"]]  # whoever gets the record alone sees them too
    assert sorted(codes) == ["early-answer", "old-answer", "old-answer", "old-answer"]


def test_files_that_are_not_built_have_no_results(built: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing, a stale and an edited file are named with their state, the run ends with 1, and the page says it."""
    Path("out/public/files/dots.pdf").unlink()
    assert run(REPORT) == 1
    assert "error[missing-file]" in capsys.readouterr().err
    (document,) = json.loads(Path("record.json").read_text("utf-8"))["documents"]
    assert [(f["state"], bool(f["results"])) for f in document["files"]] == [("missing", False), ("current", True)]
    built("content/good.md", PAGE + "\nMore.\n")
    assert run(["report", "accessibility", "-o", "record.html"]) == 1
    page = Path("record.html").read_text("utf-8")
    assert "The file is missing" in page
    assert '<strong class="failed">2 files are not in this record</strong>: out/public/files/dots.pdf (missing)' in page
    assert '<strong class="failed">2 files not up to date</strong>' in page
    assert "The file is stale: text" in page


@pytest.mark.parametrize("names", [["nowhere"], ["files/dot"]])
def test_an_unknown_export_is_wrong_use(built: Write, names: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A name that matches nothing ends with 2, as in other commands."""
    assert run([*REPORT, *names]) == 2
    assert "error[unknown-target]" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["answers: [", "answers: 7\n", b"\xff\xfe\x00"])
def test_a_broken_file_of_answers_is_told(
    built: Write, content: str | bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """Report and check name the fault and end with 1; the record is written without the answers."""
    built("accessibility.yaml", content)
    for command in (REPORT, ["check"]):
        assert run(command) == 1
        assert "error[answers-file]" in capsys.readouterr().err
    assert json.loads(Path("record.json").read_text("utf-8"))["counts"]["needs a person"] > 0


def test_the_file_of_answers_has_a_key(built: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """`accessibility:` names another file; it may not lead out of the project."""
    built("people/answers.yaml", answered(record()))
    built("exporter.yaml", CONFIGURATION + "accessibility: people/answers.yaml\n")
    assert record()["counts"]["needs a person"] == 0
    built("exporter.yaml", CONFIGURATION + "accessibility: ../answers.yaml\n")
    assert run(REPORT) == 1
    assert "cannot read '../answers.yaml'" in capsys.readouterr().err


def test_the_report_does_not_replace_the_answers(built: Write) -> None:
    """The file of answers is an input of the project."""
    path = built("accessibility.yaml", "answers: []\n")
    built("exporter.yaml", CONFIGURATION + "accessibility: answers.json\n")
    assert built("answers.json", "answers: []\n").is_file()
    assert run(["report", "accessibility", "--format", "json", "-o", "answers.json"]) == 2
    assert path.read_text() == "answers: []\n"


@pytest.mark.parametrize("width", [320, 1280])
def test_axe(built: Write, browser: Any, width: int) -> None:
    """axe-core finds no violation, folded or open; nothing scrolls sideways, pages neither; print opens all."""
    built("accessibility.yaml", answered(record(), "fail").replace("verdict: fail", "verdict: pass", 1))
    assert run(["report", "accessibility", "-o", "record.html"]) == 0
    page = browser.new_page(viewport={"width": width, "height": 800})
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(Path("record.html").resolve().as_uri())
    for medium, seen in (("print", True), ("screen", False)):
        page.emulate_media(media=medium)
        assert page.evaluate("document.querySelector('article').checkVisibility()") is seen
    for _ in ("folded", "open"):
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate("[...document.querySelectorAll('.sheet')].every(one => one.clientWidth < innerWidth)")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert [url for url in requests if not url.startswith("data:")] == [Path("record.html").resolve().as_uri()]
    page.close()


def package() -> str:
    """The package document of the EPUB."""
    with zipfile.ZipFile("out/public/files/dots.epub") as book:
        return book.read("EPUB/package.opf").decode()


def test_an_epub_conforms_by_peoples_answers_alone(built: Write) -> None:
    """The claim and its date come with the last answer, and go with a change of what was judged."""
    built("exporter.yaml", CONFIGURATION.replace("[pdf, html, text]", "[epub]"))
    assert run(["build", "--in-process"]) == 0
    assert "conformsTo" not in package()
    assert "no person evaluated it." in package()
    answers = answered(record())
    assert len(re.findall(r"- book-\w{12}", answers)) == 1  # somebody opens it
    built("accessibility.yaml", answers.replace("verdict: pass", "verdict:", 1))
    assert run(["build", "--in-process"]) == 0
    assert "conformsTo" not in package()
    built("accessibility.yaml", answers)
    assert run(["check"]) == 1
    assert run(["build", "--in-process"]) == 0
    assert (
        '<meta property="dcterms:conformsTo" id="conformance">EPUB Accessibility 1.1 - WCAG 2.1 Level AA' in package()
    )
    assert '<meta property="a11y:certifiedBy" refines="#conformance" id="certifier">Ann</meta>' in package()
    assert run(["check"]) == 0
    assert record()["counts"]["needs a person"] == 0  # the claim asks nothing anew
    built("content/good.md", PAGE.replace("is a dot", "is round"))
    assert run(["build", "--in-process"]) == 0
    assert "conformsTo" not in package()


def test_the_exporter_prints_the_record(built: Write) -> None:
    """The PDF truly is PDF/A-3a and PDF/UA-1, and has all of the page within its margins, its pictures too."""
    assert run(["report", "accessibility", "--format", "pdf", "-o", "record.pdf"]) == 0
    assert untrue(Rendered(Path("record.pdf").read_bytes(), standards=("PDF/A-3a", "PDF/UA-1"))) == []
    document = pypdfium2.PdfDocument("record.pdf")
    words, pictures = "", 0
    for page in document:
        words += page.get_textpage().get_text_range()
        objects = list(page.get_objects())
        pictures += sum(one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE for one in objects)
        assert all(one.get_bounds()[2] <= page.get_width() for one in objects if one.type != 2)
    for wanted in ("Record of accessibility", "1.1.1 Non-text", "A black dot"):
        assert wanted in words
    assert "Answers to fill in" not in words  # they are to be copied
    assert pictures == 1  # of the page; the dot is a drawing
    document.close()


def test_a_printed_record_without_its_mark_is_told(
    built: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its reader could not use it: the finding says why, and what to give instead."""
    lost = Printed(b"%PDF", "a row stands in a list")
    monkeypatch.setattr("exporter.cli.accessibility.run_one", lambda *_: lost)
    assert run(["report", "accessibility", "--format", "pdf", "-o", "record.pdf"]) == 0
    message = "warning[pdf-unmarked]: a row stands in a list: the printed record has no PDF/UA mark\n  hint: give"
    assert message in capsys.readouterr().err


def test_the_printing_of_a_record_has_the_limits_of_a_file(built: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Its words come from pages: a record that takes too long is told, and no file is written."""
    built("exporter.yaml", f"{CONFIGURATION}limits: {{run: {{seconds: 0.01}}}}\n")
    assert run(["report", "accessibility", "--format", "pdf", "-o", "record.pdf"]) == 2
    message = "error[timeout]: the record cannot be printed (it took longer than its time limit of 0.01 s)"
    assert message in capsys.readouterr().err
    assert not Path("record.pdf").exists()


def test_without_a_reader_of_pages_a_person_judges_the_reading_order(
    built: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mark PDF/UA does not show that the order of a page keeps its meaning, so 1.3.2 stays open."""
    monkeypatch.setattr("exporter.report.accessibility.collect.available", lambda: False)
    (document,) = record()["documents"]
    pdf = next(file for file in document["files"] if file["format"] == "pdf")
    order = next(result for result in pdf["results"] if result["number"] == "1.3.2")
    assert order["status"] == "needs a person"
    assert [name.rpartition("-")[0] for name in order["items"]] == ["reading-order"]
