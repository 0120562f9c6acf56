"""Exports that the command line selects."""

from pathlib import Path

import pytest

from tests.plan.pages import Project, faq, heading, page

YAML = """
exports:
  - {page: about/faq.md, output: faq/All}
  - {page: about/faq.md, section: LwM2M, output: faq/LwM2M FAQ}
"""


def project(folder: Path) -> Project:
    """The FAQ page and another, with two configured exports."""
    return Project(
        folder, [faq(), page(heading("X"), file="content/x/index.md"), page(file="loose.md", route="")], YAML
    )


def test_a_page_is_the_export_of_the_whole_page(tmp_path: Path) -> None:
    """A page gets its planned export, else one in a folder of its own."""
    made = project(tmp_path)
    assert [e.output for e in made.plan("content/about/faq.md")] == ["faq/All"]
    assert [e.output for e in made.plan("about/faq.md")] == ["faq/All"]
    assert [e.output for e in made.plan("content/x/index.md", "loose.md")] == ["x/x", "loose"]
    assert made.plan("content/x/index.md")[0].formats == ("pdf", "docx", "html")
    assert made.lines == []


@pytest.mark.parametrize(
    ("target", "formats"),
    [
        ("faq/LwM2M FAQ", ("pdf", "docx", "html")),
        ("faq/lwm2m faq.docx", ("docx",)),
        ("out/public/faq/LwM2M FAQ.pdf", ("pdf",)),
        ("out/review/faq/LwM2M FAQ.docx", ("docx",)),
        ("./faq/LwM2M FAQ", ("pdf", "docx", "html")),
    ],
)
def test_an_output_is_named_with_or_without_folder_and_suffix(tmp_path: Path, target: str, formats: tuple) -> None:
    """A suffix asks for that format alone."""
    (export,) = project(tmp_path).plan(target)
    assert (export.output, export.formats) == ("faq/LwM2M FAQ", formats)


def test_two_suffixes_are_two_formats_of_one_export(tmp_path: Path) -> None:
    """Naming two files of an export makes both."""
    (export,) = project(tmp_path).plan("faq/All.pdf", "faq/All.html")
    assert export.formats == ("pdf", "html")


def test_the_command_line_chooses_formats(tmp_path: Path) -> None:
    """``--to`` comes before everything that is configured."""
    exports = project(tmp_path).plan(formats=("docx",))
    assert {e.formats for e in exports} == {("docx",)}
    assert {e.origins["formats"].kind for e in exports} == {"command line"}


def test_an_unknown_name_is_told_and_the_others_are_built(tmp_path: Path) -> None:
    """An unknown name is an error with the nearest known name."""
    made = project(tmp_path)
    assert [e.output for e in made.plan("faq/All", "faq/LwM2M FAG", "content/abuot/faq.md")] == ["faq/All"]
    assert made.lines == [
        "error[unknown-target]: no page or output 'faq/LwM2M FAG'",
        "error[missing-page]: no page 'content/abuot/faq.md'",
    ]
    assert made.hints == ["did you mean 'faq/LwM2M FAQ'?", "did you mean 'content/about/faq.md'?"]


@pytest.mark.parametrize(
    "target", ["content/about", "content/about/", "./content/about", "content/about/*.md", "**/faq.md"]
)
def test_a_folder_or_a_pattern_names_the_pages_in_it(tmp_path: Path, target: str) -> None:
    """Each page as a whole, as if it were named itself."""
    made = project(tmp_path)
    assert [(e.output, e.pages) for e in made.plan(target)] == [
        (e.output, e.pages) for e in made.plan("content/about/faq.md")
    ]
    assert not made.lines
