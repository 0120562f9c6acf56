"""A reviewed Word file comes from outside: whatever its map says, it changes the pages of its own export only."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from exporter.build import flow as flow_module
from exporter.cli import run
from exporter.model.position import Point, Pos
from exporter.ooxml.review_map import ReviewMap, to_xml
from tests.review.docxfile import Reviewed, edit, gone, new, review_file

CONFIGURATION = """\
site: {url: https://example.org}
formats: [docx]
exports:
  - {page: own.md, output: files/Our own}
  - {page: other.md, output: files/other}
  - {page: alias.md, output: files/alias}
"""
TEXT = "---\ntitle: {}\n---\n\nWords that are the same in all of them.\n\nAnd more words.\n"
OWN = "content/own.md"
PAGES = ("content/own.md", "content/other.md", "content/loose.md", "content/_hidden.md", "README.md", "notes/x.md")
DRAFT = TEXT.replace("title", "draft: true\ntitle")
UNSEEN = "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]"
Tree = dict[str, bytes]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that commands run in, with a file above it."""
    site = tmp_path / "site"
    for name in (*PAGES, "../outside.md"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(TEXT.format(Path(name).stem), "utf-8")
    (site / "content/draft.md").write_text(DRAFT.format("draft"), "utf-8")
    (site / "content/alias.md").symlink_to("other.md")
    (site / "exporter.yaml").write_text(CONFIGURATION, "utf-8")
    monkeypatch.chdir(site)
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    return site


def tree(site: Path) -> Tree:
    """Every file of the site and above it, with its bytes or where it leads to."""
    paths = (p for p in site.parent.rglob("*") if p.is_symlink() or (p.is_file() and p.suffix != ".docx"))
    return {str(p): str(p.readlink()).encode() if p.is_symlink() else p.read_bytes() for p in paths}


def reviewed(path: str = OWN, export: str = "files/Our own", text: str = TEXT.format("own")) -> Reviewed:
    """A file with one tracked change, whose map says that it is of this page and this export."""
    file = review_file(text, path)
    edit(file.part("the same"), "same", gone("same"), new("SAME"))
    file.map = replace(file.map, export=export, page=path)
    return file


def apply(file: Path | str, *more: str) -> int:
    """The exit code of applying a file."""
    return run(["review", "apply", str(file), *more])


def test_its_own_page_is_written(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A file with its export's name and page changes that page alone, and says first which one that is."""
    before = tree(site)
    assert apply(reviewed().save(site / "Our own.docx")) == 0
    after = tree(site)
    assert {Path(p).name for p in after if after[p] != before.get(p)} == {"own.md"}
    told = capfd.readouterr().err.splitlines()
    assert told[0] == f"Our own.docx: export 'files/Our own' of {OWN}"
    assert told[-1] == f"1 change written to {OWN}, 0 left to do by hand, 0 untracked, 0 comments listed"


def test_pages_are_read_within_the_limits(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page is read by workers, also as it would be after the changes."""

    def refuse(*_: object) -> NoReturn:
        raise AssertionError("read in the process that has to go on")

    monkeypatch.setattr(flow_module, "_read_page", refuse)
    file = reviewed().save(site / "Our own.docx")
    assert run(["review", "list", str(file)]) == 0
    assert apply(file, "--no-cache") == 0
    assert "SAME" in (site / OWN).read_text("utf-8")


def test_a_fresh_file_has_no_changes_whatever_the_limits(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The limits by which a page was exported are those by which a review reads it."""
    items = "\n".join(f"{'  ' * depth}- level {depth}" for depth in range(13))
    (site / OWN).write_text(f"---\ntitle: own\n---\n\nWords.\n\n{items}\n", "utf-8")
    limits = "limits: {lowering: {lists: 14, blocks: 40}}\n"
    (site / "exporter.yaml").write_text(CONFIGURATION + limits, "utf-8")
    assert run(["build", "files/Our own", "-o", "Our own.docx"]) == 0, capfd.readouterr().err
    assert run(["review", "list", "Our own.docx", "--no-cache"]) == 0
    out, err = capfd.readouterr()
    assert "has changed" not in err, err
    assert "0 changes" in out


FOREIGN = (
    *("README.md", "notes/x.md", "exporter.yaml", "content/other.md", "content/loose.md", "content/alias.md"),
    *("content/draft.md", "content/_hidden.md", "../outside.md", "/etc/hosts.md", "content/own.md/../other.md"),
    *("./content/other.md", "content//other.md", "CONTENT/OTHER.MD", "content\\other.md", "file:content/other.md"),
    *("content/own.md\n", "content/own\u202e.md", "content/own.md\x85", " content/own.md", "", ".", "content"),
)


CLAIMS = ("files/Our own", "", "files/other", "files/alias", "files/draft", "loose/loose")


@pytest.mark.parametrize(
    ("path", "claims"), [(path, CLAIMS if at < 9 else CLAIMS[:2]) for at, path in enumerate(FOREIGN)]
)
def test_no_other_file_is_written(
    site: Path, path: str, claims: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    """A map that names another file, with the name of its own export or of another one, changes nothing."""
    before = tree(site)
    for export in claims:
        assert apply(reviewed(path, export).save(site / "Our own.docx")) in (1, 2)
        assert apply("Our own.docx", "--dry-run") in (0, 1)
    assert run(["review", "list", "Our own.docx"]) == 0
    out, err = capfd.readouterr()
    assert tree(site) == before
    assert "Traceback" not in err
    assert set(re.findall(r"^\+\+\+ b/(.*)", out, re.MULTILINE)) <= {"content/other.md", "content/loose.md"}
    assert not re.search(UNSEEN, out + err)


@pytest.mark.parametrize("name", ["README.md", "../outside.md", "content/alias.md", "content/draft.md"])
def test_a_name_is_no_way_to_other_files(site: Path, name: str) -> None:
    """Nor does it where the file is called after the one that is meant."""
    before = tree(site)
    for export in (name, Path(name).stem, ""):
        assert apply(reviewed(name, export).save(site / f"{Path(name).stem}.docx")) in (1, 2)
    assert tree(site) == before


def test_a_page_of_another_export_beside_its_own(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What is of the export is written, what is of another page is left and told."""
    file, other = reviewed(), reviewed("content/other.md")
    names = {e.name: f"x_s9{n}_0" for n, e in enumerate(other.map.entries)}
    entries = (replace(e, name=names[e.name], key=f"s9{n}") for n, e in enumerate(other.map.entries))
    file.map = replace(file.map, entries=(*file.map.entries, *entries))
    file.parts += [replace(part, name=names[part.name]) for part in other.parts]
    before = tree(site)
    assert apply(file.save(site / "Our own.docx")) == 1
    after = tree(site)
    assert {Path(p).name for p in after if after[p] != before[p]} == {"own.md"}
    assert "'content/other.md' is not written: the file's export does not have this page" in capfd.readouterr().err


ALLOWED = ("our OWN.docx", "Our own (1).docx", "Our own(12).DOCX")
STRANGE = ("Our own_JD.docx", "Our own reviewed.docx", "own.docx", "Our own (1) (2).docx", "Our-own.docx", "x.docx")


@pytest.mark.parametrize("name", ALLOWED)
def test_names_that_a_download_has(site: Path, name: str) -> None:
    """Case and a browser's number do not make another name."""
    assert apply(reviewed().save(site / name)) == 0


@pytest.mark.parametrize("name", STRANGE)
@pytest.mark.parametrize("export", ["files/Our own", ""])
def test_another_name_needs_a_word(site: Path, name: str, export: str, capfd: pytest.CaptureFixture[str]) -> None:
    """A file of another name is refused until somebody says which export it is of; the message says how."""
    before = tree(site)
    file = reviewed(export=export).save(site / name)
    assert apply(file) == 2
    assert "add --export 'files/Our own'" in capfd.readouterr().err
    assert tree(site) == before
    assert apply(file, "--dry-run") == 0
    assert tree(site) == before
    assert apply(file, "--export", "files/Our own") == 0
    assert tree(site) != before


@pytest.mark.parametrize("name", ["files/Our own", "Our own", "files/our own.docx", OWN])
def test_ways_to_name_an_export(site: Path, name: str) -> None:
    """By its output, the last part of it, its file, or its page."""
    assert apply(reviewed(export="").save(site / "x.docx"), "--export", name) == 0


@pytest.mark.parametrize(("name", "hint"), [("Our owm", "Our own"), ("files/othr", "files/other"), ("\x1b[1m", "list")])
def test_an_unknown_export_is_wrong_usage(site: Path, name: str, hint: str, capfd: pytest.CaptureFixture[str]) -> None:
    """A name that no export has ends with 2 and a suggestion, for list and apply."""
    file = str(reviewed().save(site / "Our own.docx"))
    for verb in ("list", "apply"):
        assert run(["review", verb, file, "--export", name]) == 2
        told = capfd.readouterr().err
        assert "no export" in told
        assert hint in told.partition("hint: ")[2]
        assert "\x1b" not in told


def test_naming_another_export_gives_its_pages_only(site: Path) -> None:
    """The user's word wins over the map, and then only that export's pages can be written."""
    before = tree(site)
    assert apply(reviewed().save(site / "Our own.docx"), "--export", "files/other") == 1
    assert tree(site) == before


def test_a_page_outside_that_the_configuration_names(site: Path) -> None:
    """A README that is an export by the configuration is a page like others."""
    rows = CONFIGURATION.replace("page: own.md", "page: README.md").replace("formats", "content: .\nformats")
    (site / "exporter.yaml").write_text(rows, "utf-8")
    text = (site / "README.md").read_text("utf-8")
    assert apply(reviewed("README.md", text=text).save(site / "Our own.docx")) == 0
    assert "SAME" in (site / "README.md").read_text("utf-8")


def _raw(site: Path, *maps: bytes) -> Path:
    """The file with these review maps in the place of its own."""
    file = reviewed()
    file.with_map = False
    path = file.save(site / "Our own.docx")
    with zipfile.ZipFile(path, "a") as archive:
        for number, data in enumerate(maps, start=1):
            archive.writestr(f"customXml/item{number}.xml", data)
    return path


def test_two_maps_are_none(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Which of two maps is meant is not guessed: nothing is written, and the reason is told."""
    before = tree(site)
    file = reviewed()
    assert apply(_raw(site, to_xml(file.map), to_xml(replace(file.map, export="files/other")))) == 1
    assert "more than one review map" in capfd.readouterr().err
    assert tree(site) == before
    assert apply(_raw(site, to_xml(file.map), to_xml(file.map))) == 0


DAMAGES: dict[str, Callable[[str], str]] = {
    "an export with an escape": lambda xml: xml.replace("files/Our own", "files/Our own&#x9b;31m"),
    "an export on two lines": lambda xml: xml.replace("files/Our own", "files/Our own&#10;note: fine"),
    "an export that turns": lambda xml: xml.replace("files/Our own", "files/\u202eOur own"),
    "an export that climbs": lambda xml: xml.replace("files/Our own", "../../Our own"),
    "a place of one number": lambda xml: re.sub('span="[^"]*"', 'span="1"', xml),
    "a place of two points too many": lambda xml: re.sub('span="', 'span="1:1:1 1:1:1 ', xml),
    "a place that ends before it begins": lambda xml: re.sub('span="[^"]*"', 'span="9:1:90 1:1:1"', xml),
    "a number of 5000 digits": lambda xml: re.sub('span="', 'span="' + "9" * 5000, xml),
    "words beyond the text": lambda xml: xml.replace('kind="paragraph"', 'kind="paragraph" generated="999"'),
    "less than no words": lambda xml: xml.replace('kind="paragraph"', 'kind="paragraph" generated="-9"'),
    "an unknown kind": lambda xml: xml.replace('kind="paragraph"', 'kind="page"'),
    "a document type": lambda xml: xml.replace("<r:reviewMap", '<!DOCTYPE r [<!ENTITY a "b">]><r:reviewMap', 1),
    "no end": lambda xml: xml[: len(xml) // 2],
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damaged_maps(site: Path, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    """A map that no exporter wrote is told, and nothing is written by it."""
    before = tree(site)
    xml = DAMAGES[name](to_xml(reviewed().map).decode())
    assert apply(_raw(site, xml.encode())) in (1, 2)
    assert run(["review", "list", "Our own.docx"]) == 0
    told = "".join(capfd.readouterr())
    assert tree(site) == before
    assert "error[internal]" not in told
    assert not re.search(UNSEEN, told)


def _moved(review_map: ReviewMap, place: Callable[[int], tuple[int, int]]) -> ReviewMap:
    entries = []
    for number, entry in enumerate(review_map.entries):
        start, end = place(number)
        entries.append(replace(entry, pos=Pos(OWN, Point(1, 1, start), Point(1, 1, end))))
    return replace(review_map, entries=tuple(entries))


PLACES: dict[str, Callable[[int], tuple[int, int]]] = {
    "beyond the end": lambda n: (10**9 + n, 10**9 + n + 5),
    "before the start": lambda n: (n - 10**9, -5),
    "all in one place": lambda n: (0 * n, 10**6),
    "overlapping": lambda n: (n, n + 60),
    "backwards": lambda n: (1000 - 50 * n, 1000 - 50 * n + 20),
}


@pytest.mark.parametrize("name", PLACES)
def test_places_are_not_believed(site: Path, name: str) -> None:
    """Words find their place by what they say: with any places in the map the right word changes, or none does."""
    file = reviewed()
    file.map = _moved(file.map, PLACES[name])
    text = (site / OWN).read_text("utf-8")
    before = tree(site)
    code = apply(file.save(site / "Our own.docx"))
    changed = (site / OWN).read_text("utf-8")
    assert (code, changed) in ((0, text.replace("the same", "the SAME")), (1, text))
    after = tree(site)
    assert {p for p in after if after[p] != before[p]} <= {str(site / OWN)}


@pytest.mark.parametrize("files", [1, 10_000])
def test_a_map_of_many_entries(site: Path, files: int, capfd: pytest.CaptureFixture[str]) -> None:
    """Ten thousand entries, of one file or as many, are read in time that grows with them; few are told."""
    file = reviewed()
    last = file.map.entries[-1]
    assert last.pos is not None
    places = [replace(last.pos, file=f"content/{n}.md" if n else OWN) for n in range(files)]
    numbers = range(10_000)
    more = (replace(last, name=f"x_s1{n}_0", text="More.", pos=places[n % files]) for n in numbers)
    file.map = replace(file.map, entries=(*file.map.entries, *more))
    before = tree(site)
    assert apply(file.save(site / "Our own.docx")) == 1
    after = tree(site)
    assert {p for p in after if after[p] != before[p]} == {str(site / OWN)}
    assert capfd.readouterr().err.count("is not written: the file") <= 5


def test_a_page_that_changes_meanwhile(
    site: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """What somebody else writes between reading and writing is kept."""
    from exporter import review

    file = reviewed().save(site / "Our own.docx")
    assess = review.write_changes

    def slow(*rest: object) -> object:
        made = assess(*rest)  # type: ignore[arg-type]
        (site / OWN).write_text("---\ntitle: Theirs\n---\n\nTheirs.\n", "utf-8")
        return made

    monkeypatch.setattr(review, "write_changes", slow)
    assert apply(file) == 2
    assert "was changed meanwhile" in capfd.readouterr().err
    assert "Theirs." in (site / OWN).read_text("utf-8")


@pytest.mark.parametrize("target", ["content/other.md", "README.md", "../outside.md", "content/gone.md"])
@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_a_link_in_the_place_of_the_page(site: Path, target: str, when: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No page is written through a link, nor is the link replaced by a page."""
    from exporter import review

    file = reviewed().save(site / "Our own.docx")
    write = review.write_changes

    def exchange() -> None:
        if (site / target).is_file():
            (site / target).write_text(TEXT.format("own"), "utf-8")
        (site / OWN).unlink()
        (site / OWN).symlink_to(site / target)

    def late(*rest: object) -> object:
        made = write(*rest)  # type: ignore[arg-type]
        exchange()
        return made

    if when == "before":
        exchange()
    else:
        monkeypatch.setattr(review, "write_changes", late)
    texts = {p: p.read_text("utf-8") for p in site.parent.rglob("*.md") if p.is_file()}
    assert apply(file) in (1, 2)
    assert (site / OWN).is_symlink()
    assert not [p for p in site.parent.rglob("*.md") if p.is_file() and "SAME" in p.read_text("utf-8")]
    assert {p for p in site.parent.rglob("*.md") if p.is_file()} >= set(texts) - {site / OWN}


def test_a_folder_that_is_a_link(site: Path) -> None:
    """A page below a folder that was exchanged for a link is not written either."""
    (site / "content").rename(site / "real")
    (site / "content").symlink_to(site / "real", target_is_directory=True)
    before = tree(site)
    assert apply(reviewed().save(site / "Our own.docx")) == 1
    assert tree(site) == before


def test_two_reviewers_of_one_page(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Changes of two files are both kept; where they want different words in one place, the second one says so."""
    second = review_file(TEXT.format("own"), OWN)
    edit(second.part("And more"), "more", gone("more", author="Bob"), new("other", author="Bob"))
    second.map = replace(second.map, export="files/Our own")
    third = review_file(TEXT.format("own"), OWN)
    edit(third.part("the same"), "same", gone("same", author="Eve"), new("different", author="Eve"))
    third.map = replace(third.map, export="files/Our own")
    assert apply(reviewed().save(site / "Our own.docx")) == 0
    assert apply(second.save(site / "Our own (1).docx")) == 0
    text = (site / OWN).read_text("utf-8")
    assert "the SAME in all" in text
    assert "And other words" in text
    capfd.readouterr()
    assert apply(third.save(site / "Our own (2).docx")) == 1
    assert "conflict: replace" in capfd.readouterr().err
    assert (site / OWN).read_text("utf-8") == text


def test_modes_of_pages_stay(site: Path) -> None:
    """A page that only its owner may read stays so."""
    (site / OWN).chmod(0o600)
    assert apply(reviewed().save(site / "Our own.docx")) == 0
    assert (site / OWN).stat().st_mode & 0o777 == 0o600


def test_a_built_file_names_its_export(site: Path) -> None:
    """A file that the exporter built is applied as it is, also one of a page that is built by its name alone."""
    assert run(["build", "--in-process", "-q", OWN, "content/loose.md"]) == 0
    for file, output in (("files/Our own", "files/Our own"), ("loose/loose", "loose/loose")):
        with zipfile.ZipFile(site / f"out/review/{file}.docx") as archive:
            assert f'export="{output}"' in archive.read("customXml/item1.xml").decode()
        assert apply(site / f"out/review/{file}.docx") == 0
