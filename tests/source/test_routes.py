"""Routes and order of pages, as the site has them."""

from pathlib import PurePosixPath

import pytest

from exporter.source.routes import is_draft, is_hidden, order, route


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.md", "/"),
        ("about/faq.md", "/about/faq"),
        ("80.about/8040.faq/index.md", "/about/faq"),
        ("80.about/8005.index.md", "/about"),
        ("1.getting-started/02.installation.md", "/getting-started/installation"),
        ("404.md", "/404"),
        ("releases/1.2.0.md", "/releases/1.2.0"),
        ("20.solutions/2010.utilities/201040.water-2_0.md", "/solutions/utilities/water-2_0"),
        ("60.media/2026-06-26-Machine-Readable_Unlocks AI.md", "/media/2026-06-26-machine-readable_unlocks-ai"),
        ("2026-07-10- LwM2M.md", "/2026-07-10-lwm2m"),
        ("Café & Bar.md", "/cafe-and-bar"),
        ("guide/indexing.md", "/guide/indexing"),
        ("guide/new.draft.md", "/guide/new"),
        ("guide/index.draft.md", "/guide"),
    ],
)
def test_routes_are_those_of_the_site(path: str, expected: str) -> None:
    """Numbers in front go, ``index`` is its folder, names become slugs."""
    assert route(PurePosixPath(path)) == expected


@pytest.mark.parametrize(
    ("path", "hidden"),
    [
        *(("_partial.md", True), ("a/_b/c.md", True), (".hidden/a.md", True), ("1._x.md", True)),
        *(("a_b.md", False), ("20.a/1.b.md", False)),
    ],
)
def test_hidden_files_are_no_pages(path: str, hidden: bool) -> None:
    """An underscore or a dot in front of a name, or of a folder above it, hides a page."""
    assert is_hidden(PurePosixPath(path)) is hidden


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("---\ntitle: x\ndraft: true\n---\n", True),
        ("---\r\ndraft: true # not yet\r\n---\r\n", True),
        ("---\ndraft: false\n---\n", False),
        ("---\ntitle: x\n---\ndraft: true\n---\n", False),
        ("draft: true\n", False),
        ("---\nx:\n  draft: true\n---\n", False),
        ("---\ndraft: 'true'\n---\n", False),
    ],
)
def test_drafts_are_marked_in_the_front_matter(text: str, draft: bool) -> None:
    """``draft: true`` counts at the top level of the front matter, nowhere else."""
    assert is_draft(PurePosixPath("a.md"), text) is draft


def test_a_draft_is_marked_by_its_name_too() -> None:
    """``x.draft.md`` is a draft."""
    assert is_draft(PurePosixPath("x.draft.md"), "")


def test_the_order_is_that_of_the_navigation() -> None:
    """Numbers sort by value, the index of a folder comes first, folders stand where their number puts them."""
    names = ["10.b.md", "2.a/index.md", "2.a/1.x.md", "2.a/10.y.md", "2.a/9.z.md", "index.md", "c.md", "2.a.md"]
    paths = sorted(map(PurePosixPath, names), key=order)
    assert [p.as_posix() for p in paths] == [
        *("index.md", "2.a.md", "2.a/index.md", "2.a/1.x.md", "2.a/9.z.md", "2.a/10.y.md", "10.b.md", "c.md")
    ]
