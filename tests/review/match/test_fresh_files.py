"""A file as it was exported has no changes, and the page that it came from has not changed either."""

from pathlib import Path

import pytest

from exporter.cli import run as exporter
from exporter.ooxml.package import open_package
from exporter.review.session import Session
from tests.review.docxfile import read_page, session_of

CONFIGURATION = """site: {url: https://example.org}
formats: [docx]
severities: {missing-image: loss}
exports:
"""
# What a page may hold that the file shows in another way, or in several paragraphs.
PAGES = {
    "further paragraphs of an item": "* One\n\n  _of_\n\n  * two\n\n    _three_\n    * deep\n\n  and more\n\n* Last\n",
    "items that begin with other blocks": "1. ```sh\n   ls\n   ```\n2. ### Heading\n\n   Words.\n3. > A quotation\n",
    "notes": "Words.[^1] More.[^b]\n\n[^1]: A note with [a link](https://a.org).\n\n    * item\n[^b]: [Here](/x).\n",
    "one note twice": "Words.[^a] More words.[^a]\n\n* Again[^a]\n\n[^a]: A note.\n",
    "groups of columns with a note in each label": "| Name | "
    + " | ".join(f"ConfigurationOf{n}" for n in "abcdefghijklm")
    + " |\n"
    + "|---" * 14
    + "|\n"
    + "".join(f"| Label {n}[^{n}] " + "| InteroperabilityTest" * 13 + "|\n" for n in "aab")
    + "\n[^a]: Note.\n[^b]: Other.\n",
    "blanks in an address": '<a href=" https://a.org/b c ">Words</a> and [more](<https://a.org/d e>).\n',
    "a picture that is not there": "![Words for it](/gone.png)\n\nA ![b](/gone.png) c ![d](/gone.png).\n",
    "a picture in a link": "[![Words](/gone.png)](https://a.org)\n\n[![Words](/gone.png) too](/x) here.\n",
    "cells of one text": '<table><tr><td rowspan="2"><img src="/gone.png"></td><td>A</td></tr><tr><td><p>A</p></td>'
    '<td><a href="/a"><b>A</b></a></td></tr></table>\n\n| A | A |\n|---|---|\n| ![x](/gone.png) | <p>A</p> |\n',
    "code": "```sh [run.sh]\nls\n\n```\n\nIn `code` and\\\na break.\n",
    "code in colour": '```ts {1}\nconst a = \'b\' // c\n```\n\n`a()`{lang="ts"} and [`a()`{lang="ts"}](/x).\n',
    "marked lines": "```ts\na() // [!code --]\n\nb() // [!code ++]\n// [!code focus]\nc() // d [!code error]\n```\n",
    "boxes": "::alert{type=warning}\n* Take\n\n  care\n::\n\n> * Quoted\n>\n>   item\n",
    "links that lead nowhere": "[A](#gone), [b](javascript:x) and [](https://a.org) [c](https://a.org)[d](https://a.org).\n",
    "the same words again": "### Price\n\nLow.\n\n### Price\n\nLow.\n\n![Low.](/gone.png)\n\nLow.\n",
    "questions": '::sh-faq\n---\nqas:\n  - q: "A `b`?"\n    a: |\n      * C\n\n        d\n\n      [E](/f)\n---\n::\n',
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that commands run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sessions(folder: Path, text: str) -> list[Session]:
    """The page and a section of it, exported as the command line does and read back."""
    page = f"---\ntitle: Page\n---\n\nSome words.\n\n## Section\n\n{text}\n## End\n\nOther words.\n"
    (folder / "content").mkdir()
    (folder / "content/page.md").write_text(page, encoding="utf-8")
    rows = ["  - {page: page.md, output: whole}", "  - {page: page.md, section: Section, output: section}"]
    (folder / "exporter.yaml").write_text(CONFIGURATION + "\n".join(rows) + "\n", encoding="utf-8")
    assert exporter(["build", "--in-process", "--no-cache", "--force", "-q"]) == 0
    files = sorted((folder / "out/review").glob("*.docx"))
    assert len(files) == 2
    return [session_of(open_package(file), lambda _: page, read_page) for file in files]


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_listed(folder: Path, name: str) -> None:
    """Nobody changed anything, whatever the page holds and whether the whole of it was exported."""
    for session in sessions(folder, PAGES[name]):
        assert [(c.kind, c.before, c.after) for c in session.changes] == []
        assert session.notes == []
