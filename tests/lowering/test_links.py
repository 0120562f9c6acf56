"""Which links a document carries."""

import pytest

from exporter.lowering import LoweringLimits
from exporter.model.nodes import Paragraph
from tests.lowering.outline import outline
from tests.lowering.pages import lowered_text
from tests.lowering.trees import codes, el, lowered


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/a?b=c#d",
        "http://example.org",
        "HTTPS://EXAMPLE.ORG",
        "mailto:a@example.org",
        "tel:+1-555",
        "/faq/OMASpecWorks FAQ.pdf",
        "#anchor",
        "../other.md",
        "page?x=a:b",
        "./a:b",
    ],
)
def test_links_of_the_allowed_schemes_stay(target: str) -> None:
    """http, https, mailto, tel, paths of the site and anchors pass as they are."""
    page, found = lowered(el("p", el("a", "words", href=target)))
    assert outline(page.body) == f"p [words]({target})"
    assert not codes(found)


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>1</script>",
        "file:///etc/passwd",
        "blob:https://example.org/x",
        "//evil.example/x",
        "/\\evil.example/x",
        "\\\\evil.example\\x",
        "/\t/evil.example/x",
        "ms-word:ofe|u|https://evil.example/x",
    ],
)
def test_links_that_could_do_harm_are_refused(target: str) -> None:
    """Code, files and hosts without a scheme are refused with an error; the words stay."""
    page, found = lowered(el("p", el("a", "words", href=target)))
    assert outline(page.body) == "p words"
    assert codes(found) == ["link-refused"]


def test_links_of_other_schemes_are_left_off_with_a_warning() -> None:
    """A scheme that is harmless but of no use in a document leaves its words."""
    page, found = lowered(el("p", el("a", "words", href="ftp://example.org/x")))
    assert (outline(page.body), codes(found)) == ("p words", ["link-scheme"])


def test_a_link_without_end_is_refused() -> None:
    """A link longer than the limit is refused."""
    _, found = lowered(
        el("p", el("a", "words", href="https://example.org/" + "x" * 100)), limits=LoweringLimits(link=50)
    )
    assert codes(found) == ["link-refused"]


def test_a_link_without_words_is_reported() -> None:
    """A link that nobody can see is reported, not passed over in silence."""
    page, found = lowered(el("p", "a ", el("a", href="https://example.org/")))
    assert (outline(page.body), codes(found)) == ("p a", ["link-empty"])


def test_a_link_around_a_picture_has_content() -> None:
    """A picture is what a link may consist of."""
    page, found = lowered(el("p", el("a", el("img", src="/x.png", alt="X"), href="/x")))
    assert (outline(page.body), codes(found)) == ("p [![X](/x.png)](/x)", [])


def test_a_link_around_blocks_goes_inside_them() -> None:
    """HTML lets a link hold blocks; the model has it in each paragraph."""
    page, _ = lowered(el("a", el("div", "one"), el("div", "two"), href="/x"))
    assert outline(page.body) == "p [one](/x)\np [two](/x)"


def test_a_footnote_in_a_link_keeps_its_note() -> None:
    """The website ends the link before the mark, since HTML knows no link in a link; the note is one in all formats."""
    page, found = lowered_text("See [the rule[^a]](https://example.org/rule).\n\n[^a]: Its history.\n")
    assert not list(found)
    assert isinstance(page.body[0], Paragraph)
    kinds = [type(node).__name__ for node in page.body[0].children]
    assert kinds == ["Text", "Link", "FootnoteReference", "Text"]
    assert [note.label for note in page.footnotes] == ["a"]
