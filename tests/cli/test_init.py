"""``exporter init``: a folder that can be exported at once, and workflows whose commands work in it."""

import hashlib
import json
import re
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from exporter.cli import package_lock, run
from exporter.cli.init import CI
from exporter.cli.reference import config_schema
from exporter.version import __version__
from tests.agreement.cases import png
from tests.cli.seed import VARIABLES

PACKAGE_LOCK = package_lock.package_lock


@pytest.fixture(autouse=True)
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the test runs; no index of packages is asked."""
    folder = tmp_path / "new"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(package_lock, "package_lock", lambda: b"# A lock\n")
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    return folder


def test_an_empty_folder_gives_three_files_without_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    """What ``init`` writes builds a PDF, a Word file and a page, strictly; the site's address is the user's to say."""
    assert run(["init"]) == 0
    told = capsys.readouterr().out
    assert "wrote content/faq.md" in told
    assert "site.url: not known; set it" in told
    assert "site" not in yaml.safe_load(Path("exporter.yaml").read_text())
    assert run(["build", "--strict"]) == 0
    assert capsys.readouterr().err.startswith("3 built, 0 failed, 0 warnings")
    files = sorted(p.as_posix() for p in Path("out").glob("*/**/*.*"))
    assert files == ["out/public/files/faq.html", "out/public/files/faq.pdf", "out/review/files/faq.docx"]
    assert run(["check", "--strict", "-q"]) == 0
    Path("exporter.yaml").write_text("site: {url: https://example.org}\n")
    assert run(["validate", "--strict"]) == 0


def test_pages_in_another_usual_folder_are_found(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pages in docs/ need no sample; each is an export, since none asks for one."""
    (empty / "docs/guide").mkdir(parents=True)
    (empty / "docs/guide/start.md").write_text("# Start\n\nWords.\n")
    assert run(["init"]) == 0
    told = capsys.readouterr().out
    assert "content: docs (from docs/)" in told and "next: exporter build\n" in told
    assert run(["build", "--to", "html"]) == 0
    assert Path("out/public/guide/start/start.html").is_file()


def test_a_readme_alone_is_the_page_to_build(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No sample page beside it: the next command makes a PDF of it, as the hint of a build without a page says too."""
    (empty / "README.md").write_text("# Project\n\nWords.\n")
    assert run(["init"]) == 0
    told = capsys.readouterr().out
    assert told.endswith("next: exporter build README.md -o README.pdf\n")
    assert not (empty / "content").exists()
    assert run(["build", "README.md", "-o", "README.pdf"]) == 0
    assert Path("README.pdf").read_bytes().startswith(b"%PDF-")
    assert run(["list"]) == 2
    assert "exporter build PAGE.md -o PAGE.pdf" in capsys.readouterr().err


def test_nothing_is_ever_overwritten(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files that are there stay, and where there are pages no sample is added."""
    (empty / "exporter.yaml").write_text("site: {url: https://example.org}\n")
    (empty / "content").mkdir()
    (empty / "content/own.md").write_text("Own words.\n")
    assert run(["init", "--ci", "github"]) == 0
    assert "kept exporter.yaml" in capsys.readouterr().out
    assert (empty / "exporter.yaml").read_text() == "site: {url: https://example.org}\n"
    assert [p.name for p in (empty / "content").iterdir()] == ["own.md"]
    before = {p: p.stat().st_mtime_ns for p in empty.rglob("*")}
    assert run(["init", "--ci", "github"]) == 0
    assert {p: p.stat().st_mtime_ns for p in empty.rglob("*")} == before


def test_the_lock_has_the_hash_of_each_package(
    empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Packages come from the index that pip knows; without them, all other files are written."""
    monkeypatch.setattr(package_lock, "package_lock", PACKAGE_LOCK)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    assert run(["init", "--ci", "github"]) == 3
    assert (
        "error[package-lock]: exporter-requirements.txt was not written: No matching distr" in capsys.readouterr().err
    )
    assert (empty / ".github/workflows/documents.yml").is_file()
    assert not (empty / "exporter-requirements.txt").exists()
    wheels = [
        wheel(tmp_path, "mdc-exporter", __version__, "Requires-Dist: lxml\n"),
        wheel(tmp_path, "lxml", version("lxml")),
    ]
    assert run(["init", "--ci", "github"]) == 0
    lines = (empty / "exporter-requirements.txt").read_text().splitlines()
    hashes = [hashlib.sha256(file.read_bytes()).hexdigest() for file in wheels]
    assert [line for line in lines if not line.startswith("#")] == [
        f"lxml=={version('lxml')} --hash=sha256:{hashes[1]}",
        f"mdc-exporter=={__version__} --hash=sha256:{hashes[0]}",
    ]


def wheel(folder: Path, name: str, number: str, more: str = "") -> Path:
    """A package without code."""
    path, info = (
        folder / f"{name.replace('-', '_')}-{number}-py3-none-any.whl",
        f"{name.replace('-', '_')}-{number}.dist-info",
    )
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {number}\n{more}")
        file.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        file.writestr(f"{info}/RECORD", "")
    return path


def test_the_configuration_is_what_its_schema_says(empty: Path) -> None:
    """The file names its schema, which stands beside it and accepts it, its comments' examples too."""
    assert run(["init"]) == 0
    text = (empty / "exporter.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=./exporter.schema.json\n")
    assert (empty / "exporter.schema.json").is_file()
    for shown in (text, re.sub(r"(?m)^# (?=[ -]|[a-z_]+:)", "", text)):
        jsonschema.validate(yaml.safe_load(shown), config_schema())
    assert yaml.safe_load(re.sub(r"(?m)^# (?=[ -]|[a-z_]+:)", "", text))["publish"] == {"/": "../site/public"}


def test_libraries_of_the_system_are_the_same_everywhere(empty: Path) -> None:
    """Workflows and Dockerfile install what the Makefile installs."""
    root = Path(__file__).resolve().parents[2]
    wanted = set(re.search(r"SYSTEM := (.*)", (root / "Makefile").read_text())[1].split())  # type: ignore[index]
    files = [*(root / f"templates/ci/{name}.yml" for name in ("action", "template")), root / "Dockerfile"]
    assert {file.name: wanted - set(file.read_text().split()) for file in files} == {f.name: set() for f in files}


def test_a_folder_that_cannot_be_written(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file where the folder should be is a wrong argument."""
    (empty / "taken").write_text("")
    assert run(["init", "taken"]) == 2
    assert "error[write]: cannot write" in capsys.readouterr().err


def test_a_gitignore_is_written_and_never_changed(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Outputs stay out of version control; of a file that is there the missing lines are told."""
    assert run(["init"]) == 0
    assert (empty / ".gitignore").read_text() == "out/\n.exporter-cache/\n"
    (empty / ".gitignore").write_text("/out\n")
    capsys.readouterr()
    assert run(["init"]) == 0
    assert (empty / ".gitignore").read_text() == "/out\n"
    assert "kept .gitignore: add to it: .exporter-cache/\n" in capsys.readouterr().out


@pytest.mark.parametrize("marked", [Path.mkdir, Path.touch], ids=["repository", "worktree"])
@pytest.mark.parametrize("service", CI)
def test_a_workflow_goes_to_the_top_of_the_repository(
    empty: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, service: str, marked: Any
) -> None:
    """A project in a folder gets its workflow where the service runs it, with that folder's paths in it."""
    marked(empty / ".git")
    folder = empty / "a site's" / "docs: 1"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert run(["init", "--ci", service]) == 0
    said = capsys.readouterr().out
    for place, _ in CI[service]:
        assert f"wrote ../../{place}\n" in said
        assert not (folder / place).exists()
    assert "wrote ../../exporter-requirements.txt\n" in said
    workflow = yaml.safe_load((empty / CI[service][-1][0]).read_text())
    given = (
        workflow["jobs"]["documents"]["steps"][-1]["with"] if service == "github" else workflow["include"][0]["inputs"]
    )
    assert given == {"folder": "a site's/docs: 1"}


def test_a_workflow_that_is_there_is_told(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody thinks that a job was added to a file that was kept."""
    (empty / ".git").mkdir()
    (empty / ".gitlab-ci.yml").write_text("stages: [test]\n")
    assert run(["init", "--ci", "gitlab"]) == 0
    assert "kept .gitlab-ci.yml: the job for this project was not added" in capsys.readouterr().out
    assert (empty / ".gitlab-ci.yml").read_text() == "stages: [test]\n"


NUXT = """\
export default defineNuxtConfig({
  site: { url: 'https://docs.example.org', name: 'Docs: "all"' },
  i18n: { defaultLocale: 'en', locales: [{ code: 'en', language: 'en-GB' }, { code: 'fr' }] },
})
"""


def nuxt_project(folder: Path) -> None:
    """A Nuxt project with pages in two languages and a picture in its public folder."""
    (folder / "nuxt.config.ts").write_text(NUXT)
    for name in ("content/en/1.start.md", "content/fr/1.start.md", "content/en/_part.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("# Start\n\n![A square](/images/a.png) [Other](/en/other)\n")
    (folder / "public/images").mkdir(parents=True)
    (folder / "public/images/a.png").write_bytes(png())


def test_a_nuxt_project_builds_with_no_key_edited(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Values come from its configuration, each with its source; each page is an export, in its own language."""
    nuxt_project(empty)
    assert run(["init"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:6] == [
        "wrote exporter.yaml",
        "  site.url: https://docs.example.org (from nuxt.config.ts)",
        '  site.name: "Docs: \\"all\\"" (from nuxt.config.ts)',
        "  language: en-GB (from nuxt.config.ts)",
        '  languages: {"en": "en-GB", "fr": "fr"} (from nuxt.config.ts)',
        "  every_page: true (no page requests an export)",
    ]
    text = (empty / "exporter.yaml").read_text()
    assert "  url: https://docs.example.org # from nuxt.config.ts\n" in text
    written = yaml.safe_load(text)
    jsonschema.validate(written, config_schema())
    assert written["site"] == {"url": "https://docs.example.org", "name": 'Docs: "all"'}
    assert written["languages"] == {"en": "en-GB", "fr": "fr"}
    assert run(["build", "--to", "html"]) == 0
    files = sorted(path.as_posix() for path in Path("out").rglob("*.html"))
    assert files == ["out/public/en/start/start.html", "out/public/fr/start/start.html"]
    page = Path(files[1]).read_text()
    assert '<html lang="fr"' in page
    assert 'href="https://docs.example.org/en/other"' in page


def test_pages_that_ask_for_exports_are_asked_alone(empty: Path) -> None:
    """Where one page has an entry of its own, no other is made unasked."""
    (empty / "content").mkdir()
    (empty / "content/a.md").write_text("---\nexports: [{output: a}]\n---\n\nWords.\n")
    (empty / "content/b.md").write_text("Words.\n")
    assert run(["init"]) == 0
    assert "every_page" not in yaml.safe_load((empty / "exporter.yaml").read_text())


def test_a_configuration_that_is_there_is_kept_in_a_nuxt_project(
    empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is said of values that are written nowhere."""
    nuxt_project(empty)
    (empty / "exporter.yaml").write_text("formats: [html]\n")
    assert run(["init"]) == 0
    assert (empty / "exporter.yaml").read_text() == "formats: [html]\n"
    assert "site.url" not in capsys.readouterr().out


@pytest.mark.parametrize("name", ["no", "null", "x: y", "# x", "- x", "1.10", "É", "'"])
def test_any_name_of_a_site_is_a_text(empty: Path, name: str) -> None:
    """Words and signs that YAML takes for something else are put in quotation marks."""
    (empty / "nuxt.config.js").write_text(f"export default {{ site: {{ name: {json.dumps(name)} }} }}")
    assert run(["init"]) == 0
    assert yaml.safe_load((empty / "exporter.yaml").read_text())["site"] == {"name": name.strip(" -")}
