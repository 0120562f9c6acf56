"""Citations and lists of references of a page in every format, in a review and in an incremental build."""

import json
import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.backends.docx.opened import audit
from tests.end_to_end.one_page_site import file_of, part, run_in, shown_in, words

PAGE = """\
---
title: Devices
references:
  normative:
    - id: RFC7252
      title: The Constrained Application Protocol
      number: RFC 7252
      url: https://example.org/r
    - Core: Core Objects
  informative: /data/works.json
---
## Scope

Devices speak CoAP [@RFC7252, clause 5], as [@Core; @RFC7252] say; see [@book].
"""
WORKS = [{"id": "book", "title": "Small Devices"}, {"id": "other", "title": "Another"}]
CONFIG = """\
formats: [pdf, docx, html, epub, gfm, text, json]
exports: [{page: a.md, output: files/a}]
"""
SENTENCE = "Devices speak CoAP [RFC7252, clause 5], as [Core; RFC7252] say; see [book]."
LISTS = (
    "Normative references",
    "[RFC7252] The Constrained Application Protocol, RFC 7252. https://example.org/r",
    "[Core] Core Objects",
    "Informative references",
    "[book] Small Devices.",
)
ANCHORS = {"ref-rfc7252", "ref-core", "ref-book"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site whose page is built in all formats."""
    folder = tmp_path_factory.mktemp("references")
    (folder / "content/public/data").mkdir(parents=True)
    (folder / "content/a.md").write_text(PAGE, "utf-8")
    (folder / "content/public/data/works.json").write_text(json.dumps(WORKS), "utf-8")
    (folder / "exporter.yaml").write_text(CONFIG, "utf-8")
    assert run_in(folder, "build", "--in-process", "--no-cache", "-q") == 0
    return folder


@pytest.mark.parametrize("suffix", ["pdf", "docx", "html", "epub", "txt"])
def test_every_format_shows_citations_and_lists(site: Path, suffix: str) -> None:
    """Labels, words beside them and the works have the same words in all formats; uncited works of a file stay out."""
    shown = shown_in(site, suffix)
    assert SENTENCE in shown
    assert [words for words in LISTS if words not in shown] == []
    assert "Another" not in shown


def test_links_lead_there_and_back(site: Path) -> None:
    """A key is a link to its work, and the label of the work one to its first citation."""
    for markup in (file_of(site, "html").decode(), part(file_of(site, "epub"), "content.xhtml")):
        targets = set(re.findall(r'<a [^>]*href="#([^"]+)"', markup))
        assert ANCHORS | {"page.citation1", "page.citation2", "page.citation3"} <= targets
        assert [target for target in targets if f'id="{target}"' not in markup] == []
        assert markup.count('role="doc-biblioref"') == 4
    markdown = file_of(site, "md").decode()
    assert r"\[<a id=" in markdown
    assert "[RFC7252](#ref-rfc7252), clause 5" in markdown
    assert set(PdfReader(BytesIO(file_of(site, "pdf"))).named_destinations) >= ANCHORS


def test_word_refers_by_fields(site: Path, tmp_path: Path) -> None:
    """Word has a REF field for each citation, with a bookmark for its name, and works in their own style."""
    document = part(file_of(site, "docx"), "word/document.xml")
    fields = re.findall(r"REF (\S+) \\h", document)
    assert len(fields) == 4
    assert [name for name in fields if f'w:name="{name}"' not in document] == []
    assert document.count('w:val="Bibliography"') == 3
    assert audit(file_of(site, "docx"), tmp_path) == []


def test_programs_get_works_and_citations(site: Path) -> None:
    """The JSON has the fields of each work, and the label and target of each citation."""
    document = json.loads(file_of(site, "json"))
    assert [work["key"] for work in document["bibliography"]["works"]] == ["RFC7252", "Core", "book", "other"]
    found = re.findall(r'"kind": ?"citation", ?"number": ?"(\w+)"', json.dumps(document))
    assert found == ["RFC7252", "Core", "RFC7252", "book"]


def test_a_review_leaves_labels_and_lists_alone(site: Path, tmp_path: Path) -> None:
    """A reviewer's words beside a key go to the page; changes of a label and of a list are left to a person."""
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    path = folder / "out/review/files/a.docx"
    shutil.copy(path, folder / "a.docx")
    assert _reviewed(folder, {}) == PAGE
    assert _reviewed(folder, {", clause 5": ", clause 6"}) == PAGE.replace("clause 5", "clause 6")
    assert _reviewed(folder, {">Core</w:t>": ">Heart</w:t>", "Small Devices": "Large Devices"}) == PAGE


def _reviewed(folder: Path, changes: dict[str, str]) -> str:
    """Return the page after changes to the Word file are applied."""
    (folder / "content/a.md").write_text(PAGE, "utf-8")
    with zipfile.ZipFile(folder / "out/review/files/a.docx") as old, zipfile.ZipFile(folder / "a.docx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                for before, after in changes.items():
                    assert before in data.decode()
                    data = data.decode().replace(before, after, 1).encode()
            new.writestr(name, data)
    run_in(folder, "review", "apply", "a.docx", "--untracked")
    return (folder / "content/a.md").read_text("utf-8")


def test_a_changed_file_of_works_is_noticed(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A build after a change in the CSL-JSON file makes the files anew, and one without a change makes none."""
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    build = ("build", "--in-process", "--cache", str(tmp_path / "cache"))
    assert run_in(folder, *build) == 0
    capsys.readouterr()
    assert run_in(folder, *build) == 0
    assert "0 built" in capsys.readouterr().err
    works = [{**WORKS[0], "title": "Tiny Devices"}, WORKS[1]]
    (folder / "content/public/data/works.json").write_text(json.dumps(works), "utf-8")
    assert run_in(folder, *build) == 0
    assert "Tiny Devices" in (folder / "out/public/files/a.txt").read_text("utf-8")


def test_a_redline_marks_a_new_work(tmp_path: Path) -> None:
    """A redline has a new citation and its work as insertions."""
    (tmp_path / "old.md").write_text("---\nreferences: [{a: First}]\n---\nSee [@a].\n", "utf-8")
    (tmp_path / "new.md").write_text("---\nreferences: [{a: First}, {b: Second}]\n---\nSee [@a] and [@b].\n", "utf-8")
    assert run_in(tmp_path, "redline", "old.md", "new.md", "-o", "changes.html") == 0
    markup = (tmp_path / "changes.html").read_text("utf-8")
    inserted = words(" ".join(re.findall(r"<ins .*?</ins>", markup, re.S)))
    assert "[b] Second" in inserted
    assert "[a]" not in inserted
