"""What files say of themselves: nothing that is not so, in any format that says anything."""

import json
import os
import re
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from exporter.backends.epub.metadata import moves
from exporter.cli import run
from exporter.model.document import Asset
from tests.cli.conftest import Write, site

__all__ = ["site"]

FORMATS = ("epub", "html", "docx", "pdf")
# what stands in the front matter, what must not stand in any file, and the finding
WRONG = {
    "no such day": ("date: 2024-02-30", "2024-02-30", "'date'"),
    "no such month": ("date: 20241301", "20241301", "'date'"),
    "a number": ("updated: 20240101", "20240101", "'updated'"),
    "a word": ("modified: draft", "draft", "'modified'"),
    "no such hour": ("date: 2024-02-03T25:00:00", "2024-02-03", "'date'"),
    "no such zone": ("updated: '2024-02-03T10:00:00+99:99'", "2024-02-03", "'updated'"),
    "a list": ("date: [2024-02-03]", "2024-02-03", "'date'"),
    "a truth value": ("date: true", ">true<", "'date'"),
    "another underscore": ("lang: en_US", "en_US", "'lang'"),
    "no language": ("language: english please", "english please", "'language'"),
    "a language that is a number": ("lang: 5", '"5"', "'lang'"),
    "blanks": ('title: "  "', "<title></title>", "'title'"),
    "unseen": ('title: "\\u200b\\u3164"', "\u3164", "'title'"),
}


def built(page: str, name: str) -> dict[str, str]:
    """The metadata of the page's file in each format, or in the one that is named."""
    folder = Path("content/public")
    folder.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (30, 20), "red").save(folder / "a.png")
    Path("content/good.md").write_text(page, encoding="utf-8")
    assert run(["build", "--in-process", "--force", "content/good.md", "--to", name]) == 0
    return {kind: _READ[kind](next(Path("out").rglob(f"good.{kind}"))) for kind in name.split(",")}


def _part(name: str, path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def _pdf(path: Path) -> str:
    reader = PdfReader(path)
    metadata = reader.root_object["/Metadata"].get_object().get_data().decode()
    return f"{metadata}{dict(reader.metadata or {})}{reader.root_object.get('/Lang')}"


_READ = {
    "epub": lambda path: _part("EPUB/package.opf", path),
    "docx": lambda path: _part("docProps/core.xml", path),
    "html": lambda path: path.read_text("utf-8").partition("<style>")[0],
    "pdf": _pdf,
}


def opf(body: str, head: str = "title: Good") -> str:
    """The package document of a page with this body."""
    return built(f"---\n{head}\n---\n\n{body}\n", "epub")["epub"]


def said(package: str, name: str) -> list[str]:
    """The values of a property of the package document."""
    return re.findall(rf'<meta property="{name}">([^<]*)</meta>', package)


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_none_is_in_no_file(site: Write, wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A date, language or title that is none is a finding at its line, and no format has it."""
    line, text, named = WRONG[wrong]
    files = built(f"---\nauthor: A\n{line}\n---\n\n## First\n\nWords.\n", ",".join(FORMATS))
    assert f"content/good.md:3:1: warning[bad-property]: {named}" in capsys.readouterr().err
    for name, metadata in files.items():
        assert text not in metadata, name
        assert re.search(r"[1-9]\d{3}-\d\d-\d\dT?", metadata.replace("1980-", "")) is None, name


@pytest.mark.parametrize("name", FORMATS)
def test_dates_and_languages_that_are_some_are_there(site: Write, name: str) -> None:
    """Each format says when the page was changed and in which language it is."""
    page = "---\ntitle: Good\nupdated: 2024-02-29T23:30-01:00\nlang: de-CH\n---\n\n## Eins\n\nWorte.\n"
    metadata = built(page, name)[name]
    assert "de-CH" in metadata
    assert "2024-02-29" in metadata or "2024-03-01T00:30:00Z" in metadata


def test_an_epub_claims_words_for_pictures_only_where_all_have_them(site: Write) -> None:
    """One informative picture without alternative text ends both claims; decoration needs none."""
    site("exporter.yaml", "severities: {missing-alt: warning}\n")
    mode, features = "schema:accessModeSufficient", "schema:accessibilityFeature"
    for body, sufficient, described, modes in (
        ("Words.", "textual", False, ["textual"]),
        ("Words ![A dot](/a.png)", "textual", True, ["textual", "visual"]),
        ('Words <img src="/a.png" alt="">', "textual", False, ["textual"]),
        ("![A dot](/a.png)\n\n![](/a.png)", "textual,visual", False, ["textual", "visual"]),
        ('A note[^1]\n\n[^1]: <img src="/a.png">', "textual,visual", False, ["textual", "visual"]),
    ):
        package = opf(f"## First\n\n{body}")
        assert said(package, mode) == [sufficient], body
        assert ("alternativeText" in said(package, features)) == described, body
        assert said(package, "schema:accessMode") == modes, body


def test_an_epub_claims_contents_and_headings_only_where_it_has_them(site: Write) -> None:
    """A page of one paragraph has nothing to go to."""
    assert said(opf("Words."), "schema:accessibilityFeature") == ["none"]
    features = said(opf("## First\n\nWords.\n\n## Second\n\nWords."), "schema:accessibilityFeature")
    assert set(features) == {"structuralNavigation", "tableOfContents"}
    assert said(opf("Words."), "schema:accessibilityHazard") == ["none"]


def _frames(kind: str, count: int) -> bytes:
    data = BytesIO()
    frames = [Image.new("RGB", (4, 4), (at * 50, 0, 0)) for at in range(count)]
    frames[0].save(data, kind, save_all=count > 1, **({"append_images": frames[1:]} if count > 1 else {}))
    return data.getvalue()


@pytest.mark.parametrize(
    ("media_type", "data", "moving"),
    [
        ("image/gif", _frames("GIF", 3), True),
        ("image/gif", _frames("GIF", 1), False),
        ("image/png", _frames("PNG", 3), True),
        ("image/png", _frames("PNG", 1), False),
        ("image/svg+xml", b"<svg><rect><animate attributeName='x'/></rect></svg>", True),
        ("image/svg+xml", b"<svg><style>@keyframes a {}</style></svg>", True),
        ("image/svg+xml", b"<svg><rect/></svg>", False),
        ("image/jpeg", b"", False),
    ],
)
def test_moving_pictures_are_told_by_their_bytes(media_type: str, data: bytes, *, moving: bool) -> None:
    """Where one may move, its hazards are unknown."""
    picture = Asset(name="a", media_type=media_type, data=data, width=4, height=4)  # type: ignore[arg-type]
    assert moves(picture) is moving


def test_without_a_date_an_epub_changes_its_own_with_its_words(site: Write) -> None:
    """The same words give the same bytes, others another time in the year that stands for no date."""
    one, again, other = opf("One."), opf("One."), opf("Other.")
    assert one == again
    (first,), (second,) = said(one, "dcterms:modified"), said(other, "dcterms:modified")
    assert first != second
    assert first[:5] == second[:5] == "1980-"


def test_the_last_commit_dates_an_epub(site: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a repository it is that of the page's last commit, unless the page has changed since or says it itself."""
    git("init", "-q")
    site("content/other.md", "Words.\n")
    opf("One.")
    git("add", "content")
    git("commit", "-qm", "one", day="2021-03-04T05:06:07Z")
    site("content/other.md", "Other words.\n")
    git("commit", "-qam", "two", day="2022-03-04T05:06:07Z")
    assert said(opf("One."), "dcterms:modified") == ["2021-03-04T05:06:07Z"]
    assert said(opf("Other."), "dcterms:modified")[0].startswith("1980-")
    run(["report", "accessibility", "--format", "json", "-o", "record.json"])  # 1: the other formats are not built
    record = json.loads(Path("record.json").read_text("utf-8"))
    assert (record["date"], record["uncommitted"]) == ("2022-03-04", ["content/good.md"])
    assert said(opf("Other.", "title: Good\nupdated: 2023-01-02"), "dcterms:modified") == ["2023-01-02T00:00:00Z"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert said(opf("One."), "dcterms:modified") == ["2023-11-14T22:13:20Z"]


def test_a_shallow_clone_knows_no_last_commit(site: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commit at which a history is cut off is not the one that changed a page."""
    git("init", "-q")
    opf("One.")
    git("add", "content")
    git("commit", "-qm", "one", day="2021-03-04T05:06:07Z")
    site("content/other.md", "Words.\n")
    git("add", "content")
    git("commit", "-qm", "two", day="2022-03-04T05:06:07Z")
    git("clone", "-q", "--depth", "1", f"file://{Path().absolute()}", str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    assert said(opf("One."), "dcterms:modified")[0].startswith("1980-")


def test_a_commit_alone_makes_no_file_stale(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever builds and then commits has files that still say what their pages say."""
    site("exporter.yaml", "exports: [{page: good.md, output: good, formats: [epub]}]\n")
    git("init", "-q")
    git("commit", "-q", "--allow-empty", "-m", "nothing", day="2020-03-04T05:06:07Z")
    assert run(["build", "--in-process"]) == 0
    git("add", "content")
    git("commit", "-qm", "one", day="2021-03-04T05:06:07Z")
    assert run(["check", "--strict"]) == 0
    assert "its pages were committed since" in capsys.readouterr().out
    assert run(["build", "--in-process"]) == 0
    assert said(_READ["epub"](Path("out/public/good.epub")), "dcterms:modified") == ["2021-03-04T05:06:07Z"]


def git(*arguments: str, day: str = "") -> None:
    """Run git in the current folder; ``day`` is the time of a commit."""
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    when = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day} if day else {}
    subprocess.run(["git", *names, *arguments], check=True, capture_output=True, env={**os.environ, **when})
