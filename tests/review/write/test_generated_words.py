"""Words that the exporter makes: a change of them names their origin, and what to change instead."""

import pytest

from tests.review.exported import Edit, gone, outcome, words_replaced

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
