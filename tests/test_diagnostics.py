"""Findings as lines: what a page or a file's name holds moves no cursor and turns no line round."""

from dataclasses import replace

import pytest

from exporter.diagnostics import Code, Diagnostic, Severity, counted, visible
from exporter.model.position import Point, Pos


def test_a_finding_is_one_line_and_its_hint_another() -> None:
    """Escape sequences, line ends and turns of the writing direction in any part are shown, not done."""
    point = Point(1, 1, 0)
    pos = Pos("a\nb\x1b[2J.md", point, point)
    found = Diagnostic(code="x", severity=Severity.ERROR, message="\x9b31m '\u202egpj'", pos=pos, hint="see \r\ud800")
    assert str(found) == ("a\\u000ab\\u001b[2J.md:1:1: error[x]: \\u009b31m '\\u202egpj'\n  hint: see \\u000d\\ud800")


@pytest.mark.parametrize("text", ["caf\u00e9", "\u6f22\u5b57", "\u05d0\u05d1", "a\u200db", "\U0001f600 \u2019"])
def test_words_of_any_language_stay(text: str) -> None:
    """Letters, joiners and pictures are shown as they are."""
    assert visible(text) == text


@pytest.mark.parametrize(
    ("number", "word", "said"),
    [
        (0, "change", "0 changes"),
        (1, "change", "1 change"),
        (2, "loss", "2 losses"),
        (1, "loss", "1 loss"),
        (1000, "byte", "1,000 bytes"),
    ],
)
def test_words_are_counted(number: int, word: str, said: str) -> None:
    """One has the word alone, any other number its plural."""
    assert counted(number, word) == said


def test_an_error_that_can_be_lowered_says_how() -> None:
    """Only while it is an error, and only where its code says that a file can be made with it."""
    code = Code("x", Severity.ERROR, "something", lowered=True)
    found = code.finding("wrong", hint="mend it")
    assert found.advice == "mend it; or build with it: severities: {x: warning} in exporter.yaml"
    assert replace(found, severity=Severity.WARNING).advice == "mend it"
    assert code.finding("wrong").advice == "build with it: severities: {x: warning} in exporter.yaml"
    assert replace(code, lowered=False).finding("wrong", hint="mend it").advice == "mend it"
