"""The preview in a real browser, over a workshop whose files the test changes."""

import multiprocessing
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from playwright.sync_api import Browser, LocatorAssertions, Page, expect

from exporter.backends import load
from exporter.backends.base import Rendered
from exporter.diagnostics import Diagnostic, Severity
from exporter.model.document import Document
from exporter.model.nodes import Paragraph, Text
from exporter.model.position import Point, Pos
from exporter.preview import Listed, Live, Plan, serve
from exporter.resources import Theme

OUTPUT = "faq/An Example FAQ"


class OneFile:
    """A workshop whose only export is a text file; a file that says ``broken`` has an error in line 1."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def plan(self) -> Plan:
        """Always the same export."""
        return Plan((Listed(OUTPUT, "An Example FAQ", ("html", "pdf", "docx"), "stale", "page.md:1:1"),))

    def render(self, _: str, format_name: str) -> Rendered:
        """The file's text as a document."""
        text = self.file.read_text("utf-8")
        if text == "broken":
            pos = Pos("page.md", Point(1, 1, 0), Point(1, 7, 6))
            error = Diagnostic(code="yaml", severity=Severity.ERROR, message="not to be read", pos=pos, hint="mend it")
            return Rendered(data=None, findings=(error,))
        document = Document(title="An Example FAQ", body=(Paragraph(children=(Text(text=text),)),))
        backend = load(format_name)
        return backend.render(document, backend.options(), Theme())

    def watched(self) -> Sequence[Path]:
        """The folder of the file."""
        return (self.file.parent,)

    def ours(self, path: Path) -> bool:
        """Only what is written aside."""
        return path.suffix == ".tmp"


def served(file: Path, address: Connection) -> None:
    """The server's process."""
    serve(Live(OneFile(file)), Theme(), ready=address.send)


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    """The file behind the export."""
    file = tmp_path / "page.md"
    file.write_text("The first words.", "utf-8")
    return file


@pytest.fixture
def address(page_file: Path) -> Iterator[str]:
    """The address of a running preview."""
    here, there = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=served, args=(page_file, there), daemon=True)
    process.start()
    assert here.poll(30)
    yield here.recv()
    process.terminate()
    process.join(10)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The preview of the export, opened."""
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    page.goto(f"{address}#{OUTPUT.replace(' ', '%20')}")
    yield page
    context.close()


def shown(page: Page) -> LocatorAssertions:
    """The words of the web page in the frame."""
    return expect(page.frame_locator("#page").locator("main"))


def test_a_save_is_seen_and_an_error_stands_over_the_last_good_state(page: Page, page_file: Path) -> None:
    """Edit, see it; break it, see the error at its line over the old words; mend it, see it gone."""
    shown(page).to_contain_text("The first words.")
    page_file.write_text("The second words.", "utf-8")
    shown(page).to_contain_text("The second words.")
    page_file.write_text("broken", "utf-8")
    expect(page.locator("#findings")).to_contain_text("page.md:1:1 error[yaml] not to be read (mend it)")
    shown(page).to_contain_text("The second words.")
    page_file.write_text("The third words.", "utf-8")
    shown(page).to_contain_text("The third words.")
    expect(page.locator("#findings")).to_be_hidden()


def test_the_pdf_is_shown_as_pictures_of_its_pages(page: Page) -> None:
    """The real PDF, page by page."""
    page.get_by_role("button", name="PDF").click()
    picture = page.get_by_role("img", name="Page 1")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 1200)


def test_each_format_can_be_downloaded(page: Page) -> None:
    """The Word file comes under the export's own name."""
    shown(page).to_contain_text("The first words.")
    with page.expect_download() as download:
        page.get_by_role("link", name="DOCX").click()
    assert download.value.suggested_filename == "An Example FAQ.docx"
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("exports", {"Host": "evil.example"}, 403),
        ("exports", {"Origin": "http://evil.example"}, 403),
        ("exports", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("files/html/../../page.md", {}, 404),
        ("files/html/%2e%2e/page.md", {}, 404),
        ("files/text/faq/An%20Example%20FAQ", {}, 404),
        ("exports", {}, 200),
    ],
)
def test_nothing_is_served_but_what_exports_show_and_to_nobody_else(
    address: str, path: str, headers: dict[str, str], status: int
) -> None:
    """Other hosts and origins are refused, and no path leads out."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address + path, headers=headers), timeout=10) as answer:
            assert answer.status == status
    except urllib.error.HTTPError as error:
        with error:
            assert error.code == status
