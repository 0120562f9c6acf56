"""Reading the pages of a site."""

import hashlib
from pathlib import Path

import pytest

from exporter.config import Config
from exporter.config.load import load
from exporter.diagnostics import Diagnostics
from exporter.source.named_pages import read_named
from exporter.source.reader import check_folders, read_sources
from exporter.source.snapshot import snapshot


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with an empty content folder."""
    (tmp_path / "exporter.yaml").write_text("site: {url: 'https://example.org', routes: [join/]}\n")
    (tmp_path / "content" / "public").mkdir(parents=True)
    return tmp_path


def config_of(project: Path) -> Config:
    """The project's configuration."""
    return load(project, ("pdf", "docx", "html"), Diagnostics())


def put(project: Path, name: str, data: bytes = b"# Page\n") -> None:
    """A file below the content folder."""
    path = project / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def lines(diagnostics: Diagnostics) -> list[str]:
    """Findings without their hints."""
    return [str(d).splitlines()[0] for d in diagnostics]


def test_pages_are_read_in_order_without_those_that_are_not_published(project: Path) -> None:
    """Hidden files, drafts, files of the public folder and other files are no pages."""
    for name in (
        "10.b.md",
        "9.a.md",
        "index.md",
        "_c.md",
        ".d.md",
        "_e/f.md",
        "public/readme.md",
        "x.draft.md",
        "g.yml",
    ):
        put(project, name)
    put(project, "h.md", b"---\ndraft: true\n---\n")
    diagnostics = Diagnostics()
    assert [s.route for s in read_sources(config_of(project), diagnostics)] == ["/", "/a", "/b"]
    assert len(diagnostics) == 0


def test_text_stays_as_it_is(project: Path) -> None:
    """Line ends are kept, the hash is of the bytes."""
    data = "a\r\nb\rc\n\u00fc".encode()
    put(project, "a.md", data)
    (source,) = read_sources(config_of(project), Diagnostics())
    assert source.text == "a\r\nb\rc\n\u00fc"
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert (source.file, source.route, source.bom) == ("content/a.md", "/a", False)


def test_a_byte_order_mark_is_no_text(project: Path) -> None:
    """Offsets and columns count without it; that it was there is kept."""
    put(project, "a.md", b"\xef\xbb\xbfabc")
    (source,) = read_sources(config_of(project), Diagnostics())
    assert (source.text, source.bom, str(source.places().pos(0, 1))) == ("abc", True, "content/a.md:1:1")


def test_bad_utf8_is_reported_at_its_place(project: Path) -> None:
    """The place of the first bad byte is counted in characters; the other pages are read."""
    put(project, "a.md", "first\nzw\u00f6lf ".encode() + b"\xff rest")
    put(project, "b.md")
    diagnostics = Diagnostics()
    assert [s.route for s in read_sources(config_of(project), diagnostics)] == ["/b"]
    assert lines(diagnostics) == ["content/a.md:2:7: error[bad-encoding]: byte 0xff is not UTF-8"]


def test_links_out_of_the_content_folder_are_reported(project: Path, tmp_path: Path) -> None:
    """A page that is a link out is an error, a folder that is a link is not entered and warned of."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.md").write_text("# Secret\n")
    (project / "content" / "a.md").symlink_to(outside / "x.md")
    (project / "content" / "b").symlink_to(outside)
    diagnostics = Diagnostics()
    assert read_sources(config_of(project), diagnostics) == ()
    assert sorted(d.code for d in diagnostics) == ["link-not-followed", "unreadable-page"]


def test_a_page_beyond_the_limit_is_refused(project: Path) -> None:
    """A page of more than five million bytes is an error with its size."""
    put(project, "a.md", b"a" * 5_000_001)
    diagnostics = Diagnostics()
    assert read_sources(config_of(project), diagnostics) == ()
    assert "larger than 5,000,000 bytes" in lines(diagnostics)[0]


def test_the_limit_is_configured(project: Path) -> None:
    """``limits.source.page_bytes`` takes the place of the default."""
    (project / "exporter.yaml").write_text("limits: {source: {page_bytes: 3}}")
    put(project, "a.md", b"abcd")
    diagnostics = Diagnostics()
    assert read_sources(config_of(project), diagnostics) == ()
    assert "larger than 3 bytes" in lines(diagnostics)[0]


def test_named_pages_may_be_anywhere(project: Path, tmp_path: Path) -> None:
    """A page outside of the content folder is read, has no route, and is not read twice."""
    put(project, "a.md")
    (tmp_path / "page.md").write_text("# Loose\n")
    config = config_of(project)
    known = read_sources(config, Diagnostics())
    diagnostics = Diagnostics()
    named = read_named(
        ["page.md", "content/a.md", "content/../page.md", "faq/Output"], known, config, diagnostics, tmp_path
    )
    assert [(s.file, s.route) for s in named.sources] == [("page.md", "")]
    assert len(diagnostics) == 0


def test_drafts_and_missing_pages_cannot_be_named(project: Path) -> None:
    """Asking for a draft or a hidden page is an error, never an export; a missing one is left to planning."""
    put(project, "draft.md", b"---\ndraft: true\n---\n")
    put(project, "_hidden.md")
    diagnostics = Diagnostics()
    names = ["content/draft.md", "content/_hidden.md", "content/none.md"]
    named = read_named(names, (), config_of(project), diagnostics, project)
    assert (named.sources, named.reported) == ((), {"content/draft.md", "content/_hidden.md"})
    assert lines(diagnostics) == [
        "content/draft.md:1:1: error[unpublished-page]: page 'content/draft.md' is a draft",
        "error[unpublished-page]: page 'content/_hidden.md' is hidden",
    ]


def test_a_project_without_content_has_no_pages(tmp_path: Path) -> None:
    """No content folder is no fault: a page may still be named."""
    diagnostics = Diagnostics()
    assert read_sources(load(tmp_path, (), Diagnostics()), diagnostics) == ()
    assert len(diagnostics) == 0


def test_the_site_knows_its_routes_files_and_cards(project: Path) -> None:
    """Routes come from pages, configuration and a sitemap; files from the public folder alone; cards by their id."""
    put(project, "a.md", b"---\ntitle: A\ncardID: 7\n---\n")
    put(project, "public/data/x.json", b"{}")
    (project / "sitemap.xml").write_text("<urlset><url><loc>https://example.org/b%20c/</loc></url></urlset>")
    (project / "exporter.yaml").write_text(
        "site: {url: 'https://example.org', routes: [join/], sitemap: sitemap.xml}\n"
    )
    config = config_of(project)
    site = snapshot(config, read_sources(config, Diagnostics()), Diagnostics())
    assert site.routes == {"/join": "", "/b c": "", "/a": "content/a.md"}
    assert (site.data_file("/data/x.json"), site.data_file("/../a.md")) == (b"{}", None)
    assert site.card("7") == ("/a", {"title": "A", "cardID": 7})
    assert site.card("8") is None


def test_addresses_of_a_sitemap_that_are_none_are_reported(project: Path) -> None:
    """One of them does not keep the others from being routes."""
    (project / "sitemap.xml").write_text("<loc>http://[::1</loc>\n<loc>\n  https://example.org/a?b=1&amp;c\n</loc>")
    (project / "exporter.yaml").write_text("site:\n  sitemap: sitemap.xml\n")
    diagnostics = Diagnostics()
    assert list(snapshot(config_of(project), (), diagnostics).routes) == ["/a"]
    why = "'http://[::1' in sitemap 'sitemap.xml' is not an address: invalid ipv6 url"
    assert lines(diagnostics) == [f"exporter.yaml:2:12: error[missing-sitemap]: {why}"]


def test_a_missing_sitemap_is_reported_at_its_place(project: Path) -> None:
    """The configuration's line is named."""
    (project / "exporter.yaml").write_text("site:\n  sitemap: none.xml\n")
    diagnostics = Diagnostics()
    snapshot(config_of(project), (), diagnostics)
    assert lines(diagnostics) == [
        "exporter.yaml:2:12: error[missing-sitemap]: cannot read sitemap 'none.xml': there is no such file"
    ]


@pytest.mark.parametrize("key", ["content", "public"])
def test_folders_of_the_project_do_not_lead_out_of_it(tmp_path: Path, key: str) -> None:
    """A link in the place of the pages or the pictures gives no file of the machine, unless it is named absolutely."""
    outside = tmp_path / "outside"
    (outside / "images").mkdir(parents=True)
    (outside / "secret.md").write_text("# Secret", "utf-8")
    (outside / "images" / "a.json").write_text("{}", "utf-8")
    project = tmp_path / "project"
    (project / "content").mkdir(parents=True)
    (project / "content" / "a.md").write_text("# A", "utf-8")
    if key == "content":
        (project / "content").rename(project / "elsewhere")
    (project / key).symlink_to(outside)
    diagnostics = Diagnostics()
    config = load(project, ["pdf"], diagnostics)
    sources = read_sources(config, diagnostics)
    check_folders(sources, config, diagnostics)
    assert "link-leads-out" in {d.code for d in diagnostics}
    assert "secret.md" not in "".join(source.file for source in sources)
    assert snapshot(config, sources, diagnostics).read("/images/a.json") is None
    (project / "exporter.yaml").write_text(f"{key}: {outside}\n", "utf-8")
    named = Diagnostics()
    config = load(project, ["pdf"], named)
    sources = read_sources(config, named)
    check_folders(sources, config, named)
    assert "link-leads-out" not in {d.code for d in named}
    assert any("secret" in s.file for s in sources) or snapshot(config, sources, named).read("/images/a.json") == b"{}"
