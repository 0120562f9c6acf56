"""Notations in comments of code mark lines as on the site, and are not shown."""

import pytest

from exporter.model.nodes import CodeBlock
from exporter.model.offsets import offsets_of
from tests.lowering.pages import lowered_text


def code_of(text: str, fence: str = "ts") -> tuple[CodeBlock, str]:
    """A block of code with this content, and its page."""
    page = f"Words.\n\n```{fence}\n{text}\n```\n"
    block = lowered_text(page)[0].body[-1]
    assert isinstance(block, CodeBlock)
    return block, page


@pytest.mark.parametrize(
    ("text", "fence", "shown", "marks"),
    [
        ("a // [!code ++]\nb // [!code --]\n\nc", "ts", "+ a\n- b\n\n  c", "1 inserted, 2 deleted"),
        ("a // [!code warning]\nb // [!code error]", "js", "! a\n× b", "1 warning, 2 error"),
        ("# [!code ++:3]\na\nb\nc", "yaml", "+ a\n+ b\n  c", "1 inserted, 2 inserted"),
        ("<a> <!-- [!code ++] -->\n<b>", "html", "+ <a>\n  <b>", "1 inserted"),
        ("<a /> {/* [!code --] */}", "tsx", "- <a />", "1 deleted"),
        ("a: 1; /* [!code ++] */", "css", "+ a: 1;", "1 inserted"),
        ("select 1 -- [!code ++]", "sql", "+ select 1", "1 inserted"),
        ("a // [!code hl]\nb // [!code focus]\nc // [!CODE Highlight]", "ts", "a\nb\nc", "1, 2, 3"),
        ("// [!code focus:2]\na\nb", "ts {2,3}", "a\nb", "1, 2"),
        ("a() // why [!code ++]", "ts", "+ a() // why", "1 inserted"),
        ("a // [!code focus] [!code ++]", "ts", "+ a", "1, 1 inserted"),
        ("\n// [!code ++]\n", "ts", "\n", ""),
        ("// [!code ++]", "ts", "+", "1 inserted"),
        ("a // [!code ++]", "text", "a // [!code ++]", ""),
        ("a // [!code other]\nb [!code ++]", "ts", "a // [!code other]\nb [!code ++]", ""),
    ],
)
def test_notations_mark_lines(text: str, fence: str, shown: str, marks: str) -> None:
    """A notation goes with its comment, marks its line and those that its number counts; signs say how."""
    block, _ = code_of(text, fence)
    assert block.text == shown
    found = [*map(str, block.highlights), *(f"{mark.line} {mark.kind}" for mark in block.marks)]
    assert ", ".join(found) == marks


def test_each_character_has_its_place() -> None:
    """A sign has a place without extent, a line's end covers the notation before it, all other characters are there."""
    block, page = code_of("  a = 1 // [!code ++]\n// [!code focus]\nb")
    assert block.text == "+   a = 1\n  b"
    offsets = offsets_of(block)
    assert offsets is not None
    there = [page[offsets[i] : offsets[i + 1]] for i in range(len(block.text))]
    assert there == ["", "", *"  a = 1", " // [!code ++]\n// [!code focus]\n", "", "", "b"]


@pytest.mark.parametrize("text", ["// [!code ++] " * 2_000, "[!code " * 10_000, "//" * 10_000 + "[!code ++]"])
def test_many_notations_take_no_time(text: str) -> None:
    """A line full of notations, or of their beginnings, is read like any other line."""
    block, _ = code_of(text)
    assert "[!code ++]" not in block.text
