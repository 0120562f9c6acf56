"""Numbers, captions and references of a page in every format, and what a review and a redline make of them."""

import json
import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from exporter.ooxml.names import qname
from tests.agreement.cases import png
from tests.backends.docx.opened import audit
from tests.end_to_end.one_page_site import file_of, part, run_in, shown_in, words

PAGE = """\
# Measures

## [Preface]{.unnumbered}

See [](#costs), [](#tbl-prices), [](#fig-device), [the table](#tbl-prices) and [](#terms).

## Scope

### Under it

## Costs

| part | price |
|------|------:|
| one  | 1     |

Table: Prices of *all* parts {#tbl-prices}

### How

![A device](/p.png "The device"){#fig-device}

| a | b |
|---|---|
| 1 | 2 |

Table: Letters

## [Terms]{.appendix}

### Short ones
"""
CONFIG = """\
site: {url: 'https://example.org'}
formats: [pdf, docx, html, epub, gfm, text, json]
numbering: true
lists_of: [figures, tables]
pdf: {toc: always}
docx: {toc: always}
exports: [{page: a.md, output: files/a}]
"""
HEADINGS = ["Preface", "1 Scope", "1.1 Under it", "2 Costs", "2.1 How", "A Terms", "A.1 Short ones"]
CAPTIONS = ["Figure 1: The device", "Table 1: Prices of all parts", "Table 2: Letters"]
SENTENCE = "See 2 Costs, Table 1, Figure 1, the table and A Terms."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site whose page is built in all formats."""
    folder = tmp_path_factory.mktemp("numbers")
    (folder / "content/public").mkdir(parents=True)
    (folder / "content/a.md").write_text(PAGE, "utf-8")
    (folder / "content/public/p.png").write_bytes(png(40))
    (folder / "exporter.yaml").write_text(CONFIG, "utf-8")
    assert run_in(folder, "build", "--in-process", "--no-cache", "-q") == 0
    return folder


def _of_markdown(text: str) -> str:
    return re.sub(r"<a [^>]*></a>|[*#]|\]\([^)]*\)|\[", "", text)


@pytest.mark.parametrize("suffix", ["pdf", "html", "epub", "md", "txt"])
def test_every_format_shows_the_numbers(site: Path, suffix: str) -> None:
    """Headings, captions, lists of captions and references have the same words in all formats."""
    shown = shown_in(site, suffix, _of_markdown)
    assert SENTENCE in shown
    assert [heading for heading in HEADINGS if heading not in shown] == []
    assert [caption for caption in CAPTIONS if shown.count(caption) < 2] == []  # in the list, and at its place


def test_links_lead_to_the_places(site: Path) -> None:
    """References and the lines of lists are links to ids that are there; bookmarks have the numbers."""
    for markup in (file_of(site, "html").decode(), part(file_of(site, "epub"), "content.xhtml")):
        targets = re.findall(r'<a [^>]*href="#([^"]+)"', markup)
        assert {"costs", "tbl-prices", "fig-device", "page.figure1", "page.table2"} <= set(targets)
        assert [target for target in targets if f'id="{target}"' not in markup] == []
    nav, _, _ = part(file_of(site, "epub"), "nav.xhtml").partition('epub:type="page-list"')
    assert [words(line) for line in re.findall(r"<a [^>]*>.*?</a>", nav)] == [*HEADINGS, *CAPTIONS]
    marks = re.findall(r"'/Title': '([^']*)'", str(PdfReader(BytesIO(file_of(site, "pdf"))).outline))
    assert marks == HEADINGS
    markdown = file_of(site, "md").decode()
    assert "[2 Costs](#costs), [Table 1](#tbl-prices)" in markdown
    assert markdown.count("page.table2") == 2


def test_programs_get_numbers(site: Path) -> None:
    """The JSON has the number of each part, and the kind and number of what a reference leads to."""
    document = json.loads(file_of(site, "json"))
    found: list[tuple[str, object]] = []

    def collect(value: object) -> None:
        if isinstance(value, dict):
            if value.get("type") in ("Heading", "Figure", "Table", "Reference") and value.get("number"):
                found.append((value["type"], value["number"]))
            for one in value.values():
                collect(one)
        elif isinstance(value, list):
            for one in value:
                collect(one)

    collect(document["body"])
    assert [number for kind, number in found if kind == "Heading"] == ["1", "1.1", "2", "2.1", "A", "A.1"]
    assert [number for kind, number in found if kind == "Reference"] == ["2", "1", "1", "A"]
    assert [one for one in found if one[0] in ("Figure", "Table")] == [("Table", 1), ("Figure", 1), ("Table", 2)]
    assert [entry["kind"] for entry in document["captions"]] == ["figure", "table", "table"]


# --- Word ----------------------------------------------------------------------------------------------------------


def test_word_counts_the_same(site: Path) -> None:
    """The lists that Word counts by give the headings the same numbers; none is typed."""
    data = file_of(site, "docx")
    body, numbering, styles = (
        etree.fromstring(part(data, f"word/{name}.xml").encode()) for name in ("document", "numbering", "styles")
    )
    counted = _Counter(numbering, styles)
    headings = [p for p in body.iter(qname("w:p")) if _style(p).startswith("Heading")]
    assert [f"{counted.number(p)} {_text(p)}".strip() for p in headings] == HEADINGS


def test_the_word_file_is_valid(site: Path, tmp_path: Path) -> None:
    """Both validators accept lists, fields and bookmarks."""
    assert audit(file_of(site, "docx"), tmp_path) == []


def test_word_fields_are_filled_in(site: Path) -> None:
    """Sequences count from one, references show what stands in their bookmarks, lists the pages of the PDF."""
    body = etree.fromstring(part(file_of(site, "docx"), "word/document.xml").encode())
    fields = list(_fields(body))
    sequences = [(code.split()[1], words) for code, words in fields if code.startswith("SEQ")]
    assert sequences == [("Table", "1"), ("Figure", "1"), ("Table", "2")]
    assert [code for code, _ in fields if code.startswith("TOC") and r"\c" in code] == [
        r'TOC \h \z \c "Figure"',
        r'TOC \h \z \c "Table"',
    ]
    assert {words for code, words in fields if code.startswith("PAGEREF")} <= {"1", "2"}  # of the PDF
    marked = _bookmarks(body)
    references = [(code.split()[1], r"\r" in code, words) for code, words in fields if code.startswith("REF")]
    assert [words for _, _, words in references] == ["2", "Costs", "Table 1", "Figure 1", "A", "Terms"]
    assert all(marked[name] == words for name, by_number, words in references if not by_number)
    assert all(name in marked for name, _, _ in references)


class _Counter:
    """Counts paragraphs as Word does (17.9): by the list of a paragraph, or else of its style."""

    def __init__(self, numbering: etree._Element, styles: etree._Element) -> None:
        kinds = {n.get(qname("w:abstractNumId")): n for n in numbering.iterfind(qname("w:abstractNum"))}
        self.lists = {
            n.get(qname("w:numId")): kinds[n[0].get(qname("w:val"))] for n in numbering.iterfind(qname("w:num"))
        }
        self.styles = {s.get(qname("w:styleId")): s for s in styles.iterfind(qname("w:style"))}
        self.counts: dict[str, list[int]] = {}

    def number(self, paragraph: etree._Element) -> str:
        path = f"{qname('w:pPr')}/{qname('w:numPr')}"
        own = paragraph.find(path)
        found = own if own is not None else self.styles[_style(paragraph)].find(path)
        assert found is not None
        name = str(found.find(qname("w:numId")).get(qname("w:val")))  # type: ignore[union-attr]
        at = found.find(qname("w:ilvl"))
        level = int(str(at.get(qname("w:val")))) if at is not None else 0
        counts = self.counts.setdefault(name, [0] * 9)
        counts[level] += 1
        counts[level + 1 :] = [0] * (8 - level)
        levels = self.lists[name].findall(qname("w:lvl"))
        text = str(levels[level].find(qname("w:lvlText")).get(qname("w:val")))  # type: ignore[union-attr]
        for index, count in enumerate(counts[: level + 1]):
            kind = levels[index].find(qname("w:numFmt")).get(qname("w:val"))  # type: ignore[union-attr]
            text = text.replace(f"%{index + 1}", chr(64 + count) if kind == "upperLetter" else str(count))
        return text


def _style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{qname('w:pPr')}/{qname('w:pStyle')}")
    return "" if found is None else str(found.get(qname("w:val")))


def _text(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(qname("w:t")))


def _fields(body: etree._Element) -> list[tuple[str, str]]:
    """The code and the result of each field, in the order of their ends."""
    found: list[tuple[str, str]] = []
    open_: list[list[str]] = []
    for node in body.iter(qname("w:fldChar"), qname("w:instrText"), qname("w:t")):
        kind = node.get(qname("w:fldCharType"))
        if kind == "begin":
            open_.append(["", ""])
        elif kind == "end":
            code, words = open_.pop()
            found.append((code.strip(), words))
        elif node.tag == qname("w:instrText"):
            open_[-1][0] += node.text or ""
        elif node.tag == qname("w:t") and open_:
            open_[-1][1] += node.text or ""
    return found


def _bookmarks(body: etree._Element) -> dict[str, str]:
    """The words in each bookmark, by its name."""
    words, names = {}, {}
    for node in body.iter(qname("w:bookmarkStart"), qname("w:bookmarkEnd"), qname("w:t")):
        key = str(node.get(qname("w:id")))
        if node.tag == qname("w:bookmarkStart"):
            names[key] = str(node.get(qname("w:name")))
            words[names[key]] = ""
        elif node.tag == qname("w:bookmarkEnd"):
            names.pop(key)
        else:
            for name in names.values():
                words[name] += node.text or ""
    return words


# --- review and redline --------------------------------------------------------------------------------------------


def _change(before: str, after: str) -> str:
    who = 'w:author="R" w:date="2026-01-01T00:00:00Z"'
    gone = f'<w:del w:id="900" {who}><w:r><w:delText>{before}</w:delText></w:r></w:del>'
    return f'{gone}<w:ins w:id="901" {who}><w:r><w:t>{after}</w:t></w:r></w:ins>'


def test_a_fresh_file_has_no_changes(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Numbers and references of a file that nobody edited are no changes."""
    assert run_in(site, "review", "list", "out/review/files/a.docx") == 0
    assert "0 changes" in capsys.readouterr().out


def test_a_review_changes_words_and_leaves_numbers_alone(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Words of a caption and beside a reference go to the page; a changed number is by hand, and the list says why."""
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    data = file_of(folder, "docx")
    body = part(data, "word/document.xml")
    caption = body.index("SEQ Table")
    body = body[:caption] + body[caption:].replace(
        '<w:r><w:t xml:space="preserve"> parts</w:t></w:r>',
        f'<w:r><w:t xml:space="preserve"> </w:t></w:r>{_change("parts", "pieces")}',
        1,
    )
    body = body.replace("<w:r><w:t>Table 1</w:t></w:r>", _change("Table 1", "Table 7"), 1)
    body = body.replace('<w:r><w:t xml:space="preserve">See </w:t></w:r>', _change("See ", "Compare "), 1)
    reviewed = folder / "a.docx"
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(reviewed, "w") as new:
        for name in old.namelist():
            new.writestr(name, body if name == "word/document.xml" else old.read(name))
    assert run_in(folder, "review", "apply", "a.docx", "--export", "files/a") == 1
    assert "the exporter makes these words" in capsys.readouterr().err
    expected = PAGE.replace("all* parts", "all* pieces").replace("See [](#costs)", "Compare [](#costs)")
    assert (folder / "content/a.md").read_text("utf-8") == expected


def test_a_redline_has_the_new_numbers_without_marks(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A heading and a table that go, and one that comes, change numbers; only words are marked, and a note says so."""
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    new = PAGE.replace("## Scope", "## First\n\n## Scope").replace(", [](#fig-device)", "")
    new = new.replace('![A device](/p.png "The device"){#fig-device}\n', "")
    (folder / "content/b.md").write_text(new, "utf-8")
    assert run_in(folder, "redline", "content/a.md", "content/b.md", "-o", "red.txt") == 0
    assert "generated numbers are those of the new state" in capsys.readouterr().err
    lines = (folder / "red.txt").read_text("utf-8").splitlines()
    assert "[+1 First+]" in lines
    assert {"2 Scope", "2.1 Under it", "3 Costs", "A Terms", "Table 1: Prices of all parts"} <= set(lines)
    assert "See 3 Costs, Table 1[-, The device-], the table and A Terms." in lines
    assert not any("Figure" in line for line in lines)


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_a_published_file_is_current(site: Path, suffix: str, tmp_path: Path) -> None:
    """Numbers of headings and labels of captions in a published file are no changes of the page."""
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    (folder / "exporter.yaml").write_text(CONFIG.replace("always", "never").replace("[figures, tables]", "[]"), "utf-8")
    assert run_in(folder, "build", "--in-process", "--no-cache", "-q", "--to", suffix) == 0
    (folder / f"published.{suffix}").write_bytes(file_of(folder, suffix))
    assert run_in(folder, "check", "--against", f"published.{suffix}", "content/a.md") == 0
