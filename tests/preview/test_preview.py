"""The preview in a real browser, over a project whose files the test changes."""

import contextlib
import multiprocessing
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, LocatorAssertions, Page, expect

from exporter.backends import load
from exporter.backends.base import Rendered
from exporter.diagnostics import Diagnostic, Severity
from exporter.model.document import Document
from exporter.model.nodes import Link, Paragraph, QuestionAnswer, Text
from exporter.model.position import Point, Pos
from exporter.preview import ListedExport, LivePreview, PreviewPlan, serve
from exporter.preview.server import OwnPagesOnly
from exporter.theme.files import Theme

OUTPUT = "faq/An Example FAQ"
FIRST = "The first words."
QUESTIONS = tuple(
    QuestionAnswer(
        number=number,
        anchor=f"question-{number}",
        question=(Text(text=f"Question {number}?"),),
        answer=(Paragraph(children=(Text(text="A long answer. " * 60),)),),
        level=2,
    )
    for number in range(1, 21)
)


class OneFile:
    """A project whose only export is a text file; ``broken`` has an error in line 1, ``no pdf`` only as a PDF."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def plan(self) -> PreviewPlan:
        """The export; none while the file says ``gone``."""
        if self.file.read_text("utf-8") == "gone":
            return PreviewPlan()
        return PreviewPlan(
            (ListedExport(OUTPUT, "An Example FAQ", ("html", "pdf", "docx"), "page.md:1:1", ("page.md",)),)
        )

    def render(self, _: str, format_name: str) -> Rendered:
        """The file's text as a document."""
        text = self.file.read_text("utf-8")
        if text == "broken" or (text == "no pdf" and format_name == "pdf"):
            pos = Pos("page.md", Point(1, 1, 0), Point(1, 7, 6))
            error = Diagnostic(code="yaml", severity=Severity.ERROR, message="not to be read", pos=pos, hint="mend it")
            return Rendered(data=None, findings=(error,))
        words = Paragraph(children=(Text(text=text), Link(target="https://example.org/", children=(Text(text="out"),))))
        document = Document(title="An Example FAQ", body=(words, *QUESTIONS))
        backend = load(format_name)
        return backend.render(document, backend.options(), Theme())

    def state(self, _: str) -> str:
        """Always the same."""
        return "stale"

    def editor_link(self, pos: Pos) -> str:
        """A link of an editor."""
        return f"editor://{pos}"

    def watched(self) -> Sequence[Path]:
        """The folder of the file."""
        return (self.file.parent,)

    def ignores(self, path: Path) -> bool:
        """Only what is written aside."""
        return path.suffix == ".tmp"


def served(file: Path, address: Connection) -> None:
    """The server's process."""
    serve(LivePreview(OneFile(file)), Theme(), ready=address.send)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file behind the export of the server."""
    file = tmp_path_factory.mktemp("preview") / "page.md"
    file.write_text(FIRST, "utf-8")
    return file


@pytest.fixture
def page_file(file: Path) -> Path:
    """The file behind the export, with its first words."""
    if file.read_text("utf-8") != FIRST:
        file.write_text(FIRST, "utf-8")
    return file


@pytest.fixture(scope="module")
def address(file: Path) -> Iterator[str]:
    """The address of a running preview."""
    here, there = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=served, args=(file, there), daemon=True)
    process.start()
    assert here.poll(120)
    yield here.recv()
    process.terminate()
    process.join(10)


@pytest.fixture
def page(browser: Browser, address: str, page_file: Path) -> Iterator[Page]:
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
    expect(page.locator("#findings")).to_contain_text("page.md:1:1 error[yaml] not to be readhint: mend it")
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
    words = page.locator(".words span", has_text="The first words.")
    expect(words).to_have_count(1)
    picture_box, box = picture.bounding_box(), words.bounding_box()
    assert picture_box and box and picture_box["x"] < box["x"] < box["x"] + box["width"] < picture_box["x"] + 850


def test_a_pdf_that_fails_is_told_over_the_web_page(page: Page, page_file: Path) -> None:
    """The writer who looks at the web page learns of it, and finds the reason with the PDF."""
    shown(page).to_contain_text("The first words.")
    page_file.write_text("no pdf", "utf-8")
    shown(page).to_contain_text("no pdf")
    expect(page.get_by_role("status")).to_have_text("the PDF fails: see its findings")
    expect(page.locator("#findings")).to_be_hidden()
    page.get_by_role("button", name="PDF").click()
    expect(page.locator("#findings")).to_contain_text("error[yaml]")


def test_a_finding_leads_to_the_editor(page: Page, page_file: Path) -> None:
    """The place of a finding is a link of the writer's editor."""
    shown(page).to_contain_text("The first words.")
    page_file.write_text("broken", "utf-8")
    link = page.locator("#lines a", has_text="page.md:1:1")
    expect(link).to_have_attribute("href", "editor://page.md:1:1")


@pytest.mark.parametrize(
    ("answers_at", "host", "own"),
    [
        ("127.0.0.1", "127.0.0.1:80", True),
        ("127.0.0.1", "192.168.1.2:80", False),
        ("0.0.0.0", "192.168.1.2:8400", True),
        ("0.0.0.0", "localhost:8400", True),
        ("::", "[fe80::1]:80", True),
        ("0.0.0.0", "evil.example:80", False),
        ("0.0.0.0", "", False),
    ],
)
def test_a_name_that_another_site_can_have_is_no_host(answers_at: str, host: str, own: bool) -> None:
    """In a container any address of the machine is the preview's own; a name is not, since sites choose names."""

    async def nothing(*_: object) -> None:
        """An application that is not called."""

    assert OwnPagesOnly(nothing, 80, answers_at).is_own(host) is own


def test_each_format_can_be_downloaded(page: Page) -> None:
    """The Word file comes under the export's own name."""
    shown(page).to_contain_text("The first words.")
    with page.expect_download() as download:
        page.get_by_role("link", name="DOCX").click()
    assert download.value.suggested_filename == "An Example FAQ.docx"
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"


def test_the_writer_stays_in_place_over_a_save(page: Page, page_file: Path) -> None:
    """What is unfolded stays so, and what is at the top stays there, also where the text above it grows."""
    frame = page.frame_locator("#page")
    question = frame.locator("summary", has_text="Question 12?")
    question.click()
    answer = frame.locator("#question-12")
    answer.evaluate("e => scrollTo({ top: scrollY + e.getBoundingClientRect().top, behavior: 'instant' })")
    before = answer.bounding_box()
    page_file.write_text("The first words, and many more of them. " * 80, "utf-8")
    shown(page).to_contain_text("many more of them")
    expect(answer).to_be_visible()
    after = answer.bounding_box()
    assert before is not None and after is not None
    assert abs(before["y"] - after["y"]) < 3


def test_the_focus_stays_over_a_save(page: Page, page_file: Path) -> None:
    """Nobody who uses the keyboard is thrown back to the start."""
    shown(page).to_contain_text("The first words.")
    page.get_by_role("button", name="HTML").focus()
    page_file.write_text("The second words.", "utf-8")
    shown(page).to_contain_text("The second words.")
    expect(page.get_by_role("button", name="HTML")).to_be_focused()


def test_links_out_of_the_page_open_beside_it(page: Page) -> None:
    """The preview shows nothing but its exports."""
    page.context.route("https://example.org/", lambda route: route.fulfill(body="elsewhere"))
    with page.context.expect_page() as other:
        page.frame_locator("#page").get_by_role("link", name="out").click()
    assert other.value.url == "https://example.org/"
    shown(page).to_contain_text("The first words.")


def test_an_export_that_is_gone_is_named_and_comes_back(page: Page, page_file: Path) -> None:
    """The list stands in its place until the page asks for it again."""
    page_file.write_text("gone", "utf-8")
    expect(page.get_by_role("status")).to_have_text(f"no export '{OUTPUT}' any more: choose another")
    page_file.write_text("The words are back.", "utf-8")
    shown(page).to_contain_text("The words are back.")


def test_the_list_says_how_each_export_stands_and_leads_to_it(page: Page) -> None:
    """One line an export; the browser's way back leads to the list again."""
    page.get_by_role("combobox").select_option("")
    expect(page.get_by_role("listitem")).to_contain_text("stale")
    page.get_by_role("link", name="An Example FAQ").click()
    shown(page).to_contain_text("The first words.")
    assert page.title() == "An Example FAQ – Preview"
    page.go_back()
    expect(page.get_by_role("listitem")).to_be_visible()


def test_nothing_bars_people_who_do_not_see_or_point(page: Page, page_file: Path) -> None:
    """Axe finds nothing in the list, the web page, the PDF and the findings."""
    shown(page).to_contain_text("The first words.")
    assert not violations(page)
    page.get_by_role("button", name="PDF").click()
    expect(page.get_by_role("img", name="Page 1")).to_be_visible()
    assert not violations(page)
    page_file.write_text("broken", "utf-8")
    expect(page.locator("#findings")).to_contain_text("error[yaml]")
    assert not violations(page)
    page.get_by_role("combobox").select_option("")
    expect(page.get_by_role("listitem")).to_be_visible()
    assert not violations(page)


def violations(page: Page) -> list[str]:
    """What breaks the rules of axe in the preview's own frame."""
    found = Axe().run(page, options={"iframes": False}).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html']}" for v in found]


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
        with urllib.request.urlopen(urllib.request.Request(address + path, headers=headers), timeout=60) as answer:
            assert answer.status == status
    except urllib.error.HTTPError as error:
        with error:
            assert error.code == status


ODD = (
    b"GET /pages/" + b"9" * 5000 + b"/faq/An%20Example%20FAQ HTTP/1.1",
    b"GET /pages/-1/faq/An%20Example%20FAQ HTTP/1.1",
    b"GET /pages/%D9%A1/faq/An%20Example%20FAQ HTTP/1.1",
    b"GET /pages/1/" + b"a" * 60_000 + b" HTTP/1.1",
    b"GET /files/%00/faq/An%20Example%20FAQ HTTP/1.1",
    b"GET /files/pdf/%FF%FE%00 HTTP/1.1",
    b"GET /state/pfd/faq/An%20Example%20FAQ HTTP/1.1",
    b"GET /state/pdf/..%2F..%2Fetc%2Fpasswd HTTP/1.1",
    b"GET /files/pdf/%ED%A0%80?download=" + b"x" * 10_000 + b" HTTP/1.1",
    b"POST /exports HTTP/1.1",
    b"BREW /exports HTTP/1.1",
    b"GET http://[::1/ HTTP/1.1",
    b"GET /\xff\xfe HTTP/1.1",
    b"GET /exports HTTP/1.1\r\nX-Long: " + b"y" * 100_000,
)


def test_odd_requests_are_refused_and_end_nothing(address: str) -> None:
    """Whatever a path, a method or a header says is never the server's own fault, and the server goes on."""
    host, _, port = address.removeprefix("http://").rstrip("/").partition(":")
    answers = []
    for line in ODD:
        with socket.create_connection((host, int(port)), timeout=60) as connection:
            with contextlib.suppress(ConnectionError):  # it may hang up before it has read a long header
                connection.sendall(line + f"\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode())
            with contextlib.suppress(ConnectionError):
                answer = connection.recv(100)
                answers.append(answer.partition(b" ")[2][:3])
                assert not answer or answers[-1][:1] in (b"2", b"4"), (line[:60], answer)
    assert b"404" in answers
    with urllib.request.urlopen(f"{address}exports", timeout=60) as told:
        assert told.status == 200
