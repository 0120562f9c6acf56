"""Ids of a page are places of its document, in every format: links to them stay inside, without any site."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from pypdf import PdfReader

from exporter.cli import run
from tests.backends.documents import png
from tests.backends.docx.opened import Opened
from tests.backends.test_every_word import pages_of
from tests.cli.conftest import Write

FORMATS = ("pdf", "docx", "html", "epub", "gfm")
CONFIGURATION = f"""\
formats: [{", ".join(FORMATS)}]
exports:
  - {{output: book, title: Book, pages: [one.md, two.md]}}
"""
IDS = (
    *("place", "old", "words", "para", "item", "list", "cell", "row", "table", "box", "pic", "figure", "titled", "pre"),
    *("term", "fold", "rule", "no-words", "with-blank", "note.1", "in-note", "last"),
)
ONE = f"""\
# One

Links: {" ".join(f"[{one}](#{one})" for one in IDS)} [across](/two#box) [up](#one)

<a id="place"></a>

<a name="old"></a>Old. [Words]{{#words}} and [more]{{id="with blank"}}[^1].

<p id="para">Words</p>

<ul id="list"><li id="item">Words</li></ul>

<table id="table"><tr id="row"><td>a</td><td id="cell"></td></tr></table>

::note{{#box}}
Words
::

![A dot](/dot.png){{#pic}}

<figure id="figure"><img src="/dot.png" alt="A dot"><figcaption>Caption</figcaption></figure>

![A dot](/dot.png "Title"){{#titled}}

<pre id="pre">code</pre>

<dl><dt id="term">Term</dt><dd>Words</dd></dl>

<details><summary id="fold">Summary</summary>Words</details>

<hr id="rule">

<h3 id="no-words"></h3>

<div id="note.1"></div>

## Chapter[^1]<br>with ![a dot](/dot.png)

Words.

<span id="last"></span>

[^1]: A note with [an id]{{#in-note}}.
"""
TWO = "# Two\n\n::note{#box}\nWords\n::\n\n[own](#box) [other](/one#box)\n\n## Chapter\n"

# For each format: the places of a file and the targets of its links inside, as (places, targets).
Inside = tuple[set[str], list[str]]


def _pdf(data: bytes) -> Inside:
    reader = PdfReader(io.BytesIO(data))
    notes = (note.get_object() for page in reader.pages for note in page.get("/Annots") or ())
    return set(reader.named_destinations), [str(note["/Dest"]) for note in notes if "/Dest" in note]


def _docx(data: bytes) -> Inside:
    opened = Opened(data)
    parts = [name for name in opened.names if re.fullmatch(r"word/(document|footnotes)\.xml", name)]
    places = [str(v) for part in parts for v in opened.find("//w:bookmarkStart/@w:name", part)]
    assert len(places) == len(set(places)), "Word takes the first of two bookmarks"
    return set(places), [str(v) for part in parts for v in opened.find("//w:hyperlink/@w:anchor", part)]


def _html(data: bytes) -> Inside:
    page = html.fromstring(data)
    ids = [str(one) for one in page.xpath("//@id")]
    assert len(ids) == len(set(ids))
    return set(ids), [str(one).removeprefix("#") for one in page.xpath("//a/@href") if str(one).startswith("#")]


def _epub(data: bytes) -> Inside:
    return _html(pages_of(data)["content.xhtml"])


def _gfm(data: bytes) -> Inside:
    text = data.decode()
    headings = {line.lstrip("# ").lower() for line in re.sub("<.*?>", "", text).splitlines() if line.startswith("#")}
    return {*re.findall(r'<a id="(.*?)">', text), *headings}, re.findall(r"\]\(#(.*?)\)", text)


READERS: dict[str, tuple[str, Callable[[bytes], Inside]]] = {
    "pdf": ("public/book.pdf", _pdf),
    "docx": ("review/book.docx", _docx),
    "html": ("public/book.html", _html),
    "epub": ("public/book.epub", _epub),
    "gfm": ("public/book.md", _gfm),
}


def test_ids_are_places_in_every_format(site: Write) -> None:
    """Each link of two pages finds its own place in one book; ids of a format's own parts are never a page's."""
    site("exporter.yaml", CONFIGURATION)
    site("content/public/dot.png", png())
    site("content/good.md", "")
    site("content/one.md", ONE)
    site("content/two.md", TWO)
    assert run(["build", "--in-process"]) == 0
    for name, (path, read) in READERS.items():
        places, targets = read(Path("out", path).read_bytes())
        assert set(targets) <= places, f"{name}: a link leads nowhere"
        wanted = {"note.1-1" if one == "note.1" else one.replace(" ", "-") for one in IDS} | {"box-1", "one"}
        shown = {re.sub(r"\W", "_", f"_{one}") for one in wanted} if name == "docx" else wanted
        assert shown <= set(targets), f"{name}: a link went outside, or is gone"


def test_bookmarks_say_the_words_of_headings(site: Write) -> None:
    """Not the marks of footnotes, a blank for a break, the description for a picture; so do contents of a book."""
    site("exporter.yaml", CONFIGURATION)
    site("content/public/dot.png", png())
    site("content/one.md", ONE)
    site("content/two.md", TWO)
    assert run(["build", "--in-process", "--to", "pdf,html"]) == 0
    outline = PdfReader("out/public/book.pdf").outline
    assert list(_titles(outline)) == ["One", "Chapter with a dot", "Two", "Chapter"]
    contents = html.fromstring(Path("out/public/book.html").read_bytes()).xpath("//nav//a")
    assert [" ".join(a.text_content().split()) for a in contents] == list(_titles(outline))


def _titles(outline: Any) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield str(entry.title)


@pytest.mark.parametrize("name", ["a b.png", "図 1.png", "100%.png", "a#b?.png"])
def test_pictures_of_any_name_are_in_every_format(site: Write, name: str) -> None:
    """A name as the disk has it, with blanks and all letters, works from props, elements and Markdown alike."""
    address = name.replace("%", "%25").replace("#", "%23").replace("?", "%3F")
    site("exporter.yaml", f"formats: [{', '.join(FORMATS)}]\nexports:\n  - {{output: book, page: good.md}}\n")
    site(f"content/public/images/{name}", png())
    shown = f'![A dot](</images/{address}>) <img src="/images/{address}" alt="A dot">'
    prop = f"::ShTextImg\n---\nurlImage: '/images/{address}'\naltImage: A dot\ntitle: T\n---\nWords\n::"
    site("content/good.md", f"---\ntitle: Good\n---\n\n{shown}\n\n{prop}\n")
    assert run(["build", "--in-process"]) == 0
    assert PdfReader("out/public/book.pdf").pages[0].images
    assert len(Opened(Path("out/review/book.docx").read_bytes()).find("//pic:pic")) == 3
    for file in (Path("out/public/book.html").read_text(), pages_of(Path("out/public/book.epub").read_bytes())):
        page = file if isinstance(file, str) else file["content.xhtml"].decode()
        assert page.count('alt="A dot"') == 3
