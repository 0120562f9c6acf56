"""Each small format reports the losses of a page at their lines, once, and in few lines."""

import json
from pathlib import Path

import pytest

from exporter.backends import load
from exporter.cli import run
from exporter.model.document import Document
from exporter.model.nodes import Heading, Link, Paragraph, Text
from exporter.theme.files import Theme
from tests.cli.conftest import Write, site

__all__ = ["site"]

DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>'
PAGE = """\
---
title: Much
---

## First

A picture ![A dot](/dot.svg) and [a passage]{lang="de"} with H<sub>2</sub>O, see [the second](#second).

![A dot again](/dot.svg)

## Second

<table>
<tr><th>A</th><th>B</th></tr>
<tr><th scope="row">C</th><td><ul><li>one</li><li>two</li></ul></td></tr>
<tr><td colspan="2">both</td></tr>
</table>

```js {2}
one()
two()
```
"""
TOLD = {
    "text": [
        "content/much.md:7:11: loss[text-picture]: a text file has no pictures: only the description is shown",
        "content/much.md:7:35: loss[text-language]: the language of a passage is not marked",
        "content/much.md:7:63: loss[text-mark]: struck out, raised and lowered words are plain",
        "content/much.md:7:82: loss[text-link]: only the words of a link inside the document are shown",
        "content/much.md:9:1: loss[text-picture]: a text file has no pictures: only the description is shown",
        "content/much.md:13:1: loss[text-table]: merged cells are shown in their first row and column only",
        "content/much.md:19:1: loss[text-mark]: the marks of lines of code are not shown",
    ],
    "gfm": [
        "content/much.md:7:35: loss[gfm-language]: the language of a passage is not marked",
        "content/much.md:13:1: loss[gfm-table]: merged cells are shown in their first row and column only",
        "content/much.md:13:1: loss[gfm-table]: headers outside of the first row are plain cells",
        "content/much.md:15:27: loss[gfm-table]: lists, code and headings in a cell are plain lines",
        "content/much.md:19:1: loss[gfm-highlight]: the marks of lines of code are not shown",
    ],
    "json": [
        "content/much.md:7:11: loss[json-picture]: a picture is not in the file: only its size and hash are",
        "content/much.md:9:1: loss[json-picture]: a picture is not in the file: only its size and hash are",
    ],
    "epub": [],
}


@pytest.fixture
def page(site: Write) -> Path:
    """The page with everything in it, and its picture."""
    site("content/public/dot.svg", DOT)
    return site("content/much.md", PAGE)


def told(name: str) -> list[str]:
    """The losses of the page's file, as their lines."""
    assert run(["build", "content/much.md", "--to", name, "--in-process", "--report", "report.json", "-q"]) == 0
    (file,) = json.loads(Path("report.json").read_text())["files"]
    found = [f for f in file["findings"] if f["severity"] == "loss"]
    return [f"{f['file']}:{f['line']}:{f['column']}: loss[{f['code']}]: {f['message']}" for f in found]


@pytest.mark.parametrize("name", TOLD)
def test_each_loss_is_told_at_its_line(page: Path, name: str) -> None:
    """Picture, language, mark, link, table, code: what the format has no way to say, and nothing that it says."""
    assert told(name) == TOLD[name]


def test_the_same_of_many_places_is_one_line(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page full of pictures makes no page full of losses."""
    page.write_text(PAGE + "\n![More](/dot.svg)\n" * 40, "utf-8")
    run(["build", "content/much.md", "--to", "text", "--in-process"])
    lines = capsys.readouterr().err.splitlines()
    (at,) = [number for number, line in enumerate(lines) if "text-picture" in line]
    assert lines[at + 1].endswith("content/much.md:9, content/much.md:24, content/much.md:26 and 38 more")


def test_a_policy_for_a_format_holds(site: Write, page: Path) -> None:
    """Pictures may be fine to miss in a text, and not in the model."""
    configuration = Path("exporter.yaml").read_text() + "losses: {img: {text: off, json: error}}\n"
    site("exporter.yaml", configuration)
    assert not [line for line in told("text") if "picture" in line]
    assert run(["build", "content/much.md", "--to", "json", "--in-process"]) == 1


def test_links_that_lead_nowhere_keep_their_words() -> None:
    """A book must not have them, and in Markdown headings alone have ids: one of their own where readers differ."""
    lost = Paragraph(children=(Link(target="#gone", children=(Text(text="words"),)),))
    kept = Paragraph(children=(Link(target="#there", children=(Text(text="found"),)),))
    heading = Heading(level=2, children=(Text(text="Here & there"),), anchor="there")
    document = Document(title="Links", body=(heading, lost, kept))
    for name in ("epub", "gfm"):
        backend = load(name)
        rendered = backend.render(document, backend.options(), Theme())
        assert [f.code for f in rendered.findings] == [f"{name}-link"]
    text = load("gfm").render(document, load("gfm").options(), Theme()).data
    assert text == b'# Links\n\n## <a id="there"></a>Here & there\n\nwords\n\n[found](#there)\n'
