"""The command as a writer uses it, on a small site."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from exporter.cli import preview_project
from exporter.cli.options import SessionOptions
from exporter.cli.preview_project import PreviewedProject
from exporter.diagnostics import UsageError
from exporter.model.position import Point, Pos

FAQ = """\
# Questions

::ShFaq
---
qas:
  - q: "What is LwM2M?"
    a: LwM2M is a protocol for devices.
---
::
"""
CONFIGURATION = """\
exports:
  - output: faq/LwM2M FAQ
    page: about/faq.md
  - output: faq/All
    page: about/faq.md
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one page, to be changed."""
    (tmp_path / "content" / "about").mkdir(parents=True)
    (tmp_path / "content" / "about" / "faq.md").write_text(FAQ, "utf-8")
    (tmp_path / "exporter.yaml").write_text(CONFIGURATION, "utf-8")
    return tmp_path


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """The address that the running command prints; Ctrl-C ends it without a word."""
    command = [sys.executable, "-m", "exporter", "preview", "faq/LwM2M FAQ", "--to", "pdf", "--cache", "cache"]
    process = subprocess.Popen(command, cwd=site, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    os.kill(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert "Traceback" not in errors


def test_a_writer_edits_breaks_and_mends_the_page(browser: Browser, address: str, site: Path) -> None:
    """The named format comes first; a save is seen, broken YAML is told over the last good page until it is mended."""
    file = site / "content" / "about" / "faq.md"
    page = browser.new_context(accept_downloads=True).new_page()
    page.goto(address)
    expect(page.locator("#pages img").first).to_be_visible()
    expect(page.locator("#page")).to_be_hidden()
    page.get_by_role("button", name="HTML").click()
    words = page.frame_locator("#page").locator("main")
    expect(words).to_contain_text("a protocol for devices")
    mended = FAQ.replace("a protocol", "the protocol")
    file.write_text(mended, "utf-8")
    expect(words).to_contain_text("the protocol for devices")
    file.write_text(mended.replace('"What is LwM2M?"', '"What is LwM2M?'), "utf-8")
    findings = page.locator("#findings")
    expect(findings).to_contain_text("content/about/faq.md:")
    expect(findings).to_contain_text("error[")
    expect(words).to_contain_text("the protocol for devices")
    file.write_text(mended, "utf-8")
    expect(findings).not_to_contain_text("error[")
    with page.expect_download() as download:
        page.get_by_role("link", name="DOCX").click()
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"
    page.context.close()


def project(site: Path, *names: str) -> PreviewedProject:
    """The project behind the preview, as the command opens it."""
    return PreviewedProject(SessionOptions(config=site / "exporter.yaml", targets=names))


def test_a_mistake_in_the_configuration_keeps_nobody_from_writing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry whose page is gone is a finding in the view, not the end of it; a wrong name on the command line is."""
    monkeypatch.chdir(site)
    file = site / "exporter.yaml"
    file.write_text(
        file.read_text("utf-8").replace("exports:\n", "exports:\n  - {output: x, page: gone.md}\n"), "utf-8"
    )
    with project(site) as opened:
        assert opened.open() == ""
        assert "missing-page" in {f.code for f in opened.plan().findings}
    with project(site, "content/gone.md") as opened, pytest.raises(UsageError, match="no page"):
        opened.open()


@pytest.mark.parametrize(("host", "warned"), [("127.0.0.1", False), ("0.0.0.0", True)])
def test_an_address_for_others_is_warned_of(
    host: str, warned: bool, site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who opens the preview to other machines learns that they can read the files."""
    monkeypatch.setattr(preview_project, "serve", lambda *_: None)
    monkeypatch.setattr(preview_project.signal, "signal", lambda *_: None)
    preview_project.run(SessionOptions(config=site / "exporter.yaml"), "", host, 0, open_browser=False)
    told = f"warning: whoever reaches {host} can read the previewed files"
    assert (told in capsys.readouterr().err) is warned


@pytest.mark.parametrize(
    ("editor", "link"),
    [
        ("vscode://file/{path}:{line}:{column}", "vscode://file{folder}/content/a%20b.md:3:5"),
        ("idea://open?file={path}&line={line}", "idea://open?file={folder}/content/a%20b.md&line=3"),
    ],
)
def test_a_place_is_opened_by_the_address_of_the_configuration(site: Path, editor: str, link: str) -> None:
    """The path is absolute and encoded; line and column are those of the finding."""
    file = site / "exporter.yaml"
    file.write_text(file.read_text("utf-8") + f"\npreview: {{editor: '{editor}'}}\n", "utf-8")
    with project(site, "content/about/faq.md") as opened:
        opened.open()
        pos = Pos("content/a b.md", Point(3, 5, 0), Point(3, 6, 1))
        assert opened.editor_link(pos) == link.replace("{folder}", site.as_posix())
