"""The golden Word files in ``tests/golden/docx``: their documents, and their parts as text that reads well in a diff.

After a change that is meant, ``python -m tests.backends.docx.golden`` writes them anew.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from lxml import etree

from exporter.model.document import Control, Document, Footnote, Review
from exporter.model.nodes import (
    CodeBlock,
    Figure,
    FootnoteReference,
    Heading,
    Image,
    Link,
    Paragraph,
    Quote,
    ReviewNote,
    Strong,
    Table,
    Text,
)
from exporter.model.position import Places
from exporter.transforms.redline import redline
from tests.backends.documents import assets, bullets, paragraph, question, sample_document, text
from tests.backends.docx.opened import Opened, rendered
from tests.end_to_end.exports import exports

GOLDEN = Path(__file__).parents[2] / "golden" / "docx"
SHARED = "shared"
"""The folder of parts that are the same in all files."""

SHARED_PARTS = ("word/fontTable.xml", "word/styles.xml", "word/theme/theme1.xml")
BINARY = "binary.sha256"
"""Hash and name of each part that is no XML."""


def faq() -> bytes:
    """The project's FAQ page as it is published."""
    return rendered(exports()["faq/Frequently Asked Questions"], review=False)


def changes() -> bytes:
    """A redline of words, a link, a paragraph, a list and a question that moves."""
    return rendered(redline(_before(), _after(), author="Ada Lovelace", date="2026-01-02T03:04:05Z"), review=False)


def review() -> bytes:
    """A file for review, with comments, a footnote, and the places that lead back to the page."""
    return rendered(_reviewed())


FILES: Mapping[str, Callable[[], bytes]] = {"faq": faq, "redline": changes, "review": review}


def parts(data: bytes) -> dict[str, str]:
    """Return the text of each part of a package, by its name; binary parts share one list of hashes."""
    files = Opened(data).files
    made = {name: normalised(content) for name, content in files.items() if _is_xml(name)}
    hashes = [f"{sha256(content).hexdigest()}  {name}\n" for name, content in files.items() if not _is_xml(name)]
    return {**made, **({BINARY: "".join(sorted(hashes, key=lambda line: line.split()[1]))} if hashes else {})}


def normalised(part: bytes) -> str:
    """Return an XML part with one element a line, attributes by name and namespaces at the root."""
    root = etree.fromstring(part)
    for element in root.iter():
        attributes = sorted(element.attrib.items())
        element.attrib.clear()
        element.attrib.update(attributes)
    etree.cleanup_namespaces(root)
    etree.indent(root)
    return etree.tostring(root, encoding="unicode") + "\n"


def stored(name: str) -> dict[str, str]:
    """Return the golden parts of a file by their names, its own and the shared ones."""
    folders = (GOLDEN / SHARED, GOLDEN / name)
    found = {folder: [file for file in sorted(folder.rglob("*")) if file.is_file()] for folder in folders}
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8")
        for folder, files in found.items()
        for file in files
    }


def write() -> None:
    """Write all golden parts anew."""
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for name, make in FILES.items():
        for part, content in parts(make()).items():
            target = GOLDEN / (SHARED if part in SHARED_PARTS else name) / part
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, "utf-8", newline="\n")


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _before() -> Document:
    linked = Link(target="https://www.example.org/", children=text("the registry"))
    body = (
        Heading(level=2, children=text("Objects"), anchor="objects"),
        Paragraph(children=(*text("An object has an old number in "), linked, *text("."))),
        paragraph("This paragraph goes."),
        bullets("one", "two"),
        question(1, "Which question moves?", paragraph("This one does."), bullets("with", "its list")),
        question(2, "Which question stays?", paragraph("This one does not move.")),
        question(3, "Is it the last one?", paragraph("It is now.")),
    )
    return Document(title="Objects", body=body)


def _after() -> Document:
    linked = Link(target="https://www.example.org/", children=text("the public registry"))
    heading, _, _, _, moved, second, third = _before().body
    body = (
        heading,
        Paragraph(children=(*text("An object has a new number in "), linked, *text("."))),
        bullets("one", "two", "three"),
        second,
        third,
        moved,
        paragraph("This paragraph comes."),
    )
    return Document(title="Objects", body=body)


def _reviewed() -> Document:
    places = Places.of("content/about/objects.md", "An object has a number.\n\nIts words are plain.\n")
    first = Paragraph(
        children=(
            Text(text="An object has a ", pos=places.pos(0, 16)),
            Strong(children=(Text(text="number", pos=places.pos(16, 22)),)),
            ReviewNote(text="Which one?\nThe registry has two."),
            Text(text=".", pos=places.pos(22, 23)),
            FootnoteReference(label="a", number=1),
        )
    )
    second = Paragraph(children=(Text(text="Its words are plain.", pos=places.pos(25, 45)),))
    body = (
        Heading(level=2, children=text("Objects"), anchor="objects"),
        first,
        Quote(children=(second,)),
        next(block for block in sample_document().body if isinstance(block, Table)),
        CodeBlock(text="GET /3/0/1\n2.05 Content\n", language="text", filename="read.txt", highlights=(2,)),
        Figure(image=Image(asset="diagram.png", alt="Numbers by year"), caption=text("Objects a year")),
        question(
            1, "What is an object?", paragraph("A thing with a number."), bullets("first", "second", ordered=True)
        ),
    )
    note = Footnote(number=1, label="a", children=(paragraph("Numbers are given by the registry."),))
    control = Control(status="draft", source="about/objects.md", export="objects")
    document = Document(title="Objects", publisher="Editors", body=body, footnotes=(note,), control=control)
    return replace(
        document, review=Review(instructions="Please check the numbers.", until="2026-12-24"), assets=assets()
    )


if __name__ == "__main__":
    write()
