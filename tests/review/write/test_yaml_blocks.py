"""Paragraphs and questions beside answers in other YAML styles: the value becomes a block, if that lets a change in."""

import pytest

from tests.review.exported import BY, Edit, behind, new, outcome
from tests.review.write.test_styles import styled

PAGE = """---
title: Styles of YAML
---

## Questions

::ShFaq
---
qas:
  - q: "Plain?"
    a: A plain answer
  - q: "Single?"
    a: 'It''s quoted.'
  - q: "Double?"
    a: "First \\\\* line.\\n\\nSecond \\"line\\"."
  - q: "Folded?"
    a: >
      Folded over
      two lines.

      And more.
  - q: "Shared?"
    a: Shared answer  # a comment
---
::
"""

MORE = new("FAQAnswer", "More.")
WRITTEN: dict[str, tuple[Edit, list[str]]] = {
    "plain": (
        behind("A plain", MORE),
        ["-    a: A plain answer", "+    a: |", "+      A plain answer", "+      More."],
    ),
    "single": (
        behind("quoted", MORE),
        ["-    a: 'It''s quoted.'", "+    a: |", "+      It's quoted.", "+      More."],
    ),
    "double": (
        behind("Second", MORE),
        [
            '-    a: "First \\\\* line.\\n\\nSecond \\"line\\"."',
            "+    a: |",
            "+      First \\* line.",
            '+      Second "line".',
            "+      More.",
        ],
    ),
    "folded": (
        behind("And more", MORE),
        [
            "-    a: >",
            "-      Folded over",
            "-      two lines.",
            "+    a: |",
            "+      Folded over two lines.",
            "+      And more.",
            "-      And more.",
            "+      More.",
        ],
    ),
    "the answer made an item": (
        styled("A plain", "ListParagraph", number=6),
        ["-    a: A plain answer", "+    a: |", "+      - A plain answer"],
    ),
    "a question": (
        behind("A plain", new("FAQQuestion", "New?"), new("FAQAnswer", "Yes *so*.")),
        ['+  - q: "New?"', "+    a: |", "+      Yes \\*so\\*."],
    ),
    "an item": (
        behind("A plain", new("ListParagraph", "one", number=6)),
        ["-    a: A plain answer", "+    a: |", "+      A plain answer", "+      - one"],
    ),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_written_as_a_block(name: str) -> None:
    """The value says the same as before in a literal block, and holds the new paragraph."""
    edit, lines = WRITTEN[name]
    assert outcome(PAGE, edit) == (lines, [])


def test_shared_lines_are_left() -> None:
    """A value with a comment behind it stays as it is, and the change is left to people."""
    lines, left = outcome(PAGE, behind("Shared answer", MORE))
    assert (lines, left) == ([], ["by hand: it is in a YAML value that is not a block of lines ('|')"])


def test_values_stay_where_nothing_is_let_in() -> None:
    """A change that the block would not let in either leaves the value alone."""
    lines, left = outcome(PAGE, behind("A plain", new("Caption", "x")))
    assert (lines, len(left)) == ([], 1)


def test_a_split_answer() -> None:
    """An answer of one line that is split becomes a block with two paragraphs."""

    def split(xml: str) -> str:
        at = xml.index(">A plain answer</w:t>")
        start, end = xml.rindex("<w:p>", 0, at), xml.index("</w:p>", at) + len("</w:p>")
        first = xml[start:end].replace("A plain answer", "A plain")
        first = first.replace("</w:pPr>", f'<w:rPr><w:ins w:id="9" {BY}/></w:rPr></w:pPr>')
        last = (
            '<w:p><w:pPr><w:pStyle w:val="FAQAnswer"/></w:pPr><w:r><w:t xml:space="preserve"> answer</w:t></w:r></w:p>'
        )
        return xml[:start] + first + last + xml[end:]

    lines, left = outcome(PAGE, split)
    assert lines == ["-    a: A plain answer", "+    a: |", "+      A plain", "+      answer"]
    assert left == []
