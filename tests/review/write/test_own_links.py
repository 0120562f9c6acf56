"""Bare addresses, which the website makes links: words beside them are written."""

from tests.review.exported import outcome, words_replaced

PAGE = "## Part\n\nSee https://plain.example/ or <info@plain.example> first.\n\nOther words.\n"


def test_words_beside_a_bare_address() -> None:
    """A change of another paragraph, and one of the words behind the address."""
    assert outcome(PAGE, words_replaced("Other words.", "New words.")) == (["-Other words.", "+New words."], [])
    lines, left = outcome(PAGE, words_replaced(" first.", " now."))
    assert (lines[1], left) == ("+See https://plain.example/ or <info@plain.example> now.", [])
