"""Download links are the build targets."""

import posixpath
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.model.nodes import Columns, Container
from exporter.model.paths import fault
from exporter.transforms.download_links import Download, download
from tests.plan.pages import FORMATS, Project, heading, link, offer, page, para, questions

HOSTS = frozenset({"www.example.org"})


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/faq/My FAQ.pdf", Download("faq/My FAQ", "pdf")),
        ("/faq/My%20FAQ.PDF", Download("faq/My FAQ", "pdf")),
        ("https://www.example.org/a.b/c-D.docx", Download("a.b/c-D", "docx")),
        ("http://WWW.EXAMPLE.ORG/c.html?x=1#y", Download("c", "html")),
        ("//www.example.org/c.pdf", Download("c", "pdf")),
        ("/a/../b.pdf", Download("a/../b", "pdf")),
        ("https://other.org/c.pdf", None),
        ("c.pdf", None),
        ("/c.zip", None),
        ("/.pdf", None),
        ("/%ff.pdf", None),
        ("ftp://www.example.org/c.pdf", None),
        ("https://[bad/c.pdf", None),
        ("mailto:c.pdf", None),
        ("", None),
    ],
)
def test_a_target_names_a_file_of_the_site(target: str, expected: Download | None) -> None:
    """Site-absolute paths and the site's hosts count; paths are decoded; only known suffixes name exports."""
    assert download(target, FORMATS, HOSTS) == expected


def test_a_link_names_an_export_of_its_section(tmp_path: Path) -> None:
    """The link's path without suffix is the output of all formats, the heading is the title, its place is kept."""
    project = Project(tmp_path, [page(heading("One"), *questions(2), offer("/d/one.pdf", 9), heading("Two"))])
    (export,) = project.plan()
    assert (export.output, export.section, export.title, export.formats) == (
        "d/one",
        "one",
        "One",
        ("pdf", "docx", "html"),
    )
    assert str(export.pos) == "content/about/faq.md:9:1"
    assert str(export.origins["output"]) == "link content/about/faq.md:9:1"


@pytest.mark.parametrize(
    "body",
    [
        (heading("One"), offer("/one.pdf")),
        (heading("One"), *questions(1), para(link("/one.pdf"))),
        (offer("/one.pdf"), *questions(1)),
        (heading("One"), *questions(1), heading("Two"), offer("/one.pdf")),
        (heading("One"), *questions(1), heading("Sub", 3), offer("/one.pdf")),
        (heading("One"), *questions(1), offer("https://elsewhere.org/one.pdf")),
        (heading("One"), *questions(1), Container(role="card", children=(para(link("/one.pdf")),))),
    ],
)
def test_other_links_ask_for_nothing(tmp_path: Path, body: tuple) -> None:
    """No questions in the section, no alert, no heading, another host: export is opt-in."""
    project = Project(tmp_path, [page(*body)])
    assert project.plan() == ()
    assert project.lines == []


def test_the_section_reaches_to_the_next_heading_of_its_level(tmp_path: Path) -> None:
    """Questions under a subheading belong to the section that the link stands in."""
    body = (heading("One"), offer("/one.pdf"), heading("Sub", 3), *questions(1), heading("Two"))
    assert Project(tmp_path, [page(*body)]).plan()[0].section == "one"


def test_links_in_columns_and_boxes_count(tmp_path: Path) -> None:
    """The place of an alert does not matter."""
    columns = Columns(widths=(1, 1), columns=((offer("/one.pdf"),), questions(1)))
    body = (heading("One"), Container(role="box", children=(columns,)))
    assert [e.output for e in Project(tmp_path, [page(*body)]).plan()] == ["one"]


def test_two_links_for_two_formats_are_one_export(tmp_path: Path) -> None:
    """A PDF and a Word link beside each other ask for one export with both, whatever the defaults."""
    body = (heading("One"), *questions(1), offer("/one.pdf"), offer("/one.docx"))
    (export,) = Project(tmp_path, [page(*body)], "formats: [html]").plan()
    assert export.formats == ("pdf", "docx", "html")


def test_two_sections_cannot_have_one_output(tmp_path: Path) -> None:
    """The second link is an error that names the first, also if they differ only in case."""
    body = (heading("One"), *questions(1), offer("/x.pdf", 5), heading("Two"), *questions(1), offer("/X.pdf", 9))
    project = Project(tmp_path, [page(*body)])
    assert [e.section for e in project.plan()] == ["one"]
    assert project.lines == ["content/about/faq.md:9:1: error[output-twice]: two exports have the output 'X'"]
    assert str(project.hints[0]).startswith("the other is requested at content/about/faq.md:5:1; give one of them")


def test_a_path_that_leads_out_is_an_error_at_the_link(tmp_path: Path) -> None:
    """A hostile link writes nothing; the other exports stay."""
    targets = ("/../up.pdf", "/%2e%2e/up.pdf", "/a%2f..%2f..%2fup.pdf", "/con.pdf", "/good.pdf")
    body = (heading("One"), *questions(1), *(offer(t, n) for n, t in enumerate(targets, start=1)))
    project = Project(tmp_path, [page(*body)])
    assert [e.output for e in project.plan()] == ["good"]
    assert [line.split(":")[1] for line in project.lines] == ["1", "2", "3", "4"]
    assert {d.code for d in project.diagnostics} == {"bad-output"}


def test_the_rule_can_be_switched_off(tmp_path: Path) -> None:
    """With ``download_links: false`` only configured exports are planned."""
    body = (heading("One"), *questions(1), offer("/one.pdf"))
    assert Project(tmp_path, [page(*body)], "download_links: false").plan() == ()


def test_drafts_are_never_exported(tmp_path: Path) -> None:
    """A page whose front matter says ``draft: true`` asks for nothing."""
    body = (heading("One"), *questions(1), offer("/one.pdf"))
    assert Project(tmp_path, [page(*body, draft=True)]).plan() == ()


def test_no_html_is_written_where_the_site_has_a_page(tmp_path: Path) -> None:
    """Other formats are made; HTML never takes the place of a page of the site."""
    body = (heading("One"), *questions(1), offer("/about/faq.pdf", 4))
    project = Project(tmp_path, [page(*body)])
    assert project.plan()[0].formats == ("pdf", "docx")
    assert project.lines[0].startswith("content/about/faq.md:4:1: error[output-at-route]: the site has a page")


def test_an_index_file_is_at_the_route_of_its_folder(tmp_path: Path) -> None:
    """``join/index.html`` would answer ``/join``, which the configuration says the site has."""
    body = (heading("One"), *questions(1), offer("/join/index.html"))
    project = Project(tmp_path, [page(*body)], routes={"/join": ""})
    assert project.plan()[0].formats == ("pdf", "docx")


def test_data_files_are_no_exports(tmp_path: Path) -> None:
    """A link to a text or data file asks for nothing, unless that format is one of the project's."""
    body = (heading("One"), *questions(1), offer("/robots.txt"))
    assert Project(tmp_path, [page(*body)]).plan() == ()
    (export,) = Project(tmp_path, [page(*body)], "formats: [pdf, text]").plan()
    assert export.formats == ("pdf", "text")


@given(
    st.text(st.characters(), max_size=40), st.sampled_from(["", "/", "/../", "/%2e%2e/", "https://www.example.org/"])
)
def test_whatever_a_link_says_no_output_leads_out(text: str, start: str) -> None:
    """An export's output is always a path below the output folder, in a form that every system can write."""
    wanted = download(f"{start}{text}.pdf", FORMATS, HOSTS)
    if wanted and fault(wanted.output) is None:
        top = PurePosixPath("/out")
        assert PurePosixPath(posixpath.normpath(top / f"{wanted.output}.pdf")).is_relative_to(top)
        assert wanted.output == wanted.output.strip("/")
        wanted.output.encode("utf-8")
