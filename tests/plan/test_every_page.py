"""Every page as an export of its own: ``every_page: true``."""

from pathlib import Path

import pytest

from tests.plan.pages import Project, faq, heading, page

PAGES = (
    faq(),
    page(heading("X"), file="content/1.guide/index.md", route="/guide"),
    page(heading("Y"), file="content/draft.md", draft=True),
    page(heading("Z"), file="loose.md", route=""),
)
LINKED = "faq/OMASpecWorks FAQ"


def outputs(folder: Path, yaml: str, *targets: str) -> tuple[list[str], list[str]]:
    """The planned outputs, and the findings."""
    made = Project(folder, PAGES, yaml)
    return [export.output for export in made.plan(*targets)], made.lines


def test_each_page_of_the_site_is_an_export_beside_those_of_links(tmp_path: Path) -> None:
    """Drafts and pages outside of the content folder are none, and a section of a page is not the page."""
    made = Project(tmp_path, PAGES, "every_page: true\n")
    exports = {export.output: export for export in made.plan()}
    assert made.lines == []
    assert next(iter(exports)) == LINKED
    assert [*exports][-2:] == ["about/faq/faq", "guide/guide"]
    assert str(exports["guide/guide"].origins["output"]) == "every_page"
    without = Project(tmp_path, PAGES).plan()
    assert [*exports][:-2] == [export.output for export in without]


def test_the_names_are_those_of_the_folder_on_the_command_line(tmp_path: Path) -> None:
    """``every_page`` and ``exporter build content`` give the same whole pages."""
    named = outputs(tmp_path, "download_links: false\n", "content")
    assert named == outputs(tmp_path, "download_links: false\nevery_page: true\n")
    assert named == outputs(tmp_path, "download_links: false\nevery_page: true\n", "content")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("{page: about/faq.md, output: faq/All}", ["faq/All", "guide/guide"]),
        ("{output: about/faq/faq, title: All}", ["about/faq/faq", "guide/guide"]),
        ("{page: about/faq.md, section: LwM2M}", ["about/faq/lwm2m", "about/faq/faq", "guide/guide"]),
        ("{pages: ['**/*.md'], output: Book}", ["Book", "about/faq/faq", "guide/guide"]),
        ("{output: about/faq/faq, section: Nope}", ["guide/guide"]),
        ("{output: about/faq/faq, titel: All}", ["guide/guide"]),
    ],
)
def test_an_entry_about_a_whole_page_takes_its_place(tmp_path: Path, entry: str, expected: list[str]) -> None:
    """No page is made twice, an entry may change it by its output, and a wrong entry keeps its file from being made."""
    made, _ = outputs(tmp_path, f"download_links: false\nevery_page: true\nexports: [{entry}]\n")
    assert made == expected


def test_an_output_that_is_taken_is_told(tmp_path: Path) -> None:
    """An export that is asked for by name comes first."""
    entry = "{page: guide/index.md, output: about/faq/faq}"
    made, lines = outputs(
        tmp_path, f"download_links: false\nevery_page: true\nexports: [{entry.replace('guide/', '1.guide/')}]\n"
    )
    assert made == ["about/faq/faq"]
    assert [line.partition("[")[2].partition("]")[0] for line in lines] == ["output-twice"]
