"""The changed clauses of a redline alone, with the numbers that they have in the whole document."""

from dataclasses import replace

from exporter.backends.formats import load
from exporter.backends.front_back import generated_words
from exporter.diagnostics import Diagnostics
from exporter.model.document import Document, Numbering
from exporter.model.nodes import Heading
from exporter.theme.files import Theme
from exporter.transforms.changed_clauses import changed_clauses, clause_names
from exporter.transforms.numbers import with_numbers
from exporter.transforms.redline import redline
from tests.backends.documents import paragraph, question, text
from tests.review.docxfile import read_page
from tests.review.redline_loop import PATH, document

OLD = """\
Words before all clauses.

# Scope

Devices, see [the costs](#costs) and [the timers](#timers).

# Messages

General words.

## Register

A device registers once a day.[^1]

## Update

A device updates its address.[^2]

::box
## In a box

Boxed words.
::

# Timers

T1 is 30 seconds.

# Costs

None.

[^1]: In UTC.
[^2]: Of any kind.
"""
EXPECTED = """\
Change 1

# 2 Messages

## 2.1 Register

A device registers once <del>a day</del><ins>an hour</ins>.[^1]

Change 2

## 2.3 In a box

Boxed words<ins>, packed</ins>.

Change 3

# 3 Timers

T1 is <del>30</del><ins>20</ins> seconds. See the costs.

[^1]: In UTC.
"""


def numbered(text: str) -> Document:
    """A page with numbered headings, as a document."""
    made = document(read_page(PATH, text)[0])
    return with_numbers(replace(made, numbering=Numbering(headings=True)), Diagnostics())


def request(old: str, new: str) -> Document:
    """The changed clauses between two texts."""
    made = redline(numbered(old), numbered(new), author="Ada", date="2026-01-02T00:00:00Z")
    return changed_clauses(made, generated_words(made, Theme()))


def shown(made: Document) -> str:
    """A document's body as Markdown, without title and anchors."""
    backend = load("gfm")
    data = backend.render(made, backend.options(), Theme()).data
    assert data is not None
    lines = data.decode().split("\n", 2)[2].splitlines()
    return "\n".join(line.split("</a>")[-1] for line in lines if not line.startswith("<a id") or "</a>" in line) + "\n"


def test_changed_clauses_stand_below_their_headings_with_their_numbers() -> None:
    """Headings above stay, unchanged clauses go with their notes, and links to them become words."""
    old = OLD.replace("seconds.", "seconds. See [the costs](#costs).")
    new = old.replace("a day", "an hour").replace("Boxed words", "Boxed words, packed").replace("30", "20")
    made = request(old, new)
    assert shown(made) == EXPECTED
    assert clause_names(made) == ("2.1", "2.3", "3")


def test_words_before_all_headings_have_the_name_of_the_document() -> None:
    """They are a clause as well, and so is a new one, whose number is that of the new text."""
    made = request(
        OLD, OLD.replace("before all", "in front of all").replace("# Costs", "# Money\n\nIt costs.\n\n# Costs")
    )
    assert clause_names(made) == ("Page", "4")
    assert [block.role for block in made.body if getattr(block, "role", "")] == ["separator", "separator"]


def test_a_question_is_a_clause_of_its_own() -> None:
    """Other questions go, the heading above stays, and so do words behind questions that are changed themselves."""
    head = Heading(level=2, children=text("Part"), anchor="part")
    asked = question(1, "Why?", paragraph("So.")), question(2, "When?", paragraph("Now."))
    old = Document(title="Page", body=(head, paragraph("Kept."), *asked, paragraph("At the end.")))
    later = question(2, "When?", paragraph("Later."))
    new = replace(old, body=(*old.body[:3], later, paragraph("At the very end.")))
    made = redline(old, new, author="Ada", date="2026-01-02T00:00:00Z")
    partial = changed_clauses(made, generated_words(made, Theme()))
    assert clause_names(partial) == ("When?", "Part")
    kinds = ["Paragraph", "Heading", "QuestionAnswer", "Paragraph", "Paragraph"]
    assert [type(block).__name__ for block in partial.body] == kinds


def test_without_a_change_nothing_is_left() -> None:
    """Two equal texts have no changed clause."""
    assert request(OLD, OLD).body == ()
