"""Any text is read without an exception, with every place inside its parent's."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.diagnostics import Diagnostics
from exporter.markdown import MarkdownLimits, MdcElement, MdcText, parse, to_json
from tests.conformance.places import faults

_PAGES = [p.read_text("utf-8") for p in sorted((Path(__file__).parents[1] / "fixtures/mdc/pages").glob("*.md"))]
_SINGLE = "[](){}*_`|#=~ \t\n\\aé😀\0"
_WORDS = "::a :: :b ** ``` ~~ <b> </b> <table> <td> <p> |-| &amp; [^1] [^1]: http://a.b ![ <!-- --> [a]: #slot x@y.z {{"
_LINES = ("\n\n", "\r\n", "    ", "- ", "1. ", "> ", "---\n", "a: [1\n", "<a href='", "{{ a }}")
_MARKS = st.sampled_from([*_SINGLE, *_WORDS.split(), *_LINES])
_TEXTS = st.lists(_MARKS, max_size=60).map("".join) | st.text(max_size=200)


@given(_TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str) -> None:
    """Random marks and letters give a tree with right places, and findings in the text."""
    diagnostics = Diagnostics()
    tree = parse(text, "page.md", diagnostics)
    assert list(faults(tree, text)) == []
    assert all(d.pos and d.pos.end.offset <= len(text) for d in diagnostics)


@given(st.sampled_from(_PAGES), st.integers(0, 400), st.integers(0, 5), _TEXTS)
@settings(max_examples=150, deadline=None)
def test_damaged_pages_are_read(page: str, at: int, cut: int, more: str) -> None:
    """A page with a piece cut out and another put in is read."""
    text = page[:at] + more + page[at + cut :]
    assert list(faults(parse(text, "page.md", Diagnostics()), text)) == []


@given(_TEXTS)
@settings(max_examples=50, deadline=None)
def test_commonmark_alone_is_read(text: str) -> None:
    """The same with MDC off."""
    parse(text, "page.md", Diagnostics(), mdc=False)


_DEEP = [
    "> ",
    "- ",
    "1. ",
    "::a\n",
    "*a **b ",
    "[",
    "![",
    "<div>",
    "<b>",
    "<table><td>",
    "[a](",
    ":a[",
    "- > ",
    "{{",
    "`a",
    "<ul><li>",
]


@pytest.mark.parametrize("unit", _DEEP)
def test_deep_nesting_is_cut(unit: str) -> None:
    """Nesting of thousands of levels is read flat, without a RecursionError."""
    closers = {"![": "](a)", "*a **b ": "** *", ":a[": "]"}
    text = unit * 3000 + "x" + closers.get(unit, "") * 3000
    tree = parse(text, "page.md", Diagnostics())
    to_json(tree)


def _steps(text: str) -> int:
    """How many calls of Python functions reading takes: a measure of work that no other load disturbs."""
    count = 0

    def step(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(step)
    try:
        parse(text, "page.md", Diagnostics(), MarkdownLimits(findings=5))
    finally:
        sys.setprofile(None)
    return count


_MANY = [
    "[a](b) ",
    "[",
    "]",
    "* a ",
    "*a* ",
    "a*",
    ":",
    " :a",
    "::a\n",
    "::\n",
    "`",
    "<",
    "{",
    "~",
    "http://a.b. ",
    "- a\n",
    "> a\n",
]


@pytest.mark.parametrize(
    "unit", [*_MANY, "|a", "a@", "![](a)", "[^1]", "&amp;", "<b>", "<p><b>", "<table>", "a\n===\n", "\\*"]
)
def test_work_is_linear_in_the_text(unit: str) -> None:
    """Ten times the marks take at most twelve times the steps."""
    few, many = _steps(unit * 200), _steps(unit * 2000)
    assert many <= 12 * few


def test_many_texts_beside_each_other_are_one() -> None:
    """References and stray tags part a text in raw HTML; what is left is one text, each character at its place."""
    source = "<div>" + "a&amp;</i>b" * 500 + "</div>\n"
    (division,) = parse(source, "page.md", Diagnostics(), MarkdownLimits(findings=1)).children
    assert isinstance(division, MdcElement)
    (text,) = division.children
    assert isinstance(text, MdcText) and text.value == "a&b" * 500 and text.offsets is not None
    assert "".join(source[at] for at in text.offsets[:-1]) == text.value
