"""Findings as lines: what a page or a file's name holds moves no cursor and turns no line round."""

import pytest

from exporter.diagnostics import Diagnostic, Severity, visible
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
