"""What a person has to write is told with a reason that says where."""

import pytest

from tests.review.exported import Edit, gone, outcome, words_replaced
from tests.review.write.test_looks import BOLD, look
from tests.review.write.test_styles import styled

PAGE = """---
title: Reasons
---

## Part

![A figure](/a.png "The &amp; title")

::u-page-card{title="A card" description="Its words"}
Inside.
::

```js [a&amp;b.js]
let a = 1
```

The end.
"""

CASES: dict[str, tuple[Edit, str]] = {
    "a caption changed": (words_replaced("The &amp; title", "A title"), "the caption is the title of its picture"),
    "a caption deleted": (gone("The &amp; title"), "a caption goes with its picture or table"),
    "a file name changed": (words_replaced("a&amp;b.js", "begin.js"), "the name of a file stands behind the fence"),
    "a file name deleted": (gone("a&amp;b.js"), "a label is the title of a component, or stands behind the fence"),
    "a card's title deleted": (gone("A card"), "a label is the title of a component"),
    "plain words of a component made bold": (look("Its words", BOLD), "the page would not show these looks or links"),
    "a paragraph made a title": (styled("The end", "Title"), "the title comes from the page's front matter"),
    "a paragraph made an alert": (styled("The end", "AlertInfo"), "the style 'Alert Info' belongs to a component"),
    "a paragraph made code": (styled("The end", "Code"), "code stands between fences"),
}


@pytest.mark.parametrize("name", CASES)
def test_told(name: str) -> None:
    """Nothing is written, and the reason says what the words are and where to change them."""
    edit, reason = CASES[name]
    lines, left = outcome(PAGE, edit)
    assert lines == []
    assert [found.startswith(f"by hand: {reason}") for found in left] == [True], left


def test_the_title_of_a_linked_card() -> None:
    """The title of a card that is a link as a whole is written, and the card stays a link."""
    page = '## Part\n\n::card{title="Working" to="https://x.example/"}\nInner words.\n::\n'
    lines, left = outcome(page, words_replaced("Working", "Done"))
    assert (lines[1], left) == ('+::card{title="Done" to="https://x.example/"}', [])


def test_written_in_a_component() -> None:
    """Words of a component's props are written."""
    lines, left = outcome(PAGE, words_replaced("Its words", "New words"))
    assert (lines[1], left) == ('+::u-page-card{title="A card" description="New words"}', [])
