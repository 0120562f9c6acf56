"""Every format says the same words, those that the exporter makes up included, in every language that has labels."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from lxml import html
from markdown_it import MarkdownIt
from pypdf import PdfReader

from exporter import backends
from exporter.backends.front_back import STATUSES
from exporter.backends.gfm.blocks import ALERTS
from exporter.model.document import Control, Document, RevisionEntry, TocEntry
from exporter.model.languages import LANGUAGES, language_of
from exporter.model.nodes import (
    Block,
    Cell,
    Columns,
    Container,
    Image,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
    Text,
)
from exporter.theme.files import ROOT, Theme
from exporter.theme.labels import labels
from exporter.theme.styles import Role, roles
from tests.backends.documents import assets, paragraph, question
from tests.backends.docx.opened import Opened, words

LABELLED = sorted(file.stem for file in (ROOT / "templates" / "labels").glob("*.toml"))
WORDY = ("html", "docx", "epub", "gfm", "text")
"""The formats that print words; JSON has keys and labels beside each other."""
OPTIONS: dict[str, dict[str, Any]] = {
    "docx": {"toc": "always"},
    "html": {"contents": "always", "fonts": "system"},  # without fonts it is quick
    "pdf": {"toc": "always"},
}


def document(language: str, **fields: Any) -> Document:
    """A document with the generated words of its language, as a build makes it."""
    return Document(title="Title", language=language, labels=labels(Theme(), language), **fields)


def rendered(name: str, shown: Document) -> bytes:
    """The file in a format, with contents if there can be some."""
    backend = backends.load(name)
    data = backend.render(shown, backend.options.model_validate(OPTIONS.get(name, {})), Theme()).data
    assert data is not None
    return bytes(data)


def said(name: str, shown: Document) -> str:
    """Return the text of the file, blanks folded."""
    return " ".join(READERS[name](rendered(name, shown)).split())


def _html(data: bytes) -> str:
    page = html.fromstring(data)
    for unseen in page.xpath("//script | //style"):
        unseen.drop_tree()
    return "\n".join((str(page.text_content()), *map(str, page.xpath("//img/@alt"))))


def _docx(data: bytes) -> str:
    opened = Opened(data)
    stories = (name for name in opened.names if re.match(r"word/(document|header|footer|footnotes|numbering)", name))
    texts = (words(p) for name in stories if name.endswith(".xml") for p in opened.find("//w:p", name))
    marks = (str(mark) for mark in opened.find("//w:lvlText/@w:val", "word/numbering.xml"))
    alts = (str(alt) for alt in opened.find("//wp:docPr/@descr"))
    behind = {str(words) for name in opened.names if "header" in name for words in opened.find("//@string", name)}
    return "\n".join((*texts, *marks, *alts, *behind))


def pages_of(book: bytes) -> dict[str, bytes]:
    """The pages of an EPUB by their names."""
    archive = zipfile.ZipFile(io.BytesIO(book))
    return {name.rpartition("/")[2]: archive.read(name) for name in archive.namelist() if name.endswith(".xhtml")}


def _epub(data: bytes) -> str:
    return "\n".join(_html(page) for page in pages_of(data).values())


def _gfm(data: bytes) -> str:
    shown = MarkdownIt("commonmark").enable("table").render(data.decode())
    return str(html.fromstring(f"<div>{shown}</div>").text_content())


def _pdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


READERS = {"html": _html, "docx": _docx, "epub": _epub, "gfm": _gfm, "text": bytes.decode, "pdf": _pdf}


# --- roles --------------------------------------------------------------------------------------------------------


def with_role(role: Role) -> Iterator[tuple[str, Block]]:
    """For each kind of node that may have a role, words of its own and a block with such a node that shows them."""
    for kind in role.kinds:
        said = f"{role.name} as {kind}"
        yield said, KINDS[kind](role.name, (Text(text=said),))


KINDS: dict[str, Callable[[str, tuple[Text]], Block]] = {
    "container": lambda role, said: Container(
        role=role, title=said, label=True, children=(paragraph(f"Inside {role}"),)
    ),
    "span": lambda role, said: Paragraph(children=(Span(role=role, children=said),)),
    "link": lambda role, said: Paragraph(children=(Link(role=role, target="https://example.org", children=said),)),
    "paragraph": lambda role, said: Paragraph(role=role, children=said),
    "image": lambda role, said: Paragraph(children=(Image(role=role, asset="diagram.png", alt=said[0].text),)),
    "list": lambda role, said: List(role=role, items=(ListItem(children=(Paragraph(children=said),)),)),
}


def around(blocks: tuple[Block, ...], place: str) -> Block:
    """Blocks in a place of their own."""
    match place:
        case "list":
            return List(items=(ListItem(children=blocks),))
        case "quote":
            return Quote(children=blocks)
        case "cell":
            return Table(head=(), body=(Row(cells=(Cell(children=blocks),)),))
        case _:
            return Columns(widths=(1,), columns=(blocks,))


@pytest.mark.parametrize("name", WORDY)
@pytest.mark.parametrize("place", ["", "list", "quote", "cell", "columns"])
def test_the_words_of_every_role_are_said(name: str, place: str) -> None:
    """A role changes looks: the words of a node that has it are in every format, wherever it stands."""
    found = dict(pair for role in roles(Theme()).values() for pair in with_role(role))
    blocks = tuple(found.values())
    shown = document("en", body=(around(blocks, place),) if place else blocks, assets=assets())
    told = said(name, shown)
    inside = [f"Inside {role.name}" for role in roles(Theme()).values() if "container" in role.kinds]
    assert [words for words in (*found, *inside) if words not in told] == []


@pytest.mark.parametrize("language", LABELLED)
@pytest.mark.parametrize("name", WORDY)
@pytest.mark.parametrize("place", ["", "quote", "cell"])
def test_the_labels_of_roles_are_said(name: str, place: str, language: str) -> None:
    """The word in front of a role is in every format; on GitHub an alert by itself has GitHub's."""
    own = labels(Theme(), language)
    labelled = [role for role in roles(Theme()).values() if role.label]
    assert len(labelled) > 8  # the alerts, and what is on the website alone
    blocks: list[Block] = []
    for role in labelled:
        box = Container(role=role.name, label=True, children=(paragraph("x"),))
        blocks += [paragraph("§"), around((box,), place) if place else box]
    _, *parts = said(name, document(language, body=tuple(blocks))).split("§")
    for role, told in zip(labelled, parts, strict=True):
        github = name == "gfm" and not place and role.name in ALERTS
        assert (f"[!{ALERTS[role.name]}]" if github else own[role.label]) in told, role.name


# --- statuses -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "de", "ar", "ja"])
@pytest.mark.parametrize("name", WORDY)
def test_a_status_is_said_in_the_language(name: str, language: str) -> None:
    """A known status is a word of the document's language in every format."""
    own = labels(Theme(), language)
    for status in STATUSES:
        told = said(name, document(language, control=Control(status=status), body=(paragraph("x"),)))
        assert own[status] in told, status


@pytest.mark.parametrize("name", WORDY)
def test_a_status_of_its_own_is_said_as_written(name: str) -> None:
    """A word that names another label is no key: ``question_mark`` is not the sign before questions."""
    for status in ("question_mark", "note", "Working copy"):
        told = said(name, document("en", control=Control(status=status), body=(paragraph("x"),)))
        assert status in told.replace("\\", ""), status


@pytest.mark.parametrize("language", LABELLED)
def test_a_draft_has_its_watermark_in_every_language(language: str) -> None:
    """The word behind the text of a Word file is that of the document's language; no other status has one."""

    def marks(status: str) -> set[str | None]:
        opened = Opened(rendered("docx", document(language, control=Control(status=status))))
        headers = [name for name in opened.names if name.startswith("word/header")]
        return {e.get("string") for name in headers for e in opened.find("//v:textpath[@string]", name)}

    assert marks("draft") == marks("Draft") == {labels(Theme(), language)["draft"].upper()}
    assert marks("approved") == set()


def test_json_has_the_key_of_a_status_and_the_word() -> None:
    """Programs compare keys; the word stands among the labels."""
    told = json.loads(rendered("json", document("de", control=Control(status="draft"))))
    assert (told["control"]["status"], told["labels"]["draft"]) == ("draft", "Entwurf")


# --- head, foot and questions --------------------------------------------------------------------------------------

HEAD_AND_FOOT = ("identifier", "date", "status", "revision_history", "version", "change", "legal")
ELSEWHERE = {
    "question_mark": {"gfm"},  # a question is a heading there
    "contents": {"gfm", "text"},  # whoever shows Markdown lists its headings; a text has none
    "source": {"epub"},  # a book names it in its package
}
"""Generated words that a format has no place for, and what stands for them."""


def whole(language: str) -> Document:
    """A document with everything around its body."""
    history = (RevisionEntry(version="1.0", date="2024-01-31", text="First"),)
    address = "https://www.example.org/faq"
    control = Control(
        identifier="I", date="2024-02-01", status="final", address=address, history=history, legal=("All rights.",)
    )
    body = tuple(question(n, f"Why {n}?", paragraph("So.")) for n in (1, 2))
    toc = tuple(TocEntry(level=q.level, anchor=q.anchor, children=q.question, question=True) for q in body)
    return document(language, control=control, body=body, toc=toc)


@pytest.mark.parametrize("language", LABELLED)
@pytest.mark.parametrize("name", WORDY)
def test_head_foot_and_questions_are_said_in_the_language(name: str, language: str) -> None:
    """The words around a document's own are in every format, or something else stands for them."""
    own, told = labels(Theme(), language), said(name, whole(language))
    expected = (*HEAD_AND_FOOT, *(key for key, without in ELSEWHERE.items() if name not in without))
    assert [key for key in expected if own[key] not in told] == []


def test_a_pdf_says_them_too() -> None:
    """The PDF is made from the page: in one language it has the words of roles, head, foot, contents and questions."""
    shown, own = whole("de"), labels(Theme(), "de")
    boxes = tuple(
        Container(role=role.name, label=True, children=(paragraph("x"),))
        for role in roles(Theme()).values()
        if role.label
    )
    told = said("pdf", replace(shown, body=(*shown.body, *boxes)))
    keys = (*HEAD_AND_FOOT, "final", "question_mark", "contents", *(role.label for role in roles(Theme()).values()))
    assert [key for key in keys if key and own[key] not in told] == []


# --- directions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", [*LANGUAGES, "ckb-IQ", "HE", "tlh"])
def test_every_format_reads_in_the_same_direction(language: str) -> None:
    """A language written from right to left is so on the page, in the book and in the Word file."""
    turned = language_of(language).right_to_left
    shown = Document(title="Title", language=language, body=(paragraph("x"),))
    defaults = Opened(rendered("docx", shown)).find("//w:pPrDefault/w:pPr/w:bidi", "word/styles.xml")
    pages = (rendered("html", shown), *pages_of(rendered("epub", shown)).values())
    assert [bool(re.search(rb'<html[^>]* dir="rtl"', page)) for page in pages] == [turned] * 3
    assert bool(defaults) is turned
