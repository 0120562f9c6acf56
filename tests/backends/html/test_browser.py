"""The page in a real browser: reading, finding, folding, printing, without a network."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from exporter.model.document import Document
from exporter.model.nodes import Cell, Code, Heading, QuestionAnswer, Row, Table
from exporter.model.walk import plain_text, walk
from tests.backends.documents import faq_document, paragraph
from tests.backends.html.conftest import written

Open = Callable[..., Any]
OPEN = ".question details[open]"
SHOWN = ".question:not([hidden])"


def questions() -> list[QuestionAnswer]:
    """The questions of the FAQ page."""
    return [node for node in walk(faq_document().body) if isinstance(node, QuestionAnswer)]


@pytest.mark.parametrize("name", ["faq", "sample"])
def test_network_and_console(opened: Open, name: str) -> None:
    """Nothing is asked of the network but the file itself and what it holds, and nothing is reported."""
    with opened(name) as it:
        it.page.wait_for_timeout(200)
        assert [url for url in it.requests if not url.startswith(("data:", "file:"))] == []
        assert len([url for url in it.requests if url.startswith("file:")]) == 1
        assert it.messages == []


@pytest.mark.parametrize("name", ["faq", "sample"])
def test_the_fonts_inside_are_used(opened: Open, name: str) -> None:
    """Text and bold text are set in the embedded fonts: the policy lets them in and they hold the glyphs."""
    with opened(name) as it:
        loaded = "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family + f.weight)"
        it.page.evaluate("document.fonts.ready")
        assert {"Merriweather Sans400", "Merriweather Sans700"} <= {
            face.replace('"', "") for face in it.page.evaluate(loaded)
        }


@pytest.mark.parametrize("folding", ["closed", "open"])
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (320, False), (320, True)])
@pytest.mark.parametrize("name", ["faq", "sample"])
def test_axe(opened: Open, name: str, width: int, dark: bool, folding: str) -> None:
    """axe-core finds no violation of any impact, in light, dark, narrow, folded and unfolded."""
    with opened(name, width=width, dark=dark) as it:
        if folding == "open":
            it.page.click('[data-tool="all"]')
            it.page.click(".keyboard summary")
        found = Axe().run(it.page).response["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found] == []


def test_axe_without_script(opened: Open, browser: Any, files: dict[str, str]) -> None:
    """With script off no tool that would not work is shown, and every question can be read."""
    with opened("faq", script=False) as it:
        assert not it.page.is_visible(".tools")
        assert it.page.locator(".question summary").count() == len(questions())
        it.page.click(".question summary >> nth=1")
        assert "established, professionally managed process" in it.page.inner_text(".answer >> nth=1")


@pytest.mark.parametrize("name", ["faq", "sample"])
@pytest.mark.parametrize("width", [320, 390, 768])
def test_no_sideways_scrolling(opened: Open, name: str, width: int) -> None:
    """From 320 pixels on the page is as wide as the screen, with everything unfolded."""
    with opened(name, width=width) as it:
        it.page.click('[data-tool="all"]')
        assert it.page.evaluate("document.documentElement.scrollWidth") == width


def test_filter_counts_and_marks(opened: Open) -> None:
    """The filter shows the questions that have every word, says how many, marks the words and opens the answers."""
    with opened("faq") as it:
        it.page.fill(".filter input", "IPSO work")
        assert it.page.locator(SHOWN).count() == 1
        assert it.page.inner_text(".status") == f"1 of {len(questions())} questions"
        assert it.page.evaluate("CSS.highlights.get('match').size") > 5
        assert it.page.locator(f"{SHOWN} details[open]").count() == 1
        assert it.page.is_hidden("#utilities")
        assert it.page.is_visible("#oma-omaspecworks")


def test_filter_folds_accents_and_quotes(opened: Open) -> None:
    """Typed quotes find typographic ones, capitals and accents do not count; words may cross elements."""
    with opened("faq") as it:
        it.page.fill(".filter input", 'A "SPÉCIFICATIONS factory"')
        assert it.page.locator(SHOWN).count() == 1


def test_filter_is_cleared(opened: Open) -> None:
    """Escape clears the filter: all is there again, what it opened is folded, and the focus is where it was."""
    with opened("faq") as it:
        it.page.fill(".filter input", "nothing has this")
        assert it.page.locator(SHOWN).count() == 0
        assert it.page.inner_text(".status") == "No question or answer has these words"
        it.page.keyboard.press("Escape")
        assert it.page.locator(SHOWN).count() == len(questions())
        assert it.page.locator(OPEN).count() == 0
        assert it.page.inner_text(".status") == ""
        assert it.page.evaluate("document.activeElement.id") == "page.filter"


def test_folding(opened: Open) -> None:
    """A question opens by mouse and by keyboard; all open and close at once, and the button says what it will do."""
    with opened("faq") as it:
        it.page.click(".question summary >> nth=0")
        it.page.focus(".question summary >> nth=1")
        it.page.keyboard.press("Enter")
        assert it.page.locator(OPEN).count() == 2
        it.page.click('[data-tool="all"]')
        assert it.page.locator(OPEN).count() == len(questions())
        expect(it.page.locator("[data-tool=all]")).to_have_text("Close all")
        it.page.click('[data-tool="all"]')
        assert it.page.locator(OPEN).count() == 0


@pytest.mark.parametrize("script", [True, False])
def test_deep_link_opens_its_question(opened: Open, script: bool) -> None:
    """An address with a question's anchor shows its answer, with script and without."""
    wanted = questions()[4]
    with opened("faq", script=script, anchor=f"#{wanted.anchor}") as it:
        it.page.wait_for_timeout(200)
        assert it.page.locator(OPEN).count() == 1
        assert it.page.is_visible(f'[id="{wanted.anchor}"]')
        top = it.page.locator(f"{OPEN} summary").bounding_box()["y"]
        assert 0 <= top < 450


@pytest.mark.parametrize("script", [True, False])
def test_search_in_page_opens_its_question(opened: Open, script: bool) -> None:
    """Words inside a folded answer are found by the browser, which unfolds it: here by a text fragment."""
    with opened("faq", script=script, anchor="#:~:text=Technical%20associations%20are") as it:
        expect(it.page.locator(".question details[open]")).to_have_count(1)


def test_scheme_is_remembered(opened: Open) -> None:
    """The switch turns the page dark whatever the system prefers, and a reload keeps it."""
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    with opened("faq") as it:
        light = it.page.evaluate(ground)
        it.page.click('[data-tool="scheme"]')
        dark = it.page.evaluate(ground)
        assert light != dark
        it.page.reload()
        assert it.page.evaluate(ground) == dark
        assert it.page.get_attribute('[data-tool="scheme"]', "aria-pressed") == "true"
        it.page.click('[data-tool="scheme"]')
        assert it.page.evaluate(ground) == light


@pytest.mark.parametrize("script", [True, False])
def test_print_shows_every_answer(opened: Open, script: bool) -> None:
    """Printed to PDF, folded or not, with script or without, the page holds every question and answer."""
    with opened("faq", script=script) as it:
        pages = pypdf.PdfReader(BytesIO(it.page.pdf())).pages
        printed = "".join("".join(page.extract_text() for page in pages).split())
        for node in questions():
            assert "".join(plain_text(node.question).split()) in printed
            assert "".join(plain_text(node.answer[:1]).split())[:40] in printed
        assert "Openall" not in printed


def test_next_and_previous(opened: Open) -> None:
    """Next and previous open the question beside the current one and put the focus on it."""
    focused = "document.activeElement.closest('.question')?.dataset.number"
    with opened("faq") as it:
        it.page.click('[data-tool="next"]')
        it.page.click('[data-tool="next"]')
        it.page.keyboard.press("n")
        number = int(it.page.evaluate(focused))
        it.page.keyboard.press("p")
        assert int(it.page.evaluate(focused)) == number - 1
        assert it.page.locator(OPEN).count() >= 2


def test_keys_do_not_trap(opened: Open) -> None:
    """Single keys type into the filter, can be switched off for good, and Tab goes on through the page."""
    with opened("faq") as it:
        it.page.keyboard.press("/")
        it.page.keyboard.type("on/p")
        assert it.page.input_value(".filter input") == "on/p"
        it.page.keyboard.press("Escape")
        it.page.keyboard.press("Tab")
        assert it.page.evaluate("document.activeElement.dataset.tool") == "all"
        it.page.click(".keyboard summary")
        it.page.uncheck(".keyboard input")
        it.page.reload()
        it.page.keyboard.press("o")
        assert it.page.locator(OPEN).count() == 0


def test_arrow_keys_move_between_questions(opened: Open) -> None:
    """On a question the arrow keys, Home and End go to others."""
    focused = "document.activeElement.closest('.question')?.dataset.number"
    with opened("faq") as it:
        it.page.focus(".question summary >> nth=0")
        it.page.keyboard.press("ArrowDown")
        assert it.page.evaluate(focused) == "2"
        it.page.keyboard.press("End")
        assert it.page.evaluate(focused) == str(len(questions()))


def test_permalink_copies_its_address(opened: Open, browser: Any) -> None:
    """The link of a question copies an address of the site with its anchor, says so, and is followed."""
    with opened("faq") as it:
        it.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        it.page.hover(".question >> nth=0")
        it.page.click(".question > .permalink >> nth=0")
        expect(it.page.locator(".status")).to_have_text("Link copied")
        anchor = questions()[0].anchor
        copied = it.page.evaluate("navigator.clipboard.readText()")
        assert copied == f"https://www.example.org/about/faq#{anchor}"
        assert it.page.url.endswith(f"#{anchor}")


def test_contents_follow_the_scroll(opened: Open) -> None:
    """The contents mark the part that is being read."""
    with opened("faq") as it:
        it.page.evaluate("document.getElementById('lwm2m').scrollIntoView()")
        expect(it.page.locator(".contents [aria-current]")).to_have_attribute("href", "#lwm2m")


def test_regions_that_scroll_can_be_focused(opened: Open) -> None:
    """Content wider than the screen takes the focus, so that the keyboard can scroll it; other content does not."""
    with opened("sample", width=320) as it:
        assert it.page.locator('[role="region"][tabindex="0"]').count() > 0
    with opened("sample") as it:
        assert it.page.locator('.table[tabindex="0"]').count() == 0


def test_skip_link(opened: Open) -> None:
    """The first Tab shows a link that leads past the tools and the contents."""
    with opened("faq") as it:
        it.page.keyboard.press("Tab")
        assert it.page.inner_text(":focus") == "Skip to the content"
        it.page.keyboard.press("Enter")
        assert it.page.evaluate("document.activeElement.id") == "page.text"


def test_words_of_a_table_have_room_on_a_phone(browser: Any) -> None:
    """A cell of many words is some words wide; the table scrolls. On paper and on wide screens it keeps its width."""
    words = ["VeryLongIdentifierOfCode", "Here many words stand in one cell, and they take more than a line of it."]
    rows = tuple(Row(cells=tuple(Cell(children=(paragraph(word),)) for word in [*words, *words])) for _ in range(2))
    html = written(Document(title="T", language="en", body=(Table(head=rows[:1], body=rows[1:]),)))
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.set_content(html)
    assert page.evaluate("Math.min(...[...document.querySelectorAll('.wordy')].map(e => e.clientWidth))") >= 200
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.wordy')).minWidth") in ("0px", "auto")
    page.close()


def test_code_in_a_heading_is_as_large_as_the_heading(browser: Any) -> None:
    """A heading of code alone stands above the headings below it."""
    code = Heading(level=2, children=(Code(text="extendPages"),), anchor="a")
    page = browser.new_page()
    page.set_content(written(Document(title="T", language="en", body=(code, paragraph("words")))))
    sizes = "[...document.querySelectorAll('main h2, main h2 code')].map(e => parseFloat(getComputedStyle(e).fontSize))"
    heading, inside = page.evaluate(sizes)
    assert 0.9 < inside / heading < 1
    page.close()
