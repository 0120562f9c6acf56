"""``exporter diff``: the change report between a revision and the files as they are."""

import subprocess
from pathlib import Path

import pytest

from exporter.cli import run
from tests.cli.seed import UTILITIES, Reword, seed

__all__ = ["seed"]


def git(*arguments: str) -> None:
    """One git command in the project."""
    names = ("-c", "user.name=Writer", "-c", "user.email=writer@example.org")
    subprocess.run(["git", *names, *arguments], check=True, capture_output=True)


@pytest.fixture
def committed(seed: Reword) -> Reword:
    """The seed, committed."""
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-q", "-m", "First state")
    return seed


def test_no_change(committed: Reword, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is told of what is as it was; a folder with the name of a revision is no release."""
    Path("HEAD").mkdir()
    Path("HEAD/manifest.json").write_text('{"environment": {}, "files": [], "orphans": [], "version": 1}')
    for words in (["diff"], ["diff", "--from", "HEAD"]):
        assert run(words) == 0
        assert capsys.readouterr().out == "### No download changes since `HEAD`\n"


def test_each_change_is_told_once_with_its_downloads(
    committed: Reword, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reworded, new and gone questions as differences of words, in the job's summary too."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    committed("It is an ideal match.", "It is a perfect match.")
    committed('  - q: "Why merge', '  - q: "Is it new?"\n    a: "Yes."\n  - q: "Why merge')
    committed("See section [Test Event]", "Soon, see [Test Event]")
    assert run(["diff", "--from", "main"]) == 0
    told = capsys.readouterr().out
    assert (tmp_path / "summary.md").read_text() == told
    assert told.startswith("### 3 downloads change since `main`\n")
    both = "`faq/OMASpecWorks FAQ`, `faq/Frequently Asked Questions`"
    assert f"in {both}: `It is` **−** `an ideal` **+** `a perfect` `match. IPSO felt" in told
    assert f"**question `Is it new?` new** (`content/about/faq.md:53`) in {both}: **+** `Yes.`" in told
    assert "**question `When is the next TestFest?` reworded**" in told
    assert told.count("TestFest?`") == 1


def test_a_new_name_is_told_as_such(committed: Reword, capsys: pytest.CaptureFixture[str]) -> None:
    """A link with another name is a renamed download, not a new and a gone one."""
    committed("20231120-D", "20240101-D")
    assert run(["diff"]) == 0
    told = capsys.readouterr().out
    new = UTILITIES.replace("20231120", "20240101")
    assert f"| `{new} (pdf, html)` | renamed from `{UTILITIES}`; " in told
    assert "date '2023-11-20' becomes '2024-01-01'" in told


def test_new_and_gone_downloads(committed: Reword, capsys: pytest.CaptureFixture[str]) -> None:
    """An entry of the configuration that comes or goes is a download that comes or goes."""
    text = Path("exporter.yaml").read_text()
    changed = text.replace("output: faq/LwM2M FAQ", "output: faq/More").replace(
        "section: LwM2M\n", "section: Utilities\n"
    )
    Path("exporter.yaml").write_text(changed)
    assert run(["diff"]) == 0
    told = capsys.readouterr().out
    assert "| `faq/More (html)` | new |" in told
    assert "| `faq/LwM2M FAQ (html)` | gone |" in told


def test_a_download_that_breaks_and_one_that_is_mended(committed: Reword, capsys: pytest.CaptureFixture[str]) -> None:
    """An error in the content is told as such, and so is that it is gone."""
    committed("(/oma-events/test-events#next-test-event)", "(/nowhere) :ShAlert[gone]{typeAlrt=info}")
    assert run(["diff"]) == 0
    told = "| `faq/Test Events FAQ (html)` | {} |"
    assert told.format("cannot be made; `'exporter validate' says why`") in capsys.readouterr().out
    git("commit", "-q", "-a", "-m", "Broken")
    committed(" :ShAlert[gone]{typeAlrt=info}", "")
    assert run(["diff"]) == 0
    assert told.format("could not be made before") in capsys.readouterr().out


def test_page_with_pictures_of_what_looks_different(committed: Reword) -> None:
    """The HTML form shows the PDF's pages before and after, and needs nothing from elsewhere."""
    entry = "exports:\n  - {output: test, page: about/faq.md, section: Test Events, formats: [pdf]}\n"
    Path("exporter.yaml").write_text(f"site: {{url: https://example.org}}\ndownload_links: false\n{entry}")
    git("commit", "-q", "-a", "-m", "One download")
    committed("See section [Test Event]", "Soon, see [Test Event]")
    assert run(["diff", "--format", "html", "-o", "diff.html"]) == 0
    page = Path("diff.html").read_text()
    assert "<del>See section</del> <ins>Soon, see</ins>" in page
    assert page.count('src="data:image/png;base64,') == 2
    assert "http" not in page.partition("</style>")[0]


@pytest.mark.parametrize("revision", ["no-such-branch", "--output=x", "HEAD~9"])
def test_wrong_revision(committed: Reword, capsys: pytest.CaptureFixture[str], revision: str) -> None:
    """A revision that git does not know is a wrong argument."""
    assert run(["diff", f"--from={revision}"]) == 2
    assert "error[no-revision]" in capsys.readouterr().err


def test_outside_of_git(seed: Reword, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a repository, that is what is said."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    assert run(["diff"]) == 2
    assert "hint: run it in a git repository" in capsys.readouterr().err


def test_an_old_state_with_links_is_compared(
    committed: Reword, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links of the old state are told and not followed; attributes and a hook's variables change nothing."""
    for name, target in {"absolute.md": "/etc/hostname", "folder": "/etc", "public/a.png": "/etc/hostname"}.items():
        link = Path("content", name)
        link.parent.mkdir(exist_ok=True)
        link.symlink_to(target)
    Path(".gitattributes").write_text("content export-ignore\nexporter.yaml export-ignore\n*.md export-subst\n")
    git("add", ".")
    git("commit", "-q", "-m", "Links")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_WORK_TREE", "/nowhere")
    assert run(["diff"]) == 0
    said = capsys.readouterr()
    assert said.out == "### No download changes since `HEAD`\n"
    assert said.err.count("warning[revision-file]: 'content/") == 3


def test_an_old_configuration_leads_nowhere_else(
    committed: Reword, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """What was wrong with the project at the revision is told as such, and no folder outside is made or read."""
    config = Path("exporter.yaml")
    good = config.read_text()
    outside = tmp_path / "outside"
    for broken, message in {
        f"content: {outside}/pages\n": "the folder of the pages",
        "content: ../../../../outside/pages\n": "the folder of the pages",
        "theme: nowhere\n": "no theme 'nowhere'",
        "formats: [pfd]\n": "no format 'pfd'",
        "a: [\n": "",
    }.items():
        config.write_text(broken)
        git("commit", "-q", "-a", "-m", "Broken")
        config.write_text(good)
        assert run(["diff"]) == 2
        said = capsys.readouterr().err
        assert f": the project as it was at HEAD: {message}" in said
        assert "internal" not in said
    assert not outside.exists()


@pytest.mark.parametrize("revision", ["--output=x", "-p", "nothing", "HEAD:content", "main..main"])
def test_a_name_of_no_revision_is_told(committed: Reword, capsys: pytest.CaptureFixture[str], revision: str) -> None:
    """Options of git, ranges and files are no revisions."""
    assert run(["diff", f"--from={revision}"]) == 2
    assert "error[no-revision]: " in capsys.readouterr().err
    page = "content/about/faq.md"
    assert run(["redline", page, f"--from={revision}", "-o", "x.docx"]) == 2
    assert "error[no-revision]: " in capsys.readouterr().err
    assert not Path("x").exists()


def test_a_redline_shows_the_objects_own_words(committed: Reword, capsys: pytest.CaptureFixture[str]) -> None:
    """Attributes have no say in the old state of a page."""
    Path(".gitattributes").write_text("*.md export-subst diff=x\n")
    git("config", "diff.x.textconv", "touch ran; cat")
    committed("It is an ideal match.", "It is a perfect match.")
    assert run(["redline", "content/about/faq.md", "--from=HEAD", "-o", "x.html"]) == 0
    shown = Path("x.html").read_text()
    assert "an ideal" in shown and "a perfect" in shown
    assert not Path("ran").exists()


def test_files_that_options_name_are_part_of_the_old_state(
    committed: Reword, capsys: pytest.CaptureFixture[str]
) -> None:
    """A reference document of the configuration, or of a page's export, does not count as changed where it is not."""
    assert run(["template", "docx", "-o", "brand.docx"]) == 0
    with Path("exporter.yaml").open("a") as file:
        file.write("\ndocx: {reference: brand.docx}\n")
    page = Path("content/own.md")
    page.write_text("---\nexports:\n- {output: own, formats: docx, options: {docx: {reference: own.docx}}}\n---\n\nA\n")
    Path("own.docx").write_bytes(Path("brand.docx").read_bytes())
    git("add", ".")
    git("commit", "-q", "-m", "Brand")
    capsys.readouterr()
    page.write_text(page.read_text().replace("A\n", "B\n"))
    assert run(["diff"]) == 0
    told = capsys.readouterr().out
    assert "1 download changes" in told and "options" not in told and "theme" not in told
