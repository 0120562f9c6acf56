"""Emoji shortcodes, as the site's module reads them."""

import pytest

from exporter.diagnostics import Diagnostics
from exporter.lowering.emoji import replace_shortcodes
from exporter.markdown import MdcElement, MdcText, parse
from exporter.markdown.tree import MdcNode, plain_text


def read(text: str) -> MdcElement:
    """The tree of a page with its emoji."""
    tree = parse(text, "p.md", Diagnostics())
    replace_shortcodes(tree.children)
    return MdcElement("div", children=tree.children)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Go :rocket: now", "Go 🚀 now"),
        (":+1: :-1: :100:", "👍 👎 💯"),
        ("**:tada:** [a :star: b](/x)", "🎉 a ⭐ b"),
        (":hot: :woozy:", "🥵 🥴"),
        ("at 10:30:00, a :no_such_name: and :: and : a :", "at 10:30:00, a :no_such_name: and :: and : a :"),
        ("`:rocket:`", ":rocket:"),
        ("    :rocket:", ":rocket:"),
        ("&colon;rocket:", "🚀"),
    ],
)
def test_shortcodes_are_shown_as_on_the_site(written: str, shown: str) -> None:
    """Known names become emoji wherever Markdown has words; code and other words stay."""
    assert plain_text(read(written)).strip() == shown


def test_each_character_keeps_its_place() -> None:
    """Text behind an emoji keeps its place in the file, and the emoji is where its shortcode begins."""
    source = "a :rocket: b :tada:"
    (paragraph,) = read(source).children
    assert isinstance(paragraph, MdcElement)
    (text,) = paragraph.children
    assert isinstance(text, MdcText)
    assert text.value == "a 🚀 b 🎉"
    assert text.offsets == (0, 1, 2, 10, 11, 12, 13, 19)
    assert text.span.end == len(source)


def test_ids_of_headings_follow_their_words() -> None:
    """A heading's id is what the site makes of the words with their emoji."""
    page = "## Go :rocket:\n\n## Go\n\n## Other\n\n[^1]\n\n[^1]: note\n"
    ids = [str(h.props["id"]) for h in headings(read(page).children)]
    assert ids == ["go", "go", "other", "footnote-label"]


def headings(nodes: list[MdcNode]) -> list[MdcElement]:
    """The headings of a page in order."""
    found = []
    for node in nodes:
        if isinstance(node, MdcElement):
            found += [node] if node.tag == "h2" else headings(node.children)
    return found
