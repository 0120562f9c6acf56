"""Words that the exporter makes: a change of them names their origin, and what to change instead."""

import pytest

from tests.review.exported import BY, Edit, outcome, words_replaced

PAGE = """---
title: Generated
---

## Part

::ShAlert{typeAlert="warning"}
Mind the gap.
::

::ShFaq
---
qas:
  - q: "Why?"
    a: |
      Because.
---
::
"""
LABEL = "by hand: the exporter makes this label from the component"


def gone(words: str) -> Edit:
    """A paragraph deleted as a whole."""

    def edit(xml: str) -> str:
        at = xml.index(f">{words}</w:t>")
        start, end = xml.rindex("<w:r>", 0, at), xml.index("</w:r>", at) + len("</w:r>")
        run = f'<w:del w:id="9" {BY}>{xml[start:end].replace("w:t>", "w:delText>")}</w:del>'
        close = xml.rindex("</w:pPr>", 0, start)
        mark = f'<w:rPr><w:del w:id="8" {BY}/></w:rPr>'
        return xml[:close] + mark + xml[close:start] + run + xml[end:]

    return edit


def without_sign(xml: str) -> str:
    """The sign in front of the question taken away."""
    style = '<w:pStyle w:val="FAQQuestion"/>'
    return xml.replace(style, f'{style}<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')


CASES: dict[str, tuple[Edit, str]] = {
    "label changed": (words_replaced("Warning", "Careful"), LABEL),
    "label deleted": (gone("Warning"), LABEL),
    "title changed": (words_replaced("Page", "Another"), "by hand: the title is not in the text: change 'title'"),
    "sign of a question": (without_sign, "by hand: the exporter makes the sign in front of a question"),
}


@pytest.mark.parametrize("name", CASES)
def test_told_as_generated(name: str) -> None:
    """Nothing is written, and the reason says what makes the words."""
    edit, reason = CASES[name]
    lines, left = outcome(PAGE, edit, untracked=True)
    assert lines == []
    assert [found.startswith(reason) for found in left] == [True], left
