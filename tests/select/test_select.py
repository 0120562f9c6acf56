"""From pages to one document."""

from dataclasses import replace
from pathlib import Path

from exporter.model.document import Document
from exporter.model.nodes import Container, Heading, Image, Link, Paragraph, QuestionAnswer
from exporter.model.walk import plain_text, walk
from exporter.select import DocumentContext, select
from exporter.theme.files import Theme
from tests.plan.pages import (
    DATED,
    FORMATS,
    Project,
    faq,
    footnote,
    heading,
    link,
    note,
    offer,
    page,
    para,
    question,
    questions,
)

SITE = "site: {url: 'https://example.org', name: House}\n"
EXAMPLE = Path(__file__).parents[2] / "exporter.yaml"


def headings(document: Document) -> list[tuple[int, str, str]]:
    """Level, words and anchor of each heading."""
    found = (n for n in walk(document.body) if isinstance(n, Heading))
    return [(h.level, plain_text(h.children), h.anchor) for h in found]


def asked(document: Document) -> list[QuestionAnswer]:
    """The questions."""
    return [n for n in walk(document.body) if isinstance(n, QuestionAnswer)]


def targets(document: Document) -> list[str]:
    """The targets of links."""
    inside = [document.body, *(f.children for f in document.footnotes)]
    return [n.target for blocks in inside for n in walk(blocks) if isinstance(n, Link)]


def test_the_projects_own_documents_have_the_questions_of_their_sections(tmp_path: Path) -> None:
    """Seven, ten, four, two and all twenty-three, numbered from one, and nothing of another section."""
    documents = Project(tmp_path, [faq()], EXAMPLE.read_text("utf-8")).documents()
    assert {output.rpartition("/")[2]: len(asked(d)) for output, d in documents.items()} == {
        "OMASpecWorks FAQ": 7,
        "OMA-QA-Utilities-And-LwM2M-20231120-D": 10,
        "LwM2M FAQ": 4,
        "Test Events FAQ": 2,
        "Frequently Asked Questions": 23,
    }
    for document in documents.values():
        assert [q.number for q in asked(document)] == list(range(1, len(asked(document)) + 1))
    assert {plain_text(q.question).split()[0] for q in asked(documents["faq/LwM2M FAQ"])} == {"LwM2M"}


def test_a_section_is_a_document_of_its_own(tmp_path: Path) -> None:
    """The title replaces the section's heading, its questions follow, and its own download alert is left out."""
    documents = Project(tmp_path, [faq()], EXAMPLE.read_text("utf-8")).documents()
    document = documents[DATED]
    assert headings(document) == []
    assert {q.level for q in asked(document)} == {2}
    assert not any(isinstance(n, Container) for n in walk(document.body))
    control = document.control
    assert (control.section, control.source) == ("Utilities", "about/faq.md")
    assert (control.date, control.status) == ("2023-11-20", "draft")
    assert control.address == "https://www.openmobilealliance.org/about/faq"
    assert (document.publisher, document.page_size) == ("OMA SpecWorks", "Letter")


def test_alerts_for_other_files_stay(tmp_path: Path) -> None:
    """The document of the whole page offers the files of its sections, at absolute addresses."""
    document = Project(tmp_path, [faq()], EXAMPLE.read_text("utf-8")).documents()["faq/Frequently Asked Questions"]
    site = "https://www.openmobilealliance.org"
    assert targets(document) == [f"{site}/faq/OMASpecWorks%20FAQ.pdf", f"{site}/{DATED}.pdf"]
    assert {level for level, _, _ in headings(document)} == {2}
    assert {q.level for q in asked(document)} == {3}
    assert len(document.toc) == 27


def test_an_alert_for_another_format_of_the_document_is_left_out_too(tmp_path: Path) -> None:
    """The stem counts, not the suffix."""
    body = (heading("One"), *questions(1), offer("/one.pdf"), offer("/one.docx"), offer("/two.pdf"))
    project = Project(tmp_path, [page(*body)], SITE + "exports: [{output: two, section: One, page: about/faq.md}]")
    assert targets(project.documents("one")["one"]) == ["https://example.org/two.pdf"]


def test_levels_below_a_section_move_up_and_gaps_are_closed(tmp_path: Path) -> None:
    """The outline begins at level 2 below the title; a page rule reports skipped levels."""
    body = (
        heading("One"),
        offer("/x.pdf"),
        heading("Sub", 3),
        *questions(1),
        heading("Deep", 5, 7),
        heading("Back", 3),
    )
    project = Project(tmp_path, [page(*body)], SITE)
    found = [(level, text) for level, text, _ in headings(project.documents()["x"])]
    assert found == [(2, "Sub"), (3, "Deep"), (2, "Back")]
    assert project.lines == []


def test_the_first_heading_gives_way_to_the_title_that_it_repeats(tmp_path: Path) -> None:
    """The page's h1 becomes the title if it has the same words; else it stays below the title."""
    body = (heading("FREQUENTLY asked  Questions", 1), heading("One"), heading("Sub", 3))
    yaml = SITE + "exports: [{page: about/faq.md, output: x}]"
    same = Project(tmp_path, [page(*body, title="Frequently Asked Questions")], yaml).documents()["x"]
    assert [(level, text) for level, text, _ in headings(same)] == [(2, "One"), (3, "Sub")]
    other = Project(tmp_path, [page(*body, title="Answers")], yaml).documents()["x"]
    assert [level for level, _, _ in headings(other)] == [2, 3, 4]
    assert other.title == "Answers"


def test_a_page_without_a_title_has_that_of_its_first_heading(tmp_path: Path) -> None:
    """The first h1 is the title and is not said twice."""
    yaml = SITE + "exports: [{page: about/faq.md, output: x}]"
    document = Project(tmp_path, [page(heading("Answers", 1), heading("One"))], yaml).documents()["x"]
    assert (document.title, [text for _, text, _ in headings(document)]) == ("Answers", ["One"])


def several(tmp_path: Path) -> tuple[Project, Document]:
    """Two pages as one document."""
    first = page(
        *(heading("Intro"), para("See ", link("#intro"), link("b#intro"), link("/guide/b"), link("/other"), note("1"))),
        *(question("What is it?"), Paragraph(children=(Image(asset="img/x.png", alt="x"),))),
        file="content/guide/a.md",
        title="First",
        footnotes=(footnote("1", para("Back to ", link("#intro"))), footnote("unused")),
    )
    second = page(
        *(heading("Second", 1), heading("Intro"), para("Again ", link("#intro"), note("1")), question("What is it?")),
        file="content/guide/b.md",
        title="Second",
        footnotes=(footnote("1"),),
    )
    project = Project(tmp_path, [first, second], SITE + "exports: [{pages: 'guide/*.md', output: x/Guide}]")
    return project, project.documents()["x/Guide"]


def test_several_pages_are_one_document(tmp_path: Path) -> None:
    """Each page's title is a heading over its own; anchors are unique; questions are numbered through."""
    project, document = several(tmp_path)
    assert project.lines == []
    assert document.title == "Guide"
    assert headings(document) == [
        *((2, "First", "a"), (3, "Intro", "intro")),
        *((2, "Second", "b"), (3, "Intro", "intro-1")),
    ]
    assert [(q.number, q.level, q.anchor) for q in asked(document)] == [(1, 4, "what-is-it?"), (2, 4, "what-is-it?-1")]
    assert (document.control.address, document.control.source) == ("", "")


def test_links_between_pages_of_a_document_stay_in_it(tmp_path: Path) -> None:
    """Anchors lead to the right page's part, pages to their headings, the rest of the site to its address."""
    assert targets(several(tmp_path)[1]) == [
        *("#intro", "#intro-1", "#b", "https://example.org/other"),
        *("#intro-1", "#intro"),
    ]


def test_footnotes_of_several_pages_are_told_apart(tmp_path: Path) -> None:
    """Equal labels of two pages are two footnotes, numbered in order; unused ones go."""
    document = several(tmp_path)[1]
    assert [(f.number, f.label) for f in document.footnotes] == [(1, "0:1"), (2, "1:1")]


def test_pictures_have_paths_from_the_root_of_the_site(tmp_path: Path) -> None:
    """A relative path is that of its page's address, so that two pages' pictures are told apart."""
    images = [n.asset for n in walk(several(tmp_path)[1].body) if isinstance(n, Image)]
    assert images == ["/guide/img/x.png"]


def test_the_public_files_of_an_export_know_each_other(tmp_path: Path) -> None:
    """PDF and HTML have addresses on the site; the review file has none."""
    body = (heading("One"), *questions(1), offer("/d/My one.pdf"))
    document = Project(tmp_path, [page(*body)], SITE).documents()["d/My one"]
    assert [(s.format, s.address) for s in document.siblings] == [
        ("pdf", "https://example.org/d/My%20one.pdf"),
        ("html", "https://example.org/d/My%20one.html"),
    ]


def test_a_page_that_could_not_be_read_is_named_in_its_book(tmp_path: Path) -> None:
    """The book has the other pages, and words in its place; without any page there is no document."""
    project, _ = several(tmp_path)
    (export,) = project.plan()
    around = DocumentContext(project.config(), project.site(), FORMATS, Theme())
    document = select({p.file: p for p in project.pages[:1]}, export, around, project.diagnostics)
    assert document is not None
    assert f"Missing page: {export.pages[1]}" in plain_text(document.body)
    assert select({}, export, around, project.diagnostics) is None


def test_values_of_the_export_reach_the_document(tmp_path: Path) -> None:
    """Every property of an entry is in the document."""
    yaml = SITE + (
        "exports:\n  - page: about/faq.md\n    output: x\n    title: T\n    subtitle: S\n    description: D\n"
        "    language: en-GB\n    identifier: I\n    date: 2024-01-31\n    status: approved\n    author: A\n"
        "    publisher: P\n    keywords: [k]\n    logo: /l.svg\n    picture: {path: /p.png, alt: P}\n    cover: true\n"
        "    history: [{version: '1.10', date: 2024-01-31, text: First}]\n    legal: One text\n"
        "review: {instructions: Read., until: 2024-02-01}\n"
    )
    document = Project(tmp_path, [page(para("x"))], yaml).documents()["x"]
    assert (document.title, document.subtitle, document.description) == ("T", "S", "D")
    assert (document.language, document.author, document.publisher, document.keywords) == ("en-GB", "A", "P", ("k",))
    assert (document.logo, document.cover) == ("/l.svg", True)
    assert document.picture == Image(asset="/p.png", alt="P")
    control = document.control
    assert (control.identifier, control.date, control.status, control.legal) == (
        "I",
        "2024-01-31",
        "approved",
        ("One text",),
    )
    assert [(h.version, h.date, h.text) for h in control.history] == [("1.10", "2024-01-31", "First")]
    assert (document.review.instructions, document.review.until) == ("Read.", "2024-02-01")


def test_a_document_is_the_same_wherever_its_page_stands(tmp_path: Path) -> None:
    """Places do not count for equality: moving a section down changes nothing."""
    pages = [page(heading("One", line=n), *questions(1), offer("/x.pdf", n)) for n in (5, 50)]
    first, second = (Project(tmp_path, [p], SITE).documents()["x"] for p in pages)
    assert first == replace(second)
