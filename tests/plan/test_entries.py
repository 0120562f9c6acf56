"""Exports from configuration and front matter, and the precedence of their values."""

from pathlib import Path

import pytest

from exporter.model.export import Export
from tests import faq_site
from tests.plan.pages import DATED, FORMATS, Project, at, faq, heading, offer, page, para, questions


def test_the_projects_own_plan_is_the_one_that_is_asked_for(tmp_path: Path) -> None:
    """The five exports of the FAQ page have their outputs, sections and titles from links and exporter.yaml."""
    project = Project(tmp_path, [faq()], faq_site.configuration())
    assert {e.output: (e.heading, e.title) for e in project.plan()} == {
        "faq/OMASpecWorks FAQ": ("OMA & OMASpecWorks", "OMA SpecWorks FAQ"),
        DATED: ("Utilities", "Utilities and LwM2M: Frequently Asked Questions"),
        "faq/LwM2M FAQ": ("LwM2M", "LwM2M FAQ"),
        "faq/Test Events FAQ": ("Test Events", "OMA Test Events FAQ"),
        "faq/Frequently Asked Questions": ("", "Frequently Asked Questions"),
    }
    assert project.lines == []
    assert {e.formats for e in project.plan()} == {("pdf", "docx", "html")}


def test_a_dated_name_tells_identifier_date_and_status(tmp_path: Path) -> None:
    """``-20231120-D`` is a date and D for draft."""
    export = next(e for e in Project(tmp_path, [faq()], faq_site.configuration()).plan() if e.output == DATED)
    assert (export.identifier, export.date, export.status) == (DATED.rpartition("/")[2], "2023-11-20", "draft")
    assert export.origins["date"].kind == "name"


def one(tmp_path: Path, yaml: str, **values: object) -> tuple[Export, Project]:
    """The only export of a small page with a link, and its project."""
    places = {(k,): at("content/about/faq.md", n) for n, k in enumerate(values, start=2)}
    body = (heading("One"), *questions(1), offer("/d/one.pdf", 9), heading("Two"))
    project = Project(tmp_path, [page(*body, places=places, **values)], yaml)
    (export,) = project.plan()
    return export, project


def test_an_entry_overrides_a_link_by_output(tmp_path: Path) -> None:
    """An entry overrides the link's values, with or without suffix; each value has its origin."""
    for output in ("d/one", "/d/one.pdf", "D/ONE"):
        export, project = one(tmp_path, f"exports:\n  - output: {output}\n    title: New\n    formats: [docx]\n")
        assert (export.output, export.section, export.title, export.formats) == ("d/one", "one", "New", ("docx",))
        assert str(export.origins["title"]) == "exports exporter.yaml:3:12"
        assert export.origins["output"].kind == "link"
        assert project.lines == []


def test_front_matter_comes_before_entries_and_entries_before_defaults(tmp_path: Path) -> None:
    """Each layer fills in the values that higher layers leave open."""
    yaml = (
        "document: {status: Final, author: Default, publisher: House}\n"
        "exports: [{output: d/one, title: Entry, status: Entry, author: Entry, subtitle: Entry}]\n"
    )
    front = [{"output": "d/one", "title": "Front"}]
    export, project = one(tmp_path, yaml, exports=front, status="Page", title="Page")
    assert (export.title, export.status, export.author, export.publisher) == ("Front", "Page", "Entry", "House")
    kinds = [export.origins[k].kind for k in ("title", "status", "author", "publisher")]
    assert kinds == ["front matter", "front matter", "exports", "default"]
    assert project.lines == []


def test_the_title_of_a_page_is_not_the_title_of_its_section(tmp_path: Path) -> None:
    """Title, subtitle, description and identifier of front matter are those of the whole page."""
    export, _ = one(tmp_path, "", title="Page", subtitle="Sub", identifier="P", date="2024-05-06", lang="de")
    assert (export.title, export.subtitle, export.identifier) == ("One", "", "")
    assert (export.date, export.language) == ("2024-05-06", "de")


def test_a_date_that_is_none_is_told_and_left_out(tmp_path: Path) -> None:
    """Front matter is open: values of other types are ignored, a wrong text is a warning."""
    export, project = one(tmp_path, "", date="Monday", author={"name": "X"})
    assert (export.date, export.author) == ("", "")
    assert project.lines[0].startswith(
        "content/about/faq.md:2:1: warning[bad-property]: 'date': 'Monday' is not a date"
    )


def test_the_whole_page_a_section_and_several_pages(tmp_path: Path) -> None:
    """An entry names a page by file or route, a section by words or anchor, several pages by a pattern."""
    pages = [
        page(heading("Intro"), file="content/guide/index.md", title="Guide"),
        page(heading("Setting up!"), file="content/guide/setup.md"),
        page(heading("Other"), file="content/other.md"),
    ]
    yaml = """
exports:
  - {page: other.md}
  - {page: /guide/setup, section: '#setting-up', output: x/setup}
  - {page: content/guide/setup.md, section: 'setting  UP!', output: x/two}
  - {pages: ['guide/**/*.md', other.md], output: x/All about it}
  - {page: guide/index.md, section: Intro}
"""
    project = Project(tmp_path, pages, yaml)
    found = {e.output: (len(e.pages), e.section, e.title) for e in project.plan()}
    assert project.lines == []
    assert found == {
        "other/other": (1, "", "Other"),
        "x/setup": (1, "setting-up", "Setting up!"),
        "x/two": (1, "setting-up", "Setting up!"),
        "x/All about it": (3, "", "All about it"),
        "guide/intro": (1, "intro", "Intro"),
    }


def test_several_pages_stand_in_the_order_of_the_navigation(tmp_path: Path) -> None:
    """The order of the list does not matter, and no page comes twice."""
    pages = [page(para(n), file=f"content/{n}.md") for n in ("a", "b", "c")]
    yaml = "exports: [{pages: [c.md, a.md, '*.md'], output: all}]"
    assert Project(tmp_path, pages, yaml).plan()[0].pages == ("content/a.md", "content/b.md", "content/c.md")


def test_front_matter_asks_for_exports_of_its_own_page(tmp_path: Path) -> None:
    """An entry there needs no page; a section of it is named as in exporter.yaml."""
    entries = [{"output": "x/whole"}, {"section": "One", "output": "x/part", "title": "Part"}]
    project = Project(tmp_path, [page(heading("One"), title="P", exports=entries)])
    assert [(e.output, e.section, e.title) for e in project.plan()] == [("x/whole", "", "P"), ("x/part", "one", "Part")]


@pytest.mark.parametrize(
    ("entry", "line", "hint"),
    [
        (
            "{page: abut/faq.md, output: x}",
            "error[missing-page]: no page 'abut/faq.md'",
            "did you mean 'about/faq.md'?",
        ),
        ("{pages: 'none/*.md', output: x}", "error[missing-page]: no page 'none/*.md'", "never exported"),
        ("{page: about/faq.md, section: Onee, output: x}", "error[missing-section]: no section 'Onee'", "'One'?"),
        (
            "{output: d/on, title: x}",
            "error[no-export]: no page or entry requests the output 'd/on'",
            "did you mean 'd/one'?",
        ),
        ("{title: x}", "error[no-export]: the export has no page and no output", "name its page"),
        ("{page: about/faq.md, output: ../x}", "error[bad-output]: no file can be written to '../x'", "another name"),
        ("{page: about/faq.md, output: x, formats: [pfd]}", "error[unknown-format]: no format 'pfd'", "'pdf'?"),
        ("{page: about/faq.md, output: x, options: {pfd: {}}}", "error[unknown-format]: no format 'pfd'", "'pdf'?"),
    ],
)
def test_a_wrong_entry_is_told_and_the_other_exports_stay(tmp_path: Path, entry: str, line: str, hint: str) -> None:
    """Each fault is at its value in exporter.yaml with a hint, and nothing else is lost."""
    body = (heading("One"), *questions(1), offer("/d/one.pdf"))
    project = Project(tmp_path, [page(*body)], f"exports:\n  - {entry}\n")
    assert "d/one" in [e.output for e in project.plan()]
    assert project.lines[0].startswith("exporter.yaml:2:")
    assert line in project.lines[0]
    assert hint in str(project.hints[0])


def test_an_override_that_cannot_be_done_takes_its_export_with_it(tmp_path: Path) -> None:
    """A link's export is not built if its entry has a wrong section or key."""
    body = (heading("One"), *questions(1), offer("/d/one.pdf"))
    for entry in ("{output: d/one, section: None}", "{output: d/one, titel: x}"):
        project = Project(tmp_path, [page(*body)], f"exports: [{entry}]")
        assert project.plan() == ()


def test_two_entries_cannot_have_one_output(tmp_path: Path) -> None:
    """The second is an error that names the first; so are two pages' front matters."""
    project = Project(
        tmp_path, [faq()], "exports:\n  - {page: about/faq.md, output: x}\n  - {page: about/faq.md, output: X}\n"
    )
    assert [e.output for e in project.plan()].count("x") == 1
    assert project.lines == ["exporter.yaml:3:34: error[output-twice]: two exports have the output 'X'"]
    entries = [{"output": "same"}]
    pages = [page(para("x"), file=f"content/{n}.md", exports=entries) for n in "ab"]
    project = Project(tmp_path, pages)
    assert [e.pages for e in project.plan()] == [("content/a.md",)]
    assert [d.code for d in project.diagnostics] == ["output-twice"]


def test_options_of_formats_are_merged_and_placed(tmp_path: Path) -> None:
    """An export's own options, front matter's over the entry's, with the place of each."""
    yaml = "exports:\n  - output: d/one\n    options:\n      pdf: {cover: true, link_notes: true}\n"
    front = [{"output": "d/one", "options": {"pdf": {"cover": False}}}]
    export, _ = one(tmp_path, yaml, exports=front)
    assert export.options == {"pdf": {"cover": False, "link_notes": True}}
    assert str(export.origins["options.pdf.link_notes"]) == "exports exporter.yaml:4:38"
    assert export.origins["options.pdf.cover"].kind == "front matter"


def test_every_format_has_a_suffix_of_its_own() -> None:
    """The table that the tests plan with is sound."""
    assert len({f.suffix for f in FORMATS}) == len(FORMATS)
