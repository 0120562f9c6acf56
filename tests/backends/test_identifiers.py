"""Identifiers, addresses and code keep their characters in every format: no hyphen, no zero-width sign is added."""

import io
import re

import pypdfium2
import pytest
from pypdf import PdfReader

from exporter import backends
from exporter.backends.identifiers import is_identifier, with_identifiers
from exporter.model.document import Document
from exporter.model.nodes import Cell, Code, CodeBlock, List, ListItem, Paragraph, Row, Table, Text
from exporter.theme.files import Theme
from tests.backends.docx.opened import Opened, rendered

IDENTIFIERS = (
    "telemetryConfigurationInterpreter",
    "gateway/subscription",
    "sensor_administration.interpretation",
    "operations@administration.example",
    "#troubleshooting",
    r"C:\Installation\Documentation",
    "urn:registration:interoperability",
    "certification2027",
)
COMMAND = "deploy --configuration-directory /srv/site --administrator-interface --verbose-documentation " * 3


def paragraph(words: str) -> Paragraph:
    """A paragraph of these words."""
    return Paragraph(children=(Text(text=words),))


def document() -> Document:
    """Each identifier at many places of a line, in text, items and narrow cells, and code with long lines."""
    lines = [paragraph(f"{'on ' * at}{name} and {name}, ({name}).") for name in IDENTIFIERS for at in range(0, 30, 4)]
    cells = tuple(Cell(children=(paragraph(f"of {name} and {name}"),)) for name in IDENTIFIERS[:5])
    table = Table(head=(), body=(Row(cells=cells),))
    items = List(items=tuple(ListItem(children=(line,)) for line in lines[:20]))
    return Document(title="Names", language="en", body=(*lines, items, table, CodeBlock(text=COMMAND)))


@pytest.mark.parametrize(
    ("word", "found"),
    [
        *((name, True) for name in IDENTIFIERS),
        ("(gateway/subscription),", True),
        ("internationalisation.", False),
        ("Well-Known-Documentation", False),
        ("“Interpretation”", False),
        ("O’Administration", False),
        ("31.12.2027", False),
    ],
)
def test_identifiers_are_told_from_words(word: str, found: bool) -> None:
    """A sign of code, a digit or a capital within the word counts; punctuation around it, and figures alone, do not."""
    assert is_identifier(word) is found


def test_parts_make_the_text() -> None:
    """The parts of a text together are the text, and shorter identifiers are left in it."""
    text = f"  see a/b or {' '.join(IDENTIFIERS)}.\n"
    parts = list(with_identifiers(text, 10))
    assert "".join(part for part, _ in parts) == text
    assert [part for part, found in parts if found] == [*IDENTIFIERS[:-1], f"{IDENTIFIERS[-1]}."]


def test_no_hyphen_is_added_on_paper() -> None:
    """Two engines read each identifier from the PDF as often as the document has it, without signs of our own."""
    backend = backends.load("pdf")
    data = backend.render(document(), backend.options(), Theme()).data
    assert data is not None
    texts = (
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages),
        "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)),
    )
    for text in texts:
        assert not re.search("[\u00ad\u200b-\u200f\u2010\u2060\ufffe\ufeff]", text)
        joined = re.sub(r"\s", "", text)
        counts = {name: joined.count(name) for name in IDENTIFIERS}
        assert min(counts.values()) >= 24, counts


def test_code_breaks_before_options() -> None:
    """No line of code ends within ``--name``, and all lines together are the code."""
    backend = backends.load("pdf")
    data = backend.render(document(), backend.options(), Theme()).data
    text = PdfReader(io.BytesIO(data or b"")).pages[-1].extract_text()
    lines = text[text.index("deploy") :].splitlines()
    assert len(lines) > 3
    assert not [line for line in lines if re.search(r"(^|\s)--?[\w-]*-$", line.rstrip())]
    assert COMMAND.split() == " ".join(lines).split()[: len(COMMAND.split())]


def test_code_in_a_line_breaks_before_options() -> None:
    """No line of paper ends after the hyphens of an option, wherever it stands."""
    backend = backends.load("pdf")
    words = tuple(
        Paragraph(children=(Text(text="on " * at), Code(text=COMMAND[:90].rstrip()))) for at in range(1, 40, 2)
    )
    data = backend.render(Document(title="Names", language="en", body=words), backend.options(), Theme()).data
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data or b"")).pages)
    assert text.count("--configuration-directory") == text.count("--administrator-interface") == len(words)


def test_word_neither_divides_nor_checks_identifiers() -> None:
    """Runs of identifiers have no proofing, which is how Word leaves words out of hyphenation; their text is whole."""
    opened = Opened(rendered(document()))
    marked = {"".join(run.itertext()).strip("(),.") for run in opened.find("//w:r[w:rPr/w:noProof]")}
    assert marked == set(IDENTIFIERS)


@pytest.mark.parametrize("name", ["html", "epub", "docx", "gfm", "text"])
def test_no_sign_is_added_in_other_formats(name: str) -> None:
    """No format puts soft hyphens or zero-width characters among the letters."""
    backend = backends.load(name)
    data = backend.render(document(), backend.options(), Theme()).data
    assert data is not None
    assert not re.search("[\u00ad\u200b\u2060\ufeff]", data.decode("utf-8", "ignore") if name != "docx" else _xml(data))


def _xml(data: bytes) -> str:
    return Opened(data).files["word/document.xml"].decode()
