"""One change that cannot be written leaves the others alone: each is written, or has a reason of its own."""

from exporter.review import select_changes, write_changes
from tests.review.docxfile import read_page
from tests.review.exported import all_of, behind, changed_lines, new, outcome, reasons, session_of, words_replaced
from tests.review.redline_loop import PATH

WORDS = [f"Paragraph {number} tells something of its own." for number in range(12)]
PAGE = "---\ntitle: Many\n---\n\n## One section\n\n" + "\n\n".join(WORDS) + "\n\nLast of all.\n"
CHANGED = [words_replaced(words, words.replace("something", "all")) for words in WORDS]
LINES = [line for words in WORDS for line in (f"-{words}", f"+{words.replace('something', 'all')}")]


def test_the_others_of_a_section_are_written() -> None:
    """Twelve paragraphs change and one comes that no page can have: the twelve are written."""
    lines, left = outcome(PAGE, all_of(*CHANGED, behind("Last of all", new("Caption", "A caption"))))
    assert lines == LINES
    assert [reason.split(":")[0:2] for reason in left] == [["by hand", " a caption belongs to a picture or table"]]


def test_a_change_that_fails_the_proof_is_the_only_one_left() -> None:
    """A change whose page does not read as reviewed is found among the others, in few readings of the page."""
    session = session_of(PAGE, all_of(*CHANGED))
    chosen, _ = select_changes(session)
    reads = []

    def read(path: str, text: str):  # type: ignore[no-untyped-def]
        reads.append(text)
        return read_page(path, text.replace("Paragraph 7 tells all", "Paragraph 7 hides all"))

    texts, statuses = write_changes(session, chosen, read)
    expected = [line for line in LINES if "Paragraph 7" not in line]
    assert changed_lines(PAGE, texts[PATH]) == expected
    assert reasons(session, statuses) == ["by hand: written alone, it would not read as reviewed"]
    assert len(reads) < 40
