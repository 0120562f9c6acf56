"""The documentation: it builds without a warning, and each of its commands works."""

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exporter import cli, open_project
from exporter.backends import FORMATS, load
from exporter.cli import package_lock
from exporter.components import COMPONENTS, Components
from exporter.theme.files import Theme
from tests.backends.documents import sample_document
from tests.lowering.outline import outline
from tests.lowering.pages import lowered_text
from tests.one_process import in_one_process
from tests.review.opendocument.test_odt import odt

ROOT = Path(__file__).parents[2]
PAGES = [*sorted((ROOT / "docs" / "pages").glob("*.md")), ROOT / "README.md"]
SERVING = ("preview", "--watch", "--cluster")  # they run until they are ended: their own tests start and end them
FAQ = """\
---
title: Questions
---

## OMA

::ShAlert
[OMA FAQs in PDF](</faq/OMASpecWorks FAQ.pdf>)
::

::ShFaq
---
qas:
  - q: What is OMA?
    a: An alliance.
---
::

## LwM2M

::ShAlert
[LwM2M FAQs in PDF](</faq/LwM2M FAQ.pdf>)
::

::ShFaq
---
qas:
  - q: What is LwM2M?
    a: A protocol for *devices*.
---
::
"""
CONFIGURATION = "site: {url: https://www.example.org, name: Example}\npublish:\n  /: site\n"


def commands() -> Iterator[tuple[str, str]]:
    """Each page's commands, as ``$ exporter ...`` in its ``console`` blocks; those that stand there again once."""
    seen: set[str] = set()
    for page in PAGES:
        for block in re.findall(r"^```console\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
            for line in re.findall(r"^\$ (exporter .*?)(?:\s+#.*)?$", block, re.MULTILINE):
                if line not in seen:
                    seen.add(line)
                    yield page.name, line


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was built once, under version control, with a reviewed Word file and a published PDF beside it."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "site").mkdir()
    (folder / "content" / "about").mkdir(parents=True)
    (folder / "content" / "about" / "faq.md").write_text(FAQ, "utf-8")
    (folder / "page.md").write_text("# Page\n\nWords.\n", "utf-8")
    (folder / "exporter.yaml").write_text(CONFIGURATION, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        work_in(folder, patch)
        assert cli.run(["build", "--to", "pdf,docx,html"]) == 0
        (folder / "LwM2M FAQ.odt").write_bytes(odt("<text:p>LwM2M</text:p>"))
        for name in ("LwM2M FAQ.docx", "reviewed.docx", "rita.docx", "bob.docx", "eve.docx"):
            shutil.copy(folder / "out/review/faq/LwM2M FAQ.docx", folder / name)
        for form in ("docx", "csv"):
            made = ["--format", f"comments-{form}", "-o", f"comments.{form}"]
            assert cli.run(["review", "list", "rita.docx", *made]) == 0
    shutil.copy(folder / "out/public/faq/OMASpecWorks FAQ.pdf", folder / "published.pdf")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "content", "exporter.yaml"], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *words], cwd=folder, check=True, capture_output=True)
    return folder


def work_in(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Run commands in a folder, with a cache of its own."""
    in_one_process(patch)
    patch.chdir(folder)
    patch.setenv("EXPORTER_CACHE", str(folder / ".cache"))


@pytest.mark.parametrize(("page", "command"), list(commands()))
def test_every_command_works(
    page: str, command: str, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command as printed does its work, or finds what there is to find: it is never wrong use or a fault."""
    words = shlex.split(command)[1:]
    if any(word in SERVING for word in words):
        words = [words[0], "--help"]
    folder = tmp_path / "site"
    if words[0] == "init":
        folder.mkdir()
    else:
        shutil.copytree(built, folder)
    work_in(folder, monkeypatch)
    monkeypatch.setattr(package_lock, "package_lock", lambda: b"# A lock\n")  # no index of packages is asked
    assert cli.run(words) in (0, 1), f"{page}: {command}"


def test_the_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    """Pages, links and the generated reference hold together."""
    config = ROOT / "docs" / "mkdocs.yml"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "-f", str(config), "-d", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert "error[" not in run.stderr
    assert "missing-alt" in (tmp_path / "reference" / "findings.html").read_text("utf-8")


def examples(title: str, page: str) -> list[str]:
    """The Python blocks below a heading of a page."""
    text = (ROOT / "docs" / "pages" / page).read_text("utf-8")
    section = text.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    return re.findall(r"^```python\n(.*?)^```", section, re.MULTILINE | re.DOTALL)


def example(title: str, page: str = "extending.md") -> dict[str, Any]:
    """What the Python block below a heading of a page defines."""
    (block,) = examples(title, page)
    names: dict[str, Any] = {"__name__": "example"}
    exec(compile(block, page, "exec", dont_inherit=True), names)
    return names


def test_the_example_of_a_component_works() -> None:
    """It lowers a call, and a misspelt prop is told with its place."""
    registry = Components((*COMPONENTS, example("A component")["PRICE"]))
    page, found = lowered_text('::ShPrice{title="A *seat*" amount="5 EUR"}\nPer year.\n::', registry=registry)
    assert not list(found)
    assert outline(page.body) == "<card>: A *seat*\n  p{.lead} 5 EUR\n  p Per year."
    _, found = lowered_text('::ShPrice{titel="x" amount="5 EUR"}\n::', registry=registry)
    assert [(f.code, f.hint) for f in found] == [("unknown-prop", "did you mean 'title'?")]


def test_the_examples_of_plug_ins_are_those_of_the_package() -> None:
    """Each Python block of the page is a module of the example package."""
    text = (ROOT / "docs" / "pages" / "extending.md").read_text("utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    modules = {path.read_text("utf-8") for path in (ROOT / "docs" / "plugin" / "our_plugin").glob("[!_]*.py")}
    assert set(blocks) == modules
    (points,) = re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert points in (ROOT / "docs" / "plugin" / "pyproject.toml").read_text("utf-8")


def test_the_example_of_a_format_works() -> None:
    """It keeps the contract, and tells what it cannot carry."""
    backend = example("A format")["BACKEND"]
    rendered = backend.render(sample_document(), backend.options(), Theme())
    assert (
        rendered.data.decode().splitlines()[0] == "1,What is an Object?,A standard data model.It has an id.It has URNs."
    )
    assert {f.code for f in rendered.findings} == {code.name for code in backend.codes}


def test_the_examples_of_the_public_functions_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each block of the page runs as it stands in a project."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "guide.md").write_text("# Guide\n\nWords.\n", "utf-8")
    (tmp_path / "exporter.yaml").write_text("every_page: true\nformats: [html]\n", "utf-8")
    work_in(tmp_path, monkeypatch)
    titles = ("One file", "A project", "A release", "The reader of MDC")
    blocks = [block for title in titles for block in examples(title, "python.md")]
    for block in blocks:
        exec(compile(block, "python.md", "exec", dont_inherit=True), {"__name__": "__main__"})
    assert len(blocks) == 5
    printed = capsys.readouterr().out
    assert "1 page\nguide/guide ('html',)\nbuilt out/public/guide/guide.html\n" in printed
    assert f"out/releases/v4.2.zip 1 {(tmp_path / 'out/releases/v4.2.zip').stat().st_size}\n" in printed
    assert (tmp_path / "minutes.pdf").read_bytes().startswith(b"%PDF-")


def test_the_examples_of_download_links_request_exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each alert with a link, put into a section with an FAQ, gives the file that it names."""
    in_one_process(monkeypatch)
    (tmp_path / "content").mkdir()
    alerts = [
        block
        for page in PAGES
        for block in re.findall(
            r"^```(?:markdown|mdc|md)\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
        )
        if "::ShAlert" in block and ".pdf" in block
    ]
    for number, alert in enumerate(alerts):
        text = f"# Page\n\n{alert}\n::ShFaq\n---\nqas:\n  - q: What?\n    a: That.\n---\n::\n"
        (tmp_path / "content" / f"page-{number}.md").write_text(text, "utf-8")
    outputs = {export.output for export in open_project(tmp_path).plan()}
    assert outputs == {"faq/OMASpecWorks FAQ", "files/Utilities FAQ"}
    assert len(alerts) == 2


def test_the_formats_are_all_told() -> None:
    """The table of formats has a line for each, with its suffix."""
    text = (ROOT / "docs" / "pages" / "formats.md").read_text("utf-8")
    for name in FORMATS:
        assert f"| `{name}` | `{load(name).suffix}` |" in text


def test_the_reference_is_current() -> None:
    """The reference pages say what commands, schemas, codes and limits say: `make docs` writes them."""
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference.py")
    assert spec is not None and spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    folder = ROOT / "docs" / "pages" / "reference"
    assert {path.name: path.read_text("utf-8") for path in folder.glob("*.md")} == reference.texts()


LINKED = [*ROOT.glob("*.md"), *(ROOT / "docs" / "pages").rglob("*.md")]


@pytest.mark.parametrize("page", LINKED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_link_is_dead_on_a_code_host(page: Path) -> None:
    """Each relative link leads to a file of the repository, and its anchor to a heading there."""
    text = re.sub(r"^(`{3,}).*?^\1", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"(?<!\\)\]\((?![a-z]+:)([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", text)):
        path, _, anchor = target.partition("#")
        leads_to = (page.parent / path).resolve() if path else page
        assert leads_to.is_relative_to(ROOT) and leads_to.exists(), f"{page.name}: {target}"
        headings = re.findall(r"^#+ (.*)$", leads_to.read_text("utf-8"), re.MULTILINE) if anchor else []
        assert not anchor or anchor in map(_anchor, headings), f"{page.name}: {target}"


def _anchor(heading: str) -> str:
    """The anchor of a heading on code hosts: small letters, without signs, hyphens for blanks."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_the_book_has_the_order_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages of the folder are those of the site's navigation, in the order that the exporter reads from them."""
    in_one_process(monkeypatch)
    navigation = (ROOT / "docs" / "mkdocs.yml").read_text("utf-8")
    (book,) = open_project(ROOT / "docs", config=ROOT / "docs" / "exporter.yaml").plan()
    assert [page.removeprefix("pages/") for page in book.pages] == re.findall(r": (\S+\.md)$", navigation, re.MULTILINE)
    assert len(book.pages) == len(list((ROOT / "docs" / "pages").rglob("*.md")))
