"""Each word that a reader of the site would see is in every format, or a finding at its line names it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from exporter.components.base import Component
from tests.properties import pieces
from tests.properties.marks import Piece, Words, page
from tests.properties.reading import FORMATS, built, lost
from tests.properties.strategies import drawn_pages, pages

# The same pages in every run; a failing one is not made smaller, which would take minutes: `make fuzz` does.
QUIET = settings(
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
DRAWN = ("html", "epub", "gfm", "text", "docx")
COMPONENTS = list(pieces.components())


@pytest.mark.parametrize(("made", "slots", "inline"), [c[1:] for c in COMPONENTS], ids=[c[0] for c in COMPONENTS])
def test_words_of_components(made: Component, slots: bool, inline: bool, tmp_path: Path) -> None:
    """The words of every prop and slot of a component are shown or told."""
    whole = page([pieces.component(Words(), made, slots=slots, inline=inline)])
    assert list(lost(whole, built(tmp_path, whole.text, FORMATS))) == []


@pytest.mark.parametrize("inline", [False, True])
def test_words_of_unknown_components(inline: bool, tmp_path: Path) -> None:
    """The words of every prop and slot of a component that is not known are shown, in their order."""
    whole = page([pieces.unknown(Words(), inline=inline)])
    results = built(tmp_path, whole.text, FORMATS)
    assert list(lost(whole, results)) == []
    shown = results["text"][0]
    assert [word for word in whole.names if word not in shown] == []


def test_words_of_elements(tmp_path: Path) -> None:
    """The words in every element, and in each attribute that is shown or spoken, are shown or told."""
    words = Words()
    whole = page([pieces.element(words, tag, attribute) for tag, attribute in pieces.attributed()])
    assert list(lost(whole, built(tmp_path, whole.text, FORMATS))) == []


@given(pages())
@settings(QUIET, max_examples=12)
def test_words_of_any_page(tmp_path: Path, whole: Piece) -> None:
    """The words of random lines in random blocks are shown or told."""
    assert list(lost(whole, built(tmp_path, whole.text, FORMATS))) == []


@given(drawn_pages())
@settings(QUIET, max_examples=5)
def test_words_of_formulas_and_diagrams(tmp_path: Path, whole: Piece) -> None:
    """The words in formulas and diagrams, anywhere in a page, are shown or told."""
    assert list(lost(whole, built(tmp_path, whole.text, DRAWN))) == []


@given(pages())
@settings(QUIET, max_examples=8)
def test_words_of_any_page_on_paper(tmp_path: Path, whole: Piece) -> None:
    """The words of random lines in random blocks are shown in a PDF, or told."""
    assert list(lost(whole, built(tmp_path, whole.text, ["pdf"]))) == []
