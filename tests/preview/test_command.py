"""The command as a writer uses it, on the seed page."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from exporter.cli.options import SessionOptions
from exporter.cli.preview_project import PreviewedProject
from exporter.diagnostics import UsageError
from exporter.model.position import Point, Pos
from tests import faq_site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The project's own content, to be changed."""
    faq_site.write(tmp_path)
    return tmp_path


@pytest.fixture
def address(site: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address that the running command prints; Ctrl-C ends it without a word."""
    command = [sys.executable, "-m", "exporter", "preview", "faq/LwM2M FAQ", "--cache", str(site / "cache")]
    command += getattr(request, "param", ())
    process = subprocess.Popen(command, cwd=site, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    os.kill(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert "Traceback" not in errors


def test_a_writer_edits_breaks_and_mends_the_page(browser: Browser, address: str, site: Path) -> None:
    """A new answer is seen, broken YAML is told at its line over the last good page, and all is well once mended."""
    file = site / "content" / "about" / "faq.md"
    text = file.read_text("utf-8")
    page = browser.new_context(accept_downloads=True).new_page()
    page.goto(address)
    words = page.frame_locator("#page").locator("main")
    expect(words).to_contain_text("a device management protocol")
    mended = text.replace("a device management protocol", "the device management protocol")
    file.write_text(mended, "utf-8")
    expect(words).to_contain_text("the device management protocol")
    file.write_text(mended.replace('  - q: "What is LwM2M?"', '  - q: "What is LwM2M?', 1), "utf-8")
    findings = page.locator("#findings")
    expect(findings).to_contain_text("content/about/faq.md:")
    expect(findings).to_contain_text("error[")
    expect(words).to_contain_text("the device management protocol")
    file.write_text(mended, "utf-8")
    expect(findings).not_to_contain_text("error[")
    with page.expect_download() as download:
        page.get_by_role("link", name="DOCX").click()
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"
    page.context.close()


@pytest.mark.parametrize("address", [("--to", "pdf")], indirect=True)
def test_pdf_pages_first(browser: Browser, address: str) -> None:
    """What is named is shown first, and the web page is one button away."""
    page = browser.new_context().new_page()
    page.goto(address)
    expect(page.locator("#pages img").first).to_be_visible()
    expect(page.locator("#page")).to_be_hidden()
    page.get_by_role("button", name="HTML").click()
    expect(page.frame_locator("#page").locator("main")).to_contain_text("LwM2M")
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
