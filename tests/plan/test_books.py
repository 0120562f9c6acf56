"""Books as the site's navigation has them: the order of pages, folders as parts, pages as chapters."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from exporter.diagnostics import Diagnostics
from exporter.model.export import Chapter
from exporter.model.nodes import Heading, Link
from exporter.model.walk import plain_text, walk
from exporter.source.navigation import Navigation, read_folder
from tests.plan.pages import Project, heading, link, page, para

BOOK = "exports: [{pages: '**/*.md', output: book}]"


def project(tmp_path: Path, pages: Mapping[str, dict[str, object]], files: Mapping[str, str] | None = None) -> Project:
    """Pages by their names below the content folder, with front matter, and navigation files on disk."""
    for name, text in (files or {}).items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    made = [page(heading("Words"), file=f"content/{name}", **data) for name, data in pages.items()]
    return Project(tmp_path, made, BOOK, folders=True)


def outline(made: Project) -> list[str]:
    """The parts and chapters of the book, each behind as many blanks as its level, parts with a colon."""
    headings = (n for n in walk(made.documents()["book"].body) if isinstance(n, Heading) and n.role)
    return [" " * (h.level - 2) + plain_text(h.children) + ":" * (h.role == "part") for h in headings]


def test_folders_are_parts_and_pages_chapters(tmp_path: Path) -> None:
    """Titles come from the navigation file, the index page or the folder's name; a folder of one page is no part."""
    pages = {
        "index.md": {"title": "Home"},
        "1.guide/index.md": {"title": "Overview"},
        "1.guide/2.set-up.md": {"title": "Set up"},
        "1.guide/10.last.md": {"title": "Last"},
        "1.guide/3.deep_er/1.one.md": {"title": "One"},
        "1.guide/3.deep_er/2.two.md": {"title": "Two"},
        "2.api/index.md": {"title": "API reference"},
        "2.api/x.md": {"title": "X"},
        "3.alone/z.md": {"title": "Alone"},
    }
    made = project(tmp_path, pages, {"1.guide/.navigation.yml": "title: The Guide\nicon: i-book\n---\n"})
    assert outline(made) == [
        *("Home", "The Guide:", " Overview", " Set up", " Deep Er:", "  One", "  Two", " Last"),
        *("API reference:", " X", "Alone"),
    ]
    assert made.lines == []


def test_a_book_of_one_folder_has_chapters_alone(tmp_path: Path) -> None:
    """The folders that all pages share are no part: the book has a title of its own."""
    pages = {"docs/guide/a.md": {"title": "A"}, "docs/guide/b.md": {"title": "B"}}
    made = project(tmp_path, pages, {"docs/guide/.navigation.yml": "title: Guide\n"})
    assert outline(made) == ["A", "B"]


def test_orders_in_navigation_files_and_pages_take_the_place_of_numbers(tmp_path: Path) -> None:
    """``order`` counts at the top or under ``navigation``, of a folder in either version's file and of a page."""
    pages = {
        "1.a/x.md": {"title": "X"},
        "1.a/y.md": {"title": "Y", "navigation": {"order": 0}},
        "2.b/x.md": {"title": "BX"},
        "2.b/y.md": {"title": "BY"},
        "c.md": {"title": "C", "navigation": {"order": 1.5}},
    }
    files = {"1.a/.navigation.yml": "navigation: {order: 9, title: First}\n", "2.b/_dir.yml": "title: Second\n"}
    assert outline(project(tmp_path, pages, files)) == ["C", "Second:", " BX", " BY", "First:", " Y", " X"]


def test_pages_out_of_the_navigation_are_out_of_the_book(tmp_path: Path) -> None:
    """A pattern leaves them out with a note; a page's own file takes it in."""
    pages: dict[str, dict[str, object]] = {
        "a.md": {},
        "b.md": {"navigation": False},
        "c.md": {},
        "old/d.md": {},
        "old/deep/e.md": {},
    }
    made = project(tmp_path, pages, {"old/_dir.yml": "navigation: false\n"})
    assert made.plan()[0].pages == ("content/a.md", "content/c.md")
    assert made.lines == [
        "exporter.yaml:1:20: note[not-in-navigation]: not in the site's navigation, so not in this document: "
        "content/b.md, content/old/d.md, content/old/deep/e.md"
    ]
    made.yaml = "exports: [{pages: ['*.md', b.md], output: book}]"
    assert made.plan()[0].pages == ("content/a.md", "content/b.md", "content/c.md")


def test_folders_whose_names_differ_in_their_numbers_alone_stay_apart(tmp_path: Path) -> None:
    """Their pages are not mixed, and each has its part."""
    pages: dict[str, dict[str, object]] = {f"{folder}/{name}.md": {} for folder in ("1.a", "01.a") for name in "xy"}
    assert outline(project(tmp_path, pages)) == ["A:", " X", " Y", "A:", " X", " Y"]


def test_parts_nest_three_deep(tmp_path: Path) -> None:
    """Deeper folders open no part of their own, so that headings of their pages keep a level."""
    names = ("a/b/c/d/x.md", "a/b/c/d/y.md", "a/b/c/z.md", "a/b/w.md", "a/v.md", "u.md")
    (export,) = project(tmp_path, {name: {} for name in sorted(names)}).plan()
    assert dict(zip(export.pages, export.chapters, strict=True))["content/a/b/c/d/x.md"] == Chapter(
        level=4, parts=("A", "B", "C")
    )


def test_anchors_of_pages_stay_beside_those_of_parts(tmp_path: Path) -> None:
    """A part has an anchor that no page has, and links between chapters stay in the book."""
    first = page(para(link("/guide/b"), link("/guide/b#words")), file="content/guide/a.md", title="Guide")
    second = page(heading("Guide"), heading("Words"), file="content/guide/b.md")
    made = Project(tmp_path, [page(para("x"), file="content/z.md"), first, second], BOOK, folders=True)
    body = made.documents()["book"].body
    anchors = [n.anchor for n in walk(body) if isinstance(n, Heading)]
    assert anchors == ["part-guide", "a", "b", "guide", "words", "z"]
    assert [n.target for n in walk(body) if isinstance(n, Link)] == ["#b", "#words"]


FAULTS = {
    "title: [a]\n": ("{}:1:8: warning[navigation-file]: 'title' in '{}' must be text", Navigation()),
    "\n\norder: first\n": ("{}:3:8: warning[navigation-file]: 'order' in '{}' must be a number", Navigation()),
    "navigation: maybe\n": (
        "{}:1:13: warning[navigation-file]: 'navigation' in '{}' must be false or keys with values",
        Navigation(),
    ),
    "title: a: b\n": ("{}:1:9: error[yaml-syntax]", Navigation()),
    "title: &x A\n": ("{}:1:8: error[yaml-refused]", Navigation()),
    "- a\n": ("{}:1:1: error[yaml-shape]", Navigation()),
    "title: 1.10\n": ("", Navigation(title="1.1")),
    "---\ntitle: A\n---\nmore: x\n": ("", Navigation(title="A")),
    "": ("", Navigation()),
}


@pytest.mark.parametrize("text", FAULTS)
def test_faults_of_a_navigation_file_are_told_at_their_lines(tmp_path: Path, text: str) -> None:
    """Nothing of it stops a book: its folder is named and ordered by its name."""
    made = project(tmp_path, {}, {"a/.navigation.yml": text})
    found = Diagnostics()
    line, expected = FAULTS[text]
    file = "content/a/.navigation.yml"
    assert read_folder(made.config(), "a", found) == expected
    shown = [str(finding) for finding in found]
    assert len(shown) == bool(line)
    assert all(one.startswith(line.format(file, file)) for one in shown)


def test_a_navigation_file_that_leads_out_is_not_read(tmp_path: Path) -> None:
    """Neither through a link nor beyond the limit of its size."""
    made = project(tmp_path, {}, {"a/x.md": "", "b/.navigation.yml": "title: " + "A" * 200_000})
    (tmp_path / "secret.yml").write_text("title: Secret\n")
    (tmp_path / "content/a/.navigation.yml").symlink_to(tmp_path / "secret.yml")
    found = Diagnostics()
    assert [read_folder(made.config(), folder, found) for folder in "ab"] == [Navigation(), Navigation()]
    assert [d.code for d in found] == ["navigation-file"] * 2
